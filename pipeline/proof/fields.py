"""Every text of a record, in the order of the form, and which entries of the reading's account it was made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.assemble import RecordText
from pipeline.assemble.column_codes import Column
from pipeline.base.i18n import _
from pipeline.record.model import (
    Attitude,
    Block,
    Category,
    Competence,
    Duty,
    Reference,
    Standard,
    Statement,
    TaskHead,
    Version,
)


@dataclass(frozen=True, slots=True)
class ProofField:
    """One text of the record.

    ``path`` is where it stands in the record, such as ``duties/0/tasks/1``. ``label`` is what the form calls it.
    ``texts`` are the parts of which it consists beside its ``code``. ``entries`` are what it was made of; where none of
    them has any text in the source, ``otherwise`` are; with ``shares`` others were made of them too. ``printed`` is
    what the source has where the record says so. ``derived``: the source does not print it here. ``subject`` is what
    findings call it where that is neither its code nor its path.
    """

    path: str
    label: str
    code: str | None
    texts: tuple[str, ...]
    entries: tuple[RecordText, ...]
    otherwise: tuple[RecordText, ...] = ()
    printed: str | None = None
    derived: bool = False
    shares: bool = False
    subject: str | None = None

    @property
    def text(self) -> str:
        """What the record says, without the code."""
        return "：".join(self.texts)


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields that stand together, under a title."""

    title: str
    fields: tuple[ProofField, ...]


def groups(standard: Standard) -> tuple[FieldGroup, ...]:
    """All fields of the record but what it says of its file."""
    walk = _Walk(standard)
    found = [
        FieldGroup(_("Header table"), tuple(walk.header())),
        FieldGroup(_("Version table"), tuple(walk.versions())),
        *walk.duties(),
        FieldGroup(_("Attitudes (A)"), tuple(walk.attitudes())),
        FieldGroup(_("Notes and supplements"), tuple(walk.notes())),
        FieldGroup(
            _("Knowledge, put together from the tasks"), tuple(walk.register(Column.KNOWLEDGE, standard.knowledge))
        ),
        FieldGroup(_("Skills, put together from the tasks"), tuple(walk.register(Column.SKILL, standard.skills))),
    ]
    return tuple(group for group in found if group.fields)


class _Walk:
    """Goes through the record in the order in which the assembler makes it, so that it knows the number of each text.

    ``pipeline.assemble.coverage.Entry`` counts the texts of a field; empty ones count there, so they count here.
    """

    def __init__(self, standard: Standard) -> None:
        self._standard = standard
        self._numbers: Counter[str] = Counter()
        self._names = {
            Column.KNOWLEDGE: {one.code: one.name for one in standard.knowledge},
            Column.SKILL: {one.code: one.name for one in standard.skills},
        }

    def _entry(self, field: str) -> RecordText:
        self._numbers[field] += 1
        return RecordText(field, self._numbers[field])

    def header(self) -> Iterator[ProofField]:
        one = self._standard
        titles = (self._entry("title.job_category"), self._entry("title.occupation"))
        name = self._entry("name")
        if one.name:
            yield ProofField("name", "職能基準", None, (one.name,), (name,), titles)
        code = self._entry("code")
        if one.code:
            yield ProofField("code", "職能基準代碼", one.code, (), (code,), printed=one.code_as_printed)
        for path, label, text, entry in zip(
            ("title/job_category", "title/occupation"),
            ("職類", "職業"),
            (one.title.job_category, one.title.occupation),
            titles,
            strict=True,
        ):
            if text:
                yield ProofField(path, label, None, (text,), (entry,))
        kinds = one.classification
        yield from self._categories("categories", "職類別", kinds.categories)
        yield from self._categories("occupations", "職業別", kinds.occupations)
        yield from self._categories("industries", "行業別", kinds.industries)
        description = self._entry("description")
        if one.description:
            yield ProofField("description", "工作描述", None, (one.description,), (description,))
        yield from self._level("level", "基準級別", one.level, one.level_as_printed)

    def _categories(self, name: str, label: str, found: Sequence[Category]) -> Iterator[ProofField]:
        entries = (self._entry(f"classification.{label}"), self._entry(f"classification.{label}"))
        for at, one in enumerate(found):
            texts = (one.name,) if one.name else ()
            yield ProofField(f"classification/{name}/{at}", label, one.code, texts, entries, shares=True)

    def _level(self, path: str, label: str, level: int | None, printed: str | None) -> Iterator[ProofField]:
        entry = self._entry("level")
        if level is not None or printed:
            text = (printed or "") if level is None else str(level)
            yield ProofField(path, label, None, (text,), (entry,), printed=printed)

    def versions(self) -> Iterator[ProofField]:
        for at, row in enumerate(self._standard.versions):
            yield from self._version(f"versions/{at}", row, f"versions/{row.version or row.code or at + 1}")

    def _version(self, path: str, row: Version, subject: str) -> Iterator[ProofField]:
        cells = (
            ("version", "版本", row.version, None),
            ("code", "職能基準代碼", row.code, row.code_as_printed),
            ("name", "職能基準名稱", row.name, None),
            ("status", "狀態", row.status, None),
            ("note", "更新說明", row.note, None),
            ("date", "發展更新日期", row.date or row.date_as_printed, None),
        )
        for key, label, text, printed in cells:
            entry = self._entry(f"versions.{key}")
            if text:
                is_code = key == "code"
                texts = () if is_code else (text,)
                code = text if is_code else None
                yield ProofField(f"{path}/{key}", label, code, texts, (entry,), (), printed, subject=subject)

    def duties(self) -> Iterator[FieldGroup]:
        for at, duty in enumerate(self._standard.duties):
            path = f"duties/{at}"
            head = tuple(self._head(path, Column.DUTY, duty, derived=duty.derived))
            if head:
                yield FieldGroup(_titled(Column.DUTY, duty), head)
            for number, task in enumerate(duty.tasks):
                within = f"{path}/tasks/{number}"
                fields = [*self._head(within, Column.TASK, task, derived=task.derived)]
                for place, other in enumerate(task.also):
                    fields += self._head(f"{within}/also/{place}", Column.TASK, other)
                for place, block in enumerate(task.blocks):
                    fields += self._block(f"{within}/blocks/{place}", block)
                yield FieldGroup(_titled(Column.TASK, task), tuple(fields))

    def _head(self, path: str, column: Column, head: TaskHead | Duty, *, derived: bool = False) -> Iterator[ProofField]:
        if head.code or head.name:
            texts = (head.name,) if head.name else ()
            entry = self._item(column, head.code)
            yield ProofField(path, column.label, head.code, texts, (entry,), (), head.code_as_printed, derived)

    def _item(self, column: Column, code: str | None) -> RecordText:
        return self._entry(f"{column.label} {code or ''}".strip())

    def _block(self, path: str, block: Block) -> Iterator[ProofField]:
        yield from self._statements(f"{path}/outputs", Column.OUTPUT, block.outputs)
        yield from self._statements(f"{path}/indicators", Column.INDICATOR, block.indicators)
        yield from self._level(f"{path}/level", Column.LEVEL.label, block.level, block.level_as_printed)
        yield from self._references(f"{path}/knowledge", Column.KNOWLEDGE, block.knowledge)
        yield from self._references(f"{path}/skills", Column.SKILL, block.skills)

    def _statements(self, path: str, column: Column, found: Sequence[Statement]) -> Iterator[ProofField]:
        for at, one in enumerate(found):
            entry = self._item(column, one.code)
            texts = (one.text,) if one.text else ()
            yield ProofField(f"{path}/{at}", column.label, one.code, texts, (entry,), (), one.code_as_printed)

    def _references(self, path: str, column: Column, found: Sequence[Reference]) -> Iterator[ProofField]:
        for at, one in enumerate(found):
            entry = self._item(column, one.code)
            name = one.as_printed if one.as_printed is not None else self._names[column].get(one.code or "")
            texts = (name,) if name else ()
            yield ProofField(f"{path}/{at}", column.label, one.code, texts, (entry,), (), one.code_as_printed)

    def register(self, column: Column, found: Sequence[Competence]) -> Iterator[ProofField]:
        """To be walked after the duties: an entry was put together from all that name its code."""
        section = "knowledge" if column is Column.KNOWLEDGE else "skills"
        for at, one in enumerate(found):
            field = f"{column.label} {one.code}".strip()
            entries = tuple(RecordText(field, number) for number in range(1, self._numbers[field] + 1))
            texts = (one.name,) if one.name else ()
            yield ProofField(f"{section}/{at}", column.label, one.code, texts, entries)

    def attitudes(self) -> Iterator[ProofField]:
        for at, one in enumerate(self._standard.attitudes):
            yield self._attitude(f"attitudes/{at}", one)

    def _attitude(self, path: str, one: Attitude) -> ProofField:
        texts = tuple(text for text in (one.name, one.description) if text)
        entry = self._entry("attitudes")
        return ProofField(path, Column.ATTITUDE.label, one.code, texts, (entry,), (), one.code_as_printed)

    def notes(self) -> Iterator[ProofField]:
        one = self._standard
        label = "建議擔任此職類／職業之學歷／經歷／或能力條件"
        for at, text in enumerate(one.prerequisites):
            entry = self._entry("prerequisites")
            yield ProofField(f"prerequisites/{at}", label, None, (text,), (entry,), subject=f"prerequisite/{at + 1}")
        for at, text in enumerate(one.supplements):
            entry = self._entry("supplements")
            yield ProofField(
                f"supplements/{at}", "其他補充說明", None, (text,), (entry,), subject=f"supplement/{at + 1}"
            )
        for at, note in enumerate(one.notes):
            texts = tuple(text for text in (note.term, note.text) if text)
            subject = f"note/{note.number}"
            entry = self._entry("notes")
            yield ProofField(f"notes/{at}", f"【註{note.number}】", None, texts, (entry,), subject=subject)
        for at, row in enumerate(one.level_definitions):
            path, label, subject = f"level_definitions/{at}", f"職能級別 {row.level}", f"level-definition/{row.level}"
            entry = self._entry("level_definitions")
            yield ProofField(path, label, None, (row.text,), (entry,), subject=subject)


def _titled(column: Column, head: TaskHead | Duty) -> str:
    return " ".join(part for part in (column.label, head.code, head.name) if part)
