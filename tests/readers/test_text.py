"""Flat text: rows, residue, encodings."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.assemble import assemble
from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Unreadable
from pipeline.readers import read, text
from pipeline.readers.blocks import Paragraph, SourceDocument, Table

FORM = """甲業務人員職能基準

職能基準代碼		ABC1234-001v1
職能基準名稱 (擇一填寫)		職類
		職業	甲業務人員
基準級別		3

主要職責	工作任務	工作產出	行為指標	職能級別	職能內涵 (K=knowledge 知識)	職能內涵 (S=skills 技能)
T1 銷售	T1.1 拜訪	O1.1.1 紀錄	{indicators}	3	K01 禮儀 K02 法規	S01 溝通
""".replace("{indicators}", "<p>P1.1.1 拜訪 ^{【註1】} ，並記錄。</p> <p>P1.1.2 回報。</p>")


def test_rows_become_tables_and_other_lines_paragraphs() -> None:
    first, profile, table = text.read(FORM.encode(), Limits()).blocks
    assert isinstance(first, Paragraph)
    assert isinstance(profile, Table)
    assert isinstance(table, Table)
    assert first.text == "甲業務人員職能基準"
    assert [cell.text for cell in table.rows[1]][:3] == ["T1 銷售", "T1.1 拜訪", "O1.1.1 紀錄"]


def test_quirk_37_residue_of_markup_is_read_as_lines_and_raised_marks() -> None:
    table = text.read(FORM.encode(), Limits()).blocks[2]
    assert isinstance(table, Table)
    cell = table.rows[1][3]
    assert [line.text for line in cell.lines] == ["P1.1.1 拜訪 【註1】 ，並記錄。", "P1.1.2 回報。"]
    assert [run.text for run in cell.lines[0].runs if run.superscript] == ["【註1】"]


def test_references_to_characters_are_residue_of_markup_too() -> None:
    content = "T1\tK01&nbsp;R&amp;D&#12289;研&#x767C;<br>&nbsp;<p>K02 &lt;p&gt;^{【註&#49;】}</p>\t&nbsp;\tS01 A&B;C &x; 甲&乙\n"
    assert cells(content) == [[["T1"], ["K01\u00a0R&D、研發", "K02 <p>【註1】"], [], ["S01 A&B;C &x; 甲&乙"]]]


def cells(content: str) -> list[list[list[str]]]:
    """The lines of every cell of every row."""
    (table,) = text.read(content.encode(), Limits()).blocks
    assert isinstance(table, Table)
    return [[[line.text for line in cell.lines] for cell in row] for row in table.rows]


def test_cells_in_quotation_marks_may_hold_line_ends() -> None:
    assert cells('T1\t"K01 ""甲""\nK02 乙"\t"S01\nS02"\nT2\t"丙"\t"丁" 戊\n') == [
        [["T1"], ['K01 "甲"', "K02 乙"], ["S01", "S02"]],
        [["T2"], ['"丙"'], ['"丁" 戊']],
    ]


def test_quotation_marks_that_no_spreadsheet_needs_are_the_text_s() -> None:
    assert cells('T1\tS01 操作\n\t"AI"\nT2\t"3D"\n') == [
        [["T1"], ["S01 操作"]],
        [[], ['"AI"']],
        [["T2"], ['"3D"']],
    ]


def test_a_row_that_has_all_its_words_in_quotation_marks_is_a_spreadsheet_s() -> None:
    assert cells('"T1"\t"K01 甲"\t3\t\n"T2"\t"K02 ""乙"""\t4\t"S01"\n') == [
        [["T1"], ["K01 甲"], ["3"], []],
        [["T2"], ['K02 "乙"'], ["4"], ["S01"]],
    ]


def test_several_of_them_in_one_row() -> None:
    row = 'T1\tT1.1\t"O1.1.1\nO1.1.2"\t"P1.1.1\nP1.1.2\nP1.1.3"\t3\t"K01\nK02"\t"S01\nS02"'
    expected = [["T1"], ["T1.1"], ["O1.1.1", "O1.1.2"], ["P1.1.1", "P1.1.2", "P1.1.3"], ["3"], ["K01", "K02"]]
    assert cells(f"{row}\n{row}\n") == [[*expected, ["S01", "S02"]]] * 2
    assert cells(row.replace("\n", "\r\n")) == [[*expected, ["S01", "S02"]]]


def test_one_that_fills_its_row() -> None:
    assert cells('T1\tK01\n"A01 甲\nA02 乙"\t\n') == [[["T1"], ["K01"]], [["A01 甲", "A02 乙"], []]]


def test_lines_in_quotation_marks_without_any_cell_are_text() -> None:
    blocks = text.read('「甲」\n"乙\n丙"\n'.encode(), Limits()).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["「甲」", '"乙', '丙"']


@pytest.mark.parametrize("below", ['\t使用 15" 螢幕', '\t螢幕 15"', '甲\t"K02'])
def test_a_quotation_mark_in_a_row_below_ends_no_cell_of_a_line(below: str) -> None:
    first, line, second = text.read(f'T1\tK01\n"5S 管理\n{below}\nT2\tK03\n'.encode(), Limits()).blocks
    assert isinstance(line, Paragraph)
    assert line.text == '"5S 管理'
    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert [[cell.text for cell in row] for row in (*first.rows, *second.rows)] == [
        ["T1", "K01"],
        below.split("\t"),
        ["T2", "K03"],
    ]


def test_an_inch_mark_beside_a_quoted_cell_goes_on_with_no_row_below() -> None:
    assert cells('T1\t"K01\nK02"\t15" 螢幕\nT2\tK03\t"丙"\n') == [
        [["T1"], ["K01", "K02"], ['15" 螢幕']],
        [["T2"], ["K03"], ['"丙"']],
    ]


def test_a_lone_quotation_mark_is_text() -> None:
    assert cells('T1\t"K01\nT2\tK02\n') == [[["T1"], ['"K01']], [["T2"], ["K02"]]]


def test_rows_between_upright_strokes_become_tables() -> None:
    assert cells("| 甲 | 乙 |\n|:---|---|\n| a\\|b | c<br>d |\n") == [[["甲"], ["乙"]], [["a|b"], ["c", "d"]]]


def test_residue_of_sup_is_raised() -> None:
    (block,) = text.read("資訊<sup>【註1】</sup>，以".encode(), Limits()).blocks
    assert isinstance(block, Paragraph)
    assert [(run.text, run.superscript) for run in block.lines[0].runs] == [
        ("資訊", False),
        ("【註1】", True),
        ("，以", False),
    ]


def test_a_form_feed_begins_a_page() -> None:
    body = text.read(b"a\n\fb\n", Limits())
    assert body.pages == 2
    assert [block.lines[0].page for block in body.blocks if isinstance(block, Paragraph)] == [1, 2]


def test_a_form_feed_at_the_end_begins_none() -> None:
    body = text.read(b"a\n\fb\n\f", Limits())
    assert body.pages == 2
    assert text.read(b"a\n\f\n", Limits()).pages is None


@pytest.mark.parametrize("end", ["\v", "\x1c", "\x85", "\u2028", "\u2029"])
def test_line_ends_of_other_kinds_stand_inside_cells(end: str) -> None:
    assert cells(f"T1\tK01 甲{end}K02 乙\t丙\nT2\tK03 丁\t戊\n") == [
        [["T1"], ["K01 甲", "K02 乙"], ["丙"]],
        [["T2"], ["K03 丁"], ["戊"]],
    ]


def test_where_there_are_no_others_they_end_rows() -> None:
    assert cells("T1\t甲\u2028T2\t乙\u2028") == [[["T1"], ["甲"]], [["T2"], ["乙"]]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_end_as_they_do_on_all_systems(end: str) -> None:
    assert cells(f"T1\t甲{end}T2\t乙{end}") == [[["T1"], ["甲"]], [["T2"], ["乙"]]]


def test_a_form_feed_inside_a_row_parts_no_rows() -> None:
    body = text.read("T1\tK01 甲\t乙\nT2\tK02 丙\fK03 丁\t戊\nT3\tK04\t己\n".encode(), Limits())
    first, last = body.blocks
    assert isinstance(first, Table)
    assert isinstance(last, Table)
    assert body.pages == 2
    assert [[cell.text for cell in row] for row in first.rows] == [
        ["T1", "K01 甲", "乙"],
        ["T2", "K02 丙\nK03 丁", "戊"],
    ]
    assert [line.page for line in first.rows[1][1].lines] == [1, 2]
    assert [line.page for line in first.rows[1][2].lines] == [2]
    assert [[cell.text for cell in row] for row in last.rows] == [["T3", "K04", "己"]]
    assert last.page == 2


def test_a_form_feed_inside_the_last_cell_of_a_row_parts_no_rows() -> None:
    body = text.read("T1\tK01 甲\tS01 乙\fS02 丙\nT2\tK02 丁\t戊\n\f己\n".encode(), Limits())
    assert [
        [[cell.text for cell in row] for row in block.rows] for block in body.blocks if isinstance(block, Table)
    ] == [
        [["T1", "K01 甲", "S01 乙\nS02 丙"]],
        [["T2", "K02 丁", "戊"]],
    ]
    assert [(block.text, block.lines[0].page) for block in body.blocks if isinstance(block, Paragraph)] == [("己", 3)]


@pytest.mark.parametrize(
    ("code", "character"), [(b"\xc6\xa1", "①"), (b"\xc6\xab", "⑴"), (b"\xc6\xb5", "ⅰ"), (b"\xc6\xe7", "ぁ")]
)
def test_characters_that_etens_big5_has_beyond_that_of_windows(code: bytes, character: str) -> None:
    body = text.read("，。的一人不中及與或有在為能\n".encode("cp950") + code + "清點\n".encode("cp950"), Limits())
    assert [block.text for block in body.blocks if isinstance(block, Paragraph)][-1] == f"{character}清點"


def test_a_form_feed_between_whole_rows_begins_a_page_without_a_line_end() -> None:
    body = text.read("T1\t甲\t乙\nT2\t丙\t丁\fT3\t戊\t己\n".encode(), Limits())
    assert [block.page for block in body.blocks if isinstance(block, Table)] == [1, 2]
    assert [len(block.rows) for block in body.blocks if isinstance(block, Table)] == [2, 1]


@pytest.mark.parametrize(
    ("encoding", "remark"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("cp950", "cp950"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("utf-32-le", "utf-32-le"),
        ("utf-32-be", "utf-32-be"),
    ],
)
def test_encodings_are_told_by_the_bytes_and_reported(tmp_path: Path, encoding: str, remark: str | None) -> None:
    path = tmp_path / "form.txt"
    path.write_bytes(FORM.encode(encoding))
    document = read(path)
    standard = assemble(document).standard
    assert standard.duties[0].tasks[0].name == "拜訪"
    assert [entry.name for entry in standard.knowledge] == ["禮儀", "法規"]
    told = [one.message for one in document.body.diagnostics if one.rule == "RD106"]
    assert told == [] if remark is None else remark in told[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_behind_a_byte_order_mark_a_stray_costs_no_other_character(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "form.txt"
    stray = {"utf-8": b"\xe7", "utf-16-le": b"\x00\xd8", "utf-16-be": b"\xd8\x00"}[encoding]
    data = f"\ufeff{FORM}".encode(encoding)
    at = data.index("禮儀".encode(encoding))
    path.write_bytes(data[:at] + stray + data[at:])
    document = read(path)
    assert [entry.name for entry in assemble(document).standard.knowledge] == ["�禮儀", "法規"]
    assert [one.subject for one in document.body.diagnostics if one.severity == "warning"] == ["damaged-bytes"]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "form.txt"
    path.write_bytes(bytes(range(128, 256)) * 4)
    with pytest.raises(Unreadable) as refusal:
        read(path)
    assert refusal.value.diagnostic.rule == "RD101"


@pytest.mark.parametrize(("end", "odd"), [("\n", "\r"), ("\r\n", "\r"), ("\r\n", "\n")])
def test_a_few_line_ends_of_another_kind_stand_inside_cells(end: str, odd: str) -> None:
    rows = [f"T{number}\tK0{number} 甲\t丙" for number in range(1, 11)]
    rows[2] = f"T3\tK03 甲{odd}K09 乙\t丙"
    rows[4] = f"T5{odd}做\tK05 甲\t丙"
    got = cells(end.join(rows))
    assert [row[0] for row in got[:6]] == [["T1"], ["T2"], ["T3"], ["T4"], ["T5", "做"], ["T6"]]
    assert len(got) == 10
    assert got[2][1] == ["K03 甲", "K09 乙"]


@pytest.mark.parametrize("odd", ["\r", "\v", "\x85", "\u2028", "\u2029"])
def test_between_whole_rows_they_end_rows(odd: str) -> None:
    rows = [f"T{number}\tK0{number} 甲\t丙" for number in range(1, 7)]
    got = cells("\n".join(rows[:3]) + odd + "\n".join(rows[3:]))
    assert [row[0] for row in got] == [["T1"], ["T2"], ["T3"], ["T4"], ["T5"], ["T6"]]


def test_paragraphs_of_another_line_end_are_paragraphs() -> None:
    blocks = text.read("甲\n乙\n丙\n丁\n戊\r己\n".encode(), Limits()).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["甲", "乙", "丙", "丁", "戊", "己"]


STRAYS = FORM.replace("K02 法規", "K02 識圖")
INSIDE = STRAYS.encode().index("圖".encode()) + 1
"""A place inside a character of three bytes."""


def decoded_strays(data: bytes) -> tuple[list[str | None], list[str]]:
    body = text.read(data, Limits())
    standard = assemble(SourceDocument("form.txt", "txt", "0" * 64, body)).standard
    return [entry.name for entry in standard.knowledge], [one.message for one in body.diagnostics]


@pytest.mark.parametrize("stray", [b"\xff", b"\xc0", b"\xff\xfe", b"\0", b"\0\0"])
@pytest.mark.parametrize("at", [INSIDE, INSIDE + 1, INSIDE + 2])
def test_bytes_that_no_character_has_part_none(stray: bytes, at: int) -> None:
    data = STRAYS.encode()
    names, (message,) = decoded_strays(data[:at] + stray + data[at:])
    assert names == ["禮儀", "識圖"]
    assert all(f"0x{byte:02X} in line 9" in message for byte in stray)


def test_a_zero_inside_a_code_makes_no_other_encoding_of_it() -> None:
    names, (message,) = decoded_strays(STRAYS.replace("K02", "K0\x002").encode() + b"\n" * (len(STRAYS.encode()) % 2))
    assert names == ["禮儀", "識圖"]
    assert "0x00 in line 9" in message


def test_zeros_that_fill_the_end_are_named_once() -> None:
    names, (message,) = decoded_strays(STRAYS.encode() + b"\0" * 300)
    assert names == ["禮儀", "識圖"]
    assert message.count("0x00") == 1


def test_bytes_that_no_character_has_are_looked_at_once_each_however_many() -> None:
    """Counting the lines before each took minutes."""
    with pytest.raises(Unreadable) as refusal:
        text.read(b"\xff\xfa\n" * 700_000, Limits())
    assert refusal.value.diagnostic.rule == "RD101"


def test_the_line_of_each_stray_is_told() -> None:
    _names, (message,) = decoded_strays(b"\xc0\n\xc1\n\n\xc0" + STRAYS.encode())
    assert "0xC0 in line 1, 0xC1 in line 2, 0xC0 in line 4" in message


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_half_a_character_of_utf_16_costs_itself(encoding: str) -> None:
    names, (_, message) = decoded_strays(STRAYS.replace("圖", "\ud840").encode(encoding, "surrogatepass"))
    assert names == ["禮儀", "識�"]
    assert "in line 9" in message


def test_a_byte_between_the_two_of_big5() -> None:
    data = STRAYS.encode("cp950")
    at = data.index("圖".encode("cp950")) + 1
    names, (_, message) = decoded_strays(data[:at] + b"\xff" + data[at:])
    assert names == ["禮儀", "識圖"]
    assert "0xFF in line 9" in message
