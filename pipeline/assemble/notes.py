"""Attitudes, prerequisites, notes, supplements and the level table (docs/form.md 1.1, parts 5 and 6; 1.4)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.assemble.bullets import ORDINAL, bulleted, is_first, is_next
from pipeline.assemble.codebook import Doubt
from pipeline.assemble.column_codes import Column
from pipeline.assemble.coverage import LABEL, Coverage
from pipeline.assemble.drafts import ItemDraft
from pipeline.assemble.items import Context, cut
from pipeline.assemble.rows import FormRow
from pipeline.assemble.spans import HARD, SOFT, Span, joined, printed_end, spread
from pipeline.assemble.survey import survey
from pipeline.assemble.titles import attitude_title, begins_notes, is_other_notes_title, notes_title
from pipeline.assemble.tokens import BULLETS, MARKS
from pipeline.base.patterns import late
from pipeline.record.codes import INVISIBLE, visible
from pipeline.record.model import Attitude, LevelDefinition, Note

_MARKER = late(rf"\s*(?:[{BULLETS}]\s*|[{MARKS}]\s*(?=【\s*註)|[-–—*＊](?=\s)\s*)")
_END = rf"[\s{INVISIBLE}]*[】\]〕》]?[\s{INVISIBLE}]*[:：]?[\s{INVISIBLE}]*"
_NOTE = re.compile(
    rf"【[\s{INVISIBLE}]*註[\s{INVISIBLE}]*(?P<number>[0-9０-９](?:[\s{INVISIBLE}]?[0-9０-９]){{0,3}})[\s{INVISIBLE}]*】{_END}"
)
_CONDITIONS = rf"[^:：\n]*?{spread('條件')}{_END}"
_PREREQUISITES = re.compile(
    rf"(?:{spread('建議')}[\s{INVISIBLE}]*)?{spread('擔任')}{_CONDITIONS}|[^:：\n]{{0,12}}{spread('學歷')}{_CONDITIONS}"
)
_WORDS_OF_HEADING = re.compile(
    "[一-鿿]{1,20}(?:人員|師|員|者)|建議|擔任|[此本該之的應須需具備所者或及與和等]|職類|職業|職務|職位|職能基準|職能|基準|工作|"
    "學歷|經歷|經驗|資歷|能力|證照|證書|資格|相關|基本|先備|入門|條件|從事"
)
"""What the heading of the prerequisites is made of; who is meant may be named in it."""
_SUPPLEMENTS = re.compile(
    rf"(?:{spread('其他補充')}|{spread('其它補充')})[\s{INVISIBLE}]*(?:{spread('說明')}|{spread('事項')}){_END}"
)
_UNSEEN_START = re.compile(rf"\s*[{INVISIBLE}]+")
_RELATED = "相關所屬類別"
"""The heading of a list of further classes, which are no prerequisites; it is kept as the first line of the list."""
_NUMBER = late(rf"\s*(?:{ORDINAL}|[IVX]{{1,4}}[.、)）．]\s*|[{MARKS}【\[〔《]\s*)")
"""What stands before a heading: the number of a list's item, or a sign."""
_LISTED = late(rf"(?:\A|{HARD})(?:{_MARKER.pattern})?(A[ \u3000]?\d{{1,2}})(?!\d)")
_BEHIND_NOTE = late(r"[\s。；;]")
_NO_TERM = late(r"[\s，、。；;）)】]|\Z")
_THIS = late(rf"[此本該][\s{INVISIBLE}]*(?:職|工作|基準)")
"""What a heading in other words says of the standard itself, not of others: leaders, say."""
_OFFICIAL_BEGINNINGS = ("建", "擔", "其")
"""What such a heading as ``_official_heading`` tells begins with."""
_INNER_END = late(rf"{HARD}(?=\s*\S)(?!\s*{ORDINAL})")
_HEADINGS_BEGIN = ("建議", "擔任", "其他補", "其它補")
_NEAR = 20
"""Lines of an item, at its beginning and its end, among which the number that a line follows is looked for."""
_HEADING_LINES = 5
"""Lines that a heading in a narrow cell goes on for, at most."""
_SENTENCE_END = re.compile(r"[。：:；;！!？?]\s*\Z")
_LEVEL_HEADER = re.compile(r"級別能力內涵說明")
_LEVELS = ("1", "2", "3", "4", "5", "6")
_SEVERAL = 2
_COLUMN_NAME = re.compile(
    "(?:代[碼號]|編[碼號]|序號|項[次目]|名[稱詞]|說明|描述|定義|內[涵容]|解釋|態度|職能)(?:名稱|代碼|內涵|項目|說明)?"
)
_NAME_LINE = late(
    rf"[^\s，。、；：:{HARD}{SOFT}]{{2,10}}(?P<end>[ \t\u3000]*{HARD}\s*)(?=[^{HARD}]{{6,}})(?=.*。\s*\Z)", re.DOTALL
)
"""A name on a line of its own above the sentences that describe it."""
_SENTENCE_ENDS = ("。", "！", "？")
_COLON = re.compile(r"\s*[:：]\s*")


class AttitudesPart(NamedTuple):
    """The attitudes, each as it was cut from the text, and what of its codes was left in doubt."""

    attitudes: tuple[Attitude, ...]
    drafts: tuple[ItemDraft, ...]
    doubts: tuple[Doubt, ...]


def attitudes(rows: Sequence[FormRow], coverage: Coverage) -> AttitudesPart:
    """Every attitude; codes split the text, wherever the lines end (quirk 29)."""
    span = joined(_body(row, coverage) for row in _without_labels(rows, map(_names_columns, rows), coverage))
    codebook = survey([span], Column.ATTITUDE)
    listed = frozenset("".join(match[1].split()) for match in _LISTED.finditer(span.text))
    pieces = cut(span, Context(Column.ATTITUDE, codebook=codebook, listed=listed))
    uncoded = (ItemDraft.uncoded(line, line) for line in _logical_lines(pieces.head, coverage, []))
    drafts = (*uncoded, *map(ItemDraft.of, pieces.items))
    return AttitudesPart(tuple(_attitude(draft, coverage) for draft in drafts), drafts, codebook.doubts)


def _names_columns(row: FormRow) -> bool:
    """Whether a row of a table names its columns (``代碼``, ``名稱``, ``說明``)."""
    return row.table is not None and len(row.texts) >= _SEVERAL and all(map(_COLUMN_NAME.fullmatch, row.texts))


def _without_labels(rows: Iterable[FormRow], are_labels: Iterable[bool], coverage: Coverage) -> Iterator[FormRow]:
    """The rows but for those that are labels, which is noted."""
    for row, is_label in zip(rows, are_labels, strict=True):
        if is_label:
            coverage.assign(row.span, LABEL)
        else:
            yield row


def behind(drafts: Sequence[ItemDraft]) -> Span | None:
    """What stands behind an attitude and may be none of it: notes, or what follows the last one's last sentence."""
    for draft in drafts:
        lines = draft.body.pieces()
        for before, line in pairwise(lines):
            is_closed = draft is drafts[-1] and before.text.rstrip().endswith(_SENTENCE_ENDS) and not before.ends_soft()
            if begins_notes(line.compact) or is_closed:
                return line
    return None


def _body(row: FormRow, coverage: Coverage) -> Span:
    """What a row holds but for the title of the attitudes, which can stand on the line of the first ones."""
    rest: list[Span] = []
    for piece in row.pieces:
        text = piece.span
        while title := attitude_title(text.compact):
            label, text = text.behind(title)
            coverage.assign(label, LABEL)
        rest.append(text.cut(len(text.text) - len(text.text.lstrip())))
    return _in_cells([text for text in rest if text]) or joined(rest)


def _in_cells(texts: Sequence[Span]) -> Span | None:
    """An attitude whose name and description stand in two cells, as if a colon parted them; ``None`` if it is none.

    Its code stands before its name or in a cell of its own.
    """
    if len(texts) < 2:
        return None
    found = [cut(text, Context(Column.ATTITUDE)) for text in texts]
    if found[0].head or len(found[0].items) != 1 or any(one.items for one in found[1:]):
        return None
    names = 1 if found[0].items[0].body else 2
    if len(texts) != names + 1 or any(_COLON.search(text.text) for text in (found[0].items[0].body, *texts[1:names])):
        return None
    return joined([joined(texts[:names], " "), texts[names]], "：")


def _attitude(draft: ItemDraft, coverage: Coverage) -> Attitude:
    body = draft.body
    coverage.assign(draft.whole, "attitudes")
    name, description = body, Span()
    if colon := _COLON.search(body.text):
        name, description = body.cut(0, colon.start()), body.cut(colon.end())
    elif line := _NAME_LINE.match(body.text):
        name, description = body.cut(0, line.start("end")), body.cut(line.end("end"))
    return Attitude(
        code=draft.code,
        name=name.normalized(),
        description=description.normalized() or None,
        code_as_printed=draft.printed if draft.is_repaired else None,
        at=coverage.at(draft.whole),
    )


class NotesPart(NamedTuple):
    """What stands under 說明與補充事項."""

    prerequisites: tuple[str, ...]
    notes: tuple[Note, ...]
    supplements: tuple[str, ...]
    level_definitions: tuple[LevelDefinition, ...]
    doubtful: tuple[Span, ...] = ()
    """Lines that were read as the rest of the one above and may be items of their own."""


def notes_part(rows: Sequence[FormRow], coverage: Coverage) -> NotesPart:
    """Sorts the lines under 說明與補充事項 by their headings; lines under no heading are supplements."""
    prerequisites: list[str] = []
    notes: list[Note] = []
    supplements: list[str] = []
    level_rows, text_rows = _apart(rows)
    under = supplements
    headed = False
    text = joined(
        _note_in_cells(row) or _of_one_item(_without_title(row.span, coverage, is_first=not number), row)
        for number, row in enumerate(_without_labels(text_rows, _name_columns_of_notes(text_rows), coverage))
    )
    doubtful: list[Span] = []
    for numbered in _logical_lines(text, coverage, doubtful):
        line = _without_number(numbered, coverage)
        prerequisite, supplement = _prerequisites(line, headed, prerequisites), _SUPPLEMENTS.match(line.text)
        headed = headed or bool(prerequisite or supplement)
        if prerequisite:
            under = prerequisites
            line = _behind(line, prerequisite.end(), coverage, _WORDS_OF_HEADING)
        elif supplement:
            under = supplements
            line = _behind(line, supplement.end(), coverage)
        elif printed_end(_RELATED, line.text):
            under = supplements
        if not line:
            continue
        note = _note(line, coverage)
        if note:
            notes.append(note)
        else:
            coverage.assign(line, "prerequisites" if under is prerequisites else "supplements")
            under.append(line.normalized())
    return NotesPart(
        tuple(prerequisites),
        tuple(notes),
        tuple(supplements),
        tuple(_level_definitions(level_rows, coverage)),
        tuple(doubtful),
    )


def _name_columns_of_notes(rows: Sequence[FormRow]) -> list[bool]:
    """Of each row whether it names the columns of a table of notes below it."""
    pairs = pairwise((*rows, None))
    return [bool(row and below and _names_columns(row) and _note_in_cells(below)) for row, below in pairs]


def _note_in_cells(row: FormRow) -> Span | None:
    """A note whose mark, term and text stand in cells of their own, as if a colon parted term and text."""
    cells = [piece.span.strip() for piece in row.pieces if piece.span]
    if row.table is None or not _SEVERAL <= len(cells) <= _SEVERAL + 1 or not _NOTE.fullmatch(cells[0].text):
        return None
    return cells[0] + joined(cells[1:], "：")


def _prerequisites(line: Span, headed: bool, found: Sequence[str]) -> re.Match[str] | None:
    """The heading of the prerequisites that a line begins with.

    Below another heading, ``擔任主管者之條件：三年。`` is an item. There a heading is in the form's own words, or
    speaks of the standard itself, or has a line of its own while no prerequisites have come yet.
    """
    match = _PREREQUISITES.match(line.text)
    if not match or not headed or _official_heading().match(line.text) or _THIS.search(match[0]):
        return match
    return None if found or line.cut(match.end()) else match


def _without_title(text: Span, coverage: Coverage, *, is_first: bool) -> Span:
    """A text without the title of the notes, which can stand on the line of the first of them.

    The ``is_first`` text may be that title in other words.
    """
    if is_first and is_other_notes_title(text.compact):
        coverage.assign(text, LABEL)
        return Span()
    title = notes_title(text.compact)
    if not title:
        return text
    label, rest = text.behind(title)
    coverage.assign(label, LABEL)
    return rest.cut(len(rest.text) - len(rest.text.lstrip()))


def _of_one_item(text: Span, row: FormRow) -> Span:
    """A paragraph that is an item of a list: its line ends are inside the item, as those that its width made.

    Those before numbers, and those below a heading, part items of another list.
    """
    marker = _MARKER.match(text.text)
    is_item = row.is_item or marker or _NOTE.match(text.text)
    if row.table is not None or not is_item or _heading(text.text[marker.end() if marker else 0 :]):
        return text
    return replace(text, text=_INNER_END.sub(SOFT, text.text))


def _behind(line: Span, heading: int, coverage: Coverage, words: re.Pattern[str] | None = None) -> Span:
    """What stands behind a heading on its line, a bullet aside; of the heading only its ``words`` are a label."""
    marker = _MARKER.match(line.text, heading)
    end = marker.end() if marker else heading
    compact = line.cut(0, heading).compact
    rest = re.sub(r"[\W_]", "", words.sub("", compact)) if words else ""
    label = line.cut(0, end)
    start = label.text.find(rest) if rest else -1
    if not rest:
        coverage.assign(label, LABEL)
    elif start >= 0:
        coverage.assign(label.cut(0, start), LABEL)
        coverage.assign(label.cut(start + len(rest)), LABEL)
    return line.cut(end).strip()


def _note(line: Span, coverage: Coverage) -> Note | None:
    match = _NOTE.match(line.text)
    if not match:
        return None
    coverage.assign(line, "notes")
    body = line.cut(match.end())
    colon = _COLON.search(body.text)
    return Note(
        number=_number_of(match),
        term=body.cut(0, colon.start()).normalized() if colon else None,
        text=(body.cut(colon.end()) if colon else body).normalized(),
        at=coverage.at(line),
    )


def _logical_lines(span: Span, coverage: Coverage, doubtful: list[Span]) -> Iterator[Span]:
    """Lines put together where the page's width broke them; a bullet begins a new one and is left off.

    So does the number that follows that of the line above, in the same dress. ``doubtful`` takes what stands below a
    sentence that ends where the page's width ends its line, if the item has no bullet.
    """
    line: list[Span] = []
    is_marked = False
    for piece in _notes_apart(bulleted(_with_whole_headings([*map(_seen, span.pieces())]))):
        marker = _MARKER.match(piece.text)
        begins = marker is not None or _NOTE.match(piece.text) is not None or _heading(piece.text)
        begins = begins or (line != [] and _opens_item(piece.text, line))
        if line and (begins or not line[-1].ends_soft()):
            yield joined(line, "").strip()
            line = []
        if not line:
            is_marked = marker is not None
        elif not is_marked and line[-1].text.rstrip().endswith(_SENTENCE_ENDS) and coverage.location(piece).box:
            doubtful.append(piece)
        if marker:
            coverage.assign(piece.cut(0, marker.end()), LABEL)
        if rest := piece.cut(marker.end() if marker else 0):
            line.append(rest)
    if line:
        yield joined(line, "").strip()


def _with_whole_headings(pieces: Sequence[Span]) -> Iterator[Span]:
    """The pieces, those of a heading as one: in a narrow cell beside its text it stands on several lines."""
    at = 0
    while at < len(pieces):
        end = at + 1
        if pieces[at].text.lstrip()[:1] in _OFFICIAL_BEGINNINGS and pieces[at].compact.startswith(_HEADINGS_BEGIN):
            end = next((to for to in range(at + 2, at + 2 + _HEADING_LINES) if _is_heading(pieces[at:to])), end)
        *above, last = pieces[at:end]
        yield joined([*(replace(one, text=one.text.replace(HARD, SOFT)) for one in above), last], "")
        at = end


def _is_heading(pieces: Sequence[Span]) -> bool:
    """Whether several lines are the words of a heading and nothing else."""
    compact = "".join(piece.compact for piece in pieces).rstrip(":：")
    if compact in ("其他補充說明", "其他補充事項", "其它補充說明"):
        return True
    return compact.endswith("條件") and not re.sub(r"[\W_]", "", _WORDS_OF_HEADING.sub("", compact))


def _opens_item(text: str, above: Sequence[Span]) -> bool:
    """Whether a line begins with a list's next number, or behind the end of a sentence with its first one."""
    if is_first(text):
        return _SENTENCE_END.search(above[-1].text) is not None
    return any(is_next(text, one.text) for one in (*above[:_NEAR], *above[-_NEAR:]))


def _seen(line: Span) -> Span:
    """A line without what nobody sees before it, as editors of web pages put it there."""
    unseen = _UNSEEN_START.match(line.text)
    return line.cut(unseen.end()) if unseen else line


def _notes_apart(pieces: Iterable[Span]) -> Iterator[Span]:
    """The pieces, those of several notes cut before each but the first: it has the next number, and its term follows.

    Extracted text can have all lines of a cell as one.
    """
    for piece in pieces:
        starts = [0, *_further_notes(piece.text)]
        for start, end in zip(starts, [*starts[1:], len(piece)], strict=True):
            yield piece.cut(start, end).strip() if end < len(piece) else piece.cut(start)


def _further_notes(text: str) -> Iterator[int]:
    """Where the second note of a line begins, and every other behind it."""
    if text.count("【") < 2:
        return
    last: int | None = None
    for mark in _NOTE.finditer(text):
        number = _number_of(mark)
        if last is None:
            last = number
        elif number == last + 1 and _BEHIND_NOTE.match(text, mark.start() - 1) and not _NO_TERM.match(text, mark.end()):
            last = number
            yield mark.start()


def _number_of(note: re.Match[str]) -> int:
    return int(re.sub(r"\s", "", unicodedata.normalize("NFKC", visible(note["number"]))))


def _heading(text: str) -> bool:
    heading = text[_number_of_heading(text) :]
    return _PREREQUISITES.match(heading) is not None or _SUPPLEMENTS.match(heading) is not None


def _number_of_heading(text: str) -> int:
    """Where the number ends that stands before a heading: ``二、其他補充說明``; 0 if none does.

    A numbered line in other words, ``2.擔任主管者之條件：三年。``, is an item of a list.
    """
    number = _NUMBER.match(text)
    if not number or not text.startswith(_OFFICIAL_BEGINNINGS, number.end()):
        return 0
    return number.end() if _official_heading().match(text, number.end()) else 0


@cache
def _official_heading() -> re.Pattern[str]:
    """A heading in the form's own words and no others, up to its colon or the line's end."""
    words = "|".join(
        map(spread, ("職類", "職業", "職務", "職位", "工作", "學歷", "經歷", "經驗", "資歷", "能力", "證照", "相關"))
    )
    return re.compile(
        rf"(?:(?:{spread('建議')}[\s{INVISIBLE}]*)?{spread('擔任')}(?=[^:：\n]*{spread('學歷')})"
        rf"(?:{words}|[此本該之的所需具備及與和或/／、，\s{INVISIBLE}])*{spread('條件')}{_END}"
        rf"|{_SUPPLEMENTS.pattern})(?:(?<=[:：])|\Z)"
    )


def _without_number(line: Span, coverage: Coverage) -> Span:
    """A line without the number of the heading that it is."""
    end = _number_of_heading(line.text)
    if end:
        coverage.assign(line.cut(0, end), LABEL)
    return line.cut(end)


def _apart(rows: Sequence[FormRow]) -> tuple[list[FormRow], list[FormRow]]:
    """The rows of a reprinted level table, and all others; they can share a table (1.4, quirk 20)."""
    level_rows: list[FormRow] = []
    text_rows: list[FormRow] = []
    inside = False
    for row in rows:
        if _LEVEL_HEADER.fullmatch("".join(row.texts)):
            inside = True
        elif inside:
            inside = len(row.texts) == 2 and row.texts[0] in _LEVELS
        (level_rows if inside else text_rows).append(row)
    return level_rows, text_rows


def _level_definitions(rows: Sequence[FormRow], coverage: Coverage) -> Iterator[LevelDefinition]:
    for row in rows:
        pieces = [piece.span for piece in row.pieces if piece.span]
        if len(pieces) == 2 and pieces[0].compact in _LEVELS:
            coverage.assign(row.span, "level_definitions")
            yield LevelDefinition(
                level=int(pieces[0].compact), text=pieces[1].normalized(keep_lines=True), at=coverage.at(row.span)
            )
        else:
            coverage.assign(row.span, LABEL)
