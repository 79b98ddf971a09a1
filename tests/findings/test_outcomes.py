"""What makes a run fail."""

from __future__ import annotations

import pytest

from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.findings.outcomes import Outcome, fails, with_record


def finding(severity: Severity) -> Diagnostic:
    return Diagnostic("CR201", "name-drift", severity, "S05", "two names")


@pytest.mark.parametrize(
    ("found", "threshold", "expected"),
    [
        ([], Severity.INFO, False),
        ([Severity.INFO], Severity.INFO, True),
        ([Severity.INFO], Severity.WARNING, False),
        ([Severity.INFO, Severity.WARNING], Severity.WARNING, True),
        ([Severity.WARNING], Severity.ERROR, False),
        ([Severity.WARNING], None, False),
    ],
)
def test_a_finding_fails_the_run_from_the_threshold_on(found, threshold, expected):
    assert fails(Outcome.OK, map(finding, found), threshold) is expected


def test_a_failed_input_counts_even_if_no_finding_does():
    assert fails(Outcome.FAILED, (), None)


def test_a_partial_record_counts_as_an_error_though_its_findings_are_gone():
    assert fails(Outcome.PARTIAL, (), Severity.ERROR)
    assert not fails(Outcome.PARTIAL, (), None)


def test_an_input_with_an_error_is_never_ok():
    assert with_record([finding(Severity.WARNING)]) is Outcome.OK
    assert with_record([finding(Severity.INFO), finding(Severity.ERROR)]) is Outcome.PARTIAL


@pytest.mark.parametrize(
    ("severity", "threshold", "expected"),
    [
        (Severity.INFO, Severity.INFO, False),
        (Severity.WARNING, Severity.INFO, True),  # the settings give it weight
        (Severity.ERROR, Severity.ERROR, True),
        (Severity.ERROR, None, False),
    ],
)
def test_a_file_that_was_not_looked_at_fails_the_run_only_if_somebody_wants_that(severity, threshold, expected):
    found = Diagnostic("RD115", "not-looked-at", severity, "file", "It is a picture.")
    assert fails(Outcome.SKIPPED, [found], threshold) is expected
