"""Title, version table and header table (docs/form.md 1.1, parts 1 to 3; 1.5 for fields with several values)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.assemble.coverage import LABEL, OUTSIDE, Coverage
from pipeline.assemble.rows import FormCell, FormRow
from pipeline.assemble.sections import HEADER_TABLE_LABELS
from pipeline.assemble.spans import HARD, SOFT, Span, joined, spread
from pipeline.record import codes
from pipeline.record.model import Category, Classification, Place, Title, Version

_TITLE = re.compile(rf"(?P<name>.+?)[\s{codes.INVISIBLE}]*{spread('職能基準')}[\s{codes.INVISIBLE}]*", re.DOTALL)
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
_GROUP_LABELS = ("職能基準名稱", "所屬類別")
_IN_BRACKETS = re.compile(r"[(（].*?[)）]", re.DOTALL)
_REMARK = re.compile(
    r"\([請可得須應均僅]*(?:(?:職類|職業)[/、或與]?)*(?:擇一|單選|複選|多選|必填|選填|填寫|勾選|選擇)+\)"
)
"""How a label says what is to be done with its field (docs/form.md 1.3)."""
_LONG_LABEL = 3
"""A label of so many characters is known inside a cell too; 職類 and 職業 begin many a value."""
_MERGED = [
    (label, re.compile(rf"\s*{spread(label)}(?P<end>\s*(?:[(（][^)）]*[)）])?(?:\s*[:：]\s*|\s+)|)(?=\S)"))
    for label in sorted(HEADER_TABLE_LABELS, key=len, reverse=True)
    if label not in _GROUP_LABELS
]
_CODE_SEPARATORS = re.compile(rf"[；;、，,／/]|(?<!-)[{HARD}{SOFT}]")
"""What stands between codes; a line that ends in a hyphen goes on in the next."""


def title(rows: Sequence[FormRow], names: Sequence[str | None], coverage: Coverage) -> Span | None:
    """The name in the title line, without 職能基準; ``names`` are those that the header table gives.

    A title over several lines is put together as far as the header table knows the name, or as the lines are full.
    Paragraphs before it stand around the form; tables there are left alone and so reported.
    """
    paragraphs = [row.span for row in rows if row.table is None or row.is_single]
    at = next((at for at, span in enumerate(paragraphs) if _TITLE.fullmatch(span.text)), None)
    name: Span | None = None
    if at is not None:
        whole = _whole_title(paragraphs[: at + 1], names)
        match = _TITLE.fullmatch(whole.text)
        if match:
            coverage.assign(whole, LABEL)
            name = coverage.assign(whole.cut(match.start("name"), match.end("name")), "name")
    for row in rows:
        if row.table is None and not coverage.is_assigned(row.span):
            coverage.assign(row.span, OUTSIDE)
    return name


def _whole_title(lines: Sequence[Span], names: Sequence[str | None]) -> Span:
    """The last of ``lines`` with as many before it as belong to the title."""
    known = {Span(f"{name}職能基準").compact for name in names if name}
    whole = joined(lines[-1:])
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
                name = max(edges, key=lambda key: _overlap(edges[key], piece))
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


def _overlap(one: FormCell, other: FormCell) -> float:
    return min(one.right, other.right) - max(one.left, other.left)


def _version(draft: dict[str, Span], coverage: Coverage) -> Version:
    texts = {key: coverage.assign(span, "versions").normalized() or None for key, span in draft.items()}
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


def header_table(rows: Sequence[FormRow], coverage: Coverage) -> HeaderTable:
    """The header table read as labels and values, wherever the labels stand."""
    values = _values(rows, coverage)
    result = HeaderTable()
    for name, label in (("code", "職能基準代碼"), ("description", "工作描述"), ("level", "基準級別")):
        place = coverage.at(values[label]) if values.get(label) else None
        if place:
            result.at[name] = place
    _read_code(values.get("職能基準代碼", Span()), result, coverage)
    result.title = Title(
        job_category=_text(values, "職類", "title.job_category", coverage),
        occupation=_text(values, "職業", "title.occupation", coverage),
        at=coverage.at(joined([values.get("職類", Span()), values.get("職業", Span())])),
    )
    result.classification = Classification(
        categories=_pairs(values, "職類別", coverage),
        occupations=_pairs(values, "職業別", coverage),
        industries=_pairs(values, "行業別", coverage),
    )
    description = coverage.assign(values.get("工作描述", Span()), "description")
    result.description = description.normalized(keep_lines=True) or None
    result.level, result.level_as_printed = level_of(coverage.assign(values.get("基準級別", Span()), "level"))
    return result


def level_of(span: Span) -> tuple[int | None, str | None]:
    """A level, and the text as printed where it is more or other than one digit from 1 to 6 (quirks 8 to 10)."""
    printed = span.normalized()
    digits = _LEVEL.findall(span.compact)
    level = int(digits[0]) if len(digits) == 1 and digits[0] in "123456" else None
    if printed == str(level) or printed in ("", "-", "－", "—", "–"):
        return level, None
    return level, printed


def _read_code(span: Span, result: HeaderTable, coverage: Coverage) -> None:
    printed = coverage.assign(span, "code").normalized()
    code = codes.normalize_standard(printed) or None
    result.code = code
    result.code_as_printed = printed if code and printed != code else None


def _values(rows: Sequence[FormRow], coverage: Coverage) -> dict[str, Span]:
    """Every label with what stands behind it; a row without any label continues the values above (a page break).

    A cell that holds labels and more is left alone and so reported: lines that should part it are missing.
    """
    values: dict[str, Span] = {}
    above: list[tuple[str, FormCell]] = []
    for row in (row for row in rows if row.table is not None):
        pieces = _parted(row.pieces)
        labels = [_label(piece.span) for piece in pieces]
        unnamed: list[FormCell] = []
        for piece, found in zip(pieces, labels, strict=True):
            if found:
                for own in _own(piece.span):
                    coverage.assign(own, LABEL)
            else:
                unnamed.append(piece)
        if any(_label(line) for piece in unnamed for line in piece.span.lines()):
            owned = _behind_labels(pieces, labels)
        elif all(found is None or found in _GROUP_LABELS for found in labels):
            owned = [(label, piece) for piece in unnamed if (label := _continued(piece, above))]
        else:
            owned = above = _behind_labels(pieces, labels)
        for label, piece in owned:
            if not any(_label(line) for line in piece.span.lines()):
                values[label] = joined([values.get(label, Span()), piece.span])
    return values


def _parted(pieces: Sequence[FormCell]) -> list[FormCell]:
    """The cells of a row, those that hold a label and its value cut in two (``職類別  企業經營管理／行政``)."""
    parted: list[FormCell] = []
    for piece in pieces:
        awaits_value = bool(parted) and _label(parted[-1].span) not in (None, *_GROUP_LABELS)
        parted += [piece] if awaits_value or _label(piece.span) else _label_and_value(piece)
    return parted


def _label_and_value(piece: FormCell) -> list[FormCell]:
    """The labels and values in a cell that begins with a label; the cell as it is where any lacks its value."""
    found: list[FormCell] = []
    rest = piece.span
    while rest:
        end = _label_end(rest, at_start=not found)
        if not end:
            return [piece]
        value = rest.cut(end)
        starts = (match.end() for match in re.finditer(r"\s+", value.text))
        following = next((at for at in (0, *starts) if _label_end(value.cut(at), at_start=False)), len(value))
        label, value, rest = rest.cut(0, end), value.cut(0, following), value.cut(following)
        if not value or any(_label(line) for line in value.lines()):
            return [piece]
        found += [replace(piece, span=label), replace(piece, span=value)]
    return found


def _label_end(span: Span, *, at_start: bool) -> int:
    """Where the label ends that a text begins with, if a value follows it; 0 if there is none."""
    for label, pattern in _MERGED:
        match = pattern.match(span.text)
        is_long = len(label) >= _LONG_LABEL
        if match and (is_long or (at_start and match["end"])):
            return 0 if span.text.startswith("代碼", match.end()) else match.end()
    return 0


def _behind_labels(pieces: Sequence[FormCell], labels: Sequence[str | None]) -> list[tuple[str, FormCell]]:
    """The cells of a row that stand behind a label, empty ones too, each with its label."""
    owned: list[tuple[str, FormCell]] = []
    label: str | None = None
    for piece, found in zip(pieces, labels, strict=True):
        if found:
            label = None if found in _GROUP_LABELS else found
        elif label:
            owned.append((label, piece))
    return owned


def _continued(piece: FormCell, above: Sequence[tuple[str, FormCell]]) -> str | None:
    """The label whose value ``piece`` continues: the only one in the last row with labels, or the one above it."""
    if len({label for label, _value in above}) == 1:
        return above[0][0]
    under = max(above, key=lambda one: _overlap(one[1], piece), default=None)
    return under[0] if under and _overlap(under[1], piece) > 0 else None


def _label(span: Span) -> str | None:
    """The label that a cell holds, remarks in brackets aside: ``職能基準名稱 (擇一填寫)``."""
    compact = re.sub(r"\(.*?\)|[:：]$", "", span.compact)
    return compact if compact in HEADER_TABLE_LABELS else None


def _own(span: Span) -> Iterator[Span]:
    """What of a cell with a label is the label itself; a remark in brackets only if the form may have it."""
    at = 0
    for remark in _IN_BRACKETS.finditer(span.text):
        if not _REMARK.fullmatch(span.cut(remark.start(), remark.end()).compact):
            yield span.cut(at, remark.start())
            at = remark.end()
    yield span.cut(at)


def _text(values: dict[str, Span], label: str, name: str, coverage: Coverage) -> str | None:
    return coverage.assign(values.get(label, Span()), name).normalized() or None


def _pairs(values: dict[str, Span], label: str, coverage: Coverage) -> tuple[Category, ...]:
    """Names and codes of one 類別, paired in order; never split at 、, which official names contain (1.5)."""
    field_name = f"classification.{label}"
    names_span = coverage.assign(values.get(label, Span()), field_name)
    codes_span = coverage.assign(values.get(f"{label}代碼", Span()), field_name)
    printed_codes = [re.sub(r"\s+", "", code) for code in _CODE_SEPARATORS.split(codes_span.text)]
    found_codes = [code for code in printed_codes if code]
    names = _names(names_span, len(found_codes))
    place = coverage.at(joined([names_span, codes_span]))
    return tuple(
        Category(
            name=names[number] if number < len(names) else None,
            code=found_codes[number] if number < len(found_codes) else None,
            at=place,
        )
        for number in range(max(len(names), len(found_codes)))
    )


def _names(span: Span, wanted: int) -> list[str]:
    """The names in a cell: by lines; by every line end or by ； where that gives as many as there are codes."""
    by_lines = [line.normalized() for line in span.lines()]
    if len(by_lines) == wanted:
        return by_lines
    for separator in (rf"[{HARD}{SOFT}]", "[；;]"):
        pieces = [text.strip() for text in re.split(separator, span.text) if text.strip()]
        if len(pieces) == wanted > 1:
            return [re.sub(r"\s+", " ", piece) for piece in pieces]
    if wanted == 1:
        return [span.normalized()] if span else []
    return by_lines
