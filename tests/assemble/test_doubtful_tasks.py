"""Tasks without a code that may be the rest of the one above, as in a row that was typed as two."""

from __future__ import annotations

import pytest

from tests.assemble.forms import Row, read, told
from tests.assemble.printed import read_printed

FIRST = ("T1 銷售", "T1.1 拜訪", "O1.1.1 紀錄", "P1.1.1 拜訪客戶。", "3", "K01 禮儀", "S01 溝通")
REST = ("", "與追蹤", "", "", "", "K02 法規", "")


def doubts(*rows: Row) -> list[str]:
    return [one for one in told(read(*rows)) if one.startswith("AS112")]


@pytest.mark.parametrize("rest", [REST, ("", "與追蹤", "", "", "", "", ""), ("", "與追蹤", "清單", "", "", "", "")])
def test_a_name_without_code_and_level_below_a_task_with_a_code_is_named(rest: Row) -> None:
    assert doubts(FIRST, rest) == ["AS112 T1.1/rest"]


@pytest.mark.parametrize("suffix", ["html", "docx", "odt", "txt"])
def test_in_every_format_without_pages(suffix: str) -> None:
    got = read_printed(suffix, FIRST, REST)
    (found,) = (one for one in got.diagnostics if one.rule == "AS112")
    assert (found.severity, "與追蹤" in found.message, "T1.1" in found.message) == ("warning", True, True)


@pytest.mark.parametrize(
    "second",
    [
        ("", "T1.2 追蹤", "", "", "", "K02 法規", ""),
        ("", "追蹤", "", "", "4", "K02 法規", ""),
        ("", "追蹤", "O1.2.1 清單", "", "", "K02 法規", ""),
        ("", "追蹤", "", "P1.2.1 追蹤。", "", "", ""),
    ],
)
def test_a_task_that_says_more_is_no_rest(second: Row) -> None:
    assert doubts(FIRST, second) == []


def test_where_no_task_has_a_code_none_is_the_rest_of_another() -> None:
    assert doubts(("銷售", "拜訪", "紀錄", "拜訪客戶。", "3", "K01 禮儀", "S01 溝通"), REST) == []


def test_a_duty_without_any_task_has_no_rest_of_one() -> None:
    got = read(FIRST, ("T2 收攤", "", "", "", "", "", ""))
    assert [one.code for one in got.standard.duties] == ["T1", "T2"]
    assert not [one for one in told(got) if one.startswith(("AS112", "XX"))]
