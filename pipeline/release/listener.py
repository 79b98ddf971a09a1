"""Whoever watches a run: nobody, or a terminal with a bar."""

from __future__ import annotations

from typing import Protocol


class Onlooker(Protocol):
    """What a run tells of itself while it goes on."""

    def begin(self, step: str, total: int) -> None:
        """A step with so many documents begins."""

    def advance(self) -> None:
        """One more document of the step is done."""

    def note(self, text: str) -> None:
        """Something that people should know, which is no finding."""


class _Nobody:
    def begin(self, step: str, total: int) -> None:
        """Does nothing."""

    def advance(self) -> None:
        """Does nothing."""

    def note(self, text: str) -> None:
        """Does nothing."""


NOBODY: Onlooker = _Nobody()
