"""Lines to cells, where the rulings of real documents are at their worst."""

from __future__ import annotations

from pipeline.readers._pdf.cells import Side, cells, joined, snapped, tables


def test_lines_side_by_side_take_their_mean_and_others_stay() -> None:
    assert sorted(snapped([Side(10, 0, 5), Side(12, 5, 9), Side(20, 0, 9)], 3)) == [
        Side(11, 0, 5),
        Side(11, 5, 9),
        Side(20, 0, 9),
    ]


def test_no_lines_are_no_lines() -> None:
    assert list(snapped([], 3)) == []
    assert joined([], 3) == []
    assert tables(cells([], [], 3)) == []


def test_pieces_of_a_line_are_joined_unless_they_lie_apart() -> None:
    pieces = [Side(5, 40, 60), Side(5, 0, 20), Side(5, 22, 30), Side(7, 30, 40)]
    assert joined(pieces, 3) == [Side(5, 0, 30), Side(5, 40, 60), Side(7, 30, 40)]


def test_a_rectangle_is_a_cell_only_if_lines_run_along_all_its_sides() -> None:
    level = [Side(0, 0, 100), Side(20, 0, 40), Side(20, 60, 100), Side(40, 0, 100)]
    upright = [Side(0, 0, 40), Side(40, 0, 40), Side(60, 0, 40), Side(100, 0, 40)]
    assert list(cells(level, upright, 3)) == [
        (0, 0, 40, 20),
        (0, 20, 40, 40),
        (40, 0, 60, 40),
        (60, 0, 100, 20),
        (60, 20, 100, 40),
    ]


def test_lines_that_just_miss_each_other_cross() -> None:
    level = [Side(0, 2, 98), Side(50, 2, 98)]
    assert list(cells(level, [Side(0, 2, 48), Side(100, 2, 48)], 3)) == [(0, 0, 100, 50)]
    assert list(cells(level, [Side(0, 2, 48), Side(100, 2, 48)], 1)) == []


def test_cells_that_share_a_corner_are_one_table() -> None:
    left, right, far = (0, 0, 10, 10), (20, 0, 30, 10), (50, 0, 60, 10)
    bridge = (10, 10, 20, 20)
    assert sorted(map(sorted, tables([left, right, far, bridge]))) == [[left, bridge, right], [far]]
