"""Judges CTDL-ASN: CTIDs, the fields of frameworks and competencies, and what they lead to.

Sources: the published definition of the CTID, and the schema of CTDL-ASN of Credential Engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.raised import (
    ex302_form_violated,
    ex303_leads_nowhere,
    ex304_identifier_twice,
    ex305_identifier_form,
)

FRAMEWORK = "ceasn:CompetencyFramework"
COMPETENCY = "ceasn:Competency"

_CTID = re.compile(r"ce-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_MUST = {
    FRAMEWORK: ("@id", "ceterms:ctid", "ceasn:name", "ceasn:inLanguage"),
    COMPETENCY: ("@id", "ceterms:ctid", "ceasn:competencyText", "ceasn:isPartOf"),
}
_LANGUAGE_MAPS = (
    "ceasn:name", "ceasn:description", "ceasn:publisherName", "ceasn:competencyText", "ceasn:competencyLabel",
    "ceasn:competencyCategory", "ceasn:comment",
)  # fmt: skip
_TO_FRAMEWORKS = ("ceasn:isPartOf", "ceasn:isTopChildOf")
_TO_COMPETENCIES = (
    "ceasn:hasTopChild", "ceasn:hasChild", "ceasn:isChildOf", "ceasn:knowledgeEmbodied", "ceasn:skillEmbodied",
    "ceasn:abilityEmbodied",
)  # fmt: skip

_Node = dict[str, Any]


def is_one(content: Any) -> bool:
    """Whether what JSON gave speaks of frameworks or competencies of CTDL-ASN."""
    return any(_kind(node) for node in _nodes(content))


def judge(content: Any) -> Iterator[Diagnostic]:
    """What is wrong with the graph."""
    nodes = [(place, node) for place, node in enumerate(_nodes(content)) if _kind(node)]
    for place, node in nodes:
        yield from _of_fields(f"@graph/{place}", node)
    yield from _of_identifiers(nodes)
    yield from _of_references(nodes)


def _nodes(content: Any) -> list[_Node]:
    graph = content.get("@graph", [content]) if isinstance(content, dict) else content
    return [node for node in graph if isinstance(node, dict)] if isinstance(graph, list) else []


def _kind(node: _Node) -> str | None:
    types = _listed(node.get("@type"))
    return next((kind for kind in (FRAMEWORK, COMPETENCY) if kind in types), None)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _of_fields(place: str, node: _Node) -> Iterator[Diagnostic]:
    for name in _MUST[_kind(node) or COMPETENCY]:
        if not node.get(name):
            yield ex302_form_violated.RULE.found(f"{place}/{name}", _("CTDL-ASN: this field must be there."))
    for name in _LANGUAGE_MAPS:
        if name in node and not _is_language_map(node[name]):
            message = _('CTDL-ASN: the value must be texts by their language, such as {"zh-TW": "…"}.')
            yield ex302_form_violated.RULE.found(f"{place}/{name}", message)
    if "ceasn:codedNotation" in node and not isinstance(node["ceasn:codedNotation"], str):
        message = _("CTDL-ASN: the value must be a plain text.")
        yield ex302_form_violated.RULE.found(f"{place}/ceasn:codedNotation", message)
    ctid = node.get("ceterms:ctid")
    if ctid and not (isinstance(ctid, str) and _CTID.fullmatch(ctid)):
        message = _("{value} is no CTID: ce- and a UUID of version 4 in small letters.")
        yield ex305_identifier_form.RULE.found(f"{place}/ceterms:ctid", message.format(value=str(ctid)[:80]))


def _is_language_map(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(text, str) for texts in value.values() for text in (_listed(texts) or [None])
    )


def _of_identifiers(nodes: list[tuple[int, _Node]]) -> Iterator[Diagnostic]:
    for name in ("@id", "ceterms:ctid"):
        seen: dict[str, int] = {}
        for place, node in nodes:
            value = node.get(name)
            if isinstance(value, str) and seen.setdefault(value, place) != place:
                message = _("{place} has the same identifier.").format(place=f"@graph/{seen[value]}")
                yield ex304_identifier_twice.RULE.found(f"@graph/{place}/{name}", message)


def _of_references(nodes: list[tuple[int, _Node]]) -> Iterator[Diagnostic]:
    kinds = {node["@id"]: _kind(node) for _place, node in nodes if isinstance(node.get("@id"), str)}
    for place, node in nodes:
        for name in (*_TO_FRAMEWORKS, *_TO_COMPETENCIES):
            wanted = FRAMEWORK if name in _TO_FRAMEWORKS else COMPETENCY
            for target in map(_target, _listed(node.get(name))):
                if target is None or kinds.get(target) != wanted:
                    message = _("{target} is no {kind} of this graph.").format(target=str(target)[:200], kind=wanted)
                    yield ex303_leads_nowhere.RULE.found(f"@graph/{place}/{name}", message)


def _target(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("@id")
    return value if isinstance(value, str) else None
