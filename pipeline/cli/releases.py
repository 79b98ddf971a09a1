"""``icap compare`` over two folders: what it is about, and what it says at its end."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from pipeline.base.errors import ExitCode
from pipeline.base.files import is_file, is_folder
from pipeline.base.i18n import _
from pipeline.base.terminal_text import one_line
from pipeline.cli import session, summary
from pipeline.cli.options import Sourcing, Work
from pipeline.cli.streams import deliver, note, warn
from pipeline.compare import changes
from pipeline.compare.releases import ReleaseFate, ReleaseRecord, StandardChange
from pipeline.release import releases
from pipeline.release.releases import PairResult, ReleaseOrder, ReleaseResult
from pipeline.release.sides import ReleaseInputs

_ARCHIVE = ".zip"
_COLOURS = {
    ReleaseFate.NEW: "green",
    ReleaseFate.CHANGED: "yellow",
    ReleaseFate.WITHDRAWN: "magenta",
    ReleaseFate.SUPERSEDED: "magenta",
    ReleaseFate.UNCHANGED: None,
    ReleaseFate.FAILED: "red",
    ReleaseFate.SKIPPED: "cyan",
}


def is_release(place: Path) -> bool:
    """Whether ``place`` holds a release and not one standard: a folder, or an archive of documents."""
    return is_folder(place) or (is_file(place) and place.suffix.lower() == _ARCHIVE)


def inputs(place: Path, output: Path) -> ReleaseInputs:
    """The documents of the release at ``place``, but for what lies in the folder ``output``.

    Raises:
        SettingsError: there is none.
    """
    found = session.plan([place], Sourcing(), leave_out=output, records=True, beside=True)
    return ReleaseInputs(place, found.paths, found.unread, found.beside)


def run(order: ReleaseOrder, work: Work) -> ExitCode:
    """Compares two releases, writes what is wanted, and says what became of every standard."""
    with session.at_work(work, len(order.old.paths) + len(order.new.paths)) as (pool, listener):
        found = releases.compare(order, pool, listener)
    for one in found.pairs:
        _tell(one)
    _sum_up(found, order)
    if not order.writes:
        deliver(changes.to_json(found.record))
    return _exit_code(found.record)


def _tell(one: PairResult) -> None:
    tell = warn if one.change.fate is ReleaseFate.FAILED else note
    tell(_line(one.change))
    for path in dict.fromkeys(path for path, _finding in one.findings):
        summary.note_findings(path, (finding for place, finding in one.findings if place == path))


def _line(one: StandardChange) -> str:
    words = _fate_words()
    paths = " → ".join(one_line(side.path) for side in (one.old, one.new) if side)
    sides = dict.fromkeys(side.code or side.name or "-" for side in (one.old, one.new) if side)
    line = f"{paths}: {click.style(words[one.fate], fg=_COLOURS[one.fate])}"
    if one.fate is ReleaseFate.SKIPPED:
        return _("{what}, {remark}").format(what=line, remark=one_line(" ".join(one.remarks)))
    line = f"{line} {one_line(' → '.join(sides))}"
    if one.fate is ReleaseFate.CHANGED:
        line = _("{what}, {remark}").format(what=line, remark=_("differences: {count}").format(count=one.differences))
    return _("{what}, {remark}").format(what=line, remark=_("read only in part")) if one.partial else line


def _fate_words() -> dict[ReleaseFate, str]:
    return {
        ReleaseFate.NEW: _("new"),
        ReleaseFate.CHANGED: _("changed"),
        ReleaseFate.WITHDRAWN: _("withdrawn"),
        ReleaseFate.SUPERSEDED: _("left out, other versions remain"),
        ReleaseFate.UNCHANGED: _("unchanged"),
        ReleaseFate.FAILED: _("failed"),
        ReleaseFate.SKIPPED: _("skipped"),
    }


def _sum_up(found: ReleaseResult, order: ReleaseOrder) -> None:
    words = _fate_words()
    counts = (f"{words[fate]}: {count}" for fate, count in found.record.summary.items() if count)
    note(_("; ").join([_("standards compared"), *counts]))
    if not order.writes:
        return
    written = [*found.written, *_paths(found.pairs)]
    standing = len(releases.overall(order)) + sum(len(one.outputs) for one in found.pairs)
    folder = one_line(str(order.output))
    note(_("files written to {folder}: {count}").format(count=len(written), folder=folder))
    if standing > len(written):
        note(_("files in {folder} that were up to date: {count}").format(count=standing - len(written), folder=folder))


def _paths(pairs: Iterable[PairResult]) -> list[Path]:
    return [path for one in pairs for path in one.written]


def _exit_code(record: ReleaseRecord) -> ExitCode:
    """2 if anything could not be read, as for two documents; else whether there is a difference."""
    if record.summary[ReleaseFate.FAILED]:
        return ExitCode.UNUSABLE
    return summary.exit_code(not record.equal)
