"""Every handbook holds everything the record holds, as itself, with links that lead somewhere."""

import dataclasses
import os
import re
import subprocess
import sys
from collections import Counter

import pytest
from handbook_standards import (
    ALL,
    NASTY,
    ODF,
    PLAIN,
    WHOLE,
    W,
    leaves,
    parts,
    read_epub,
    read_html,
    read_markdown,
    read_odt,
    read_word,
    text_of_element,
    text_of_html,
    text_of_odt,
    text_of_word,
)
from printing import VERSION, printed

from pipeline import handbooks
from pipeline.base.provenance import Location
from pipeline.findings.diagnostics import Diagnostic, Related, Severity
from pipeline.handbooks.compose import View
from pipeline.handbooks.links import Link, Text
from pipeline.record import model

FINDINGS = (
    Diagnostic("XY101", "made-up", Severity.INFO, "T1.1", "message <i> | {{ one }}", Location(page=2, table=3)),
    Diagnostic(
        "XY102",
        "made-up-too",
        Severity.ERROR,
        "note/7",
        "two",
        related=(Related("S01", "three", Location(page=7)),),
        proposal="four",
    ),
)
READERS = {
    "html": lambda data: text_of_html(read_html(data)),
    "epub": lambda data: text_of_html(read_epub(data)),
    "md": lambda data: text_of_html(read_markdown(data)),
    "docx": lambda data: text_of_word(read_word(data)),
    "odt": lambda data: text_of_odt(read_odt(data)),
}


def bare(text: str) -> str:
    """Without white space, and with characters that no handbook can hold made visible."""
    return re.sub(r"\s+", "", re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text))


def render(standard: model.Standard, name: str, findings: tuple[Diagnostic, ...] | None = FINDINGS) -> bytes:
    return printed(name, standard, findings=findings)


def test_the_whole_standard_fills_every_field_of_the_record():
    filled, known = set(), set()
    for part in parts(WHOLE):
        for name in type(part).model_fields:
            known.add((type(part).__name__, name))
            if getattr(part, name) not in (None, (), {}, False):
                filled.add((type(part).__name__, name))
    sections = {name for name, kind in vars(model).items() if isinstance(kind, type) and issubclass(kind, model.Part)}
    assert {kind for kind, _ in known} == sections - {"Part"}
    assert {name for _, name in known - filled} == {"at"}  # handbooks show no places of the record


@pytest.mark.parametrize("standard", ALL.values(), ids=ALL)
@pytest.mark.parametrize("name", READERS)
def test_every_text_and_number_of_the_record_is_shown_as_often_as_it_stands_there(name, standard):
    shown = bare(READERS[name](render(standard, name)))
    wanted = Counter(bare(str(leaf)) for leaf in leaves(standard))
    assert len(wanted) > 10
    missing = [text for text, times in wanted.items() if shown.count(text) < times]
    assert missing == []


CHAPTERS = {
    "總覽": (("overview",),),
    "基本資料": (
        ("code", "code_remark", "name", "job_category", "occupation", "categories", "occupations", "industries"),
        ("description", "level", "level_remark", "counts"),
    ),
    "職責與任務": (("duties",),),
    "職能內涵總表": (("knowledge", "skills", "attitudes"),),
    "說明與補充事項": (("prerequisites", "supplements", "notes", "level_definitions"),),
    "版本沿革": (("versions",),),
    "附錄：檢核結果": (("findings",),),
    "製作說明": (("colophon",),),
}
ELSEWHERE = {"heading", "partial", "version", "imprint", "matrix"}
"""Shown on the cover, or tested below."""
NOT_SHOWN = {"anchor", "label", "language", "lines", "spread", "rated"}


def in_order(value):
    """Every text and number of a view, in the order of its fields; anchors and what repeats other fields left out."""
    if isinstance(value, (Text, Link)):
        yield str(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from in_order(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in NOT_SHOWN:
                yield from in_order(getattr(value, field.name))
    elif value is not None:
        yield str(value)


@pytest.mark.parametrize("standard", ALL.values(), ids=ALL)
@pytest.mark.parametrize("name", READERS)
def test_every_field_of_the_view_is_shown_in_its_place(name, standard):
    handbook = View(standard, FINDINGS, VERSION).handbook
    fields = {field.name for field in dataclasses.fields(handbook)}
    assert {name for groups in CHAPTERS.values() for group in groups for name in group} == fields - ELSEWHERE
    shown = bare(READERS[name](render(standard, name)))
    assert bare(handbook.heading) in shown.split("目次")[0]
    for chapter, groups in CHAPTERS.items():
        start = shown.index(chapter, shown.index(chapter) + 1)
        for group in groups:
            for text in in_order(tuple(getattr(handbook, name) for name in group)):
                found = shown.find(bare(text), start)
                assert found >= 0, (chapter, text)
                start = found + len(bare(text))


TREES = {"html": read_html, "epub": read_epub, "md": read_markdown, "docx": read_word, "odt": read_odt}
TEXTS = {
    "html": text_of_element,
    "epub": text_of_element,
    "md": text_of_element,
    "docx": text_of_word,
    "odt": text_of_odt,
}
TAGS = {
    "html": ("table", "tr", ("th", "td")),
    "md": ("table", "tr", ("th", "td")),
    "docx": (f"{W}tbl", f"{W}tr", (f"{W}tc",)),
    "odt": (
        f"{ODF['table']}table",
        f"{ODF['table']}table-row",
        (f"{ODF['table']}table-cell", f"{ODF['table']}covered-table-cell"),
    ),
}
MATRIX_FORMS = {"md": (0, 2), "docx": (1, 3), "odt": (1, 3)}
"""Which row names the tasks, and how many cells stand before the marks: code, name, and the total."""


def matrix_of(name, data):
    """The matrix as a handbook shows it: the tasks, then each row's title and whether it is marked for each task.

    The names of tasks stand with their codes, but not in Markdown, and there are rows and a column of totals.
    """
    if name in ("html", "epub"):
        found = TREES[name](data).xpath("//table[@class='matrix']")
        tasks = [bare(one.text_content()) for table in found for one in table.xpath(".//th[@class='task']/div")]
        rows = [
            (
                bare(row.find("th").text_content()),
                tuple(bool(bare(one.text_content())) for one in row.findall("td")[:-1]),
            )
            for table in found
            for row in table.xpath("tbody/tr[not(@class)]")
        ]
        return tasks, rows
    table_tag, row_tag, cell_tags = TAGS[name]
    places = {"id", f"{W}name", f"{ODF['text']}name"}
    tables, inside = [], False
    for element in TREES[name](data).iter():
        found = {value for key, value in element.attrib.items() if key in places}
        inside = (inside or "matrix" in found) and "supplements" not in found
        if inside and element.tag == table_tag:
            tables.append([[bare(TEXTS[name](cell)) for cell in row.iter(*cell_tags)] for row in element.iter(row_tag)])
    head, before = MATRIX_FORMS[name]
    tasks = [cell for table in tables for cell in table[head][before:]]
    rows = [
        ("".join(parts[0][:2]), tuple(bool(cell) for part in parts for cell in part[before:]))
        for parts in zip(*(table[head + 1 :] for table in tables), strict=True)
        if parts[0][0] not in ("", "知識", "技能")
    ]
    return tasks, rows


MANY_TASKS = PLAIN.model_copy(
    update={
        "duties": tuple(
            model.Duty(
                code=f"T{duty}",
                name="備茶",
                tasks=tuple(
                    model.Task(
                        code=f"T{duty}.{task}",
                        name="選茶",
                        blocks=(model.Block(level=2, knowledge=(model.Reference(code="K01"),) * (task % 2)),),
                    )
                    for task in range(1, 11)
                ),
            )
            for duty in range(1, 7)
        )
    }
)


@pytest.mark.parametrize("standard", [*ALL.values(), MANY_TASKS], ids=[*ALL, "many"])
@pytest.mark.parametrize("name", READERS)
def test_the_matrix_is_the_same_in_every_format(name, standard):
    matrix = View(standard, FINDINGS, VERSION).handbook.matrix
    tasks, rows = matrix_of(name, render(standard, name))
    names = [task.title if name != "md" and task.title != task.label else "" for task in matrix.tasks]
    assert tasks == [bare(f"{task.label}{title or ''}") for task, title in zip(matrix.tasks, names, strict=True)]
    assert rows == [(bare(f"{row.code}{row.name or '—'}"), row.used) for row in matrix.rows]
    assert {mark for _, marks in rows for mark in marks} == {True, False}


@pytest.mark.parametrize("name", ["docx", "odt"])
def test_tables_of_a_matrix_name_the_duties_of_their_tasks_and_count(name):
    data = render(MANY_TASKS, name)
    shown = bare(READERS[name](data))
    matrix = View(MANY_TASKS, FINDINGS, VERSION).handbook.matrix
    for start in range(0, 60, 24):
        part = matrix.part(start, start + 24)
        heads = "".join(bare(f"{one.duty}{one.duty.title if one.tasks > 2 else ''}") for one in part.duties)
        assert f"編碼名稱任務數{heads}T" in shown
        (knowledge, skills) = part.sections
        for one in (knowledge, skills):
            assert f"任務所用{one.kind}數{''.join(map(str, one.totals))}" in shown
    assert [(one.duty.label, one.tasks) for one in matrix.part(24, 48).duties] == [("T3", 6), ("T4", 10), ("T5", 8)]
    assert matrix.part(0, 60) == matrix


@pytest.mark.parametrize("name", READERS)
def test_a_matrix_that_would_be_empty_says_so(name):
    bare_standard = PLAIN.model_copy(update={"duties": (), "knowledge": (), "skills": ()})
    data = render(bare_standard, name)
    assert matrix_of(name, data) == ([], [])
    assert "任務與職能內涵對照表（原件未載）" in bare(READERS[name](data))


RATED_FOUR = PLAIN.model_copy(
    update={
        "level": 4,
        "duties": (
            model.Duty(
                code="T1",
                name="備茶",
                tasks=(
                    model.Task(
                        code="T1.1",
                        name="選茶",
                        blocks=(
                            model.Block(level=2, knowledge=(model.Reference(code="K01"), model.Reference(code="K01"))),
                            model.Block(level=2, knowledge=(model.Reference(code="K01"),)),
                        ),
                    ),
                    model.Task(
                        code="T1.2",
                        name="煮水",
                        blocks=(model.Block(level=5, knowledge=(model.Reference(code="K01"),)),),
                    ),
                ),
            ),
        ),
    }
)


@pytest.mark.parametrize("name", READERS)
def test_the_overview_shows_how_levels_of_rows_differ_from_that_of_the_standard(name):
    shown = bare(READERS[name](render(RATED_FOUR, name)))
    assert re.search(
        r"任務表共3列。?級別列數比例(分布)?2267%█*300%400%(←|◀)?基準級別5133%█*低於基準級別2列，相同0列，高於1列。",
        shown,
    )
    unrated = bare(READERS[name](render(RATED_FOUR.model_copy(update={"level": None}), name)))
    assert "原件未載基準級別。" in unrated
    assert "◀" not in unrated


@pytest.mark.parametrize("name", READERS)
def test_the_overview_counts_what_tasks_have_and_who_uses_what(name):
    shown = bare(READERS[name](render(RATED_FOUR, name)))
    box = "T1.1選茶級別2O0P0K1S0" if name in ("html", "epub") else "T1.1選茶20010"
    assert box in shown
    assert re.search(r"知識過半數任務(使用)?1K01茶葉分類(知識)?數個任務(使用)?0—(知識)?單一任務(使用)?0—技能", shown)
    assert re.search(r"單一任務(使用)?0—沒有任務(使用)?1S01", shown)


@pytest.mark.parametrize("name", READERS)
def test_texts_keep_their_spaces_and_line_ends(name):
    shown = READERS[name](render(NASTY, name))
    text = NASTY.duties[0].tasks[0].blocks[0].indicators[0].text
    lines = re.split(r"\r\n?|\n", text)
    assert all(re.sub(r"\s+", " ", line).strip() in re.sub(r"\s+", " ", shown) for line in lines)


@pytest.mark.parametrize("name", READERS)
def test_findings_are_shown_worst_first_only_when_asked_for(name):
    read = READERS[name]
    with_findings = read(render(WHOLE, name))
    for text in ("made-up", "message <i> | {{ one }}", "第2頁／表3", "three", "four", "錯誤", "提示"):
        assert text in with_findings
    assert with_findings.index("XY102") < with_findings.index("XY101")
    without = read(render(WHOLE, name, None))
    assert "檢核" not in without
    assert "檢核未發現疑義。" in read(render(WHOLE, name, ()))


@pytest.mark.parametrize("name", READERS)
def test_an_incomplete_record_says_so_and_a_complete_one_does_not(name):
    notice = "本手冊不完整。"
    partial = READERS[name](render(WHOLE, name))
    assert notice in partial
    assert "98.76%" in partial
    whole = WHOLE.model_copy(update={"source": WHOLE.source.model_copy(update={"outcome": "ok"})})
    assert notice not in READERS[name](render(whole, name))


@pytest.mark.parametrize("name", READERS)
def test_the_colophon_names_the_version_of_the_tool(name):
    assert "icap 9.8.7" in READERS[name](render(WHOLE, name))


@pytest.mark.parametrize("name", READERS)
def test_the_counts_stand_in_one_line(name):
    shown = bare(READERS[name](render(WHOLE, name)))
    assert "主要職責3工作任務6工作產出2行為指標3知識3技能2態度3" in shown


@pytest.mark.parametrize("name", READERS)
def test_several_levels_of_a_task_stand_apart(name):
    shown = READERS[name](render(WHOLE, name))
    assert "3（原件印為「3級」）" in shown
    assert shown.index("名冊") < shown.index("3（原件印為「3級」）") < shown.index("簽約。")


@pytest.mark.parametrize("standard", ALL.values(), ids=ALL)
@pytest.mark.parametrize(("name", "read"), [("html", read_html), ("md", read_markdown)])
def test_every_link_leads_to_one_place(name, read, standard):
    tree = read(render(standard, name))
    places = Counter(tree.xpath("//@id"))
    assert [place for place, times in places.items() if times > 1] == []
    ways = tree.xpath("//@href")
    assert len(ways) > 10
    assert [way for way in ways if not way.startswith("#") or places[way[1:]] != 1] == []


@pytest.mark.parametrize("standard", ALL.values(), ids=ALL)
def test_every_link_in_word_leads_to_one_bookmark(standard):
    tree = read_word(render(standard, "docx"))
    names = Counter(mark.get(f"{W}name") for mark in tree.iter(f"{W}bookmarkStart"))
    ids = Counter(mark.get(f"{W}id") for mark in tree.iter(f"{W}bookmarkStart"))
    ways = [link.get(f"{W}anchor") for link in tree.iter(f"{W}hyperlink")]
    assert len(ways) > 10
    assert [way for way in ways if names[way] != 1] == []
    assert set(names.values()) | set(ids.values()) == {1}
    assert ids == Counter(mark.get(f"{W}id") for mark in tree.iter(f"{W}bookmarkEnd"))
    assert [name for name in names if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name)] == []


@pytest.mark.parametrize("standard", ALL.values(), ids=ALL)
@pytest.mark.parametrize("name", ["html", "docx", "odt", "md", "json"])
def test_the_same_record_gives_the_same_bytes(name, standard):
    assert render(standard, name) == render(standard, name)


@pytest.mark.slow
def test_another_process_gives_the_same_bytes():
    program = (
        "import hashlib; from handbook_standards import WHOLE; from pipeline import api, handbooks\n"
        "for one in handbooks.available():\n"
        "    print(one.NAME, hashlib.sha256(api.render(WHOLE, one.NAME)).hexdigest())\n"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path), "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "Asia/Taipei"), ("2", "America/New_York"))
    }
    assert len(runs) == 1
    assert runs.pop().count("\n") == len(handbooks.available())


def test_the_record_itself_is_a_format_too():
    assert model.from_json(render(NASTY, "json")) == NASTY
