"""How what stands before a code parts it from the text above."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.assemble.bullets import LONGEST_MARK, is_mark
from pipeline.assemble.spans import HARD, SOFT

_SEPARATED = re.compile(r"[\s。；;、，,】）)」』/]")
_BEHIND_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:SS|[KSA])[ \u3000]?\d{2,3}|[TOP]\d{1,2}(?:\.\d{1,2}){1,3})"
    r"[ \u3000]*(?:以?及|與|和|或|[&+。])?[ \u3000]*\Z"
)
"""A code with no name behind it and what joins it to the next."""


class Position(NamedTuple):
    """How what stands before a code parts it from the text above."""

    opens_item: bool
    """It opens the cell or a line that its author began."""
    opens_line: bool
    separated: bool

    @classmethod
    def of(cls, text: str, start: int) -> Position:
        """The position of ``start`` in a plain text; bullets and ordinals before a code do not count."""
        before = text[start - 1 : start]
        if start == 0 or before == HARD:
            return _OPENS_ITEM
        if before == SOFT:
            return _OPENS_LINE
        near = max(start - LONGEST_MARK, 0)
        line_start = max(text.rfind(HARD, near, start), text.rfind(SOFT, near, start)) + 1
        is_near = line_start > 0 or near == 0
        opens_line = is_near and (line_start == start or is_mark(text, line_start, start))
        if opens_line:
            return cls(line_start == 0 or text[line_start - 1] == HARD, opens_line=True, separated=True)
        separated = _SEPARATED.match(text, max(start - 1, 0), start) or _BEHIND_CODE.search(
            text, max(start - 16, 0), start
        )
        return cls(opens_item=False, opens_line=False, separated=separated is not None)


_OPENS_ITEM = Position(opens_item=True, opens_line=True, separated=True)
_OPENS_LINE = Position(opens_item=False, opens_line=True, separated=True)
