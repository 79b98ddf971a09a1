"""All that a server answers, behind its guard."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.types import ASGIApp

from pipeline.base.errors import FatalError
from pipeline.base.i18n import _
from pipeline.web import interface, page
from pipeline.web.guard import Guard, refused
from pipeline.web.refusal import Refusal
from pipeline.web.service import Service


def app(service: Service) -> ASGIApp:
    """The server as a function of requests; while it runs, it works on the documents of its desk."""

    @asynccontextmanager
    async def lifespan(_application: Starlette) -> AsyncIterator[None]:
        working = asyncio.create_task(service.desk.work())
        yield
        service.takeaways.call_off()
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working

    application = Starlette(
        routes=[Mount("/api", routes=interface.ROUTES), *page.ROUTES],
        lifespan=lifespan,
        exception_handlers={
            Refusal: _refusal,
            HTTPException: _no_such,
            FatalError: _fatal,
            Exception: _crash,
        },
    )
    application.state.service = service
    return Guard(application, service.access, service.bounds)


async def _refusal(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)  # noqa: S101 - for the type checker: it is registered for nothing else
    return refused(error)


async def _no_such(_request: Request, error: Exception) -> Response:
    status = HTTPStatus(getattr(error, "status_code", HTTPStatus.NOT_FOUND))
    answer = refused(Refusal(status, _("There is nothing here to ask for in this way.")))
    answer.headers.update(getattr(error, "headers", None) or {})
    return answer


async def _fatal(_request: Request, error: Exception) -> Response:
    return refused(Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)))


async def _crash(_request: Request, error: Exception) -> Response:
    detail = _("internal error ({kind}: {error}). Please report it.").format(kind=type(error).__name__, error=error)
    return refused(Refusal(HTTPStatus.INTERNAL_SERVER_ERROR, detail))
