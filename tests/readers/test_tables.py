"""The grid of tables, numbers in attributes, and the numerals of lists."""

from __future__ import annotations

import pytest

from pipeline.findings.diagnostics import Unreadable
from pipeline.readers import numerals, tables
from pipeline.readers.attributes import whole
from pipeline.readers.tables import GridSpan, Slot, TablePart


def steps(rows: int) -> int:
    """How many columns of cells the walk looks at in a table of that many rows below wide cells."""
    wide = [[GridSpan("x", 0, 1000) for _cell in range(5)]]
    looked = 0

    class Counted(list):  # type: ignore[type-arg]
        def __bool__(self) -> bool:
            nonlocal looked
            looked += 1
            return len(self) > 0

    list(tables.flowing([*wide, *(Counted() for _row in range(rows))]))
    return looked


def test_empty_rows_below_wide_cells_take_one_step_each() -> None:
    assert steps(2000) == 2 * steps(1000)


def test_cells_that_go_on_from_above_make_the_first_one_higher() -> None:
    rows = [
        [TablePart("a", 0, 1, False), TablePart("b", 1, 1, False)],
        [TablePart("", 0, 1, True), TablePart("c", 1, 1, False)],
        [TablePart("", 0, 1, True), TablePart("", 1, 1, True)],
        [TablePart("d", 0, 1, False), TablePart("e", 1, 1, False)],
    ]
    found = [(slot.content, slot.row, slot.rowspan) for slot in tables.joined(rows)]
    assert found == [("a", 0, 3), ("b", 0, 1), ("c", 1, 2), ("d", 3, 1), ("e", 3, 1)]


def test_a_table_of_too_many_columns_is_refused() -> None:
    slots = (Slot("x", row, 0, 1, 1000) for row in range(100_000))
    with pytest.raises(Unreadable) as refusal:
        list(tables.table(slots, lambda _content: [], 1))
    assert refusal.value.diagnostic.rule == "RD105"


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", 3), (" +3 ", 3), ("-3", 0), ("7.9", 7), ("", 1), (None, 1), ("²", 1), ("9" * 4400, 50), ("0", 0), ("１", 1)],
)
def test_whole_numbers_of_attributes(text: str | None, number: int) -> None:
    assert whole(text, 1, 0, 50) == number


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("taiwaneseCountingThousand", {1: "一", 10: "十", 11: "十一", 20: "二十", 105: "一百零五", 1010: "一千零一十"}),
        ("taiwaneseCounting", {9: "九", 12: "十二", 99: "九十九", 100: "一○○"}),
        ("taiwaneseDigital", {10: "一○", 25: "二五"}),
        ("ideographDigital", {10: "一〇"}),
        ("ideographLegalTraditional", {1: "壹", 10: "壹拾", 21: "貳拾壹"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {12: "亥"}),
        ("ideographZodiacTraditional", {1: "甲子", 11: "甲戌", 60: "癸亥"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 50: "㊿", 51: "51"}),
        ("decimalEnclosedParen", {1: "⑴"}),
        ("decimalFullWidth", {10: "１０"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 28: "BB"}),
        ("lowerRoman", {4: "iv", 9: "ix", 14: "xiv"}),
        ("ordinal", {1: "1st", 12: "12th", 23: "23rd"}),
        ("decimal", {0: "0", 7: "7"}),
    ],
)
def test_numerals_of_word(form: str, expected: dict[int, str]) -> None:
    assert {number: numerals.numeral(number, form, numerals.WORD) for number in expected} == expected


def test_letters_go_on_as_each_format_has_it() -> None:
    assert numerals.numeral(28, "lower-alpha", numerals.CSS) == "ab"
    assert [numerals.numeral(28, form, numerals.ODF) for form in ("a", "aa")] == ["ab", "bb"]
