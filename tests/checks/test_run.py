from __future__ import annotations

from collections.abc import Iterator

from small_standard import small_standard

from pipeline import checks
from pipeline.base.provenance import Location
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.findings.rules import Rule
from pipeline.record.model import Standard

GOOD = RuleInfo("ZZ001", "good", Severity.INFO, "0.1.0")
BAD = RuleInfo("ZZ002", "bad", Severity.WARNING, "0.1.0")


def finds_two(_standard: Standard) -> Iterator[Diagnostic]:
    yield GOOD.found("later", "on page two", Location(page=2))
    yield GOOD.found("earlier", "on page one", Location(page=1))


def finds_one_and_crashes(standard: Standard) -> Iterator[Diagnostic]:
    yield BAD.found("before", "the crash", Location(page=3))
    raise KeyError(standard.code)


def test_a_crash_of_one_rule_is_a_finding_and_the_others_go_on() -> None:
    rules = [
        Rule(BAD, "", finds_one_and_crashes),
        Rule(GOOD, "", finds_two),
        Rule(RuleInfo("ZZ003", "elsewhere", Severity.ERROR, "0.1.0"), "", None),
    ]
    found = checks.run(small_standard({}), rules)
    assert [(one.rule, one.subject) for one in found] == [
        ("XX999", "file"),
        ("ZZ001", "earlier"),
        ("ZZ001", "later"),
        ("ZZ002", "before"),
    ]
    crash = found[0]
    assert crash.severity is Severity.ERROR
    assert all(part in crash.message for part in ("ZZ002", "bad", "KeyError", "ABC1234-001v2"))


def test_nothing_to_run_finds_nothing() -> None:
    assert checks.run(small_standard({"level": 9}), []) == ()
