"""One input of a run with its findings, those that count and those that somebody answers for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.findings.diagnostics import Diagnostic, fingerprint, in_order
from pipeline.findings.outcomes import Outcome, with_record


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
