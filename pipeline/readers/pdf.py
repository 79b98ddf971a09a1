"""PDF, the form in which the platform publishes standards."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.base.patterns import late
from pipeline.findings.diagnostics import Diagnostic, Unreadable
from pipeline.findings.raised.rd102_no_text_layer import RULE as NO_TEXT_LAYER
from pipeline.readers.blocks import Block, Body, Line, Paragraph, Table

if TYPE_CHECKING:
    from pipeline.readers._pdf.content import Content

NAME = "pdf"
SUFFIXES = (".pdf",)

_MAGIC = b"%PDF-"
_MAGIC_WITHIN = 1024
"""Bytes of rubbish that readers of PDF accept before the file's own beginning."""
_MARGIN = 0.12
"""The share of a page's height, at its top and foot, in which running heads stand."""
_LEVEL = 12.0
"""Points by which a running line may stand farther from the edge on one page than on another."""
_DAY = (
    r"\d{2,4}\s?[/.\-年]\s?\d{1,2}\s?[/.\-月]\s?\d{1,2}\s?日?"
    r"(?:\s*[上下]午)?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?(?:\s*[AP]M)?"
)
_PAGE_MARK = re.compile(
    r"\W*(?:page\s*|(?:頁次|頁碼|頁數)\s*[:：]?\s*)?\d+\s*(?:(?:/|of)\s*\d+)?\W*|\w+://\S+\s*(?:\d+/\d+)?"
    rf"|(?:(?:列印|印製|修訂|製表|更新)?(?:日期|時間)?[:：]?\s*)?{_DAY}|(?:[A-Za-z]:[\\/]|\\\\|/)?[^。，：:]{{1,200}}\.(?:docx?|odt|pdf)",
    re.IGNORECASE,
)
"""A page's number, a date, a file's name, or what browsers print at the foot: all that tells the running line of a
document of one page."""
_WORDS = r"[^:：。，,；;]{1,40}"
_PAGE_OF = late(
    rf"(?:{_WORDS}\s+)?第\s*(\d{{1,6}})\s*頁|{_WORDS}\s+第\s*(\d{{1,6}})\s*頁[\s,，、/／]*[總共]+\s*\d+\s*頁"
)
"""The same in Chinese, with the publisher's name or a date before it. One with the total alone the form has (1.2)."""


def sniff(data: bytes) -> float:
    """The PDF signature near the beginning."""
    return 1.0 if _MAGIC in data[:_MAGIC_WITHIN] else 0.0


def read(data: bytes, limits: Limits) -> Body:
    """Tables by their rulings, the rest as paragraphs; running heads and footers as text outside.

    Raises:
        Unreadable: damaged, protected, too long, without a text layer, with fonts that do not tell their characters,
            or of a kind that shows something else than its pages.
    """
    # A run without PDF need not wait for the engines.
    from pipeline.readers._pdf import engines, feet, fonts  # noqa: PLC0415
    from pipeline.readers._pdf.remarks import remarks  # noqa: PLC0415
    from pipeline.readers._pdf.seams import seamed  # noqa: PLC0415

    contents, doubts = engines.contents(data, limits)
    if not any(content.has_text for content in contents):
        raise Unreadable(NO_TEXT_LAYER.found("file", _no_text(contents)))
    untold = tuple(fonts.remarks(contents, data))
    running = _running(contents)
    blocks: list[Block] = []
    outside: list[Line] = []
    shifts: list[float] = []
    apart: list[Diagnostic] = []
    for content in contents:
        outside.extend(content.outside)
        aside = {id(block) for top, block in content.blocks if _is_aside(block, top, content, running)}
        lowest = feet.foot(content, aside)
        if feet.numbered(lowest, content.number):
            aside |= set(map(id, lowest))
        else:
            apart.extend(feet.remarks(content, lowest))
        for _top, block in sorted(content.blocks, key=lambda entry: entry[0]):
            if id(block) in aside:
                outside.extend(block.lines if isinstance(block, Paragraph) else ())
            elif isinstance(block, Table):
                blocks.append(Table(block.rows, sum(isinstance(one, Table) for one in blocks) + 1, block.page))
            else:
                blocks.append(block)
        shifts += [content.shift] * (len(blocks) - len(shifts))
    return Body(
        tuple(map(_at_the_left, seamed(blocks, shifts), shifts)),
        tuple(outside),
        len({content.number for content in contents}),
        (*doubts, *untold, *remarks(contents), *apart),
    )


def _at_the_left(block: Block, shift: float) -> Block:
    """A block of the right one of two pages on a sheet, its columns where those of the left one are."""
    if not shift or not isinstance(block, Table):
        return block
    rows = (
        tuple(replace(cell, left=cell.left - shift, right=cell.right - shift) for cell in row) for row in block.rows
    )
    return replace(block, rows=tuple(rows))


def _no_text(contents: Sequence[Content]) -> str:
    """Why there is nothing to read on these pages, and what to do."""
    has_pictures = any(content.is_picture for content in contents)
    if not has_pictures and any(content.slanted or content.unread for content in contents):
        return _(
            "All text of the PDF is slanted: its pages lie askew. Straighten them, or ask for the document they were"
            " made from."
        )
    if not has_pictures and any(content.unseen for content in contents):
        return _(
            "Nobody sees the text of the PDF (layer off, no ink, covered, cut off, white, tiny). Ask for another copy."
        )
    return _("The PDF holds pictures of pages, no text. Run it through text recognition (OCR) first.")


def _running(contents: Sequence[Content]) -> Set[int]:
    """The identities of the lines that stand in the margin of more than one page, numbers aside, as far from its edge,
    or are the first or last on them.

    Pages may differ in size: one lies across, the others stand upright. Scaled to a sheet, they have large margins.
    """
    found: defaultdict[str, list[tuple[float, int, int]]] = defaultdict(list)
    for number, content in enumerate(contents):
        outermost = _outermost(content) if len(contents) > 1 else ()
        for top, block in content.blocks:
            if isinstance(block, Paragraph) and (_in_margin(top, content) or top in outermost):
                place = top if top < content.height / 2 else top - content.height
                found[re.sub(r"\d+|\s+", "", block.text)].append((place, number, id(block)))
    groups = chain.from_iterable(_level(sorted(places)) for places in found.values() if len(places) > 1)
    return {block for group in groups if len({page for _, page, _ in group}) > 1 for _, _, block in group}


def _outermost(content: Content) -> tuple[float, ...]:
    """The heights of the first and the last of a page's blocks."""
    tops = [top for top, _block in content.blocks]
    return (min(tops), max(tops)) if tops else ()


def _level(places: Sequence[tuple[float, int, int]]) -> Iterator[list[tuple[float, int, int]]]:
    """Ascending places in groups that stand level."""
    group = [places[0]]
    for before, one in pairwise(places):
        if one[0] - before[0] > _LEVEL:
            yield group
            group = []
        group.append(one)
    yield group


def _is_aside(block: Block, top: float, content: Content, running: Set[int]) -> bool:
    """Whether a block is a running line or a page's number."""
    if id(block) in running:
        return True
    return isinstance(block, Paragraph) and _in_margin(top, content) and _is_page_mark(block.text, content.number)


def _is_page_mark(text: str, number: int) -> bool:
    named = _PAGE_OF.fullmatch(text) if "第" in text else None
    return _PAGE_MARK.fullmatch(text) is not None or (named is not None and int(named[1] or named[2]) == number)


def _in_margin(top: float, content: Content) -> bool:
    return top < content.height * _MARGIN or top > content.height * (1 - _MARGIN)
