"""Headers of the competence table in every wording and cut that occurs or may: docs/form.md 1.3, quirks 3, 4 and 42.

Every variant stands over the same two rows, so what is read must always be the same.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest

from pipeline.assemble import Assembly, assemble
from pipeline.readers import read as read_file
from tests.assemble.forms import HEADER, PAGE, PROFILE, Row, paragraph, read, table, told

BODY = (
    ("T1 銷售", "T1.1 拜訪", "O1.1.1 紀錄", "P1.1.1 拜訪客戶。", "3", "K01 禮儀<br>K02 法規", "S01 溝通<br>S02 談判"),
    ("", "T1.2 追蹤", "O1.2.1 清單", "P1.2.1 回報。", "4", "K01 禮儀", "S03 分析"),
)
READ = [
    ("T1", "T1.1", 3, "拜訪", ["O1.1.1"], ["P1.1.1"], ["K01", "K02"], ["S01", "S02"]),
    ("T1", "T1.2", 4, "追蹤", ["O1.2.1"], ["P1.2.1"], ["K01"], ["S03"]),
]
FIRST_FIVE = "".join(f"<td rowspan=2>{label}" for label in HEADER[:5])
FIRST_THREE_ROWS = "".join(f"<td rowspan=3>{label}" for label in HEADER[:5])


def found(assembly: Assembly) -> list[tuple[object, ...]]:
    return [
        (
            duty.code,
            task.code,
            block.level,
            task.name,
            *(
                [one.code for one in items]
                for items in (block.outputs, block.indicators, block.knowledge, block.skills)
            ),
        )
        for duty in assembly.standard.duties
        for task in duty.tasks
        for block in task.blocks
    ]


def page(header: str, body: str | None = None) -> str:
    profile = "".join("<tr>" + "".join(f"<td>{text}" for text in row) for row in PROFILE)
    rows = "".join("<tr>" + "".join(f"<td>{text}" for text in row) for row in BODY) if body is None else body
    return f"<meta charset=utf-8><p>甲業務人員職能基準<table>{profile}</table><table>{header}{rows}</table>"


def of_html(folder: Path, header: str, body: str | None = None) -> Assembly:
    path = folder / "form.html"
    path.write_text(page(header, body), encoding="utf-8")
    return assemble(read_file(path))


def one_row(*labels: str) -> str:
    return "<tr>" + "".join(f"<td>{label}" for label in labels)


KNOWN = {
    "the form's own": one_row(*HEADER),
    "full-width brackets": one_row(*HEADER[:5], "職能內涵（Ｋ＝knowledge知識）", "職能內涵（S＝skills 技能）"),
    "K and S in another order": one_row(*HEADER[:5], "職能內涵<br>(知識 K)", "職能內涵<br>(技能 S)"),
    "square brackets": one_row(*HEADER[:5], "知識【K】", "技能［S］"),
    "short labels": one_row("職責", "任務", "產出", "指標", "級別", "知識", "技能"),
    "letters beside the labels": one_row(
        "主要職責(T)", "工作任務（T）", "工作產出 (O)", "行為指標(P)", "職能級別", "知識K", "技能S"
    ),
    "職業內涵": one_row(*HEADER[:5], "職業內涵-知識", "職業內涵：技能"),
    "English": one_row("Duties", "Tasks", "Outputs", "Performance Indicators", "Level", "Knowledge (K)", "Skills (S)"),
    "both languages": one_row(
        "主要職責<br>Duty", "工作任務<br>Task", "工作產出 Output", "行為指標/Indicator", "級別 (Level)", "K 知識", "S 技能"
    ),
    "K and S under 職能內涵": f"<tr>{FIRST_FIVE}<td colspan=2>職能內涵<tr><td>知識(K)<td>技能(S)",
    "bare words under 職能內涵": f"<tr>{FIRST_FIVE}<td colspan=2>職能內涵<tr><td>知識<td>技能",
    "bare letters under 職能內涵": f"<tr>{FIRST_FIVE}<td colspan=2>職能內涵<tr><td>(K)<td>(S)",
    "equations under 職能內涵": f"<tr>{FIRST_FIVE}<td colspan=2>職能內涵<tr><td>K=knowledge<td>S=skills",
    "a label over K and S that names both": f"<tr>{FIRST_FIVE}<td colspan=2>職能內涵（知識／技能）<tr><td>知識<td>技能",
    "English under 職能內涵": f"<tr>{FIRST_FIVE}<td colspan=2>職能內涵<tr><td>Knowledge<td>Skills",
    "three rows": f"<tr>{FIRST_THREE_ROWS}<td colspan=2>職能內涵<tr><td>知識<td>技能<tr><td>(K=knowledge)<td>(S=skills)",
    "blank cells beside the second row": (
        one_row(*HEADER[:5], "職能內涵", "職能內涵") + one_row("", "", "", "", "", "知識(K)", "技能(S)")
    ),
    "the level in two rows": (
        "<tr>" + "".join(f"<td rowspan=2>{label}" for label in HEADER[:4]) + "<td>職能<td colspan=2>職能內涵"
        "<tr><td>級別<td>知識(K)<td>技能(S)"
    ),
    "a row of groups above": (
        "<tr><td colspan=4>工作內容<td rowspan=2>職能級別<td colspan=2>職能內涵"
        "<tr><td>主要職責<td>工作任務<td>工作產出<td>行為指標<td>知識(K)<td>技能(S)"
    ),
    "three rows with a row of groups above": (
        "<tr><td colspan=4>工作內容<td rowspan=3>職能級別<td colspan=2>職能內涵"
        + "<tr>" + "".join(f"<td rowspan=2>{label}" for label in HEADER[:4]) + "<td>知識<td>技能"
        + "<tr><td>(K)<td>(S)"
    ),
}  # fmt: skip


@pytest.mark.parametrize("header", KNOWN.values(), ids=KNOWN)
def test_a_header_whose_words_are_known_needs_no_finding(tmp_path: Path, header: str) -> None:
    got = of_html(tmp_path, header)
    assert found(got) == READ
    assert told(got) == []
    assert (got.standard.source.coverage, got.standard.source.outcome) == (1.0, "ok")


TOLD = {
    "labels that hold a known word": (
        one_row(*HEADER[:5], "專業知識要項", "操作技能要項"), ["專業知識要項", "操作技能要項"]
    ),
    "no label but 職能內涵": (f"<tr>{FIRST_FIVE.replace('rowspan=2', '')}<td colspan=2>職能內涵", ["職能內涵"] * 2),
    "labels that say nothing": (one_row(*HEADER[:5], "甲類要項", "乙類要項"), ["甲類要項", "乙類要項"]),
    "no label over the last two": (one_row(*HEADER[:5], "", ""), ["", ""]),
    "labels of O and P that say nothing": (one_row(*HEADER[:2], "甲", "乙", *HEADER[4:]), ["甲", "乙"]),
    "a level that is called otherwise": (one_row(*HEADER[:4], "難度", *HEADER[5:]), ["難度"]),
    "工作任務 and 工作活動": (one_row("工作任務", "工作活動", *HEADER[2:]), ["工作任務", "工作活動"]),
    "工作任務 and another word": (one_row("工作任務", "作業項目", *HEADER[2:]), ["工作任務", "作業項目"]),
}  # fmt: skip


@pytest.mark.parametrize(("header", "labels"), TOLD.values(), ids=TOLD)
def test_a_column_is_told_by_what_stands_in_it_and_that_is_reported(
    tmp_path: Path, header: str, labels: list[str]
) -> None:
    got = of_html(tmp_path, header)
    assert found(got) == READ
    findings = [one for one in got.diagnostics if one.rule == "AS111"]
    assert {one.severity for one in findings} == {"warning"}
    assert len(findings) == len(labels)
    assert all(f"“{label}”" in one.message for one, label in zip(findings, labels, strict=True))
    assert (got.standard.source.coverage, got.standard.source.outcome) == (1.0, "ok")


def test_a_label_over_the_first_of_the_grid_columns_that_its_cells_span(tmp_path: Path) -> None:
    first = "".join(f"<td rowspan=2>{label}" for label in HEADER[:5])
    header = f"<tr>{first}<td colspan=3>職能內涵<tr><td>知識(K)<td><td>技能(S)"
    body = "".join(
        "<tr>" + "".join(f"<td{' colspan=2' if at == 5 else ''}>{text}" for at, text in enumerate(row)) for row in BODY
    )
    got = of_html(tmp_path, header, body)
    assert found(got) == READ
    assert told(got) == []


def test_outputs_and_indicators_exchanged(tmp_path: Path) -> None:
    order = (0, 1, 3, 2, 4, 5, 6)
    header = one_row(*(HEADER[at] for at in order))
    body = "".join(one_row(*(row[at] for at in order)) for row in BODY)
    assert found(of_html(tmp_path, header, body)) == READ


def test_outputs_and_indicators_exchanged_under_labels_that_say_nothing(tmp_path: Path) -> None:
    header = one_row(*HEADER[:2], "甲", "乙", *HEADER[4:])
    body = "".join(one_row(*(row[at] for at in (0, 1, 3, 2, 4, 5, 6))) for row in BODY)
    assert found(of_html(tmp_path, header, body)) == READ


def test_a_column_without_codes_is_told_by_its_place() -> None:
    header = (*HEADER[:2], "成果", *HEADER[3:])
    row = ("T1 銷售", "T1.1 拜訪", "會議紀錄", "P1.1.1 拜訪。", "3", "K01 禮儀", "S01 溝通")
    got = read(front=[paragraph("甲職能基準"), table(list(PROFILE)), table([header, row])])
    (task,) = got.standard.duties[0].tasks
    assert [(one.code, one.text) for one in task.blocks[0].outputs] == [(None, "會議紀錄")]
    assert told(got) == ["AS111 column/工作產出"]


def test_a_header_that_says_nothing_is_told_on_every_page_alike() -> None:
    header = (*HEADER[:5], "甲", "乙")
    first = ("T1 銷售", "T1.1 拜訪", "", "P1.1.1 拜訪。", "3", "K01 禮儀", "S01 溝通")
    last = ("", "", "", "P1.1.2 回報。", "", "與法規", "")
    pages = [table([header, first], 1, 10), table([header, last], 2, 11)]
    got = read(front=[paragraph("甲職能基準"), table(list(PROFILE)), *pages])
    assert {one.code: one.name for one in got.standard.knowledge} == {"K01": "禮儀與法規"}
    assert [one.rule for one in got.diagnostics if one.rule.startswith("AS1") and one.rule != "AS102"] == ["AS111"] * 2


def test_two_columns_that_nothing_tells_are_reported_not_guessed() -> None:
    edges = [float(x) for x in range(9)]
    header = (*HEADER, "備考")
    row = ("T1 銷售", "T1.1 拜訪", "", "P1.1.1 拜訪。", "3", "K01 禮儀", "S01 溝通", "K05 會計")
    got = read(front=[paragraph("甲職能基準"), table(list(PROFILE)), table([header, row], edges=edges)])
    assert told(got) == ["AS104 p.1/表1", "AS103 p.1/表1/列2/欄8"]
    assert got.standard.source.outcome == "partial"


@pytest.mark.parametrize("text", ["K01 禮儀\nK02 法規", "K01禮儀 K02 法規", "S01 溝通能力"])
def test_codes_in_the_level_column_go_where_their_letters_tell(text: str) -> None:
    got = read(("T1 銷售", "T1.1 拜訪", "", "P1.1.1 拜訪。", text, "", ""))
    block = got.standard.duties[0].tasks[0].blocks[0]
    assert (block.level, block.level_as_printed) == (None, None)
    codes = [one.code for one in (*block.knowledge, *block.skills)]
    assert codes == (["S01"] if text.startswith("S") else ["K01", "K02"])
    assert got.standard.source.coverage == 1.0


@pytest.mark.parametrize("text", ["商業禮儀與法規", "能使用3D軟體", "3D繪圖", "法規"])
def test_text_in_the_level_column_is_reported_and_no_level(text: str) -> None:
    row = ("", "T1.2 追蹤", "", "P1.2.1 追蹤。", text, "", "")
    got = read(("T1 銷售", "T1.1 拜訪", "", "P1.1.1 拜訪。", "3", "", ""), row)
    assert [(task.blocks[0].level, task.blocks[0].level_as_printed) for _, task in got.standard.tasks()] == [
        (3, None),
        (None, None),
    ]
    assert [one.message for one in got.diagnostics if one.rule == "AS103" and text in one.message]


def test_of_text_that_is_placed_nowhere_the_finding_tells_all() -> None:
    text = "".join(chr(0x4E00 + number) for number in range(900))
    got = read(("T1 銷售", "T1.1 拜訪", "", "P1.1.1 拜訪。", f"3\n{text}", "", ""))
    assert any(text in one.message for one in got.diagnostics if one.rule == "AS103")


def test_a_level_beside_other_text_is_read() -> None:
    got = read(("T1 銷售", "T1.1 拜訪", "", "P1.1.1 拜訪。", "3\n商業禮儀", "", ""))
    assert got.standard.duties[0].tasks[0].blocks[0].level == 3
    assert "商業禮儀" in " ".join(one.message for one in got.diagnostics if one.rule == "AS103")


def test_a_row_of_labels_that_a_page_break_left_of_texts_is_no_header() -> None:
    got = read(
        ("T1 銷售", "T1.1 拜訪", "O1.1.1 專業", "P1.1.1 做。", "3", "K01 基礎", "S01 溝通"),
        PAGE,
        ("", "", "知識", "", "", "知識 K", "談判"),
    )
    block = got.standard.duties[0].tasks[0].blocks[0]
    assert [(one.code, one.text) for one in block.outputs] == [("O1.1.1", "專業知識")]
    assert {one.code: one.name for one in got.standard.knowledge} == {"K01": "基礎知識 K"}


def test_a_header_of_two_rows_in_word(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("甲業務人員職能基準")
    profile = document.add_table(len(PROFILE), 5)
    for at, row in enumerate(PROFILE):
        for column, text in enumerate(row):
            profile.cell(at, column).text = text
    grid = document.add_table(4, 7)
    for column, label in enumerate(HEADER[:5]):
        grid.cell(0, column).merge(grid.cell(1, column)).text = label
    grid.cell(0, 5).merge(grid.cell(0, 6)).text = "職能內涵"
    grid.cell(1, 5).text, grid.cell(1, 6).text = "知識（K）", "技能（S）"
    for at, row in enumerate(BODY, 2):
        for column, text in enumerate(row):
            grid.cell(at, column).text = text.replace("<br>", "\n")
    data = BytesIO()
    document.save(data)
    (tmp_path / "form.docx").write_bytes(data.getvalue())
    got = assemble(read_file(tmp_path / "form.docx"))
    assert found(got) == READ
    assert got.standard.source.outcome == "ok"


def test_a_header_of_two_rows_in_text(tmp_path: Path) -> None:
    lines = [
        "甲業務人員職能基準",
        *("\t".join(row).replace("\n", " ") for row in PROFILE),
        "\t".join((*HEADER[:5], "職能內涵", "職能內涵")),
        "\t".join(("", "", "", "", "", "知識(K)", "技能(S)")),
        *("\t".join(row).replace("<br>", " ") for row in BODY),
    ]
    (tmp_path / "form.txt").write_text("\n".join(lines), encoding="utf-8")
    got = assemble(read_file(tmp_path / "form.txt"))
    assert found(got) == READ


@pytest.mark.parametrize("above", [("職能內涵",), ("職能內涵", "職能內涵")])
def test_a_second_row_in_text_that_lost_its_blank_cells(tmp_path: Path, above: tuple[str, ...]) -> None:
    lines = [
        "甲業務人員職能基準",
        *("\t".join(row).replace("\n", " ") for row in PROFILE),
        "\t".join((*HEADER[:5], *above)),
        "知識(K)\t技能(S)",
        *("\t".join(row).replace("<br>", " ") for row in BODY),
    ]
    (tmp_path / "form.txt").write_text("\n".join(lines), encoding="utf-8")
    got = assemble(read_file(tmp_path / "form.txt"))
    assert found(got) == READ
    assert got.standard.source.coverage == 1.0


@pytest.mark.parametrize(
    "label", ["職能內涵（知識／技能）", "職能內涵 (K=knowledge 知識；S=skills 技能)", "知識、技能", "職能內涵"]
)
def test_knowledge_and_skills_in_one_column_are_cut_at_their_codes(label: str) -> None:
    rows: list[Row] = [
        (*HEADER[:5], label),
        ("T1 銷售", "T1.1 拜訪", "O1.1.1 紀錄", "P1.1.1 拜訪。", "3", "K01 禮儀\nK02 法規\nS01 溝通⏎"),
        ("", "", "", "P1.1.2 回報。", "", "能力\nS02 談判"),
        ("", "T1.2 追蹤", "", "P1.2.1 追蹤。", "4", "K02\nS03 寫作"),
    ]
    parts = [table(rows[:2], 1, 10), table([rows[0], *rows[2:]], 2, 11)]
    got = read(form=False, front=[paragraph("甲職能基準"), table(list(PROFILE)), *parts])
    assert {one.code: one.name for one in got.standard.knowledge} == {"K01": "禮儀", "K02": "法規"}
    assert {one.code: one.name for one in got.standard.skills} == {"S01": "溝通能力", "S02": "談判", "S03": "寫作"}
    assert told(got) == ["AS111 column/知識", "AS111 column/技能"]
    assert got.standard.source.coverage == 1.0
