"""The view of a 修正對照表: a change record as the rows that an office lays before its committee.

Pure. The newest text stands left, as in Taiwan's legislation; what is new is underlined on the left, what is gone in
the middle, and the right column says what can be told from the comparison, so that the office adds only its reasons.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import PurePath

from pipeline.compare.changes import Change, ChangeRecord, Wording
from pipeline.compare.items import ComparedKind
from pipeline.compare.phrases import Phrases

LABELS = {
    ComparedKind.NAME: "職能基準名稱",
    ComparedKind.DESCRIPTION: "工作描述",
    ComparedKind.STANDARD_LEVEL: "基準級別",
    ComparedKind.CATEGORY: "職類別",
    ComparedKind.OCCUPATION: "職業別",
    ComparedKind.INDUSTRY: "行業別",
    ComparedKind.VERSION: "版本",
    ComparedKind.DUTY: "主要職責",
    ComparedKind.TASK: "工作任務",
    ComparedKind.LEVEL: "職能級別",
    ComparedKind.OUTPUT: "工作產出",
    ComparedKind.INDICATOR: "行為指標",
    ComparedKind.REFERENCE: "任務所列之知識與技能",
    ComparedKind.KNOWLEDGE: "知識（K）",
    ComparedKind.SKILL: "技能（S）",
    ComparedKind.ATTITUDE: "態度（A）",
    ComparedKind.PREREQUISITE: "建議擔任此職類／職業之學歷／經歷／或能力條件",
    ComparedKind.NOTE: "註釋",
    ComparedKind.SUPPLEMENT: "其他補充說明",
}
"""What the official form calls the kinds of items."""

_PROFILE = frozenset(
    {
        ComparedKind.NAME,
        ComparedKind.DESCRIPTION,
        ComparedKind.STANDARD_LEVEL,
        ComparedKind.CATEGORY,
        ComparedKind.OCCUPATION,
        ComparedKind.INDUSTRY,
        ComparedKind.VERSION,
    }
)
_COMPETENCE = frozenset(
    {
        ComparedKind.DUTY,
        ComparedKind.TASK,
        ComparedKind.LEVEL,
        ComparedKind.OUTPUT,
        ComparedKind.INDICATOR,
        ComparedKind.REFERENCE,
    }
)
_DIGITS = "〇一二三四五六七八九"
_QUOTED, _LONGEST_QUOTE = 3, 15
ARROW = "\u00a0→\u00a0"
"""Between two codes: no line ends between them."""
_UNPRINTABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""


class Unchanged(StrEnum):
    """What becomes of items that are as before."""

    OMIT = "omit"
    """They are left out."""
    NAME = "name"
    """A row names them."""
    SHOW = "show"
    """They stand there in full."""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A stretch of text; ``changed`` ones are underlined."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: the new text, the old one, and what is said about it, already numbered."""

    new: tuple[MarkedText, ...]
    old: tuple[MarkedText, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetSection:
    """A part of the form, or a duty, with its rows."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A line of the summary: how many items of a kind had what fate."""

    label: str
    unchanged: int
    amended: int
    added: int
    deleted: int
    renumbered: int
    moved: int


@dataclass(frozen=True, slots=True)
class Transition:
    """A level that was another one; ``label`` is the task, or 基準級別."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Renumbering:
    """All codes of a kind that are others now, each as ``K03 → K05`` (``ARROW``)."""

    label: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetVersion:
    """Which version stands in a column, or which folder of versions: that has neither code nor name."""

    code: str
    name: str
    file: str

    @property
    def label(self) -> str:
        """All of it on one line."""
        named = " ".join(part for part in (self.code, self.name) if part)
        return f"{named}（{self.file}）" if named else self.file


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole sheet."""

    title: str
    phrases: Phrases
    old: SheetVersion
    new: SheetVersion
    counts: tuple[Count, ...]
    levels: tuple[Transition, ...]
    renumberings: tuple[Renumbering, ...]
    sections: tuple[SheetSection, ...]
    equal: bool


def sheet(record: ChangeRecord, phrases: Phrases = Phrases(), unchanged: Unchanged = Unchanged.OMIT) -> Sheet:  # noqa: B008 - frozen
    """The sheet of a change record."""
    name = record.new.name or record.old.name or ""
    return Sheet(
        title=printable(f"{name}職能基準{phrases.title}"),
        phrases=phrases,
        old=_version(record.old.code, record.old.name, record.old.path),
        new=_version(record.new.code, record.new.name, record.new.path),
        counts=tuple(
            Count(LABELS[kind], **tally.model_dump())
            for kind, tally in record.summary.items()
            if any(tally.model_dump().values())
        ),
        levels=tuple(_levels(record.changes)),
        renumberings=tuple(_renumberings(record.changes)),
        sections=tuple(_RowWriter(phrases, unchanged).sections(record.changes)),
        equal=record.equal,
    )


def own_changes(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes without references that only follow their K or S, which was renamed or renumbered."""
    followed = {
        ((one.old.code, one.old.text), (one.new.code, one.new.text))
        for one in changes
        if one.kind in (ComparedKind.KNOWLEDGE, ComparedKind.SKILL) and one.old and one.new
    }

    def follows(one: Change) -> bool:
        if one.kind is not ComparedKind.REFERENCE or one.old is None or one.new is None:
            return False
        return one.status == "unchanged" or ((one.old.code, one.old.text), (one.new.code, one.new.text)) in followed

    return tuple(one for one in changes if one.is_change and not follows(one))


def _version(code: str | None, name: str | None, file: str) -> SheetVersion:
    return SheetVersion(printable(code or ""), printable(name or ""), printable(PurePath(file).name or file))


def printable(text: str) -> str:
    """``text`` with a mark for every character that no file format can hold."""
    return _UNPRINTABLE.sub("\ufffd", text)


def _levels(changes: Iterable[Change]) -> Iterator[Transition]:
    for one in changes:
        if (
            one.kind in (ComparedKind.LEVEL, ComparedKind.STANDARD_LEVEL)
            and one.status == "amended"
            and one.old
            and one.new
        ):
            label = "基準級別" if one.kind is ComparedKind.STANDARD_LEVEL else one.new.path.partition("/")[0]
            yield Transition(printable(label), printable(one.old.text), printable(one.new.text))


def _renumberings(changes: Iterable[Change]) -> Iterator[Renumbering]:
    found: dict[ComparedKind, list[str]] = {}
    for one in changes:
        if one.renumbered and one.old and one.new and one.kind is not ComparedKind.REFERENCE:
            found.setdefault(one.kind, []).append(printable(f"{one.old.code or '—'}{ARROW}{one.new.code or '—'}"))
    yield from (Renumbering(LABELS[kind], tuple(found[kind])) for kind in ComparedKind if kind in found)


def _part(change: Change) -> str:
    """The part of the form that a change belongs to, but for what stands in the competence table."""
    return "基本資料" if change.kind in _PROFILE else LABELS[change.kind]


class _RowWriter:
    """Writes rows in the phrases of an office."""

    def __init__(self, phrases: Phrases, unchanged: Unchanged) -> None:
        self._phrases, self._unchanged = phrases, unchanged

    def sections(self, changes: Sequence[Change]) -> Iterator[SheetSection]:
        """Every section that has rows."""
        shown = {id(one) for one in own_changes(changes)}
        followers = {id(one) for one in changes if one.kind is ComparedKind.REFERENCE} - shown
        title = standing = ""

        def heading(one: Change) -> str:
            """Of what went, the duty that went before it, if that is gone as well; of all else, where it stands now."""
            nonlocal title, standing
            if one.kind not in _COMPETENCE:
                title = standing = _part(one)
            elif one.kind is ComparedKind.DUTY:
                title = f"主要職責　{_named(one.new or one.old)}"
                standing = title if one.new else standing
            elif one.new:
                title = standing
            return title

        for name, group in groupby((one for one in changes if id(one) not in followers), heading):
            rows = tuple(self._rows(list(group), lambda one: id(one) in shown))
            if rows:
                yield SheetSection(printable(name), rows)

    def _rows(self, changes: Sequence[Change], is_shown: Callable[[Change], bool]) -> Iterator[Row]:
        for changed, group in groupby(changes, is_shown):
            if changed:
                for key, run in groupby(group, _run):
                    ones = list(run)
                    if key is None:
                        yield from (self._row(one) for one in ones)
                    else:
                        yield self._references(ones)
            elif self._unchanged is Unchanged.SHOW:
                yield from (self._row(one) for one in group)
            elif self._unchanged is Unchanged.NAME:
                named = tuple(MarkedText("、".join(side), changed=False) for side in _labels(list(group)))
                yield Row(named[1:], named[:1], numbered([self._phrases.unchanged]))

    def _row(self, change: Change) -> Row:
        return Row(
            tuple(_spans(change, change.new, "insert")),
            tuple(_spans(change, change.old, "delete")),
            numbered(list(self._remarks(change))),
        )

    def _references(self, changes: Sequence[Change]) -> Row:
        """References of one task that came or went together."""
        texts = "\n".join(_named(one.new or one.old) for one in changes)
        side = changes[0].new or changes[0].old
        spans = (MarkedText(f"{_task(side)} 職能內涵：\n", changed=False), MarkedText(printable(texts), changed=True))
        if changes[0].status == "added":
            return Row(spans, (), numbered([self._phrases.added]))
        return Row((), spans, numbered([self._phrases.deleted]))

    def _remarks(self, change: Change) -> Iterator[str]:
        phrases, old, new = self._phrases, change.old, change.new
        if old is None or new is None:
            yield self._came_or_went(change)
            return
        if not change.is_change:
            yield phrases.unchanged
        if change.moved:
            yield phrases.moved.format(old=_parent(old), new=_parent(new))
        if change.renumbered:
            yield phrases.renumbered.format(old=old.code or "—", new=new.code or "—")
        if change.status == "amended" and change.kind in (ComparedKind.LEVEL, ComparedKind.STANDARD_LEVEL):
            yield phrases.level.format(old=old.text, new=new.text)
        elif change.status == "amended":
            yield "，".join(self._wording(change))

    def _came_or_went(self, change: Change) -> str:
        phrases = self._phrases
        if change.kind is ComparedKind.LEVEL and change.new:
            return phrases.level_set.format(new=change.new.text)
        if change.kind is ComparedKind.LEVEL and change.old:
            return phrases.level_gone.format(old=change.old.text)
        return phrases.added if change.new else phrases.deleted

    def _wording(self, change: Change) -> Iterator[str]:
        """The changes of a text, quoted if they are few and short."""
        phrases = self._phrases
        pairs = [
            (
                "".join(text for kind, text in run if kind == "delete"),
                "".join(text for kind, text in run if kind == "insert"),
            )
            for equal, group in groupby(change.parts, lambda part: part[0] == "equal")
            if not equal and (run := list(group))
        ]
        if len(pairs) > _QUOTED or any(max(map(len, pair)) > _LONGEST_QUOTE for pair in pairs):
            yield phrases.amended
            return
        for gone, come in pairs:
            phrase = phrases.exchanged if gone and come else phrases.inserted if come else phrases.removed
            yield phrase.format(old=gone, new=come)


def _run(change: Change) -> tuple[str, str] | None:
    """What references that came or went have in common with their neighbours; ``None`` for all else."""
    if change.kind is not ComparedKind.REFERENCE or (change.old and change.new):
        return None
    return _task(change.new or change.old), change.status


def _task(side: Wording | None) -> str:
    return side.path.partition("/")[0] if side else ""


def _parent(side: Wording) -> str:
    """Where an item stands, in the document's own terms: its task, or the duty of a task."""
    return side.path.rpartition("/")[0] or side.path.rpartition(".")[0]


def _named(side: Wording | None) -> str:
    return " ".join(part for part in (side.code, side.text) if part) if side else ""


def _labels(changes: Sequence[Change]) -> tuple[list[str], list[str]]:
    """What unchanged items are called in the old version, and in the new one."""
    sides = ([(one.kind, one.old) for one in changes], [(one.kind, one.new) for one in changes])
    old, new = (list(dict.fromkeys(_called(kind, side) for kind, side in each if side)) for each in sides)
    return old, new


def _called(kind: ComparedKind, side: Wording) -> str:
    """By its code where that says what it is, else by its kind, a level with its task."""
    if kind is ComparedKind.LEVEL:
        return printable(f"{_task(side)} {LABELS[kind]}")
    if kind in _PROFILE:
        return printable(f"{LABELS[kind]} {side.code}" if side.code else LABELS[kind])
    return printable(side.code or LABELS[kind])


def _spans(change: Change, side: Wording | None, own: str) -> Iterator[MarkedText]:
    if side is None:
        return
    if change.kind in _PROFILE or change.kind is ComparedKind.LEVEL:
        place = f"{_task(side)} " if change.kind is ComparedKind.LEVEL else ""
        yield MarkedText(printable(f"{place}{LABELS[change.kind]}："), changed=False)
    alone = change.old is None or change.new is None
    if side.code and change.kind is not ComparedKind.VERSION:
        yield MarkedText(printable(side.code), changed=change.renumbered or alone)
        yield MarkedText(" ", changed=False)
    yield from (MarkedText(printable(text), kind == own) for kind, text in change.parts if kind in ("equal", own))


def numbered(remarks: Sequence[str]) -> tuple[str, ...]:
    """Remarks with full stops; several of them numbered 一、二、…"""
    texts = [printable(remark.rstrip("。")) + "。" for remark in remarks]
    if len(texts) < 2:
        return tuple(texts)
    return tuple(f"{_numeral(number)}、{text}" for number, text in enumerate(texts, start=1))


def _numeral(number: int) -> str:
    """A number below a hundred as it is written in Chinese: 十, 十二, 二十."""
    tens, ones = divmod(number, 10)
    return f"{_DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{_DIGITS[ones] if ones else ''}"
