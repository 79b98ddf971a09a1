"""Title, version table and header table (docs/form.md 1.1, parts 1 to 3; 1.5 for fields with several values)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from pipeline.assemble.bullets import BEFORE_HEADING, BEHIND_HEADING
from pipeline.assemble.coverage import LABEL, OUTSIDE, Coverage
from pipeline.assemble.header_values import (
    CATEGORY,
    CODE,
    DESCRIPTION,
    LEVEL,
    OCCUPATION,
    ToldValue,
    header_values,
    overlap,
)
from pipeline.assemble.levels import ticked
from pipeline.assemble.rows import FormCell, FormRow
from pipeline.assemble.spans import HARD, SOFT, Span, joined
from pipeline.assemble.tokens import MARKS
from pipeline.base.patterns import late
from pipeline.record import codes
from pipeline.record.model import Category, Classification, Place, Title, Version

_FORM = rf"[職职][\s{codes.INVISIBLE}]*能[\s{codes.INVISIBLE}]*基[\s{codes.INVISIBLE}]*[準准]"
_TITLE = re.compile(rf"(?P<name>.+?)[\s{codes.INVISIBLE}]*{_FORM}[\s{codes.INVISIBLE}]*{BEHIND_HEADING}", re.DOTALL)
_DATE = re.compile(r"(\d{4})[/.\-年](\d{1,2})[/.\-月](\d{1,2})日?")
_LEVEL = re.compile(r"(\d)")
_VERSION_FIELDS = {
    "版本": "version",
    "職能基準代碼": "code",
    "職能基準名稱": "name",
    "狀態": "status",
    "更新說明": "note",
    "發展更新日期": "date",
}
_LABELS_OF_VERSIONS = re.compile(f"(?:{'|'.join(_VERSION_FIELDS)})+")
_TITLE_LINES = 4
_PATH = re.compile(r"[>›»＞→|｜\\]|首頁")
"""What no name has, and the path to a page of a site."""
_BEFORE_TITLE = late(rf"\s*{BEFORE_HEADING}\s*")
_SIGN = late(rf"[\s{MARKS}]+")
_CODE_SEPARATORS = re.compile(rf"[；;、，,／/]|(?<!-)[{HARD}{SOFT}]")
"""What stands between codes; a line that ends in a hyphen goes on in the next."""
_CATEGORY_CODE = re.compile(r"[A-Z]{3}|[A-Z]?\d{2,4}")
_ONE_CODE = late(r"[A-Z]{3}|[A-Z]?\d{2,4}(?:-[A-Z]?\d{2,4})*|[A-Z](?:-\d{2,4})*")
"""The same in all forms that occur (2.1): a letter alone, ranges, chains."""
_BETWEEN_NAMES = (
    *(rf"[{HARD}{SOFT}]", "[；;]", "[、,，]", "[／/]", r"\s+[／/]\s+", r"\s+"),
    r"(?<=[員師工家人長者士手匠管表])\s+",
)
_NAME_SEPARATORS = tuple(map(late, _BETWEEN_NAMES))
"""What stands between names, the surest first."""
_SURE = 2
"""So many of these stand in no name, but for those below."""
_NAMES_WITH_SIGNS = late(
    "科學、技術、工程、數學|天然資源、食品與農業|司法、法律與公共安全|農、林、漁、牧業|農、牧業|金融及保險業、強制性社會安全"
    "|專業、科學及技術服務業|公共行政及國防[；;]強制性社會安全|藝術、娛樂及休閒服務業|電腦程式設計、諮詢及相關服務業"
)
"""Official names of classes with such signs inside: 職類 as the platform has them, and 行業 of the standard industrial
classification (行業統計分類). Two names that a blank parts can be told from one with a 、 by nothing else.
"""
_CLASS_NAME = late(r"[^／/]+[／/].*[^／/]")
_ONE_STROKE = late(r"[^／/]+[／/][^／/]+")
_MOST_LINES_OF_NAMES = 12
_OCCUPATION_NAME = late(r".*[員師工家人長者士手匠管]|.*代表")
"""A value of 職類別 or 行業別, the class and what is below it; one of 職業別, people of an occupation."""


def title(rows: Sequence[FormRow], names: Sequence[str | None], coverage: Coverage) -> Span | None:
    """The name in the title line, without 職能基準; ``names`` are those that the header table gives.

    A title over several lines is put together as far as the header table knows the name, or as the lines are full.
    Paragraphs before it stand around the form; tables there are left alone and so reported.
    """
    paragraphs = [row.span for row in rows if row.table is None or row.is_single]
    at = _title_line(paragraphs, names)
    name: Span | None = None
    if at is not None:
        whole = _whole_title(paragraphs[: at + 1], names)
        match = _TITLE.fullmatch(whole.text)
        if match:
            coverage.assign(whole, LABEL)
            name = coverage.assign(_without_mark(whole.cut(match.start("name"), match.end("name")), names), "name")
    for row in rows:
        if row.table is None and not coverage.is_assigned(row.span):
            coverage.assign(row.span, OUTSIDE)
    return name


def _title_line(paragraphs: Sequence[Span], names: Sequence[str | None]) -> int | None:
    """The line that ends the title: one with the name that the header table knows, else the first that can be it.

    The path and heading of a site (``首頁 > 職能基準``) end as a title does.
    """
    found = [at for at, span in enumerate(paragraphs) if _TITLE.fullmatch(span.text)]
    known = [Span(name).compact for name in names if name]
    if len(found) == 1 and not _PATH.search(paragraphs[found[0]].text):
        return found[0]
    ends = ((at, paragraphs[max(at + 1 - _TITLE_LINES, 0) : at + 1]) for at in found)
    named = (at for at, lines in ends if any(one in _whole_title(lines, names).compact for one in known))
    likely = (at for at in found if not _PATH.search(paragraphs[at].text))
    return next(named, next(likely, None if known else next(iter(found), None)))


def _without_mark(name: Span, names: Sequence[str | None]) -> Span:
    """A name without the sign before the title; a number is one only if the header table has the name without it."""
    before = _BEFORE_TITLE.match(name.text)
    if not before or not before.end():
        return name
    rest = name.cut(before.end())
    known = {Span(one).compact for one in names if one}
    return rest if rest.compact in known or _SIGN.fullmatch(before[0]) else name


def _whole_title(lines: Sequence[Span], names: Sequence[str | None]) -> Span:
    """The last of ``lines`` with as many before it as belong to the title: none if it alone names what the header
    table does, as a line at the right edge (附件一, a date) looks full.
    """
    known = {Span(f"{name}職能基準").compact for name in names if name}
    whole = joined(lines[-1:])
    if whole.compact in known:
        return whole
    taken = whole
    for line in reversed(lines[-_TITLE_LINES:-1]):
        taken = joined([line, taken])
        if taken.compact in known or line.ends_soft():
            whole = taken
    return whole


def versions(rows: Sequence[FormRow], coverage: Coverage) -> tuple[Version, ...]:
    """The rows of the version table; a row without version and code continues the row above.

    Paragraphs between the tables are left alone and so reported.
    """
    edges: dict[str, FormCell] = {}
    drafts: list[dict[str, Span]] = []
    for row in rows:
        labels = {
            _VERSION_FIELDS[text]: piece for piece in row.pieces if (text := piece.span.compact) in _VERSION_FIELDS
        }
        if len(labels) >= 4:
            edges = labels
            for piece in row.pieces:
                coverage.assign(piece.span.behind(_version_labels(piece.span.compact))[0], LABEL)
            continue
        if row.table is None:
            continue
        values: dict[str, Span] = {}
        for piece in row.pieces:
            if piece.span and edges:
                name = max(edges, key=lambda key: overlap(edges[key], piece))
                values[name] = joined([values.get(name, Span()), piece.span])
        if drafts and not values.get("version") and not values.get("code"):
            drafts[-1] = {key: joined([drafts[-1].get(key, Span()), values.get(key, Span())]) for key in edges}
        elif values:
            drafts.append(values)
    return tuple(_version(draft, coverage) for draft in drafts)


def _version_labels(compact: str) -> int:
    """How many of a text's first characters are labels of the version table."""
    label = _LABELS_OF_VERSIONS.match(compact)
    return label.end() if label else 0


def _version(draft: dict[str, Span], coverage: Coverage) -> Version:
    texts = {
        key: coverage.assign(draft.get(key, Span()), f"versions.{key}").normalized() or None
        for key in _VERSION_FIELDS.values()
    }
    version, code = (re.sub(r"\s+", "", texts.get(key) or "") or None for key in ("version", "code"))
    printed_date = texts.get("date")
    date = iso_date(printed_date)
    return Version(
        version=version,
        code=code,
        name=texts.get("name"),
        status=texts.get("status"),
        note=texts.get("note"),
        date=date,
        date_as_printed=printed_date if date is None else None,
        at=coverage.at(joined(draft.values())),
    )


def iso_date(printed: str | None) -> str | None:
    """``2019/04/19`` as ``2019-04-19``, spaces and wraps aside; ``None`` if it is no date of the calendar."""
    match = _DATE.fullmatch(re.sub(r"\s+", "", printed or ""))
    if not match:
        return None
    try:
        return datetime.date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        return None


@dataclass
class HeaderTable:
    """The header table as the record has it."""

    code: str | None = None
    code_as_printed: str | None = None
    title: Title = field(default_factory=Title)
    classification: Classification = field(default_factory=Classification)
    description: str | None = None
    level: int | None = None
    level_as_printed: str | None = None
    at: dict[str, Place] = field(default_factory=dict)
    told: tuple[ToldValue, ...] = ()
    """Values that stand behind no label."""


def header_table(rows: Sequence[FormRow], coverage: Coverage) -> HeaderTable:
    """The header table read as labels and values, wherever the labels stand."""
    read = header_values(rows, coverage)
    values = read.values
    result = HeaderTable(told=tuple(read.told))
    for name, label in (("code", CODE), ("description", DESCRIPTION), ("level", LEVEL)):
        place = coverage.at(values[label]) if values.get(label) else None
        if place:
            result.at[name] = place
    _read_code(values.get(CODE, Span()), result, coverage)
    result.title = Title(
        job_category=_text(values, CATEGORY, "title.job_category", coverage),
        occupation=_text(values, OCCUPATION, "title.occupation", coverage),
        at=coverage.at(joined([values.get(CATEGORY, Span()), values.get(OCCUPATION, Span())])),
    )
    result.classification = Classification(
        categories=_pairs(values, "職類別", coverage),
        occupations=_pairs(values, "職業別", coverage),
        industries=_pairs(values, "行業別", coverage),
    )
    description = coverage.assign(values.get(DESCRIPTION, Span()), "description")
    result.description = description.normalized(keep_lines=True) or None
    result.level, result.level_as_printed = level_of(coverage.assign(values.get(LEVEL, Span()), "level"))
    return result


def level_of(span: Span) -> tuple[int | None, str | None]:
    """A level, and the text as printed where it is more or other than one digit from 1 to 6 (quirks 8 to 10).

    Of several with boxes before them it is the one that is ticked.
    """
    printed = span.normalized()
    choice = ticked(span.compact)
    digits = _LEVEL.findall(codes.without_note_marks(span.compact) if choice is None else choice)
    level = int(digits[0]) if len(digits) == 1 and digits[0] in "123456" else None
    if printed == str(level) or printed in ("", "-", "－", "—", "–"):
        return level, None
    return level, printed


def _read_code(span: Span, result: HeaderTable, coverage: Coverage) -> None:
    printed = coverage.assign(span, "code").normalized()
    code = codes.normalize_standard(codes.without_note_marks(printed)) or None
    result.code = code
    result.code_as_printed = printed if code and printed != code else None


def _text(values: dict[str, Span], label: str, name: str, coverage: Coverage) -> str | None:
    return coverage.assign(values.get(label, Span()), name).normalized() or None


def _pairs(values: dict[str, Span], label: str, coverage: Coverage) -> tuple[Category, ...]:
    """Names and codes of one 類別, paired in order (1.5)."""
    field_name = f"classification.{label}"
    names_span = coverage.assign(values.get(label, Span()), field_name)
    codes_span = coverage.assign(values.get(f"{label}代碼", Span()), field_name)
    found_codes = _codes(codes_span)
    names = _names(names_span, len(found_codes), _OCCUPATION_NAME if label == "職業別" else _CLASS_NAME)
    place = coverage.at(joined([names_span, codes_span]))
    return tuple(
        Category(
            name=names[number] if number < len(names) else None,
            code=found_codes[number] if number < len(found_codes) else None,
            at=place,
        )
        for number in range(max(len(names), len(found_codes)))
    )


def _codes(span: Span) -> list[str]:
    """The codes in a cell; one that a narrow cell broke inside is whole again, as a part of it is no code itself."""
    printed: list[str] = []
    for line in span.lines():
        parts = [code for part in _CODE_SEPARATORS.split(line.text) for code in _spaced_codes(part)]
        is_code = _CATEGORY_CODE.fullmatch("".join(line.text.split(SOFT)))
        is_broken = is_code and not all(map(_CATEGORY_CODE.fullmatch, parts))
        printed += ["".join(parts)] if is_broken else parts
    return [code for code in printed if code]


def _spaced_codes(text: str) -> list[str]:
    """Codes with only spaces between them; one, if it can be one, as a code can have spaces inside."""
    parts = text.split()
    whole = "".join(parts)
    return parts if not _ONE_CODE.fullmatch(whole) and all(map(_ONE_CODE.fullmatch, parts)) else [whole]


def _names(span: Span, wanted: int, form: re.Pattern[str]) -> list[str]:
    """The names in a cell: by lines; by what else can part them where that gives as many as there are codes.

    Official names hold 、 and strokes, and extracted ones spaces: each part must have the ``form`` of such a name.
    """
    by_lines = [line.normalized() for line in span.lines()]
    if len(by_lines) == wanted:
        return by_lines
    if wanted == 1:
        return [span.normalized()] if span else []
    if form is _CLASS_NAME and (wrapped := _wrapped_names(span, wanted)):
        return wrapped
    for number, separator in enumerate(_NAME_SEPARATORS):
        pieces = _parted(span.text, separator)
        if len(pieces) == wanted and (number < _SURE or all(map(form.fullmatch, pieces))):
            return [re.sub(r"\s+", " ", piece) for piece in pieces]
    return by_lines


def _wrapped_names(span: Span, wanted: int) -> list[str]:
    """The names of classes, some over several lines, if only one way to put them together gives each its stroke."""
    ends = [end.end() for end in re.finditer(f"[{HARD}{SOFT}]", span.text)]
    if not 1 < wanted <= len(ends) < _MOST_LINES_OF_NAMES:
        return []
    ways = []
    for chosen in combinations(ends, wanted - 1):
        edges = [0, *chosen, len(span.text)]
        names = [span.cut(start, end).normalized() for start, end in pairwise(edges)]
        if all(map(_ONE_STROKE.fullmatch, names)):
            ways.append(names)
    return ways[0] if len(ways) == 1 else []


def _parted(text: str, separator: re.Pattern[str]) -> list[str]:
    """The parts of a text between separators, none of them inside an official name."""
    kept = [name.span() for name in _NAMES_WITH_SIGNS.finditer(text)]
    cuts = [cut.span() for cut in separator.finditer(text)]
    cuts = [cut for cut in cuts if not any(start < cut[0] and cut[1] < end for start, end in kept)]
    ends = [*(start for start, _end in cuts), len(text)]
    pieces = (text[start:end].strip() for start, end in zip([0, *(end for _start, end in cuts)], ends, strict=True))
    return [piece for piece in pieces if piece]
