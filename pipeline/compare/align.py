"""Which item of one version is which item of the other: told by what they say and hold, never by their codes.

Codes are positions on the form (docs/form.md 3.1): one task inserted moves all behind it. So duties are paired by their
names and what they hold, tasks likewise, outputs and indicators within tasks that are a pair and, where they have
moved, over the whole document; K and S by name and by the tasks that use them; references by the K or S they mean.
Every step takes the pairs that are worth most in total; among equals those that keep the order.

Pure and symmetric: exchanging the two lists exchanges the pairs, since both ways the work is done in one order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from pipeline.compare.assignment import best_pairs
from pipeline.compare.items import ComparedItem, ComparedKind
from pipeline.compare.matching import Texts, match
from pipeline.compare.pairing import NO_PINS, Items, Pairing, Pins
from pipeline.record.codes import squeezed

_FIELDS = (ComparedKind.NAME, ComparedKind.DESCRIPTION, ComparedKind.STANDARD_LEVEL, ComparedKind.VERSION)
_Key = Callable[[ComparedItem], str | None]
_CATEGORIES = (ComparedKind.CATEGORY, ComparedKind.OCCUPATION, ComparedKind.INDUSTRY)
_FEW_USERS = 2
"""What is added to the number of users, so that one task of one says less than three of three."""
_STATED = frozenset({ComparedKind.TASK, ComparedKind.OUTPUT, ComparedKind.INDICATOR})


def align(old: Items, new: Items, pins: Pins = NO_PINS) -> Pairing:
    """The pairs of ``old`` and ``new``, each item at most once, both of one kind; ``pins`` go before everything."""
    if [(one.path, one.text) for one in old] > [(one.path, one.text) for one in new]:
        turned = align(new, old, pins.turned())
        return Pairing(old, new, Pins(tuple((one, other) for other, one in sorted(turned.pairs.items()))))
    pairing = Pairing(old, new, pins)
    _fields(pairing)
    for kind in (ComparedKind.DUTY, ComparedKind.TASK):
        match(pairing, kind, _heads(old, kind), _heads(new, kind))
    for kind in (ComparedKind.INDICATOR, ComparedKind.OUTPUT):
        _match_texts(pairing, kind)
    _levels(pairing)
    for kind in (ComparedKind.KNOWLEDGE, ComparedKind.SKILL):
        match(pairing, kind, _texts(old, kind), _texts(new, kind), _uses(pairing))
    _references(pairing)
    for kind in (ComparedKind.ATTITUDE, ComparedKind.NOTE):
        match(pairing, kind, _terms(old, kind), _terms(new, kind))
    for kind in (*_CATEGORIES, ComparedKind.PREREQUISITE, ComparedKind.SUPPLEMENT):
        _match_texts(pairing, kind)
    for kind in (*_CATEGORIES, ComparedKind.PREREQUISITE):
        _only_ones(pairing, kind)
    return pairing


def _match_texts(pairing: Pairing, kind: ComparedKind) -> None:
    match(pairing, kind, _texts(pairing.old, kind), _texts(pairing.new, kind))


def _of(items: Items, kind: ComparedKind) -> Iterator[tuple[int, ComparedItem]]:
    return ((at, one) for at, one in enumerate(items) if one.kind is kind)


def _texts(items: Items, kind: ComparedKind) -> dict[int, Texts]:
    return {at: ((one.text,), ()) for at, one in _of(items, kind)}


def _terms(items: Items, kind: ComparedKind) -> dict[int, Texts]:
    """What stands before the first colon, and behind it."""
    parts = {at: one.text.partition("：") for at, one in _of(items, kind)}
    return {at: ((term,), (text,) if text else ()) for at, (term, _, text) in parts.items()}


def _heads(items: Items, kind: ComparedKind) -> dict[int, Texts]:
    """The names of duties or tasks, and the texts that they hold; the tasks of one cell hold the same.

    K and S count only where nothing else is held: many tasks share them, so that quite different ones look alike.
    """
    held, used = _held(items, _STATED), _held(items, frozenset({ComparedKind.REFERENCE}))
    cells = {at: at if one.cell is None else one.cell for at, one in _of(items, kind)}
    return {at: ((items[at].text,), tuple(held.get(cell) or used.get(cell) or ())) for at, cell in cells.items()}


def _held(items: Items, kinds: frozenset[ComparedKind]) -> dict[int, list[str]]:
    """The texts of these kinds that every task and duty holds."""
    held: dict[int, list[str]] = {}
    for one in items:
        if one.parent is not None and one.kind in kinds:
            held.setdefault(one.parent, []).append(one.text)
            duty = items[one.parent].parent
            if duty is not None:
                held.setdefault(duty, []).append(one.text)
    return held


def _fields(pairing: Pairing) -> None:
    """Single fields by their path; rows of the version table by their version."""

    def key(item: ComparedItem) -> tuple[ComparedKind, str]:
        return item.kind, squeezed(
            item.code or item.path
        ).casefold() if item.kind is ComparedKind.VERSION else item.path

    there = {key(pairing.new[at]): at for at in reversed(pairing.free_new(*_FIELDS))}
    for at in pairing.free_old(*_FIELDS):
        other = there.pop(key(pairing.old[at]), None)
        if other is not None:
            pairing.join(at, other)


def _levels(pairing: Pairing) -> None:
    """Level rows of tasks that are a pair: by what they hold in common, then in their order."""
    common = Counter(
        (pairing.old[old].parent, pairing.old[old].block, pairing.new[new].block)
        for old, new in pairing.pairs.items()
        if pairing.old[old].block is not None and pairing.at_home(old, new)
    )
    rows: dict[int | None, list[int]] = {}
    for other in pairing.free_new(ComparedKind.LEVEL):
        rows.setdefault(pairing.new[other].parent, []).append(other)
    weights = {}
    for at in pairing.free_old(ComparedKind.LEVEL):
        item = pairing.old[at]
        for other in rows.get(_host(pairing, item), ()):
            row, new_row = item.block or 0, pairing.new[other].block or 0
            weights[at, other] = max((common[item.parent, row, new_row] + 1) * 1000 - abs(row - new_row), 1)
    for one, other in sorted(best_pairs(weights).items()):
        pairing.join(one, other)


def _host(pairing: Pairing, old: ComparedItem) -> int:
    """The first task of the new cell that the cell of an old item became; -1: none."""
    return -1 if old.parent is None else pairing.hosts.get(old.parent, -1)


def _used_by(items: Items, host: Callable[[ComparedItem], int | None]) -> dict[str, set[int]]:
    """The tasks that use each K and S, by the path of that; ``host`` gives the task in the new version, if any."""
    users: dict[str, set[int]] = {}
    for one in items:
        task = None if one.register is None else host(one)
        if one.register is not None and task is not None:
            users.setdefault(one.register, set()).add(task)
    return users


def _uses(pairing: Pairing) -> Callable[[int, int], float]:
    """Tells how alike two K or S are used: common users among all users; the more they are, the nearer to 1.

    Only tasks that both versions have can tell.
    """
    hosts = pairing.hosts
    kept = frozenset(hosts.values())
    users = _used_by(pairing.old, lambda item: None if item.parent is None else hosts.get(item.parent))
    others = _used_by(pairing.new, lambda item: item.parent if item.parent in kept else None)

    def alike(old: int, new: int) -> float:
        ones, twos = users.get(pairing.old[old].path, set()), others.get(pairing.new[new].path, set())
        return len(ones & twos) / (len(ones | twos) + _FEW_USERS)

    return alike


def _references(pairing: Pairing) -> None:
    """References in tasks that are a pair: first those that mean one K or S, then those with one text."""
    became = {pairing.old[one].path: pairing.new[other].path for one, other in pairing.pairs.items()}
    for old_key, new_key in (
        (lambda item: became.get(item.register or ""), lambda item: item.register),
        (lambda item: squeezed(item.text) or None, lambda item: squeezed(item.text) or None),
    ):
        _join_equal(pairing, old_key, new_key)


def _join_equal(pairing: Pairing, old_key: _Key, new_key: _Key) -> None:
    waiting: dict[tuple[int | None, str], list[int]] = {}
    for other in pairing.free_new(ComparedKind.REFERENCE):
        item = pairing.new[other]
        if key := new_key(item):
            waiting.setdefault((item.parent, key), []).append(other)
    for one in pairing.free_old(ComparedKind.REFERENCE):
        item = pairing.old[one]
        found = waiting.get((_host(pairing, item), old_key(item) or ""))
        if found:
            pairing.join(one, found.pop(0))


def _only_ones(pairing: Pairing, kind: ComparedKind) -> None:
    """A field with one value in either version was changed, however unlike the two are."""
    old, new = pairing.free_old(kind), pairing.free_new(kind)
    if len(old) == len(new) == 1 and all(len(list(_of(side, kind))) == 1 for side in (pairing.old, pairing.new)):
        pairing.join(old[0], new[0])
