"""Lines that stand alone at the foot of a page, far below all else: a publisher's name, a remark of an office.

On several pages alike they are running lines. One that a single page has may be one, too, as text that flows over pages
leaves no room before its last line: it is read and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import chain
from operator import itemgetter

from pipeline.base.i18n import _
from pipeline.base.provenance import Location
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.raised.rd118_line_apart import RULE as LINE_APART
from pipeline.readers._pdf.content import Content
from pipeline.readers.blocks import Block, Paragraph

_FOOT = 0.9
"""The share of a page's height below which its foot is."""
_APART = 2.5
"""So many times its own height the line stands below all else."""
_MOST = 2
"""Lines of a foot."""
_SAYS_SOMETHING = re.compile(
    r"[。；;！？頁]\s*\Z|\A\s*(?:[^\w\s(（]|[A-Z]{1,2}\s?\d|[(（]?[\d一二三四五六七八九十]{1,3}[.、)）．])"
)
"""A sentence, an item with a bullet, a number or a code: text, wherever it stands. The number and total of the pages
is the form's own (docs/form.md 1.2)."""


def foot(content: Content, aside: Set[int]) -> tuple[Paragraph, ...]:
    """The paragraphs at the foot of a page; ``aside`` are the identities of blocks that are no text anyway."""
    low = content.height * _FOOT
    if not any(top > low and isinstance(block, Paragraph) for top, block in content.blocks):
        return ()
    shown = sorted((entry for entry in content.blocks if id(entry[1]) not in aside), key=itemgetter(0))
    found = [block for top, block in shown if top > low and isinstance(block, Paragraph)]
    above = [block for top, block in shown if top <= low or not isinstance(block, Paragraph)]
    if not above or not 0 < len(found) <= _MOST or any(_SAYS_SOMETHING.search(one.text) for one in found):
        return ()
    box = found[0].lines[0].box
    stands_apart = box is not None and box[1] - max(map(_bottom, above)) > _APART * (box[3] - box[1])
    return tuple(found) if stands_apart else ()


def _bottom(block: Block) -> float:
    holders = [block] if isinstance(block, Paragraph) else chain.from_iterable(block.rows)
    return max((line.box[3] for holder in holders for line in holder.lines if line.box), default=0.0)


def numbered(lines: Sequence[Paragraph], number: int) -> bool:
    """Whether the foot of a page ends with its number, whatever words stand before: 「某某署 1」, ``ABC-1``."""
    return bool(lines) and re.search(rf"(?<!\d){number}(?:\s*/\s*\d+)?\s*\Z", lines[-1].text) is not None


def remarks(content: Content, lines: Sequence[Paragraph]) -> Iterator[Diagnostic]:
    """What is told of the foot of a page."""
    if lines:
        message = _(
            "At the foot of page {page} text stands far below all else; it was read, but may be none: “{text}”."
        )
        told = message.format(page=content.number, text=" ".join(one.text.strip() for one in lines))
        yield LINE_APART.found(f"page/{content.number}", told, Location(page=content.number, box=lines[0].lines[0].box))
