"""A row with more cells than the table has columns: the last column takes them all, in linear time."""

from __future__ import annotations

import pytest

from pipeline.assemble import assemble, table_rows
from pipeline.readers.blocks import Body, Cell, Line, SourceDocument, Table

LABELS = (
    "主要職責",
    "工作任務",
    "工作產出",
    "行為指標",
    "職能級別",
    "職能內涵 (K=knowledge 知識)",
    "職能內涵 (S=skills 技能)",
)
ROW = ("T1 管理", "T1.1 盤點", "O1.1.1 報告", "P1.1.1 能盤點。", "3", "K01 概念", "S01 分析")


def document(more: int) -> SourceDocument:
    texts = (*ROW, *(f"S{number:02} 分析" for number in range(2, more + 2)))
    rows = (
        tuple(Cell((Line.plain(text),), number, at, 1, 1, at, at + 1) for at, text in enumerate(row))
        for number, row in enumerate((LABELS, texts))
    )
    return SourceDocument("a.txt", "txt", "", Body((Table(tuple(rows), 1),)))


def test_cells_beyond_the_last_column_are_its_own() -> None:
    assert [one.code for one in assemble(document(3)).standard.skills] == ["S01", "S02", "S03", "S04"]


def test_they_are_not_cut_anew_for_each_that_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = 0
    cut = table_rows.cut

    def counted(span, context):
        nonlocal looked_at
        looked_at += len(span)
        return cut(span, context)

    monkeypatch.setattr(table_rows, "cut", counted)
    steps = []
    for more in (40, 80):
        looked_at = 0
        assemble(document(more))
        steps.append(looked_at)
    assert steps[1] <= 2.5 * steps[0]
