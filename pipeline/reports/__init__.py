"""Reports: what a run found, for people and for machines, one file a form.

A report is a module of this package with ``NAME`` (what ``--format`` and ``--report`` call it) and
``write(run, stream)``, which writes text to ``stream``. The same run gives the same text. A report goes through the
documents one by one, so that it takes no more memory for five hundred of them than for one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol, TextIO, cast

from pipeline.base import registry
from pipeline.base.i18n import _
from pipeline.base.suggestions import one_of
from pipeline.findings.diagnostics import Severity
from pipeline.findings.document import Document
from pipeline.findings.outcomes import Outcome
from pipeline.findings.rules import Rule, known_rules


def _all_rules() -> tuple[Rule, ...]:
    return tuple(known_rules().values())


@dataclass(frozen=True, slots=True)
class ReportedRun:
    """A whole run: what was running, one document per input in the order of the inputs, and the rules that ran.

    ``documents`` can be gone through more than once and need not be in memory all together. ``folder`` is where the
    report will stand; links start from there. ``fail_on`` is the least severity that makes the run fail, ``None`` if
    none does. ``coloured``: whether people see it in colours; ``None``: as the stream and the environment suggest.
    """

    tool: str
    version: str
    documents: Iterable[Document]
    rules: tuple[Rule, ...] = field(default_factory=_all_rules)
    folder: str = "."
    fail_on: Severity | None = Severity.ERROR
    coloured: bool | None = None


def severity_word(severity: Severity) -> str:
    """What people call the severity."""
    words = {Severity.ERROR: _("error"), Severity.WARNING: _("warning"), Severity.INFO: _("info")}
    return words[severity]


def outcome_word(outcome: Outcome) -> str:
    """What people call the outcome."""
    words = {
        Outcome.OK: _("ok"),
        Outcome.PARTIAL: _("partial"),
        Outcome.FAILED: _("failed"),
        Outcome.SKIPPED: _("skipped"),
    }
    return words[outcome]


class Report(Protocol):
    """What every report module offers."""

    NAME: str

    def write(self, run: ReportedRun, stream: TextIO) -> None:
        """Writes the whole report."""


def available() -> tuple[Report, ...]:
    """All reports, in the order of their names."""
    return tuple(cast(Report, module) for module in registry.parts(__name__, "write"))


def find(name: str) -> Report:
    """The report called ``name``.

    Raises:
        SettingsError: there is none of that name.
    """
    return one_of(name, {report.NAME: report for report in available()}, "icap formats")
