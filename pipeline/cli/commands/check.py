"""Report what is wrong with documents or records."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import chain
from pathlib import Path

import click

from pipeline import TOOL, __version__, reports
from pipeline.base.disk_buffer import DiskBuffer
from pipeline.base.limits import Limits
from pipeline.cli import options, outputs, session, summary
from pipeline.cli.help import Command, lang
from pipeline.cli.streams import payload
from pipeline.release import check as engine


@click.command(cls=Command, help=__doc__)
@options.sources
@options.sourcing
@options.report_form
@options.limits
@options.shard
@options.working
@options.judging
@options.report_files
@options.corrections
@lang
@click.pass_context
def check(
    ctx: click.Context,
    /,
    sources: tuple[Path, ...],
    sourcing: options.Sourcing,
    form: str,
    limits: Limits,
    shard: tuple[int, int],
    work: options.Work,
    judging: options.Judging,
    report_files: tuple[options.ReportFile, ...],
    corrections: Path | None,
) -> None:
    settings, policy = session.judged(ctx, judging)
    inputs = session.plan(sources, sourcing, records=True, policy=policy)
    sheets = (corrections,) if corrections else ()
    session.claimed(inputs.paths, judging, settings, (*(file.path for file in report_files), *sheets))
    own = session.sharded(inputs, shard)
    with ExitStack() as stack:
        with session.at_work(work, len(own.paths)) as (pool, listener):
            found = chain(engine.check(own.paths, limits, policy, pool, listener, own.given), own.unread)
            documents = stack.enter_context(DiskBuffer(policy.watched(found)))
            documents.fill()
        run = reports.ReportedRun(
            TOOL, __version__, documents, policy.rules, fail_on=settings.threshold, coloured=ctx.color
        )
        with payload() as stream:
            reports.find(form).write(run, stream)
        sheet = [options.ReportFile("corrections", corrections)] if corrections else []
        outputs.write_reports(documents, [*report_files, *sheet], policy, settings.threshold)
        ctx.exit(summary.verdict(documents, settings.threshold))
