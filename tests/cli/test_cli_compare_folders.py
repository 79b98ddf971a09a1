"""``icap compare OLD_DIR NEW_DIR``: which standards are new, withdrawn and changed, and a sheet for each that changed."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import small_documents as small

from pipeline.base.errors import ExitCode
from pipeline.cli.main import main
from pipeline.compare import releases
from pipeline.record import model
from pipeline.release.read import read_standard

pytestmark = pytest.mark.slow


@pytest.fixture
def icap(capfdbinary, monkeypatch, tmp_path):
    """Two releases: one standard each that changed, stayed, is new, was withdrawn."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for folder in ("old", "new"):
        (tmp_path / folder).mkdir()
    put("old/changed.txt", "ABC1234-001v1")
    put("new/renamed.txt", "ABC1234-001v2", "依據物料清單逐項覆核數量。")
    put("old/same.txt", "ABC1234-002v1")
    put("new/same.txt", "ABC1234-002v1")
    put("new/new.txt", "ABC1234-003v1")
    put("old/gone.txt", "ABC1234-004v1")

    def run(*arguments):
        code = main(["--lang", "en", "compare", *map(str, arguments), "-j", "1"])
        captured = capfdbinary.readouterr()
        return code, captured.out.decode(), captured.err.decode()

    return run


def put(path, code, indicator=small.INDICATOR, name=small.NAME):
    Path(path).write_bytes(small.flat_text(code, name, indicator))


def record_in(folder):
    record = json.loads((folder / "releases-compare.json").read_text(encoding="utf-8"))
    jsonschema.validate(record, releases.json_schema())
    return record


def fates(record):
    return [
        (one["fate"], one["old"] and one["old"]["code"], one["new"] and one["new"]["code"])
        for one in record["standards"]
    ]


def names(folder):
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")}


def test_every_standard_has_one_fate_and_every_pair_that_differs_its_sheets(icap, tmp_path):
    code, out, err = icap("old", "new", "--to", "md,xlsx", "-o", "out")
    assert (code, out) == (ExitCode.FINDINGS, "")
    record = record_in(tmp_path / "out")
    assert fates(record) == [
        ("new", None, "ABC1234-003v1"),
        ("changed", "ABC1234-001v1", "ABC1234-001v2"),
        ("unchanged", "ABC1234-002v1", "ABC1234-002v1"),
        ("withdrawn", "ABC1234-004v1", None),
    ]
    (changed,) = (one for one in record["standards"] if one["fate"] == "changed")
    assert changed["differences"] == 2
    assert changed["summary"]["indicator"]["amended"] == 1
    assert changed["files"] == ["ABC1234-001v2-compare.md", "ABC1234-001v2-compare.xlsx"]
    assert names(tmp_path / "out") == {
        *changed["files"], "releases-compare.json", "releases-compare.md", "releases-compare.xlsx", "manifest.json",
    }  # fmt: skip
    assert "old/changed.txt → new/renamed.txt: changed ABC1234-001v1 → ABC1234-001v2, differences: 2" in err
    assert "standards compared; new: 1; changed: 1; withdrawn: 1; unchanged: 1" in err


def test_the_sheet_of_all_says_what_is_new_gone_and_changed(icap, tmp_path):
    icap("old", "new", "--to", "md", "-o", "out", "--unchanged", "name")
    text = (tmp_path / "out" / "releases-compare.md").read_text(encoding="utf-8")
    for row in (
        "| **ABC1234-003v1** **物料管理人員** |  | 本基準新增。 |",
        "| **ABC1234-001v2** 物料管理人員 | **ABC1234-001v1** 物料管理人員 "
        "| 一、修正：行為指標 1。<br>二、詳見 ABC1234-001v2-compare.md。 |",
        "|  | **ABC1234-004v1** **物料管理人員** | 本基準廢止。 |",
        "| ABC1234-002v1 物料管理人員 | ABC1234-002v1 物料管理人員 | 未修正。 |",
        "| 職能基準 | 1 | 1 | 1 | 1 | 1 | 0 |",
    ):
        assert row in text


def test_two_releases_that_say_the_same(icap):
    code, _, err = icap("old", "old", "--to", "md", "-o", "out")
    assert code == ExitCode.CLEAN
    assert "standards compared; unchanged: 3" in err


def test_json_alone_goes_to_standard_output_and_nothing_is_written(icap, tmp_path):
    code, out, _ = icap("old", "new", "--to", "json")
    record = json.loads(out)
    jsonschema.validate(record, releases.json_schema())
    assert (code, record["summary"]["changed"], names(tmp_path)) == (ExitCode.FINDINGS, 1, {"old", "new"})


def test_a_standard_that_cannot_be_read_costs_its_own_pair_only(icap, tmp_path):
    (tmp_path / "new" / "ABC1234-004v2.pdf").write_bytes(b"%PDF-1.4 broken")
    code, _, err = icap("old", "new", "--to", "md", "-o", "out")
    assert code == ExitCode.UNUSABLE
    assert "RD101" in err
    record = record_in(tmp_path / "out")
    assert ("failed", "ABC1234-004v1", None) in fates(record)
    assert ("changed", "ABC1234-001v1", "ABC1234-001v2") in fates(record)
    (failed,) = (one for one in record["standards"] if one["fate"] == "failed")
    assert failed["new"]["path"] == str(Path("new") / "ABC1234-004v2.pdf")
    assert failed["remarks"]
    assert "無法比對之檔案" in (tmp_path / "out" / "releases-compare.md").read_text(encoding="utf-8")


def test_two_contents_under_one_code_are_compared_with_nothing(icap, tmp_path):
    put("new/other.txt", "ABC1234-002v1", "另一句話。")
    code, _, err = icap("old", "new", "--to", "md", "-o", "out")
    assert code == ExitCode.UNUSABLE
    assert "BD101" in err
    found = fates(record_in(tmp_path / "out"))
    assert found.count(("failed", "ABC1234-002v1", "ABC1234-002v1")) == 2


def test_several_versions_of_a_family(icap, tmp_path):
    put("old/v2.txt", "ABC1234-001v2", "依據物料清單逐項覆核數量。")
    put("new/v3.txt", "ABC1234-001v3", "依據物料清單逐項覆核數量及品質。")
    icap("old", "new", "--to", "md", "-o", "out")
    own = [fate for fate in fates(record_in(tmp_path / "out")) if "ABC1234-001" in str(fate)]
    assert own == [
        ("unchanged", "ABC1234-001v2", "ABC1234-001v2"),
        ("changed", "ABC1234-001v2", "ABC1234-001v3"),
        ("superseded", "ABC1234-001v1", None),
    ]


def test_what_is_in_no_pair_is_named(icap, tmp_path):
    put("new/twice.txt", "ABC1234-003v1")
    (tmp_path / "new" / "list.csv").write_text("a,b\n", encoding="utf-8")
    _, _, err = icap("old", "new", "--to", "md", "-o", "out")
    skipped = [one for one in record_in(tmp_path / "out")["standards"] if one["fate"] == "skipped"]
    assert [one["new"]["path"] for one in skipped] == [
        str(Path("new") / "twice.txt"),
        str(Path("new") / "list.csv"),
    ]
    assert "twice.txt: skipped, same content as" in err
    assert "list.csv: skipped, not looked at" in err


class TestASecondRun:
    def test_makes_nothing_that_is_up_to_date(self, icap, tmp_path):
        icap("old", "new", "--to", "md", "-o", "out")
        sheet = tmp_path / "out" / "ABC1234-001v2-compare.md"
        before = sheet.stat().st_mtime_ns
        _, _, err = icap("old", "new", "--to", "md", "-o", "out")
        assert "files written to out: 0" in err
        assert sheet.stat().st_mtime_ns == before

    def test_makes_a_sheet_again_that_was_changed_or_whose_standard_was(self, icap, tmp_path):
        icap("old", "new", "--to", "md", "-o", "out")
        sheet = tmp_path / "out" / "ABC1234-001v2-compare.md"
        sheet.write_text("mine", encoding="utf-8")
        icap("old", "new", "--to", "md", "-o", "out")
        assert "覆核" in sheet.read_text(encoding="utf-8")
        put("old/changed.txt", "ABC1234-001v1", "依據物料清單逐項清點數量。")
        icap("old", "new", "--to", "md", "-o", "out")
        assert "清點" in sheet.read_text(encoding="utf-8")

    def test_takes_away_the_sheets_of_a_pair_that_says_the_same_now(self, icap, tmp_path):
        icap("old", "new", "--to", "md", "-o", "out")
        put("old/changed.txt", "ABC1234-001v2", "依據物料清單逐項覆核數量。")
        icap("old", "new", "--to", "md", "-o", "out")
        assert names(tmp_path / "out") == {"releases-compare.json", "releases-compare.md", "manifest.json"}

    def test_leaves_a_sheet_that_somebody_has_changed(self, icap, tmp_path):
        icap("old", "new", "--to", "md", "-o", "out")
        sheet = tmp_path / "out" / "ABC1234-001v2-compare.md"
        sheet.write_text("mine", encoding="utf-8")
        put("old/changed.txt", "ABC1234-001v2", "依據物料清單逐項覆核數量。")
        icap("old", "new", "--to", "md", "-o", "out")
        assert sheet.read_text(encoding="utf-8") == "mine"


def test_worker_processes_give_the_same(icap, tmp_path):
    icap("old", "new", "--to", "md,html", "-o", "one")
    main(["compare", "old", "new", "--to", "md,html", "-o", "two", "-j", "2"])
    for name in names(tmp_path / "one") - {"manifest.json"}:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_schema_of_the_record_of_two_releases(capfd):
    assert main(["schema", "releases"]) == ExitCode.CLEAN
    schema = json.loads(capfd.readouterr().out)
    assert schema.pop("$comment").startswith("icap ")
    assert schema == releases.json_schema()


def test_a_folder_against_a_file(icap, tmp_path):
    icap("old", "new/renamed.txt", "--to", "md", "-o", "out")
    assert ("changed", "ABC1234-001v1", "ABC1234-001v2") in fates(record_in(tmp_path / "out"))


def test_matches_are_about_two_documents(icap):
    code, _, err = icap("old", "new", "--write-matches", "pairs.csv")
    assert code == ExitCode.UNUSABLE
    assert "two documents" in err


def test_a_folder_without_documents_is_refused(icap, tmp_path):
    (tmp_path / "empty").mkdir()
    code, _, err = icap("old", "empty")
    assert code == ExitCode.UNUSABLE
    assert "empty holds no file to read" in err


def test_a_template_that_cannot_hold_one_pair_costs_that_pair_alone(icap, tmp_path):
    put("old/odd.txt", "ABC1234-009v1", name="特例人員")
    put("new/odd.txt", "ABC1234-009v2", "依據物料清單逐項覆核數量。", name="特例人員")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "compare.html.j2").write_text(
        '{% if sheet.old.name == "特例人員" %}{{ sheet.missing.field }}{% endif %}{{ sheet.title }}', encoding="utf-8"
    )
    code, _, told = icap("old", "new", "--to", "html", "--templates", "own", "-o", "out")
    assert code == ExitCode.UNUSABLE
    assert "RN903" in told
    found = fates(record_in(tmp_path / "out"))
    assert ("failed", "ABC1234-009v1", "ABC1234-009v2") in found
    assert ("changed", "ABC1234-001v1", "ABC1234-001v2") in found
    assert "ABC1234-001v2-compare.html" in names(tmp_path / "out")
    assert "ABC1234-009v2-compare.html" not in names(tmp_path / "out")


def test_a_template_that_can_hold_no_pair_ends_the_run(icap, tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "compare.html.j2").write_text("{{ sheet.missing.field }}", encoding="utf-8")
    code, _, told = icap("old", "new", "--to", "html", "--templates", "own", "-o", "out")
    assert code == ExitCode.UNUSABLE
    assert "compare.html.j2, line 1" in told
    assert not (tmp_path / "out" / "releases-compare.json").exists()


def record_of(source, target):
    """Writes the record of a document."""
    Path(target).write_text(model.to_json(read_standard(Path(source)).standard), encoding="utf-8")


@pytest.mark.parametrize(("side", "fate"), [("old", "withdrawn"), ("new", "new")])
def test_a_record_beside_documents_counts_where_no_document_of_its_standard_does(icap, tmp_path, side, fate):
    """Its standard is neither withdrawn nor new: the other folder has its document."""
    other = {"old": "new", "new": "old"}[side]
    put(f"{side}/stays.txt", "ABC1234-005v1", name="庫房人員")
    record_of(f"{side}/stays.txt", f"{other}/stays.json")
    code, _, err = icap("old", "new", "--to", "md", "-o", "out")
    found = fates(record_in(tmp_path / "out"))
    assert code == ExitCode.FINDINGS
    assert ("unchanged", "ABC1234-005v1", "ABC1234-005v1") in found
    assert not any(one[0] == fate and "ABC1234-005v1" in one for one in found)
    assert "stays.json: skipped" not in err


def test_a_record_beside_a_document_of_its_standard_is_named_and_does_not_count(icap, tmp_path):
    """It says otherwise than the document, as the record of an older run does."""
    put("aside.txt", "ABC1234-002v1", "依據物料清單逐項覆核數量。")
    record_of("aside.txt", "new/aside.json")
    icap("old", "new", "--to", "md", "-o", "out")
    record = record_in(tmp_path / "out")
    assert ("unchanged", "ABC1234-002v1", "ABC1234-002v1") in fates(record)
    skipped = [one for one in record["standards"] if one["fate"] == "skipped"]
    assert [Path(one["new"]["path"]).name for one in skipped] == ["aside.json"]
    assert "a document of the same standard stands beside this record" in skipped[0]["remarks"][0]
    assert not record["summary"]["failed"]


def test_a_record_beside_documents_that_cannot_be_read_makes_nothing_withdrawn(icap, tmp_path):
    put("old/stays.txt", "ABC1234-005v1", name="庫房人員")
    record_of("old/stays.txt", "new/ABC1234-005v1.json")
    path = tmp_path / "new" / "ABC1234-005v1.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"level"', '"lvl"'), encoding="utf-8")
    code, _, err = icap("old", "new", "--to", "md", "-o", "out")
    found = fates(record_in(tmp_path / "out"))
    assert code == ExitCode.UNUSABLE
    assert not any(one[:2] == ("withdrawn", "ABC1234-005v1") for one in found), err
