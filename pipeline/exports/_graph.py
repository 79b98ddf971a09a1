"""Nodes of an RDF graph, one after the other, as Turtle and as JSON-LD: the same triples, nothing held in memory."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Range(Enum):
    """What the values of a property are."""

    NODE = "node"
    TEXT = "text"
    """A text in the language of the graph."""
    CODE = "code"
    """A text of no language."""
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a graph: namespaces by prefix, properties (``skos:broader``) with their ranges, and its language."""

    prefixes: dict[str, str]
    ranges: dict[str, Range]
    language: str


@dataclass(frozen=True, slots=True)
class Node:
    """Some of what a graph says of ``uri``. ``types`` and the names of properties have prefixes; no value is empty."""

    uri: str
    types: tuple[str, ...]
    properties: tuple[tuple[str, tuple[str, ...]], ...]


def turtle(nodes: Iterable[Node], words: Vocabulary) -> Iterator[str]:
    """The graph in Turtle, a piece a node."""
    yield "".join(f"@prefix {prefix}: <{uri}> .\n" for prefix, uri in words.prefixes.items())
    for node in nodes:
        lines = [f"a {', '.join(node.types)}"] if node.types else []
        for name, values in node.properties:
            lines.append(f"{name} {', '.join(_term(value, words.ranges[name], words.language) for value in values)}")
        if lines:
            yield f"\n<{node.uri}> " + " ;\n  ".join(lines) + " .\n"


def json_ld(nodes: Iterable[Node], words: Vocabulary) -> Iterator[str]:
    """The graph in JSON-LD, a line a node. The context is in it, so that nobody has to fetch one."""
    context = {**words.prefixes, **{name: _coercion(kind, words.language) for name, kind in words.ranges.items()}}
    yield f'{{"@context": {json.dumps(context, ensure_ascii=False)},\n"@graph": ['
    separator = "\n"
    for node in nodes:
        said: dict[str, Any] = {"@id": node.uri}
        if node.types:
            said["@type"] = list(node.types)
        said.update({name: [_sound(value) for value in values] for name, values in node.properties})
        yield separator + json.dumps(said, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f]')
_HALVES = re.compile("[\ud800-\udfff]")


def _term(value: str, kind: Range, language: str) -> str:
    if kind is Range.NODE:
        return f"<{value}>"
    quoted = '"' + _ESCAPED.sub(lambda sign: _ESCAPES.get(sign[0], f"\\u{ord(sign[0]):04X}"), _sound(value)) + '"'
    return quoted + {Range.TEXT: f"@{language}", Range.DATE: "^^xsd:date"}.get(kind, "")


def _coercion(kind: Range, language: str) -> dict[str, str | None]:
    match kind:
        case Range.NODE:
            return {"@type": "@id"}
        case Range.TEXT:
            return {"@language": language}
        case Range.DATE:
            return {"@type": "xsd:date"}
    return {"@language": None}


def _sound(text: str) -> str:
    """``text`` without halves of UTF-16 pairs, which no file in UTF-8 can hold."""
    return _HALVES.sub("\ufffd", text)
