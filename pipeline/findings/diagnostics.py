"""One value for everything there is to say about a document, from the first byte to the last page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.base import i18n
from pipeline.base.provenance import NOWHERE, Location


class Severity(StrEnum):
    """How much a finding matters, worst first."""

    ERROR = "error"
    """The record cannot be trusted, or a reference leads nowhere."""
    WARNING = "warning"
    """Very probably a defect of the document."""
    INFO = "info"
    """Worth knowing, often legitimate."""

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)

    def at_least(self, other: Severity) -> bool:
        """Whether this is as bad as ``other`` or worse."""
        return self.rank <= other.rank


@dataclass(frozen=True, slots=True)
class Related:
    """A further place that belongs to a finding; ``message`` is what is printed there."""

    subject: str
    message: str
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    ``rule`` is a rule id (``CR201``), ``name`` its name (``name-drift``). ``subject`` says what the finding is
    about in the document's own terms (``T1.2/K11``, ``versions/V1``, ``note/3``); waivers are keyed by it.
    ``proposal`` is the evident right form, where there is one, and ``printed`` what it would replace here; where
    ``related`` places are the ones to change, their messages are what is printed there. ``chinese`` is the message in
    the language of handbooks, ``None`` where it does not tell what it was made of.
    """

    rule: str
    name: str
    severity: Severity
    subject: str
    message: str
    location: Location = NOWHERE
    related: tuple[Related, ...] = ()
    proposal: str | None = None
    printed: str | None = None
    chinese: str | None = None

    def with_severity(self, severity: Severity) -> Diagnostic:
        """The same finding with another severity."""
        return replace(self, severity=severity)


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What a rule is called and how much it matters by default. ``since`` is the version that brought it.

    ``named_only``: it runs where somebody names it, and is none of ``ALL``.
    """

    id: str
    name: str
    severity: Severity
    since: str
    named_only: bool = False

    def found(
        self,
        subject: str,
        message: str,
        location: Location = NOWHERE,
        *,
        related: Iterable[Related] = (),
        proposal: str | None = None,
        printed: str | None = None,
        severity: Severity | None = None,
    ) -> Diagnostic:
        """A finding of this rule; ``severity`` only where the rule's page names more than one."""
        return Diagnostic(
            rule=self.id,
            name=self.name,
            severity=severity or self.severity,
            subject=subject,
            message=message,
            location=location,
            related=tuple(related),
            proposal=proposal,
            printed=printed,
            chinese=i18n.chinese(message),
        )


def fingerprint(document_code: str | None, diagnostic: Diagnostic) -> str:
    """Sixteen hex digits that stay the same while document, rule and subject do, whatever page or wording."""
    return fingerprint_of(document_code or "", diagnostic.rule, diagnostic.subject)


def fingerprint_of(document_code: str, rule: str, subject: str) -> str:
    """The fingerprint of any finding of ``rule`` about ``subject``."""
    key = "\0".join((document_code, rule, subject))
    return hashlib.sha256(key.encode(errors="backslashreplace")).hexdigest()[:16]


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """By place (page, then height on the page), then rule and subject; findings without a place first."""

    def key(diagnostic: Diagnostic) -> tuple[int, float, str, str]:
        where = diagnostic.location
        top = where.box[1] if where.box else 0.0
        return (where.page or 0, top, diagnostic.rule, diagnostic.subject)

    return tuple(sorted(diagnostics, key=key))


def worst(diagnostics: Iterable[Diagnostic]) -> Severity | None:
    """The worst severity among ``diagnostics``; ``None`` if there are none."""
    return min((one.severity for one in diagnostics), key=lambda severity: severity.rank, default=None)


def keep_silent(_found: Diagnostic) -> None:
    """Reports to nobody."""


class Unreadable(Exception):  # noqa: N818 - it names a state of the document, not a fault of the program
    """Raised by a reader or the assembler when nothing can be had from a document; carries the reason."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class CannotRender(Exception):  # noqa: N818 - it names a state of the machine, not a fault of the program
    """Raised by a renderer when its format cannot be made here, though others can; carries the reason."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic
