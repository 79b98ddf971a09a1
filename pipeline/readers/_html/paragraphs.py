"""Paragraphs and lines of the runs of a web page, white space as a browser shows it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate

from pipeline.readers.blocks import Line, Paragraph, Run

_GAP = re.compile(r"[^\S\u3000\u00a0]+")
_CHANGED_GAP = re.compile(r"[^\S\u3000\u00a0]{2}|[^\S \u3000\u00a0]")
"""White space that is not shown as it is written: several, or another than the plain one."""


def paragraph(runs: list[Run | None], *, is_item: bool) -> Iterator[Paragraph]:
    """The paragraph that runs make, ``None`` among them for a line break; none where they show nothing."""
    lines = tuple(_lines(runs, is_item=is_item)) if runs else ()
    if lines:
        yield Paragraph(lines)


def _lines(runs: list[Run | None], *, is_item: bool) -> Iterator[Line]:
    current: list[Run] = []
    for run in [*runs, None]:
        if run is not None:
            current.append(run)
            continue
        text = "".join([one.text for one in current])
        if text.strip():
            yield Line(_collapsed(current, text), list_item=is_item)
        current = []


def _collapsed(runs: list[Run], text: str) -> tuple[Run, ...]:
    """Runs of one ``text``, white space as a browser shows it; a line's end between Chinese characters is none."""
    if not _CHANGED_GAP.search(text):
        return tuple([run for run in runs if run.text])
    kept = list(text)
    for gap in _GAP.finditer(text):
        around = text[max(gap.start() - 1, 0) : gap.start()] + text[gap.end() : gap.end() + 1]
        broken = "\n" in gap[0] and len(around) == 2 and all(_is_wide(character) for character in around)
        kept[gap.start() : gap.end()] = ["" if broken else " "] + [""] * (len(gap[0]) - 1)
    ends = list(accumulate(len(run.text) for run in runs))
    cut = [Run("".join(kept[end - len(run.text) : end]), run.superscript) for run, end in zip(runs, ends, strict=True)]
    return tuple(run for run in cut if run.text)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
