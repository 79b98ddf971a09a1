"""The header table as labels and values, wherever the labels stand (docs/form.md 1.1 part 3, 1.3 for their spellings).

A label owns what stands directly behind it. What stands behind no label, because its cell is empty or its words are
unknown, is put where its form and place leave one reading, and that is reported; else it is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from pipeline.assemble.bullets import BEFORE_HEADING
from pipeline.assemble.coverage import LABEL, Coverage
from pipeline.assemble.rows import FormCell, FormRow
from pipeline.assemble.spans import Span, joined, printed_end
from pipeline.base.patterns import late
from pipeline.base.remembered import remembered
from pipeline.record import codes

CODE, CATEGORY, OCCUPATION, DESCRIPTION, LEVEL = "職能基準代碼", "職類", "職業", "工作描述", "基準級別"
CLASSES = ("職類別", "職業別", "行業別")
"""The three classifications; the code of each stands behind ``職類別代碼`` and so on."""
_NAME, _GROUP = "職能基準名稱", "所屬類別"
_GROUP_LABELS = (_NAME, _GROUP)
_CODE_WORDS = "(?:代碼|編碼|代號|編號)"
_SPELLINGS: Mapping[str, str] = {
    CODE: f"(?:職能)?基準{_CODE_WORDS}|職能{_CODE_WORDS}",
    _NAME: "(?:職能)?基準名稱",
    _GROUP: _GROUP,
    "職類別代碼": f"職類(?:類?別)?{_CODE_WORDS}",
    "職業別代碼": f"職業(?:類?別)?{_CODE_WORDS}",
    "行業別代碼": f"[行產]業(?:類?別)?{_CODE_WORDS}",
    "職類別": "職類類?別",
    "職業別": "職業類?別",
    "行業別": "[行產]業類?別|所屬[行產]業",
    CATEGORY: "職類(?:名稱)?",
    OCCUPATION: "職業(?:名稱)?",
    DESCRIPTION: "(?:工作|職務)(?:內容)?(?:描述|說明)",
    LEVEL: "(?:職能)?(?:基準)?(?:級別|等級)",
}
"""Every label of the form with the spellings, as a pattern, that say the same."""
_LABEL = re.compile("|".join(f"(?P<{label}>{spellings})" for label, spellings in _SPELLINGS.items()))
_AROUND = late(rf"^{BEFORE_HEADING}|(?:【註[0-9]{{1,4}}】|[】\]〕:：*＊※])+$")
"""What stands around a label and is none of it: a number, a bullet, a box to tick, a colon, the star of what must be
filled in, the mark of a note."""
_ONLY_CODE_WORD = re.compile(_CODE_WORDS)
_REMARK = re.compile(r"\((?!代碼|編碼|代號|編號)[^()]*\)")
_IN_BRACKETS = re.compile(r"[(（].*?[)）]", re.DOTALL)
_PART_OF_LABEL = re.compile(
    r"\((?:代碼|編碼|代號|編號|[0-9]{1,2}|[一二三四五六七八九十]{1,3})\)"
    r"|\([請可得須應均僅]*(?:(?:職類|職業)[/、或與]?)*(?:擇一|單選|複選|多選|必填|選填|填寫|勾選|選擇)+\)"
)
"""What a label may have in brackets: a word for code, or what is to be done with its field (docs/form.md 1.3)."""
_LONG_LABEL = 3
"""A label of so many characters is known inside a cell too; 職類 and 職業 begin many a value."""
_MERGED = sorted((label for label in _SPELLINGS if label not in _GROUP_LABELS), key=len, reverse=True)
"""Every label that may stand in one cell with its value, the longest first."""
_BEHIND_LABEL = re.compile(r"(?:\s*(?:[(（][^)）]*[)）])?(?:\s*[:：]\s*|\s+)|)(?=\S)")
"""What parts a label from its value, if anything."""
_CLASS_CODE = re.compile(r"[A-Z]{0,3}[0-9]{0,5}(?:[-、;；/／,，][A-Z]?[0-9]{1,5})*")
_LEVEL_VALUE = re.compile("[1-6]級?")


class ToldValue(NamedTuple):
    """A value that no label stands before, and the label that it was read under; ``is_rest``: as the rest of one."""

    label: str
    span: Span
    is_rest: bool = False


@dataclass
class HeaderValues:
    """Every label with what stands behind it, and what was told without one."""

    values: dict[str, Span] = field(default_factory=dict)
    told: list[ToldValue] = field(default_factory=list)

    def add(self, label: str, span: Span) -> None:
        """Puts ``span`` behind what is known of a label."""
        self.values[label] = joined([self.values.get(label, Span()), span])


class _LabelledRow(NamedTuple):
    """A row of the header table, its cells that hold label and value cut in two, and the label that each cell is."""

    row: FormRow
    pieces: Sequence[FormCell]
    labels: Sequence[str | None]

    @property
    def has_labels(self) -> bool:
        return any(label not in (None, *_GROUP_LABELS) for label in self.labels)

    @property
    def is_mixed(self) -> bool:
        """Whether a cell holds labels and more: lines that should part it are missing."""
        cells = (piece for piece, label in zip(self.pieces, self.labels, strict=True) if not label)
        return any(_is_mixed(piece) for piece in cells)


class _Loose(NamedTuple):
    """A cell behind no label: the label before it in its row, the one behind it, and whether the one above is empty."""

    piece: FormCell
    before: str | None = None
    after: str | None = None
    above: str | None = None


def header_values(rows: Sequence[FormRow], coverage: Coverage) -> HeaderValues:
    """The labels of the header table with their values; a row without any label continues the values above.

    A cell that holds labels and more is left alone and so reported, as is what nothing tells.
    """
    result = HeaderValues()
    labelled = [_labelled(one) for row in rows if row.table is not None for one in _apart(row)]
    found = {label for row in labelled for label in row.labels if label}
    above: Sequence[tuple[str, FormCell]] = ()
    before: FormRow | None = None
    for row in labelled:
        for piece, label in zip(row.pieces, row.labels, strict=True):
            if label:
                for own in _own(piece.span):
                    coverage.assign(own, LABEL)
        if row.has_labels or row.is_mixed:
            owned, loose = _behind_labels(row)
            above = above if row.is_mixed else owned or _labels_above(row)
            for label, piece in owned:
                if not _is_mixed(piece):
                    result.add(label, piece.span)
        else:
            loose = list(_continue(row, above, before, result, found))
        _tell(loose, found, result)
        before = row.row
    return result


def _apart(row: FormRow) -> list[FormRow]:
    """A row as so many rows as labels stand in one of its cells, a line each, if its other cells have as many lines."""
    lined = [piece.span.lines() for piece in row.pieces]
    counts = {len(lines) for lines in lined if len(lines) > 1}
    is_stacked = any(len(lines) > 1 and all(map(_label, lines)) for lines in lined)
    if not is_stacked or len(counts) > 1:
        return [row]
    if any(len(lines) == 1 and _label(lines[0]) not in _GROUP_LABELS for lines in lined):
        return [row]
    return [
        replace(
            row,
            pieces=tuple(
                piece._replace(span=lines[at] if at < len(lines) else Span())
                for piece, lines in zip(row.pieces, lined, strict=True)
            ),
        )
        for at in range(*counts)
    ]


def _labelled(row: FormRow) -> _LabelledRow:
    pieces = _parted(row.pieces)
    labels: list[str | None] = []
    last: str | None = None
    for piece in pieces:
        label = _label(piece.span)
        if label is None and last in CLASSES and _ONLY_CODE_WORD.fullmatch(_bare(piece.span.compact)):
            label = f"{last}代碼"
        last = label or last
        labels.append(label)
    return _LabelledRow(row, pieces, labels)


def _bare(compact: str) -> str:
    """The words of a cell that may be a label: without remarks in brackets and what stands around."""
    return _AROUND.sub("", _REMARK.sub("", compact)).strip("()")


def _label(span: Span) -> str | None:
    """The label that a cell holds, remarks in brackets aside: ``職能基準名稱 (擇一填寫)``."""
    return _label_of(span.compact)


@remembered
def _label_of(compact: str) -> str | None:
    match = _LABEL.fullmatch(_bare(compact).replace("(", "").replace(")", ""))
    return match.lastgroup if match else None


def _own(span: Span) -> Iterator[Span]:
    """What of a cell with a label is the label itself; what stands in brackets only if the form may have it."""
    at = 0
    for remark in _IN_BRACKETS.finditer(span.text):
        if not _PART_OF_LABEL.fullmatch(span.cut(remark.start(), remark.end()).compact):
            yield span.cut(at, remark.start())
            at = remark.end()
    yield span.cut(at)


def _is_mixed(piece: FormCell) -> bool:
    return any(_label(line) for line in piece.span.lines())


def _parted(pieces: Sequence[FormCell]) -> list[FormCell]:
    """The cells of a row, those that hold a label and its value cut in two (``職類別  企業經營管理／行政``)."""
    parted: list[FormCell] = []
    before: str | None = None
    for piece in pieces:
        label = _label(piece.span)
        awaits_value = before is not None and before not in _GROUP_LABELS
        is_value = awaits_value and (before == DESCRIPTION or not _begins_with_label(piece.span))
        parted += [piece] if is_value or label else _label_and_value(piece)
        before = label if parted[-1] is piece else _label(parted[-1].span)
    return parted


def _begins_with_label(span: Span) -> bool:
    """Whether a text begins with a label and a colon, so that it is no value of the label before it."""
    end = _label_end(span, at_start=True)
    return span.text[:end].rstrip().endswith((":", "："))


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
        found += [piece._replace(span=label), piece._replace(span=value)]
    return found or [piece]


def _label_end(span: Span, *, at_start: bool) -> int:
    """Where the label ends that a text begins with, if a value follows it; 0 if there is none."""
    text = span.text
    start = len(text) - len(text.lstrip())
    for label in _MERGED:
        end = printed_end(label, text, start)
        behind = None if end is None else _BEHIND_LABEL.match(text, end)
        if behind and (len(label) >= _LONG_LABEL or (at_start and behind[0])):
            return 0 if text.startswith("代碼", behind.end()) else behind.end()
    return 0


def _behind_labels(row: _LabelledRow) -> tuple[list[tuple[str, FormCell]], list[_Loose]]:
    """The cells that stand directly behind a label, empty ones too, each with its label; and those behind none."""
    owned: list[tuple[str, FormCell]] = []
    loose: list[_Loose] = []
    starts = [at for at, label in enumerate(row.labels) if label]
    for first, end in pairwise([-1, *starts, len(row.labels)]):
        label = row.labels[first] if first >= 0 else None
        after = row.labels[end] if end < len(row.labels) else None
        cells = list(row.pieces[first + 1 : end])
        kept = 0 if label in (None, *_GROUP_LABELS) else _owned(label or "", cells, row)
        owned += [(label or "", cell) for cell in cells[:kept]]
        loose += [_Loose(cell, label, after) for cell in cells[kept:] if cell.span]
    return owned, loose


def _owned(label: str, cells: Sequence[FormCell], row: _LabelledRow) -> int:
    """How many of the cells behind a label are its value: all up to an empty one if there can be several, else one."""
    first = next((at for at, cell in enumerate(cells) if cell.span), None)
    if first is None:
        return len(cells)
    run = next((at for at in range(first, len(cells)) if not cells[at].span), len(cells))
    if label == DESCRIPTION or run - first == 1:
        return run
    name = label.removesuffix("代碼")
    return run if name in CLASSES and _count(row, name) == _count(row, f"{name}代碼") else first + 1


def _count(row: _LabelledRow, label: str) -> int:
    """How many cells with text stand behind a label of the row, up to the next label."""
    if label not in row.labels:
        return 0
    start = row.labels.index(label) + 1
    end = next((at for at in range(start, len(row.labels)) if row.labels[at]), len(row.labels))
    return sum(bool(cell.span) for cell in row.pieces[start:end])


def _labels_above(row: _LabelledRow) -> list[tuple[str, FormCell]]:
    """The labels of a row that holds nothing else: their values stand below them."""
    cells = zip(row.pieces, row.labels, strict=True)
    return [(label, piece) for piece, label in cells if label and label not in _GROUP_LABELS]


def _continue(
    row: _LabelledRow,
    above: Sequence[tuple[str, FormCell]],
    before: FormRow | None,
    result: HeaderValues,
    found: set[str],
) -> Iterator[_Loose]:
    """Puts the cells of a row without labels behind the values above; gives those that continue none.

    On the next page that is the rest of a value; in the same table, behind an empty cell, it is no more than likely.
    """
    labels_are_above = any(_label(piece.span) for _label_above, piece in above)
    is_next_page = before is not None and before.table != row.row.table
    for at, piece in enumerate(row.pieces):
        label = _continued(piece, above)
        if not piece.span or row.labels[at]:
            continue
        if _NAME in row.labels[:at] and not found & {CATEGORY, OCCUPATION}:
            yield _Loose(piece, before=_NAME)
            continue
        if DESCRIPTION not in found and not (labels_are_above or is_next_page) and _is_description(piece, above):
            yield _Loose(piece, above=DESCRIPTION)
            continue
        known = bool(label and result.values.get(label))
        is_sure = labels_are_above or is_next_page or all(cell.span for cell in row.pieces[:at])
        is_likely = not _is_of_another(piece.span) and (known or label != CATEGORY)
        if label and (is_sure or is_likely):
            result.add(label, piece.span)
            if not is_sure:
                result.told.append(ToldValue(label, piece.span, is_rest=known))
        else:
            yield _Loose(piece, above=label)


def _is_description(piece: FormCell, above: Sequence[tuple[str, FormCell]]) -> bool:
    """Whether a cell below the classifications holds sentences, or is as wide as their names and codes together."""
    labels = {label.removesuffix("代碼") for label, _value in above}
    if not labels or not labels <= set(CLASSES) or _is_of_another(piece.span):
        return False
    under = [value for _label_above, value in above if overlap(value, piece) > 0]
    return piece.span.compact.endswith("。") or len(under) > 1


def _is_of_another(span: Span) -> bool:
    """Whether a text has the form of a level or of the code of a standard, which continues nothing."""
    return _LEVEL_VALUE.fullmatch(span.compact) is not None or _is_standard_code(span)


def _is_standard_code(span: Span) -> bool:
    return codes.STANDARD_CODE_TOLERANT.fullmatch(span.compact) is not None


def _continued(piece: FormCell, above: Sequence[tuple[str, FormCell]]) -> str | None:
    """The label whose value ``piece`` continues: the only one in the last row with labels, or the one above it."""
    if len({label for label, _value in above}) == 1:
        return above[0][0]
    under = max(above, key=lambda one: overlap(one[1], piece), default=None)
    return under[0] if under and overlap(under[1], piece) > 0 else None


def overlap(one: FormCell, other: FormCell) -> float:
    """How much of their width two cells share."""
    return min(one.right, other.right) - max(one.left, other.left)


def _tell(loose: Sequence[_Loose], found: set[str], result: HeaderValues) -> None:
    """Puts cells behind no label where their form and place leave one reading; labels that are printed have theirs."""
    for one in loose:
        label = _told(one, found, result)
        if label and label not in found and not result.values.get(label):
            result.add(label, one.piece.span)
            result.told.append(ToldValue(label, one.piece.span))


def _told(one: _Loose, found: set[str], result: HeaderValues) -> str | None:
    compact = one.piece.span.compact
    if _is_standard_code(one.piece.span):
        return CODE
    if one.after and one.after.removesuffix("代碼") in CLASSES:
        return one.after.removesuffix("代碼")
    if one.before in CLASSES:
        return f"{one.before}代碼" if _CLASS_CODE.fullmatch(compact) else None
    if _LEVEL_VALUE.fullmatch(compact):
        return LEVEL
    if one.above == DESCRIPTION:
        return DESCRIPTION
    if one.before == _NAME and CATEGORY not in found:
        return OCCUPATION
    return OCCUPATION if one.above == CATEGORY and not result.values.get(CATEGORY) else None
