"""Named rules: what the assembler concludes from where text stands, and from which fact about the form it does so.

A table of rules is tried from its beginning; the first rule whose ``when`` holds answers the question (``first``). So
the order of a table is part of what it says. Where no rule answers, text stays where it is and is reported as left
over. What a header or a row's cells hold is put right by every rule that fits, one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Case = TypeVar("Case")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class FormRule(Generic[Case, Answer]):
    """A conclusion, and when it is drawn.

    ``fact`` is what it rests on in docs/form.md: the number of a quirk (``12``), or of a section (``1.1``) where the
    rule follows the form as it is meant to be. ``then`` gives the answer; neither function changes anything.
    """

    fact: str
    name: str
    when: Callable[[Case], bool]
    then: Callable[[Case], Answer]

    @property
    def is_special(self) -> bool:
        """Whether the rule copes with a quirk."""
        return "." not in self.fact

    def __str__(self) -> str:
        return f"{self.name} (quirk {self.fact})" if self.is_special else f"{self.name} ({self.fact})"


def first(rules: Iterable[FormRule[Case, Answer]], case: Case) -> FormRule[Case, Answer] | None:
    """The first rule that ``case`` fits."""
    for rule in rules:
        if rule.when(case):
            return rule
    return None
