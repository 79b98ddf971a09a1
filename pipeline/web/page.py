"""The page for people: one template, with its style and its script beside it."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from pipeline import TOOL, __version__
from pipeline.base import i18n
from pipeline.web import words
from pipeline.web.interface import service

_HERE = Path(__file__).parent
_LANGUAGES = (("zh_TW", "zh-Hant-TW", "中文"), ("en", "en", "English"))
"""What the catalogue calls them, what browsers do, and what people do."""


async def front(request: Request) -> Response:
    """The page itself, which carries the token; where others can reach it, only for those who have that already."""
    access = service(request).access
    view: dict[str, object] = {"language": _tag()}
    if not access.is_local and not access.allows_token(request.query_params.get("token")):
        return HTMLResponse(_template("door.html.j2").render(view, say=words.door_words()), HTTPStatus.UNAUTHORIZED)
    view |= {"tool": f"{TOOL} {__version__}", "token": access.token, "languages": _LANGUAGES}
    return HTMLResponse(_template("page.html.j2").render(view, say=words.words(), script_words=words.script_words()))


async def style(_request: Request) -> Response:
    """The look of the page."""
    return FileResponse(_HERE / "page.css", media_type="text/css")


async def script(_request: Request) -> Response:
    """What the page does."""
    return FileResponse(_HERE / "page.js", media_type="text/javascript")


def _tag() -> str:
    return next(tag for name, tag, _shown in _LANGUAGES if name == i18n.current())


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(name)


ROUTES = [
    Route("/", front, methods=["GET"]),
    Route("/page.css", style, methods=["GET"]),
    Route("/page.js", script, methods=["GET"]),
]
