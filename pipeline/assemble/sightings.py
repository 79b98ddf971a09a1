"""Where a text has what may be a code of knowledge, skills or attitudes, with every way to read it."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.assemble.positions import Position
from pipeline.assemble.spans import Span
from pipeline.assemble.tokens import CodeReading, CodeText


class Sighting(NamedTuple):
    """What may be a code, with every way to read it; ``start`` and ``end`` in the text of ``view``."""

    span: Span
    view: CodeText
    start: int
    position: Position
    ways: tuple[CodeReading, ...]

    @property
    def first(self) -> CodeReading:
        """The likeliest reading as long as nothing else is known."""
        return self.ways[0]

    @property
    def is_plain(self) -> bool:
        """Whether it is a code whatever the rest of the document has."""
        if len(self.ways) > 1 or self.is_odd or not self.position.separated:
            return False
        return len(digits(self.first)) > 1 or (self.position.opens_item and not self._is_before_decimal)

    @property
    def _is_before_decimal(self) -> bool:
        """Whether a digit follows, as in ``K30.1mm``, which may be K3."""
        return self.view.text[self.first.end : self.first.end + 1].isdigit()

    @property
    def is_odd(self) -> bool:
        """Whether it is a code only if what stands there is read as something else."""
        return self.first.small or self.first.alike or self.first.dressed

    @property
    def is_number(self) -> bool:
        """Whether it is a code only if its first digit stands for the letter: ``504``."""
        return self.view.text[self.start].isdigit()

    @property
    def whole(self) -> Span:
        """The code as it stands there."""
        return self.span.cut(self.view.at[self.start], self.view.at[self.first.end])

    @property
    def printed(self) -> str:
        """The same, in one line."""
        return " ".join(self.whole.text.split())


def digits(reading: CodeReading) -> str:
    """The number of a flat code as it is spelled."""
    return reading.spelling.removeprefix(reading.code.letter)
