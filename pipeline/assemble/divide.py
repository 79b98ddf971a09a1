"""Cuts a document that holds several standards into one document for each, before anything is read of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.assemble.several import FoundStandard
from pipeline.base.i18n import _
from pipeline.base.provenance import Location
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.raised.as110_several_standards import RULE as SEVERAL_STANDARDS
from pipeline.readers.blocks import Block, Body, Line, Paragraph, SourceDocument, Table

_Cut = tuple[int, int]
"""Where a standard begins: the number of the block, and of the row in it, both from 0."""


def divide(document: SourceDocument, forms: Sequence[FoundStandard]) -> tuple[SourceDocument, ...]:
    """One document for each of ``forms``, which ``several`` found in it; they are called ``name#1``, ``name#2`` and on.

    Every block, text outside and remark goes to exactly one of them: by its page, those without a page to the first.
    Remarks on the whole file go to each; one that has neither code nor title gets a finding of its own. Pages keep the
    numbers that they have in the file; how many a document has are those on which its standard stands.
    """
    body = document.body
    cuts = [(0, 0), *(_cut(form) for form in forms[1:]), (len(body.blocks), 0)]
    blocks = [tuple(_between(body.blocks, start, end)) for start, end in pairwise(cuts)]
    pages = [_pages(part) for part in blocks]
    return tuple(
        replace(
            document,
            name=f"{document.name}#{number + 1}",
            body=Body(
                part,
                tuple(line for line in body.outside if _owner(line.page, pages) == number),
                max(own) - min(own) + 1 if body.pages and own else None,
                (*_about(body.diagnostics, pages, number), *_without_head(forms[number])),
                () if number else body.withheld,
            ),
        )
        for number, (part, own) in enumerate(zip(blocks, pages, strict=True))
    )


def _without_head(form: FoundStandard) -> Iterator[Diagnostic]:
    if not form.has_head:
        message = _(
            "This part of the file has a competence table, but neither code nor title: pages of a standard may stand "
            "twice, side by side, or in another order. Look at the file."
        )
        yield SEVERAL_STANDARDS.found("part", message, Location(page=form.page))


def _cut(form: FoundStandard) -> _Cut:
    row = form.start.location.row
    return form.start.block, 0 if row is None else row - 1


def _between(blocks: Sequence[Block], start: _Cut, end: _Cut) -> Iterator[Block]:
    for number in range(start[0], min(end[0] + 1, len(blocks))):
        block = blocks[number]
        first = start[1] if number == start[0] else 0
        last = end[1] if number == end[0] else None
        if isinstance(block, Table):
            if block.rows[first:last]:
                yield replace(block, rows=block.rows[first:last], rows_before=first)
        elif last is None:
            yield block


def _lines(blocks: Iterable[Block]) -> Iterator[Line]:
    for block in blocks:
        for holder in [block] if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row]:
            yield from holder.lines


def _pages(blocks: Iterable[Block]) -> frozenset[int]:
    return frozenset(line.page for line in _lines(blocks) if line.page is not None)


def _owner(page: int | None, pages: Sequence[frozenset[int]]) -> int:
    """The first part that stands on the page; of a page without any of them, the last one that begins before it."""
    standing = (number for number, own in enumerate(pages) if page in own)
    before = (number for number, own in enumerate(pages) if page is not None and own and min(own) < page)
    return next(standing, max(before, default=0))


def _about(diagnostics: Iterable[Diagnostic], pages: Sequence[frozenset[int]], number: int) -> Iterator[Diagnostic]:
    for one in diagnostics:
        if one.location.page is None or _owner(one.location.page, pages) == number:
            yield one
