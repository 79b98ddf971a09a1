"""What is wrong with a change itself: the rules CH…, which look at two versions at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.compare.changes import Change, ChangeRecord, Wording
from pipeline.compare.fates import told_fates
from pipeline.compare.items import ComparedKind
from pipeline.findings.diagnostics import Diagnostic, in_order
from pipeline.findings.raised import (
    ch101_version_not_raised,
    ch102_change_not_mentioned,
    ch103_renumbered_only,
    ch104_same_version,
)
from pipeline.record import codes
from pipeline.record.model import Standard, Version

_CODED = (
    ComparedKind.DUTY,
    ComparedKind.TASK,
    ComparedKind.OUTPUT,
    ComparedKind.INDICATOR,
    ComparedKind.KNOWLEDGE,
    ComparedKind.SKILL,
    ComparedKind.ATTITUDE,
)
_MENTIONED = (ComparedKind.DUTY, ComparedKind.TASK, ComparedKind.LEVEL, ComparedKind.STANDARD_LEVEL)
_NOTHING = re.compile(r"[略無\s。.－—-]*")


def check(record: ChangeRecord, new: Standard) -> tuple[Diagnostic, ...]:
    """All findings about the change that ``record`` tells, of which ``new`` is the outcome."""
    if record.equal:
        return ()
    return in_order((*_versions(record), *_mentions(record, new), *_renumberings(record.changes)))


def _versions(record: ChangeRecord) -> Iterator[Diagnostic]:
    old, new = _version(record.old.code), _version(record.new.code)
    if old is None or new is None or old[0] != new[0]:
        return
    if old[1] == new[1]:
        yield ch104_same_version.RULE.found(
            "code", _("Both files are “{code}”, but their contents differ.").format(code=record.new.code)
        )
    elif old[1] > new[1]:
        yield ch101_version_not_raised.RULE.found(
            "code",
            _("The content changed from “{old}” to “{new}”, whose version is lower.").format(
                old=record.old.code, new=record.new.code
            ),
        )


def _version(code: str | None) -> tuple[str, int] | None:
    """The code of a standard without its version, and the number of that; a code without one is a first version."""
    if not code:
        return None
    base, _mark, number = codes.normalize_standard(code).partition("v")
    return base.upper(), int(number) if number.isdecimal() else 1


def _mentions(record: ChangeRecord, new: Standard) -> Iterator[Diagnostic]:
    for number, row in subjects.own_rows(new):
        note = row.note or ""
        if _NOTHING.fullmatch(note):
            yield _found(
                new,
                number,
                row,
                subjects.version_subject(row, number),
                _("更新說明 tells of no change, though {count} items changed.").format(
                    count=sum(one.is_change for one in record.changes)
                ),
            )
            continue
        for one in record.changes:
            side = one.new or one.old
            if side and _is_to_be_mentioned(one) and not any(_says(note, name) for name in _names(one)):
                message = _("{status}: {item}, which 更新說明 does not mention.")
                text = message.format(status=told_fates(one), item=f"{side.code or side.path} {side.text}".strip())
                yield _found(new, number, row, side.path, text)


def _found(new: Standard, number: int, row: Version, subject: str, message: str) -> Diagnostic:
    where = subjects.location(row.at, new.at.get("versions"))
    return ch102_change_not_mentioned.RULE.found(subject, message, where)


def _is_to_be_mentioned(change: Change) -> bool:
    if change.kind in (ComparedKind.LEVEL, ComparedKind.STANDARD_LEVEL):
        return change.status == "amended"
    return change.kind in _MENTIONED and (change.status != "unchanged" or change.moved)


def _names(change: Change) -> Iterator[str]:
    """What a note can call an item by: its codes, those of its duty and task, its names, or what it is."""
    if change.kind in (ComparedKind.LEVEL, ComparedKind.STANDARD_LEVEL):
        yield "級別"
    for side in (change.old, change.new):
        if side is not None:
            yield from _codes(side)
            if change.kind in (ComparedKind.DUTY, ComparedKind.TASK) and side.text:
                yield side.text


def _codes(side: Wording) -> Iterator[str]:
    first = side.path.partition("/")[0]
    if re.fullmatch(r"T[\d.]+", first):
        yield first
        yield first.partition(".")[0]


def _says(note: str, name: str) -> bool:
    """Whether ``note`` names this; a code only as a whole: T2 is not named by T2.5."""
    if name.isascii():
        return re.search(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![0-9])(?!\.[0-9])", note) is not None
    return name in note


def _renumberings(changes: Iterable[Change]) -> Iterator[Diagnostic]:
    groups: dict[tuple[ComparedKind, str, str], list[tuple[Wording, Wording]]] = {}
    disturbed: set[tuple[ComparedKind, str, str]] = set()
    for one in changes:
        if one.kind not in _CODED:
            continue
        if one.old and one.new and not one.moved:
            groups.setdefault((one.kind, _home(one.old), _home(one.new)), []).append((one.old, one.new))
        else:
            disturbed |= {
                (one.kind, which, _home(side)) for which, side in (("old", one.old), ("new", one.new)) if side
            }
    for (kind, old_home, new_home), pairs in groups.items():
        before, after = {_serial(old) for old, _new in pairs}, {_serial(new) for _old, new in pairs}
        if before == after or disturbed & {(kind, "old", old_home), (kind, "new", new_home)}:
            continue
        for old, new in pairs:
            if _serial(old) != _serial(new):
                yield ch103_renumbered_only.RULE.found(
                    new.path,
                    _("“{old}” has become “{new}”, though nothing was added, deleted or moved.").format(
                        old=old.code, new=new.code
                    ),
                )


def _home(side: Wording) -> str:
    """What an item stands under, by its path: a task for O and P, a duty for tasks, a register for K and S."""
    return side.path.rpartition("/")[0] or side.path.rpartition(".")[0]


def _serial(side: Wording) -> str:
    """The number of an item within its parent."""
    return re.split(r"(?<=\D)(?=\d)|\.", side.code or "")[-1]
