"""Puts together Latin words that a narrow column broke inside (``AI⏎oT``), told by the document's own words.

A break between two Latin letters is mostly one between two words (quirk 27). It is one inside a word where the joined
form stands whole elsewhere in the document and the two parts stand side by side nowhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.assemble.rows import FormCell, FormRow
from pipeline.assemble.spans import HARD, SOFT, Span, joined
from pipeline.record.codes import STANDARD_CODE_TOLERANT

_BREAK = re.compile(
    r"(?<![A-Za-z0-9])[0-9]*(?P<first>[A-Za-z][A-Za-z0-9]*)"
    rf"(?P<gap>[{HARD}{SOFT}])(?=(?P<second>[A-Za-z0-9]+))"
)
_MAY_BREAK = re.compile(rf"[{HARD}{SOFT}](?<=[A-Za-z0-9].)(?=[A-Za-z0-9])", re.DOTALL)
"""A line end between Latin letters or digits: most texts have none, and to tell that takes a moment."""
_WORD = re.compile(rf"(?<![A-Za-z0-9{HARD}{SOFT}])[A-Za-z0-9]+(?![A-Za-z0-9{HARD}{SOFT}])")
_PAIR = re.compile(r"(?=(?<![A-Za-z0-9])([A-Za-z0-9]+ [A-Za-z0-9]+)(?![A-Za-z0-9]))")
_CODE = re.compile(r"[TOPKSA]\d{1,3}(?=[A-Z])")
"""A code that runs into a Latin word."""
_IS_CODE = re.compile(r"(?:SS|[TOPKSA])\d{1,3}")
"""What the document has whole as a code is no word: ``6S⏎01.4.3`` ends a name and begins O1.4.3."""
_BEGINS_CODE = re.compile(r"(?:SS|[TOPKSA])\d")


class BrokenWord(NamedTuple):
    """A Latin word or two that a line end parts, which the document does not tell: the parts, and the text."""

    first: str
    second: str
    span: Span


class MendedRows(NamedTuple):
    """The rows with their broken words whole, and the breaks that can be read either way."""

    rows: tuple[FormRow, ...]
    doubts: tuple[BrokenWord, ...] = ()


def whole_words(rows: Iterable[FormRow]) -> MendedRows:
    """``rows`` without the line ends that break a word of the document inside."""
    found = tuple(rows)
    spans = [piece.span for row in found for piece in row.pieces]
    if not any(_MAY_BREAK.search(span.text) and _BREAK.search(span.text) for span in spans):
        return MendedRows(found)
    vocabulary = _Vocabulary(spans)
    mended = tuple(_mended_row(row, vocabulary) for row in found)
    breaks_words = any(one is not other for one, other in zip(mended, found, strict=True))
    return MendedRows(mended, tuple(vocabulary.doubts(spans)) if breaks_words else ())


def _mended_row(row: FormRow, vocabulary: _Vocabulary) -> FormRow:
    pieces = tuple(_mended_piece(piece, vocabulary) for piece in row.pieces)
    return (
        row if all(one is other for one, other in zip(pieces, row.pieces, strict=True)) else replace(row, pieces=pieces)
    )


def _mended_piece(piece: FormCell, vocabulary: _Vocabulary) -> FormCell:
    parts, end = [], 0
    for match in _BREAK.finditer(piece.span.text):
        if vocabulary.is_one_word(match):
            parts.append(piece.span.cut(end, match.start("gap")))
            end = match.end()
    return piece._replace(span=joined((*parts, piece.span.cut(end)), "")) if end else piece


class _Vocabulary:
    """The Latin words of a document that no line end touches, and those that stand side by side."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._words = _counted(span.text for span in spans)
        self._beside_codes = _counted(STANDARD_CODE_TOLERANT.sub(" ", span.text) for span in spans)
        """Those that are no part of a standard's code, whose letters and digits stand on lines of their own, too."""
        self._pairs = {pair for span in spans for pair in _PAIR.findall(span.text)}

    def is_one_word(self, match: re.Match[str]) -> bool:
        """Whether a break stands inside a word."""
        first, second = _parts(match)
        words = self._words if match["gap"] == SOFT else self._beside_codes
        makes_code = _BEGINS_CODE.match(second) or _IS_CODE.fullmatch(first + second)
        if makes_code or first + second not in words or f"{first} {second}" in self._pairs:
            return False
        return match["gap"] == SOFT or not (first in self._words and second in self._words)

    def doubts(self, spans: Iterable[Span]) -> Iterator[BrokenWord]:
        """The breaks at full lines that may stand inside a word: one part is no word of the document's."""
        for span in spans:
            for match in _BREAK.finditer(span.text):
                first, second = _parts(match)
                known = first in self._words and second in self._words
                told = known or f"{first} {second}" in self._pairs or self.is_one_word(match)
                if match["gap"] == SOFT and second[0].islower() and not told:
                    yield BrokenWord(first, second, span)


def _counted(texts: Iterable[str]) -> Counter[str]:
    return Counter(_CODE.sub("", word) for text in texts for word in _WORD.findall(text))


def _parts(match: re.Match[str]) -> tuple[str, str]:
    return _CODE.sub("", match["first"]), match["second"]
