"""Pairs that somebody has decided on, as a CSV file: written, edited in a spreadsheet, and read back.

Columns: ``old`` and ``new`` (paths as in the change record; one of them empty: no partner on the other side),
``similarity`` and ``text``, which only help whoever edits. References and levels are not listed: they follow their K
or S and their task.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from pipeline.base import files, mark
from pipeline.base.errors import SettingsError
from pipeline.base.foreign_words import reason
from pipeline.base.formulas import disarm, restore
from pipeline.base.i18n import _
from pipeline.compare.changes import ChangeRecord
from pipeline.compare.items import ComparedItem, ComparedKind, items
from pipeline.compare.pairing import Pins
from pipeline.record.model import Standard

_MOST_BYTES = 16 * 1024 * 1024
"""The size of the file: far more than the items of two standards."""
_FOLLOWING = frozenset({ComparedKind.REFERENCE, ComparedKind.LEVEL})


def written(record: ChangeRecord) -> str:
    """The file that holds every pair of ``record``, and every item without a partner; opens in a spreadsheet."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(mark.MATCHES)
    for one in record.changes:
        if one.kind not in _FOLLOWING:
            side = one.new or one.old
            text = side.text if side else ""
            similarity = f"{one.similarity:.2f}" if one.old and one.new else ""
            paths = (each.path if each else "" for each in (one.old, one.new))
            writer.writerow([disarm(cell) for cell in (*paths, similarity, text)])
    return "\ufeff" + stream.getvalue()


def read(path: Path, old: Standard, new: Standard) -> Pins:
    """The decisions in the file at ``path`` about these two versions.

    Raises:
        SettingsError: the file cannot be read, or a line cannot be honoured; names the line and says why.
    """
    try:
        text = files.read_within(path, _MOST_BYTES).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(_("{file} cannot be read: {reason}").format(file=path, reason=reason(error))) from error
    header = [name.strip() for name in rows[0]] if rows else []
    if not {"old", "new"} <= set(header):
        raise SettingsError(_("{file}: the first line must name the columns old and new").format(file=path))
    reader = _LineReader(path, items(old), items(new))
    for number, row in enumerate(rows[1:], start=2):
        cells = dict(zip(header, (restore(cell.strip()) for cell in row), strict=False))
        if cells.get("old") or cells.get("new"):
            reader.take(number, cells.get("old", ""), cells.get("new", ""))
    return reader.pins()


class _LineReader:
    """Takes the lines one by one and refuses what cannot be honoured."""

    def __init__(self, path: Path, old: tuple[ComparedItem, ...], new: tuple[ComparedItem, ...]) -> None:
        self._path = path
        self._sides = old, new
        self._indices = [{item.path: at for at, item in enumerate(side)} for side in (old, new)]
        self._lines: tuple[dict[int, int], dict[int, int]] = ({}, {})
        self._pairs: list[tuple[int, int]] = []
        self._alone: tuple[set[int], set[int]] = (set(), set())

    def take(self, line: int, old: str, new: str) -> None:
        """Takes the decision in a line."""
        found = [self._index(line, side, path) for side, path in enumerate((old, new)) if path]
        if not (old and new):
            self._alone[0 if old else 1].add(found[0])
            return
        one, other = self._sides[0][found[0]], self._sides[1][found[1]]
        if one.kind is not other.kind:
            raise self._refusal(
                line,
                _("{old} is of the kind {kind}, {new} of the kind {other}").format(
                    old=old, kind=one.kind.value, new=new, other=other.kind.value
                ),
            )
        self._pairs.append((found[0], found[1]))

    def pins(self) -> Pins:
        """All decisions."""
        return Pins(tuple(self._pairs), frozenset(self._alone[0]), frozenset(self._alone[1]))

    def _index(self, line: int, side: int, path: str) -> int:
        version = (_("the old version"), _("the new version"))[side]
        at = self._indices[side].get(path)
        if at is None:
            raise self._refusal(line, _("{version} has no {path}").format(version=version, path=path))
        if self._sides[side][at].kind in _FOLLOWING:
            raise self._refusal(line, _("{path} follows its task and its K or S; pair those").format(path=path))
        other = self._lines[side].setdefault(at, line)
        if other != line:
            raise self._refusal(line, _("{path} stands in line {other} already").format(path=path, other=other))
        return at

    def _refusal(self, line: int, reason: str) -> SettingsError:
        return SettingsError(_("{file}, line {line}: {reason}").format(file=self._path, line=line, reason=reason))
