"""Which rules count, by id, prefix and name."""

from __future__ import annotations

import pytest

from pipeline.base.errors import SettingsError
from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.findings.document import Document
from pipeline.findings.outcomes import Outcome
from pipeline.findings.rules import known_rules
from pipeline.findings.selection import choose, matching, one

DRIFT = Diagnostic("CR201", "name-drift", Severity.WARNING, "S05", "")
UNDEFINED = Diagnostic("CR205", "undefined-code", Severity.ERROR, "T1.2/K11", "")
LOST = Diagnostic("AS103", "text-not-placed", Severity.ERROR, "p.1", "")
CRASH = Diagnostic("XX999", "internal-error", Severity.ERROR, "file", "")
NO_FONT = Diagnostic("RN902", "no-font", Severity.ERROR, "pdf", "")
EMPTY = Diagnostic("RD101", "unreadable-file", Severity.ERROR, "file", "")


def document(*found, outcome=Outcome.OK, **more):
    return Document("a.pdf", "ABC1234-001", None, outcome, found, **more)


def rules(document):
    return [one.rule for one in document.diagnostics]


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("CR201", ["CR201"]),
        ("cr201", ["CR201"]),
        ("name-drift", ["CR201"]),
        ("NT", ["NT301", "NT302", "NT303", "NT304"]),
        ("lv4", ["LV401", "LV402", "LV403"]),
        ("CR20", ["CR201", "CR202", "CR203", "CR204", "CR205", "CR206", "CR207"]),
    ],
)
def test_ids_prefixes_and_names_all_name_rules(name, ids):
    assert list(matching(name)) == ids


def test_all_names_every_rule_but_those_that_run_only_where_they_are_named():
    assert [one for one in known_rules() if one not in matching("all")] == ["RL101"]


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("CR299", "CR2"),
        ("name-drif", "name-drift"),
        ("TX9", "TX"),
        ("NT31", "NT301"),
        ("", "icap rule"),
        ("R2", "icap rule"),
    ],
)
def test_an_unknown_name_is_refused_with_a_suggestion(name, advice):
    with pytest.raises(SettingsError, match=advice):
        choose([name], [], {})
    with pytest.raises(SettingsError, match=advice):
        choose(["ALL"], [name], {})
    with pytest.raises(SettingsError, match=advice):
        choose(["ALL"], [], {name: Severity.INFO})


def test_where_one_rule_is_meant_a_group_is_refused():
    assert one("undefined-code").info.id == "CR205"
    with pytest.raises(SettingsError, match="CR2"):
        one("CR2")


def test_only_chosen_findings_count():
    chosen = choose(["CR2"], ["CR205"], {}).applied(document(LOST, DRIFT, UNDEFINED, outcome=Outcome.PARTIAL))
    assert rules(chosen) == ["CR201"]
    assert chosen.outcome is Outcome.OK


def test_nothing_left_to_check_is_refused():
    with pytest.raises(SettingsError, match="select"):
        choose(["CR201"], ["CR"], {})


def test_a_changed_severity_changes_the_outcome():
    choice = choose(["ALL"], [], {"CR205": Severity.INFO, "name-drift": Severity.ERROR})
    assert choice.rules["CR205"].info.severity is Severity.INFO
    assert choice.rules["CR202"].info.severity is Severity.WARNING
    milder = choice.applied(document(UNDEFINED, outcome=Outcome.PARTIAL))
    assert ([one.severity for one in milder.diagnostics], milder.outcome) == ([Severity.INFO], Outcome.OK)
    assert choice.applied(document(DRIFT)).outcome is Outcome.PARTIAL


def test_the_closer_name_decides_the_severity():
    for given in ({"CR": Severity.INFO, "CR205": Severity.ERROR}, {"CR205": Severity.ERROR, "CR": Severity.INFO}):
        choice = choose(["ALL"], [], given)
        assert (choice.severities["CR205"], choice.severities["CR201"]) == (Severity.ERROR, Severity.INFO)


def test_what_cost_the_document_and_crashes_are_never_left_out():
    choice = choose(["CR201"], [], {})
    assert rules(choice.applied(document(EMPTY, outcome=Outcome.FAILED))) == ["RD101"]
    assert rules(choice.applied(document(CRASH, DRIFT, outcome=Outcome.PARTIAL))) == ["XX999", "CR201"]


def test_a_format_that_was_not_made_counts_whatever_is_ignored():
    kept = choose(["ALL"], ["RN902"], {}).applied(document(NO_FONT, DRIFT, outcome=Outcome.PARTIAL))
    assert rules(kept) == ["RN902", "CR201"]
    assert kept.outcome is Outcome.PARTIAL


def test_a_record_that_says_it_is_partial_stays_so():
    kept = choose(["CR201"], [], {}).applied(document(UNDEFINED, outcome=Outcome.PARTIAL, partial_record=True))
    assert (rules(kept), kept.outcome) == ([], Outcome.PARTIAL)
