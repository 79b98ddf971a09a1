"""The attitudes, and what stands under 說明與補充事項."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.record.model import Standard
from tests.typeset import shapes, spelling
from tests.typeset.quirks import Quirks
from tests.typeset.shapes import Cell, Line, Paragraph, Run, Table

Rows = list[tuple[Cell, ...]]

_PREREQUISITES = "建議擔任此職類/職業之學歷/經歷/或能力條件："
_WIDTHS = (10, 90)


def attitude_rows(standard: Standard, quirks: Quirks, span: int) -> Rows:
    """The title, and a cell of all attitudes."""
    if not standard.attitudes:
        return []
    title = "職能內涵（A=attitude態度）" if quirks.full_width_labels else "職能內涵 (A=attitude 態度)"
    texts = [spelling.attitude(one, quirks).text(quirks) for one in standard.attitudes]
    if quirks.attitudes_on_one_line and not quirks.uncoded_attitudes:
        described = any(one.description for one in standard.attitudes)
        texts = [(" " if described or quirks.bullet else "、").join(texts)]
    lines = [shapes.runs(text, quirks) for text in texts]
    return [shapes.full_row([shapes.runs(title, quirks)], span), shapes.full_row(lines, span)]


def note_rows(standard: Standard, quirks: Quirks, span: int) -> Rows:
    """The title, and the notes before and behind the rows of the level table."""
    before, behind = _notes(standard, quirks)
    levels = _level_rows(standard, quirks, span)
    if not (before or behind or levels):
        return []
    found = [shapes.full_row([_plain("說明與補充事項", quirks)], span)]
    if not levels:
        before, behind = [*before, *behind], []
    found += [shapes.full_row(before, span)] if before else []
    found += levels
    found += [shapes.full_row(behind, span)] if behind else []
    return found


def attitudes(standard: Standard, quirks: Quirks) -> Iterator[Paragraph | Table]:
    """The attitudes in a box of their own, or as paragraphs."""
    found = attitude_rows(standard, quirks, 1)
    if found and quirks.boxes:
        yield Table((1,), tuple(found))
    else:
        yield from (Paragraph(line) for (cell,) in found for line in cell.lines)


def notes(standard: Standard, quirks: Quirks) -> Iterator[Paragraph | Table]:
    """The notes in a box of their own, or as paragraphs around the level table."""
    found = note_rows(standard, quirks, 2)
    if not found:
        return
    if quirks.boxes:
        yield Table(_WIDTHS, tuple(found))
        return
    before, behind = _notes(standard, quirks)
    levels = _level_rows(standard, quirks, 2)
    yield Paragraph(_plain("說明與補充事項", quirks))
    yield from (Paragraph(line) for line in before)
    if levels:
        yield Table(_WIDTHS, tuple(levels))
    yield from (Paragraph(line) for line in behind)


def _notes(standard: Standard, quirks: Quirks) -> tuple[list[Line], list[Line]]:
    """The lines before and behind the level table."""
    bullet = f"{quirks.note_bullet} " if quirks.note_bullet else ""
    before = [f"{bullet}{line}" for line in _prerequisites(standard, quirks)]
    if standard.notes or standard.supplements:
        before.append("其他補充說明：")
    behind = []
    for note in standard.notes:
        mark = f"【註 {note.number}】" if quirks.spaced_marks else f"【註{note.number}】"
        behind.append(f"{bullet}{mark}{note.term}：{note.text}" if note.term else f"{bullet}{mark}{note.text}")
    behind += [f"{bullet}{text}" for text in standard.supplements]
    return [_plain(line, quirks) for line in before], [_plain(line, quirks) for line in behind]


def _prerequisites(standard: Standard, quirks: Quirks) -> list[str]:
    if quirks.prerequisites_inline and len(standard.prerequisites) == 1:
        return [f"{_PREREQUISITES}{standard.prerequisites[0]}"]
    return [_PREREQUISITES, *standard.prerequisites] if standard.prerequisites else []


def _level_rows(standard: Standard, quirks: Quirks, span: int) -> Rows:
    if not standard.level_definitions:
        return []
    pairs = [("級別", "能力內涵說明"), *((str(one.level), one.text) for one in standard.level_definitions)]
    return [
        (shapes.cell(level, 0, quirks=quirks), shapes.cell(text, 1, span - 1, quirks=quirks)) for level, text in pairs
    ]


def _plain(text: str, quirks: Quirks) -> Line:
    """A line of the notes, whose own marks are never raised."""
    return (Run(spelling.kangxi(text) if quirks.kangxi else text),)
