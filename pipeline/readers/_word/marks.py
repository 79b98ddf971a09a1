"""The marks that end paragraphs: where one is taken away or hidden, the paragraph goes on in the next one."""

from __future__ import annotations

from typing import Any

from pipeline.readers._word.names import child, is_on, qn

_PATH = "w:pPr/w:rPr"
_TAKEN = (qn("w:del"), qn("w:moveFrom"))
_HIDDEN = qn("w:vanish")
_OPEN = (*_TAKEN, _HIDDEN)


def has_open_ends(root: Any) -> bool:
    """Whether any paragraph of a part may go on in the next one; most parts have none, which is told at once."""
    return next(root.iter(*_OPEN), None) is not None


def is_open(paragraph: Any) -> bool:
    """Whether the mark of ``paragraph`` is not shown: by a tracked change, or hidden as by a style separator."""
    mark = child(paragraph, _PATH)
    return is_taken(mark) or (mark is not None and bool(is_on(next(mark.iterchildren(_HIDDEN), None))))


def is_taken(mark: Any | None) -> bool:
    """Whether a tracked change takes a paragraph's mark away, and with it what the mark says: the number.

    ``mark`` is its ``w:rPr``, if it has any.
    """
    return mark is not None and next(mark.iterchildren(*_TAKEN), None) is not None
