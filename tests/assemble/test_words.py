"""Latin words that a narrow column breaks, and such as are two (quirk 27)."""

from __future__ import annotations

import pytest

from pipeline.assemble import Assembly
from tests.assemble.forms import read, told


def output(text: str, elsewhere: str = "AIoT系統與 machine learning 及e化") -> tuple[str, Assembly]:
    """What is read of an output in a narrow column, in a document whose indicator has ``elsewhere``."""
    got = read(("T1 做", "T1.1 甲", f"O1.1.1{text}", f"P1.1.1 {elsewhere}。", "3", "K01 識", "S01 技"))
    (statement,) = got.standard.duties[0].tasks[0].blocks[0].outputs
    return statement.text, got


@pytest.mark.parametrize("cut", ["A⏎IoT", "AI⏎oT", "AIo⏎T", "AI\noT"])
def test_a_word_that_stands_whole_elsewhere(cut: str) -> None:
    text, got = output(f"{cut}相關軟⏎硬體")
    assert text.startswith("AIoT相關軟硬體")
    assert told(got) == []


def test_two_words_that_stand_side_by_side_elsewhere() -> None:
    assert output("用machine⏎learning")[0] == "用machine learning"


def test_both_ways_elsewhere_leave_two_words() -> None:
    assert output("用run⏎card", "run card與runcard")[0] == "用run card"


def test_words_that_stand_nowhere_else_are_two() -> None:
    text, got = output("用PC⏎Base")
    assert text == "用PC Base"
    assert told(got) == []


def test_a_line_that_its_author_ended_parts_two_words_of_the_document() -> None:
    assert output("用ERP\nPM", "ERP與PM或ERPPM")[0] == "用ERP PM"
    assert output("用ERP⏎PM", "ERP與PM或ERPPM")[0] == "用ERPPM"


def test_where_words_are_broken_others_that_may_be_are_named() -> None:
    text, got = output("AI⏎oT與manage⏎ment")
    assert text == "AIoT與manage ment"
    assert told(got) == ["AS109 manage ment"]


def test_no_code_is_drawn_into_a_word() -> None:
    got = read(("T1 做", "T1.1 甲", "O1.1.1 AI⏎O1.1.2 oT", "P1.1.1 AIO1。", "3", "K01 PC⏎K02 乙", ""))
    assert [one.code for one in got.standard.duties[0].tasks[0].blocks[0].outputs] == ["O1.1.1", "O1.1.2"]
    assert [entry.code for entry in got.standard.knowledge] == ["K01", "K02"]


def test_what_the_document_has_whole_as_a_code_is_no_word() -> None:
    """``S01`` is a skill elsewhere; here ``6S`` ends a name and O1.1.2 begins, printed with a zero."""
    got = read(("T1 做", "T1.1 甲", "O1.1.1 落實6S⏎01.1.2 紀錄", "P1.1.1 乙。", "3", "K01 丙", "S01 丁"))
    outputs = got.standard.duties[0].tasks[0].blocks[0].outputs
    assert [(one.code, one.text) for one in outputs] == [("O1.1.1", "落實6S"), ("O1.1.2", "紀錄")]
