"""What the page of a proof shows, as plain values; the template knows nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.base.provenance import Box


@dataclass(frozen=True, slots=True)
class MarkView:
    """What is to be said of a text: its ``kind`` (mended, derived, outside, unplaced), in a word and in a sentence."""

    kind: str
    word: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of the record. ``marked`` are the ids of boxes and stretches that light up with it.

    ``key`` is what the browser keeps "seen" under: another text has another key.
    """

    id: str
    key: str
    path: str
    label: str
    code: str | None
    text: str
    place: str
    marked: tuple[str, ...]
    marks: tuple[MarkView, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupView:
    """Fields that stand together."""

    id: str
    title: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class BoxView:
    """An area of a page in points, and the id of the field that it belongs to, if it belongs to one."""

    id: str
    box: Box
    kind: str
    label: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class StretchView:
    """A stretch of the source's text, as printed.

    Every second of its ``pieces``, from the second on, is a character that the record has as another one.
    """

    id: str
    pieces: tuple[str, ...]
    kind: str
    field: str | None = None
    word: str = ""

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.pieces)


@dataclass(frozen=True, slots=True)
class CellView:
    """Stretches in one cell or paragraph, line by line."""

    lines: tuple[tuple[StretchView, ...], ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a table, or a paragraph as its only cell; ``place`` says where it stands."""

    place: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """A page as a ``picture`` (an address or data URI) of this size in points with boxes, or else as text.

    ``number`` is ``None`` for a source without pages, which is one of these.
    """

    number: int | None
    width: float
    height: float
    picture: str | None
    boxes: tuple[BoxView, ...]
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class CharacterView:
    """A text that is outside, mended, derived or not placed, what became of it, and the id of its place."""

    kind: str
    word: str
    text: str
    became: str
    place: str
    target: str | None


@dataclass(frozen=True, slots=True)
class ProofFinding:
    """A finding, and the id of its place; ``waived`` says who answers for it."""

    severity: str
    word: str
    rule: str
    subject: str
    message: str
    proposal: str | None
    place: str
    target: str | None
    waived: str | None


@dataclass(frozen=True, slots=True)
class StandardView:
    """One standard of the file: what it is called, how much of it was read, and all its fields."""

    title: str
    outcome: str
    outcome_word: str
    account: tuple[str, ...]
    record_sha256: str
    groups: tuple[GroupView, ...]


@dataclass(frozen=True, slots=True)
class ProofView:
    """The whole page."""

    file: str
    sha256: str
    title: str
    standards: tuple[StandardView, ...]
    pages: tuple[PageView, ...]
    characters: tuple[CharacterView, ...]
    findings: tuple[ProofFinding, ...]
    remarks: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many fields there are."""
        return sum(len(group.fields) for standard in self.standards for group in standard.groups)
