"""Codes that an author's line ends break, as in a cell that is typed, or recognised, letter by letter (quirk 23).

A line that is nothing but the beginning of a code, above one that begins as its rest does, is no line of its own. Where
the page's width may have made the break, how a code is read copes with it (``tokens.py``).
"""

from __future__ import annotations

from pipeline.assemble.spans import HARD, SOFT, Span
from pipeline.base.patterns import late

_BROKEN = late(
    rf"(?:(?<![^{HARD}])(?:SS|[TOPKS])(?={HARD}[0-9])"
    rf"|(?<![^{HARD}])(?:SS|[KS])0(?={HARD}[1-9](?![0-9]))"
    rf"|(?<![^{HARD}])[TOP][0-9]{{1,2}}(?:\.[0-9]{{1,2}})?(?={HARD}\.[0-9])){HARD}"
)


def rejoined(cell: Span) -> Span:
    """The text of a cell, with breaks inside its codes that look like those of a page's width."""
    if HARD not in cell.text:
        return cell
    text = _BROKEN.sub(lambda broken: broken[0][:-1] + SOFT, cell.text)
    return cell if text == cell.text else Span(text, cell.positions)
