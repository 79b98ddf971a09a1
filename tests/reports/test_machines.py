"""JSON lines, SARIF, JUnit and GitHub annotations: valid against their schemas, escaped, complete."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft4Validator
from lxml import etree

from pipeline.base.provenance import Location
from pipeline.findings.diagnostics import Severity
from pipeline.findings.document import Document
from pipeline.findings.outcomes import Outcome
from pipeline.findings.rules import known_rules
from pipeline.reports import codequality, github, jsonl, junit, sarif
from pipeline.reports import json as json_report
from tests.reports.runs import CLEAN, DRIFT, DRIFTING, EXCEPTIONS, FAILED, HOSTILE, KNOWN, LOST, ORDER, PARTIAL, written

SCHEMAS = Path(__file__).parent / "schemas"


# --- JSON and JSON lines ---


def test_a_waived_finding_is_listed_in_its_place_with_its_reason():
    (document,) = json.loads(written(json_report, DRIFTING))["documents"]
    assert [(one["rule"], one["waived"]) for one in document["diagnostics"]] == [
        ("CR205", {"reason": "the office knows", "by": "王小明", "until": "2027-06-30"}),
        ("CR201", None),
        ("CR206", None),
    ]


def test_jsonl_has_a_line_a_finding_with_all_that_json_says():
    whole = json.loads(written(json_report))["documents"]
    lines = [json.loads(line) for line in written(jsonl).split("\n")[:-1]]
    expected = [
        {key: document[key] for key in ("path", "code", "sha256", "outcome")} | finding
        for document in whole
        for finding in document["diagnostics"]
    ]
    assert lines == expected
    assert len(lines) == 6


# --- SARIF ---


@pytest.fixture(scope="module")
def log():
    return json.loads(written(sarif))


def test_sarif_is_valid(log):
    schema = json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    assert [error.message for error in Draft4Validator(schema).iter_errors(log)] == []
    broken = {**log, "runs": [{**log["runs"][0], "results": [{"ruleId": "CR201"}]}]}
    assert not Draft4Validator(schema).is_valid(broken)


def test_sarif_describes_every_rule_and_points_to_it(log):
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(known_rules())
    drift = rules[run["results"][1]["ruleIndex"]]
    assert drift["name"] == "name-drift"
    assert drift["shortDescription"]["text"] == "One K or S code with different names."
    assert "Ask the office" in drift["help"]["text"]
    assert drift["defaultConfiguration"] == {"level": "warning"}


def test_a_sarif_result_says_where_and_what(log):
    result = log["runs"][0]["results"][1]
    assert (result["ruleId"], result["level"]) == ("CR201", "warning")
    assert result["message"]["text"].startswith("p.3/table 2/row 4/column 7 S05: S05 has 2 names.")
    assert "企劃能力" in result["message"]["text"]
    physical = result["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "standards/%E7%94%B2%201%25%23%3F.pdf"
    assert physical["region"] == {"startLine": 1, "startColumn": 1}
    assert [one["message"]["text"] for one in result["relatedLocations"]] == [
        "p.2 T1.1/S05: 企劃技巧",
        "p.3 T2.2/S05: 企劃能力",
    ]
    assert result["suppressions"] == []


def test_sarif_keeps_the_waived_and_says_who_answers_for_it(log):
    first, *others = log["runs"][0]["results"]
    assert first["ruleId"] == "CR205"
    (suppression,) = first["suppressions"]
    assert suppression["kind"] == "external"
    assert suppression["status"] == "accepted"
    assert all(part in suppression["justification"] for part in ("the office knows", "王小明", "2027-06-30"))
    assert [one["suppressions"] for one in others] == [[]] * 5


def test_sarif_knows_a_finding_again_on_another_page(log):
    moved = Document("new.pdf", DRIFTING.code, None, Outcome.OK, (DRIFT.with_severity(Severity.INFO),))
    (result,) = json.loads(written(sarif, moved))["runs"][0]["results"]
    assert result["partialFingerprints"] == log["runs"][0]["results"][1]["partialFingerprints"]
    elsewhere = Document("new.pdf", "ABC1234-009", None, Outcome.OK, (DRIFT,))
    (result,) = json.loads(written(sarif, elsewhere))["runs"][0]["results"]
    assert result["partialFingerprints"] != log["runs"][0]["results"][1]["partialFingerprints"]


def test_sarif_has_no_clock_and_no_path_of_the_machine(log):
    text = json.dumps(log)
    assert str(Path.cwd()) not in text
    assert "Utc" not in text


# --- JUnit ---


def suites(*documents, fail_on=Severity.ERROR):
    root = etree.fromstring(written(junit, *documents, fail_on=fail_on).encode())
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))
    schema.assertValid(root)
    return root


def test_junit_is_valid_and_has_a_suite_a_document():
    names = [suite.get("name") for suite in suites()]
    assert names == ["standards/甲 1%#?.pdf", "b.docx", "c:d.pdf", "e.pdf", "waivers.toml"]
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))
    assert not schema.validate(etree.fromstring(b"<testsuites><testsuite/></testsuites>"))


def test_junit_has_a_case_for_every_rule_that_ran():
    (suite,) = suites(CLEAN)
    checking = [f"{rule.info.id} {rule.info.name}" for rule in known_rules().values() if rule.check]
    assert [case.get("name") for case in suite] == sorted(checking)
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == (str(len(checking)), "0", "0")


def test_junit_tells_failures_errors_and_waived_apart():
    drifting, partial, failed, clean, _exceptions = suites(fail_on=Severity.INFO)
    assert (drifting.get("failures"), drifting.get("skipped")) == ("2", "1")
    (failure,) = drifting.xpath("testcase[@name='CR201 name-drift']/failure")
    assert failure.get("message").startswith("p.3/table 2/row 4/column 7 S05: S05 has 2 names.")
    assert drifting.xpath("testcase[@name='CR205 undefined-code']/skipped/@message") == [
        "p.2 T1.2/K11: K11 has no name. (waived: the office knows)"
    ]
    assert partial.xpath("testcase/failure/@type") == ["error"]
    assert len(partial) == len(clean) + 1
    assert (failed.get("tests"), failed.get("errors"), failed.get("failures")) == ("1", "1", "0")
    assert failed.xpath("testcase[@name='RD101 unreadable-file']/error/@message") == ["The file is empty."]


@pytest.mark.parametrize(
    ("fail_on", "failures"),
    [(Severity.INFO, ["CR201", "CR206"]), (Severity.WARNING, ["CR201"]), (Severity.ERROR, []), (None, [])],
)
def test_junit_fails_what_fails_the_run_and_says_the_rest(fail_on, failures):
    drifting, partial, failed, *_rest = suites(fail_on=fail_on)
    assert [case.get("name")[:5] for case in drifting if case.find("failure") is not None] == failures
    assert drifting.get("failures") == str(len(failures))
    assert [case.get("name")[:5] for case in drifting if len(case)] == ["CR201", "CR205", "CR206"]
    assert drifting.get("skipped") == str(3 - len(failures)) == str(int(drifting.xpath("count(.//skipped)")))
    assert partial.get("failures") == ("0" if fail_on is None else "1")
    assert (failed.get("failures"), failed.get("errors")) == ("0", "1")


def test_a_record_of_half_a_document_fails_without_a_finding():
    half = replace(CLEAN, outcome=Outcome.PARTIAL)
    (suite,) = suites(half)
    assert (suite.get("failures"), suite.xpath("testcase[failure]/@name")) == ("1", ["partial"])
    assert suites(half, fail_on=None)[0].get("failures") == "0"


def test_what_does_not_fail_beside_a_failure_of_its_rule_is_said():
    mixed = Document(
        "a.pdf", "ABC1234-001", None, Outcome.PARTIAL, (KNOWN, DRIFT.with_severity(Severity.INFO), DRIFT), ()
    )
    (case,) = suites(mixed, fail_on=Severity.WARNING).xpath("//testcase[@name='CR201 name-drift']")
    assert [child.tag for child in case] == ["failure", "system-out"]
    assert "S05 has 2 names." in case.find("system-out").text


def test_a_waived_finding_does_not_hide_another_of_its_rule():
    other = Document(
        "a.pdf", "ABC1234-001", None, Outcome.PARTIAL, (KNOWN.with_severity(Severity.ERROR),), DRIFTING.waived
    )
    (case,) = suites(other).xpath("//testcase[@name='CR205 undefined-code']")
    assert [child.tag for child in case] == ["failure", "system-out"]


# --- GitHub ---


def annotations(*documents):
    return written(github, *documents).splitlines()


def test_github_gets_the_errors_first():
    lines = annotations()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::error", "::warning", "::warning", "::notice"]
    assert lines[1] == "::error file=c%3Ad.pdf,line=1,title=RD101 unreadable-file::The file is empty."
    assert lines[2] == (
        "::warning file=standards/甲 1%25#?.pdf,line=1,title=CR201 name-drift"
        "::p.3/table 2/row 4/column 7 S05: S05 has 2 names.%0Ahelp: write 企劃能力"
    )


def test_nothing_in_a_document_becomes_a_command_of_its_own():
    (line,) = annotations(Document("x,y\n.pdf", None, None, Outcome.FAILED, (LOST,)))
    assert line.startswith("::error file=x%2Cy%0A.pdf,line=1,")
    assert "%250A" in line
    assert HOSTILE not in line


def test_github_says_how_many_it_does_not_show():
    many = tuple(LOST.with_severity(severity) for severity in Severity for _ in range(13))
    lines = annotations(Document("a.pdf", None, None, Outcome.PARTIAL, many))
    kinds = [line.split(" ")[0] for line in lines]
    assert [kinds.count(kind) for kind in ("::error", "::warning", "::notice")] == [10, 10, 10]
    assert lines[-1].endswith("Not shown here: 3 error, 3 warning, 4 info. Take another report for all.")


def test_what_is_waived_or_clean_is_no_annotation():
    assert annotations(CLEAN) == []
    assert "CR205" not in "".join(annotations(DRIFTING, PARTIAL, FAILED, EXCEPTIONS))


# --- GitLab ---


def test_code_quality_has_an_issue_for_every_finding_that_counts():
    issues = json.loads(written(codequality))
    assert [(one["check_name"][:5], one["severity"], one["location"]["path"]) for one in issues] == [
        ("CR201", "major", "standards/甲 1%#?.pdf"),
        ("CR206", "info", "standards/甲 1%#?.pdf"),
        ("AS103", "critical", "b.docx"),
        ("RD101", "blocker", "c:d.pdf"),
        ("SU801", "major", "waivers.toml"),
    ]
    assert issues[0]["description"].startswith("p.3/table 2/row 4/column 7 S05: S05 has 2 names.")
    assert all(set(one) == {"description", "check_name", "fingerprint", "severity", "location"} for one in issues)
    assert all(one["location"]["lines"] == {"begin": 1} for one in issues)


def test_code_quality_knows_a_finding_again_and_never_takes_two_for_one():
    def prints(*documents):
        return [one["fingerprint"] for one in json.loads(written(codequality, *documents))]

    moved = replace(DRIFTING, diagnostics=(replace(DRIFT, location=Location(9), message="other words"), ORDER))
    assert set(prints(moved)) == set(prints(DRIFTING))
    twice = replace(DRIFTING, diagnostics=(DRIFT, DRIFT))
    assert len(set(prints(twice, replace(DRIFTING, path="other.pdf")))) == 4


def test_code_quality_of_a_clean_run_is_an_empty_list():
    assert json.loads(written(codequality, CLEAN)) == []
