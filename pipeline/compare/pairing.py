"""The pairs that have been made so far, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.compare.items import ComparedItem, ComparedKind

Items = Sequence[ComparedItem]


@dataclass(frozen=True, slots=True)
class Pins:
    """What somebody has decided: pairs of indices, and items of either side that shall have no partner."""

    pairs: tuple[tuple[int, int], ...] = ()
    old_alone: frozenset[int] = frozenset()
    new_alone: frozenset[int] = frozenset()

    def turned(self) -> Pins:
        """The same with old and new exchanged."""
        return Pins(tuple((new, old) for old, new in self.pairs), self.new_alone, self.old_alone)


NO_PINS = Pins()


class Pairing:
    """Two lists of items and the pairs between them; ``pairs`` gives the new index for an old one."""

    def __init__(self, old: Items, new: Items, pins: Pins = NO_PINS) -> None:
        self.old, self.new = old, new
        self.pairs: dict[int, int] = {}
        self._settled_old, self._settled_new = set(pins.old_alone), set(pins.new_alone)
        self._hosts: dict[int, int] | None = None
        for one, other in pins.pairs:
            self.join(one, other)

    def join(self, old: int, new: int) -> None:
        """Makes a pair."""
        self.pairs[old] = new
        self._settled_old.add(old)
        self._settled_new.add(new)
        if self.old[old].kind is ComparedKind.TASK:
            self._hosts = None

    def leave_old(self, at: int) -> None:
        """Lets an old item be without a partner for good."""
        self._settled_old.add(at)

    def leave_new(self, at: int) -> None:
        """Lets a new item be without a partner for good."""
        self._settled_new.add(at)

    def free_old(self, *kinds: ComparedKind) -> list[int]:
        """The old items of these kinds that may still get a partner."""
        return [at for at, one in enumerate(self.old) if one.kind in kinds and at not in self._settled_old]

    def free_new(self, *kinds: ComparedKind) -> list[int]:
        """The new items of these kinds that may still get a partner."""
        return [at for at, one in enumerate(self.new) if one.kind in kinds and at not in self._settled_new]

    @property
    def hosts(self) -> Mapping[int, int]:
        """Which cell of the task column is which: told by the first of its tasks that has a partner."""
        if self._hosts is None:
            self._hosts = dict(self._cells())
        return self._hosts

    def _cells(self) -> Iterator[tuple[int, int]]:
        taken_old: set[int] = set()
        taken_new: set[int] = set()
        for old, new in sorted(self.pairs.items()):
            cell, other = self.old[old].cell, self.new[new].cell
            if cell is not None and other is not None and cell not in taken_old and other not in taken_new:
                taken_old.add(cell)
                taken_new.add(other)
                yield cell, other

    def at_home(self, old: int, new: int) -> bool:
        """Whether the two stand under parents that are a pair, or under none."""
        parent, other = self.old[old].parent, self.new[new].parent
        if parent is None or other is None:
            return parent is other
        return (self.pairs if self.old[old].kind is ComparedKind.TASK else self.hosts).get(parent) == other
