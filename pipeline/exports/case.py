"""CASE of 1EdTech: a package with the standard as document, its parts as items, and associations between them.

For servers of competency frameworks such as OpenSALT, and for badge and learning platforms.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from pipeline.base import mark
from pipeline.base.i18n import _
from pipeline.exports import ExportedStandard, ExportOptions
from pipeline.findings.raised import ex201_date_not_told
from pipeline.record.identifiers import Identifiers
from pipeline.record.model import content
from pipeline.record.outline import Item, Kind, Outline, Use, outline, remarks

NAME = "case"
SUFFIX = ".case.json"
PER = "standard"

LANGUAGE = "zh-TW"
NO_DATE = "1970-01-01"
"""Stands where the format must have a date and the document tells none (EX201)."""

_STATES = {"最新版本": "Adopted", "歷史版本": "Deprecated"}
"""What CASE calls the states of the version table."""
_BESIDE_ITEMS = (
    "title", "classification", "level_as_printed", "versions", "prerequisites", "notes", "supplements",
    "level_definitions",
)  # fmt: skip
"""Fields of the record that no item holds; as an extension they stand in the record's own form."""
_TYPE_DESCRIPTIONS = {
    Kind.DUTY: "Main duty of the occupation (T)",
    Kind.TASK: "Task within a duty (T)",
    Kind.OUTPUT: "Output of a task (O)",
    Kind.INDICATOR: "Behavioural indicator of a task (P)",
    Kind.KNOWLEDGE: "Knowledge (K)",
    Kind.SKILL: "Skill (S)",
    Kind.ATTITUDE: "Attitude (A)",
}


def export(entry: ExportedStandard, options: ExportOptions) -> bytes:
    """The package in UTF-8; its version, the base of identifiers and extensions are settings."""
    found = outline(entry.standard)
    if found.date is None:
        said = _("No row of the version table tells the date of this version; the package says {date} instead.")
        options.report(ex201_date_not_told.RULE.found("versions", said.format(date=NO_DATE)))
    package = _Packer(found, options).package()
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode(errors="backslashreplace")


class _Packer:
    """What all parts of one package have in common."""

    def __init__(self, outline: Outline, options: ExportOptions) -> None:
        self._outline = outline
        self._ids = Identifiers(options.settings.base_uri)
        self._is_first = options.settings.case_version == "1.0"
        self._extended = options.settings.extensions and not self._is_first
        self._changed = f"{outline.date or NO_DATE}T00:00:00+08:00"
        self._titles = {item.path: f"{item.code or ''} {item.text}".strip() for item in outline.items}

    def package(self) -> dict[str, Any]:
        return {
            "CFDocument": self._document(),
            "CFItems": [self._item(item, number) for number, item in enumerate(self._outline.items, 1)],
            "CFAssociations": list(self._associations()),
            "CFDefinitions": {"CFItemTypes": [self._item_type(kind) for kind in Kind]},
        }

    def _document(self) -> dict[str, Any]:
        outline, standard = self._outline, self._outline.standard
        names = [one.name for one in standard.classification.categories if one.name]
        document = {
            **self._thing(outline.path),
            "creator": mark.CASE_CREATOR,
            "title": _one_line(outline.title),
            "description": standard.description,
            "subject": [_one_line(name) for name in names],
            "language": LANGUAGE,
            "version": outline.version and _one_line(outline.version),
            "adoptionStatus": _STATES.get(outline.status or ""),
            # The schema of 1.0 wants either a date or a time; who does not look at formats finds that a text is both.
            "statusStartDate": None if self._is_first else outline.date,
            "notes": "\n".join(str(remark) for remark in (*self._level(), *remarks(standard))),
        }
        if self._is_first:
            document["CFPackageURI"] = self._link(f"{outline.path}/package", outline.title)
        else:
            document |= {"frameworkType": "職能基準", "caseVersion": "1.1"}
        if self._extended:
            document["extensions"] = _filled(
                {
                    "code": standard.code,
                    "codeAsPrinted": standard.code_as_printed,
                    "level": standard.level,
                    "record": {key: value for key, value in content(standard).items() if key in _BESIDE_ITEMS},
                }
            )
        return _filled(document)

    def _level(self) -> Iterator[str]:
        standard = self._outline.standard
        if standard.code:
            yield f"職能基準代碼：{standard.code}"
        if standard.level is not None:
            yield f"基準級別：{standard.level}"

    def _item(self, item: Item, number: int) -> dict[str, Any]:
        found = {
            **self._thing(item.path),
            "fullStatement": item.statement,
            "abbreviatedStatement": _one_line(item.text) if item.description is not None else None,
            "CFItemType": item.kind.label,
            "CFItemTypeURI": self._link(f"terms/item-type/{item.kind}", item.kind.label),
            "humanCodingScheme": item.code and _one_line(item.code),
            "listEnumeration": str(number),
            "language": LANGUAGE,
            "educationLevel": [str(level) for level in item.levels],
        }
        if self._is_first:
            found["CFDocumentURI"] = self._link(self._outline.path, self._outline.title)
        if self._extended:
            found["extensions"] = _filled(
                {"codeAsPrinted": item.code_as_printed, "derived": True if item.derived else None}
            )
        return _filled(found)

    def _associations(self) -> Iterator[dict[str, Any]]:
        serials: dict[str, int] = {}
        for item in self._outline.items:
            for parent in item.parents:
                serials[parent] = serials.get(parent, 0) + 1
                yield self._child(item, parent, serials[parent])
        for use in self._outline.uses:
            yield self._use(use)
        for older, code, newer in self._outline.replaced():
            yield self._association(f"{older}/replaced-by/{newer}", "replacedBy", (older, code), (newer, None))

    def _child(self, item: Item, parent: str, serial: int) -> dict[str, Any]:
        path = f"{item.path}/child-of/{parent}"
        found = self._association(path, "isChildOf", (item.path, None), (parent, None))
        return found | {"sequenceNumber": serial}

    def _use(self, use: Use) -> dict[str, Any]:
        found = self._association(use.path, "isRelatedTo", (use.task, None), (use.competence, use.printed))
        if self._extended:
            said = {"asPrinted": use.printed, "codeAsPrinted": use.code_as_printed, "level": use.level}
            found["extensions"] = _filled(said)
        return found

    def _association(
        self, path: str, kind: str, origin: tuple[str, str | None], destination: tuple[str, str | None]
    ) -> dict[str, Any]:
        found = {
            **self._thing(path),
            "associationType": kind,
            "originNodeURI": self._node(*origin),
            "destinationNodeURI": self._node(*destination),
        }
        if self._is_first:
            found["CFDocumentURI"] = self._link(self._outline.path, self._outline.title)
        return found

    def _item_type(self, kind: Kind) -> dict[str, Any]:
        return {
            **self._thing(f"terms/item-type/{kind}"),
            "title": kind.label,
            "description": _TYPE_DESCRIPTIONS[kind],
            "hierarchyCode": str(list(Kind).index(kind) + 1),
            "typeCode": kind.value,
        }

    def _thing(self, path: str) -> dict[str, Any]:
        return {
            "identifier": self._ids.uuid(path),
            "uri": self._ids.uri(path),
            "lastChangeDateTime": self._changed,
        }

    def _link(self, path: str, title: str) -> dict[str, str]:
        return {"title": _one_line(title), "identifier": self._ids.uuid(path), "uri": self._ids.uri(path)}

    def _node(self, path: str, title: str | None) -> dict[str, str]:
        link = self._link(path, title or self._titles.get(path) or self._outline.title)
        return link if self._is_first else {**link, "targetType": "CASE"}


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that say something: CASE leaves out what is not there."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _one_line(text: str) -> str:
    """A text as CASE's type NormalizedString has it, without line ends and tabs."""
    return re.sub(r"[\t\r\n]", " ", text)
