"""A record as the flat list of everything in it that can change: the items that two versions are compared by.

Pure: a record in, items out, in the order of the form. Source of the kinds and of the paths: the change record's
form in ``docs/compare.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.record.model import Block, Category, Competence, Reference, Standard, Statement, Task, Version


class ComparedKind(StrEnum):
    """What an item is; the order is that of summaries."""

    NAME = "name"
    DESCRIPTION = "description"
    STANDARD_LEVEL = "standard_level"
    CATEGORY = "category"
    OCCUPATION = "occupation"
    INDUSTRY = "industry"
    VERSION = "version"
    DUTY = "duty"
    TASK = "task"
    LEVEL = "level"
    OUTPUT = "output"
    INDICATOR = "indicator"
    REFERENCE = "reference"
    KNOWLEDGE = "knowledge"
    SKILL = "skill"
    ATTITUDE = "attitude"
    PREREQUISITE = "prerequisite"
    NOTE = "note"
    SUPPLEMENT = "supplement"


@dataclass(frozen=True, slots=True)
class ComparedItem:
    """One item of a record.

    ``path`` names it in the document's own terms and no other item has the same. ``parent`` is the index of the
    duty of a task, or of the task (the first of a shared cell) of what stands in its row; ``None`` for all else.
    ``cell`` of a task is the index of the first task of its cell. ``block`` is the level row of the task, from 0.
    ``register`` is the path of the K or S that a reference means.
    """

    kind: ComparedKind
    path: str
    code: str | None
    text: str
    parent: int | None = None
    cell: int | None = None
    block: int | None = None
    register: str | None = None


def items(standard: Standard) -> tuple[ComparedItem, ...]:
    """Every item of ``standard`` in the order of the form, paths made unique by ``#2``, ``#3`` …"""
    lister = _Lister(standard)
    lister.profile()
    lister.competence()
    lister.closing()
    return tuple(lister.found)


class _Lister:
    """Collects the items; the index of an item is its place in ``found``."""

    def __init__(self, standard: Standard) -> None:
        self._standard = standard
        self._uses: dict[str, int] = {}
        self.found: list[ComparedItem] = []

    def _add(self, item: ComparedItem) -> int:
        count = self._uses[item.path] = self._uses.get(item.path, 0) + 1
        self.found.append(item if count == 1 else replace(item, path=f"{item.path}#{count}"))
        return len(self.found) - 1

    def _field(self, kind: ComparedKind, path: str, text: str | None, code: str | None = None) -> None:
        if text or code:
            self._add(ComparedItem(kind, path, code, text or ""))

    def profile(self) -> None:
        """Name, classification, description, level and version table."""
        standard = self._standard
        self._field(ComparedKind.NAME, "name", standard.name)
        self._field(ComparedKind.NAME, "title/job_category", standard.title.job_category)
        if standard.title.occupation != standard.name:
            self._field(ComparedKind.NAME, "title/occupation", standard.title.occupation)
        self._categories(ComparedKind.CATEGORY, "categories", standard.classification.categories)
        self._categories(ComparedKind.OCCUPATION, "occupations", standard.classification.occupations)
        self._categories(ComparedKind.INDUSTRY, "industries", standard.classification.industries)
        self._field(ComparedKind.DESCRIPTION, "description", standard.description)
        self._field(ComparedKind.STANDARD_LEVEL, "level", _level(standard))
        for number, row in enumerate(standard.versions, start=1):
            self._field(
                ComparedKind.VERSION, f"versions/{row.version or number}", _version(row), row.version or row.code
            )

    def _categories(self, kind: ComparedKind, name: str, values: Sequence[Category]) -> None:
        for number, value in enumerate(values, start=1):
            self._field(kind, f"classification/{name}/{number}", value.name, value.code)

    def competence(self) -> None:
        """Duties, tasks and what stands in their rows."""
        names = {
            "knowledge": {one.code: one.name or "" for one in self._standard.knowledge},
            "skills": {one.code: one.name or "" for one in self._standard.skills},
        }
        for number, duty in enumerate(self._standard.duties, start=1):
            path = duty.code or f"duties/{number}"
            index = self._add(ComparedItem(ComparedKind.DUTY, path, duty.code, duty.name or ""))
            for place, task in enumerate(duty.tasks, start=1):
                self._task(task, index, task.code or f"{path}/tasks/{place}", names)

    def _task(self, task: Task, duty: int, path: str, names: dict[str, dict[str, str]]) -> None:
        first = len(self.found)
        self._add(ComparedItem(ComparedKind.TASK, path, task.code, task.name or "", duty, cell=first))
        for number, head in enumerate(task.also, start=1):
            own = head.code or f"{path}/also/{number}"
            self._add(ComparedItem(ComparedKind.TASK, own, head.code, head.name or "", duty, cell=first))
        for at, block in enumerate(task.blocks):
            if level := _level(block):
                self._add(ComparedItem(ComparedKind.LEVEL, f"{path}/level/{at + 1}", None, level, first, block=at))
            self._statements(ComparedKind.OUTPUT, block.outputs, first, at, path)
            self._statements(ComparedKind.INDICATOR, block.indicators, first, at, path)
            self._references("knowledge", block.knowledge, first, at, path, names["knowledge"])
            self._references("skills", block.skills, first, at, path, names["skills"])

    def _statements(
        self, kind: ComparedKind, statements: Sequence[Statement], task: int, block: int, path: str
    ) -> None:
        for number, one in enumerate(statements, start=1):
            own = one.code or f"{kind}s/{number}"
            self._add(ComparedItem(kind, f"{path}/{own}", one.code, one.text, task, block=block))

    def _references(
        self, column: str, uses: Sequence[Reference], task: int, block: int, path: str, names: dict[str, str]
    ) -> None:
        for number, use in enumerate(uses, start=1):
            name = names.get(use.code or "", "") if use.as_printed is None else use.as_printed
            own = use.code or f"{column}/{number}"
            register = f"{column}/{use.code}" if use.code else None
            self._add(
                ComparedItem(
                    ComparedKind.REFERENCE, f"{path}/{own}", use.code, name, task, block=block, register=register
                )
            )

    def closing(self) -> None:
        """The registers of K and S, the attitudes, and what stands under 說明與補充事項."""
        standard = self._standard
        self._register(ComparedKind.KNOWLEDGE, "knowledge", standard.knowledge)
        self._register(ComparedKind.SKILL, "skills", standard.skills)
        for number, attitude in enumerate(standard.attitudes, start=1):
            text = _joined(attitude.name, attitude.description)
            self._field(ComparedKind.ATTITUDE, f"attitudes/{attitude.code or number}", text, attitude.code)
        for number, text in enumerate(standard.prerequisites, start=1):
            self._field(ComparedKind.PREREQUISITE, f"prerequisites/{number}", text)
        for note in standard.notes:
            self._field(ComparedKind.NOTE, f"notes/{note.number}", _joined(note.term, note.text), f"註{note.number}")
        for number, text in enumerate(standard.supplements, start=1):
            self._field(ComparedKind.SUPPLEMENT, f"supplements/{number}", text)
        for row in standard.level_definitions:
            self._field(ComparedKind.SUPPLEMENT, f"level_definitions/{row.level}", row.text, str(row.level))

    def _register(self, kind: ComparedKind, path: str, entries: Sequence[Competence]) -> None:
        for entry in entries:
            self._add(ComparedItem(kind, f"{path}/{entry.code}", entry.code, entry.name or ""))


def _level(one: Standard | Block) -> str | None:
    return one.level_as_printed or (None if one.level is None else str(one.level))


def _version(row: Version) -> str:
    texts = (row.code, row.name, row.status, row.note, row.date or row.date_as_printed)
    return "｜".join(text or "" for text in texts)


def _joined(name: str | None, text: str | None) -> str:
    return "：".join(part for part in (name, text) if part)
