"""The pairs that are worth most in total: an optimal assignment, item by item at most once.

Pure: weights in, pairs out. Only pairs that have a weight are ever made, so that the graph falls into small parts
that have nothing to do with each other, each of which is solved by the Hungarian method (shortest augmenting paths,
cubic in the size of the part).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

Weights = Mapping[tuple[int, int], int]
"""What it is worth to pair the first with the second; above 0."""

_LARGEST = 150
"""Parts with more items on their smaller side are paired greedily: nothing that people write comes near."""


def best_pairs(weights: Weights) -> dict[int, int]:
    """The pairs with the greatest sum of weights; the same weights give the same pairs."""
    pairs: dict[int, int] = {}
    for part in _parts(weights):
        lefts = sorted({left for left, _ in part})
        rights = sorted({right for _, right in part})
        pairs |= _greedy(part) if min(len(lefts), len(rights)) > _LARGEST else _optimal(part, lefts, rights)
    return pairs


def _parts(weights: Weights) -> Iterator[Weights]:
    """The weights of each part that hangs together, in the order of their first items."""
    neighbours: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for left, right in sorted(weights):
        neighbours.setdefault(("left", left), []).append(("right", right))
        neighbours.setdefault(("right", right), []).append(("left", left))
    seen: set[tuple[str, int]] = set()
    for start in neighbours:
        if start in seen:
            continue
        waiting, lefts = [start], []
        seen.add(start)
        while waiting:
            one = waiting.pop()
            if one[0] == "left":
                lefts.append(one[1])
            fresh = [other for other in neighbours[one] if other not in seen]
            seen.update(fresh)
            waiting += fresh
        yield {(left, right): weights[left, right] for left in sorted(lefts) for _, right in neighbours["left", left]}


def _greedy(weights: Weights) -> dict[int, int]:
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for left, right in sorted(weights, key=lambda pair: (-weights[pair], pair)):
        if left not in pairs and right not in taken:
            pairs[left] = right
            taken.add(right)
    return pairs


def _optimal(weights: Weights, lefts: list[int], rights: list[int]) -> dict[int, int]:
    if len(lefts) > len(rights):
        turned = {(right, left): weight for (left, right), weight in weights.items()}
        return {left: right for right, left in _optimal(turned, rights, lefts).items()}
    costs = [[-weights.get((left, right), 0) for right in rights] for left in lefts]
    rows = _cheapest_rows(costs)
    found = ((lefts[row], rights[column]) for column, row in enumerate(rows) if row is not None)
    return {left: right for left, right in found if (left, right) in weights}


def _cheapest_rows(costs: list[list[int]]) -> list[int | None]:
    """For every column the row it is given, such that all rows (no more than columns) are given at the least cost."""
    columns = len(costs[0])
    row_price, column_price = [0] * len(costs), [0] * (columns + 1)
    given: list[int | None] = [None] * (columns + 1)  # the last column stands for "being given just now"
    for new_row in range(len(costs)):
        given[columns], column = new_row, columns
        slack: list[float] = [float("inf")] * columns
        came_from = [columns] * columns
        reached: list[int] = []
        ahead = list(range(columns))
        while (row := given[column]) is not None:
            reached.append(column)
            for one in ahead:
                reduced = costs[row][one] - row_price[row] - column_price[one]
                if reduced < slack[one]:
                    slack[one], came_from[one] = reduced, column
            column = min(ahead, key=slack.__getitem__)
            ahead.remove(column)
            step = int(slack[column])
            for one in reached:
                row_price[given[one]] += step  # type: ignore[index]  # reached columns are given
                column_price[one] -= step
            for one in ahead:
                slack[one] -= step
        while column != columns:
            previous = came_from[column]
            given[column], column = given[previous], previous
    return given[:columns]
