"""Write documents or records as data for other programs: tables, and linked data about competencies.

What is up to date by the manifest of the output folder is not made again. Some formats make a file about each standard,
others one about all of them; icap formats lists them. With --check, files of such formats are checked, by whomever
they were made, and nothing is written.
"""

from __future__ import annotations

from contextlib import ExitStack
from itertools import chain
from pathlib import Path

import click

from pipeline import TOOL, __version__, reports
from pipeline.base.disk_buffer import DiskBuffer
from pipeline.base.limits import Limits
from pipeline.cli import guesses, options, outputs, session, summary
from pipeline.cli.help import Command, lang
from pipeline.cli.streams import payload
from pipeline.findings.policy import Policy
from pipeline.findings.settings import Settings
from pipeline.release import export as engine
from pipeline.release import judging as judges
from pipeline.release.engine import Result


@click.command(cls=Command, help=__doc__)
@options.sources
@options.sourcing
@options.output
@options.exported_formats
@options.only_check
@options.limits
@options.force
@options.prune
@options.wait
@options.working
@options.exporting
@options.report_files
@lang
@click.pass_context
def export(
    ctx: click.Context,
    /,
    sources: tuple[Path, ...],
    sourcing: options.Sourcing,
    output: Path,
    formats: tuple[str, ...],
    check: bool,
    limits: Limits,
    force: bool,
    prune: bool,
    wait: float,
    work: options.Work,
    judging: options.Judging,
    report_files: tuple[options.ReportFile, ...],
) -> None:
    if check:
        settings, policy = session.judged(ctx, judging)
        session.claimed(sources, judging, settings, (file.path for file in report_files))
        ctx.exit(_checked(ctx, sources, limits, work, settings, policy, report_files))
    if not formats and not judging.show_settings:
        raise guesses.missing_formats("xlsx", options.export_names(), ctx)
    session.kept_apart(sources, output)
    settings, policy = session.judged(ctx, judging)
    inputs = session.plan(sources, sourcing, leave_out=output, records=True, policy=policy)
    reserved = session.claimed(inputs.paths, judging, settings, (file.path for file in report_files))
    order = engine.ExportOrder(
        output,
        formats,
        settings.export,
        limits=limits,
        policy=policy,
        forced=force,
        pruned=prune,
        reserved=reserved,
        wait=wait,
        given=inputs.given,
    )
    with ExitStack() as stack:
        with (
            session.at_common_work(work, len(formats), len(inputs.paths)) as release_pool,
            session.at_work(work, len(inputs.paths)) as (pool, listener),
        ):
            exported = engine.export(inputs.paths, order, pool, release_pool, listener)
            results = stack.enter_context(outputs.buffered(chain(exported, map(Result, inputs.unread)), policy))
            results.fill()
        ctx.exit(outputs.reported(results, output, policy, settings.threshold, report_files))


def _checked(
    ctx: click.Context,
    paths: tuple[Path, ...],
    limits: Limits,
    work: options.Work,
    settings: Settings,
    policy: Policy,
    report_files: tuple[options.ReportFile, ...],
) -> int:
    """Reports what is wrong with exports that are there already; gives the exit code."""
    with ExitStack() as stack:
        with session.at_work(work, len(paths)) as (pool, listener):
            found = judges.judge(paths, limits, policy, pool, listener)
            documents = stack.enter_context(DiskBuffer(policy.watched(found)))
            documents.fill()
        run = reports.ReportedRun(
            TOOL, __version__, documents, policy.rules, fail_on=settings.threshold, coloured=ctx.color
        )
        with payload() as stream:
            reports.find("text").write(run, stream)
        outputs.write_reports(documents, report_files, policy, settings.threshold)
        return summary.verdict(documents, settings.threshold)
