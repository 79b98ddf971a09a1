"""The command where it chooses, waives, records and reports."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import small_documents as small
from lxml import etree

from pipeline import reports
from pipeline.base.errors import ExitCode
from pipeline.cli.main import main

SAMPLE = small.SAMPLES / "KPS3322-002v2.pdf"
CODE = "KPS3322-002v2"
WAIVER = """
[[waiver]]
document = "KPS3322-002v2"
rule = "CR201"
subject = "S05"
reason = "改版時處理"
by = "王小明"
"""


@pytest.fixture
def icap(capfdbinary, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for variable in ("ICAP_DEBUG", "GITHUB_ACTIONS"):
        monkeypatch.delenv(variable, raising=False)

    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        captured = capfdbinary.readouterr()
        return code, captured.out.decode(), captured.err.decode()

    return run


def found(payload):
    return [
        (one["rule"], one["waived"] is not None)
        for document in json.loads(payload)["documents"]
        for one in document["diagnostics"]
    ]


def test_select_and_ignore_take_ids_prefixes_and_names(icap):
    payload = icap("check", SAMPLE, "--format", "json", "--select", "CR2,note-term-mismatch", "--select", "tx7")[1]
    assert {rule for rule, _waived in found(payload)} == {"CR201", "CR206", "NT303", "TX701"}
    payload = icap("check", SAMPLE, "--format", "json", "--ignore", "CR2,note-term-mismatch")[1]
    assert {rule for rule, _waived in found(payload)} == {"ID504", "TX701"}


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_rule_is_2_with_a_suggestion_and_no_payload(icap, option):
    code, payload, notes = icap("check", SAMPLE, option, "CR201,name-drif")
    assert (code, payload) == (ExitCode.UNUSABLE, "")
    assert "Did you mean name-drift?" in notes


def test_settings_decide_severity_and_failure_and_the_command_line_goes_first(icap):
    Path("icap.toml").write_text('fail-on = "warning"\n[severity]\nname-drift = "info"\n', encoding="utf-8")
    assert icap("check", SAMPLE)[0] == ExitCode.CLEAN
    assert icap("check", SAMPLE, "--fail-on", "info")[0] == ExitCode.FINDINGS
    Path("icap.toml").write_text('[severity]\nCR201 = "error"\n', encoding="utf-8")
    code, payload, _notes = icap("check", SAMPLE, "--format", "json")
    assert code == ExitCode.FINDINGS
    assert json.loads(payload)["documents"][0]["outcome"] == "partial"


def test_show_settings_needs_no_input_and_names_the_origins(icap):
    Path("pyproject.toml").write_text('[tool.icap]\nignore = ["TX701"]\n', encoding="utf-8")
    code, payload, _notes = icap("check", "--show-settings", "--select", "CR")
    assert code == ExitCode.CLEAN
    lines = payload.splitlines()
    assert lines[0] == 'select = ["CR"]  # --select'
    assert lines[1].startswith('ignore = ["TX701"]  # ')
    assert lines[1].endswith("pyproject.toml")
    assert icap("check")[0] == ExitCode.UNUSABLE


def test_a_slip_in_the_settings_is_2(icap):
    Path("icap.toml").write_text('selct = ["CR"]\n', encoding="utf-8")
    code, payload, notes = icap("check", SAMPLE)
    assert (code, payload) == (ExitCode.UNUSABLE, "")
    assert "Did you mean select?" in notes


def test_a_waived_finding_fails_nothing_but_stays_visible(icap):
    Path("waivers.toml").write_text(WAIVER, encoding="utf-8")
    code, payload, _notes = icap(
        "check", SAMPLE, "--fail-on", "warning", "--report", "json=r.json", "--report", "sarif=r.sarif"
    )
    assert code == ExitCode.CLEAN
    assert "CR201" not in payload
    assert payload.splitlines()[-1].endswith("waived: 1")
    assert ("CR201", True) in found(Path("r.json").read_bytes())
    results = json.loads(Path("r.sarif").read_bytes())["runs"][0]["results"]
    (waived,) = [one for one in results if one["suppressions"]]
    assert waived["ruleId"] == "CR201"


def test_an_unused_waiver_is_a_finding_on_its_file(icap):
    Path("known.toml").write_text(WAIVER.replace("S05", "S06"), encoding="utf-8")
    code, payload, _notes = icap(
        "check", SAMPLE, "--waivers", "known.toml", "--fail-on", "warning", "--ignore", "CR201"
    )
    assert code == ExitCode.CLEAN
    code, payload, _notes = icap("check", SAMPLE, "--waivers", "known.toml", "--fail-on", "warning", "--format", "json")
    assert code == ExitCode.FINDINGS
    sample, waivers = json.loads(payload)["documents"]
    assert (sample["path"], waivers["path"]) == (str(SAMPLE), "known.toml")
    (unused,) = waivers["diagnostics"]
    assert (unused["rule"], unused["subject"]) == ("SU801", f"{CODE}/CR201/S06")


def test_build_knows_the_waivers_too(icap):
    Path("waivers.toml").write_text(WAIVER, encoding="utf-8")
    code, _payload, notes = icap("build", SAMPLE, "--to", "md", "--with-findings", "--fail-on", "warning")
    assert code == ExitCode.CLEAN
    assert "waived: 1" in notes
    handbook = Path(f"out/{CODE}.md").read_text(encoding="utf-8")
    assert "CR206" in handbook
    assert "CR201" not in handbook


def test_a_baseline_lets_only_new_findings_count(icap, tmp_path):
    form = tmp_path / "form.txt"
    form.write_bytes(small.flat_text(code="ABC1234-1"))
    assert icap("check", form, "--fail-on", "info")[0] == ExitCode.FINDINGS
    code, payload, notes = icap("baseline", "update", "known/base.json", form)
    assert (code, payload) == (ExitCode.CLEAN, "")
    assert "0 removed" in notes
    assert icap("check", form, "--fail-on", "info", "--baseline", "known/base.json")[0] == ExitCode.CLEAN
    form.write_bytes(small.flat_text(code="ABC1234-1", indicator="依據清單核對:數量。"))
    code, payload, _notes = icap(
        "check", form, "--fail-on", "info", "--baseline", "known/base.json", "--format", "json"
    )
    assert code == ExitCode.FINDINGS
    assert [rule for rule, waived in found(payload) if not waived] == ["TX703"]


def test_prune_takes_out_what_is_gone_and_update_adds(icap, tmp_path):
    form = tmp_path / "form.txt"
    form.write_bytes(small.flat_text(code="ABC1234-1", indicator="依據清單核對:數量。"))
    icap("baseline", "update", "base.json", form)
    entries = [entry["rule"] for entry in json.loads(Path("base.json").read_bytes())["entries"]]
    assert "TX703" in entries
    form.write_bytes(small.flat_text(code="ABC1234-1"))
    payload = icap("check", form, "--baseline", "base.json", "--format", "json")[1]
    assert found(payload)[-1] == ("SU801", False)
    notes = icap("baseline", "prune", "base.json", form)[2]
    assert "1 removed" in notes
    assert [entry["rule"] for entry in json.loads(Path("base.json").read_bytes())["entries"]] == [
        rule for rule in entries if rule != "TX703"
    ]


def test_a_document_without_code_cannot_be_in_a_baseline_and_is_named(icap, tmp_path):
    form = tmp_path / "form.txt"
    form.write_bytes(small.flat_text(code=None, indicator="依據清單核對:數量。"))
    notes = icap("baseline", "update", "base.json", form)[2]
    assert f"{form}: no code" in notes
    assert json.loads(Path("base.json").read_bytes())["entries"] == []


def test_corrections_go_to_a_sheet_for_excel(icap):
    icap("check", SAMPLE, "--corrections", "sheets/fix.csv")
    data = Path("sheets/fix.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    (drift,) = [row for row in rows if row["rule"] == "CR201"]
    assert (drift["subject"], drift["printed"], drift["proposed"]) == (
        "T1.1/S05",
        "基本企劃書撰寫技巧",
        "基本企劃書撰寫能力",
    )


def test_every_report_can_be_had_in_one_run(icap):
    names = [report.NAME for report in reports.available()]
    assert {"text", "json", "sarif", "junit"} <= set(names)
    icap("check", SAMPLE, *(part for name in names for part in ("--report", f"{name}=r/{name}")))
    assert sorted(path.name for path in Path("r").iterdir()) == sorted(names)
    assert len(Path("r/jsonl").read_text(encoding="utf-8").splitlines()) == 5
    suite = etree.parse("r/junit").getroot()[0]
    assert (suite.get("failures"), len(suite.findall(".//skipped"))) == ("0", 5)
    assert "KPS3322-002v2.pdf#page=2" in Path("r/html").read_text(encoding="utf-8")


def test_auto_picks_annotations_inside_github_actions(icap, monkeypatch):
    assert icap("check", SAMPLE)[1].startswith(f"{SAMPLE} ({CODE}): ok")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert icap("check", SAMPLE)[1].startswith("::warning file=")
    assert icap("check", SAMPLE, "--format", "text")[1].startswith(f"{SAMPLE} ({CODE}): ok")


def test_rule_pages_come_all_together_and_as_markdown(icap):
    every = icap("rule", "--all")[1]
    assert every.count("What to do:") == len(icap("rule")[1].splitlines())
    assert icap("rule", "CR201", "--format", "md")[1].startswith("## CR201 name-drift\n")
    assert icap("rule", "--all", "--format", "md")[1].startswith("# Rules\n")


def test_the_command_speaks_chinese_from_help_to_pages(icap):
    page = icap("--lang", "zh_TW", "rule", "CR201")[1]
    assert page.startswith("CR201 name-drift (警告)\n\n同一K或S代碼有不同名稱。\n")
    assert "處理方式：" in page
    assert "檢核文件或紀錄檔" in icap("--lang", "zh_TW", "check", "--help")[1]
    code, _payload, notes = icap("--lang", "zh_TW", "check")
    assert code == ExitCode.UNUSABLE
    assert "缺少 來源..." in notes
    assert "Report what is wrong" in icap("--lang", "en", "check", "--help")[1]
