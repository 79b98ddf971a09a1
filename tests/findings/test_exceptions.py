"""Waivers and baseline: what they take, what they let through, what is left over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.base.errors import SettingsError
from pipeline.base.provenance import Location
from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.findings.document import Document
from pipeline.findings.exceptions import (
    ExceptionEntry,
    Exceptions,
    baseline_text,
    pruned,
    read_baseline,
    read_waivers,
    updated,
)
from pipeline.findings.outcomes import Outcome, fails

TODAY = date(2026, 5, 1)
FILE = Path("waivers.toml")
CODE = "ABC1234-001"
UNDEFINED = Diagnostic("CR205", "undefined-code", Severity.ERROR, "T1.2/K11", "no name", Location(3))
DRIFT = Diagnostic("CR201", "name-drift", Severity.WARNING, "S05", "two names")
WAIVER = ExceptionEntry(CODE, "CR205", "T1.2/K11", "the office knows", "王小明", date(2026, 12, 31))
ALL = ("CR201", "CR205", "RN901", "SU801")


def document(*found, code=CODE, outcome=Outcome.PARTIAL):
    return Document("a.pdf", code, None, outcome, found)


def exceptions(*entries, today=TODAY):
    return Exceptions({FILE: entries}, today)


def leftover(entries, *documents, rules=ALL):
    known = exceptions(*entries)
    *_documents, last = known.watched([known.applied(one) for one in documents], rules)
    return [(one.subject, one.message) for one in last.diagnostics] if not last.is_input else []


# --- what is waived ---


def test_a_waived_error_is_kept_aside_and_fails_nothing():
    waived = exceptions(WAIVER).applied(document(UNDEFINED, DRIFT))
    assert waived.diagnostics == (DRIFT,)
    (one,) = waived.waived
    assert (one.diagnostic, one.reason, one.by, one.until) == (UNDEFINED, "the office knows", "王小明", "2026-12-31")
    assert waived.outcome is Outcome.OK
    assert not fails(waived.outcome, waived.diagnostics, Severity.ERROR)


def test_page_and_wording_make_no_difference():
    moved = Diagnostic("CR205", "undefined-code", Severity.ERROR, "T1.2/K11", "另一種說法", Location(9))
    assert exceptions(WAIVER).applied(document(moved)).diagnostics == ()


@pytest.mark.parametrize(
    "entry",
    [
        ExceptionEntry("ABC1234-001v2", "CR205", "T1.2/K11"),
        ExceptionEntry(CODE, "CR201", "T1.2/K11"),
        ExceptionEntry(CODE, "CR205", "T1.2/K12"),
        ExceptionEntry(CODE, "CR205", "T1.2/K11", until=date(2026, 4, 30)),
    ],
    ids=["another document", "another rule", "another subject", "expired"],
)
def test_everything_else_counts_as_before(entry):
    found = document(UNDEFINED)
    assert exceptions(entry).applied(found) == found


def test_the_last_day_still_counts():
    assert exceptions(WAIVER, today=date(2026, 12, 31)).applied(document(UNDEFINED)).diagnostics == ()
    assert exceptions(WAIVER, today=date(2027, 1, 1)).applied(document(UNDEFINED)).diagnostics == (UNDEFINED,)


def test_a_document_without_code_has_no_exceptions():
    found = document(UNDEFINED, code=None)
    assert exceptions(ExceptionEntry("", "CR205", "T1.2/K11")).applied(found) == found


def test_what_cost_the_whole_document_stays_a_failure():
    empty = Diagnostic("RD101", "unreadable-file", Severity.ERROR, "file", "")
    lost = exceptions(ExceptionEntry(CODE, "RD101", "file")).applied(document(empty, outcome=Outcome.FAILED))
    assert lost.outcome is Outcome.FAILED
    assert fails(lost.outcome, lost.diagnostics, None)


# --- what is left over ---


def test_an_entry_that_nothing_answers_to_is_reported_on_its_file():
    ((subject, message),) = leftover([WAIVER], document(DRIFT))
    assert subject == f"{CODE}/CR205/T1.2/K11"
    assert "waivers.toml" in message
    assert "delete" in message


def test_an_expired_entry_says_when_it_expired():
    ((_subject, message),) = leftover(
        [ExceptionEntry(CODE, "CR205", "T1.2/K11", until=date(2026, 4, 30))], document(UNDEFINED)
    )
    assert "2026-04-30" in message


def test_needed_entries_and_those_that_nobody_asked_about_are_not_reported():
    assert leftover([WAIVER], document(UNDEFINED)) == []
    assert leftover([WAIVER], document(code="ABC1234-002")) == []
    assert leftover([WAIVER], document(outcome=Outcome.FAILED)) == []
    assert leftover([WAIVER], document(DRIFT), rules=("CR201", "SU801")) == []
    assert leftover([WAIVER], document(DRIFT), rules=("CR201", "CR205")) == []
    assert leftover([ExceptionEntry(CODE, "RN901", "text")], document(DRIFT)) == []


def test_an_entry_needed_for_one_of_two_files_of_a_standard_is_needed():
    assert leftover([WAIVER], document(), document(UNDEFINED)) == []


# --- the file of waivers ---

TABLE = """
[[waiver]]
document = "ABC1234-001"
rule = "undefined-code"
subject = "T1.2/K11"
reason = "the office knows"
by = "王小明"
until = 2026-12-31
"""


@pytest.fixture
def put(tmp_path):
    def write(text):
        path = tmp_path / "waivers.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_waiver_names_its_rule_by_id_or_name_and_its_day_as_date_or_text(put):
    assert read_waivers(put(TABLE)) == (WAIVER,)
    assert read_waivers(put(TABLE.replace("undefined-code", "CR205").replace("2026-12-31", '"2026-12-31"'))) == (
        WAIVER,
    )
    assert read_waivers(put("")) == ()


def test_the_day_may_be_left_out(put):
    (entry,) = read_waivers(put(TABLE.replace("until = 2026-12-31", "")))
    assert entry.holds(date.max)


@pytest.mark.parametrize("key", ["document", "rule", "subject", "reason", "by"])
def test_all_else_is_required(put, key):
    lines = [line for line in TABLE.splitlines() if not line.startswith(key)]
    with pytest.raises(SettingsError, match=f"waiver 1: {key}"):
        read_waivers(put("\n".join(lines)))
    with pytest.raises(SettingsError, match=f"waiver 1: {key}"):
        read_waivers(put("\n".join([*lines, f'{key} = " "'])))


@pytest.mark.parametrize(
    ("before", "after", "advice"),
    [
        ("reason", "raeson", "Did you mean reason"),
        ("[[waiver]]", "[[waver]]", "Did you mean waiver"),
        ("[[waiver]]", "[waiver]", "waiver must be"),
        ("undefined-code", "undefined-cod", "Did you mean undefined-code"),
        ("undefined-code", "CR2", "icap rule"),
        ("2026-12-31", '"end of year"', "until must be a day"),
        ("2026-12-31", "2026-12-31T10:00:00", "until must be a day"),
        ("2026-12-31", "2026-13-31", "no TOML"),
    ],
)
def test_a_slip_in_the_file_is_refused_with_advice(put, before, after, advice):
    with pytest.raises(SettingsError, match=advice):
        read_waivers(put(TABLE.replace(before, after)))


# --- the baseline ---


def test_a_baseline_comes_back_as_it_was_written(tmp_path):
    entries = (ExceptionEntry(CODE, "TX701", "wording/了解·瞭解"), ExceptionEntry(CODE, "CR205", "T1.2/K11"))
    path = tmp_path / "known.json"
    path.write_text(baseline_text(entries), encoding="utf-8")
    assert read_baseline(path) == tuple(sorted(entries))
    path.write_text(baseline_text([]), encoding="utf-8")
    assert read_baseline(path) == ()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"baseline_version": "9"}', '{"baseline_version": "1.0", "entries": [{}]}']
)
def test_what_is_no_baseline_is_refused(tmp_path, text):
    path = tmp_path / "known.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="icap baseline update"):
        read_baseline(path)


def test_a_baseline_that_is_not_there_yet_is_refused_with_the_command_that_makes_it(tmp_path):
    with pytest.raises(SettingsError, match=r"no baseline .*icap baseline update"):
        read_baseline(tmp_path / "known.json")


OLD = (
    ExceptionEntry(CODE, "CR201", "S99"),
    ExceptionEntry(CODE, "CR205", "T1.2/K11"),
    ExceptionEntry("ABC1234-009", "CR201", "S01"),
)


def test_update_records_what_there_is_and_leaves_other_documents_alone():
    assert updated(OLD, [document(UNDEFINED, DRIFT)]) == (
        ExceptionEntry(CODE, "CR201", "S05"),
        ExceptionEntry(CODE, "CR205", "T1.2/K11"),
        ExceptionEntry("ABC1234-009", "CR201", "S01"),
    )


def test_prune_takes_out_what_is_gone_and_adds_nothing():
    assert pruned(OLD, [document(UNDEFINED, DRIFT)]) == (OLD[1], OLD[2])


def test_a_document_that_could_not_be_read_changes_no_baseline():
    assert updated(OLD, [document(outcome=Outcome.FAILED)]) == OLD
    assert pruned(OLD, [document(outcome=Outcome.FAILED)]) == OLD


def test_a_baseline_entry_waives_without_a_name():
    (one,) = exceptions(ExceptionEntry(CODE, "CR201", "S05")).applied(document(DRIFT)).waived
    assert (one.by, one.until) == (None, None)
    assert "baseline" in one.reason
