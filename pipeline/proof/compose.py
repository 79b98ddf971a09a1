"""Makes the view of a proof out of the readings of a file, one for each standard that it holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline.base.i18n import _
from pipeline.base.provenance import Location
from pipeline.proof import source, targets
from pipeline.proof.account import account, kind_word
from pipeline.proof.linked import MENDED, Linked, LinkedStandard, swaps
from pipeline.proof.links import Fate, fate, tally
from pipeline.proof.view import CharacterView, FieldView, GroupView, ProofView, StandardView
from pipeline.record import model
from pipeline.record.model import Standard
from pipeline.reports import outcome_word


@dataclass(frozen=True)
class ProofSource:
    """The file: its name and digest; the sizes of its pages in points and those of them that can be shown."""

    name: str
    sha256: str
    sizes: tuple[tuple[float, float], ...] = ()
    pictures: Mapping[int, str] | None = None
    remarks: tuple[str, ...] = ()


def compose(found: ProofSource, parts: Sequence[LinkedStandard]) -> ProofView:
    """The proof of a file that holds these standards, in their order."""
    linked: list[Linked] = []
    fields = stretches = 0
    for part in parts:
        one = Linked(part, len(linked) + 1, fields, stretches)
        linked.append(one)
        fields += len(one.fields)
        stretches += len(part.placements)
    shown = source.ShownSource(linked, found.sizes, found.pictures or {})
    pages = shown.pages()
    return ProofView(
        file=found.name,
        sha256=found.sha256,
        title=_(", ").join(_title(part.standard) for part in parts),
        standards=tuple(_standard(one, shown) for one in linked),
        pages=pages,
        characters=tuple(chain.from_iterable(_characters(one) for one in linked)),
        findings=tuple(chain.from_iterable(targets.findings(one, shown) for one in linked)),
        remarks=found.remarks,
    )


def _title(standard: Standard) -> str:
    return " ".join(part for part in (standard.code, standard.name) if part) or _("(without a name)")


def _standard(one: Linked, shown: source.ShownSource) -> StandardView:
    numbered = iter(range(len(one.fields)))
    record = hashlib.sha256(model.to_json(one.part.standard).encode(errors="backslashreplace")).hexdigest()
    document = one.part.document
    return StandardView(
        title=_title(one.part.standard),
        outcome=document.outcome.value,
        outcome_word=outcome_word(document.outcome),
        account=account(tally(one.part.placements)),
        record_sha256=record,
        groups=tuple(
            GroupView(
                f"g{one.first_field + 1}-{number}",
                group.title,
                tuple(_field(one, next(numbered), shown) for _one in group.fields),
            )
            for number, group in enumerate(one.groups, 1)
        ),
    )


def _field(one: Linked, at: int, shown: source.ShownSource) -> FieldView:
    field = one.fields[at]
    said = "\0".join((str(one.number), field.path, field.code or "", *field.texts, field.printed or ""))
    return FieldView(
        id=one.field_id(at),
        key=hashlib.sha256(said.encode(errors="backslashreplace")).hexdigest()[:12],
        path=field.path,
        label=field.label,
        code=field.code,
        text=field.text,
        place=_places(one, at),
        marked=shown.marked(one, at),
        marks=one.marks[at],
    )


def _places(one: Linked, at: int) -> str:
    """Where the field stands, in words: its pages, or its rows of tables."""
    locations = (one.part.placements[number].location for number in one.stretches[at])
    return _(", ").join(dict.fromkeys(filter(None, map(place_words, locations))))


def place_words(location: Location) -> str:
    """The page where there is one; else the row of the table."""
    if location.page is not None:
        return Location(page=location.page).words
    return location.words


def _characters(one: Linked) -> Iterator[CharacterView]:
    """Every stretch that is no plain part of the record, and every field that is no plain part of the source."""
    for kind in (Fate.UNPLACED, Fate.OUTSIDE):
        for number, placement in enumerate(one.part.placements):
            if fate(placement) is kind:
                became = _("in no field of the record") if kind is Fate.UNPLACED else _("named, in no field")
                where = placement.location.words
                yield CharacterView(
                    kind.value, kind_word(kind.value), placement.text, became, where, one.stretch_id(number)
                )
    owners = set(one.owners.values())
    for at, field in enumerate(one.fields):
        is_told_elsewhere = one.stretches[at] and at not in owners
        for mark in () if is_told_elsewhere else one.marks[at]:
            text = " ".join(part for part in (field.label, field.code, field.text) if part)
            yield CharacterView(mark.kind, mark.word, text, mark.said, _places(one, at), one.field_id(at))
    for number, placement in enumerate(one.part.placements):
        found = placement.mended
        if found and number not in one.owners:
            became = swaps(found)
            target = one.stretch_id(number)
            yield CharacterView(MENDED, kind_word(MENDED), placement.text, became, placement.location.words, target)
