"""Builds again whenever something changes, until somebody stops it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Event

from pipeline.base.errors import FatalError
from pipeline.base.files import is_folder, resolved


def watch(
    places: Sequence[Path],
    leave_out: Path,
    build: Callable[[], object],
    report: Callable[[FatalError], object],
    stop: Event | None = None,
) -> None:
    """Calls ``build`` once, and again after every change at ``places`` (files and folders) but for ``leave_out``.

    What would end an ordinary run, such as a template that is broken, is only told to ``report``: the next change may
    mend it. Comes back when ``stop`` is set.
    """
    import watchfiles  # noqa: PLC0415 - only where somebody watches

    barred = resolved(leave_out)

    def matters(_change: object, path: str) -> bool:
        changed = resolved(Path(path))
        return barred not in (changed, *changed.parents) and not changed.name.startswith((".", "~$"))

    homes = _watchable(places)
    _attempt(build, report)
    for _changes in watchfiles.watch(*homes, watch_filter=matters, stop_event=stop, raise_interrupt=True):
        _attempt(build, report)


def _attempt(build: Callable[[], object], report: Callable[[FatalError], object]) -> None:
    try:
        build()
    except FatalError as error:
        report(error)


def _watchable(places: Iterable[Path]) -> list[Path]:
    """The folders that exist; of a file its folder, since editors put a new file in the place of an old one."""
    return sorted({place if is_folder(place) else place.parent for place in places if is_folder(place.parent)})
