"""Read, check and render files, or all documents in folders: the main job.

What is up to date by the manifest of the output folder is not made again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from pipeline import TOOL
from pipeline.base.errors import ExitCode, SettingsError
from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.base.terminal_text import one_line
from pipeline.cli import options, session
from pipeline.cli.help import Command, lang, option
from pipeline.cli.streams import note, warn
from pipeline.release.build import BuildOrder
from pipeline.release.watch import watch as watch_places


@click.command(cls=Command, help=__doc__)
@options.sources
@options.sourcing
@options.output
@options.formats(f"{options.HANDBOOKS},json")
@option("--with-findings", is_flag=True, help="Append the findings to the handbooks.")
@options.templates
@options.template
@options.limits
@options.force
@options.prune
@options.shard
@options.wait
@options.watch
@options.working
@options.judging
@options.report_files
@lang
@click.pass_context
def build(
    ctx: click.Context,
    /,
    sources: tuple[Path, ...],
    sourcing: options.Sourcing,
    output: Path,
    formats: tuple[str, ...],
    with_findings: bool,
    templates: Path | None,
    template: str,
    limits: Limits,
    force: bool,
    prune: bool,
    shard: tuple[int, int],
    wait: float,
    watch: bool,
    work: options.Work,
    judging: options.Judging,
    report_files: tuple[options.ReportFile, ...],
) -> None:
    session.kept_apart(sources, output)
    if watch and Path("-") in sources:
        raise SettingsError(_("Standard input cannot be watched; leave out --watch."))

    def run() -> ExitCode:
        settings, policy = session.judged(ctx, judging)
        inputs = session.plan(sources, sourcing, leave_out=output, policy=policy)
        reserved = session.claimed(inputs.paths, judging, settings, (file.path for file in report_files))
        fitting = session.made_with(ctx, formats, template, templates)
        order = BuildOrder(
            output,
            fitting.formats,
            with_findings=with_findings,
            templates=templates,
            template=template,
            limits=limits,
            policy=policy,
            incremental=True,
            forced=force,
            pruned=prune,
            inputs=inputs.paths,
            reserved=reserved,
            wait=wait,
            part=shard,
            export=settings.export,
            imprint=settings.read_imprint(),
        )
        ended = session.run_build(session.sharded(inputs, shard), order, work, settings.threshold, report_files)
        return max(ended, fitting.verdict())

    if not watch:
        ctx.exit(run())
    _keep_building(run, [*sources, *([templates] if templates else [])], output)


def _keep_building(run: Callable[[], object], places: Sequence[Path], output: Path) -> None:
    """Builds after every change until Ctrl-C."""

    def again() -> None:
        run()
        note(_("watching; Ctrl-C ends it"))

    watch_places(places, output, again, lambda error: warn(f"{TOOL}: {one_line(str(error))}"))
