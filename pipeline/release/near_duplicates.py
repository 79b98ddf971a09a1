"""What ``icap check`` finds by holding the knowledge and skills of all documents of a run against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.base import near
from pipeline.base.disk_buffer import DiskBuffer
from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Diagnostic, in_order
from pipeline.findings.document import Document
from pipeline.findings.raised.rl101_near_duplicate import RULE
from pipeline.record.codes import bare_name, comparable
from pipeline.record.model import Competence, Standard

_KINDS = ("knowledge", "skills")
Named = tuple[str, str]
"""One of ``_KINDS``, and a name as it is compared."""


@dataclass(frozen=True, slots=True)
class _Usual:
    """The name that most of the standards have which have one nearly the same, and how many these are."""

    name: str
    standards: int


def reported(documents: Iterable[tuple[Document, Standard | None]]) -> Iterator[Document]:
    """The documents, each with what was found in its standard, in their order. All are read before the first is given;
    memory holds the names alone.
    """
    counts: Counter[Named] = Counter()
    printed: dict[Named, str] = {}

    def counted() -> Iterator[tuple[Document, tuple[tuple[Named, Competence], ...]]]:
        for document, standard in documents:
            own = tuple(_competences(standard)) if standard else ()
            counts.update({named for named, _one in own})
            for named, one in own:
                printed.setdefault(named, bare_name(one.name or ""))
            yield document, own

    with DiskBuffer(counted()) as buffer:
        buffer.fill()
        usual = dict(_usual(counts, printed))
        for document, own in buffer:
            found = tuple(_finding(one, usual[named]) for named, one in own if named in usual)
            yield replace(document, diagnostics=in_order((*document.diagnostics, *found))) if found else document


def _competences(standard: Standard) -> Iterator[tuple[Named, Competence]]:
    for kind in _KINDS:
        entries: Sequence[Competence] = getattr(standard, kind)
        yield from (((kind, comparable(one.name)), one) for one in entries if one.name)


def _usual(counts: Counter[Named], printed: dict[Named, str]) -> Iterator[tuple[Named, _Usual]]:
    """For every name that is not the usual one of its group, that one."""
    for kind in _KINDS:
        names = sorted((named for named in counts if named[0] == kind), key=lambda named: (-counts[named], named))
        for first, *others in near.groups([name for _kind, name in names]):
            usual = _Usual(printed[names[first]], counts[names[first]])
            yield from ((names[at], usual) for at in others)


def _finding(one: Competence, usual: _Usual) -> Diagnostic:
    message = _("“{name}” is nearly “{usual}”, which other standards have: {count}.")
    return RULE.found(one.code, message.format(name=bare_name(one.name or ""), usual=usual.name, count=usual.standards))
