"""The official table of one standard as rows of a sheet, with the parts before and behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.exports._tables.cells import Cell, CellSpan, Covered, Look
from pipeline.record.model import Attitude, Block, Category, Duty, Note, Standard, Statement, Task, TaskHead, Version
from pipeline.record.navigate import PrintedNames

HEADS = (
    "主要職責",
    "工作任務",
    "工作產出",
    "行為指標",
    "職能級別",
    "職能內涵（K=knowledge 知識）",
    "職能內涵（S=skills 技能）",
)
WIDTHS = (14, 16, 20, 44, 6, 24, 24)
_COVERED = Covered.COVERED

Line = tuple[tuple[Cell, ...], Look]


def official_table(standard: Standard) -> Iterator[Line]:
    """The rows of the sheet and how they look."""
    yield _across(f"{standard.name or ''}職能基準"), Look.TITLE
    for label, text in _head(standard):
        yield _labelled(label, text), Look.BODY
    yield HEADS, Look.HEAD
    names = PrintedNames(standard)
    for duty in standard.duties:
        for cells in _duty(duty, names):
            yield cells, Look.BODY
    for label, texts in _tail(standard):
        yield _across(label), Look.HEAD
        for text in texts:
            yield _across(text), Look.BODY


def _across(text: str) -> tuple[Cell, ...]:
    return (CellSpan(text, 1, len(HEADS)), *[_COVERED] * (len(HEADS) - 1))


def _labelled(label: str, text: str) -> tuple[Cell, ...]:
    return (label, CellSpan(text, 1, len(HEADS) - 1), *[_COVERED] * (len(HEADS) - 2))


def _head(standard: Standard) -> Iterator[tuple[str, str]]:
    classification = standard.classification
    for version in standard.versions:
        yield "版本", _version(version)
    yield "職能基準代碼", standard.code or ""
    yield "職類", standard.title.job_category or ""
    yield "職業", standard.title.occupation or ""
    yield "職類別", _categories(classification.categories)
    yield "職業別", _categories(classification.occupations)
    yield "行業別", _categories(classification.industries)
    yield "工作描述", standard.description or ""
    yield "基準級別", _level(standard.level, standard.level_as_printed)


def _version(one: Version) -> str:
    said = (one.version, one.code, one.name, one.status, one.note, one.date or one.date_as_printed)
    return "｜".join(text or "" for text in said)


def _categories(found: Iterable[Category]) -> str:
    return "\n".join(_joined(one.code, one.name) for one in found)


def _level(level: int | None, as_printed: str | None) -> str:
    return _joined(None if level is None else str(level), as_printed)


def _duty(duty: Duty, names: PrintedNames) -> Iterator[tuple[Cell, ...]]:
    """A row for each level row of its tasks; the cells of the duty and of each task stand in the first of theirs."""
    tasks = duty.tasks or (Task(code=None, name=None),)
    height = sum(max(len(task.blocks), 1) for task in tasks)
    first: Cell = CellSpan(_label(duty), height, 1)
    for task in tasks:
        blocks = task.blocks or (Block(level=None),)
        head: Cell = CellSpan("\n".join(map(_label, task.heads)), len(blocks), 1)
        for block in blocks:
            yield first, head, *_block(block, names)
            first = head = _COVERED


def _label(one: Duty | TaskHead) -> str:
    return _joined(one.code, one.name)


def _block(block: Block, names: PrintedNames) -> tuple[Cell, ...]:
    knowledge, skills = (
        "\n".join(_joined(one.code, names.of(one, column)) for one in getattr(block, column))
        for column in ("knowledge", "skills")
    )
    level = _level(block.level, block.level_as_printed)
    return _statements(block.outputs), _statements(block.indicators), level, knowledge, skills


def _statements(found: Iterable[Statement]) -> str:
    return "\n".join(_joined(one.code, one.text) for one in found)


def _tail(standard: Standard) -> Iterator[tuple[str, Iterable[str]]]:
    if standard.attitudes:
        yield "職能內涵（A=attitude 態度）", map(_attitude, standard.attitudes)
    if standard.prerequisites:
        yield "說明與補充事項：建議擔任此職類／職業之學歷／經歷／或能力條件", standard.prerequisites
    if standard.notes or standard.supplements:
        yield "說明與補充事項：其他補充說明", [*map(_note, standard.notes), *standard.supplements]
    if standard.level_definitions:
        yield "級別說明", [f"{one.level} {one.text}" for one in standard.level_definitions]


def _attitude(one: Attitude) -> str:
    text = one.name if one.description is None else f"{one.name}：{one.description}"
    return _joined(one.code, text)


def _note(one: Note) -> str:
    text = one.text if one.term is None else f"{one.term}：{one.text}"
    return f"【註{one.number}】{text}"


def _joined(one: str | None, other: str | None) -> str:
    return " ".join(text for text in (one, other) if text)
