"""The competence table while it is put together. All values are frozen: a later row makes new ones.

The last duty and its last task are the present ones: what a row brings is added to them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from pipeline.assemble.bullets import without_last_bullet
from pipeline.assemble.codebook import Codebook
from pipeline.assemble.column_codes import Column
from pipeline.assemble.items import CodedText
from pipeline.assemble.spans import Span, joined
from pipeline.record import codes
from pipeline.record.codes import ItemCode

CONTENT = (Column.OUTPUT, Column.INDICATOR, Column.KNOWLEDGE, Column.SKILL)
"""The columns whose cells hold items of a block."""
_LONGEST_NAME = 1_000
"""Characters that the name of a duty or a task has at the most."""


class ItemDraft(NamedTuple):
    """A code as the record has it and as printed, the text behind it, and both together."""

    code: str | None
    printed: str
    body: Span
    whole: Span

    @classmethod
    def of(cls, item: CodedText) -> ItemDraft:
        """A draft of a cut item."""
        return cls(item.code, item.printed, item.body, item.whole)

    @classmethod
    def uncoded(cls, body: Span, whole: Span) -> ItemDraft:
        """An item that has no code."""
        return cls(None, "", body, whole)

    @classmethod
    def told(cls, code: str | None) -> ItemDraft:
        """An item that is printed nowhere; other codes tell its code."""
        return cls(code, code or "", Span(), Span())

    def extended(self, span: Span) -> ItemDraft:
        """The item with the rest of its text, found in a later row or on a later page."""
        body = joined([self.body, without_last_bullet(span, self.whole)])
        return self._replace(body=body, whole=joined([self.whole, span]))

    @property
    def is_endless(self) -> bool:
        """Whether the text is longer than any name: to compare it with every row would take long."""
        return len(self.body) > _LONGEST_NAME

    @property
    def is_repaired(self) -> bool:
        """Whether the printed code had to be repaired."""
        return self.code is not None and self.code != self.printed


class BlockDraft(NamedTuple):
    """One level row of a task."""

    level: Span = Span()
    items: Mapping[Column, tuple[ItemDraft, ...]] = MappingProxyType({})

    def of(self, column: Column) -> tuple[ItemDraft, ...]:
        """The items that stand in ``column``."""
        return self.items.get(column, ())

    def with_items(self, column: Column, items: tuple[ItemDraft, ...]) -> BlockDraft:
        """The block with other items in ``column``."""
        return BlockDraft(self.level, {**self.items, column: items})

    @property
    def is_empty(self) -> bool:
        """Whether no item and no level has come yet."""
        return not self.level and not any(self.items.values())


class TaskDraft(NamedTuple):
    """The tasks of one task cell with the blocks that they share."""

    heads: tuple[ItemDraft, ...] = ()
    blocks: tuple[BlockDraft, ...] = (BlockDraft(),)
    derived: bool = False

    @property
    def numbers(self) -> list[ItemCode]:
        """The codes of the heads, read."""
        return [code for head in self.heads if (code := codes.parse(head.code))]

    def is_named_by(self, parent: tuple[int, ...]) -> bool:
        """Whether the first numbers of an O or P are those of a task; one of three levels may stand under T1.1.1."""
        return any(number.numbers[: len(parent)] == parent for number in self.numbers)

    def last(self, column: Column) -> ItemDraft | None:
        """The last item of ``column``, of whatever block."""
        return next((items[-1] for block in reversed(self.blocks) if (items := block.of(column))), None)


class DutyDraft(NamedTuple):
    """A duty and its tasks."""

    head: ItemDraft
    tasks: tuple[TaskDraft, ...] = ()
    derived: bool = False

    @property
    def number(self) -> ItemCode | None:
        """The duty's code, read."""
        return codes.parse(self.head.code)


class State(NamedTuple):
    """The table so far, and what of it the next row is read by."""

    duties: tuple[DutyDraft, ...] = ()
    last_codes: Mapping[Column, ItemCode] = MappingProxyType({})
    """The last code that was read in each column."""
    owed: Mapping[Column, str] = MappingProxyType({})
    """The rest of a name that is printed again but cut by a page break: it will follow on the next page."""
    codebooks: Mapping[Column, Codebook] = MappingProxyType({})
    """How the document writes the codes of each column that has many."""
    elsewhere: Codebook = Codebook()
    """What the columns of K, S and A tell of such codes in other columns."""
    is_new: bool = False
    """Whether the present row opened the present task."""

    @property
    def duty(self) -> DutyDraft | None:
        """The present duty."""
        return self.duties[-1] if self.duties else None

    @property
    def task(self) -> TaskDraft | None:
        """The present task; none where the duty at hand has none yet."""
        return self.duties[-1].tasks[-1] if self.duties and self.duties[-1].tasks else None

    def tasks(self) -> list[TaskDraft]:
        """Every task so far."""
        return [task for duty in self.duties for task in duty.tasks]

    def with_duty(self, duty: DutyDraft) -> State:
        """The state with another present duty."""
        return self._replace(duties=(*self.duties[:-1], duty))

    def with_task(self, task: TaskDraft) -> State:
        """The state with another present task."""
        duty = self.duties[-1]
        return self.with_duty(DutyDraft(duty.head, (*duty.tasks[:-1], task), duty.derived))


def names(heads: Sequence[ItemDraft]) -> dict[str, str]:
    """The names of heads by code, without white space."""
    return {head.code: "".join(head.body.normalized().split()) for head in heads if head.code and not head.is_endless}
