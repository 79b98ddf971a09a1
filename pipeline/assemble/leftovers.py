"""What a cell keeps, once it is cut, that looks like a code all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.assemble.bullets import begins_with_symbol
from pipeline.assemble.codebook import Codebook
from pipeline.assemble.column_codes import Column, candidates, fits
from pipeline.assemble.items import as_printed, is_flat, is_whole
from pipeline.assemble.positions import Position
from pipeline.assemble.spans import HARD, SOFT, Span
from pipeline.assemble.tokens import DRESSED, ONE_SIGN, CodeText, letter_of, odd_reading, plain, range_end, readings
from pipeline.base.patterns import late

_INNER_RANGE = re.compile(
    r"(?<![A-Za-z0-9])(?P<letter>SS|[KSA])\d{2,3}\s*[~～〜∼至到]\s*(?:(?P=letter)\s*)?\d{2,3}(?![\dA-Za-z.])"
)
"""A range of codes behind other words of a name."""
_LETTER = re.compile("[A-Za-z0]")
"""What every code begins with: most texts have none, and to tell that takes a moment."""
_MAY_BE_LETTER = re.compile("[A-Za-z0\u0080-\u2e7f\ua000-\uff00\uff0f-\uff19\uff20-\uffff\U00010000-\U0010ffff]")
"""Letters, and what is none of the characters that most names are of: Chinese ones, their stops and brackets."""
_NUMBER = re.compile(f"[0-9{ONE_SIGN}]")
_LINE_CODE = re.compile(rf"(?:\A|[{HARD}{SOFT}])[^A-Za-z0{HARD}{SOFT}]{{0,8}}[A-Za-z0]")
"""A line that begins, behind bullets and ordinals, with a letter."""
_BEHIND_SIGNS = re.compile(rf"(?:\A|[{HARD}{SOFT}])[^\w{HARD}{SOFT}]{{1,3}}\Z")
"""A line that so far holds signs only, which are no bullets that are known."""
_BEHIND_TAG = re.compile(rf"<[A-Za-z/][^<>{HARD}{SOFT}]{{0,100}}>\s*\Z")
_LONGEST_TAG = 120
"""A tag of a web page that some program wrote out, anywhere, and how far back one is looked for."""
_LONGEST_SIGNS = 4
"""Characters of these, with the line end before them: to look through the whole text for each code takes long."""
_FOREIGN = late(
    rf"(?:\A|[{HARD}{SOFT}])\s*(?P<code>(?P<letter>SS|[KSA])(?:0\d|(?P<tens>[1-9]\d{{1,2}}))|(?P<of_task>[OP])\d{{1,2}}(?:\.\d{{1,2}}){{2}})"
    rf"(?=[ \u3000㐀-鿿{HARD}{SOFT}]|\Z)"
)
"""A line that begins with a code of another column: where it does not begin an item, it may be one all the same."""
_UNREAD = late(
    r"\s*(?P<code>T[A-Z](?:[.．]\d{1,2})*|[OP](?:[A-Z](?:[.．]\d{1,2}){1,2}|\d{1,2}(?:[.．]\d{1,2})?[.．][A-Z]))"
    r"(?=[ \u3000㐀-鿿])"
)
"""A text that begins with what has a letter for one of its numbers: ``TX.1``, ``P1.1.A``."""
_GOES_ON = re.compile(r"[、，,；;：:及與和或之的（(「『《/／\-~～A-Za-z0-9]\s*\Z")
_IS_REST = re.compile(r"\s*[）)」』》】、，,。；;：:及與和或之的/／A-Za-z0-9]")
"""What no item ends with, and what none begins with; a Latin word at either side of a line end tells nothing."""


def _dressed(text: str, column: Column) -> Iterator[tuple[int, int]]:
    """Where codes stand in brackets or with a sign inside."""
    for match in DRESSED.finditer(text):
        may_fit = letter_of(match[1] or match[2]) in column.letters
        dressed = odd_reading(text, match.start()) if may_fit else None
        if dressed and fits(dressed, column, column.letters):
            yield match.start(), dressed.end


def left_in_doubt(span: Span, column: Column, elsewhere: Codebook) -> Iterator[tuple[str, bool]]:
    """What a text keeps that looks like a code of its column at the start of a line, as printed, and whether it is
    a range of codes; codes in brackets or with a sign inside anywhere. Other odd codes of K, S and A are not told
    here: the survey of their column knows more. ``elsewhere`` are the codes of K, S and A that the document has.
    """
    if not (_MAY_BE_LETTER.search(span.text) and _LETTER.search(plain(span.text))):
        return
    view = CodeText.of(span.text)
    if _NUMBER.search(view.text):
        yield from _numbered(span, view, column, elsewhere)
    for place in _unread(view.text, column):
        yield as_printed(span, view, *place), False
    if not _LINE_CODE.search(view.text) and ">" not in view.text:
        return
    for start in candidates(view.text, column):
        opens_line = Position.of(view.text, start).opens_line
        if not (opens_line or _is_behind_signs(view.text, start)):
            continue
        ways = [one for one in readings(view.text, start) if fits(one, column, column.letters)]
        odd = None if is_whole(view.text, ways) else odd_reading(view.text, start)
        end = next((end for one in (*ways, odd) if one and (end := range_end(view.text, one))), None)
        if end is not None:
            yield as_printed(span, view, start, end), True
        elif ways and not opens_line:
            yield as_printed(span, view, start, ways[0].end), False
        elif odd and not odd.dressed and not is_flat(odd) and fits(odd, column, column.letters):
            yield as_printed(span, view, start, odd.end), False


def _is_behind_signs(text: str, start: int) -> bool:
    """Whether nothing but signs, which are no bullets that are known, stand between a line's start and a code, or a tag
    before it.
    """
    if text[max(start - 1, 0)] == ">":
        return _BEHIND_TAG.search(text, max(start - _LONGEST_TAG, 0), start) is not None
    return _BEHIND_SIGNS.search(text, max(start - _LONGEST_SIGNS, 0), start) is not None


def _numbered(span: Span, view: CodeText, column: Column, elsewhere: Codebook) -> Iterator[tuple[str, bool]]:
    """Codes in brackets or with a sign inside, ranges of codes, and codes of other columns."""
    for dressed in _dressed(view.text, column):
        yield as_printed(span, view, *dressed), False
    for match in _INNER_RANGE.finditer(view.text) if _is_flat_column(column) else ():
        if match["letter"] in column.letters and not Position.of(view.text, match.start()).opens_line:
            yield as_printed(span, view, match.start(), match.end()), True
    for foreign in _foreign(view.text, column, elsewhere):
        yield as_printed(span, view, *foreign), False


def may_be_several(item: Span) -> bool:
    """Whether a text without code and bullet has a line end that may part two items, as the page's width may not have
    made it.
    """
    if begins_with_symbol(item):
        return False
    return any(
        before.ends_soft() and not (_GOES_ON.search(before.text) or _IS_REST.match(after.text))
        for before, after in pairwise(item.pieces())
    )


def _foreign(text: str, column: Column, elsewhere: Codebook) -> Iterator[tuple[int, int]]:
    """Where lines begin with codes of other columns; those of outputs and indicators only among duties and tasks.

    One from 10 on may be a word: it is told only if the document has the code, or one beside it.
    """
    for match in _FOREIGN.finditer(text):
        letter, tens = match["letter"], match["tens"]
        if tens and not any(elsewhere.has(letter, int(tens) + step) for step in (-1, 0, 1)):
            continue
        if letter not in column.letters if letter else column in (Column.DUTY, Column.TASK):
            yield match.span("code")


def _unread(text: str, column: Column) -> Iterator[tuple[int, int]]:
    """Where the text begins with a code of the column that has a letter for a number."""
    match = _UNREAD.match(text) if text.lstrip()[:1] in ("T", "O", "P") else None
    if match and match["code"][0] in column.letters and not odd_reading(text, match.start("code")):
        yield match.span("code")


def _is_flat_column(column: Column) -> bool:
    """Whether a column holds codes of one number."""
    return column in (Column.KNOWLEDGE, Column.SKILL, Column.ATTITUDE)
