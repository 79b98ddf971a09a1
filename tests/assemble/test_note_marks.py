"""Marks of notes behind what is no text of an item: labels, levels, the code of the standard."""

from __future__ import annotations

import pytest

from pipeline.assemble.coverage import Coverage
from pipeline.base.provenance import Location
from pipeline.readers.blocks import Line, Run
from tests.assemble.forms import HEADER, PROFILE, Row, paragraph, read, table, told
from tests.assemble.printed import WRITERS, read_printed

TITLE = paragraph("甲業務人員職能基準")


def task(level: str) -> Row:
    return ("T1 銷售", "T1.1 拜訪", "O1.1.1 紀錄", "P1.1.1 拜訪客戶。", level, "K01 禮儀", "S01 溝通")


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_a_level_with_the_mark_of_a_note(suffix: str) -> None:
    got = read_printed(suffix, task("3【註1】"))
    (block,) = (block for _duty, one in got.standard.tasks() for block in one.blocks)
    assert (block.level, block.level_as_printed) == (3, "3【註1】")


@pytest.mark.parametrize("at", range(len(HEADER)))
def test_a_label_of_the_competence_table_with_the_mark_of_a_note(at: int) -> None:
    labels = tuple(f"{label}【註1】" if number == at else label for number, label in enumerate(HEADER))
    got = read(front=[TITLE, table(list(PROFILE)), table([labels, task("3")], number=2)], form=False)
    ((_duty, one),) = got.standard.tasks()
    (block,) = one.blocks
    assert (one.code, block.level, block.outputs[0].code, block.indicators[0].code) == ("T1.1", 3, "O1.1.1", "P1.1.1")
    assert ([k.code for k in block.knowledge], [s.code for s in block.skills]) == (["K01"], ["S01"])
    assert told(got) == []


@pytest.mark.parametrize("label", ["職能基準代碼", "工作描述", "基準級別", "職類別", "行業別代碼"])
def test_a_label_of_the_header_table_with_the_mark_of_a_note(label: str) -> None:
    rows = [tuple(f"{cell}【註1】" if cell == label else cell for cell in row) for row in PROFILE]
    marked, plain = (read(task("3"), front=[TITLE, table(list(one))]) for one in (rows, PROFILE))
    for name in ("code", "description", "level", "classification", "title"):
        assert getattr(marked.standard, name) == getattr(plain.standard, name)
    assert told(marked) == []


def test_the_code_and_the_level_of_the_standard_with_the_marks_of_notes() -> None:
    values = {"ABC1234-001v1": "ABC1234-001v1【註1】", "3": "3【註2】"}
    rows = [tuple(values.get(cell, cell) for cell in row) for row in PROFILE]
    got = read(task("3"), front=[TITLE, table(rows)]).standard
    assert (got.code, got.code_as_printed) == ("ABC1234-001v1", "ABC1234-001v1【註1】")
    assert (got.level, got.level_as_printed) == (3, "3【註2】")


def test_a_mark_alone_is_no_label() -> None:
    labels = ("【註1】", *HEADER[1:])
    got = read(front=[TITLE, table(list(PROFILE)), table([labels, task("3")], number=2)], form=False)
    assert told(got) == ["AS111 column/主要職責"]


def entered(*runs: tuple[str, bool]) -> str:
    line = Line(tuple(Run(text, raised) for text, raised in runs))
    return Coverage().enter((line,), Location()).normalized()


@pytest.mark.parametrize(
    "runs",
    [
        (("註1", True),),
        (("註", True), ("1", True)),
        (("註 ", True), ("1", True)),
        (("【", True), ("註", True), ("1", True), ("】", True)),
        (("【註", True), ("1", True), ("】", True)),
        (("【", False), ("註1", True), ("】", False)),
        (("【註1】", False),),
    ],
)
def test_a_mark_that_a_program_parts_into_runs_is_one(runs: tuple[tuple[str, bool], ...]) -> None:
    assert entered(("資訊", False), *runs, ("，以分析", False)) == "資訊【註1】，以分析"


def test_marks_beside_each_other_stay_apart() -> None:
    assert entered(("資訊", False), ("註1", True), ("、", True), ("註", True), ("12", True)) == "資訊【註1】、【註12】"


def test_digits_that_are_not_raised_are_none_of_the_mark() -> None:
    assert entered(("資訊", False), ("註1", True), ("3D列印", False)) == "資訊【註1】3D列印"
