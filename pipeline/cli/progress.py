"""A terminal as listener: a bar with the documents that are done, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.cli.streams import is_quiet, note
from pipeline.release.listener import ProgressListener

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class _Plain:
    """Where there is no terminal: notes only."""

    def begin(self, step: str, total: int) -> None:
        """Shows nothing."""

    def advance(self) -> None:
        """Shows nothing."""

    def note(self, text: str) -> None:
        """A line on standard error."""
        note(text)


class _Bar:
    """One bar, which starts anew with every step."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def begin(self, step: str, total: int) -> None:
        """The bar of this step takes the place of the one before."""
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task = self._progress.add_task(step, total=total)

    def advance(self) -> None:
        """One document further."""
        if self._task is not None:
            self._progress.advance(self._task)

    def note(self, text: str) -> None:
        """A line above the bar."""
        self._progress.console.print(text, markup=False, highlight=False)


@contextmanager
def shown(documents: int) -> Iterator[ProgressListener]:
    """A listener for a run about so many documents; a bar only on a terminal, and only if there is more than one."""
    if documents < 2 or is_quiet() or sys.stderr is None or not sys.stderr.isatty():
        yield _Plain()
        return
    from rich.console import Console  # noqa: PLC0415 - only where there is a terminal
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield _Bar(progress)
