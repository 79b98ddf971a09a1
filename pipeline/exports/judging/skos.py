"""Judges SKOS by the integrity conditions of its specification (S9 … S46); what numbers there are follow it."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.base.errors import SettingsError
from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.raised import ex301_not_an_export, ex306_skos_condition

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_LABELS = ("prefLabel", "altLabel", "hiddenLabel")
_RELATIONS = ("broader", "narrower", "related")


def judge_json_ld(content: Any, data: bytes) -> Iterator[Diagnostic]:
    """What is wrong with a graph in JSON-LD. One whose context lies elsewhere is not read: nothing is fetched."""
    if _asks_for_more(content):
        message = _("The context of the file lies elsewhere, and nothing is fetched. Put the context itself into it.")
        yield ex301_not_an_export.RULE.found("@context", message)
        return
    yield from judge(data, "json-ld")


def judge(data: bytes, syntax: str) -> Iterator[Diagnostic]:
    """What is wrong with a graph in ``turtle`` or ``json-ld``.

    Raises:
        SettingsError: rdflib is missing.
    """
    graph = _read(data, syntax)
    if isinstance(graph, Diagnostic):
        yield graph
        return
    conditions = _Conditions(graph)
    if not conditions.concepts and not conditions.schemes:
        message = _("The graph has no skos:Concept and no skos:ConceptScheme.")
        yield ex301_not_an_export.RULE.found("file", message)
        return
    for subject, message in sorted(set(conditions.violated())):
        yield ex306_skos_condition.RULE.found(subject, message)


def _asks_for_more(content: Any) -> bool:
    """Whether any context is named by its address, at any depth."""
    rest = [content]
    while rest:
        value = rest.pop()
        if isinstance(value, dict):
            if "@import" in value:
                return True
            if any(isinstance(one, str) for one in _listed(value.get("@context"))):
                return True
            rest.extend(value.values())
        elif isinstance(value, list):
            rest.extend(value)
    return False


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _read(data: bytes, syntax: str) -> Graph | Diagnostic:
    try:
        from rdflib import Graph  # noqa: PLC0415 - an extra, and slow to load
    except ImportError as error:
        raise SettingsError(
            _("SKOS is checked with rdflib, which is not installed: pip install 'icap-pipeline[exports]'")
        ) from error
    # rdflib writes about doubtful values to the log and goes on.
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            # Of rdflib about itself.
            warnings.simplefilter("ignore")
            return Graph().parse(data=data, format=syntax, publicID="urn:icap:file:")
    except Exception as error:
        # Its parsers raise whatever comes up.
        line = getattr(error, "lines", None)
        where = _("line {number}").format(number=line + 1) if isinstance(line, int) else _("the file")
        message = _("{where} is not of the form that {syntax} has.").format(where=where, syntax=syntax)
        return ex301_not_an_export.RULE.found("file", message)


class _Conditions:
    """The conditions of SKOS, each as pairs of what violates it and how."""

    def __init__(self, graph: Graph) -> None:
        from rdflib.namespace import RDF, SKOS  # noqa: PLC0415

        self._graph = graph
        self._skos = SKOS
        self.concepts = set(graph.subjects(RDF.type, SKOS.Concept))
        self.schemes = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
        self._collections = set(graph.subjects(RDF.type, SKOS.Collection))

    def violated(self) -> Iterator[tuple[str, str]]:
        yield from self._classes()
        yield from self._labels()
        yield from self._relations()
        yield from self._mappings()

    def _pairs(self, name: str) -> set[tuple[Node, Node]]:
        return set(self._graph.subject_objects(self._skos[name]))

    def _classes(self) -> Iterator[tuple[str, str]]:
        for node in self.concepts & self.schemes:
            yield str(node), _("S9: a concept is no concept scheme.")
        for node in self._collections & (self.concepts | self.schemes):
            yield str(node), _("S37: a collection is neither a concept nor a concept scheme.")

    def _labels(self) -> Iterator[tuple[str, str]]:
        labels = {name: self._pairs(name) for name in _LABELS}
        for one, other in (("prefLabel", "altLabel"), ("prefLabel", "hiddenLabel"), ("altLabel", "hiddenLabel")):
            for node, label in labels[one] & labels[other]:
                message = _("S13: {label} is both {one} and {other}.")
                yield str(node), message.format(label=str(label)[:80], one=one, other=other)
        seen: set[tuple[Node, str | None]] = set()
        for node, label in sorted(labels["prefLabel"], key=str):
            key = (node, getattr(label, "language", None))
            if key in seen:
                yield str(node), _("S14: there is more than one prefLabel of one language.")
            seen.add(key)

    def _relations(self) -> Iterator[tuple[str, str]]:
        relations = {name: self._pairs(name) for name in _RELATIONS}
        for name, pairs in relations.items():
            for node in {end for pair in pairs for end in pair} - self.concepts:
                message = _("S19, S20: {name} is between concepts, and this is none here.")
                yield str(node), message.format(name=name)
        above = relations["broader"] | {(low, high) for high, low in relations["narrower"]}
        above |= self._pairs("broaderTransitive") | {(low, high) for high, low in self._pairs("narrowerTransitive")}
        parents: dict[Node, set[Node]] = {}
        for low, high in above:
            parents.setdefault(low, set()).add(high)
        partners: dict[Node, set[Node]] = {}
        for one, other in relations["related"]:
            partners.setdefault(one, set()).add(other)
            partners.setdefault(other, set()).add(one)
        for node, related in partners.items():
            for other in related & _ancestors(node, parents):
                message = _("S27: {other} is both related to it and above it.")
                yield str(node), message.format(other=other)

    def _mappings(self) -> Iterator[tuple[str, str]]:
        exact = self._pairs("exactMatch")
        both = exact | {(other, one) for one, other in exact}
        for name in ("broadMatch", "narrowMatch", "relatedMatch"):
            for node, other in both & self._pairs(name):
                message = _("S46: {other} is both exactMatch and {name}.")
                yield str(node), message.format(other=other, name=name)


def _ancestors(node: Node, parents: dict[Node, set[Node]]) -> set[Node]:
    """Everything above ``node``, however far."""
    found: set[Node] = set()
    rest = list(parents.get(node, ()))
    while rest:
        one = rest.pop()
        if one not in found:
            found.add(one)
            rest.extend(parents.get(one, ()))
    return found
