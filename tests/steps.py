"""Counts what a part of the pipeline does, so that a test can say how it grows: no clock tells that reliably."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType, ModuleType
from typing import Any


def steps(room: ModuleType, run: Callable[[], object]) -> int:
    """How many lines of a module are passed while ``run`` runs, those in loops and comprehensions each time."""
    passed = 0

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal passed
        if frame.f_code.co_filename != room.__file__:
            return None
        passed += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before)
    return passed


def growth(room: ModuleType, run: Callable[[int], object], size: int) -> float:
    """How many times as many lines are passed for twice the ``size``: 2 where time is linear, 4 where it is square."""
    once, twice = (steps(room, lambda of=of: run(of)) for of in (size, 2 * size))
    assert once > size, "nothing was counted"
    return twice / once
