"""The commands that judge: check, baseline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline import TOOL, __version__
from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.base.terminal_text import one_line
from pipeline.cli import options, session
from pipeline.cli.help import Command, Group
from pipeline.cli.streams import note, payload

if TYPE_CHECKING:
    from pipeline.findings.document import Document
    from pipeline.findings.exceptions import Entry


@click.command(cls=Command)
@options.sources
@options.report_form
@options.limits
@options.shard
@options.working
@options.judging
@options.report_files
@options.corrections
@options.lang
@click.pass_context
def check(
    ctx: click.Context,
    /,
    sources: tuple[Path, ...],
    form: str,
    limits: Limits,
    shard: tuple[int, int],
    report_files: tuple[tuple[str, Path], ...],
    corrections: Path | None,
    **given: Any,
) -> None:
    """Report what is wrong with documents or records."""
    from pipeline import reports  # noqa: PLC0415
    from pipeline.base.disk_buffer import Spool  # noqa: PLC0415
    from pipeline.release import build as engine  # noqa: PLC0415
    from pipeline.release.discover import part  # noqa: PLC0415
    from pipeline.reports import _corrections as sheet  # noqa: PLC0415

    settings, scope = session.scope_of(ctx, given)
    paths = part(session.plan(sources, records=True), *shard)
    with ExitStack() as stack:
        with session.at_work(given, len(paths)) as (pool, onlooker):
            found = engine.check(paths, limits, scope, pool, onlooker)
            documents = stack.enter_context(Spool(scope.watched(found)))
            documents.fill()
        with payload() as stream:
            reports.find(form).write(reports.Run(TOOL, __version__, documents, scope.rules), stream)
        session.write_reports(documents, report_files, scope)
        if corrections:
            with session.replacing(corrections) as stream:
                sheet.write(documents, stream)
        ctx.exit(session.verdict(documents, settings.threshold))


@click.group(cls=Group)
@options.lang
def baseline() -> None:
    """Record the findings that are there already, so that only new ones count."""


@baseline.command()
@options.baseline_file
@options.sources
@options.limits
@options.judging_baseline
@options.lang
@click.pass_context
def update(ctx: click.Context, /, file: Path, sources: tuple[Path, ...], limits: Limits, **given: Any) -> None:
    """Record all findings of the documents in FILE; entries of other documents stay."""
    from pipeline.findings import exceptions as suppress  # noqa: PLC0415

    _renew_baseline(ctx, file, sources, limits, given, suppress.updated)


@baseline.command()
@options.baseline_file
@options.sources
@options.limits
@options.judging_baseline
@options.lang
@click.pass_context
def prune(ctx: click.Context, /, file: Path, sources: tuple[Path, ...], limits: Limits, **given: Any) -> None:
    """Take the entries out of FILE that nothing in the documents answers to any more."""
    from pipeline.findings import exceptions as suppress  # noqa: PLC0415

    _renew_baseline(ctx, file, sources, limits, given, suppress.pruned)


def _renew_baseline(
    ctx: click.Context,
    file: Path,
    sources: tuple[Path, ...],
    limits: Limits,
    given: Mapping[str, Any],
    renew: Callable[[Iterable[Entry], Iterable[Document]], tuple[Entry, ...]],
) -> None:
    """Writes ``file`` anew; a finding that somebody answers for in the waivers does not go into it."""
    from pipeline.findings import exceptions as suppress  # noqa: PLC0415
    from pipeline.release import build as engine  # noqa: PLC0415

    _settings, scope = session.scope_of(ctx, given)
    before = suppress.read_baseline(file) if file.exists() else ()
    lost: list[str] = []

    def codes_only(documents: Iterable[Document]) -> Iterator[Document]:
        for document in documents:
            if document.code is None and document.diagnostics:
                lost.append(document.path)
            yield document

    after = renew(before, codes_only(engine.check(session.plan(sources, records=True), limits, scope)))
    with session.replacing(file) as stream:
        stream.write(suppress.baseline_text(after))
    for path in lost:
        note(_("{path}: no code, so its findings are not in the baseline").format(path=one_line(path)))
    note(
        _("{file}: {count} entries ({added} added, {removed} removed)").format(
            file=one_line(str(file)),
            count=len(after),
            added=len(set(after) - set(before)),
            removed=len(set(before) - set(after)),
        )
    )
