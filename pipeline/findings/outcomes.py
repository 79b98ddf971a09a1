"""What became of an input, and whether that makes the run fail."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.findings.raised import rd115_not_looked_at

_NOT_LOOKED_AT = rd115_not_looked_at.RULE


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
    return outcome is Outcome.PARTIAL or any(counts(one, threshold) for one in diagnostics)


def counts(diagnostic: Diagnostic, threshold: Severity | None) -> bool:
    """Whether a finding makes the run fail: one at or above ``threshold``.

    That a file beside the documents was not looked at is only told, unless ``--strict`` or the settings give it weight.
    """
    is_only_told = (diagnostic.rule, diagnostic.severity) == (_NOT_LOOKED_AT.id, _NOT_LOOKED_AT.severity)
    return threshold is not None and not is_only_told and diagnostic.severity.at_least(threshold)
