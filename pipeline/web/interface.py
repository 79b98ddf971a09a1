"""The interface for programs, which the page uses too: what stands behind each path below ``/api/``."""

from __future__ import annotations

import mimetypes
from http import HTTPStatus
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pipeline.base import i18n
from pipeline.base.errors import FatalError
from pipeline.base.files import safe_stem
from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Diagnostic
from pipeline.handbooks import HANDBOOK
from pipeline.release import formats, jobs
from pipeline.release.jobs import Printed, Printing
from pipeline.web import answers, uploads
from pipeline.web.documents import Document
from pipeline.web.refusal import Refusal
from pipeline.web.service import Service

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
    from_folder = request.query_params.get("folder") == "true"
    taken = await uploads.receive(
        request.stream(), request.headers.get("content-type", ""), here.desk.folder, here.bounds, here.desk.room
    )
    try:
        added = here.desk.add(taken, from_folder=from_folder)
    except Refusal:
        uploads.discard(taken)
        raise
    return JSONResponse([answers.summary(one) for one in added], HTTPStatus.CREATED)


async def listed(request: Request) -> Response:
    """All documents, or those that have changed since a revision."""
    desk = service(request).desk
    since = _number(request, "since")
    return JSONResponse(
        {
            "revision": desk.revision,
            "ids": [one.id for one in desk.documents],
            "documents": [answers.summary(one) for one in desk.documents if one.revision > since],
        }
    )


async def shown(request: Request) -> Response:
    """One document with its findings."""
    desk = service(request).desk
    document = _document(request)
    return JSONResponse(answers.whole(document, await desk.judged(document)))


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
    return JSONResponse(answers.summary(_document(request)))


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
    with_findings = request.query_params.get("findings") == "true"
    findings = (await desk.judged(document)).diagnostics if with_findings else None
    printing = Printing(None, template, i18n.current())
    job = (await desk.record(document), (maker.name,), findings, printing)
    try:
        printed = await desk.run(jobs.print_record, *job, about=document)
    except FatalError as error:
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from error
    one = Printed(None, (printed,)) if isinstance(printed, Diagnostic) else printed[maker.name]
    if one.data is None:
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, " ".join(mishap.message for mishap in one.mishaps))
    return download(one.data, maker.file_name(stem(document), template))


def stem(document: Document) -> str:
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


def _document(request: Request) -> Document:
    return service(request).desk.get(request.path_params["id"])


def _number(request: Request, name: str) -> int:
    value = request.query_params.get(name, "0")
    if not (value.isascii() and value.isdigit() and len(value) < 16):
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, _("{name} must be a whole number.").format(name=name))
    return int(value)


ROUTES = [
    Route("/documents", add, methods=["POST"]),
    Route("/documents", listed, methods=["GET"]),
    Route("/documents", removed_all, methods=["DELETE"]),
    Route("/documents/{id}", shown, methods=["GET"]),
    Route("/documents/{id}", removed, methods=["DELETE"]),
    Route("/documents/{id}/record", record, methods=["GET"]),
    Route("/documents/{id}/handbook.{format}", handbook, methods=["GET"]),
    Route("/documents/{id}/cancel", cancelled, methods=["POST"]),
    Route("/cancel", cancelled_all, methods=["POST"]),
]
