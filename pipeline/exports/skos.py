"""SKOS of the W3C, in Turtle and JSON-LD: a release as one scheme of concepts, linked as ESCO links occupations.

For vocabulary servers and for research. A standard is the top of a tree of duties, tasks, outputs and indicators; its
knowledge and skills are linked to it as essential, and to the tasks that need them as related.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import tee
from pathlib import Path

from pipeline.exports import RELEASE, Entries, ExportedStandard, ExportOptions
from pipeline.exports._graph import Node, Range, Vocabulary, json_ld, turtle
from pipeline.record import codes
from pipeline.record.identifiers import Identifiers
from pipeline.record.outline import UNNAMED, Item, Kind, Outline, outline, remarks

NAME = "skos"
SUFFIX = ".skos.ttl"
PER = "release"

LANGUAGE = "zh-TW"
WORDS = Vocabulary(
    {
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "esco": "http://data.europa.eu/esco/model#",
        "dct": "http://purl.org/dc/terms/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    },
    {
        **dict.fromkeys(
            (
                "skos:inScheme", "skos:hasTopConcept", "skos:topConceptOf", "skos:broader", "skos:narrower",
                "skos:related", "skos:exactMatch", "skos:member", "esco:relatedEssentialSkill", "dct:educationLevel",
                "dct:isReplacedBy",
            ),
            Range.NODE,
        ),
        **dict.fromkeys(
            ("skos:prefLabel", "skos:altLabel", "skos:definition", "skos:note", "skos:editorialNote"), Range.TEXT
        ),
        "skos:notation": Range.CODE,
        "dct:modified": Range.DATE,
    },
    LANGUAGE,
)  # fmt: skip

_LEVELS = range(1, 7)
_ESSENTIAL = (Kind.KNOWLEDGE, Kind.SKILL)
_Properties = tuple[tuple[str, Iterable[str | None]], ...]


def export(entries: Entries, folder: Path, options: ExportOptions) -> Iterable[str]:
    """Writes ``release.skos.ttl`` and ``release.skos.jsonld``, which say the same."""
    ids = Identifiers(options.settings.base_uri)
    one, other = tee(nodes(entries, ids, link_equal_names=options.settings.link_equal_names))
    pieces = {
        f"{RELEASE}{SUFFIX}": turtle(one, WORDS),
        f"{RELEASE}.skos.jsonld": json_ld(other, WORDS),
    }
    files = [(folder / name).open("x", encoding="utf-8", newline="\n") for name in pieces]
    try:
        # In step, so that ``tee`` keeps one node: Turtle has a piece before its nodes, JSON-LD one more behind them.
        for written in zip(*pieces.values(), strict=False):
            for file, piece in zip(files, written, strict=True):
                file.write(piece)
        for file, rest in zip(files, pieces.values(), strict=True):
            file.writelines(rest)
    finally:
        for file in files:
            file.close()
    return list(pieces)


def nodes(entries: Iterable[ExportedStandard], ids: Identifiers, *, link_equal_names: bool = False) -> Iterator[Node]:
    """Every node of the graph, standard by standard. A node can come in several parts."""
    yield from _frame(ids)
    namesakes = _Namesakes() if link_equal_names else None
    for entry in entries:
        yield from _Concepts(outline(entry.standard), ids, namesakes).nodes()


def _frame(ids: Identifiers) -> Iterator[Node]:
    """The schemes, the levels and the collections, which do not depend on any standard."""
    yield _node(ids.uri("terms/scheme"), ("skos:ConceptScheme",), (("skos:prefLabel", ["職能基準"]),))
    yield _node(ids.uri("terms/level"), ("skos:ConceptScheme",), (("skos:prefLabel", ["職能級別"]),))
    for level in _LEVELS:
        yield _level(level, ids)
    for kind in Kind:
        yield _node(ids.uri(f"terms/collection/{kind}"), ("skos:Collection",), (("skos:prefLabel", [kind.label]),))


def _level(level: int, ids: Identifiers) -> Node:
    said: _Properties = (
        ("skos:prefLabel", [f"職能級別 {level}"]),
        ("skos:notation", [str(level)]),
        ("skos:inScheme", [ids.uri("terms/level")]),
    )
    return _node(ids.uri(f"terms/level/{level}"), ("skos:Concept",), said)


class _Namesakes:
    """The first concept of every name of knowledge or skill, for linking those of later standards to it."""

    def __init__(self) -> None:
        self._first: dict[tuple[Kind, str], tuple[str, str]] = {}

    def other(self, item: Item, standard: str) -> str | None:
        """The path of the first of this name, if it is of another standard."""
        if item.kind not in _ESSENTIAL or item.text in (item.code, UNNAMED):
            return None
        home, path = self._first.setdefault((item.kind, codes.comparable(item.text)), (standard, item.path))
        return path if home != standard else None


class _Concepts:
    """The nodes of one standard."""

    def __init__(self, outline: Outline, ids: Identifiers, namesakes: _Namesakes | None) -> None:
        self._outline = outline
        self._ids = ids
        self._namesakes = namesakes
        self._children: dict[str, list[str]] = defaultdict(list)
        self._related: dict[str, list[str]] = defaultdict(list)
        self._printed: dict[str, list[str]] = defaultdict(list)
        for item in outline.items:
            if item.kind is Kind.ATTITUDE:
                self._related[outline.path].append(item.path)
            elif item.kind not in _ESSENTIAL:
                for parent in item.parents:
                    self._children[parent].append(item.path)
        for use in outline.uses:
            self._related[use.task].append(use.competence)
            self._printed[use.competence].append(use.printed)

    def nodes(self) -> Iterator[Node]:
        ids, outline = self._ids, self._outline
        yield self._standard()
        yield _node(ids.uri("terms/scheme"), (), (("skos:hasTopConcept", [ids.uri(outline.path)]),))
        for older, code, newer in outline.replaced():
            yield _node(ids.uri(older), (), (("skos:notation", [code]), ("dct:isReplacedBy", [ids.uri(newer)])))
        for item in outline.items:
            yield self._item(item)
            yield _node(ids.uri(f"terms/collection/{item.kind}"), (), (("skos:member", [ids.uri(item.path)]),))
        levels = {outline.standard.level, *(level for item in outline.items for level in item.levels)}
        for level in sorted(level for level in levels if level is not None and level not in _LEVELS):
            yield _level(level, ids)

    def _standard(self) -> Node:
        outline, standard = self._outline, self._outline.standard
        essential = [item.path for item in outline.of_kind(*_ESSENTIAL)]
        said: _Properties = (
            ("skos:prefLabel", [outline.title]),
            ("skos:notation", [standard.code]),
            ("skos:definition", [standard.description]),
            ("skos:inScheme", [self._ids.uri("terms/scheme")]),
            ("skos:topConceptOf", [self._ids.uri("terms/scheme")]),
            ("dct:educationLevel", [] if standard.level is None else [self._ids.uri(f"terms/level/{standard.level}")]),
            ("dct:modified", [outline.date]),
            ("skos:narrower", self._uris(self._children[outline.path])),
            ("skos:related", self._uris(self._related[outline.path])),
            ("esco:relatedEssentialSkill", self._uris(essential)),
            ("skos:editorialNote", [_as_printed(standard.code_as_printed)]),
            ("skos:note", [str(remark) for remark in remarks(standard)]),
        )
        return _node(self._ids.uri(outline.path), ("skos:Concept", "esco:Occupation"), said)

    def _item(self, item: Item) -> Node:
        is_essential = item.kind in _ESSENTIAL
        same = self._namesakes.other(item, self._outline.path) if self._namesakes else None
        said: _Properties = (
            ("skos:prefLabel", [item.text]),
            ("skos:altLabel", [name for name in self._printed[item.path] if name != item.text]),
            ("skos:notation", [item.code]),
            ("skos:definition", [item.description]),
            ("skos:inScheme", [self._ids.uri("terms/scheme")]),
            ("dct:educationLevel", [self._ids.uri(f"terms/level/{level}") for level in item.levels]),
            ("skos:broader", self._uris(() if is_essential or item.kind is Kind.ATTITUDE else item.parents)),
            ("skos:narrower", self._uris(self._children[item.path])),
            ("skos:related", self._uris(self._related[item.path])),
            ("skos:exactMatch", self._uris([same] if same else ())),
            ("skos:editorialNote", [_as_printed(item.code_as_printed)]),
        )
        types = ("skos:Concept", "esco:Skill") if is_essential else ("skos:Concept",)
        return _node(self._ids.uri(item.path), types, said)

    def _uris(self, paths: Iterable[str]) -> list[str]:
        return [self._ids.uri(path) for path in paths]


def _as_printed(code: str | None) -> str | None:
    return None if code is None else f"編碼印為「{code}」"


def _node(uri: str, types: tuple[str, ...], said: _Properties) -> Node:
    """The node with each value once, and without properties that have none."""
    found = ((name, tuple(dict.fromkeys(value for value in values if value))) for name, values in said)
    return Node(uri, types, tuple((name, values) for name, values in found if values))
