"""The interface for programs, which the page uses too: what stands behind each path below ``/api/``."""

from __future__ import annotations

import asyncio
import mimetypes
from datetime import date
from functools import partial
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import quote

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from pipeline.base import i18n
from pipeline.base.errors import FatalError
from pipeline.base.files import safe_stem
from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.policy import of_settings
from pipeline.handbooks import HANDBOOK
from pipeline.release import formats, jobs, proofs
from pipeline.release.comparison import compare
from pipeline.release.jobs import Printed, Printing
from pipeline.release.takeaway import Versions, comparing
from pipeline.web import answers, uploads
from pipeline.web.description import description
from pipeline.web.desk import kept
from pipeline.web.documents import DroppedDocument
from pipeline.web.preferences import changed, save, saved
from pipeline.web.refusal import Refusal
from pipeline.web.service import Service
from pipeline.web.takeaways import distinct
from pipeline.web.wishes import Changes, Wishes, ordered

Form = TypeVar("Form", bound=BaseModel)

TRACKED = "tracked"
"""The new version as a Word document with tracked changes, beside the forms of sheets."""

_DIGITS = 10
_DOWNLOAD_POLICY = "default-src 'none'; sandbox"
"""What was made of a document runs nothing, wherever it is opened."""
_TYPES = {
    ".md": "text/markdown; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".epub": "application/epub+zip",
    ".json": "application/json",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text",
}


def service(request: Request) -> Service:
    """The server that a request was made to."""
    found: Service = request.app.state.service
    return found


async def add(request: Request) -> Response:
    """Takes files in."""
    here = service(request)
    from_folder = _flag(request, "folder")
    taken = await uploads.receive(
        request.stream(), request.headers.get("content-type", ""), here.desk.folder, here.bounds, here.desk.room
    )
    try:
        added = here.desk.add(taken, from_folder=from_folder)
    except Refusal:
        uploads.discard(taken)
        raise
    return JSONResponse([answers.summary(one, here.access) for one in added], HTTPStatus.CREATED)


async def listed(request: Request) -> Response:
    """All documents, or those that have changed since a revision."""
    here = service(request)
    desk = here.desk
    since = _whole_number(request.query_params.get("since", "0"))
    return JSONResponse(
        {
            "revision": desk.revision,
            "ids": [one.id for one in desk.documents],
            "documents": [answers.summary(one, here.access) for one in desk.documents if one.revision > since],
        }
    )


async def shown(request: Request) -> Response:
    """One document with its findings."""
    desk = service(request).desk
    document = _document(request)
    return JSONResponse(answers.whole(document, await desk.judged(document), service(request).access))


async def removed(request: Request) -> Response:
    """Takes a document away."""
    service(request).desk.remove(request.path_params["id"])
    return Response(status_code=HTTPStatus.NO_CONTENT)


async def removed_all(request: Request) -> Response:
    """Takes all documents away."""
    desk = service(request).desk
    for document in desk.documents:
        if document.part_of is None:
            desk.remove(document.id)
    return Response(status_code=HTTPStatus.NO_CONTENT)


async def cancelled(request: Request) -> Response:
    """Calls off one document."""
    document = _document(request)
    service(request).desk.cancel([document.id])
    return JSONResponse(answers.summary(_document(request), service(request).access))


async def cancelled_all(request: Request) -> Response:
    """Calls off all that is not done."""
    service(request).desk.cancel()
    return Response(status_code=HTTPStatus.NO_CONTENT)


async def record(request: Request) -> Response:
    """The record, byte by byte as ``icap parse`` writes it."""
    document = _document(request)
    data = await service(request).desk.record(document)
    return download(data, f"{stem(document)}.json")


async def handbook(request: Request) -> Response:
    """The handbook in a format, of a template."""
    desk = service(request).desk
    document = _document(request)
    try:
        maker = formats.find(request.path_params["format"])
    except FatalError as error:
        raise Refusal(HTTPStatus.NOT_FOUND, str(error)) from error
    template = request.query_params.get("template", HANDBOOK)
    if template != safe_stem(template):
        raise Refusal(HTTPStatus.NOT_FOUND, _("{name} is no name of a template").format(name=template))
    with_findings = _flag(request, "findings")
    findings = (await desk.judged(document)).diagnostics if with_findings else None
    preferences = service(request).preferences
    imprint = preferences.settings.read_imprint()
    printing = Printing(preferences.templates, template, i18n.current(), preferences.settings.export, imprint)
    job = (await desk.record(document), (maker.name,), findings, printing)
    try:
        printed = await desk.run(jobs.print_record, *job, about=document)
    except FatalError as error:
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from error
    one = Printed(None, (printed,)) if isinstance(printed, Diagnostic) else printed[maker.name]
    if one.data is None:
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, " ".join(mishap.message for mishap in one.mishaps))
    return download(one.data, maker.file_name(stem(document), template))


def stem(document: DroppedDocument) -> str:
    """What files about a document are called, without suffix."""
    brief = document.brief
    return safe_stem((brief.name if brief else None) or document.path.stem)


def download(data: bytes, name: str) -> Response:
    """A file for people to keep, under this name; a browser shows nothing of it on this server's pages."""
    suffix = f".{name.rpartition('.')[2]}".lower()
    kind = _TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": _DOWNLOAD_POLICY,
    }
    return Response(data, HTTPStatus.OK, headers, media_type=kind)


async def _body(request: Request, form: type[Form]) -> Form:
    """The body of a request, which is JSON of this form.

    Raises:
        Refusal: it is not, or is too long.
    """
    data = b""
    async for chunk in request.stream():
        data += chunk
        if len(data) > service(request).bounds.question_bytes:
            raise uploads.too_large(service(request).bounds.question_bytes)
    try:
        return form.model_validate_json(data)
    except ValidationError as error:
        places = (".".join(map(str, one["loc"])) or "-" for one in error.errors())
        detail = _("The request is not of the form that docs/serve.md tells, at: {places}.")
        said = detail.format(places=_(", ").join(dict.fromkeys(places)))
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, said) from error


def _document(request: Request) -> DroppedDocument:
    return service(request).desk.get(request.path_params["id"])


def _flag(request: Request, name: str) -> bool:
    value = request.query_params.get(name, "false")
    if value not in ("true", "false"):
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, _("{name} is true or false.").format(name=name))
    return value == "true"


def _whole_number(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < _DIGITS):
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, _("{value} is no whole number.").format(value=value))
    return int(value)


async def picture(request: Request) -> Response:
    """A page of a document as a picture."""
    return await page_picture(request, _document(request))


async def page_picture(request: Request, document: DroppedDocument) -> Response:
    """The page of a PDF that the path names, drawn by a limited process.

    Raises:
        Refusal: it cannot be drawn.
    """
    desk = service(request).desk
    number = _whole_number(request.path_params["page"])
    if number < 1:
        raise Refusal(HTTPStatus.NOT_FOUND, _("Pages are counted from 1."))
    found = await desk.run(proofs.picture, await desk.file(document), number, i18n.current())
    if isinstance(found, Diagnostic):
        raise Refusal(HTTPStatus.NOT_FOUND, found.message)
    return Response(found, media_type="image/png")


async def comparison(request: Request) -> Response:
    """The sheet about a document and an older version of it, in a form."""
    here = service(request)
    new, old = _document(request), here.desk.get(request.query_params.get("old", ""))
    form = request.path_params["format"]
    tracked = form == TRACKED
    try:
        names = distinct((old, new))
        versions = Versions(names[old.id], names[new.id], () if tracked else (form,), tracked)
        how = comparing(versions, here.preferences.templates)
    except FatalError as error:
        raise Refusal(HTTPStatus.NOT_FOUND, str(error)) from error
    records = (await here.desk.record(old), await here.desk.record(new))
    made = await here.desk.run(compare, *records, how)
    if isinstance(made, Diagnostic):
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, made.message)
    ((ending, data),) = made.contents.items()
    return download(data, f"{stem(new)}{ending}")


async def begin_takeaway(request: Request) -> Response:
    """Begins to make an archive."""
    here = service(request)
    wishes = await _body(request, Wishes)
    chosen = [here.desk.get(id) for id in wishes.documents] if wishes.documents else here.desk.documents
    if wishes.comparison:
        versions = [here.desk.get(id) for id in (wishes.comparison.old, wishes.comparison.new)]
        for one in versions:
            await here.desk.examination(one)
        chosen = [*chosen, *versions]
    found = list({one.id: one for document in chosen for one in (here.desk.parts(document) or (document,))}.values())
    done = [one for one in found if one.brief is not None]
    if not done:
        raise Refusal(HTTPStatus.CONFLICT, _("There is nothing to take away yet: no document is done."))
    names = distinct(done)
    for one in done:
        await here.desk.examination(one)
    begun = here.takeaways.begin(
        [(names[one.id], kept(one)) for one in done],
        partial(ordered, wishes, names, here.preferences, here.desk.policy),
    )
    return JSONResponse(answers.takeaway(begun), HTTPStatus.CREATED)


async def takeaway(request: Request) -> Response:
    """How far an archive has come."""
    return JSONResponse(answers.takeaway(service(request).takeaways.get(request.path_params["id"])))


async def archive(request: Request) -> Response:
    """The archive itself."""
    found = service(request).takeaways.get(request.path_params["id"])
    if found.size == 0:
        raise Refusal(HTTPStatus.CONFLICT, found.reason or _("The archive is not done yet."))
    return FileResponse(found.archive, filename=found.archive.name, media_type="application/zip")


async def removed_takeaway(request: Request) -> Response:
    """Takes an archive away, or calls it off."""
    service(request).takeaways.remove(request.path_params["id"])
    return Response(status_code=HTTPStatus.NO_CONTENT)


async def settings(request: Request) -> Response:
    """What is set, what can be, and where it comes from."""
    return JSONResponse(answers.settings(service(request).preferences, is_local=service(request).access.is_local))


async def set_(request: Request) -> Response:
    """Sets what the body names."""
    here = service(request)
    given = (await _body(request, Changes)).model_dump(exclude_none=True)
    if not here.access.is_local and given.keys() & {"templates", "waivers"}:
        detail = _("Files of this computer are named where the server was started, not from another computer.")
        raise Refusal(HTTPStatus.FORBIDDEN, detail)
    after = changed(here.preferences, given)
    policy = of_settings(after.settings, date.today())
    here.preferences = after
    i18n.use(i18n.language(after.settings.serve.get("language", "")) or i18n.current())
    await here.desk.judge_by(policy)
    return await settings(request)


async def save_settings(request: Request) -> Response:
    """Saves what is set in the settings file."""
    here = service(request)
    if not here.access.is_local:
        raise Refusal(HTTPStatus.FORBIDDEN, _("Settings are saved only from the computer that the server runs on."))
    path = await asyncio.to_thread(save, here.preferences)
    here.preferences = saved(here.preferences, path)
    return JSONResponse({"path": str(path)})


async def openapi(_request: Request) -> Response:
    """What the interface offers."""
    return JSONResponse(description())


ROUTES = [
    Route("/openapi.json", openapi, methods=["GET"]),
    Route("/documents", add, methods=["POST"]),
    Route("/documents", listed, methods=["GET"]),
    Route("/documents", removed_all, methods=["DELETE"]),
    Route("/documents/{id}", shown, methods=["GET"]),
    Route("/documents/{id}", removed, methods=["DELETE"]),
    Route("/documents/{id}/record", record, methods=["GET"]),
    Route("/documents/{id}/handbook.{format}", handbook, methods=["GET"]),
    Route("/documents/{id}/cancel", cancelled, methods=["POST"]),
    Route("/documents/{id}/pages/{page}.png", picture, methods=["GET"]),
    Route("/documents/{id}/comparison.{format}", comparison, methods=["GET"]),
    Route("/cancel", cancelled_all, methods=["POST"]),
    Route("/takeaways", begin_takeaway, methods=["POST"]),
    Route("/takeaways/{id}", takeaway, methods=["GET"]),
    Route("/takeaways/{id}", removed_takeaway, methods=["DELETE"]),
    Route("/takeaways/{id}/takeaway.zip", archive, methods=["GET"]),
    Route("/settings", settings, methods=["GET"]),
    Route("/settings", set_, methods=["PUT"]),
    Route("/settings/save", save_settings, methods=["POST"]),
]
