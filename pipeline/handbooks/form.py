"""The view of the official form (公版): a standard as its seven-column table prints it.

Everything is shown as the document has it: codes and levels as printed, derived codes not at all. So a form that a
reader takes in again gives the same record. What no form can hold, and so comes back otherwise: outer and double
white space, line ends inside a text (but for 工作描述 and the level table), a duty without any task, a missing name
or code in the middle of a list of 類別, a text that itself looks like a code or a heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.handbooks.links import Anchor, Anchors, Linker, Text
from pipeline.record import codes, model
from pipeline.record.navigate import PrintedNames


@dataclass(frozen=True, slots=True)
class FormVersion:
    """A row of the version table; the date with slashes, as the form writes it."""

    version: str | None
    code: str | None
    name: str | None
    status: str | None
    note: Text | None
    date: str | None


@dataclass(frozen=True, slots=True)
class FormTableRow:
    """A row of the competence table; a cell is its lines.

    ``duty_rows`` and ``task_rows`` tell how many rows these cells span, 0 where one above reaches down to this row.
    """

    duty: tuple[Text, ...]
    duty_rows: int
    task: tuple[Text, ...]
    task_rows: int
    outputs: tuple[Text, ...]
    indicators: tuple[Text, ...]
    level: str | None
    knowledge: tuple[Text, ...]
    skills: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class FormNote:
    """A line of the 【註N】 glossary; ``anchor`` is where its marks lead, ``label`` its own 【註N】."""

    anchor: Anchor
    label: str
    text: Text


@dataclass(frozen=True, slots=True)
class FormLevel:
    """A row of the level table."""

    level: str
    text: Text


@dataclass(frozen=True, slots=True)
class Form:
    """The official form from its title to its notes. ``description`` holds one text a line."""

    title: str
    versions: tuple[FormVersion, ...]
    code: str | None
    job_category: str | None
    occupation: str | None
    categories: tuple[str, ...]
    category_codes: tuple[str, ...]
    occupations: tuple[str, ...]
    occupation_codes: tuple[str, ...]
    industries: tuple[str, ...]
    industry_codes: tuple[str, ...]
    description: tuple[Text, ...]
    level: str | None
    rows: tuple[FormTableRow, ...]
    attitudes: tuple[Text, ...]
    prerequisites: tuple[Text, ...]
    notes: tuple[FormNote, ...]
    supplements: tuple[Text, ...]
    level_definitions: tuple[FormLevel, ...]
    partial: bool


def official_form(standard: model.Standard) -> Form:
    """The view of ``standard``, whose texts must hold only what XML can."""
    return _FormComposer(standard).form()


class _FormComposer:
    """Holds the anchors of the notes while the view is put together."""

    def __init__(self, standard: model.Standard) -> None:
        self._standard = standard
        anchors = Anchors()
        self._note_anchors = [anchors.claim("note", note.number) for note in standard.notes]
        targets: dict[int, Anchor] = {}
        for note, anchor in zip(standard.notes, self._note_anchors, strict=True):
            targets.setdefault(note.number, anchor)
        self._linker = Linker(anchors, targets, {})
        self._names = PrintedNames(standard)

    def form(self) -> Form:
        """Puts the parts together."""
        standard = self._standard
        parts = standard.classification
        return Form(
            title=f"{standard.name or ''}職能基準",
            versions=tuple(self._version(row) for row in standard.versions),
            code=standard.code_as_printed or standard.code,
            job_category=standard.title.job_category,
            occupation=standard.title.occupation,
            categories=_names(parts.categories),
            category_codes=_codes(parts.categories),
            occupations=_names(parts.occupations),
            occupation_codes=_codes(parts.occupations),
            industries=_names(parts.industries),
            industry_codes=_codes(parts.industries),
            description=self._texts((standard.description or "").split("\n")),
            level=_level(standard.level, standard.level_as_printed),
            rows=tuple(self._rows()),
            attitudes=self._texts(_attitude(one) for one in standard.attitudes),
            prerequisites=self._texts(standard.prerequisites),
            notes=tuple(
                FormNote(
                    anchor, f"【註{note.number}】", self._text(f"{note.term}：{note.text}" if note.term else note.text)
                )
                for note, anchor in zip(standard.notes, self._note_anchors, strict=True)
            ),
            supplements=self._texts(standard.supplements),
            level_definitions=tuple(
                FormLevel(str(row.level), self._text(row.text)) for row in standard.level_definitions
            ),
            partial=standard.source.outcome == "partial",
        )

    def _text(self, printed: str) -> Text:
        return self._linker.text(printed, "")

    def _texts(self, printed: Iterator[str] | Sequence[str]) -> tuple[Text, ...]:
        return tuple(self._text(text) for text in printed if text)

    def _version(self, row: model.Version) -> FormVersion:
        return FormVersion(
            version=row.version,
            code=row.code_as_printed or row.code,
            name=row.name,
            status=row.status,
            note=self._linker.optional(row.note, ""),
            date=row.date.replace("-", "/") if row.date else row.date_as_printed,
        )

    def _rows(self) -> Iterator[FormTableRow]:
        for duty in self._standard.duties:
            tasks = duty.tasks or (model.Task(code=None, name=None),)
            rows = [(task, at, block) for task in tasks for at, block in enumerate(task.blocks or _NO_BLOCKS)]
            for number, (task, at, block) in enumerate(rows):
                yield FormTableRow(
                    duty=self._heads([duty], derived=duty.derived) if number == 0 else (),
                    duty_rows=len(rows) if number == 0 else 0,
                    task=self._heads(task.heads, derived=task.derived) if at == 0 else (),
                    task_rows=max(len(task.blocks), 1) if at == 0 else 0,
                    outputs=self._texts(_item(one.code, one.code_as_printed, one.text) for one in block.outputs),
                    indicators=self._texts(_item(one.code, one.code_as_printed, one.text) for one in block.indicators),
                    level=_level(block.level, block.level_as_printed),
                    knowledge=self._texts(self._reference(one, "knowledge") for one in block.knowledge),
                    skills=self._texts(self._reference(one, "skills") for one in block.skills),
                )

    def _heads(self, heads: Sequence[model.Duty | model.TaskHead], *, derived: bool) -> tuple[Text, ...]:
        if derived:
            return ()
        return self._texts([_item(head.code, head.code_as_printed, head.name) for head in heads])

    def _reference(self, reference: model.Reference, column: str) -> str:
        """A reference as printed; scope tags that its name does not show stand behind it."""
        name = self._names.of(reference, column)
        shown = codes.scope(name)
        tags = "、".join(f"【{tag}】" for tag in reference.scope if tag not in shown)
        return _item(reference.code, reference.code_as_printed, f"{name or ''}{tags}")


_NO_BLOCKS = (model.Block(level=None),)


def _item(code: str | None, printed: str | None, text: str | None) -> str:
    return " ".join(part for part in (printed or code, text) if part)


def _level(level: int | None, printed: str | None) -> str | None:
    return printed if printed is not None else None if level is None else str(level)


def _names(values: Sequence[model.Category]) -> tuple[str, ...]:
    return tuple(value.name for value in values if value.name)


def _codes(values: Sequence[model.Category]) -> tuple[str, ...]:
    return tuple(value.code for value in values if value.code)


def _attitude(attitude: model.Attitude) -> str:
    text = f"{attitude.name}：{attitude.description}" if attitude.description else attitude.name
    return _item(attitude.code, attitude.code_as_printed, text)
