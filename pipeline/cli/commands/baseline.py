"""Record the findings that are there already, so that only new ones count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.base.terminal_text import one_line
from pipeline.cli import options, outputs, session, summary
from pipeline.cli.help import CommandGroup, lang
from pipeline.cli.streams import note
from pipeline.findings import exceptions
from pipeline.findings.document import Document
from pipeline.findings.exceptions import ExceptionEntry
from pipeline.findings.outcomes import Outcome
from pipeline.release.check import check

Renewal = Callable[[Iterable[ExceptionEntry], Iterable[Document]], tuple[ExceptionEntry, ...]]


@click.group(cls=CommandGroup, help=__doc__)
@lang
def baseline() -> None:
    pass


@baseline.command()
@options.baseline_file
@options.sources
@options.sourcing
@options.limits
@options.working
@options.judging_baseline
@lang
@click.pass_context
def update(
    ctx: click.Context,
    /,
    file: Path,
    sources: tuple[Path, ...],
    sourcing: options.Sourcing,
    limits: Limits,
    work: options.Work,
    judging: options.Judging,
) -> None:
    """Record all findings of the documents in FILE; entries of other documents stay."""
    _renew(ctx, file, sources, sourcing, limits, work, judging, exceptions.updated)


@baseline.command()
@options.baseline_file
@options.sources
@options.sourcing
@options.limits
@options.working
@options.judging_baseline
@lang
@click.pass_context
def prune(
    ctx: click.Context,
    /,
    file: Path,
    sources: tuple[Path, ...],
    sourcing: options.Sourcing,
    limits: Limits,
    work: options.Work,
    judging: options.Judging,
) -> None:
    """Take the entries out of FILE that nothing in the documents answers to any more."""
    _renew(ctx, file, sources, sourcing, limits, work, judging, exceptions.pruned)


def _renew(
    ctx: click.Context,
    file: Path,
    sources: tuple[Path, ...],
    sourcing: options.Sourcing,
    limits: Limits,
    work: options.Work,
    judging: options.Judging,
    renew: Renewal,
) -> None:
    """Writes ``file`` anew; a finding that somebody answers for in the waivers does not go into it."""
    settings, policy = session.judged(ctx, judging, with_baseline=False)
    inputs = session.plan(sources, sourcing, records=True, policy=policy)
    session.claimed(inputs.paths, judging, replace(settings, baseline=None), (file,))
    before = exceptions.read_baseline(file) if file.exists() else ()
    without_code: list[Document] = []

    def passing(documents: Iterable[Document]) -> Iterator[Document]:
        for document in documents:
            if document.code is None and document.diagnostics:
                without_code.append(document)
            yield document

    with session.at_work(work, len(inputs.paths)) as (pool, listener):
        after = renew(before, passing(check(inputs.paths, limits, policy, pool, listener, inputs.given)))
    with outputs.replacing(file) as stream:
        stream.write(exceptions.baseline_text(after))
    for document in without_code:
        summary.note_findings(document.path, document.diagnostics if document.outcome is Outcome.FAILED else ())
        note(_("{path}: no code, so its findings are not in the baseline").format(path=one_line(document.path)))
    summary.note_unread(inputs.unread)
    note(
        _("{file}: {count} entries ({added} added, {removed} removed)").format(
            file=one_line(str(file)),
            count=len(after),
            added=len(set(after) - set(before)),
            removed=len(set(before) - set(after)),
        )
    )
    ctx.exit(summary.verdict((*without_code, *inputs.unread), None))
