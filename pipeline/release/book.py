"""Binds many standards into one volume: reads every input, and writes the volume in each format.

An input that cannot be read fails, and the volume is bound without it. A format that cannot be made here costs the
others nothing; the first chapter, which has the volume as its output, tells of it and is partial. Of inputs with one
code and the same content one becomes a chapter. Inputs with one code and different content are an error, and no
volume is written, because either would stand for the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pipeline import __version__, handbooks
from pipeline.base import files
from pipeline.base.errors import SettingsError, WriteError
from pipeline.base.i18n import _
from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.findings.diagnostics import CannotRender, Diagnostic
from pipeline.handbooks import Options
from pipeline.handbooks.book import Book, book
from pipeline.record.model import Standard
from pipeline.release import settle
from pipeline.release.build import Result
from pipeline.release.examining import examined
from pipeline.release.read import Reading, read_standard
from pipeline.release.settle import Candidate

Binder = Callable[[Book, Options], bytes]


@dataclass(frozen=True, slots=True)
class Order:
    """What volume is to be made. ``target`` is its file without suffix."""

    title: str
    target: Path
    formats: tuple[str, ...]
    templates: Path | None = None
    template: str = "handbook"
    limits: Limits = DEFAULT_LIMITS


def formats() -> tuple[str, ...]:
    """The formats that can hold a volume."""
    return tuple(renderer.NAME for renderer in handbooks.available() if hasattr(renderer, "bind"))


def bind(paths: Sequence[Path], order: Order) -> tuple[Result, ...]:
    """One result per path, in the order of ``paths``; the volume's files are the outputs of its first chapter.

    Raises:
        SettingsError: a format that cannot hold a volume.
        TemplateError: a template is missing or cannot be used.
        WriteError: the volume cannot be written, or would take the place of an input.
    """
    binders = {order.target.with_name(order.target.name + suffix): binder for suffix, binder in _binders(order.formats)}
    taken = {path.resolve() for path in paths}
    for target in binders:
        if target.resolve() in taken:
            raise WriteError(_("{path} is an input; choose another file with -o.").format(path=target))
    files.prepare_folder(order.target.parent)
    readings = {path: read_standard(path, order.limits) for path in paths}
    briefs = {path: examined(one, one.diagnostics).brief for path, one in readings.items()}
    candidates = [Candidate(path, brief) for path, brief in briefs.items()]
    results: dict[Path, Result] = {}
    chapters: list[Path] = []
    has_conflict = False
    for fate in settle.fates(candidates, lambda one: _standard(readings[one.path])):
        path = fate.candidate.path
        results[path] = Result(fate.document(readings[path].diagnostics), twin=fate.twin.path if fate.twin else None)
        has_conflict = has_conflict or fate.conflict is not None
        if readings[path].standard and not fate.twin:
            chapters.append(path)
    if chapters and not has_conflict:
        made: dict[Path, bytes] = {}
        mishaps: list[Diagnostic] = []
        options = Options(__version__, templates=order.templates, template=order.template, report=mishaps.append)
        volume = book(order.title, [_standard(readings[path]) for path in chapters], options)
        for target, binder in binders.items():
            try:
                made[target] = binder(volume, options)
            except CannotRender as reason:
                mishaps.append(reason.diagnostic)
        for target, data in made.items():
            files.write(target, data)
        first = chapters[0]
        document = briefs[first].document(first, (*readings[first].diagnostics, *mishaps))
        results[first] = Result(document, tuple(made), tuple(made))
    return tuple(results[path] for path in paths)


def _standard(reading: Reading) -> Standard:
    if reading.standard is None:
        raise ValueError(reading.path)
    return reading.standard


def _binders(names: Sequence[str]) -> list[tuple[str, Binder]]:
    found = [(renderer, getattr(renderer, "bind", None)) for renderer in map(handbooks.find, names)]
    for renderer, binder in found:
        if binder is None:
            raise SettingsError(
                _("{name} cannot hold a book; choose from: {names}").format(
                    name=renderer.NAME, names=", ".join(formats())
                )
            )
    return [(renderer.SUFFIX, cast(Binder, binder)) for renderer, binder in found]
