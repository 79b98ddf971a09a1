"""What leads from a field of the record to the stretches of the source that it was made of, and what became of each."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.assemble import LABEL, OUTSIDE, Placement, RecordText
from pipeline.proof.fields import ProofField
from pipeline.record.codes import visible


class Fate(StrEnum):
    """What became of a stretch of the source."""

    FIELD = "field"
    LABEL = "label"
    """A label of the form, a code's punctuation, a bullet."""
    OUTSIDE = "outside"
    """It is known not to belong to the form."""
    UNPLACED = "unplaced"
    """It got nowhere."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many visible characters a source has, by what became of them; ``mended`` ones are counted there too."""

    field: int = 0
    label: int = 0
    outside: int = 0
    unplaced: int = 0
    mended: int = 0

    @property
    def form(self) -> int:
        """The characters of the form itself."""
        return self.field + self.label + self.unplaced

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.field + other.field,
            self.label + other.label,
            self.outside + other.outside,
            self.unplaced + other.unplaced,
            self.mended + other.mended,
        )


def fate(placement: Placement) -> Fate:
    """What became of the stretch."""
    if placement.entry is None:
        return Fate.UNPLACED
    return {LABEL: Fate.LABEL, OUTSIDE: Fate.OUTSIDE}.get(placement.entry.field, Fate.FIELD)


def tally(placements: Iterable[Placement]) -> Tally:
    """The characters of all stretches; white space and what nobody sees do not count."""
    counts: defaultdict[str, int] = defaultdict(int)
    for one in placements:
        counts[fate(one)] += _length(one.text)
        counts["mended"] += len(one.mended)
    return Tally(**counts)


def sources(fields: Sequence[ProofField], placements: Sequence[Placement]) -> tuple[tuple[int, ...], ...]:
    """For each field the stretches that it was made of, by their numbers in ``placements``.

    Where several fields were made of one text, such as the values of 職類別, each has those stretches that hold it.
    """
    found: defaultdict[RecordText, list[int]] = defaultdict(list)
    for number, one in enumerate(placements):
        if one.entry is not None:
            found[one.entry].append(number)

    def of(field: ProofField) -> tuple[int, ...]:
        for entries in (field.entries, field.otherwise):
            numbers = [number for entry in entries for number in found.get(entry, ())]
            if numbers:
                return tuple(_own(field, numbers, placements) if field.shares else sorted(numbers))
        return ()

    return tuple(map(of, fields))


def _own(field: ProofField, numbers: Sequence[int], placements: Sequence[Placement]) -> list[int]:
    """Of stretches that several fields share, those that say what this one does; all where none does."""
    said = [folded(text) for text in (field.code, *field.texts) if text]

    def is_own(number: int) -> bool:
        text = folded(placements[number].text)
        return any(text in one or one in text for one in said)

    return sorted(filter(is_own, numbers)) or sorted(numbers)


def agrees(field: ProofField, texts: Iterable[str]) -> bool:
    """Whether all that the field says stands in the texts of its stretches, white space aside."""
    source = folded("".join(texts))
    return all(folded(text) in source for text in (field.code, *field.texts) if text)


def folded(text: str) -> str:
    """``text`` without white space and what nobody sees, forms of one character folded."""
    return "".join(unicodedata.normalize("NFKC", visible(text)).split())


def _length(text: str) -> int:
    return len("".join(visible(text).split()))
