"""Which findings of a run count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.findings.document import Document
from pipeline.findings.exceptions import Exceptions
from pipeline.findings.rules import Rule, usual_rules
from pipeline.findings.selection import Choice


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
