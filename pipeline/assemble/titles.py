"""The titles and labels by which the parts of the form are known, in whatever spelling."""

from __future__ import annotations

import re

from pipeline.assemble.bullets import BEFORE_HEADING, BEHIND_HEADING
from pipeline.assemble.rows import FormRow
from pipeline.base.patterns import late

HEADER_TABLE_LABELS = (
    "職能基準代碼",
    "職能基準名稱",
    "所屬類別",
    "職類別代碼",
    "職業別代碼",
    "行業別代碼",
    "職類別",
    "職業別",
    "行業別",
    "職類",
    "職業",
    "工作描述",
    "基準級別",
)
VERSION_LABELS = {"版本", "狀態", "更新說明", "發展更新日期", "職能基準名稱", "職能基準代碼"}
FOOTER = re.compile(r"第(\d+)頁[,，、]?[總共]*(\d+)頁")
_ATTITUDE_TITLE = late(
    rf"(?P<before>{BEFORE_HEADING})(?P<title>(?:職[能業]內涵)?"
    rf"(?P<words>(?:[(\[【=:：]*(?:A(?![a-z0-9])|attitudes?|態度)[)\]】]*)+)[:：]?){BEHIND_HEADING}",
    re.IGNORECASE,
)
_NOTES_TITLE = late(rf"{BEFORE_HEADING}說明與補充(?:事項|(?=$|[:：】\]〕》])){BEHIND_HEADING}[:：]?")
_NOTES_IN_OTHER_WORDS = late(
    rf"{BEFORE_HEADING}(?=.{{2,16}}\Z)(?=.*(?:說明|補充|備註|附註|notes?|remarks?))"
    r"(?:說明|補充|備註|附註|其他|其它|相關|事項|與|及|和|暨|續|notes?|remarks?|[、，,/／&:：()】\]〕])+",
    re.IGNORECASE,
)
_NOTES_BEGIN = late(
    rf"{BEFORE_HEADING}(?:(?:建議)?擔任[此本該]?職[類業][^。]{{0,40}}條件|其[他它]補充(?:說明|事項)|【?註\d{{1,3}}】[^，。]{{1,20}}[:：])"
)
"""The first words of what stands below the title of the notes."""
_FARTHEST = 16
"""Before so many characters the words of a title begin: most rows have none, and to tell that takes a moment."""


def attitude_title(compact: str) -> int:
    """How many characters of a text are the title of the attitudes; 0 if it does not begin with it."""
    head = compact[:_FARTHEST]
    match = _ATTITUDE_TITLE.match(compact) if "職" in head or "態" in head or "A" in head or "a" in head else None
    if not match:
        return 0
    is_whole = match.end() == len(compact)
    return match.end() if match["title"].startswith("職") or (is_whole and len(match["words"]) > 1) else 0


def notes_title(compact: str) -> int:
    """How many characters of a text are the title of the notes; 0 if it does not begin with it."""
    match = _NOTES_TITLE.match(compact) if "補充" in compact else None
    return match.end() if match else 0


def is_other_notes_title(compact: str) -> bool:
    """Whether a text can be the title of the notes in other words than the form's."""
    return _NOTES_IN_OTHER_WORDS.fullmatch(compact) is not None


def begins_notes(compact: str) -> bool:
    """Whether a text begins as the notes do below their title."""
    return _NOTES_BEGIN.match(compact) is not None


def is_attitude_title(compact: str) -> bool:
    """Whether a text is, or begins with, the title of the attitudes."""
    return attitude_title(compact) > 0


def is_title(row: FormRow) -> bool:
    """Whether a row is a title line; it can stand behind the version table."""
    return row.table is None and row.texts[0].endswith("職能基準") and len(row.texts[0]) > len("職能基準")
