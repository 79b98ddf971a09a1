"""Which findings of a run count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.findings.document import Document
from pipeline.findings.exceptions import ExceptionEntry, Exceptions, read_baseline, read_waivers
from pipeline.findings.rules import Rule, usual_rules
from pipeline.findings.selection import Choice, choose
from pipeline.findings.settings import Settings


@dataclass(frozen=True, slots=True)
class Policy:
    """Which findings count: those of the ``choice`` (``None``: of all rules) for which there is no exception."""

    choice: Choice | None = None
    exceptions: Exceptions | None = None

    def applied(self, document: Document) -> Document:
        """The document with the findings that count."""
        chosen = self.choice.applied(document) if self.choice else document
        return self.exceptions.applied(chosen) if self.exceptions else chosen

    def watched(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The documents, which this has been applied to, and then what is wrong with the exceptions."""
        return (
            self.exceptions.watched(documents, (rule.info.id for rule in self.rules))
            if self.exceptions
            else iter(documents)
        )

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that run."""
        return tuple((self.choice.rules if self.choice else usual_rules()).values())


EVERYTHING = Policy()


def of_settings(settings: Settings, today: date, *, with_baseline: bool = True) -> Policy:
    """What follows from settings on the day ``today``, on which waivers may have run out.

    Raises:
        SettingsError: a rule that is named is not known, or a file of exceptions cannot be used.
    """
    choice = choose(settings.select, settings.ignore, settings.severity)
    files: dict[Path, tuple[ExceptionEntry, ...]] = {}
    if settings.waivers:
        files[settings.waivers] = read_waivers(settings.waivers)
    if settings.baseline and with_baseline:
        files[settings.baseline] = read_baseline(settings.baseline)
    return Policy(choice, Exceptions(files, today))
