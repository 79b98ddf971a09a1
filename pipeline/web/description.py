"""What the interface offers, as an OpenAPI document; it is tested against the server itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from pipeline import TOOL, __version__
from pipeline.findings.outcomes import Outcome
from pipeline.record.model import SCHEMA_VERSION
from pipeline.web.documents import DocumentState
from pipeline.web.guard import HEADER
from pipeline.web.uploads import FIELD
from pipeline.web.wishes import Changes, Wishes

_PROBLEMS = {
    "400": "The request is damaged.",
    "401": "The token is missing or wrong.",
    "403": "The request comes from another site, or is not allowed from another computer.",
    "404": "There is no such document, format or page.",
    "409": "There is nothing to give: not done yet, nothing came of it, or it consists of parts.",
    "413": "More than is allowed.",
    "415": "The body is not of the right type.",
    "422": "The request asks for what cannot be; the answer says why.",
}


def description() -> dict[str, Any]:
    """The document, version 3.1; its texts are in English whatever the language in use."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{TOOL} serve",
            "version": __version__,
            "description": "Documents in, records and handbooks out. docs/serve.md shows it at work.",
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": {**_documents(), **_takeaways(), **_settings()},
        "components": {
            "securitySchemes": {"token": {"type": "apiKey", "in": "header", "name": HEADER}},
            "schemas": _schemas(),
        },
    }


def _documents() -> dict[str, Any]:
    id_ = _path("id", "The id that POST /api/documents gave.")
    chosen = _query("template", "The template to fill.", {"type": "string", "default": "handbook", "maxLength": 200})
    appendix = _query("findings", "Append the findings.", {"type": "string", "enum": ["true", "false"]})
    older = _query("old", "The id of the older version.", {"type": "string"}, required=True)
    since = _query(
        "since", "Only what has changed since this revision.", {"type": "integer", "minimum": 0, "maximum": 999_999_999}
    )
    from_folder = _query(
        "folder",
        "They come with a folder, and are judged by their content as files in folders are.",
        {"type": "string", "enum": ["true", "false"]},
    )
    upload = {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": [FIELD],
                    "properties": {
                        FIELD: {
                            "type": "array",
                            "minItems": 1,
                            "items": {"type": "string", "format": "binary"},
                        }
                    },
                }
            }
        },
    }
    listed = {
        "type": "object",
        "required": ["revision", "ids", "documents"],
        "properties": {
            "revision": {"type": "integer"},
            "ids": _list({"type": "string"}),
            "documents": _list(_ref("Document")),
        },
    }
    return {
        "/api/documents": {
            "post": _operation(
                "Take files in", {"201": _json(_list(_ref("Document")))}, "400 413 415 422", [from_folder], upload
            ),
            "get": _operation("List documents", {"200": _json(listed)}, "422", [since]),
            "delete": _operation("Remove all documents", {"204": _nothing()}),
        },
        "/api/documents/{id}": {
            "parameters": [id_],
            "get": _operation("A document with its findings", {"200": _json(_ref("DocumentWithFindings"))}, "404"),
            "delete": _operation("Remove a document", {"204": _nothing()}, "404"),
        },
        "/api/documents/{id}/cancel": {
            "parameters": [id_],
            "post": _operation("Call off a document", {"200": _json(_ref("Document"))}, "404"),
        },
        "/api/cancel": {"post": _operation("Call off all that is not done", {"204": _nothing()})},
        "/api/documents/{id}/record": {
            "parameters": [id_],
            "get": _operation(
                f"The record, schema version {SCHEMA_VERSION}; icap schema prints its form",
                {"200": _json({"type": "object"})},
                "404 409",
            ),
        },
        "/api/documents/{id}/handbook.{format}": {
            "parameters": [id_, _path("format", "One of icap formats, such as docx.")],
            "get": _operation("The handbook", {"200": _file()}, "404 409 422", [chosen, appendix]),
        },
        "/api/documents/{id}/pages/{page}.png": {
            "parameters": [
                id_,
                _path("page", "The number of a page of a PDF, from 1.", {"type": "integer", "minimum": 1}),
            ],
            "get": _operation("A page as a picture", {"200": _file("image/png")}, "404 422"),
        },
        "/api/documents/{id}/comparison.{format}": {
            "parameters": [id_, _path("format", "One of icap compare --to, or tracked.")],
            "get": _operation("The comparison sheet of two versions", {"200": _file()}, "404 409 422", [older]),
        },
    }


def _takeaways() -> dict[str, Any]:
    id_ = _path("id", "The id that POST /api/takeaways gave.")
    wishes = {"required": True, "content": {"application/json": {"schema": _ref("Wishes")}}}
    return {
        "/api/takeaways": {
            "post": _operation(
                "Begin to make an archive", {"201": _json(_ref("Takeaway"))}, "404 409 413 422", body=wishes
            )
        },
        "/api/takeaways/{id}": {
            "parameters": [id_],
            "get": _operation("How far an archive has come", {"200": _json(_ref("Takeaway"))}, "404"),
            "delete": _operation("Remove an archive, or call it off", {"204": _nothing()}, "404"),
        },
        "/api/takeaways/{id}/takeaway.zip": {
            "parameters": [id_],
            "get": _operation("The archive", {"200": _file("application/zip")}, "404 409"),
        },
    }


def _settings() -> dict[str, Any]:
    changes = {"required": True, "content": {"application/json": {"schema": _ref("Changes")}}}
    saved = {"type": "object", "required": ["path"], "properties": {"path": {"type": "string"}}}
    return {
        "/api/settings": {
            "get": _operation("What is set, and what can be", {"200": _json({"type": "object"})}),
            "put": _operation("Set", {"200": _json({"type": "object"})}, "413 422", body=changes),
        },
        "/api/settings/save": {"post": _operation("Save in icap.toml", {"200": _json(saved)}, "422")},
    }


def _schemas() -> dict[str, Any]:
    text, number, flag = {"type": "string"}, {"type": "integer", "minimum": 0}, {"type": "boolean"}
    perhaps = {"type": ["string", "null"]}
    counts = _object({"error": number, "warning": number, "info": number})
    outcome = {"enum": [*(one.value for one in Outcome), None]}
    state = {"enum": [one.value for one in DocumentState]}
    document = {
        "id": text,
        "name": text,
        "state": state,
        "state_word": text,
        "outcome": outcome,
        "outcome_word": perhaps,
        "reason": perhaps,
        "code": perhaps,
        "title": perhaps,
        "sha256": perhaps,
        "has_record": flag,
        "proof": perhaps,
        "counts": counts,
        "part_of": perhaps,
        "parts": _list(text),
    }
    finding = {
        "rule": text,
        "name": text,
        "severity": {"enum": ["error", "warning", "info"]},
        "subject": text,
        "message": text,
        "location": {"type": "object"},
        "related": _list({"type": "object"}),
        "proposal": perhaps,
        "fingerprint": text,
        "waived": {"type": ["object", "null"]},
        "severity_word": text,
        "title": perhaps,
        "place": text,
    }
    made = {"name": text, "outcome": outcome, "outcome_word": text, "errors": _list(text)}
    takeaway = {
        "id": text,
        "state": state,
        "step": text,
        "done": number,
        "total": number,
        "size": number,
        "reason": perhaps,
        "files": _list(text),
        "documents": _list(_object(made)),
    }
    problem = {"status": number, "title": text, "detail": text}
    bodies: dict[str, Any] = {}
    for form in (Wishes, Changes):
        schema = TypeAdapter(form).json_schema(ref_template="#/components/schemas/{model}")
        bodies |= schema.pop("$defs", {})
        bodies[form.__name__] = schema
    return {
        "Document": _object(document),
        "DocumentWithFindings": _object({**document, "findings": _list(_object(finding))}),
        "Takeaway": _object(takeaway),
        "Problem": _object(problem),
        **bodies,
    }


def _operation(
    summary: str,
    answers: Mapping[str, Any],
    problems: str = "",
    parameters: list[dict[str, Any]] | None = None,
    body: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """``problems``: the statuses of refusals, beside those that every operation may have."""
    told = {status: _problem(status) for status in sorted({"400", "401", "403", *problems.split()})}
    operation: dict[str, Any] = {"summary": summary, "responses": {**answers, **told}}
    if parameters:
        operation["parameters"] = parameters
    if body:
        operation["requestBody"] = body
    return operation


def _problem(status: str) -> dict[str, Any]:
    return {"description": _PROBLEMS[status], "content": {"application/problem+json": {"schema": _ref("Problem")}}}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": "As asked.", "content": {"application/json": {"schema": schema}}}


def _file(kind: str = "*/*") -> dict[str, Any]:
    return {"description": "A file.", "content": {kind: {}}}


def _nothing() -> dict[str, Any]:
    return {"description": "Done."}


def _path(name: str, description: str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    used = schema or {"type": "string", "minLength": 1, "pattern": "^[A-Za-z0-9_-]+$"}
    return {"name": name, "in": "path", "required": True, "description": description, "schema": used}


def _query(name: str, description: str, schema: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "description": description, "schema": schema}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    """All keys are always there."""
    return {"type": "object", "required": list(properties), "properties": properties, "additionalProperties": False}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}
