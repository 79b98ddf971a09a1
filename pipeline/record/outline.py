"""A standard as a flat list of items with paths, and what leads from one to another: what data formats are made of.

A path names one thing for good: ``KPS3322-002v2`` is the standard, ``KPS3322-002v2/task/T1.1`` one of its tasks. It
comes from codes alone, or from the place in the document where there is no code (docs/exports.md, Identifiers).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from urllib.parse import quote

from pipeline.record import codes
from pipeline.record.model import Block, Category, Competence, Reference, Standard, Statement, Task, TaskHead, content
from pipeline.record.navigate import PrintedNames

UNNAMED = "（原件未載）"
"""What stands for a text that the document lacks where a format must have one."""


class Kind(StrEnum):
    """What an item is; the value stands in its path."""

    DUTY = "duty"
    TASK = "task"
    OUTPUT = "output"
    INDICATOR = "indicator"
    KNOWLEDGE = "knowledge"
    SKILL = "skill"
    ATTITUDE = "attitude"

    @property
    def label(self) -> str:
        """What the official form calls it."""
        return _LABELS[self]


_LABELS = {
    Kind.DUTY: "主要職責",
    Kind.TASK: "工作任務",
    Kind.OUTPUT: "工作產出",
    Kind.INDICATOR: "行為指標",
    Kind.KNOWLEDGE: "知識",
    Kind.SKILL: "技能",
    Kind.ATTITUDE: "態度",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One duty, task, output, indicator, or piece of knowledge, skill or attitude.

    ``text`` is its name or text, never empty. ``parents`` are the paths of what it belongs to: the standard, a duty,
    one task or, where tasks share a cell, several. ``levels`` are those of the blocks that it stands in.
    """

    kind: Kind
    path: str
    code: str | None
    text: str
    parents: tuple[str, ...]
    levels: tuple[int, ...] = ()
    description: str | None = None
    code_as_printed: str | None = None
    derived: bool = False

    @property
    def statement(self) -> str:
        """The text and, behind a colon, its description."""
        return self.text if self.description is None else f"{self.text}：{self.description}"


@dataclass(frozen=True, slots=True)
class Use:
    """A task names a piece of knowledge or skill, in a block of this ``level``; ``printed`` is what it is called there.

    ``path`` is the use's own, ``task`` and ``competence`` are those of the items.
    """

    path: str
    task: str
    competence: str
    printed: str
    level: int | None
    code_as_printed: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """What a standard says beside its items, such as a note or a row of the version table, as one line of text."""

    label: str
    text: str

    def __str__(self) -> str:
        return f"{self.label}：{self.text}"


@dataclass(frozen=True, slots=True)
class Outline:
    """A standard by its items, in printed order; ``path`` is its own."""

    standard: Standard
    path: str
    items: tuple[Item, ...]
    uses: tuple[Use, ...]

    @property
    def title(self) -> str:
        """The name, else the code."""
        return self.standard.name or self.standard.code or UNNAMED

    @property
    def date(self) -> str | None:
        """The ISO date of the version that this is, as the version table has it."""
        return next((row.date for row in self.standard.versions if row.date and _is(row.code, self.standard)), None)

    @property
    def version(self) -> str | None:
        """What the version table calls this version."""
        return next((row.version for row in self.standard.versions if _is(row.code, self.standard)), None)

    @property
    def status(self) -> str | None:
        """The state of this version as the version table has it."""
        return next((row.status for row in self.standard.versions if _is(row.code, self.standard)), None)

    def of_kind(self, *kinds: Kind) -> tuple[Item, ...]:
        """The items of these kinds."""
        return tuple(item for item in self.items if item.kind in kinds)

    def replaced(self) -> tuple[tuple[str, str, str], ...]:
        """Which version was replaced by which: path and code of the older and path of the newer, oldest last.

        Rows of the version table without a code say nothing of it, and neither do neighbours that have one code.
        """
        rows = [row.code for row in self.standard.versions if row.code]
        return tuple(
            (quoted(older), older, quoted(newer))
            for newer, older in pairwise(rows)
            if older.casefold() != newer.casefold()
        )


def outline(standard: Standard) -> Outline:
    """The items of ``standard`` and the uses of its knowledge and skills."""
    return _Outliner(standard).outline()


def path_of(standard: Standard) -> str:
    """The path of a standard: its code; without one, a digest of what it says."""
    if standard.code:
        return quoted(standard.code)
    said = json.dumps(content(standard), ensure_ascii=False, sort_keys=True)
    return f"content-{hashlib.sha256(said.encode(errors='backslashreplace')).hexdigest()[:16]}"


def quoted(code: str) -> str:
    """A code as a part of a path: what URIs do not hold is in per cent signs."""
    return quote(code.strip(), safe="", errors="backslashreplace")


def remarks(standard: Standard) -> tuple[Remark, ...]:
    """Everything that a standard says beside its items, its name, code, level and description, in printed order."""
    title, classes = standard.title, standard.classification
    lines: list[tuple[str, str | None]] = [
        ("職類", title.job_category),
        ("職業", title.occupation),
        *(("職類別", _category(one)) for one in classes.categories),
        *(("職業別", _category(one)) for one in classes.occupations),
        *(("行業別", _category(one)) for one in classes.industries),
        ("基準級別備註", standard.level_as_printed),
        *(("級別備註", block.level_as_printed) for _task, block in standard.blocks()),
        *(
            ("版本", "｜".join(cell or "" for cell in (row.version, row.code, row.name, row.status, row.note, when)))
            for row in standard.versions
            for when in [row.date or row.date_as_printed]
        ),
        *(("建議擔任此職類／職業之學歷／經歷／或能力條件", line) for line in standard.prerequisites),
        *((f"註{note.number}", f"{note.term}：{note.text}" if note.term else note.text) for note in standard.notes),
        *(("其他補充說明", line) for line in standard.supplements),
        *((f"職能級別{row.level}", row.text) for row in standard.level_definitions),
    ]
    return tuple(Remark(label, text) for label, text in lines if text)


def _category(one: Category) -> str:
    return f"{one.name or ''}（{one.code}）" if one.code else one.name or ""


def _is(code: str | None, standard: Standard) -> bool:
    return bool(code and standard.code) and str(code).casefold() == str(standard.code).casefold()


class _Outliner:
    """Gives everything its path while the outline of one standard is put together."""

    def __init__(self, standard: Standard) -> None:
        self._standard = standard
        self._path = path_of(standard)
        self._names = PrintedNames(standard)
        self._taken: set[str] = set()
        self._serials: Counter[str] = Counter()
        self._items: list[Item] = []
        self._uses: list[Use] = []
        self._competences: dict[tuple[Kind, str], str] = {}

    def outline(self) -> Outline:
        registers = [
            *self._register(Kind.KNOWLEDGE, self._standard.knowledge),
            *self._register(Kind.SKILL, self._standard.skills),
        ]
        for duty in self._standard.duties:
            at = self._claim(Kind.DUTY, duty.code)
            text = duty.name or duty.code or UNNAMED
            self._items.append(
                Item(
                    Kind.DUTY, at, duty.code, text, (self._path,),
                    code_as_printed=duty.code_as_printed, derived=duty.derived,
                )
            )  # fmt: skip
            for task in duty.tasks:
                self._task(task, at)
        attitudes = [
            Item(
                Kind.ATTITUDE, self._claim(Kind.ATTITUDE, one.code), one.code, one.name or one.code or UNNAMED,
                (self._path,), description=one.description, code_as_printed=one.code_as_printed,
            )
            for one in self._standard.attitudes
        ]  # fmt: skip
        # Knowledge and skills that no register has are found while tasks are read.
        loose = [item for item in self._items if item.kind in (Kind.KNOWLEDGE, Kind.SKILL)]
        rest = [item for item in self._items if item.kind not in (Kind.KNOWLEDGE, Kind.SKILL)]
        items = (*rest, *registers, *loose, *attitudes)
        return Outline(self._standard, self._path, items, tuple(self._uses))

    def _register(self, kind: Kind, entries: Iterable[Competence]) -> Iterator[Item]:
        for entry in entries:
            path = self._claim(kind, entry.code)
            self._competences.setdefault((kind, entry.code), path)
            yield Item(kind, path, entry.code or None, entry.name or entry.code or UNNAMED, (self._path,))

    def _task(self, task: Task, duty: str) -> None:
        levels = tuple(dict.fromkeys(block.level for block in task.blocks if block.level is not None))
        heads = [(head, self._claim(Kind.TASK, head.code)) for head in task.heads]
        for head, path in heads:
            self._items.append(
                Item(
                    Kind.TASK, path, head.code, head.name or head.code or UNNAMED, (duty,), levels,
                    code_as_printed=head.code_as_printed, derived=head is task and task.derived,
                )
            )  # fmt: skip
        for block in task.blocks:
            for statement in block.outputs:
                self._statement(Kind.OUTPUT, statement, block, heads)
            for statement in block.indicators:
                self._statement(Kind.INDICATOR, statement, block, heads)
            for reference in block.knowledge:
                self._use(Kind.KNOWLEDGE, reference, block, heads)
            for reference in block.skills:
                self._use(Kind.SKILL, reference, block, heads)

    def _statement(self, kind: Kind, one: Statement, block: Block, heads: list[tuple[TaskHead, str]]) -> None:
        levels = () if block.level is None else (block.level,)
        text = one.text or one.code or UNNAMED
        self._items.append(
            Item(
                kind, self._claim(kind, one.code), one.code, text, _owners(one.code, heads), levels,
                code_as_printed=one.code_as_printed,
            )
        )  # fmt: skip

    def _use(self, kind: Kind, reference: Reference, block: Block, heads: list[tuple[TaskHead, str]]) -> None:
        """Enters what ``reference`` says of each task that it means; a scope tag leaves out others of the cell."""
        name = self._names.of(reference, "knowledge" if kind is Kind.KNOWLEDGE else "skills")
        printed = name or reference.code or UNNAMED
        known = self._competences.get((kind, reference.code)) if reference.code else None
        competence = known or self._loose(kind, reference, printed)
        meant = [task for head, task in heads if head.code in reference.scope]
        for task in meant or [task for _head, task in heads]:
            path = self._free(f"{task}/{competence.removeprefix(f'{self._path}/')}")
            self._uses.append(Use(path, task, competence, printed, block.level, reference.code_as_printed))

    def _loose(self, kind: Kind, reference: Reference, printed: str) -> str:
        path = self._claim(kind, reference.code)
        if reference.code:
            self._competences[kind, reference.code] = path
        self._items.append(Item(kind, path, reference.code, printed, (self._path,)))
        return path

    def _claim(self, kind: Kind, code: str | None) -> str:
        """The path of an item: its code, or a dash where it has none, behind what it is."""
        return self._free(f"{self._path}/{kind}/{quoted(code) if code else '-'}")

    def _free(self, stem: str) -> str:
        """``stem`` if nothing has it yet, else the first free one of ``stem~2``, ``stem~3`` …"""
        path = stem
        while path in self._taken:
            self._serials[stem] += 1
            path = f"{stem}~{self._serials[stem] + 1}"
        self._taken.add(path)
        return path


def _owners(code: str | None, heads: list[tuple[TaskHead, str]]) -> tuple[str, ...]:
    """Of tasks that share a cell, those that an output or indicator belongs to by its code, else all of them."""
    item = codes.parse(code)
    fitting = [
        path for head, path in heads if item and (task := codes.parse(head.code)) is not None and item.belongs_to(task)
    ]
    return tuple(fitting or [path for _head, path in heads])
