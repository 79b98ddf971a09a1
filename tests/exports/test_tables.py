"""Tables of a release: nothing of a record is lost in any form, keys hold, no text is run, and bytes are the same."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import random_standards
import tables_reading
from handbook_standards import ALL, PLAIN, WHOLE
from lxml import etree
from whole import REAL

from pipeline import api, checks, exports
from pipeline.base.formulas import disarm, restore
from pipeline.exports import ExportedStandard, ExportOptions
from pipeline.exports._tables.cells import CellSpan, Covered
from pipeline.exports._tables.heights import lines
from pipeline.exports._tables.schema import TABLES, references
from pipeline.exports.sqlite import pairs
from pipeline.record import model

FORMS = ("csv", "sqlite", "xlsx", "ods")
RELEASE = [*(random_standards.standard(seed) for seed in range(20)), *REAL.values()]
VALIDATOR = next(Path(__file__).parents[1].glob("office/node_modules/@xarsh/*/ooxml-validator"), None)
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


def entry(standard):
    return ExportedStandard(exports.key(standard), standard, checks.run(standard, []))


def exported(standards, form, folder):
    folder.mkdir(parents=True, exist_ok=True)
    return exports.find(form).export([entry(one) for one in standards], folder, ExportOptions())


def lines_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def lined(value):
    """Content as all forms can hold it: an empty text is none, line ends are ``\\n``."""
    if isinstance(value, dict):
        return {key: lined(one) for key, one in value.items()}
    if isinstance(value, list):
        return [lined(one) for one in value]
    return re.sub("\r\n?", "\n", value) or None if isinstance(value, str) else value


@pytest.fixture(scope="module", params=FORMS)
def read_back(request, tmp_path_factory):
    """What one form says of twenty random standards and the real ones."""
    folder = tmp_path_factory.mktemp(request.param)
    exported(RELEASE, request.param, folder)
    return getattr(tables_reading, f"of_{request.param}")(folder)


def test_every_record_comes_back_from_the_rows(read_back):
    found = tables_reading.records(read_back)
    assert found.keys() == {one.code for one in RELEASE}
    for one in RELEASE:
        assert lined(found[one.code]) == lined(model.content(one))


def test_rows_are_as_many_as_items_of_the_records(read_back):
    blocks = [block for one in RELEASE for _task, block in one.blocks()]
    expected = {
        "standards": len(RELEASE),
        "duties": sum(len(one.duties) for one in RELEASE),
        "tasks": sum(len(task.heads) for one in RELEASE for _duty, task in one.tasks()),
        "blocks": len(blocks),
        "outputs": sum(len(one.outputs) for one in blocks),
        "indicators": sum(len(one.indicators) for one in blocks),
        "uses": sum(len(one.knowledge) + len(one.skills) for one in blocks),
        "knowledge": sum(len(one.knowledge) for one in RELEASE),
        "skills": sum(len(one.skills) for one in RELEASE),
    }
    assert {name: len(read_back[name]) for name in expected} == expected


def test_keys_are_unique_and_references_lead_to_rows(read_back):
    keys = {name: [row["id"] for row in rows] for name, rows in read_back.items()}
    assert all(len(set(found)) == len(found) for found in keys.values())
    led = 0
    for table, field in references():
        values = {row[field.name] for row in read_back[table.name]} - {None}
        assert values <= set(keys[field.refers_to]), (table.name, field.name)
        led += len(values)
    assert led > 1000


def test_a_use_leads_to_the_name_that_is_meant(read_back):
    names = {row["id"]: row["name"] for kind in ("knowledge", "skills") for row in read_back[kind]}
    led = [row for row in read_back["uses"] if row["as_printed"] is None and (row["knowledge"] or row["skill"])]
    assert len(led) > 500
    assert all(row["name"] == names[row["knowledge"] or row["skill"]] for row in led)
    assert any(row["code"] == "K99" and row["knowledge"] is None for row in read_back["uses"])


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("form", FORMS)
def test_one_standard_alone_comes_back_too(form, name, tmp_path):
    exported([ALL[name]], form, tmp_path)
    (found,) = tables_reading.records(getattr(tables_reading, f"of_{form}")(tmp_path)).values()
    expected = lined(model.content(ALL[name]))
    for version in expected["versions"]:
        if version["date"] and not is_of("date", version["date"]):  # it stands as printed
            version["date_as_printed"] = version["date"]
            version["date"] = None
    assert lined(found) == (legible(expected) if form == "ods" else expected)


def legible(value):
    """Content as XML can hold it."""
    if isinstance(value, dict):
        return {key: legible(one) for key, one in value.items()}
    if isinstance(value, list):
        return [legible(one) for one in value]
    return re.sub("[\x00-\x08\x0b-\x1f\ufffe\uffff]", "\ufffd", value) if isinstance(value, str) else value


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_text_too_long_for_a_cell_goes_on_in_a_sheet_of_its_own(form, tmp_path):
    long = PLAIN.model_copy(update={"description": "=市場" + "分析" * 40_000})
    exported([long], form, tmp_path)
    sheets = getattr(tables_reading, f"{form}_sheets")(tmp_path / f"release.{form}")
    assert max(len(cell) for rows in sheets.values() for row in rows for cell in row) <= 32_767
    (found,) = tables_reading.records(getattr(tables_reading, f"of_{form}")(tmp_path)).values()
    assert found["description"] == long.description


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_the_first_sheet_explains_the_others_and_one_standard_has_its_official_table(form, tmp_path):
    exported([WHOLE], form, tmp_path / "one")
    exported([WHOLE, PLAIN], form, tmp_path / "two")
    one, two = (
        getattr(tables_reading, f"{form}_sheets")(tmp_path / name / f"release.{form}") for name in ("one", "two")
    )
    assert list(two)[1:] == [table.sheet for table in TABLES]
    assert list(one)[2:] == list(two)[1:]
    about = [row for row in two["說明 about"] if row]
    assert {row[0] for row in about} >= {table.sheet for table in TABLES}
    (counted,) = [row for row in about if row[:2] == ["職能基準 standards", "2"]]
    assert "每一職能基準一列。" in counted
    texts = "\n".join(cell for row in one["職能基準表 form"] for cell in row)
    for _task, block in WHOLE.blocks():
        assert all(statement.text in texts for statement in (*block.outputs, *block.indicators))
    assert all(attitude.name in texts for attitude in WHOLE.attitudes)


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_no_cell_begins_like_a_formula(form, tmp_path):
    exported(RELEASE, form, tmp_path)
    if form == "csv":
        cells = [cell for path in (tmp_path / "csv").iterdir() for row in lines_of(path) for cell in row]
    else:
        sheets = getattr(tables_reading, f"{form}_sheets")(tmp_path / f"release.{form}")
        cells = [cell for rows in sheets.values() for row in rows for cell in row]
    assert not [cell for cell in cells if FORMULA.match(cell)]
    assert "'=1+1" in cells
    assert "''=已加撇號" in cells


@pytest.mark.parametrize("text", [*random_standards.TRAPS, "", "'", "'a", "''", "' =", "'''=", "'\t", "職能"])
def test_a_disarmed_text_is_restored(text):
    assert restore(disarm(text)) == text
    assert restore(text) == text or FORMULA.match(text.lstrip("' "))


@pytest.mark.parametrize("form", FORMS)
def test_two_runs_give_the_same_bytes(form, tmp_path):
    digests = []
    for number in (1, 2):
        folder = tmp_path / str(number)
        names = exported(RELEASE[:3], form, folder)
        digests.append([hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names])
    assert digests[0] == digests[1]


def test_findings_are_rows(tmp_path):
    standard = RELEASE[0]
    found = api.check(standard)
    assert len(found) > 5
    exports.find("csv").export([ExportedStandard("one", standard, found)], tmp_path, ExportOptions())
    rows = tables_reading.of_csv(tmp_path)["findings"]
    assert [(row["rule"], row["subject"], row["message"], row["severity"]) for row in rows] == [
        (one.rule, one.subject, one.message, one.severity.value) for one in found
    ]


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("市場", {"市場分析報告", "分析農產品市場", "3D市場Plan"}),
        ("'\"市場 場分 分析\"'", {"市場分析報告"}),
        ("市場 AND 報告", {"市場分析報告"}),
        ("場*", {"市場分析報告", "分析農產品市場", "3D市場Plan", "立場", "市、場"}),
        ("plan", {"3D市場Plan"}),
        ("場市", set()),
    ],
)
def test_the_full_text_index_finds_chinese_words(query, texts, tmp_path):
    names = ("市場分析報告", "分析農產品市場", "3D市場Plan", "立場", "市、場")
    knowledge = tuple(model.Competence(code=f"K{at:02d}", name=name) for at, name in enumerate(names, 1))
    exported([PLAIN.model_copy(update={"knowledge": knowledge})], "sqlite", tmp_path)
    with closing(sqlite3.connect(tmp_path / "release.sqlite")) as database:
        found = database.execute(
            "SELECT text FROM search WHERE search MATCH ? AND \"table\" = 'knowledge'", (query.strip("'"),)
        )
        assert {text for (text,) in found} == texts


def test_pairs_of_a_text():
    assert pairs("市場分析 AI、業").split() == ["市場", "場分", "分析", "析", "AI、", "業"]


def test_the_database_checks_its_keys_and_describes_its_fields(tmp_path):
    exported(RELEASE, "sqlite", tmp_path)
    with closing(sqlite3.connect(tmp_path / "release.sqlite")) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        declared = sum(len(database.execute(f"PRAGMA foreign_key_list({table.name})").fetchall()) for table in TABLES)
        assert declared == len(list(references()))
        described = database.execute("SELECT count(*) FROM fields WHERE english != '' AND chinese != ''").fetchone()
        assert described == (sum(len(table.fields) for table in TABLES),)
        database.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("UPDATE tasks SET duty = 'nowhere'")


def test_the_data_package_says_what_is_in_its_files(tmp_path):
    exported(RELEASE, "csv", tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in package["resources"]] == [table.name for table in TABLES]
    for resource in package["resources"]:
        data = (tmp_path / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        head, *lines = csv.reader(data.decode().splitlines(keepends=True))
        assert head == list(fields)
        assert resource["schema"]["primaryKey"] == ["id"]
        for line in lines:
            for field, value in zip(fields.values(), line, strict=True):
                assert not value or is_of(field["type"], value), (resource["name"], field["name"], value)
        assert all(field["title"] and re.search("[A-Za-z].*[一-鿿]", field["description"]) for field in fields.values())
    levels = next(one for one in package["resources"] if one["name"] == "blocks")["schema"]["fields"]
    assert next(field for field in levels if field["name"] == "level")["unit"] == "職能級別 1–6"


def is_of(kind, value):
    if kind == "boolean":
        return value in ("true", "false")
    if kind == "date":
        try:
            return date.fromisoformat(value).isoformat() == value
        except ValueError:
            return False
    return kind == "string" or {"integer": int, "number": float}[kind](value) is not None


def test_a_date_that_is_none_stands_as_printed(tmp_path):
    version = model.Version(version="V1", code=None, name=None, status=None, note=None, date="2019-02-30")
    exported([PLAIN.model_copy(update={"versions": (version,)})], "csv", tmp_path)
    (row,) = tables_reading.of_csv(tmp_path)["versions"]
    assert (row["date"], row["date_as_printed"]) == (None, "2019-02-30")


def test_numbers_that_no_program_holds_cost_nothing(tmp_path):
    huge = PLAIN.model_copy(update={"level": 10**30})
    for form in FORMS:
        exported([huge], form, tmp_path / form)
        (row,) = getattr(tables_reading, f"of_{form}")(tmp_path / form)["standards"]
        assert int(float(row["level"])) == int(float(10**30))


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("frictionless"), reason="frictionless is not installed")
def test_frictionless_finds_the_package_valid(tmp_path):
    exported(RELEASE, "csv", tmp_path)
    done = subprocess.run(
        ["frictionless", "validate", "datapackage.json", "--json"], cwd=tmp_path, capture_output=True, text=True
    )
    assert json.loads(done.stdout)["valid"], done.stdout


@pytest.mark.slow
@pytest.mark.skipif(VALIDATOR is None, reason="no validator of the Open XML SDK here: `make browser-tools` gets it")
def test_the_open_xml_sdk_finds_workbooks_valid(tmp_path):
    for name, standards in (("one", [WHOLE]), ("many", RELEASE), ("nasty", [ALL["nasty"]])):
        exported(standards, "xlsx", tmp_path / name)
        done = subprocess.run([VALIDATOR, tmp_path / name / "release.xlsx"], capture_output=True, text=True)
        assert json.loads(done.stdout)["ok"], done.stdout


def test_links_of_a_workbook_lead_to_the_rows_that_cells_name(tmp_path):
    exported([random_standards.standard(seed, traps=False) for seed in range(3)], "xlsx", tmp_path)
    sheets = tables_reading.xlsx_sheets(tmp_path / "release.xlsx")
    with zipfile.ZipFile(tmp_path / "release.xlsx") as package:
        at = list(sheets).index("知識技能引用 uses") + 1
        links = etree.fromstring(package.read(f"xl/worksheets/sheet{at}.xml")).iter("{*}hyperlink")
        led = 0
        for link in links:
            column, row = ord(link.get("ref")[0]) - ord("A"), int(link.get("ref")[1:])
            sheet, target = re.fullmatch(r"'(.+)'!A(\d+)", link.get("location")).groups()
            assert sheets["知識技能引用 uses"][row - 1][column] == sheets[sheet][int(target) - 1][0]
            led += 1
    assert led > 100


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("a", None, 7), 1),
        (("市場" * 10, "x"), 5),  # forty digits and a tenth in ten columns
        (("one\ntwo\n", "x"), 3),
        ((CellSpan("市場" * 30, 1, 2), Covered.COVERED), 4),  # a hundred and thirty-two in forty
        ((CellSpan("a\nb\nc\nd", 2, 1), "x"), 2),
        ((), 1),
    ],
)
def test_a_row_is_as_high_as_its_texts(cells, expected):
    assert lines(cells, (10, 30, 4)) == expected


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("localc"), reason="LibreOffice Calc is not installed")
def test_libreoffice_has_the_same_cells_of_both_workbooks(tmp_path):
    cells = {}
    for form in ("xlsx", "ods"):
        exported(RELEASE[:3], form, tmp_path / form)
        subprocess.run(
            ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
             "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
             "--outdir", str(tmp_path / f"{form}-csv"), str(tmp_path / form / f"release.{form}")],
            check=True, capture_output=True, timeout=240,
        )  # fmt: skip
        cells[form] = {path.name: lines_of(path) for path in sorted((tmp_path / f"{form}-csv").glob("*.csv"))}
    assert cells["xlsx"] == cells["ods"]
    exported(RELEASE[:3], "csv", tmp_path)
    for table in TABLES:
        _head, *rows = cells["ods"][f"release-{table.sheet}.csv"]
        own = lines_of(tmp_path / "csv" / f"{table.name}.csv")
        texts = [at for at, field in enumerate(table.fields) if field.type == "string"]
        assert [[row[at] for at in texts] for row in rows] == [[row[at] for at in texts] for row in own[1:]]


def test_the_queries_of_the_guide_run(tmp_path):
    guide = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
    queries = [one for block in re.findall(r"```sql\n(.*?)```", guide, re.DOTALL) for one in block.split(";\n") if one]
    names = ("市場分析能力", "市場及客戶開發能力", "溝通能力")
    skills = tuple(model.Competence(code=f"S{at:02d}", name=name) for at, name in enumerate(names, 1))
    exported([PLAIN.model_copy(update={"skills": skills})], "sqlite", tmp_path)
    with closing(sqlite3.connect(tmp_path / "release.sqlite")) as database:
        found = [[row[-1] for row in database.execute(query)] for query in queries]
    assert found == [[names[0]], [*names[:2], names[0]], [names[0]] * 2, [*names[:2], names[0]], [names[1]]]
