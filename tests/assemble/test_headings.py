"""Headings of the form with signs, numbers or brackets around them, in other shapes of characters, in other words."""

from __future__ import annotations

import re

import pytest

from pipeline.assemble import Assembly, sections
from pipeline.readers.blocks import Block
from tests.assemble.forms import HEADER, PROFILE, paragraph, read, table, told
from tests.assemble.printed import read_printed
from tests.steps import growth

ROW = ("T1 管理", "T1.1 清點", "O1.1.1 盤點表", "P1.1.1 核對。", "3", "K01 物料", "S01 溝通")
TITLE, NAME = "職能內涵 (A=attitude 態度)", "甲業務人員職能基準"
CONDITIONS = "建議擔任此職類/職業之學歷/經歷/或能力條件："
LABEL = re.compile("職能基準|職類|職業|所屬|行業|工作描述|基準級別")
BEFORE = ["■", "● ", "★", "※ ", "☑", "◎", "🔹", "一、", "（一）", "(1)", "1.", "①", "甲、", "IV."]


def form(*, notes: str = "說明與補充事項", attitudes: str = TITLE, lines: tuple[str, ...] = ()) -> Assembly:
    body = lines or (CONDITIONS, "● 高中職畢業。", "其他補充說明：", "● 補充一", "【註1】甲：乙。")
    texts = [attitudes, "A01 細心：謹慎。", *([notes] if notes else []), *body]
    back: list[Block] = [paragraph(text) for text in texts]
    return read(ROW, back=back)


def parts(got: Assembly) -> tuple[object, ...]:
    standard = got.standard
    attitudes = [(one.code, one.name, one.description) for one in standard.attitudes]
    notes = [(one.number, one.term, one.text) for one in standard.notes]
    return attitudes, standard.prerequisites, standard.supplements, notes, told(got)


PLAIN = parts(form())


def test_the_plain_form() -> None:
    assert PLAIN == ([("A01", "細心", "謹慎。")], ("高中職畢業。",), ("補充一",), [(1, "甲", "乙。")], [])


@pytest.mark.parametrize("before", BEFORE)
def test_signs_and_numbers_before_the_titles_of_attitudes_and_notes(before: str) -> None:
    assert parts(form(notes=f"{before}說明與補充事項", attitudes=f"{before}{TITLE}")) == PLAIN


@pytest.mark.parametrize("before", BEFORE)
def test_before_the_headings_of_the_notes(before: str) -> None:
    lines = (f"{before}{CONDITIONS}", "● 高中職畢業。", f"{before}其他補充說明：", "● 補充一", "※【註1】甲：乙。")
    assert parts(form(lines=lines)) == PLAIN


@pytest.mark.parametrize(("opening", "closing"), ["【】", "〔〕", "[]", "《》"])
def test_brackets_around_titles_and_headings(opening: str, closing: str) -> None:
    titles = [f"{opening}{text}{closing}" for text in ("說明與補充事項", TITLE, CONDITIONS[:-1], "其他補充說明")]
    got = form(
        notes=titles[0],
        attitudes=titles[1],
        lines=(titles[2], "● 高中職畢業。", titles[3], "● 補充一", "【註1】甲：乙。"),
    )
    assert parts(got) == PLAIN


@pytest.mark.parametrize("before", BEFORE)
def test_before_the_labels_of_both_tables(before: str) -> None:
    profile = [tuple(f"{before}{text}" if LABEL.match(text) else text for text in row) for row in PROFILE]
    front = [paragraph(NAME), table(profile), table([tuple(f"{before}{text}" for text in HEADER), ROW], number=2)]
    got, plain = (
        read(front=front, form=False),
        read(front=[paragraph(NAME), table(list(PROFILE)), table([HEADER, ROW], number=2)], form=False),
    )
    assert told(got) == told(plain) == []
    assert got.standard == plain.standard.model_copy(update={"source": got.standard.source})


@pytest.mark.parametrize(
    "title", ["■甲業務人員職能基準", "【甲業務人員職能基準】", "一、甲業務人員職能基準", "甲業務人員职能基准"]
)
def test_around_the_title(title: str) -> None:
    got = read(ROW, front=[paragraph(title), table(list(PROFILE))])
    assert (got.standard.name, told(got)) == ("甲業務人員", [])


def test_a_number_that_no_table_leaves_off_is_the_name_s() -> None:
    assert read(ROW, front=[paragraph("3.乙職能基準"), table(list(PROFILE))]).standard.name == "3.乙"


@pytest.mark.parametrize("header", [tuple(f"{text} ▲▼" for text in HEADER), tuple(f"{text}⇅" for text in HEADER)])
def test_arrows_that_sort_a_column_are_none_of_its_label(header: tuple[str, ...]) -> None:
    got = read(front=[paragraph(NAME), table(list(PROFILE)), table([header, ROW], number=2)], form=False)
    assert (next(got.standard.tasks())[1].code, told(got)) == ("T1.1", [])


def test_a_short_word_behind_a_bullet_is_no_label() -> None:
    got = read((*ROW[:2], "● 指標\n● 任務", *ROW[3:]))
    assert [one.text for one in next(got.standard.tasks())[1].blocks[0].outputs] == ["指標", "任務"]


@pytest.mark.parametrize(
    "notes",
    [
        "說明及補充事項",
        "補充說明",
        "備註",
        "附註：",
        "其他說明",
        "補充事項",
        "説明與補充事項",
        "说明与补充事项",
        "Notes",
        "二、備註",
        "",
    ],
)
def test_notes_under_a_title_in_other_words_or_none(notes: str) -> None:
    assert parts(form(notes=notes)) == PLAIN


def test_other_shapes_of_the_characters_of_labels() -> None:
    header = tuple(text.replace("內", "内").replace("級別", "级别").replace("產", "产") for text in HEADER)
    got = read(front=[paragraph(NAME), table(list(PROFILE)), table([header, ROW], number=2)], form=False)
    assert (next(got.standard.tasks())[1].code, told(got)) == ("T1.1", [])


@pytest.mark.parametrize("suffix", ["html", "docx", "odt", "pdf", "txt"])
def test_a_numbered_title_of_the_notes_in_every_format(suffix: str) -> None:
    back = (f"五、{TITLE}", "A01 細心：謹慎。", "六、說明與補充事項", "其他補充說明：", "● 補充一")
    got = read_printed(suffix, ROW, back=back)
    assert [(one.code, one.description) for one in got.standard.attitudes] == [("A01", "謹慎。")]
    assert got.standard.supplements == ("補充一",)


@pytest.mark.parametrize("behind", [("聯絡人：王小姐",), ("本表由學會提供。",)])
def test_what_follows_the_last_attitude_is_named(behind: tuple[str, ...]) -> None:
    got = form(notes="", lines=behind)
    assert told(got) == ["AS112 part/attitudes"]


def test_the_lines_of_an_attitude_need_no_finding() -> None:
    got = read(ROW, back=[paragraph(TITLE), paragraph("A01 細心：謹慎，\n並負責。"), paragraph("A02 守時：準時。")])
    assert told(got) == []


@pytest.mark.parametrize(
    "above",
    [
        ("首頁 > 職能基準",),
        ("iCAP 職能基準", "查詢職能基準"),
        ("目前位置：首頁 › 查詢 › 職能基準", "勞動部 職能基準"),
        ("乙業務人員職能基準",),
    ],
)
def test_the_path_and_heading_of_a_site_are_no_title(above: tuple[str, ...]) -> None:
    got = read(ROW, front=[*map(paragraph, above), paragraph(NAME), table(list(PROFILE))])
    assert (got.standard.name, told(got)) == ("甲業務人員", [])


def test_with_nothing_but_a_path_the_header_table_names_the_standard() -> None:
    got = read(ROW, front=[paragraph("首頁 > 職能基準"), table(list(PROFILE))])
    assert got.standard.name == "甲業務人員"


def test_a_title_over_lines_that_the_header_table_knows_is_put_together() -> None:
    got = read(ROW, front=[*map(paragraph, ("首頁 > 職能基準", "甲業務", "人員職能基準")), table(list(PROFILE))])
    assert got.standard.name == "甲業務人員"


def behind(*blocks: Block) -> Assembly:
    return read(ROW, back=list(blocks))


def test_a_row_that_names_the_columns_is_no_attitude() -> None:
    rows = [("代碼", "名稱", "說明"), ("A01", "細心", "謹慎。"), ("A02", "守時", "準時。")]
    got = behind(paragraph(TITLE), table(list(rows), number=3))
    attitudes = [(one.code, one.name, one.description) for one in got.standard.attitudes]
    assert (attitudes, told(got)) == ([("A01", "細心", "謹慎。"), ("A02", "守時", "準時。")], [])


@pytest.mark.parametrize(("head", "rows"), [(("編號", "名詞", "說明"), 3), ((), 3), (("編號", "說明"), 2)])
def test_notes_in_a_table(head: tuple[str, ...], rows: int) -> None:
    cells = [("【註1】", "甲", "乙。"), ("【註2】", "丙", "丁。")]
    lines = [row if rows == len(row) else (row[0], f"{row[1]}：{row[2]}") for row in cells]
    got = behind(paragraph("說明與補充事項"), table([*([head] if head else []), *lines], number=3))
    notes = [(one.number, one.term, one.text) for one in got.standard.notes]
    assert (notes, got.standard.supplements, told(got)) == ([(1, "甲", "乙。"), (2, "丙", "丁。")], (), [])


def test_other_tables_of_the_notes_keep_their_first_row() -> None:
    got = behind(paragraph("說明與補充事項"), table([("項目", "說明"), ("甲", "乙")], number=3))
    assert "".join(got.standard.supplements) == "項目說明甲乙"


def test_the_name_of_an_attitude_on_a_line_of_its_own() -> None:
    got = behind(
        paragraph(TITLE), paragraph("A01 細心負責"), paragraph("對任務細節謹慎。"), paragraph("A02 守時：準時。")
    )
    attitudes = [(one.code, one.name, one.description) for one in got.standard.attitudes]
    assert (attitudes, told(got)) == ([("A01", "細心負責", "對任務細節謹慎。"), ("A02", "守時", "準時。")], [])


@pytest.mark.parametrize(
    "text", ["A01 細心負責\n人員", "A01 細心、負責\n對任務細節謹慎。", "A01 細心⏎對任務細節謹慎。"]
)
def test_other_line_ends_part_no_name(text: str) -> None:
    assert behind(paragraph(TITLE), paragraph(text)).standard.attitudes[0].description is None


def test_versions_behind_the_notes() -> None:
    labels = ("版本", "職能基準代碼", "職能基準名稱", "狀態", "更新說明", "發展更新日期")
    row = ("V1", "ABC1234-001v1", "甲業務人員", "最新版本", "略", "2019/01/01")
    got = behind(paragraph("說明與補充事項"), paragraph("補充"), table([labels, row], number=3))
    assert [one.version for one in got.standard.versions] == ["V1"]
    assert (got.standard.supplements, told(got)) == (("補充",), [])


@pytest.mark.parametrize("leader", ["", "\t", "……", " . . . . ", "-----"])
def test_a_list_of_contents_before_the_title_is_none_of_the_form(leader: str) -> None:
    contents = ("目錄", f"{NAME}{leader}1", f"{TITLE}{leader}4", f"說明與補充事項{leader}12")
    back: list[Block] = [paragraph(text) for text in (TITLE, "A01 細心：謹慎。", "說明與補充事項", "● 補充一")]
    front: list[Block] = [*map(paragraph, contents), paragraph(NAME), table(list(PROFILE))]
    got = read(ROW, front=front, back=back)
    assert parts(got) == parts(read(ROW, front=front[len(contents) :], back=back))
    assert (got.standard.name, parts(got)[0], parts(got)[2]) == ("甲業務人員", [("A01", "細心", "謹慎。")], ("補充一",))


def test_lists_of_contents_and_titles_without_end_take_time_that_grows_as_they_do() -> None:
    def contents(count: int) -> object:
        front: list[Block] = [paragraph(f"({at}) 說明與補充事項……{at % 100}") for at in range(count)]
        return read(ROW, front=[*front, paragraph(NAME), table(list(PROFILE))])

    def titles(count: int) -> object:
        front: list[Block] = [paragraph(f"甲{at}職能基準") for at in range(count)]
        back: list[Block] = [paragraph(f"乙{at}職能基準 (續)") for at in range(count)]
        return read(ROW, front=[*front, table(list(PROFILE))], back=[*back, paragraph(TITLE)])

    for run in (contents, titles):
        assert growth(sections, run, 100) < 2.5


def test_a_line_like_a_duty_s_that_is_the_last_of_the_document_leads_to_no_table() -> None:
    got = form(lines=(CONDITIONS, "● 高中職畢業。", "T2 業務"))
    assert got.standard.prerequisites == ("高中職畢業。", "T2 業務")
