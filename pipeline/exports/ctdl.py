"""CTDL-ASN of Credential Engine as JSON-LD: a competency framework with the items of the standard as competencies.

For the Credential Registry and what reads its data. Levels are concepts of the same graph, notes are its glossary.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from pipeline.exports import ExportedStandard, ExportOptions
from pipeline.record.identifiers import Identifiers
from pipeline.record.outline import Item, Kind, Outline, outline, remarks

NAME = "ctdl"
SUFFIX = ".ctdl.jsonld"
PER = "standard"

CONTEXT = "https://credreg.net/ctdlasn/schema/context/json"
LANGUAGE = "zh-TW"
PUBLISHER = "iCAP 職能發展應用平台"
"""Where the standards are published."""

_CLASSES = (
    ("ceterms:subject", "categories", "職類別"),
    ("ceterms:occupationType", "occupations", "職業別"),
    ("ceterms:industryType", "industries", "行業別"),
)
"""What CTDL calls a class of the standard, the record's field, and the form's label."""
_EMBODIED = {Kind.KNOWLEDGE: "ceasn:knowledgeEmbodied", Kind.SKILL: "ceasn:skillEmbodied"}

_Node = dict[str, Any]


def export(entry: ExportedStandard, options: ExportOptions) -> bytes:
    """The graph in UTF-8; the base of identifiers is a setting."""
    graph = _Grapher(outline(entry.standard), Identifiers(options.settings.base_uri)).graph()
    data = {"@context": CONTEXT, "@graph": list(graph)}
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode(errors="backslashreplace")


class _Grapher:
    """What all nodes of one graph have in common."""

    def __init__(self, outline: Outline, ids: Identifiers) -> None:
        self._outline = outline
        self._ids = ids
        self._children: dict[str, list[str]] = defaultdict(list)
        for item in outline.items:
            for parent in item.parents:
                self._children[parent].append(ids.uri(item.path))
        self._embodied: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        kinds = {item.path: item.kind for item in outline.items}
        self._printed: dict[str, list[str]] = defaultdict(list)
        names = {item.path: item for item in outline.items}
        for use in outline.uses:
            self._embodied[use.task][_EMBODIED[kinds[use.competence]]].append(ids.uri(use.competence))
            if use.printed != names[use.competence].text:
                task = names[use.task]
                self._printed[use.competence].append(f"{task.code or task.text}：{use.printed}")

    def graph(self) -> Iterator[_Node]:
        yield self._framework()
        for number, item in enumerate(self._outline.items, 1):
            yield self._competency(item, number)
        yield from self._levels()
        yield from self._glossary()

    def _framework(self) -> _Node:
        outline, standard = self._outline, self._outline.standard
        said = [standard.description, *(str(remark) for remark in remarks(standard))]
        return {
            **self._thing(outline.path, "ceasn:CompetencyFramework"),
            "ceasn:name": _in_chinese(outline.title),
            **_filled("ceasn:description", _in_chinese("\n".join(line for line in said if line))),
            "ceasn:publisherName": _in_chinese(PUBLISHER),
            "ceasn:inLanguage": [LANGUAGE],
            **_filled("ceasn:codedNotation", standard.code),
            **_filled("ceterms:versionCode", outline.version),
            **_filled("ceasn:dateModified", outline.date and f"{outline.date}T00:00:00+08:00"),
            **self._level(() if standard.level is None else (standard.level,), "ceasn:educationLevelType"),
            **dict(self._classes()),
            **_filled("ceasn:hasTopChild", self._children.get(outline.path)),
            **_filled("ceterms:hasGlossary", self._ids.uri(f"{outline.path}/notes") if standard.notes else None),
        }

    def _classes(self) -> Iterator[tuple[str, list[_Node]]]:
        classification = self._outline.standard.classification
        for name, field, label in _CLASSES:
            found = [
                {
                    "@type": "ceterms:CredentialAlignmentObject",
                    "ceterms:frameworkName": _in_chinese(label),
                    **_filled("ceterms:targetNodeName", _in_chinese(one.name)),
                    **_filled("ceterms:codedNotation", one.code),
                }
                for one in getattr(classification, field)
            ]
            if found:
                yield name, found

    def _competency(self, item: Item, number: int) -> _Node:
        framework = self._ids.uri(self._outline.path)
        is_top = self._outline.path in item.parents
        parents = framework if is_top else [self._ids.uri(parent) for parent in item.parents]
        return {
            **self._thing(item.path, "ceasn:Competency"),
            **_filled("ceasn:competencyLabel", _in_chinese(item.text) if item.description is not None else None),
            "ceasn:competencyText": _in_chinese(item.statement),
            "ceasn:competencyCategory": _in_chinese(item.kind.label),
            "ceasn:inLanguage": [LANGUAGE],
            **_filled("ceasn:codedNotation", item.code),
            "ceasn:listID": str(number),
            **self._level(item.levels, "ceasn:complexityLevel"),
            "ceasn:isPartOf": framework,
            ("ceasn:isTopChildOf" if is_top else "ceasn:isChildOf"): parents,
            **_filled("ceasn:hasChild", self._children.get(item.path)),
            **{name: list(dict.fromkeys(uris)) for name, uris in self._embodied[item.path].items()},
            **_filled("ceasn:comment", _in_chinese(self._printed.get(item.path))),
        }

    def _level(self, levels: tuple[int, ...], name: str) -> _Node:
        return _filled(name, [self._ids.uri(f"terms/level/{level}") for level in levels])

    def _levels(self) -> Iterator[_Node]:
        used = {level for item in self._outline.items for level in item.levels}
        if self._outline.standard.level is not None:
            used.add(self._outline.standard.level)
        if used:
            yield {
                "@id": self._ids.uri("terms/level"),
                "@type": "skos:ConceptScheme",
                "ceasn:name": _in_chinese("職能級別"),
            }
        for level in sorted(used):
            yield {
                "@id": self._ids.uri(f"terms/level/{level}"),
                "@type": "skos:Concept",
                "skos:prefLabel": _in_chinese(f"職能級別 {level}"),
                "skos:notation": str(level),
                "skos:inScheme": self._ids.uri("terms/level"),
            }

    def _glossary(self) -> Iterator[_Node]:
        path, notes = f"{self._outline.path}/notes", self._outline.standard.notes
        if notes:
            yield {"@id": self._ids.uri(path), "@type": "skos:ConceptScheme", "ceasn:name": _in_chinese("註釋")}
        for place, note in enumerate(notes, 1):
            yield {
                "@id": self._ids.uri(f"{path}/{place}"),
                "@type": "skos:Concept",
                "skos:prefLabel": _in_chinese(note.term or f"註{note.number}"),
                "skos:notation": str(note.number),
                "skos:definition": _in_chinese(note.text),
                "skos:inScheme": self._ids.uri(path),
            }

    def _thing(self, path: str, kind: str) -> _Node:
        return {"@id": self._ids.uri(path), "@type": kind, "ceterms:ctid": self._ids.ctid(path)}


def _in_chinese(text: str | list[str] | None) -> _Node | None:
    return {LANGUAGE: text} if text else None


def _filled(name: str, value: Any) -> _Node:
    return {name: value} if value else {}
