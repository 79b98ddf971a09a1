"""Make a site of static pages of documents or records: find, compare, see who else uses a skill.

The site needs no server and no network: open index.html of the folder. What is up to date by the manifest of the
folder is not made again. With --to it also offers the standards in other formats; icap formats lists them.
"""

from __future__ import annotations

from contextlib import ExitStack
from itertools import chain
from pathlib import Path

import click

from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.cli import options, outputs, session
from pipeline.cli.help import Command, lang, option
from pipeline.release import site as engine
from pipeline.release.engine import Result


@click.command(cls=Command, help=__doc__)
@options.sources
@options.sourcing
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("site"),
    show_default=True,
    help="Folder for the site.",
)
@option("--title", metavar="TEXT", help="What the site is called.")
@options.site_formats
@options.templates
@options.limits
@options.force
@options.prune
@options.wait
@options.working
@options.judging
@options.report_files
@lang
@click.pass_context
def site(
    ctx: click.Context,
    /,
    sources: tuple[Path, ...],
    sourcing: options.Sourcing,
    output: Path,
    title: str | None,
    formats: tuple[str, ...],
    templates: Path | None,
    limits: Limits,
    force: bool,
    prune: bool,
    wait: float,
    work: options.Work,
    judging: options.Judging,
    report_files: tuple[options.ReportFile, ...],
) -> None:
    session.kept_apart(sources, output)
    settings, policy = session.judged(ctx, judging)
    inputs = session.plan(sources, sourcing, leave_out=output, records=True, policy=policy)
    reserved = session.claimed(inputs.paths, judging, settings, (file.path for file in report_files))
    order = engine.SiteOrder(
        output,
        title or _("Occupational competency standards"),
        formats,
        templates,
        settings.export,
        limits=limits,
        policy=policy,
        forced=force,
        pruned=prune,
        reserved=reserved,
        wait=wait,
        given=inputs.given,
        imprint=settings.read_imprint(),
    )
    with ExitStack() as stack:
        with (
            session.at_common_work(work, len(inputs.paths), len(inputs.paths)) as release_pool,
            session.at_work(work, len(inputs.paths)) as (pool, listener),
        ):
            made = engine.site(inputs.paths, order, pool, release_pool, listener)
            results = stack.enter_context(outputs.buffered(chain(made, map(Result, inputs.unread)), policy))
            results.fill()
        ctx.exit(outputs.reported(results, output, policy, settings.threshold, report_files))
