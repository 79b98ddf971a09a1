"""Pairs the items of one kind: first the same texts in the same place, then what is worth most in total.

The thresholds are likenesses as ``similarity`` measures them. What they are set against: of different sentences of
one real standard, one pair in a hundred reaches 0.28; a sentence of which half was rewritten has 0.37 or more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.compare.assignment import best_pairs
from pipeline.compare.items import ComparedItem, ComparedKind
from pipeline.compare.pairing import Pairing
from pipeline.compare.similarity import Measure, pieces
from pipeline.compare.splits import splits
from pipeline.record.codes import squeezed

IN_PLACE = 0.25
"""The least likeness of two items between the same neighbours: a text was rewritten where it stood. Of attitudes and
notes, half a name alone reaches that, and so they count as any other at home."""
AT_HOME = 0.33
"""The least likeness of two items under a pair of parents."""
ABROAD = {ComparedKind.TASK: 0.42, ComparedKind.OUTPUT: 0.46, ComparedKind.INDICATOR: 0.4}
"""The least likeness of an item that has moved: many more pairs are tried, so that chance has more to offer, and most
of all to short names."""
NAMES, LEAST = 0.45, 0.15
"""The least likeness of two names of K or S without other evidence: many differ in one word only; and with all that."""
SAME_USES, SAME_USES_ELSEWHERE = 0.5, 0.65
"""What just the same tasks use is the same K or S under another name, whatever the name: of two tasks (or three of
four) where one stands in the place of the other, of three between the same neighbours on one side, of four anywhere."""
SAME_WORDS, SAME_CONTENT = 0.6, 0.4
"""An item that says (an attitude, a note) or holds (a duty, a task) so much of what another does can be that one,
wherever it stands and whatever its name. Of different tasks of real standards none that lost its own reaches 0.31; a
task that gave away or changed half of what it held has 0.45 or more."""
OTHER_CONTENT, SAME_NAME = 0.2, 0.5
"""Two items that hold no more in common than any two do (of the tasks of real standards 95 in 100 pairs have less) are
one only if most of the name is the same: one went, and another came in its place."""

_NAME = 0.6
"""What the name counts, of an item that also says or holds something: of two duties that were joined, the one whose
name is left is the one that stayed, however much came from the other."""
_USES, _SLOT = 0.45, 0.13
"""What of ``NAMES`` the same uses, and the same neighbours, make up for. One task that uses both and no other has a
third of ``_USES``: then of different names one pair in twenty reaches what is asked, and so do 95 in 100 of which half
is the same."""
_FAVOUR = 0.25
"""What standing at home and standing in place are each worth when there is a choice."""
_FROM = 0.1
"""Likeness below this is worth nothing, so that two poor pairs do not outweigh a good one."""
_UNIT, _ORDER, _STEP = 10_000, 1_000_000, 1_000
"""What a likeness of 1 is worth; what parts it from what only the order tells; what a step within a parent counts of
that, next to a step in the whole document."""

REGISTERS = frozenset({ComparedKind.KNOWLEDGE, ComparedKind.SKILL})
_STATEMENTS = frozenset({ComparedKind.OUTPUT, ComparedKind.INDICATOR})
_MOVABLE = _STATEMENTS | {ComparedKind.TASK}
_COMPANY = 2
"""So many items of a task that have gone to another one make that a home of the rest."""
_TERMS = frozenset({ComparedKind.ATTITUDE, ComparedKind.NOTE})
_NAMED = REGISTERS | {ComparedKind.DUTY, ComparedKind.TASK, ComparedKind.OUTPUT}
"""Names are short: one word changed leaves few pairs of characters, so that single ones count beside them."""
_WHOLE = _NAMED | {ComparedKind.INDICATOR}
"""What can be cut in two or joined."""

Texts = tuple[tuple[str, ...], tuple[str, ...]]
"""What an item is called, and what it says or holds; either may be empty."""
Uses = Callable[[int, int], float]
"""How far two items (old, new) are used alike, from 0 to 1."""


def match(
    pairing: Pairing, kind: ComparedKind, old: Mapping[int, Texts], new: Mapping[int, Texts], uses: Uses | None = None
) -> None:
    """Adds the pairs of ``kind`` to ``pairing``. ``old`` and ``new`` give the texts of all items of the kind."""
    for one, other in _same(pairing, kind, old, new):
        pairing.join(one, other)
    if kind in _MOVABLE:
        for one, other in _same_elsewhere(pairing, kind, old, new):
            pairing.join(one, other)
    if kind in _WHOLE:
        _cut_or_joined(pairing, kind)
    free_old, free_new = pairing.free_old(kind), frozenset(pairing.free_new(kind))
    if not (free_old and free_new):
        return
    likenesses = _Likeness(old, new, free_new, kind)
    judge = _Judge(pairing, kind, uses)
    weights = {}
    for one in free_old:
        alike = likenesses.of(one)
        for other in sorted(free_new) if uses else alike:
            if weight := judge.worth(one, other, *alike.get(other, (0.0, False))):
                weights[one, other] = weight
    for one, other in sorted(best_pairs(weights).items()):
        pairing.join(one, other)


def _same(
    pairing: Pairing, kind: ComparedKind, old: Mapping[int, Texts], new: Mapping[int, Texts]
) -> Iterable[tuple[int, int]]:
    """Pairs of the same texts at home, where there are as many on either side; in their order."""
    groups: dict[tuple[int | None, Texts], tuple[list[int], list[int]]] = {}
    for one in pairing.free_old(kind):
        groups.setdefault((_home(pairing, one), _bare(old[one])), ([], []))[0].append(one)
    for other in pairing.free_new(kind):
        group = groups.get((pairing.new[other].parent, _bare(new[other])))
        if group:
            group[1].append(other)
    for ones, others in groups.values():
        if len(ones) == len(others):
            yield from zip(ones, others, strict=True)


def _same_elsewhere(
    pairing: Pairing, kind: ComparedKind, old: Mapping[int, Texts], new: Mapping[int, Texts]
) -> list[tuple[int, int]]:
    """Pairs of the same texts anywhere, where there is one on either side."""
    ones, others = (
        _only({at: _bare(texts[at]) for at in free})
        for free, texts in ((pairing.free_old(kind), old), (pairing.free_new(kind), new))
    )
    return [(at, others[texts]) for texts, at in ones.items() if texts in others]


def _only(texts: Mapping[int, Texts]) -> dict[Texts, int]:
    """The items whose texts no other item has, by their texts."""
    counts = Counter(texts.values())
    return {each: at for at, each in texts.items() if counts[each] == 1}


def _cut_or_joined(pairing: Pairing, kind: ComparedKind) -> None:
    old, new = _changed(pairing, kind)
    for whole, first, second in splits(_all(old), new):
        pairing.join(whole, first)
        pairing.leave_new(second)
    old, new = _changed(pairing, kind)
    for whole, first, second in splits(_all(new), old):
        pairing.join(first, whole)
        pairing.leave_old(second)


def _changed(pairing: Pairing, kind: ComparedKind) -> tuple[list[dict[int, str]], list[dict[int, str]]]:
    """The texts of free items on either side, those of one parent together.

    A text that both sides have is left out: who is called as before was neither cut nor joined.
    """
    sides = (pairing.old, pairing.free_old(kind)), (pairing.new, pairing.free_new(kind))
    olds, news = ({squeezed(items[at].text) for at in free} for items, free in sides)
    old, new = (_by_parent(items, free, olds & news) for items, free in sides)
    return old, new


def _by_parent(items: Sequence[ComparedItem], free: Iterable[int], besides: Container[str]) -> list[dict[int, str]]:
    groups: dict[int | None, dict[int, str]] = {}
    for at in free:
        if squeezed(items[at].text) not in besides:
            groups.setdefault(items[at].parent, {})[at] = items[at].text
    return list(groups.values())


def _all(groups: Iterable[Mapping[int, str]]) -> dict[int, str]:
    return {at: text for group in groups for at, text in group.items()}


def _home(pairing: Pairing, old: int) -> int | None:
    """The new parent that an old item's parent is a pair with; -1 if it has none."""
    item = pairing.old[old]
    if item.parent is None:
        return None
    return (pairing.pairs if item.kind is ComparedKind.TASK else pairing.hosts).get(item.parent, -1)


def _bare(texts: Texts) -> Texts:
    called, said = texts
    return tuple(map(squeezed, called)), tuple(map(squeezed, said))


class _Likeness:
    """How like the items of a kind are: of what they are called and of what they say or hold."""

    def __init__(
        self, old: Mapping[int, Texts], new: Mapping[int, Texts], among: Container[int], kind: ComparedKind
    ) -> None:
        finely = kind in _NAMED
        self._same = SAME_WORDS if kind in _TERMS else SAME_CONTENT
        bags = [
            [{at: pieces(texts[part], finely and not part) for at, texts in side.items()} for side in (old, new)]
            for part in (0, 1)
        ]
        self._called, self._said = (Measure(olds, news, among) for olds, news in bags)
        self._silent_old, self._silent_new = ({at for at, (_, said) in side.items() if not said} for side in (old, new))

    def of(self, one: int) -> dict[int, tuple[float, bool]]:
        """The likeness of every new item that is anything like the old item ``one``, and whether it says the same."""
        called, said = self._called.likenesses(one), self._said.likenesses(one)
        return {
            other: (self._together(one, other, called.get(other, 0.0), content), content >= self._same)
            for other in called.keys() | said.keys()
            for content in [said.get(other, 0.0)]
        }

    def _together(self, one: int, other: int, name: float, content: float) -> float:
        silent = one in self._silent_old, other in self._silent_new
        if all(silent):
            return name
        if not any(silent) and content < OTHER_CONTENT and name < SAME_NAME:
            return 0.0
        return _NAME * name + (1 - _NAME) * content


@dataclass(frozen=True, slots=True)
class _Slot:
    """Between which neighbours an item stands, both as indices of new items.

    ``place`` is its place within its parent, ``rank`` among all items of its kind.
    """

    neighbours: tuple[int, int]
    place: int
    rank: int

    def shared(self, other: _Slot) -> float:
        """How many of its two neighbours the other has as well, as a share; 1: the two stand in the same place."""
        return sum(mine == its for mine, its in zip(self.neighbours, other.neighbours, strict=True)) / 2


class _Judge:
    """Says whether two items can be a pair, and what that is worth."""

    def __init__(self, pairing: Pairing, kind: ComparedKind, uses: Uses | None) -> None:
        self._pairing, self._kind, self._uses = pairing, kind, uses
        held = {one: other for one, other in pairing.pairs.items() if pairing.at_home(one, other)}
        self._old = _slots(pairing.old, kind, held.get)
        partners = set(held.values())
        self._new = _slots(pairing.new, kind, lambda at: at if at in partners else None)
        self._went = Counter(
            (pairing.old[one].parent, pairing.new[other].parent)
            for one, other in pairing.pairs.items()
            if pairing.old[one].kind in _STATEMENTS
        )

    def worth(self, one: int, other: int, likeness: float, says_the_same: bool) -> int:
        """0 if the two can be no pair."""
        used = self._uses(one, other) if self._uses else 0.0
        if likeness < (LEAST if self._uses else IN_PLACE) and used < SAME_USES and not says_the_same:
            return 0
        home = self._pairing.at_home(one, other)
        if not home and self._kind not in _MOVABLE:
            return 0
        place = home * self._old[one].shared(self._new[other])
        least = self._least(home or self._followed(one, other), place, used)
        if likeness < least and not says_the_same:
            return 0
        score = likeness - _FROM + _FAVOUR * (home + place) + _USES * used
        return max(round(score * _UNIT) * _ORDER - self._apart(one, other, home), 1)

    def _followed(self, one: int, other: int) -> bool:
        """Whether more of the old item's task has gone to the new one's: of two tasks that were joined, all has."""
        parents = self._pairing.old[one].parent, self._pairing.new[other].parent
        return self._kind in _STATEMENTS and self._went[parents] >= _COMPANY

    def _apart(self, one: int, other: int, home: bool) -> int:
        """How far the two are from the same place; at home that is the place within the parent."""
        old, new = self._old[one], self._new[other]
        if home:
            return min((old.place - new.place) ** 2, _STEP - 1) * _STEP
        return min(abs(old.rank - new.rank), _STEP - 1)

    def _least(self, home: bool, place: float, used: float) -> float:
        if self._kind in REGISTERS:
            return _least_of_names(place, used)
        if place == 1 and self._kind not in _TERMS:
            return IN_PLACE
        return AT_HOME if home else ABROAD.get(self._kind, 1.0)


def _least_of_names(place: float, used: float) -> float:
    if used >= SAME_USES * place + SAME_USES_ELSEWHERE * (1 - place):
        return 0.0
    return NAMES - _USES * used - _SLOT * place


def _slots(items: Iterable[ComparedItem], kind: ComparedKind, partner: Callable[[int], int | None]) -> dict[int, _Slot]:
    """The slot of every item of a kind; -1 and -2 stand for the ends of the list that its parent holds."""
    siblings: dict[int | None, list[int]] = {}
    ranks: dict[int, int] = {}
    for at, item in enumerate(items):
        if item.kind is kind:
            siblings.setdefault(item.parent, []).append(at)
            ranks[at] = len(ranks)
    found = {}
    for group in siblings.values():
        before, after = _nearest(group, partner, -1), _nearest(group[::-1], partner, -2)
        found.update({at: _Slot((before[at], after[at]), place, ranks[at]) for place, at in enumerate(group)})
    return found


def _nearest(group: Iterable[int], partner: Callable[[int], int | None], end: int) -> dict[int, int]:
    """For each of ``group`` the last one before it that has a partner, as that partner."""
    found, last = {}, end
    for at in group:
        found[at] = last
        known = partner(at)
        last = last if known is None else known
    return found
