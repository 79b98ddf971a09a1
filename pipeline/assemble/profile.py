"""Title, version table and header table (docs/form.md 1.1, parts 1 to 3; 1.5 for fields with several values)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.assemble.flow import HARD, SOFT, Flow, joined
from pipeline.assemble.ledger import LABEL, OUTSIDE, Ledger
from pipeline.assemble.rows import Piece, Row
from pipeline.assemble.sections import PROFILE_LABELS
from pipeline.record import codes
from pipeline.record.model import Category, Classification, Place, Title, Version

_TITLE = re.compile(r"(?P<name>.+?)\s*職能基準\s*", re.DOTALL)
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
_TITLE_LINES = 4
_GROUP_LABELS = ("職能基準名稱", "所屬類別")
_CODE_SEPARATORS = re.compile(rf"[；;、，,／/]|(?<!-)[{HARD}{SOFT}]")
"""What stands between codes; a line that ends in a hyphen goes on in the next."""


def title(rows: Sequence[Row], names: Sequence[str | None], ledger: Ledger) -> Flow | None:
    """The name in the title line, without 職能基準; ``names`` are those that the header table gives.

    A title over several lines is put together as far as the header table knows the name, or as the lines are full.
    Paragraphs before it stand around the form; tables there are left alone and so reported.
    """
    paragraphs = [row.flow for row in rows if row.table is None or row.is_single]
    at = next((at for at, flow in enumerate(paragraphs) if _TITLE.fullmatch(flow.text)), None)
    name: Flow | None = None
    if at is not None:
        whole = _whole_title(paragraphs[: at + 1], names)
        match = _TITLE.fullmatch(whole.text)
        if match:
            ledger.place(whole, LABEL)
            name = ledger.place(whole.cut(match.start("name"), match.end("name")), "name")
    for row in rows:
        if row.table is None and not ledger.is_placed(row.flow):
            ledger.place(row.flow, OUTSIDE)
    return name


def _whole_title(lines: Sequence[Flow], names: Sequence[str | None]) -> Flow:
    """The last of ``lines`` with as many before it as belong to the title."""
    known = {Flow(f"{name}職能基準").compact for name in names if name}
    whole = joined(lines[-1:])
    taken = whole
    for line in reversed(lines[-_TITLE_LINES:-1]):
        taken = joined([line, taken])
        if taken.compact in known or line.ends_soft():
            whole = taken
    return whole


def versions(rows: Sequence[Row], ledger: Ledger) -> tuple[Version, ...]:
    """The rows of the version table; a row without version and code continues the row above.

    Paragraphs between the tables are left alone and so reported.
    """
    edges: dict[str, Piece] = {}
    drafts: list[dict[str, Flow]] = []
    for row in rows:
        labels = {
            _VERSION_FIELDS[text]: piece for piece in row.pieces if (text := piece.flow.compact) in _VERSION_FIELDS
        }
        if len(labels) >= 4:
            edges = labels
            ledger.place(row.flow, LABEL)
            continue
        if row.table is None:
            continue
        values: dict[str, Flow] = {}
        for piece in row.pieces:
            if piece.flow and edges:
                name = max(edges, key=lambda key: _overlap(edges[key], piece))
                values[name] = joined([values.get(name, Flow()), piece.flow])
        if drafts and not values.get("version") and not values.get("code"):
            drafts[-1] = {key: joined([drafts[-1].get(key, Flow()), values.get(key, Flow())]) for key in edges}
        elif values:
            drafts.append(values)
    return tuple(_version(draft, ledger) for draft in drafts)


def _overlap(one: Piece, other: Piece) -> float:
    return min(one.right, other.right) - max(one.left, other.left)


def _version(draft: dict[str, Flow], ledger: Ledger) -> Version:
    texts = {key: ledger.place(flow, "versions").mended() or None for key, flow in draft.items()}
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
        at=ledger.at(joined(draft.values())),
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
class Profile:
    """The header table as the record has it."""

    code: str | None = None
    code_as_printed: str | None = None
    title: Title = field(default_factory=Title)
    classification: Classification = field(default_factory=Classification)
    description: str | None = None
    level: int | None = None
    level_as_printed: str | None = None
    at: dict[str, Place] = field(default_factory=dict)


def profile(rows: Sequence[Row], ledger: Ledger) -> Profile:
    """The header table read as labels and values, wherever the labels stand."""
    values = _values(rows, ledger)
    result = Profile()
    for name, label in (("code", "職能基準代碼"), ("description", "工作描述"), ("level", "基準級別")):
        place = ledger.at(values[label]) if values.get(label) else None
        if place:
            result.at[name] = place
    _read_code(values.get("職能基準代碼", Flow()), result, ledger)
    result.title = Title(
        job_category=_text(values, "職類", "title.job_category", ledger),
        occupation=_text(values, "職業", "title.occupation", ledger),
        at=ledger.at(joined([values.get("職類", Flow()), values.get("職業", Flow())])),
    )
    result.classification = Classification(
        categories=_pairs(values, "職類別", ledger),
        occupations=_pairs(values, "職業別", ledger),
        industries=_pairs(values, "行業別", ledger),
    )
    description = ledger.place(values.get("工作描述", Flow()), "description")
    result.description = description.mended(keep_lines=True) or None
    result.level, result.level_as_printed = level_of(ledger.place(values.get("基準級別", Flow()), "level"))
    return result


def level_of(flow: Flow) -> tuple[int | None, str | None]:
    """A level, and the text as printed where it is more or other than one digit from 1 to 6 (quirks 8 to 10)."""
    printed = flow.mended()
    digits = _LEVEL.findall(flow.compact)
    level = int(digits[0]) if len(digits) == 1 and digits[0] in "123456" else None
    if printed == str(level) or printed in ("", "-", "－", "—", "–"):
        return level, None
    return level, printed


def _read_code(flow: Flow, result: Profile, ledger: Ledger) -> None:
    printed = ledger.place(flow, "code").mended()
    code = codes.normalize_standard(printed) or None
    result.code = code
    result.code_as_printed = printed if code and printed != code else None


def _values(rows: Sequence[Row], ledger: Ledger) -> dict[str, Flow]:
    """Every label with what stands behind it; a row without any label continues the values above (a page break).

    A cell that holds labels and more is left alone and so reported: lines that should part it are missing.
    """
    values: dict[str, Flow] = {}
    above: list[tuple[str, Piece]] = []
    for row in (row for row in rows if row.table is not None):
        labels = [_label(piece.flow) for piece in row.pieces]
        unnamed: list[Piece] = []
        for piece, found in zip(row.pieces, labels, strict=True):
            if found:
                ledger.place(piece.flow, LABEL)
            else:
                unnamed.append(piece)
        if all(found is None or found in _GROUP_LABELS for found in labels):
            owned = [(label, piece) for piece in unnamed if (label := _continued(piece, above))]
        else:
            owned = above = _behind_labels(row.pieces, labels)
        for label, piece in owned:
            if not any(_label(line) for line in piece.flow.lines()):
                values[label] = joined([values.get(label, Flow()), piece.flow])
    return values


def _behind_labels(pieces: Sequence[Piece], labels: Sequence[str | None]) -> list[tuple[str, Piece]]:
    """The cells of a row that stand behind a label, empty ones too, each with its label."""
    owned: list[tuple[str, Piece]] = []
    label: str | None = None
    for piece, found in zip(pieces, labels, strict=True):
        if found:
            label = None if found in _GROUP_LABELS else found
        elif label:
            owned.append((label, piece))
    return owned


def _continued(piece: Piece, above: Sequence[tuple[str, Piece]]) -> str | None:
    """The label whose value ``piece`` continues: the only one in the last row with labels, or the one above it."""
    if len({label for label, _value in above}) == 1:
        return above[0][0]
    under = max(above, key=lambda one: _overlap(one[1], piece), default=None)
    return under[0] if under and _overlap(under[1], piece) > 0 else None


def _label(flow: Flow) -> str | None:
    """The label that a cell holds, remarks in brackets aside: ``職能基準名稱 (擇一填寫)``."""
    compact = re.sub(r"\(.*?\)|[:：]$", "", flow.compact)
    return compact if compact in PROFILE_LABELS else None


def _text(values: dict[str, Flow], label: str, name: str, ledger: Ledger) -> str | None:
    return ledger.place(values.get(label, Flow()), name).mended() or None


def _pairs(values: dict[str, Flow], label: str, ledger: Ledger) -> tuple[Category, ...]:
    """Names and codes of one 類別, paired in order; never split at 、, which official names contain (1.5)."""
    field_name = f"classification.{label}"
    names_flow = ledger.place(values.get(label, Flow()), field_name)
    codes_flow = ledger.place(values.get(f"{label}代碼", Flow()), field_name)
    printed_codes = [re.sub(r"\s+", "", code) for code in _CODE_SEPARATORS.split(codes_flow.text)]
    found_codes = [code for code in printed_codes if code]
    names = _names(names_flow, len(found_codes))
    place = ledger.at(joined([names_flow, codes_flow]))
    return tuple(
        Category(
            name=names[number] if number < len(names) else None,
            code=found_codes[number] if number < len(found_codes) else None,
            at=place,
        )
        for number in range(max(len(names), len(found_codes)))
    )


def _names(flow: Flow, wanted: int) -> list[str]:
    """The names in a cell: by lines; by every line end or by ； where that gives as many as there are codes."""
    by_lines = [line.mended() for line in flow.lines()]
    if len(by_lines) == wanted:
        return by_lines
    for separator in (rf"[{HARD}{SOFT}]", "[；;]"):
        pieces = [text.strip() for text in re.split(separator, flow.text) if text.strip()]
        if len(pieces) == wanted > 1:
            return [re.sub(r"\s+", " ", piece) for piece in pieces]
    if wanted == 1:
        return [flow.mended()] if flow else []
    return by_lines
