"""Two sequences as one, in an order that both keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

Step = tuple[int | None, int | None]
"""An index of each sequence; ``None``: there is no partner."""


def merged(old: Sequence[T], new: Sequence[T], worth: Callable[[T, T], float]) -> list[Step]:
    """Every index of both sequences in order, the pairs with the greatest sum of ``worth`` together.

    ``worth`` is 0 for what can be no pair. What has only gone comes before what has only come. Quadratic.
    """
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    worths = [[worth(one, other) for other in new] for one in old]
    for row in range(len(old) - 1, -1, -1):
        for column in range(len(new) - 1, -1, -1):
            without = max(best[row + 1][column], best[row][column + 1])
            value = worths[row][column]
            best[row][column] = max(without, value + best[row + 1][column + 1]) if value else without
    steps: list[Step] = []
    row = column = 0
    while row < len(old) and column < len(new):
        value = worths[row][column]
        if value and best[row][column] == value + best[row + 1][column + 1]:
            steps.append((row, column))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            steps.append((row, None))
            row += 1
        else:
            steps.append((None, column))
            column += 1
    return [*steps, *((at, None) for at in range(row, len(old))), *((None, at) for at in range(column, len(new)))]
