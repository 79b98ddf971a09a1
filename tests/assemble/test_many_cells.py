"""A row with more cells than the table has columns: the last column takes them all, in linear time."""

from __future__ import annotations

import pytest

from pipeline.assemble import Assembly, table_rows
from tests.assemble.forms import read

ROW = ("T1 管理", "T1.1 盤點", "O1.1.1 報告", "P1.1.1 能盤點。", "3", "K01 概念", "S01 分析")


def with_cells(more: int) -> Assembly:
    """A standard whose row has so many cells more than its table has columns."""
    return read((*ROW, *(f"S{number:02} 分析" for number in range(2, more + 2))))


def test_cells_beyond_the_last_column_are_its_own() -> None:
    assert [one.code for one in with_cells(3).standard.skills] == ["S01", "S02", "S03", "S04"]


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
        with_cells(more)
        steps.append(looked_at)
    assert steps[1] <= 2.5 * steps[0]
