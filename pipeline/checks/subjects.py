"""The record as the rules look at it: cells with their entries, all printed texts, and where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.base.i18n import _
from pipeline.base.provenance import NOWHERE, Location
from pipeline.record import codes
from pipeline.record.model import Block, Place, Reference, Standard, Statement, Task, Version
from pipeline.record.navigate import PrintedNames

LETTERS = {"outputs": ("O",), "indicators": ("P",), "knowledge": ("K",), "skills": ("S", "SS")}
"""The columns of the competence table with the letters of the codes that belong there."""

LABELS = {
    "outputs": "工作產出",
    "indicators": "行為指標",
    "knowledge": "職能內涵 (K)",
    "skills": "職能內涵 (S)",
    "categories": "職類別",
    "occupations": "職業別",
    "industries": "行業別",
}
"""What the official form calls the parts that the record names in English."""

LEVELS = range(1, 7)
"""The official scale has six levels (docs/form.md 3.2)."""


@dataclass(frozen=True, slots=True)
class CellEntry:
    """One output, indicator, piece of knowledge or skill where it stands in the competence table.

    ``text`` is the printed text or name without the code; empty for a bare code.
    """

    task: Task
    column: str
    code: str | None
    text: str
    scope: tuple[str, ...]
    location: Location

    @property
    def use(self) -> str:
        """The subject of a finding about this use of the code, or about an entry without code: ``T1.2/K11``."""
        return f"{self.task.subject}/{self.code or self.column}"

    @property
    def item(self) -> codes.ItemCode | None:
        """The code, read, if it belongs in the column; ``None`` for any other."""
        parsed = codes.parse(self.code)
        return parsed if parsed and parsed.letter in LETTERS[self.column] else None

    @property
    def belongs(self) -> bool:
        """Whether the numbers of an output or indicator are those of a task in its row, as far as can be told."""
        tasks = [task for head in self.task.heads if (task := codes.parse(head.code))]
        if self.column not in ("outputs", "indicators") or not self.item or not tasks:
            return True
        item = self.item
        return any(within(item, task) for task in tasks)


@dataclass(frozen=True, slots=True)
class CompetenceCell:
    """One column of one level block."""

    task: Task
    column: str
    entries: tuple[CellEntry, ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """A code that belongs where it stands."""

    code: str
    item: codes.ItemCode
    location: Location


@dataclass(frozen=True, slots=True)
class PrintedText:
    """One printed text with the subject that it belongs to."""

    subject: str
    text: str
    location: Location


def within(item: codes.ItemCode, parent: codes.ItemCode) -> bool:
    """Whether the numbers agree as far as both have them: O1.1 may stand under T1.4, and O2.1.1 under T2."""
    return all(mine == its for mine, its in zip(item.parent, parent.numbers, strict=False))


def location(*places: Place | None) -> Location:
    """The first place that is known; ``NOWHERE`` if none is."""
    known = next((place for place in places if place), None)
    return Location(page=known.page, box=known.box) if known else NOWHERE


def section(standard: Standard, field: str) -> Location:
    """Where the section stands that became ``field`` of the record."""
    return location(standard.at.get(field))


def cells(standard: Standard) -> Iterator[CompetenceCell]:
    """Every cell with outputs, indicators, knowledge or skills, in printed order."""
    names = PrintedNames(standard)
    for _duty, task in standard.tasks():
        yield from _cells_of(task, names)


def entries(standard: Standard, *columns: str) -> Iterator[CellEntry]:
    """Every entry of the named columns, in printed order; of all columns if none is named."""
    for cell in cells(standard):
        if not columns or cell.column in columns:
            yield from cell.entries


def named_references(standard: Standard) -> dict[str, list[CellEntry]]:
    """The uses of every K and S code in its own column that print a name, by code."""
    found: dict[str, list[CellEntry]] = {}
    for entry in entries(standard, "knowledge", "skills"):
        if entry.code and entry.item and entry.text:
            found.setdefault(entry.code, []).append(entry)
    return found


def coded(standard: Standard) -> Iterator[Coded]:
    """The codes of all duties, tasks, entries of their own column, and attitudes, in printed order."""

    def one(code: str | None, letters: tuple[str, ...], where: Location) -> Iterator[Coded]:
        item = codes.parse(code)
        if code and item and item.letter in letters:
            yield Coded(code, item, where)

    for duty in standard.duties:
        yield from one(duty.code, ("T",), location(duty.at))
        for task in duty.tasks:
            for head in task.heads:
                yield from one(head.code, ("T",), location(head.at, task.at))
    for entry in entries(standard):
        yield from one(entry.code, LETTERS[entry.column], entry.location)
    for attitude in standard.attitudes:
        yield from one(attitude.code, ("A",), location(attitude.at, standard.at.get("attitudes")))


def texts(standard: Standard) -> Iterator[PrintedText]:
    """Every printed text of the document, in printed order; knowledge and skills wherever they are named."""
    for subject, text, where in _all_texts(standard):
        if text:
            yield PrintedText(subject, text, where)


def texts_by_subject(standard: Standard) -> dict[str, list[PrintedText]]:
    """The texts of each subject; what is printed alike in several places, such as the name of a skill, stands once."""
    found: dict[str, dict[str, PrintedText]] = {}
    for text in texts(standard):
        found.setdefault(text.subject, {}).setdefault(text.text, text)
    return {subject: list(distinct.values()) for subject, distinct in found.items()}


def is_empty(task: Task) -> bool:
    """Whether nothing at all stands in the row of the task."""
    return not any(block.outputs or block.indicators or block.knowledge or block.skills for block in task.blocks)


def version_subject(version: Version, row: int) -> str:
    """``versions/V1``; without a version number the code, else the row (from 1) tells which."""
    return f"versions/{version.version or version.code or row}"


def version_code(version: Version) -> str | None:
    """The code of a row of the version table; some documents print it in the column 版本."""
    if version.code or not codes.STANDARD_CODE_TOLERANT.fullmatch(version.version or ""):
        return version.code
    return version.version


def version_key(code: str) -> str:
    """Equal for the spellings of one version's code: a first version may do without ``v1`` (docs/form.md 2.1)."""
    return re.sub(r"V0*1$", "", codes.normalize_standard(code).upper())


def own_rows(standard: Standard) -> list[tuple[int, Version]]:
    """The rows (from 1) of the version table with the document's own code."""
    if not standard.code:
        return []
    own = version_key(standard.code)
    return [
        (row, version)
        for row, version in enumerate(standard.versions, start=1)
        if (code := version_code(version)) and version_key(code) == own
    ]


def says_something(printed: str | None) -> bool:
    """Whether a level cell holds more than a dash or a word for none."""
    return any(character.isalnum() for character in (printed or "").strip("無略"))


def listing(items: Iterable[str], most: int = 8) -> str:
    """Each of ``items`` once; after ``most`` only how many more there are."""
    distinct = list(dict.fromkeys(items))
    listed = _(", ").join(distinct[:most])
    if len(distinct) <= most:
        return listed
    return _("{listed} and {count} more").format(listed=listed, count=len(distinct) - most)


def short(text: str, most: int = 40) -> str:
    """``text`` on one line, cut after ``most`` characters."""
    start = text[: 4 * most]
    line = " ".join(start.split())
    return line if len(line) <= most and start == text else line[:most] + "…"


def _cells_of(task: Task, names: PrintedNames) -> Iterator[CompetenceCell]:
    for block in task.blocks:
        for column, statements in (("outputs", block.outputs), ("indicators", block.indicators)):
            yield CompetenceCell(task, column, tuple(_statements(task, block, column, statements)))
        for column, references in (("knowledge", block.knowledge), ("skills", block.skills)):
            yield CompetenceCell(task, column, tuple(_references(task, block, column, references, names)))


def _statements(task: Task, block: Block, column: str, statements: Iterable[Statement]) -> Iterator[CellEntry]:
    for statement in statements:
        where = location(statement.at, block.at, task.at)
        yield CellEntry(task, column, statement.code, statement.text, (), where)


def _references(
    task: Task, block: Block, column: str, references: Iterable[Reference], names: PrintedNames
) -> Iterator[CellEntry]:
    for reference in references:
        printed = names.of(reference, column)
        where = location(reference.at, block.at, task.at)
        yield CellEntry(task, column, reference.code, printed or "", reference.scope, where)


def _all_texts(standard: Standard) -> Iterator[tuple[str, str | None, Location]]:
    yield from _header_texts(standard)
    yield from _table_texts(standard)
    for attitude in standard.attitudes:
        subject, where = attitude.code or attitude.name, location(attitude.at, standard.at.get("attitudes"))
        yield subject, attitude.name, where
        yield subject, attitude.description, where
    for number, line in enumerate(standard.prerequisites, start=1):
        yield f"prerequisite/{number}", line, section(standard, "prerequisites")
    for note in standard.notes:
        where = location(note.at, standard.at.get("notes"))
        yield f"note/{note.number}", note.term, where
        yield f"note/{note.number}", note.text, where
    for number, line in enumerate(standard.supplements, start=1):
        yield f"supplement/{number}", line, section(standard, "supplements")
    for definition in standard.level_definitions:
        where = location(definition.at, standard.at.get("level_definitions"))
        yield f"level-definition/{definition.level}", definition.text, where


def _header_texts(standard: Standard) -> Iterator[tuple[str, str | None, Location]]:
    yield "name", standard.name, section(standard, "name")
    for row, version in enumerate(standard.versions, start=1):
        subject, where = version_subject(version, row), location(version.at, standard.at.get("versions"))
        for text in (version.version, version.code, version.name, version.status, version.note):
            yield subject, text, where
        yield subject, version.date_as_printed or version.date, where
    yield "code", standard.code, section(standard, "code")
    for text in (standard.title.job_category, standard.title.occupation):
        yield "title", text, location(standard.title.at, standard.at.get("title"))
    groups = standard.classification
    for kind, pairs in (
        ("categories", groups.categories),
        ("occupations", groups.occupations),
        ("industries", groups.industries),
    ):
        for pair in pairs:
            where = location(pair.at, standard.at.get("classification"))
            yield f"classification/{kind}", pair.name, where
            yield f"classification/{kind}", pair.code, where
    yield "description", standard.description, section(standard, "description")
    yield "level", standard.level_as_printed, section(standard, "level")


def _table_texts(standard: Standard) -> Iterator[tuple[str, str | None, Location]]:
    names = PrintedNames(standard)
    for duty in standard.duties:
        yield duty.code or "duty", duty.name, location(duty.at)
        for task in duty.tasks:
            for head in task.heads:
                yield head.code or task.subject, head.name, location(head.at, task.at)
            for block in task.blocks:
                yield task.subject, block.level_as_printed, location(block.at, task.at)
            for cell in _cells_of(task, names):
                for entry in cell.entries:
                    yield entry.code or entry.use, entry.text, entry.location
