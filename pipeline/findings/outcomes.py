"""What became of an input, and whether that makes the run fail."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from pipeline.findings.diagnostics import Diagnostic, Severity


class Outcome(StrEnum):
    """Exactly one per input; never ``OK`` beside a diagnostic of severity error."""

    OK = "ok"
    """Read whole, and no error was found."""
    PARTIAL = "partial"
    """There is a record and there are handbooks, but an error was found: not to be trusted as they stand."""
    FAILED = "failed"
    """Nothing came of it."""
    SKIPPED = "skipped"
    """Another input of the run has the same content and was built; or no reader takes the file."""


def with_record(diagnostics: Iterable[Diagnostic]) -> Outcome:
    """The outcome of an input that gave a record."""
    erroneous = any(one.severity is Severity.ERROR for one in diagnostics)
    return Outcome.PARTIAL if erroneous else Outcome.OK


def fails(outcome: Outcome, diagnostics: Iterable[Diagnostic], threshold: Severity | None) -> bool:
    """Whether an input makes the run fail: by its outcome, or by a finding at or above ``threshold``.

    ``None`` stands for ``--fail-on never``. An input that failed counts even then.
    """
    if outcome is Outcome.FAILED:
        return True
    if threshold is None:
        return False
    return outcome is Outcome.PARTIAL or any(one.severity.at_least(threshold) for one in diagnostics)
