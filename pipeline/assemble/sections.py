"""Tells which part of the form every row belongs to (domain.md 1.1 has the order of parts)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from pipeline.assemble import columns
from pipeline.assemble.rows import Row


class Section(Enum):
    """The parts of the form, in their order."""

    FRONT = "title"
    VERSIONS = "versions"
    PROFILE = "profile"
    COMPETENCE = "competence"
    ATTITUDES = "attitudes"
    NOTES = "notes"
    OUTSIDE = "outside"


PROFILE_LABELS = (
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
FOOTER = re.compile(r"第(\d+)頁[,，、]?[總共]*(\d+)頁")
ATTITUDE_TITLE = re.compile(r"職[能業]內涵\(?(?:A=?)?(?:attitudes?)?(?:態度)?\)?[:：]?", re.IGNORECASE)
NOTES_TITLE = re.compile(r"說明與補充(?:事項)?[:：]?")
VERSION_LABELS = {"版本", "狀態", "更新說明", "發展更新日期", "職能基準名稱", "職能基準代碼"}
_TELLING_LABELS = ("職能基準代碼", "基準級別", "工作描述", "工作任務", "工作產出", "行為指標", "職能內涵")
_LEVEL_TABLE_COLUMNS = 2
_ATTITUDE_ITEM = re.compile(r"A\d{2}\D")


@dataclass
class Sections:
    """The rows of every part; ``headers`` are repeats of the competence table's header over other parts."""

    front: list[Row] = field(default_factory=list)
    versions: list[Row] = field(default_factory=list)
    profile: list[Row] = field(default_factory=list)
    competence: list[Row] = field(default_factory=list)
    attitudes: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)
    outside: list[Row] = field(default_factory=list)
    footers: list[Row] = field(default_factory=list)
    headers: list[Row] = field(default_factory=list)

    @property
    def is_form(self) -> bool:
        """Whether there is a competence table or a header table."""
        return bool(self.competence or self.profile)

    @property
    def speaks_of_form(self) -> bool:
        """Whether the text before any table holds labels of the form: a form whose tables cannot be seen."""
        text = "".join(text for row in self.front for text in row.texts)
        return sum(label in text for label in _TELLING_LABELS) >= 4

    def of(self, section: Section) -> list[Row]:
        """The list for ``section``."""
        lists = {
            Section.FRONT: self.front,
            Section.VERSIONS: self.versions,
            Section.PROFILE: self.profile,
            Section.COMPETENCE: self.competence,
            Section.ATTITUDES: self.attitudes,
            Section.NOTES: self.notes,
            Section.OUTSIDE: self.outside,
        }
        return lists[section]


def split(rows: Iterable[Row]) -> Sections:
    """Sorts rows into the parts of the form. Every row with text is in exactly one list of the result."""
    sections = Sections()
    section = Section.FRONT
    all_rows = list(rows)
    for at, row in enumerate(all_rows):
        if not row.texts:
            if section is Section.COMPETENCE:
                sections.competence.append(row)
        elif row.is_single and FOOTER.fullmatch(row.texts[0]):
            sections.footers.append(row)
        elif section in (Section.VERSIONS, Section.PROFILE) and is_title(row):
            sections.front.append(row)
        elif section in (Section.ATTITUDES, Section.NOTES) and _repeats_header(all_rows[at:]):
            sections.headers.append(row)
        else:
            section = _next_section(section, row, sections)
            sections.of(section).append(row)
    return sections


def _repeats_header(rows: Sequence[Row]) -> bool:
    """Whether a row repeats the competence table's header over attitudes or notes that share the table (quirk 19)."""
    if rows[0].table is None or not (columns.opens_header(rows[0]) or columns.continues_header(rows[0])):
        return False
    body = next((row for row in rows[1:] if row.texts and not columns.continues_header(row)), None)
    return body is None or len(body.texts) <= _LEVEL_TABLE_COLUMNS


def _next_section(section: Section, row: Row, sections: Sections) -> Section:
    texts = row.texts
    if section in (Section.NOTES, Section.OUTSIDE):
        if is_attitude_title(texts[0]) and not sections.attitudes:
            return Section.ATTITUDES
        return _after_notes(row, sections)
    if NOTES_TITLE.match(texts[0]):
        return Section.NOTES
    if columns.opens_header(row):
        return Section.COMPETENCE
    if is_attitude_title(texts[0]) or (section is Section.COMPETENCE and _holds_attitudes(row)):
        return Section.ATTITUDES
    if section in (Section.FRONT, Section.VERSIONS) and len(VERSION_LABELS & set(texts)) >= 4:
        return Section.VERSIONS
    if section in (Section.FRONT, Section.VERSIONS, Section.PROFILE) and _opens_profile(row):
        return Section.PROFILE
    return section


def is_attitude_title(compact: str) -> bool:
    """Whether a text is, or begins with, the title of the attitudes."""
    match = ATTITUDE_TITLE.match(compact)
    return match is not None and ("態度" in match[0] or "attitude" in match[0].lower() or "A=" in match[0])


def is_title(row: Row) -> bool:
    """Whether a row is a title line; it can stand behind the version table."""
    return row.table is None and row.texts[0].endswith("職能基準") and len(row.texts[0]) > len("職能基準")


def _holds_attitudes(row: Row) -> bool:
    return row.is_single and _ATTITUDE_ITEM.match(row.texts[0]) is not None


def _opens_profile(row: Row) -> bool:
    return row.table is not None and row.texts[0].startswith(PROFILE_LABELS)


def _after_notes(row: Row, sections: Sections) -> Section:
    """Notes that stand in a table end with it; what follows in a paragraph belongs to the page around the form."""
    in_table = bool(sections.notes) and sections.notes[0].table is not None
    has_body = sum(len(known.flow.lines()) for known in sections.notes) > 1
    if row.table is None and in_table and has_body:
        return Section.OUTSIDE
    return Section.NOTES
