"""The standard on one page, from what the view already holds: a map, the spread of levels, the use of knowledge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline.handbooks import view
from pipeline.handbooks.links import Link

_SCALE = range(1, 7)
"""職能級別 has six levels (domain.md, 3.2)."""


def overview(duties: tuple[view.DutyView, ...], matrix: view.Matrix, level: int | None) -> view.Overview:
    """The overview of a standard with these ``duties`` and this ``matrix`` that is itself rated at ``level``."""
    rows = [block.level for duty in duties for task in duty.tasks for block in task.blocks]
    return view.Overview(
        duties=tuple(view.OverviewDuty(_named(duty), tuple(_task(task) for task in duty.tasks)) for duty in duties),
        levels=_levels(rows, level),
        usage=tuple(
            _usage(section.kind, matrix.rows[section.start : section.end], len(matrix.tasks))
            for section in matrix.sections
        ),
    )


def _named(thing: view.DutyView | view.TaskHeading) -> Link:
    return Link(thing.code or thing.label, thing.anchor, thing.name.plain if thing.code and thing.name else None)


def _task(task: view.TaskView) -> view.OverviewTask:
    blocks = task.blocks
    return view.OverviewTask(
        tasks=tuple(_named(head) for head in task.heads),
        levels=tuple(sorted({block.level for block in blocks if block.level is not None})),
        outputs=sum(len(block.outputs) for block in blocks),
        indicators=sum(len(block.indicators) for block in blocks),
        knowledge=_different(one for block in blocks for one in block.knowledge),
        skills=_different(one for block in blocks for one in block.skills),
    )


def _different(references: Iterable[view.ReferenceView]) -> int:
    return len({one.code.label if one.code else str(one.name) for one in references})


def _levels(rows: list[int | None], rated: int | None) -> view.LevelStrip:
    found = Counter(rows)
    stated = [level for level in rows if level is not None]
    ends = [*stated, *([rated] if rated is not None and rows else [])]
    between = {level for level in _SCALE if ends and min(ends) <= level <= max(ends)}
    shown: list[int | None] = [*sorted(between | set(ends)), *([None] if None in found else [])]
    return view.LevelStrip(
        rows=len(rows),
        shares=tuple(
            view.LevelShare(
                level, found[level], _percent(found[level], len(rows)), level is not None and level == rated
            )
            for level in shown
        ),
        below=None if rated is None else sum(level < rated for level in stated),
        same=None if rated is None else found[rated],
        above=None if rated is None else sum(level > rated for level in stated),
    )


def _percent(part: int, whole: int) -> int:
    """A whole percentage that is 0 or 100 only where none or all are meant."""
    if part in (0, whole):
        return 100 * part // whole
    return min(max(round(100 * part / whole), 1), 99)


def _usage(kind: str, rows: tuple[view.MatrixRow, ...], tasks: int) -> view.Usage:
    links = [(Link(row.code.label, row.code.target, row.name), row.total) for row in rows]
    most = tasks / 2
    return view.Usage(
        kind=kind,
        most=tuple(link for link, total in links if total > 1 and total > most),
        several=tuple(link for link, total in links if 1 < total <= most),
        one=tuple(link for link, total in links if total == 1),
        none=tuple(link for link, total in links if total == 0),
    )
