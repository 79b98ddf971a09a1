"""Tells which part of the form every row belongs to (docs/form.md 1.1 has the order of parts)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from pipeline.assemble import columns
from pipeline.assemble.bullets import BEFORE_HEADING
from pipeline.assemble.rows import FormRow
from pipeline.assemble.rules import FormRule, first
from pipeline.assemble.titles import (
    FOOTER,
    HEADER_TABLE_LABELS,
    VERSION_LABELS,
    attitude_title,
    begins_notes,
    is_attitude_title,
    is_other_notes_title,
    is_title,
    notes_title,
)
from pipeline.base.patterns import late
from pipeline.record.codes import STANDARD_CODE_TOLERANT


class Section(Enum):
    """The parts of the form in their order, and what can stand in any of them."""

    FRONT = "title"
    VERSIONS = "versions"
    HEADER_TABLE = "header table"
    COMPETENCE = "competence"
    ATTITUDES = "attitudes"
    NOTES = "notes"
    OUTSIDE = "outside"
    TITLE = "title behind a table"
    FOOTERS = "page numbers"
    HEADERS = "repeated header"
    STRAY = "rows and items of no part"


_ASIDE = {Section.TITLE, Section.FOOTERS, Section.HEADERS, Section.STRAY}
"""What does not end the part that it stands in."""

_NEAR = 3
_BEFORE_LABEL = late(BEFORE_HEADING)
_ENOUGH_LABELS = 4
"""So many of its labels make a version table."""
_TELLING_LABELS = ("職能基準代碼", "基準級別", "工作描述", "工作任務", "工作產出", "行為指標", "職能內涵")
LEVEL_TABLE_COLUMNS = 2
_ATTITUDE_ITEM = re.compile(r"A\d{2}\D")
_CODED = re.compile(
    r"(?:(?P<letter>SS|[KSA])(?P<number>\d{2})|T\d{1,2}\.\d{1,2}|[OP]\d{1,2}(?:\.\d{1,2}){2})[^\dA-Za-z]"
)
"""What begins as an item with its code does."""
_DUTY = re.compile(r"T\d{1,2}(?![\d.．]\d)[^\dA-Za-z]?")
_FLAT_CODE = re.compile(r"(?<![A-Za-z])(SS|[KSA])(\d{2})(?!\d)")
_OF_NOTES = re.compile(r"【註|級別|[1-6]級?$|建議|擔任|其[他它]補充|說明|.{0,12}(?:學歷|經歷|證照)")
"""What the first of two cells of the notes begins with: a mark, a level, a heading."""
_COLUMNS_OF_NOTES = 1
_TEN = 10
_TELLING = 3
"""Characters of a name, behind its first, that tell it from others."""
_NOTE = re.compile(r"【註\d")
_CONTINUED = re.compile(r"[(（]?(?:續|接?[上前]頁|continued)[)）]?$", re.IGNORECASE)
_PAGE = re.compile(r"[.．…·‧・⋯_\-–—]*\d{1,3}$")
"""What stands behind a heading in a list of contents."""
_COLUMN_CODE = re.compile(r"(?P<letter>[TOPKS])[0-9]")
_TELLING_COLUMNS = 3
"""So many columns, told by the codes in them, are those of a competence table."""


_LISTS = {
    Section.FRONT: "front",
    Section.VERSIONS: "versions",
    Section.HEADER_TABLE: "header_table",
    Section.COMPETENCE: "competence",
    Section.ATTITUDES: "attitudes",
    Section.NOTES: "notes",
    Section.OUTSIDE: "outside",
    Section.TITLE: "front",
    Section.FOOTERS: "footers",
    Section.HEADERS: "headers",
    Section.STRAY: "stray",
}
"""Where the rows of each part stand in ``Sections``."""


@dataclass
class Sections:
    """The rows of every part; ``headers`` are repeats of the competence table's header over other parts."""

    front: list[FormRow] = field(default_factory=list)
    versions: list[FormRow] = field(default_factory=list)
    header_table: list[FormRow] = field(default_factory=list)
    competence: list[FormRow] = field(default_factory=list)
    attitudes: list[FormRow] = field(default_factory=list)
    notes: list[FormRow] = field(default_factory=list)
    outside: list[FormRow] = field(default_factory=list)
    footers: list[FormRow] = field(default_factory=list)
    headers: list[FormRow] = field(default_factory=list)
    stray: list[FormRow] = field(default_factory=list)
    """Rows of a competence table whose columns nothing names, and items around the form: they are put nowhere, and so
    reported."""
    told: list[tuple[FormRow, str]] = field(default_factory=list)
    """Rows that a special rule put into their part, and its name."""

    @cached_property
    def flat_codes(self) -> frozenset[tuple[str, int]]:
        """The letters and numbers of the codes of knowledge, skills and attitudes, as they are when first asked for."""
        found = (_FLAT_CODE.finditer(row.span.compact) for row in (*self.competence, *self.attitudes))
        return frozenset((match[1], int(match[2])) for match in chain.from_iterable(found))

    @property
    def is_form(self) -> bool:
        """Whether there is a competence table or a header table."""
        return bool(self.competence or self.header_table)

    @property
    def speaks_of_form(self) -> bool:
        """Whether the text before any table holds labels of the form: a form whose tables cannot be seen."""
        text = "".join(text for row in self.front for text in row.texts)
        return sum(label in text for label in _TELLING_LABELS) >= 4

    def of(self, section: Section) -> list[FormRow]:
        """The list for ``section``."""
        rows: list[FormRow] = getattr(self, _LISTS[section])
        return rows


class PrintedItems:
    """What is printed in the rows of a document, each looked for once: the beginnings of items, headings, titles."""

    def __init__(self, rows: Sequence[FormRow]) -> None:
        self._rows = rows

    @cached_property
    def last(self) -> Mapping[str, int]:
        """The row of each beginning: a code with up to so many characters of its name as tell it from others."""
        found: dict[str, int] = {}
        for at, row in enumerate(self._rows):
            for text in row.texts:
                for match in _CODED.finditer(text):
                    ends = range(match.end(), match.end() + _TELLING + 1)
                    found.update((text[match.start() : end], at) for end in ends)
        return found

    @cached_property
    def headings(self) -> Mapping[str, int]:
        """The titles of attitudes and notes, each with the last row that begins with it."""
        found: dict[str, int] = {}
        for at, row in enumerate(self._rows):
            text = row.texts[0] if row.texts else ""
            if end := notes_title(text) or attitude_title(text):
                found[text[:end]] = at
        return found

    @cached_property
    def titles(self) -> frozenset[str]:
        """The title lines before the competence table."""
        first = next((at for at in range(len(self._rows)) if columns.opens(self._rows, at)), 0)
        return frozenset(row.texts[0] for row in self._rows[:first] if row.texts and is_title(row))


class RowCase(NamedTuple):
    """What a rule looks at: a row among all others, and the part of the form at hand."""

    rows: Sequence[FormRow]
    at: int
    row: FormRow
    text: str
    """The first text of the row, without white space."""
    section: Section
    sections: Sections
    printed: PrintedItems


def split(rows: Iterable[FormRow]) -> Sections:
    """Sorts rows into the parts of the form. Every row with text is in exactly one list of the result."""
    sections = Sections()
    section = Section.FRONT
    all_rows = list(rows)
    printed = PrintedItems(all_rows)
    for at, row in enumerate(all_rows):
        if not row.texts:
            if section is Section.COMPETENCE:
                sections.competence.append(row)
            continue
        case = RowCase(all_rows, at, row, row.texts[0], section, sections, printed)
        rule = first(SECTION_RULES, case)
        told = rule.then(case) if rule else section
        if rule and rule.is_special:
            sections.told.append((row, str(rule)))
        sections.of(told).append(row)
        section = section if told in _ASIDE else told
    return sections


def _repeats_header(case: RowCase) -> bool:
    """Whether a row repeats the competence table's header over attitudes or notes that share the table."""
    if case.section not in (Section.ATTITUDES, Section.NOTES) or case.row.table is None:
        return False
    if not case.sections.competence:
        return False
    if not (columns.opens(case.rows, case.at) or columns.continues(case.row)):
        return False
    below = (case.rows[at] for at in range(case.at + 1, len(case.rows)))
    body = next((row for row in below if row.texts and not columns.continues(row)), None)
    return body is None or len(body.texts) <= LEVEL_TABLE_COLUMNS


def _is_behind_notes(case: RowCase) -> bool:
    return case.section in (Section.NOTES, Section.OUTSIDE)


def _is_around_form(case: RowCase) -> bool:
    """Notes that stand in a table end with it; what follows in a paragraph belongs to the page around the form."""
    notes = case.sections.notes
    if not _is_behind_notes(case) or case.row.table is not None or not notes or notes[0].table is None:
        return False
    return _NOTE.match(case.text) is None and (len(notes) > 1 or len(notes[0].span.lines()) > 1)


def _is_line_of_contents(case: RowCase) -> bool:
    """Whether a line before the form is a heading with the number of its page, and the heading itself follows."""
    if case.section is not Section.FRONT or case.row.table is not None or not case.text[-1].isdigit():
        return False
    heading = _PAGE.sub("", case.text)
    if len(heading) not in (notes_title(heading), attitude_title(heading)):
        return False
    return case.printed.headings.get(heading, -1) > case.at


def _repeats_title(case: RowCase) -> bool:
    """Whether a paragraph behind the first part is the title once more, as it stands on every page of a print."""
    if "職能基準" not in case.text or case.row.table is not None or _is_before_table(case):
        return False
    return _CONTINUED.sub("", case.text) in case.printed.titles


def _is_item_around_form(case: RowCase) -> bool:
    """Whether what follows the form begins as an item does: it may be one that somebody added below the tables.

    A code from 10 on may be a word, as K12 of schools: it is one only if the form has it, or the one before it.
    """
    if _is_item_before_form(case):
        return True
    match = _CODED.match(case.text) if _is_around_form(case) else None
    if match is None or match["letter"] is None or int(match["number"]) < _TEN:
        return match is not None
    letter, number = match["letter"], int(match["number"])
    return not case.sections.flat_codes.isdisjoint({(letter, number), (letter, number - 1)})


def _is_item_before_form(case: RowCase) -> bool:
    """Whether a line before the form begins as an item does that the form does not print: a list of contents does."""
    match = _CODED.match(case.text) if case.section is Section.FRONT and case.row.table is None else None
    if match is None or int(match["number"] or 0) >= _TEN:
        return False
    return case.printed.last[case.text[: match.end() + _TELLING]] == case.at


def _is_stray(case: RowCase) -> bool:
    """Whether notes are followed by rows of a competence table without header, or by what follows such in its table."""
    if not _is_behind_notes(case) or case.row.table is None:
        return False
    stray = case.sections.stray
    return holds_table_rows(case.row) or _has_other_columns(case) or bool(stray and stray[-1].table == case.row.table)


def _has_other_columns(case: RowCase) -> bool:
    """Whether a row of another table than the notes has more columns than they have: two behind what stands around the
    form, three directly below; those of a list of conditions or levels are theirs.
    """
    texts, notes = case.row.texts, case.sections.notes
    if len(texts) < _COLUMNS_OF_NOTES + 1 or _OF_NOTES.match(texts[0]):
        return False
    is_apart = case.section is Section.OUTSIDE
    is_below = bool(notes) and notes[-1].table not in (None, case.row.table) and len(texts) > _COLUMNS_OF_NOTES + 1
    return is_apart or is_below


def _leads_to_table(case: RowCase) -> bool:
    """Whether a line between the attitudes or notes and a competence table names the duty of the table."""
    if case.section not in (Section.ATTITUDES, Section.NOTES, Section.OUTSIDE) or case.row.table is not None:
        return False
    is_last = case.at + 1 == len(case.rows)
    return not is_last and _DUTY.match(case.text) is not None and columns.opens(case.rows, case.at + 1)


def _opens_notes_otherwise(case: RowCase) -> bool:
    """Whether notes begin behind the attitudes with a title in other words, or without one (``備註``)."""
    if case.section is not Section.ATTITUDES or not case.row.is_single:
        return False
    if begins_notes(case.text):
        return True
    below = (row.texts[0] for row in case.rows[case.at + 1 : case.at + 1 + _NEAR] if row.texts)
    return is_other_notes_title(case.text) and any(map(begins_notes, below))


def _is_list_of_names(case: RowCase) -> bool:
    """Whether a row below the competence table has a label of knowledge or skills before the names of all of them."""
    row = case.row
    if case.section is not Section.COMPETENCE or row.table is None or len(row.texts) != LEVEL_TABLE_COLUMNS:
        return False
    return case.text.startswith("職") and columns.names_competence(case.text) and _CODED.match(row.texts[1]) is not None


def _opens_versions_behind(case: RowCase) -> bool:
    """Whether the version table, which stands first in the form, stands behind the attitudes or notes."""
    is_behind = case.section is Section.ATTITUDES or _is_behind_notes(case)
    return is_behind and not case.sections.versions and len(VERSION_LABELS & set(case.row.texts)) >= _ENOUGH_LABELS


def _is_before_table(case: RowCase) -> bool:
    return case.section in (Section.FRONT, Section.VERSIONS, Section.HEADER_TABLE)


SECTION_RULES: tuple[FormRule[RowCase, Section], ...] = (
    FormRule(
        "1.2",
        "page-number",
        lambda case: case.row.is_single and FOOTER.fullmatch(case.text) is not None,
        lambda case: Section.FOOTERS,
    ),
    FormRule("51", "line-of-contents", _is_line_of_contents, lambda case: Section.FRONT),
    FormRule(
        "1.1",
        "title-behind-the-versions",
        lambda case: case.section in (Section.VERSIONS, Section.HEADER_TABLE) and is_title(case.row),
        lambda case: Section.TITLE,
    ),
    FormRule("51", "title-printed-again", _repeats_title, lambda case: Section.TITLE),
    FormRule("19", "header-over-attitudes-or-notes", _repeats_header, lambda case: Section.HEADERS),
    FormRule(
        "19",
        "attitudes-behind-the-notes",
        lambda case: _is_behind_notes(case) and is_attitude_title(case.text) and not case.sections.attitudes,
        lambda case: Section.ATTITUDES,
    ),
    FormRule("31", "version-table-behind-the-form", _opens_versions_behind, lambda case: Section.VERSIONS),
    FormRule("51", "items-around-the-form", _is_item_around_form, lambda case: Section.STRAY),
    FormRule("51", "duty-above-its-table", _leads_to_table, lambda case: Section.STRAY),
    FormRule("1.1", "page-around-the-form", _is_around_form, lambda case: Section.OUTSIDE),
    FormRule(
        "51",
        "competence-table-behind-the-notes",
        lambda case: _is_behind_notes(case) and columns.opens(case.rows, case.at),
        lambda case: Section.COMPETENCE,
    ),
    FormRule("51", "rows-of-another-table", _is_stray, lambda case: Section.STRAY),
    FormRule("1.1", "notes-go-on", _is_behind_notes, lambda case: Section.NOTES),
    FormRule("1.1", "notes", lambda case: notes_title(case.text) > 0, lambda case: Section.NOTES),
    FormRule("19", "notes-in-other-words", _opens_notes_otherwise, lambda case: Section.NOTES),
    FormRule(
        "1.1",
        "competence-table",
        lambda case: columns.opens(case.rows, case.at),
        lambda case: Section.COMPETENCE,
    ),
    FormRule("51", "list-of-names-behind-the-table", _is_list_of_names, lambda case: Section.STRAY),
    FormRule("1.1", "attitudes", lambda case: is_attitude_title(case.text), lambda case: Section.ATTITUDES),
    FormRule(
        "19",
        "attitudes-without-title",
        lambda case: case.section is Section.COMPETENCE and _holds_attitudes(case.row),
        lambda case: Section.ATTITUDES,
    ),
    FormRule(
        "1.1",
        "version-table",
        lambda case: (
            _is_before_table(case)
            and case.section is not Section.HEADER_TABLE
            and len(VERSION_LABELS & set(case.row.texts)) >= _ENOUGH_LABELS
        ),
        lambda case: Section.VERSIONS,
    ),
    FormRule(
        "1.1",
        "header-table",
        lambda case: _is_before_table(case) and (_opens_header_table(case.row) or _leads_header_table(case)),
        lambda case: Section.HEADER_TABLE,
    ),
)


def holds_table_rows(row: FormRow) -> bool:
    """Whether the codes in a row are those of a competence table."""
    found = (_COLUMN_CODE.match(text) for text in row.texts)
    return len({match["letter"] for match in found if match}) >= _TELLING_COLUMNS


def _holds_attitudes(row: FormRow) -> bool:
    return row.is_single and _ATTITUDE_ITEM.match(row.texts[0]) is not None


def _leads_header_table(case: RowCase) -> bool:
    """Whether the row below opens the header table: the label of this one, its first, is missing or misspelt."""
    below = case.rows[case.at + 1] if case.at + 1 < len(case.rows) else None
    if case.section is not Section.FRONT or below is None or below.table is None or below.table != case.row.table:
        return False
    has_code = STANDARD_CODE_TOLERANT.fullmatch(case.row.texts[-1]) is not None
    return has_code and bool(below.texts) and _opens_header_table(below)


def _opens_header_table(row: FormRow) -> bool:
    if row.table is None:
        return False
    before = None if row.texts[0].startswith(HEADER_TABLE_LABELS) else _BEFORE_LABEL.match(row.texts[0])
    return before is None or row.texts[0].startswith(HEADER_TABLE_LABELS, before.end())
