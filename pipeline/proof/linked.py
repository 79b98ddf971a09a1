"""The standards of a file with the numbers by which their fields and stretches are known on the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.assemble import Placement, PlainCharacter
from pipeline.base.i18n import _
from pipeline.findings.document import Document
from pipeline.proof.account import kind_word
from pipeline.proof.fields import FieldGroup, ProofField, groups
from pipeline.proof.links import agrees, sources
from pipeline.proof.view import MarkView
from pipeline.record.model import Standard

MENDED, DERIVED = "mended", "derived"
"""The kinds of marks that a field can have."""


@dataclass(frozen=True)
class LinkedStandard:
    """One standard of a file: its record, where every stretch of it went, and what is reported of it."""

    standard: Standard
    placements: tuple[Placement, ...]
    document: Document


@dataclass(frozen=True)
class Linked:
    """The part of this ``number`` (from 1). So many fields and stretches stand in the parts before it."""

    part: LinkedStandard
    number: int
    first_field: int
    first_stretch: int

    @cached_property
    def groups(self) -> tuple[FieldGroup, ...]:
        """All fields by where they stand in the form."""
        return groups(self.part.standard)

    @cached_property
    def fields(self) -> tuple[ProofField, ...]:
        """All fields in order."""
        return tuple(field for group in self.groups for field in group.fields)

    @cached_property
    def stretches(self) -> tuple[tuple[int, ...], ...]:
        """Of every field, the numbers of the stretches that it was made of."""
        return sources(self.fields, self.part.placements)

    @cached_property
    def owners(self) -> dict[int, int]:
        """Of every stretch that is in a field, the first of these fields."""
        found: dict[int, int] = {}
        for field, numbers in enumerate(self.stretches):
            for number in numbers:
                found.setdefault(number, field)
        return found

    @cached_property
    def on_page(self) -> dict[int | None, list[int]]:
        """The stretches of every page."""
        found: defaultdict[int | None, list[int]] = defaultdict(list)
        for number, placement in enumerate(self.part.placements):
            found[placement.location.page].append(number)
        return dict(found)

    @cached_property
    def in_row(self) -> dict[tuple[int | None, int | None], list[int]]:
        """The stretches of every row of a table, by the numbers of both."""
        found: defaultdict[tuple[int | None, int | None], list[int]] = defaultdict(list)
        for number, placement in enumerate(self.part.placements):
            found[placement.location.table, placement.location.row].append(number)
        return dict(found)

    @cached_property
    def by_name(self) -> dict[str, list[int]]:
        """The fields of every code, subject and path."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for at, field in enumerate(self.fields):
            for name in {field.code, field.subject, field.path} - {None}:
                found[str(name)].append(at)
        return dict(found)

    @cached_property
    def under(self) -> dict[str, list[int]]:
        """The fields below every path."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for at, field in enumerate(self.fields):
            steps = field.path.split("/")
            for end in range(1, len(steps)):
                found["/".join(steps[:end])].append(at)
        return dict(found)

    def field_id(self, field: int) -> str:
        """What the field of this number (from 0) is called on the page."""
        return f"f{self.first_field + field + 1}"

    def stretch_id(self, stretch: int) -> str:
        """What the stretch of this number (from 0) is called on the page."""
        return f"s{self.first_stretch + stretch + 1}"

    @cached_property
    def marks(self) -> tuple[tuple[MarkView, ...], ...]:
        """Of every field, what is to be said of it."""
        return tuple(tuple(self._marks(at)) for at in range(len(self.fields)))

    def _marks(self, at: int) -> Iterator[MarkView]:
        field = self.fields[at]
        stretches = [self.part.placements[number] for number in self.stretches[at]]
        texts = [one.text for one in stretches]
        if field.derived or not texts:
            yield _mark(DERIVED, _("The source does not print it here; it follows from what stands beside it."))
        elif field.printed or not agrees(field, texts):
            printed = field.printed or " ".join(texts)
            yield _mark(MENDED, _("printed: {text}").format(text=printed))
        swapped = [swap for one in stretches for swap in one.mended]
        if swapped:
            yield _mark(MENDED, swaps(swapped))


def swaps(found: Iterable[PlainCharacter]) -> str:
    """Which characters were read as which, each once; the first of a pair by its number too, as both look alike."""
    said = dict.fromkeys(f"{one.printed} (U+{ord(one.printed):04X}) → {one.plain}" for one in found)
    return _("characters: {pairs}").format(pairs=_(", ").join(said))


def _mark(kind: str, said: str) -> MarkView:
    return MarkView(kind, kind_word(kind), said)
