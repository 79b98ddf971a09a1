"""Functions of texts that are asked the same again and again: the same few cells, by one rule after the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

Answer = TypeVar("Answer")

_MOST = 2_000
_LONGEST = 500
"""Characters: what is remembered must not grow with the documents."""


def remembered(function: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """The same function, which remembers its last answers about short texts."""
    known = lru_cache(_MOST)(function)

    @wraps(function)
    def answer(text: str) -> Answer:
        return known(text) if len(text) <= _LONGEST else function(text)

    return answer
