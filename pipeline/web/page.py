"""The page for people: one template, with its style and its script beside it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from pipeline import TOOL, __version__
from pipeline.base import i18n
from pipeline.web.interface import service

_HERE = Path(__file__).parent
_TAGS = {"zh_TW": "zh-Hant-TW", "en": "en"}


async def front(request: Request) -> Response:
    """The page itself, which carries the token; where others can reach it, only for those who have that already."""
    here = service(request)
    given = request.query_params.get("token")
    view = {"tool": f"{TOOL} {__version__}", "language": _TAGS[i18n.current()], "token": here.access.token}
    if not here.access.is_local and not here.access.allows_token(given):
        return HTMLResponse("", 401)
    return HTMLResponse(_template("page.html.j2").render(view))


async def _file(request: Request) -> Response:
    return FileResponse(_HERE / f"page.{request.path_params['kind']}")


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(name)


ROUTES = [
    Route("/", front, methods=["GET"]),
]
