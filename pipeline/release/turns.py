"""Puts what comes in any order into the order of its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

Value = TypeVar("Value")


def in_turn(numbered: Iterable[tuple[int, Value]]) -> Iterator[Value]:
    """The values by their numbers, which count from 0, each as soon as those before it are there."""
    waiting: dict[int, Value] = {}
    following = 0
    for number, value in numbered:
        waiting[number] = value
        while following in waiting:
            yield waiting.pop(following)
            following += 1
