"""Functions of texts that are asked the same again and again: the same few cells, by one rule after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")

_MOST = 2_000
_LONGEST = 500
"""Characters: what is remembered must not grow with the documents."""


class _Answers(dict[str, Answer], Generic[Answer]):
    """What a function answered: a dictionary, because that is asked without a call of Python's."""

    def __init__(self, function: Callable[[str], Answer]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: str) -> Answer:
        answer = self._function(text)
        if len(text) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[text] = answer
        return answer


def remembered(function: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """The same function, which remembers some answers about short texts."""
    return _Answers(function).__getitem__
