"""Word documents beyond plain text: fields, equations, styles, numbering, parts, and containers out of order."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Unreadable
from pipeline.readers import docx
from pipeline.readers._word import fields
from pipeline.readers.blocks import Body, Paragraph, Table

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}/relationships" xmlns:m="{OFFICE}/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def relations(*entries: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{i}" Type="{OFFICE}/relationships/{kind}" Target="{to}"/>' for i, kind, to in entries
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def package(body: str, *entries: tuple[str, str, str], main: str = "word/document.xml", **parts: str | bytes) -> bytes:
    """A document of some parts; ``entries`` are the main part's relationships, ``parts`` what they lead to."""
    file = io.BytesIO()
    folder, name = main.rsplit("/", 1)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("_rels/.rels", relations(("main", "officeDocument", main)))
        archive.writestr(main, f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        archive.writestr(f"{folder}/_rels/{name}.rels", relations(*entries))
        for target, content in parts.items():
            archive.writestr(f"{folder}/{target.replace('_', '.')}", content)
    return file.getvalue()


def read(data: bytes) -> Body:
    return docx.read(data, Limits())


def lines(body: Body) -> list[str]:
    return [line.text for block in body.blocks if isinstance(block, Paragraph) for line in block.lines]


def outside(body: Body) -> list[str]:
    return [line.text for line in body.outside]


def val(tag: str, value: str) -> str:
    return f'<w:{tag} w:val="{value}"/>'


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def styled(inner: str, paragraphs: str) -> Body:
    styles = f"<w:styles {SPACES}>{inner}</w:styles>"
    return read(package(paragraphs, ("s", "styles", "styles.xml"), styles_xml=styles))


def character_style(name: str, properties: str, based_on: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="character" w:styleId="{name}">{base}<w:rPr>{properties}</w:rPr></w:style>'


@pytest.mark.parametrize(
    ("code", "text", "beside", "simplified"),
    [
        (r" EQ \o\ac(○,甲)", "甲", "○", True),
        (r"EQ \* jc2 \* hps10 \o\ad(\s\up 9(ㄓㄨˋ),註)", "註", "ㄓㄨˋ", True),
        (r"EQ \f(1,2)", "1/2", "", False),
        (r"EQ \r(3,x)", "3√x", "", False),
        (r"EQ \b(\f(a;b))", "(a/b)", "", False),
        (r"EQ x\s\up8(2)\x(框)", "x2框", "", False),
        (r"SYMBOL 9312", "①", "", False),
        (r"SYMBOL 108 \f Wingdings", "\uf06c", "", False),
        ('QUOTE "引文"', "引文", "", False),
        ("MACROBUTTON NoMacro 按此填寫", "按此填寫", "", False),
    ],
)
def test_fields_that_are_drawn_from_their_code(code: str, text: str, beside: str, simplified: bool) -> None:
    assert fields.draw(code) == fields.FieldContent(text, beside, simplified)


def test_fields_without_a_result_show_nothing() -> None:
    assert fields.draw(" PAGE ") is None
    assert fields.draw("") is None


@pytest.mark.parametrize(
    "code", ["EQ " + "\\o(" * 500, "EQ \\", "EQ )", "SYMBOL 0x110000", "SYMBOL \u00b2", "SYMBOL 00"]
)
def test_a_broken_field_code_breaks_nothing(code: str) -> None:
    fields.draw(code)


def test_an_enclosed_character_is_read_and_said() -> None:
    field = r'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>EQ \o\ac(□,乙)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = read(package(f"<w:p>{run('前')}{field}{run('後')}</w:p>"))
    assert lines(body) == ["前乙後"]
    (finding,) = body.diagnostics
    assert (finding.rule, finding.severity) == ("RD108", "warning")
    assert "乙" in finding.message


@pytest.mark.parametrize("code", [r"LISTNUM NumberDefault \l 1 \s 1", "AUTONUM", r"autonumlgl \* Arabic"])
def test_numbers_that_word_counts_anew_each_time_are_lost_content(code: str) -> None:
    field = f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = read(package(f"<w:p>{run('K0')}{field}{run(' 甲')}</w:p>"))
    assert lines(body) == ["K0 甲"]
    (finding,) = body.diagnostics
    assert (finding.rule, finding.severity) == ("RD108", "error")
    assert code in finding.message


def test_what_a_field_nests_in_its_code_is_not_shown() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = (
        f"{mark('begin')}<w:r><w:instrText>MERGEFIELD x</w:instrText></w:r>{mark('separate')}{run('內值')}{mark('end')}"
    )
    code = f"<w:r><w:instrText>IF </w:instrText></w:r>{inner}<w:r><w:instrText> = 1</w:instrText></w:r>"
    body = read(package(f"<w:p>{mark('begin')}{code}{mark('separate')}{run('結果')}{mark('end')}</w:p>"))
    assert lines(body) == ["結果"]
    assert "內值" in outside(body)


def test_what_is_deleted_or_hidden_in_an_equation_is_no_text() -> None:
    def part(text: str, properties: str = "") -> str:
        return f"<m:r><w:rPr>{properties}</w:rPr><m:t>{text}</m:t></m:r>"

    inner = part("甲") + f"<w:del>{part('乙')}</w:del><w:moveFrom>{part('丙')}</w:moveFrom>"
    inner += part("丁", "<w:vanish/>") + part("戊", val("vanish", "0"))
    body = read(package(f"<w:p><m:oMath>{inner}</m:oMath></w:p><m:oMathPara><m:oMath>{inner}</m:oMath></m:oMathPara>"))
    assert (lines(body), sorted(outside(body))) == (["甲戊", "甲戊"], sorted("乙丙丁" * 2))
    assert not body.diagnostics


@pytest.mark.parametrize(
    ("code", "result", "shown"),
    [
        (r"EQ \o\ac(○,甲)", "", ["K01 甲乙"]),
        (r"EQ \o\ac(○,甲)", "㊉", ["K01 ㊉乙"]),
        ("SYMBOL 9312", "", ["K01 ①乙"]),
        ("XE 索引", "", ["K01 乙"]),
    ],
)
def test_fields_whose_code_is_an_attribute(code: str, result: str, shown: list[str]) -> None:
    content = run(result) if result else ""
    body = read(package(f'<w:p>{run("K01 ")}<w:fldSimple w:instr="{code}">{content}</w:fldSimple>{run("乙")}</w:p>'))
    assert lines(body) == shown


@pytest.mark.parametrize(("code", "is_told"), [(r"SEQ K \# 00", True), (r"SEQ K \h", False), ("REF k01", False)])
def test_a_number_of_a_series_that_the_file_does_not_hold_is_lost_content(code: str, is_told: bool) -> None:
    body = read(package(f'<w:p>{run("K")}<w:fldSimple w:instr="{code}"/>{run(" 甲")}</w:p>'))
    assert [one.severity for one in body.diagnostics] == ["error"] * is_told


def test_form_fields_of_the_old_kind() -> None:
    box = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>'
    choice = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="一級"/><w:listEntry w:val="二級"/></w:ddList></w:ffData></w:fldChar></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = read(package(f"<w:p>{box}{end}{run('：')}{choice}{end}</w:p>"))
    assert lines(body) == ["☒：二級"]
    assert outside(body) == ["一級"]


def test_equations_are_read_in_order() -> None:
    def text(value: str) -> str:
        return f"<m:r><m:t>{value}</m:t></m:r>"

    fraction = f"<m:f><m:num>{text('a')}</m:num><m:den>{text('b')}</m:den></m:f>"
    brackets = f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{fraction}</m:e></m:d>'
    power = f"<m:sSup><m:e>{text('x')}</m:e><m:sup>{text('2')}</m:sup></m:sSup>"
    body = read(package(f"<w:p>{run('面積')}<m:oMath>{brackets}{power}</m:oMath></w:p>"))
    assert lines(body) == ["面積[a/b]x2"]
    block = body.blocks[0]
    assert isinstance(block, Paragraph)
    assert [one.text for one in block.lines[0].runs if one.superscript] == ["2"]


@pytest.mark.parametrize(
    ("styles", "hidden"),
    [
        (character_style("H", "<w:vanish/>"), True),
        (character_style("B", "<w:vanish/>") + character_style("H", "<w:b/>", "B"), True),
        (character_style("B", "<w:vanish/>") + character_style("H", '<w:vanish w:val="0"/>', "B"), False),
        (character_style("H", "<w:webHidden/>"), False),
        (character_style("H", "<w:b/>", "H"), False),
    ],
)
def test_text_hidden_by_a_character_style(styles: str, hidden: bool) -> None:
    body = styled(styles, f"<w:p>{run('見')}{run('疑', val('rStyle', 'H'))}</w:p>")
    assert (lines(body), outside(body)) == ((["見"], ["疑"]) if hidden else (["見疑"], []))


def test_text_hidden_by_paragraph_and_table_styles_and_defaults() -> None:
    paragraph = '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>'
    table = '<w:style w:type="table" w:styleId="T"><w:rPr><w:vanish/></w:rPr></w:style>'
    hidden = f'<w:p><w:pPr><w:pStyle w:val="P"/></w:pPr>{run("藏")}</w:p>'
    cells = f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tr><w:tc><w:p>{run("格")}</w:p></w:tc></w:tr></w:tbl>'
    body = styled(paragraph + table, hidden + cells + f"<w:p>{run('見')}</w:p>")
    assert lines(body) == ["見"]
    assert outside(body) == ["藏", "格"]
    defaults = "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"
    body = styled(defaults, f"<w:p>{run('藏')}{run('見', val('vanish', '0'))}</w:p>")
    assert (lines(body), outside(body)) == (["見"], ["藏"])


def test_what_another_author_deleted_at_the_same_time_is_gone_too() -> None:
    spaces = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    deleted = f'<w14:conflictDel {spaces} w:id="1">{run("乙")}</w14:conflictDel>'
    inserted = f'<w14:conflictIns {spaces} w:id="2">{run("丙")}</w14:conflictIns>'
    body = read(package(f"<w:p>{run('甲')}{deleted}{inserted}</w:p>"))
    assert (lines(body), outside(body)) == (["甲丙"], ["乙"])


def test_capitals_are_read_as_they_are_shown() -> None:
    assert lines(read(package(f"<w:p>{run('k01 知識', '<w:caps/>')}{run('s', '<w:smallCaps/>')}</w:p>"))) == [
        "K01 知識S"
    ]


def test_a_deleted_cell_too_many_leaves_no_gap() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"

    grid = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
    rows = f"<w:tr>{cell('一')}{cell('刪', '<w:cellDel/>')}{cell('二')}</w:tr><w:tr>{cell('三')}{cell('四')}</w:tr>"
    body = read(package(f"<w:tbl>{grid}{rows}</w:tbl>"))
    (found,) = (block for block in body.blocks if isinstance(block, Table))
    assert [[(cell.text, cell.column) for cell in row] for row in found.rows] == [
        [("一", 0), ("二", 1)],
        [("三", 0), ("四", 1)],
    ]
    assert outside(body) == ["刪"]


@pytest.mark.parametrize(
    ("height", "is_shown"),
    [
        ('w:val="1" w:hRule="exact"', False),
        ('w:val="400" w:hRule="exact"', True),
        ('w:val="1" w:hRule="atLeast"', True),
        ('w:val="1"', True),
    ],
)
def test_a_row_that_is_too_low_to_show_anything(height: str, is_shown: bool) -> None:
    rows = (
        f"<w:tr><w:tc><w:p>{run('見')}</w:p></w:tc></w:tr>"
        f"<w:tr><w:trPr><w:trHeight {height}/></w:trPr><w:tc><w:p>{run('矮')}</w:p></w:tc></w:tr>"
    )
    body = read(package(f"<w:tbl>{rows}</w:tbl>"))
    (table,) = body.blocks
    assert isinstance(table, Table)
    assert [cell.text for row in table.rows for cell in row] == (["見", "矮"] if is_shown else ["見"])
    assert [one.rule for one in body.diagnostics] == ([] if is_shown else ["RD112"])


def test_a_cell_that_goes_on_below_a_low_row_is_read() -> None:
    def cell(text: str, merge: str = "") -> str:
        return f"<w:tc><w:tcPr>{merge}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"

    low = '<w:trPr><w:trHeight w:val="20" w:hRule="exact"/></w:trPr>'
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = f"<w:tr>{low}{cell('併', start)}{cell('矮')}</w:tr><w:tr>{cell('', on)}{cell('見')}</w:tr>"
    body = read(package(f"<w:tbl>{rows}</w:tbl>"))
    (table,) = body.blocks
    assert isinstance(table, Table)
    cells = [(cell.text, cell.row, cell.column, cell.rowspan) for row in table.rows for cell in row]
    assert cells == [("併", 0, 0, 2), ("", 0, 1, 1), ("見", 1, 1, 1)]
    assert [line.text for line in body.outside] == ["矮"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("http://schemas.microsoft.com/office/word/2012/wordml", ["新"]),
        ("http://example.org/add-in", ["舊"]),
    ],
)
def test_of_several_forms_the_first_that_word_knows_is_shown(name: str, expected: list[str]) -> None:
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    forms = f'<mc:Choice Requires="own">{run("新")}</mc:Choice><mc:Fallback>{run("舊")}</mc:Fallback>'
    body = read(
        package(f'<w:p><mc:AlternateContent {compatible} xmlns:own="{name}">{forms}</mc:AlternateContent></w:p>')
    )
    assert lines(body) == expected
    assert outside(body) == [one for one in ("新", "舊") if one not in expected]


def test_watermarks_of_word_are_no_text_wherever_they_stand() -> None:
    def art(identity: str, text: str) -> str:
        return f'<w:r><w:pict><v:shape id="{identity}"><v:textpath string="{text}"/></v:shape></w:pict></w:r>'

    body = read(package(f"<w:p>{art('PowerPlusWaterMarkObject357', '草稿')}{art('WordArt 1', '標題')}</w:p>"))
    assert (lines(body), outside(body)) == (["標題"], ["草稿"])


def test_deleted_cells_hidden_rows_and_covered_cells_stand_outside() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"

    rows = (
        f"<w:tr>{cell('高', val('vMerge', 'restart'))}{cell('刪', '<w:cellDel/>')}{cell('末')}</w:tr>"
        f"<w:tr>{cell('蓋', '<w:vMerge/>')}{cell('中')}{cell('下')}</w:tr>"
        f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell('藏')}</w:tr>"
        f"<w:tr>{cell('寬', val('hMerge', 'restart'))}{cell('側', '<w:hMerge/>')}{cell('尾')}</w:tr>"
    )
    body = read(package(f"<w:tbl>{rows}</w:tbl>"))
    (table,) = body.blocks
    assert isinstance(table, Table)
    found = [(one.text, one.row, one.column, one.rowspan, one.colspan) for row in table.rows for one in row]
    assert found == [
        ("高", 0, 0, 2, 1),
        ("末", 0, 2, 1, 1),
        ("中", 1, 1, 1, 1),
        ("下", 1, 2, 1, 1),
        ("寬", 2, 0, 1, 2),
        ("尾", 2, 2, 1, 1),
    ]
    assert sorted(outside(body)) == sorted(["刪", "蓋", "藏", "側"])
    assert [one.severity for one in body.diagnostics] == ["warning", "warning"]


def cells(*rows: tuple[tuple[str, str], ...]) -> list[tuple[str, int, int, int]]:
    """The cells of a table: text, row, column, rows covered; each is given by its text and its ``w:vMerge``."""

    def cell(text: str, merge: str) -> str:
        merged = {"": "", "restart": val("vMerge", "restart"), "continue": "<w:vMerge/>"}[merge]
        return f"<w:tc><w:tcPr>{merged}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"

    inner = "".join(f"<w:tr>{''.join(cell(*one) for one in row)}</w:tr>" for row in rows)
    body = read(package(f"<w:tbl>{inner}</w:tbl>"))
    assert not body.diagnostics
    (table,) = body.blocks
    assert isinstance(table, Table)
    return [(one.text, one.row, one.column, one.rowspan) for row in table.rows for one in row]


def test_a_cell_that_goes_on_from_none_is_shown_as_its_own() -> None:
    first = (("T2 銷售", "continue"), ("T2.1 報價", ""))
    assert cells(first, (("", "continue"), ("T2.2 議價", ""))) == [
        ("T2 銷售", 0, 0, 2),
        ("T2.1 報價", 0, 1, 1),
        ("T2.2 議價", 1, 1, 1),
    ]


def test_so_is_one_below_a_cell_that_is_not_merged() -> None:
    assert cells((("頭", ""),), (("K01 甲", "continue"),)) == [("頭", 0, 0, 1), ("K01 甲", 1, 0, 1)]


def test_an_empty_one_goes_on_all_the_same() -> None:
    assert cells((("甲", ""), ("乙", "")), (("", "continue"), ("丙", ""))) == [
        ("甲", 0, 0, 2),
        ("乙", 0, 1, 1),
        ("丙", 1, 1, 1),
    ]


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbered(levels: str, paragraphs: list[tuple[str, int]], numbers: str = "", styles: str = "") -> list[str]:
    """The lines of paragraphs in lists: each with the number of its list and its depth."""
    numbers = numbers or '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    numbering = (
        f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{numbers}</w:numbering>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>{run("項")}</w:p>'
        for number, depth in paragraphs
    )
    entries = (("n", "numbering", "numbering.xml"), ("s", "styles", "styles.xml"))
    sheet = f"<w:styles {SPACES}>{styles}</w:styles>"
    return lines(read(package(body, *entries, numbering_xml=numbering, styles_xml=sheet)))


@pytest.mark.parametrize(
    ("form", "first"),
    [
        ("taiwaneseCountingThousand", "一、項"),
        ("ideographTraditional", "甲、項"),
        ("ideographLegalTraditional", "壹、項"),
        ("decimalEnclosedCircle", "①、項"),
        ("decimalFullWidth", "１、項"),
        ("upperRoman", "I、項"),
        ("decimalZero", "01、項"),
    ],
)
def test_number_formats(form: str, first: str) -> None:
    assert numbered(level(0, form, "%1、", '<w:suff w:val="nothing"/>'), [("1", 0)]) == [first]


def test_a_series_of_the_author_s_own() -> None:
    own = '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    choice = f'<mc:AlternateContent {compatible}><mc:Choice Requires="w14">{own}</mc:Choice></mc:AlternateContent>'
    plain = '<w:numFmt w:val="decimal"/>'
    for form in (own, choice):
        assert numbered(level(0, "decimal", "K%1").replace(plain, form), [("1", 0)]) == ["K001 項"]


def test_levels_restart_and_show_the_numbers_above() -> None:
    levels = level(0, "taiwaneseCounting", "%1") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    found = numbered(levels, [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1)])
    assert found == ["一 項", "1.1 項", "1.2 項", "二 項", "2.1 項"]
    own = level(0, "upperRoman", "T%1", "<w:isLgl/>") + level(1, "upperLetter", "T%1.%2", "<w:isLgl/>")
    assert numbered(own, [("1", 0), ("1", 1), ("1", 1)]) == ["T1 項", "T1.1 項", "T1.2 項"]
    kept = level(0, "decimal", "%1") + level(1, "decimal", "%2", '<w:lvlRestart w:val="0"/>')
    assert numbered(kept, [("1", 0), ("1", 1), ("1", 0), ("1", 1)]) == ["1 項", "1 項", "2 項", "2 項"]


def test_a_number_that_overrides_its_list_begins_anew() -> None:
    numbers = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    found = numbered(level(0, "decimal", "K0%1"), [("1", 0), ("2", 0), ("2", 0)], numbers)
    assert found == ["K01 項", "K05 項", "K06 項"]


def test_bullets_that_are_words_are_text() -> None:
    assert numbered(level(0, "bullet", "註："), [("1", 0)]) == ["註： 項"]
    assert numbered(level(0, "bullet", "o"), [("1", 0)]) == ["項"]
    assert numbered(level(0, "none", "A01"), [("1", 0)]) == ["A01 項"]


@pytest.mark.parametrize(("number", "is_told"), [("7", True), ("0", False)])
def test_a_list_that_the_file_does_not_define_is_named(number: str, is_told: bool) -> None:
    body = read(package(f"<w:p><w:pPr><w:numPr>{val('numId', number)}</w:numPr></w:pPr>{run('甲')}</w:p>"))
    assert (lines(body), [one.severity for one in body.diagnostics]) == (["甲"], ["warning"] * is_told)


def test_numbering_by_the_style_of_the_paragraph() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Base"/></w:style>'
    )
    levels = level(0, "decimal", "T%1") + level(1, "decimal", "T%1.%2", val("pStyle", "Sub"))
    numbering = f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr>{run("項")}</w:p>' for name in ("Base", "Sub", "Sub")
    )
    entries = (("n", "numbering", "numbering.xml"), ("s", "styles", "styles.xml"))
    sheet = f"<w:styles {SPACES}>{styles}</w:styles>"
    assert lines(read(package(body, *entries, numbering_xml=numbering, styles_xml=sheet))) == [
        "T1 項",
        "T1.1 項",
        "T1.2 項",
    ]


def test_imported_parts_are_read_in_their_place() -> None:
    body = f'<w:p>{run("前")}</w:p><w:altChunk r:id="h"/><w:altChunk r:id="d"/><w:altChunk r:id="t"/><w:p>{run("後")}</w:p>'
    inner = package(f"<w:p>{run('文件')}</w:p>")
    entries = (("h", "aFChunk", "chunk.html"), ("d", "aFChunk", "chunk.docx"), ("t", "aFChunk", "chunk.txt"))
    page = "<html><body><p>網頁</p></body></html>"
    found = read(package(body, *entries, chunk_html=page, chunk_docx=inner, chunk_txt="文字"))
    assert lines(found) == ["前", "網頁", "文件", "文字", "後"]


def test_an_imported_part_that_cannot_be_read_is_named() -> None:
    body = read(package('<w:altChunk r:id="x"/>', ("x", "aFChunk", "chunk.rtf"), chunk_rtf=rb"{\rtf1 text}"))
    (finding,) = body.diagnostics
    assert (finding.rule, finding.severity) == ("RD108", "error")
    assert "altChunk" in finding.message
    assert "RTF" in finding.message


def test_charts_diagrams_and_objects_are_named_with_their_words() -> None:
    drawing = '<w:r><w:drawing><a:graphic><a:graphicData uri="u">{}</a:graphicData></a:graphic></w:drawing></w:r>'
    chart, diagram = '<c:chart r:id="c"/>', '<dgm:relIds r:dm="d"/>'
    body = f"<w:p>{drawing.format(chart)}{drawing.format(diagram)}"
    body += '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>'
    words = "<x xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><a:t>{}</a:t></x>"
    entries = (("c", "chart", "chart.xml"), ("d", "diagramData", "data.xml"))
    found = read(package(body, *entries, chart_xml=words.format("圖表"), data_xml=words.format("A01 態度")))
    assert [one.severity for one in found.diagnostics] == ["error"] * 3
    assert ["圖表" in found.diagnostics[0].message, "A01 態度" in found.diagnostics[1].message] == [True, True]
    assert "Excel.Sheet.12" in found.diagnostics[2].message
    assert outside(found) == ["圖表", "A01 態度"]


def test_pictures_are_counted_and_what_describes_them_stands_outside() -> None:
    picture = '<w:r><w:drawing><wp:docPr title="名" descr="說明"/><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"/></w:drawing></w:r>'
    body = read(package(f"<w:p>{run('字')}{picture}</w:p>"))
    assert (lines(body), outside(body)) == (["字"], ["名", "說明"])
    assert [(one.rule, one.severity) for one in body.diagnostics] == [("RD108", "info")]


def test_the_main_part_is_the_one_that_the_relationship_names() -> None:
    data = package(f"<w:p>{run('字')}</w:p>", ("x", "image", "NULL"), ("y", "hyperlink", ""), main="word/document2.xml")
    assert docx.sniff(data) == 1.0
    assert lines(read(data)) == ["字"]


def test_capitals_in_the_names_of_parts_make_no_difference() -> None:
    note = f"<w:footnotes {SPACES}><w:footnote><w:p>{run('註')}</w:p></w:footnote></w:footnotes>"
    body = read(package(f"<w:p>{run('甲')}</w:p>", ("f", "footnotes", "footnotes.xml"), Footnotes_xml=note))
    assert lines(body) == ["甲", "註"]


TITLE = "物料管理人員職能基準"


def test_tables_of_contents_stand_around_the_standard() -> None:
    def line(text: str, style: str = "") -> str:
        return f"<w:p><w:pPr>{val('pStyle', style) if style else ''}</w:pPr>{run(text)}</w:p>"

    gallery = f"<w:docPartObj>{val('docPartGallery', 'Table of Contents')}</w:docPartObj>"
    control = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{line(f'{TITLE} 1')}</w:sdtContent></w:sdt>"
    style = '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>'
    body = styled(style, control + line("說明與補充事項 5", "11") + line(TITLE))
    assert (lines(body), outside(body)) == ([TITLE], [f"{TITLE} 1", "說明與補充事項 5"])
    assert [one.text for one in body.withheld] == outside(body)


@pytest.mark.parametrize(
    ("place", "box", "shown"),
    [
        ("inline", f"<w:p>{run('心理')}</w:p>", ["K01 消費者心理學"]),
        ("anchor", f"<w:p>{run('心理')}</w:p>", ["K01 消費者學", "心理"]),
        ("inline", f"<w:p>{run('心')}</w:p><w:p>{run('理')}</w:p>", ["K01 消費者學", "心", "理"]),
    ],
)
def test_a_text_box_in_a_line_stands_where_it_is_shown(place: str, box: str, shown: list[str]) -> None:
    shape = f"<a:graphic><a:txbx><w:txbxContent>{box}</w:txbxContent></a:txbx></a:graphic>"
    drawing = f"<w:r><w:drawing><wp:{place}>{shape}</wp:{place}></w:drawing></w:r>"
    assert lines(read(package(f"<w:p>{run('K01 消費者')}{drawing}{run('學')}</w:p>"))) == shown


def test_strict_documents_are_read() -> None:
    data = package(f"<w:p>{run('字')}</w:p>")
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            new.writestr(name, content.replace(OFFICE.encode(), b"http://purl.oclc.org/ooxml/officeDocument"))
    assert lines(read(file.getvalue())) == ["字"]


def test_a_damaged_body_is_refused() -> None:
    data = package("<w:p>")
    with pytest.raises(Unreadable) as refusal:
        read(data)
    assert refusal.value.diagnostic.rule == "RD101"


def test_a_damaged_part_beside_the_body_is_named() -> None:
    body = read(package(f"<w:p>{run('字')}</w:p>", ("f", "footnotes", "footnotes.xml"), footnotes_xml="<broken"))
    assert lines(body) == ["字"]
    assert [(one.rule, one.severity) for one in body.diagnostics] == [("RD108", "error")]


@pytest.mark.parametrize("kind", ["styles", "numbering", "comments", "header"])
def test_a_damaged_part_that_only_helps_to_read_the_body_is_named_too(kind: str) -> None:
    body = read(package(f"<w:p>{run('字')}</w:p>", ("x", kind, "part.xml"), part_xml="<broken"))
    assert lines(body) == ["字"]
    (found,) = body.diagnostics
    assert (found.rule, found.severity) == ("RD108", "error")
    assert "word/part.xml" in found.message


def test_damaged_relationships_are_named_as_what_they_lead_to_is_not_read() -> None:
    body = read(package(f"<w:p>{run('字')}</w:p>", ("<", "footer", "footer.xml")))
    assert lines(body) == ["字"]
    assert ["word/_rels/document.xml.rels" in one.message for one in body.diagnostics] == [True]


def test_a_line_that_a_footer_says_twice_stands_outside_twice_but_not_once_for_each_section() -> None:
    footer = f'<w:ftr xmlns:w="{W}">{"<w:p><w:r><w:t>機密</w:t></w:r></w:p>" * 2}</w:ftr>'
    entries = (("a", "footer", "a.xml"), ("b", "footer", "b.xml"))
    assert outside(read(package(f"<w:p>{run('字')}</w:p>", *entries, a_xml=footer, b_xml=footer))) == ["機密", "機密"]


def with_notes(content: str, *notes: str, kind: str = "footnote") -> Body:
    """A document whose notes have the numbers 2, 3 …, as Word's own have, and a line that parts them from the text."""
    said = "".join(f'<w:{kind} w:id="{at}"><w:p>{run(text)}</w:p></w:{kind}>' for at, text in enumerate(notes, 2))
    apart = f'<w:{kind} w:id="0" w:type="separator"><w:p/></w:{kind}>'
    part = f"<w:{kind}s {SPACES}>{apart}{said}</w:{kind}s>"
    return read(package(f"<w:p>{content}</w:p>", ("n", f"{kind}s", "notes.xml"), notes_xml=part))


def lead(number: int, kind: str = "footnote", more: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"{more}/></w:r>'


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_footnotes_that_explain_words_are_notes_of_the_form(kind: str) -> None:
    content = run("市場資訊") + lead(2, kind) + run("，法規") + lead(3, kind)
    body = with_notes(content, "市場資訊：如報章。", "法規：如公平交易法。", kind=kind)
    assert lines(body) == ["市場資訊註1，法規註2", "【註1】市場資訊：如報章。", "【註2】法規：如公平交易法。"]
    first = body.blocks[0]
    assert isinstance(first, Paragraph)
    assert [run.text for run in first.lines[0].runs if run.superscript] == ["註1", "註2"]
    assert [(one.rule, one.severity) for one in body.diagnostics] == [("RD108", "warning")]


def test_other_footnotes_stand_behind_the_text_and_their_numbers_are_named() -> None:
    body = with_notes(run("市場資訊") + lead(2), "指進口商。")
    assert lines(body) == ["市場資訊", "指進口商。"]
    assert [(one.severity, "were not read" in one.message) for one in body.diagnostics] == [("info", True)]


def test_beside_marks_of_the_document_s_own_footnotes_are_no_notes_of_the_form() -> None:
    body = with_notes(run("市場資訊【註1】，法規") + lead(2), "法規：如公平交易法。")
    assert lines(body) == ["市場資訊【註1】，法規", "法規：如公平交易法。"]


@pytest.mark.parametrize(("position", "is_raised"), [("6", True), ("0", False), ("-4", False), ("x", False)])
def test_text_that_stands_above_its_line_is_raised(position: str, is_raised: bool) -> None:
    body = read(package(f"<w:p>{run('資訊')}{run('註1', val('position', position))}</w:p>"))
    first = body.blocks[0]
    assert isinstance(first, Paragraph)
    assert [one.superscript for one in first.lines[0].runs] == [False, is_raised]
