"""Judges a CASE package by its form (``_case_form.py``) and by what its associations lead to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from pipeline.base.i18n import _
from pipeline.exports import _case_form
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.raised import ex302_form_violated, ex303_leads_nowhere, ex304_identifier_twice

_LONGEST = 80
"""Characters of a field's name that are told; a file can have a field of any name."""
_LISTS = ("CFItems", "CFAssociations")


def judge(content: dict[str, Any]) -> Iterator[Diagnostic]:
    """What is wrong with a package; of one whose form is wrong only that is told."""
    version = _case_form.version_of(content)
    try:
        _case_form.package(version).model_validate(content)
    except ValidationError as error:
        yield from _of_form(error, version)
        return
    yield from _of_identifiers(content)
    yield from _of_associations(content)


def _of_form(error: ValidationError, version: str) -> Iterator[Diagnostic]:
    told: set[str] = set()
    for one in error.errors(include_url=False, include_context=False, include_input=False):
        # The steps of a value that can be of several types end in the type that was tried.
        place = "/".join(str(step)[:_LONGEST] for step in one["loc"] if not _is_type(step))
        if place in told:
            continue
        told.add(place)
        message = _("CASE {version}: {fault}").format(version=version, fault=_fault(one["type"]))
        yield ex302_form_violated.RULE.found(place, message)


def _is_type(step: int | str) -> bool:
    return isinstance(step, str) and (step in ("str", "none") or "[" in step)


def _fault(kind: str) -> str:
    """What is wrong with a field, by what Pydantic calls it."""
    said = {
        "missing": _("this field must be there."),
        "extra_forbidden": _("there is no such field. Data of your own belong under extensions."),
        "string_pattern_mismatch": _("the value is not of the form that this field must have."),
        "value_error": _("the value is no URI."),
        "literal_error": _("the value is not one of those that there are."),
        "string_type": _("the value must be a text; what is not there is left out, not null."),
        "list_type": _("the value must be a list."),
        "dict_type": _("the value must be an object."),
        "model_type": _("the value must be an object."),
    }
    return said.get(kind, _("the value is of the wrong type."))


def _of_identifiers(content: dict[str, Any]) -> Iterator[Diagnostic]:
    seen: dict[str, str] = {}
    for place, one in _things(content):
        first = seen.setdefault(one["identifier"].lower(), place)
        if first != place:
            message = _("{place} has the same identifier. Each document, item and association needs one of its own.")
            yield ex304_identifier_twice.RULE.found(place, message.format(place=first))


def _things(content: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "CFDocument", content["CFDocument"]
    for name in _LISTS:
        for number, one in enumerate(content.get(name) or ()):
            yield f"{name}/{number}", one


def _of_associations(content: dict[str, Any]) -> Iterator[Diagnostic]:
    items = {one["identifier"].lower() for one in content.get("CFItems") or ()}
    parents = items | {content["CFDocument"]["identifier"].lower()}
    for number, one in enumerate(content.get("CFAssociations") or ()):
        if one["associationType"] != "isChildOf":
            continue
        for name, known in (("originNodeURI", items), ("destinationNodeURI", parents)):
            if one[name]["identifier"].lower() not in known:
                message = _("The package has no item {identifier} that could be the child or parent of another.")
                yield ex303_leads_nowhere.RULE.found(
                    f"CFAssociations/{number}/{name}", message.format(identifier=one[name]["identifier"])
                )
