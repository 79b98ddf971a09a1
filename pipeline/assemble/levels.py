"""Tells a level from other text, so that nothing else can become one (docs/form.md 3.2, quirks 8 to 10)."""

from __future__ import annotations

import re

from pipeline.assemble.tokens import EMPTY_BOXES, SOLID_BOXES, TICKS

_LEVEL = re.compile(
    r"\(?(?:第|level|lv\.?|l)?(?:[0-9]{1,2}|[一二三四五六七八九十])(?![0-9]|[a-z][^(])(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_REST = re.compile(
    r"[a-z]?[級等初中高~～\-–—至到、,/.。0-9以上下不含()*]*(?:[(【].{1,30})?",
    re.IGNORECASE | re.DOTALL,
)
"""What can stand behind the digit: a neighbour's letter, another level, 級, 以上, and a remark in brackets."""
_NONE = re.compile(r"[\-－—–―/／*]+|無|免|未訂|不訂|n/?a|\(.{1,8}\)?", re.IGNORECASE)
"""What says that there is no level, or remarks on it without naming it."""
_WORDS = re.compile(r".{0,6}級.{0,4}")
_EMPTY, _TICKED = f"{EMPTY_BOXES}○◯", f"{SOLID_BOXES}{TICKS}●◉⬤"
_CHOICE = re.compile(rf"(?:[{_EMPTY}{_TICKED}](?:第|level|lv\.?|l)?[1-6]級?[、,，/／;；]?){{2,}}", re.IGNORECASE)
_TICK = re.compile(rf"[{_TICKED}]\D{{0,5}}([1-6])")


def ticked(compact: str) -> str | None:
    """Of several levels with boxes before them, the digit of the only one whose box is ticked: ``□1 □2 ☑3 □4``.

    Empty if none is, or several are; ``None`` if the text is no such choice.
    """
    if not _CHOICE.fullmatch(compact):
        return None
    found = _TICK.findall(compact)
    return found[0] if len(found) == 1 and any(box in compact for box in _EMPTY) else ""


def is_level(compact: str) -> bool:
    """Whether a text (without white space) can be what a level cell holds: a level of any kind, or none."""
    match = _LEVEL.match(compact)
    if match and _REST.fullmatch(match["rest"]):
        return True
    if _CHOICE.fullmatch(compact):
        return True
    return _NONE.fullmatch(compact) is not None or _WORDS.fullmatch(compact) is not None
