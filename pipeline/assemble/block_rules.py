"""Which block of the task a row is of, and which items it brings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pipeline.assemble.apply import AddItems, AddLevel, Decision, ExtendItem, OpenBlock, PrintedAgain, Step
from pipeline.assemble.bullets import begins_like, unmarked
from pipeline.assemble.cases import Case, CaseRule, do
from pipeline.assemble.codebook import Codebook
from pipeline.assemble.column_codes import Column
from pipeline.assemble.drafts import ItemDraft, State
from pipeline.assemble.items import Context, cut
from pipeline.assemble.rules import FormRule
from pipeline.assemble.spans import Span
from pipeline.assemble.table_rows import TableRow
from pipeline.record import codes

_NO_CODEBOOK = Codebook()
_LATER = {Column.LEVEL, Column.KNOWLEDGE, Column.SKILL}


def _completes(case: Case) -> bool:
    """Whether the row brings the level, K and S that the block lacks, and nothing else."""
    task = case.state.task
    block = task.blocks[-1] if task else None
    brought = {column for column, text in case.row.cells.items() if text}
    if block is None or block.level or not brought <= _LATER:
        return False
    return not any(block.of(column) for column in (Column.KNOWLEDGE, Column.SKILL))


def _lacks_level(case: Case) -> bool:
    return case.state.task is not None and not case.state.task.blocks[-1].level


def _is_first(case: Case) -> bool:
    return case.state.task is not None and case.state.task.blocks[-1].is_empty


def _brings_output(case: Case) -> bool:
    pieces = cut(case.row.cell(Column.OUTPUT), Context(Column.OUTPUT))
    return bool(pieces.items) and not pieces.head


def _repeats_level(case: Case) -> bool:
    task = case.state.task
    return case.row.opens_part and task is not None and case.cell.compact == task.blocks[-1].level.compact


def _add_level(case: Case) -> Decision:
    return do(AddLevel(case.cell))


LEVEL_RULES: tuple[CaseRule, ...] = (
    FormRule("1.1", "level-of-the-task", _is_first, _add_level),
    FormRule("50", "level-behind-the-break", lambda case: _lacks_level(case) and case.row.opens_part, _add_level),
    FormRule("16", "level-behind-its-task", _completes, _add_level),
    FormRule(
        "14",
        "output-behind-the-break-with-its-level",
        lambda case: _repeats_level(case) and _brings_output(case),
        lambda case: do(OpenBlock(case.cell)),
    ),
    FormRule("1", "level-printed-again", _repeats_level, lambda case: do(PrintedAgain(Column.LEVEL, case.cell))),
    FormRule("14", "another-level", lambda case: True, lambda case: do(OpenBlock(case.cell))),
)


def content(column: Column) -> Callable[[State, TableRow], Iterator[Case]]:
    """What gives the cell of a column: its uncoded beginning and its items."""

    def cases(state: State, row: TableRow) -> Iterator[Case]:
        cell = row.cell(column)
        if cell:
            task = state.task
            codebook = state.codebooks.get(column, _NO_CODEBOOK)
            context = Context(
                column,
                task.numbers if task else (),
                state.last_codes.get(column),
                codebook=codebook,
                elsewhere=state.elsewhere,
            )
            pieces = cut(cell, context)
            yield Case(state, row, column, pieces.head, pieces.items)

    return cases


def merged_cells(state: State, row: TableRow) -> Iterator[Case]:
    """What stands beside the row in merged cells that begin above it."""
    task = state.task
    for column, text in row.beside.items():
        if column is Column.LEVEL:
            yield Case(state, row, column, text)
        else:
            codebook = state.codebooks.get(column, _NO_CODEBOOK)
            pieces = cut(text, Context(column, task.numbers if task else (), codebook=codebook))
            yield Case(state, row, column, pieces.head, pieces.items)


def _lacks(case: Case) -> bool:
    """Whether the present block has nothing yet of what the merged cell holds."""
    task = case.state.task
    if task is None:
        return False
    block = task.blocks[-1]
    return not (block.level if case.column is Column.LEVEL else block.of(case.column))


def _add_merged(case: Case) -> Decision:
    return do(AddLevel(case.text) if case.column is Column.LEVEL else _add(case, case.lines))


MERGED_RULES: tuple[CaseRule, ...] = (
    FormRule("52", "cell-of-several-tasks", lambda case: case.state.is_new and _lacks(case), _add_merged),
    FormRule(
        "52",
        "cell-of-several-levels",
        lambda case: case.column is not Column.LEVEL and bool(case.row.cell(Column.LEVEL)) and _lacks(case),
        _add_merged,
    ),
)


def _is_tail(case: Case) -> bool:
    return bool(case.text) and case.goes_on and case.last is not None and case.last.code is not None


def _is_uncoded_tail(case: Case) -> bool:
    """Whether text runs on from the full line of an uncoded item of the same block."""
    last, task = case.last, case.state.task
    if not (case.text and case.goes_on and task and last) or last.code is not None:
        return False
    return (
        last.whole.ends_soft()
        and last in task.blocks[-1].of(case.column)
        and not begins_like(case.lines[0], last.whole)
    )


def _add(case: Case, lines: Iterable[Span]) -> Step:
    last = codes.parse(case.items[-1].code) if case.items else None
    uncoded_items = (ItemDraft.uncoded(unmarked(line), line) for line in lines)
    return AddItems(case.column, (*uncoded_items, *case.heads), last)


ITEM_RULES: tuple[CaseRule, ...] = (
    FormRule("2", "tail-of-an-item", _is_tail, lambda case: do(ExtendItem(case.column, case.text), _add(case, ()))),
    FormRule(
        "2",
        "tail-of-an-item-without-code",
        _is_uncoded_tail,
        lambda case: do(ExtendItem(case.column, case.lines[0]), _add(case, case.lines[1:])),
    ),
    FormRule("24", "items-without-code", lambda case: bool(case.text), lambda case: do(_add(case, case.lines))),
    FormRule("1.1", "items", lambda case: bool(case.items), lambda case: do(_add(case, ()))),
)
