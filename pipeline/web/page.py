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
from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Diagnostic
from pipeline.proof.page import policy
from pipeline.release import proofs
from pipeline.web import words
from pipeline.web.answers import proof_path
from pipeline.web.documents import DroppedDocument
from pipeline.web.interface import page_picture, service
from pipeline.web.refusal import Refusal

SELF = "'self'"
_HERE = Path(__file__).parent
_LANGUAGES = (("zh_TW", i18n.TAGS["zh_TW"], "中文"), ("en", i18n.TAGS["en"], "English"))
"""What the catalogue calls them, what browsers do, and what people do."""


async def front(request: Request) -> Response:
    """The page itself, which carries the token; where others can reach it, only for those who have that already."""
    access = service(request).access
    view: dict[str, object] = {"language": i18n.TAGS[i18n.current()]}
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


async def proof(request: Request) -> Response:
    """The proof of a document, as a page of its own: what stands in the document runs nothing there."""
    here = service(request)
    document, key = _with_key(request)
    pictures = f"/documents/{document.id}/pages/{{page}}.png?key={key}"
    found = await here.desk.run(
        proofs.prove, await here.desk.file(document), here.desk.terms, here.desk.policy, pictures
    )
    if isinstance(found, Diagnostic):
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, found.message)
    if found.html is None:
        raise Refusal(HTTPStatus.CONFLICT, _("There is no proof: the file holds no document that was read."))
    headers = {"Content-Security-Policy": f"{policy(SELF)}; frame-ancestors 'self'"}
    return HTMLResponse(found.html, headers=headers)


async def picture(request: Request) -> Response:
    """A page of a document as a picture, for its proof."""
    document, _key = _with_key(request)
    return await page_picture(request, document)


async def no_icon(_request: Request) -> Response:
    """Browsers ask for one of every page."""
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _with_key(request: Request) -> tuple[DroppedDocument, str]:
    """The document, and the key of it that the request brings.

    Raises:
        Refusal: it is the wrong key, or there is no such document.
    """
    here = service(request)
    id, key = request.path_params["id"], request.query_params.get("key", "")
    if not here.access.allows_key(proof_path(id), key):
        raise Refusal(
            HTTPStatus.UNAUTHORIZED, _("This link is not whole, or from another time. Open it from the page.")
        )
    return here.desk.get(id), key


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
    Route("/favicon.ico", no_icon, methods=["GET"]),
    Route("/documents/{id}/proof", proof, methods=["GET"]),
    Route("/documents/{id}/pages/{page}.png", picture, methods=["GET"]),
]
