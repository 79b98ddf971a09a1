"""Line ends inside an item of the notes belong to the item, in every format that has such line ends."""

from __future__ import annotations

import io

import docx
import pytest

from pipeline.assemble import assemble, notes
from pipeline.base.limits import Limits
from pipeline.readers.blocks import Block, Body, SourceDocument
from pipeline.readers.docx import read as read_docx
from pipeline.readers.html import read as read_html
from pipeline.readers.text import read as read_text
from pipeline.record.model import Standard
from tests.assemble.forms import HEADER, Row, paragraph, read, table, told
from tests.assemble.printed import read_printed
from tests.small_documents import flat_text, saved, word
from tests.steps import growth

ROW = ("T1 做", "T1.1 甲", "O1.1.1 乙", "P1.1.1 做。", "3", "K01 識", "S01 技")
NOTES = "其他補充說明：\n● 補充一{end}其下\n● 補充二\n【註1】甲：乙{end}丙\n"


def supplements(*lines: str) -> tuple[str, ...]:
    return read(ROW, back=[paragraph("說明與補充事項"), *map(paragraph, lines)]).standard.supplements


def told_of(body: Body) -> tuple[tuple[str, ...], list[tuple[str | None, str]]]:
    standard: Standard = assemble(SourceDocument("form.test", "test", "0" * 64, body)).standard
    return standard.supplements, [(note.term, note.text) for note in standard.notes]


EXPECTED = (("補充一其下", "補充二"), [("甲", "乙丙")])


@pytest.mark.parametrize("end", ["\v", "\x85", "\u2028", "\u2029", "<br>"])
def test_in_extracted_text(end: str) -> None:
    assert told_of(read_text(flat_text() + NOTES.format(end=end).encode(), Limits())) == EXPECTED


def web_page(notes: str) -> Body:
    head, row = ("".join(f"<td>{text}</td>" for text in texts) for texts in (HEADER, ROW))
    page = f"<meta charset=utf-8><table><tr>{head}</tr><tr>{row}</tr></table><p>說明與補充事項</p>{notes}"
    return read_html(page.encode(), Limits())


@pytest.mark.parametrize("tag", ["p", "div"])
def test_on_a_web_page(tag: str) -> None:
    notes = "".join(f"<{tag}>{line}</{tag}>" for line in NOTES.format(end="<br>").splitlines())
    assert told_of(web_page(notes)) == EXPECTED


def test_in_word() -> None:
    document = docx.Document(io.BytesIO(word()))
    for line in NOTES.splitlines():
        document.add_paragraph(line.format(end="\n"))
    assert told_of(read_docx(saved(document), Limits())) == EXPECTED


def test_an_item_that_the_format_marks_has_no_bullet() -> None:
    assert told_of(web_page("<ul><li>補充一<br>其下</li><li>補充二</li></ul>"))[0] == ("補充一其下", "補充二")


def test_lines_under_no_bullet_are_items_of_their_own() -> None:
    assert supplements("散文一\n散文二") == ("散文一", "散文二")


def test_numbered_lines_inside_an_item_stay_apart() -> None:
    assert supplements("● 另見：\n1. 甲\n其下\n2. 乙") == ("另見：", "1. 甲其下", "2. 乙")


def test_lines_below_a_heading_stay_apart() -> None:
    assert supplements("● 其他補充說明：\n甲\n乙") == ("甲", "乙")


def test_lines_of_a_cell_may_be_paragraphs_of_their_own() -> None:
    back: list[Block] = [table([("說明與補充事項",), ("● 補充一\n另則",)], number=30)]
    assert read(ROW, back=back).standard.supplements == ("補充一", "另則")


@pytest.mark.parametrize("numbers", [("一、", "二、"), ("（一）", "（二）"), ("1. ", "2. ")])
def test_numbers_before_headings(numbers: tuple[str, str]) -> None:
    first, second = numbers
    lines = (f"{first}建議擔任此職業之學歷、經歷或能力條件：", "高中畢業。", f"{second}其他補充說明：", "1. 補充")
    got = read(ROW, back=[paragraph("說明與補充事項"), *map(paragraph, lines)]).standard
    assert (got.prerequisites, got.supplements) == (("高中畢業。",), ("1. 補充",))
    assert (got.source.outcome, got.source.coverage) == ("ok", 1.0)


def test_numbered_items_about_other_work_are_no_headings() -> None:
    lines = (
        "建議擔任此職業之學歷、經歷或能力條件：",
        "1.高中畢業。",
        "2.擔任主管者之能力條件：三年經驗。",
        "二、其他補充說明：",
        "1.本基準供參考。",
        "2.擔任教學工作之條件：三年。",
        "3.其他補充說明書一份。",
    )
    got = read(ROW, back=[paragraph("說明與補充事項"), *map(paragraph, lines)]).standard
    assert got.prerequisites == lines[1:3]
    assert got.supplements == lines[4:]
    assert (got.source.outcome, got.source.coverage) == ("ok", 1.0)


def test_a_numbered_heading_with_its_text_on_the_line() -> None:
    lines = ("1.建議擔任此職類/職業之學歷/經歷/或能力條件：高中畢業。", "2.其他補充說明：甲。")
    got = read(ROW, back=[paragraph("說明與補充事項"), *map(paragraph, lines)]).standard
    assert (got.prerequisites, got.supplements) == (("高中畢業。",), ("甲。",))


class TestConditionsOfOthers:
    """A line that says what leaders must have is no heading of the standard's own prerequisites."""

    OWN = "建議擔任此職類/職業之學歷/經歷/或能力條件："

    def parts(self, *lines: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        got = read(ROW, back=[paragraph("說明與補充事項"), *map(paragraph, lines)])
        assert told(got) == []
        return got.standard.prerequisites, got.standard.supplements

    def test_below_the_supplements_it_is_one_of_them(self) -> None:
        found = self.parts(self.OWN, "● 大專。", "其他補充說明：", "● 略。", "擔任主管者之條件：三年。", "● 又。")
        assert found == (("大專。",), ("略。", "擔任主管者之條件：三年。", "又。"))

    def test_below_the_prerequisites_it_is_one_of_them(self) -> None:
        found = self.parts(self.OWN, "● 大專。", "擔任主管者之條件：三年。")
        assert found == (("大專。", "擔任主管者之條件：三年。"), ())

    @pytest.mark.parametrize(
        "heading", ["建議擔任此職類／職業之學歷／經歷／或能力條件：", "擔任此職業之條件：", "擔任者之學歷條件："]
    )
    def test_the_standard_s_own_may_stand_behind_the_supplements(self, heading: str) -> None:
        assert self.parts("其他補充說明：", "● 略。", heading, "● 大專。") == (("大專。",), ("略。",))


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", " \u2060", "\u00ad\u200b"])
def test_what_nobody_sees_before_a_heading_a_note_or_a_bullet_hides_none(unseen: str) -> None:
    back = ["說明與補充事項", f"{unseen}建議擔任此職類/職業之學歷/經歷/或能力條件：", f"{unseen}● 高中職以上畢業。"]
    back += [f"{unseen}其他補充說明：", f"{unseen}【註1】甲：乙", f"{unseen}補充一"]
    standard = read(ROW, back=[*map(paragraph, back)]).standard
    assert standard.prerequisites == ("高中職以上畢業。",)
    assert [(note.number, note.term, note.text) for note in standard.notes] == [(1, "甲", "乙")]
    assert standard.supplements == ("補充一",)


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [("1.", "2.", "3."), ("1、", "2、", "3、"), ("(一)", "(二)", "(三)"), ("九、", "十、", "十一、"), ("①", "②", "③")],
)
def test_the_next_number_of_a_list_begins_an_item_even_below_a_full_line(first: str, second: str, third: str) -> None:
    lines = f"{first}具備證照⏎者優先。⏎{second}高中畢業。⏎{third}無。"
    got = read(ROW, back=[table([("說明與補充事項",), (f"其他補充說明：\n{lines}",)], number=30)])
    assert got.standard.supplements == (f"{first}具備證照者優先。", f"{second}高中畢業。", f"{third}無。")


@pytest.mark.parametrize(
    "heading",
    [
        "建議擔任此職類/職業之⏎學歷/經歷/或能力條件",
        "建議擔任此職類/職業之\n學歷/經歷/或能力條件",
        "建議擔任\n此職類/職業\n之學歷/經歷/\n或能力條件",
    ],
)
@pytest.mark.parametrize("beside", [True, False])
def test_a_heading_over_several_lines_of_a_narrow_cell(heading: str, beside: bool) -> None:
    listed, supplements = "高中職畢業。\n具備經驗。", "● 補充。"
    rows: list[Row] = [("說明與補充事項", ""), (heading, listed), ("其他補\n充說明", supplements)]
    if not beside:
        rows = [("說明與補充事項",), (f"{heading}：\n{listed}\n其他補\n充說明：\n{supplements}",)]
    got = read(ROW, back=[table(rows, number=30)])
    assert (got.standard.prerequisites, got.standard.supplements) == (("高中職畢業。", "具備經驗。"), ("補充。",))
    assert got.standard.source.coverage == 1.0


def test_numbers_below_a_heading_whose_cell_is_narrow() -> None:
    rows: list[Row] = [("說明與補充事項", ""), ("其他補充說明⏎", "(1)高中畢業。⏎(2)具備經驗。")]
    assert read(ROW, back=[table(rows, number=30)]).standard.supplements == ("(1)高中畢業。", "(2)具備經驗。")


@pytest.mark.parametrize("wrapped", ["3.其他", "2.5公尺以上", "二、其他", "(2)其他"])
def test_another_number_at_the_beginning_of_a_line_is_text(wrapped: str) -> None:
    assert supplements(f"1.高度為⏎{wrapped}") == (f"1.高度為{wrapped}",)


@pytest.mark.parametrize("number", ["1.", "(1)", "一、", "①"])
def test_the_first_number_of_a_list_behind_a_sentence_begins_an_item(number: str) -> None:
    lines = f"【註1】甲：乙丙。⏎{number}高中畢業。"
    got = read(ROW, back=[table([("說明與補充事項",), (f"其他補充說明：\n{lines}",)], number=30)])
    assert ([one.text for one in got.standard.notes], got.standard.supplements) == (
        ["乙丙。"],
        (f"{number}高中畢業。",),
    )


def test_lines_of_an_item_that_begin_with_a_number_are_held_against_near_ones_only() -> None:
    def read_many(count: int) -> None:
        assert supplements("⏎".join(["1.甲", *["9.乙"] * count])) == ("1.甲" + "9.乙" * count,)

    assert growth(notes, read_many, 200) < 2.5


def test_a_sentence_that_ends_where_its_line_is_full_is_told_where_no_bullet_tells() -> None:
    """One of the paragraphs ends at the edge of the page, wherever that is, so that the next one seems to go on."""
    lines = [f"{'補充說明' * 12}{'補' * number}。" for number in range(20, 40)]
    heading = ("說明與補充事項", "其他補充說明：")
    got = read_printed("pdf", ROW, back=(*heading, *lines))
    assert "".join(got.standard.supplements) == "".join(lines)
    assert (len(got.standard.supplements), told(got)) == (len(lines) - 1, ["AS112 part/notes"])
    marked = read_printed("pdf", ROW, back=(*heading, *(f"● {line}" for line in lines)))
    assert (marked.standard.supplements, told(marked)) == (tuple(lines), [])
