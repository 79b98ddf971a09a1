"""The 修正對照表: its rows, and every form of it."""

from __future__ import annotations

import io
import json
import re
import tomllib
import zipfile
from dataclasses import fields
from pathlib import Path

import docx
import planting
import pytest
import small_documents as small
from lxml import etree

from pipeline.base.errors import SettingsError
from pipeline.compare import phrases, sheet_templates, sheets
from pipeline.compare.changes import compare
from pipeline.compare.phrases import Phrases
from pipeline.compare.sheet import Unchanged, numbered, sheet
from pipeline.handbooks import RenderOptions
from pipeline.handbooks.folders import SUPPLIED

OPTIONS = RenderOptions()
AWKWARD = "<b>&amp;</b> {{ x }} {% y %} | *z* \x0b"


@pytest.fixture
def old(tmp_path):
    return small.record(tmp_path)


def changed(old, change):
    draft = planting.draft_of(old)
    change(draft)
    return planting.record_of(draft)


def everything(draft):
    task = draft["duties"][0]["tasks"][0]
    block = task["blocks"][0]
    block["level"] = 4
    block["indicators"][0]["text"] = "依據物料清單逐項覆核數量。"
    block["outputs"].append({"id": 801, "code": "O1.1.2", "text": f"報表{AWKWARD}"})
    draft["knowledge"] = [
        {"id": 802, "code": "K01", "name": "海關申報法令"},
        {**draft["knowledge"][0], "code": "K02"},
    ]
    block["knowledge"] = [{"means": 802, "code": "K01"}, {**block["knowledge"][0], "code": "K02"}]
    draft["attitudes"] = []


def shown(spans):
    return "".join(f"[{span.text}]" if span.changed else span.text for span in spans)


def rows(view):
    return [
        (section.title, shown(row.new), shown(row.old), row.remarks)
        for section in view.sections
        for row in section.rows
    ]


def test_newest_text_left_with_what_is_new_underlined_and_what_is_gone_in_the_middle(old):
    new = changed(old, everything)
    duty = "主要職責　T1 管理物料"
    assert rows(sheet(compare(old, new))) == [
        (duty, "T1.1 職能級別：[4]", "T1.1 職能級別：[3]", ("級別由 3 修正為 4。",)),
        (duty, f"[O1.1.2] [報表{AWKWARD[:-1]}\ufffd]", "", ("本點新增。",)),
        (
            duty,
            "P1.1.1 依據物料清單逐項[覆核]數量。",
            "P1.1.1 依據物料清單逐項[核對]數量。",
            ("「核對」修正為「覆核」。",),
        ),
        (duty, "T1.1 職能內涵：\n[K01 海關申報法令]", "", ("本點新增。",)),
        ("知識（K）", "[K01] [海關申報法令]", "", ("本點新增。",)),
        ("知識（K）", "[K02] 物料知識", "[K01] 物料知識", ("點次變更，由 K01 改為 K02。",)),
        ("態度（A）", "", "[A01] [細心負責：對任務細節謹慎。]", ("本點刪除。",)),
    ]


def test_several_remarks_are_numbered(old):
    def change(draft):
        draft["knowledge"][0].update(code="K02", name="物料與設備知識")
        draft["duties"][0]["tasks"][0]["blocks"][0]["knowledge"][0]["code"] = "K02"

    (row,) = [row for row in rows(sheet(compare(old, changed(old, change)))) if row[0] == "知識（K）"]
    assert row[3] == ("一、點次變更，由 K01 改為 K02。", "二、增列「與設備」。")


def test_the_summary_counts_and_lists_levels_and_codes(old):
    view = sheet(compare(old, changed(old, everything)))
    counts = {one.label: (one.unchanged, one.amended, one.added, one.deleted, one.renumbered) for one in view.counts}
    assert counts["知識（K）"] == (1, 0, 1, 0, 1)
    assert counts["態度（A）"] == (0, 0, 0, 1, 0)
    assert [(one.label, one.old, one.new) for one in view.levels] == [("T1.1", "3", "4")]
    assert [(one.label, one.codes) for one in view.renumberings] == [("知識（K）", ("K01\u00a0→\u00a0K02",))]


def test_what_is_as_before_is_left_out_named_or_shown(old):
    record = compare(old, changed(old, lambda draft: draft.update(description="清點物料。")))
    assert [row[0] for row in rows(sheet(record))] == ["基本資料"]
    named = rows(sheet(record, unchanged=Unchanged.NAME))
    assert (
        "主要職責　T1 管理物料",
        "T1、T1.1、T1.1 職能級別、O1.1.1、P1.1.1",
        "T1、T1.1、T1.1 職能級別、O1.1.1、P1.1.1",
        ("未修正。",),
    ) in named
    full = rows(sheet(record, unchanged=Unchanged.SHOW))
    assert ("技能（S）", "S01 盤點能力", "S01 盤點能力", ("未修正。",)) in full


def test_two_versions_that_say_the_same_have_no_rows(old):
    view = sheet(compare(old, old))
    assert (view.equal, view.sections) == (True, ())


class TestPhrases:
    def test_an_office_sets_its_own(self, tmp_path, old):
        path = tmp_path / "phrases.toml"
        path.write_text('new = "修正條文"\nadded = "本條新增"\nrenumbered = "條次變更（原{old}）"\n', encoding="utf-8")
        own = phrases.load(path)
        assert (own.new, own.old) == ("修正條文", "現行規定")
        told = {
            remark for *_, remarks in rows(sheet(compare(old, changed(old, everything)), own)) for remark in remarks
        }
        assert {"本條新增。", "條次變更（原K01）。"} <= told

    def test_the_documentation_names_all_of_them(self, tmp_path):
        page = (Path(__file__).parents[2] / "docs" / "compare.md").read_text(encoding="utf-8")
        path = tmp_path / "phrases.toml"
        path.write_text(page.partition("```toml")[2].partition("```")[0], encoding="utf-8")
        assert phrases.load(path).count_renumbered == "條次變更"
        assert set(tomllib.loads(path.read_text(encoding="utf-8"))) == {field.name for field in fields(Phrases)}

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ('titel = "x"', "titel"),
            ('added = "{who}"', "added"),
            ("added = 1", "added"),
            ("added =", "no TOML"),
            (f"added = 1{4400 * chr(48)}", "too many digits"),
        ],
    )
    def test_what_cannot_be_used_is_refused(self, tmp_path, text, message):
        path = tmp_path / "phrases.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SettingsError, match=message):
            phrases.load(path)


def rendered(form, old, new):
    record = compare(old, new)
    return sheets.find(form).render(record, sheet(record, Phrases()), OPTIONS)


def docx_table(data):
    document = docx.Document(io.BytesIO(data))
    underlined = {
        run.text for row in document.tables[-1].rows for cell in row.cells for paragraph in cell.paragraphs
        for run in paragraph.runs if run.style.font.underline
    }  # fmt: skip
    return [[cell.text for cell in row.cells] for row in document.tables[-1].rows], underlined


def test_word(old):
    data = rendered("docx", old, changed(old, everything))
    table, underlined = docx_table(data)
    assert table[0] == ["修正規定", "現行規定", "說明"]
    assert ["O1.1.2 報表<b>&amp;</b> {{ x }} {% y %} | *z* \ufffd", "", "本點新增。\n"] in table
    assert {"覆核", "核對", "海關申報法令", "K02"} <= underlined
    assert "依據物料清單逐項" not in underlined
    document = docx.Document(io.BytesIO(data))
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert "物料管理人員職能基準修正對照表" in page.header.paragraphs[0].text
    assert 'w:instr=" NUMPAGES "' in page.header._element.xml
    assert document.tables[-1].rows[0]._tr.xpath("w:trPr/w:tblHeader")
    assert document.styles.element.xpath("w:docDefaults//w:rFonts/@w:eastAsia") == ["標楷體"]


def test_open_document(old):
    data = rendered("odt", old, changed(old, everything))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content, styles = (etree.fromstring(package.read(name)) for name in ("content.xml", "styles.xml"))
    names = {
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    }
    style = f"{{{names['text']}}}style-name"
    spans = {"".join(span.itertext()): span.get(style) for span in content.iterfind(".//text:span", names)}
    assert (spans["覆核"], spans["核對"]) == ("新增文字", "刪除文字")
    text = "".join(content.itertext())
    assert "報表<b>&amp;</b> {{ x }} {% y %} | *z* \ufffd" in text
    heads = content.findall(".//table:table-header-rows", names)
    assert "修正規定現行規定說明" in ["".join(head.itertext()).replace("\n", "") for head in heads]
    assert "第 1 頁，共 1 頁" in "".join(styles.itertext())


def test_html(old):
    page = rendered("html", old, changed(old, everything)).decode()
    assert "<u>覆核</u>" in page
    assert "報表&lt;b&gt;&amp;amp;&lt;/b&gt; {{ x }} {% y %} | *z* \ufffd" in page
    assert "size: A4 portrait" in page
    assert not re.search(r"https?://", page)


def test_markdown(old):
    text = rendered("md", old, changed(old, everything)).decode()
    assert (
        "| P1.1.1 依據物料清單逐項**覆核**數量。 | P1.1.1 依據物料清單逐項**核對**數量。 | 「核對」修正為「覆核」。 |"
        in text
    )
    assert "| 知識（K） | 1 | 0 | 1 | 0 | 1 | 0 |" in text
    assert "<b>" not in text


def test_excel(old):
    with zipfile.ZipFile(io.BytesIO(rendered("xlsx", old, changed(old, everything)))) as package:
        strings = package.read("xl/sharedStrings.xml").decode()
    (rich,) = [one for one in re.findall("<si>.*?</si>", strings) if "覆核" in one and "逐項" in one]
    assert [("<u/>" in run, re.sub("<[^>]+>", "", run)) for run in rich.split("<r>")[1:]] == [
        (False, "P1.1.1"),
        (False, " "),
        (False, "依據物料清單逐項"),
        (True, "覆核"),
        (False, "數量。"),
    ]


def test_no_text_of_excel_is_a_formula_even_when_it_is_edited(old):
    new = changed(old, lambda draft: draft.update(description="=1+1", name="{=2+2}"))
    with zipfile.ZipFile(io.BytesIO(rendered("xlsx", old, new))) as package:
        sheets_of = "".join(package.read(f"xl/worksheets/sheet{at}.xml").decode() for at in (1, 2))
        styles = re.search("<cellXfs.*</cellXfs>", package.read("xl/styles.xml").decode(), re.DOTALL)[0]
    quoted = {at for at, form in enumerate(re.findall("<xf [^>]*>", styles)) if 'quotePrefix="1"' in form}
    used = {int(style) for style in re.findall('<c r="[^"]+" s="(\\d+)" t="s">', package_table(sheets_of))}
    assert "<f>" not in sheets_of
    assert used
    assert used <= quoted


def package_table(xml):
    """The second sheet, which holds the texts of the documents."""
    return xml[xml.rindex("<worksheet") :]


@pytest.mark.parametrize("form", [form.NAME for form in sheets.available()])
def test_the_same_input_gives_the_same_bytes(form, old):
    new = changed(old, everything)
    assert rendered(form, old, new) == rendered(form, old, new)


def test_a_text_longer_than_an_excel_cell_goes_on_in_the_next_row(old):
    new = changed(old, lambda draft: draft.update(description="清點" * 20_000))
    with zipfile.ZipFile(io.BytesIO(rendered("xlsx", old, new))) as package:
        strings = re.sub("<[^>]+>", "", package.read("xl/sharedStrings.xml").decode())
    assert strings.count("清點") >= 20_000


class TestTemplatesOfStaff:
    def put(self, folder, name, change):
        for file in SUPPLIED.iterdir():
            if file.name == name:
                (folder / name).write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")

    def test_supplied_ones_are_fine(self, tmp_path):
        for file in SUPPLIED.glob("compare.*"):
            (tmp_path / file.name).write_bytes(file.read_bytes())
        trials = {trial.template: trial.fault for trial in sheet_templates.check(tmp_path)}
        assert trials == dict.fromkeys(("compare.docx", "compare.html.j2", "compare.md.j2", "compare.odt"))

    def test_a_name_that_there_is_not_is_told_with_its_line(self, tmp_path):
        self.put(tmp_path, "compare.md.j2", lambda text: text.replace("sheet.title", "sheet.titel"))
        (trial,) = sheet_templates.check(tmp_path)
        assert "titel" in trial.fault
        assert "line 4" in trial.fault

    def test_no_template_is_no_trial(self, tmp_path):
        assert list(sheet_templates.check(tmp_path)) == []


def test_labels_of_the_summary_are_phrases_too(old):
    own = Phrases(count_renumbered="條次變更", renumberings="條次變更一覽", summary="統計", before="原", after="新")
    record = compare(old, changed(old, everything))
    page, text = (sheets.find(form).render(record, sheet(record, own), OPTIONS).decode() for form in ("html", "md"))
    assert "<h2>統計</h2>" in page
    assert "<h2>條次變更一覽</h2>" in page
    assert "| 項目 | 未修正 | 修正 | 新增 | 刪除 | 條次變更 | 移列 |" in text
    assert "| 項目 | 原 | 新 |" in text
    assert "點次變更 |" not in text


def test_unchanged_items_are_called_by_what_they_are(old):
    def change(draft):
        draft["duties"][0]["tasks"][0]["code"] = "T1.2"

    named = rows(sheet(compare(old, changed(old, change)), unchanged=Unchanged.NAME))
    profile = next(row for row in named if row[0] == "基本資料")
    assert profile[1].startswith("職能基準名稱、職類別 ABC、職業別 1234、行業別 C3211、")
    assert any(("T1.2 職能級別" in row[1], "T1.1 職能級別" in row[2]) == (True, True) for row in named)


def test_remarks_are_numbered_beyond_ten():
    found = numbered([str(number) for number in range(1, 22)])
    assert [one.partition("、")[0] for one in found[8:12]] == ["九", "十", "十一", "十二"]
    assert (found[19], found[20]) == ("二十、20。", "二十一、21。")


def with_two_duties(draft):
    """The one duty, and another that holds a task like its own."""
    second = json.loads(json.dumps(draft["duties"][0]).replace("1.1", "2.1"))
    second.update(code="T2", name="保養機具")
    second["tasks"][0].update(name="潤滑軸承")
    draft["duties"].append(second)


def joined_duties(draft):
    """Both duties as one, with another task behind."""
    with_two_duties(draft)
    (task,) = draft["duties"].pop()["tasks"]
    task["code"] = "T1.2"
    added = {**task, "code": "T1.3", "name": "校正天平", "blocks": [{**task["blocks"][0], "indicators": []}]}
    draft["duties"][0]["tasks"] += [task, added]


def test_what_stands_behind_a_duty_that_went_stands_under_the_duty_it_is_in(old):
    found = rows(sheet(compare(changed(old, with_two_duties), changed(old, joined_duties))))
    assert ("主要職責　T2 保養機具", "", "[T2] [保養機具]", ("本點刪除。",)) in found
    titles = {row[0] for row in found if row[1].startswith(("[T1.2]", "[T1.3]"))}
    assert titles == {"主要職責　T1 管理物料"}


def test_files_are_named_without_their_folders(old):
    view = sheet(compare(old, changed(old, everything), ("homes/2024/a.docx", "homes/2026/a.docx")))
    assert (view.old.file, view.new.file) == ("a.docx", "a.docx")


def test_several_remarks_hang_under_their_numbers_in_word(old):
    def both(draft):
        everything(draft)
        draft["duties"][0]["tasks"][0]["blocks"][0]["indicators"][0]["code"] = "P1.1.7"

    table = docx.Document(io.BytesIO(rendered("docx", old, changed(old, both)))).tables[-1]
    styles = {paragraph.text[:2]: paragraph.style.name for row in table.rows for paragraph in row.cells[2].paragraphs}
    assert styles["一、"] == styles["二、"] == "說明項次"
    assert styles["本點"] != "說明項次"
