"""Reports: what a run found, for people and for machines, one file a form.

A report is a module of this package with ``NAME`` (what ``--format`` and ``--report`` call it) and
``write(run, stream)``, which writes text to ``stream``. The same run gives the same text. A report goes through the
documents one by one, so that it takes no more memory for five hundred of them than for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol, TextIO, cast

from pipeline import registry
from pipeline.diagnostics import Diagnostic, Severity, fingerprint, in_order
from pipeline.errors import SettingsError
from pipeline.language import _
from pipeline.outcomes import Outcome, with_record


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that somebody answers for: a waiver says why and by whom, a baseline only that it is known.

    ``until`` is the last day of the waiver as ISO date; ``by`` and ``until`` are ``None`` where nothing is said.
    """

    diagnostic: Diagnostic
    reason: str
    by: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic as reports list it: with its fingerprint, and with the waiver if there is one."""

    mark: str
    diagnostic: Diagnostic
    waived: Waived | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One input and what there is to say about it. ``sha256`` is ``None`` where its bytes could not be had.

    ``diagnostics`` are the findings that count; the ``waived`` ones are listed too but never make a run fail.
    ``partial_record``: the input is a record that says itself that its document was read only in part.
    ``is_input`` is false for a file of exceptions, which is here only for what is wrong with it.
    """

    path: str
    code: str | None
    sha256: str | None
    outcome: Outcome
    diagnostics: tuple[Diagnostic, ...] = ()
    waived: tuple[Waived, ...] = ()
    partial_record: bool = False
    is_input: bool = True

    def judged(self, diagnostics: Iterable[Diagnostic], waived: Iterable[Waived] = ()) -> Document:
        """The document with these findings instead; whether it is whole follows from those that count."""
        counting = tuple(diagnostics)
        outcome = self.outcome
        if outcome in (Outcome.OK, Outcome.PARTIAL):
            outcome = Outcome.PARTIAL if self.partial_record else with_record(counting)
        return replace(self, diagnostics=counting, waived=tuple(waived), outcome=outcome)

    def findings(self) -> Iterator[Finding]:
        """Every finding, waived or not, in the order of places."""
        if not self.waived:
            for diagnostic in self.diagnostics:
                yield Finding(fingerprint(self.code, diagnostic), diagnostic)
            return
        waivers = {id(one.diagnostic): one for one in self.waived}
        for diagnostic in in_order((*self.diagnostics, *(one.diagnostic for one in self.waived))):
            yield Finding(fingerprint(self.code, diagnostic), diagnostic, waivers.get(id(diagnostic)))


def _all_rules() -> tuple[registry.Rule, ...]:
    return tuple(registry.rules().values())


@dataclass(frozen=True, slots=True)
class Run:
    """A whole run: what was running, one document per input in the order of the inputs, and the rules that ran.

    ``documents`` can be gone through more than once and need not be in memory all together. ``folder`` is where the
    report will stand; links start from there.
    """

    tool: str
    version: str
    documents: Iterable[Document]
    rules: tuple[registry.Rule, ...] = field(default_factory=_all_rules)
    folder: str = "."


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

    def write(self, run: Run, stream: TextIO) -> None:
        """Writes the whole report."""


def available() -> tuple[Report, ...]:
    """All reports, in the order of their names."""
    found = [cast(Report, module) for module in registry.modules(__name__) if hasattr(module, "NAME")]
    return tuple(sorted(found, key=lambda report: report.NAME))


def find(name: str) -> Report:
    """The report called ``name``.

    Raises:
        SettingsError: there is none of that name.
    """
    for report in available():
        if name == report.NAME:
            return report
    names = ", ".join(report.NAME for report in available())
    raise SettingsError(_("no report is called {name}; choose from: {names}").format(name=name, names=names))
