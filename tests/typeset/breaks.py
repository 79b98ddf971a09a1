"""The body rows of the competence table, and the page breaks that cut them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.record.model import Block, Standard
from tests.typeset import spelling
from tests.typeset.quirks import Break, Quirks
from tests.typeset.spelling import Entry


@dataclass(frozen=True, slots=True)
class Row:
    """One body row before the cells are merged. ``duty`` and ``task`` are equal in rows of the same one."""

    duty: int
    task: int
    cells: dict[str, list[Entry]]
    level: str
    splittable: bool
    opens_task: bool
    continues: bool = False


def rows(standard: Standard, quirks: Quirks) -> Iterator[Row]:
    """A row for every block. One whose task is derived is not split: its codes must stand in it."""
    number = 0
    for at, duty in enumerate(standard.duties):
        for task in duty.tasks:
            derived = spelling.is_derived(task, quirks)
            heads = [] if derived else [spelling.head(head, quirks) for head in task.heads]
            for block in task.blocks:
                first = block is task.blocks[0]
                cells = {"duty": [spelling.head(duty, quirks)], "task": heads, **_items(standard, block, quirks)}
                level = spelling.level(block.level, block.level_as_printed, quirks)
                yield Row(at, number, cells, level, splittable=not (derived and first), opens_task=first)
            number += 1


def _items(standard: Standard, block: Block, quirks: Quirks) -> dict[str, list[Entry]]:
    return {
        "outputs": [spelling.output(one, quirks) for one in block.outputs],
        "indicators": [spelling.indicator(one, quirks) for one in block.indicators],
        "knowledge": [spelling.reference(one, standard.knowledge, quirks) for one in block.knowledge],
        "skills": [spelling.reference(one, standard.skills, quirks) for one in block.skills],
    }


def parts(found: list[Row], quirks: Quirks) -> list[list[Row]]:
    """The rows between the page breaks; where two breaks fall in one row the first counts."""
    places: dict[int, Break] = {}
    for one in quirks.breaks:
        places.setdefault(one.row % len(found), one)
    pages: list[list[Row]] = [[]]
    for at, row in enumerate(found):
        if at not in places:
            pages[-1].append(row)
            continue
        before, behind = _cut(row, places[at], whole_heads=quirks.duty_cells == "repeated")
        pages[-1] += [before] if before else []
        pages.append([behind] if behind else [])
    return [page for page in pages if page]


def _cut(row: Row, where: Break, *, whole_heads: bool) -> tuple[Row | None, Row | None]:
    """A row before and behind a break; ``None`` for a side that would be empty.

    ``whole_heads``: the task cell stands on both sides, uncut.
    """
    if not row.splittable:
        return None, row
    before, behind = dict(row.cells), dict(row.cells)
    kinds = ("outputs", "indicators", "knowledge", "skills")
    for kind, kept in zip(kinds, where.kept[1:], strict=True):
        before[kind], behind[kind] = spelling.cut(row.cells[kind], kept)
    if not whole_heads:
        heads = spelling.cut_heads(row.cells["task"], where.kept[0]) if row.opens_task else ([], [])
        before["task"], behind["task"] = heads
    if not any(before[kind] for kind in kinds):
        return None, row
    if not any(behind[kind] for kind in kinds) and (whole_heads or not behind["task"]):
        return row, None
    return replace(row, cells=before), replace(row, cells=behind, continues=True)
