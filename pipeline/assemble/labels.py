"""Recognizes the labels of the competence table by their words (docs/form.md 1.3, quirk 42).

A label is made of known words and nothing else, in any order, with any brackets: ``職能內涵 (K=knowledge 知識)``,
``知識（K）``, ``Knowledge``. The words tell the column; a letter beside them (K, S, A, T, O, P) must agree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pipeline.assemble.bullets import BEFORE_HEADING
from pipeline.assemble.column_codes import Column
from pipeline.base.patterns import late

_WORDS: Mapping[Column, str] = {
    Column.DUTY: r"(?:主要|工作)?職責|dut(?:y|ies)|responsibilit(?:y|ies)",
    Column.TASK: r"(?:工作)?任務|tasks?",
    Column.OUTPUT: r"(?:工作)?產出|outputs?|deliverables?",
    Column.INDICATOR: r"(?:行為|績效)?指標|indicators?",
    Column.LEVEL: r"(?:職能)?(?:級別|等級)|levels?",
    Column.KNOWLEDGE: r"知識|knowledge",
    Column.SKILL: r"技能|skills?",
    Column.ATTITUDE: r"態度|attitudes?",
}
_LETTERS: Mapping[str, frozenset[Column]] = {
    "t": frozenset({Column.DUTY, Column.TASK}),
    "o": frozenset({Column.OUTPUT}),
    "p": frozenset({Column.INDICATOR}),
    "k": frozenset({Column.KNOWLEDGE}),
    "s": frozenset({Column.SKILL}),
    "a": frozenset({Column.ATTITUDE}),
}
_CONTENT = r"職[能業]內涵|內涵|competenc(?:y|ies|e)|content"
"""What stands above K and S together, or before either."""
_ACTIVITY = re.compile(r"(?:工作)?活動|activit(?:y|ies)", re.IGNORECASE)
_GROUP = re.compile("(?:主要)?(?:工作|職務|職責|任務)(?:內容|項目|說明|描述|分析)")
"""What stands above the first columns where a header groups them."""
_BARE_LEVEL = "職能"
"""The first half of 職能級別 where a header of several rows parts it."""
_TOKEN = re.compile(
    "|".join(
        (
            *(f"(?P<{column.name}>{words})" for column, words in _WORDS.items()),
            rf"(?P<CONTENT>{_CONTENT})",
            r"(?P<ENGLISH>main|major|key|work|job|performance|behaviou?ral)",
            r"(?P<LETTER>[topksa](?![a-z0-9]))",
            r"(?P<MARK>(?<!^)【註[0-9]{1,4}】)",
            r"(?P<SIGN>[()（）\[\]【】〔〕{}<>《》「」=:：/／、,，.．；;&+\-–—_▲▼△▽↑↓↕⇅⇵]+)",
        )
    ),
    re.IGNORECASE,
)
_BEGINNING = re.compile(r"(?:職[能業]內涵)?[(（\[【〔]?(?P<letter>[KS])=.+", re.IGNORECASE)
"""The beginning of a label of K or S whose other words are misspelt or cut off."""
_MISSPELT = late(
    r"(?:職[能業]內涵)?[(（\[【〔]?(?P<letter>[KS])="
    r"(?:(?=(?P=letter))(?-i:[A-Z]?[a-z]+|[A-Z]+))?[知識技能]*[)）\]】〕]?",
    re.IGNORECASE,
)
"""What of such a beginning is the label itself: one Latin word, whose first letter tells the column, and Chinese.

Small letters behind which capitals begin are two words: only the first is the label's."""
_INSIDE = "-–—+)）]】〕}>》」=:：/／、,，.．；;&"
"""What stands between the words of a label, or behind them, but not before the first."""
_BEFORE = late(BEFORE_HEADING)
_WORDED = 4
"""So many characters a label has at least before which a bullet or number is none of a list's item."""
_LONGEST = 40
"""No label has more characters."""


@lru_cache(maxsize=4096)
def column_of(compact: str) -> Column | None:
    """The column that a text names, if it is a label and nothing else; ``compact`` has no white space."""
    if compact == _BARE_LEVEL:
        return Column.LEVEL
    read = _words(compact)
    if read is None:
        return _by_beginning(compact)
    words, letters, _ = read
    named = words or frozenset.intersection(*(_LETTERS[letter] for letter in letters)) if words or letters else words
    if len(named) != 1 or any(named.isdisjoint(_LETTERS[letter]) for letter in letters):
        return None
    (column,) = named
    return None if column is Column.ATTITUDE else column


def is_content(compact: str) -> bool:
    """Whether a text is a label over more than one of K, S and A: 職能內涵, 知識／技能."""
    read = _words(compact)
    if read is None or column_of(compact):
        return False
    words, letters, has_content = read
    named = words.union(*(_LETTERS[letter] for letter in letters))
    if not named <= {Column.KNOWLEDGE, Column.SKILL, Column.ATTITUDE}:
        return False
    return named != {Column.ATTITUDE} and bool(has_content or named)


@lru_cache(maxsize=4096)
def is_label(compact: str) -> bool:
    """Whether a text is a label, or a part of one that stands alone in its grid cell."""
    return column_of(compact) is not None or is_content(compact)


@lru_cache(maxsize=4096)
def is_worded(compact: str) -> bool:
    """Whether a label has a word: a letter alone can also be the beginning of a code that a page break cut."""
    read = _words(compact)
    return is_label(compact) and (read is None or bool(read[0]) or read[2] or compact == _BARE_LEVEL)


@lru_cache(maxsize=4096)
def is_whole(compact: str) -> bool:
    """Whether a label stands for itself: one with a word, and with a letter only behind ``(`` or before ``=``.

    ``知識 K`` can also be the end of a text with the beginning of a code that a page break cut.
    """
    return is_worded(compact) and re.search(r"(?<![(\[a-z])[topksa](?![=a-z])", compact, re.IGNORECASE) is None


def length(compact: str) -> int:
    """How many of a text's first characters are a label; what follows them is none, and belongs elsewhere."""
    if _GROUP.fullmatch(compact):
        return len(compact)
    if compact == _BARE_LEVEL or _words(compact) is not None:
        return len(compact) if is_label(compact) else 0
    misspelt = _MISSPELT.match(compact) if _by_beginning(compact) else None
    if misspelt is None:
        return 0
    end = misspelt.end()
    while token := _TOKEN.match(compact, end):
        end = token.end()
    return end


def is_activity(compact: str) -> bool:
    """Whether a text is 工作活動, which stands for 工作任務 where that label stands over the duties (quirk 42)."""
    return _ACTIVITY.fullmatch(compact) is not None


def hint(compact: str) -> Column | None:
    """The only column of which any word occurs in a text that is otherwise unknown."""
    if len(compact) > _LONGEST:
        return None
    found = [column for column, words in _WORDS.items() if re.search(words, compact, re.IGNORECASE)]
    return found[0] if len(found) == 1 and found[0] is not Column.ATTITUDE else None


def _by_beginning(compact: str) -> Column | None:
    match = _BEGINNING.fullmatch(compact)
    if not match or len(compact) > _LONGEST:
        return None
    return Column.KNOWLEDGE if match["letter"].upper() == "K" else Column.SKILL


@lru_cache(maxsize=4096)
def _words(compact: str) -> tuple[frozenset[Column], frozenset[str], bool] | None:
    """The columns that the words of a text name, its letters, and whether 職能內涵 is among them.

    ``None`` if it holds anything else.
    """
    if not compact or len(compact) > _LONGEST or compact[0] in _INSIDE:
        return None
    words: set[Column] = set()
    letters: set[str] = set()
    seen: set[str] = set()
    has_content = False
    before = _BEFORE.match(compact)
    at = before.end() if before and len(compact) - before.end() >= _WORDED else 0
    while at < len(compact):
        token = _TOKEN.match(compact, at)
        if token is None or token[0] in seen:
            return None
        kind = token.lastgroup or ""
        if kind not in ("SIGN", "MARK"):
            seen.add(token[0])
        if kind == "LETTER":
            letters.add(token[0].lower())
        elif kind == "CONTENT":
            has_content = True
        elif kind in Column.__members__:
            words.add(Column[kind])
        at = token.end()
    return frozenset(words), frozenset(letters), has_content
