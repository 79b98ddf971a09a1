"""Bind documents or records into one volume with common contents and index."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from pipeline import handbooks
from pipeline.base import files
from pipeline.base.limits import Limits
from pipeline.cli import options, session, summary
from pipeline.cli.help import Command, lang, option
from pipeline.findings.diagnostics import Severity
from pipeline.release import book as engine


@click.command(cls=Command, help=__doc__)
@options.sources
@option("--title", required=True, metavar="TEXT", help="Title of the volume.")
@option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The volume; by default out/<title>. Each format puts its own suffix.",
)
@options.formats("html,docx,odt")
@options.templates
@options.template
@options.limits
@options.working
@lang
@click.pass_context
def book(
    ctx: click.Context,
    /,
    sources: tuple[Path, ...],
    title: str,
    output: Path | None,
    formats: tuple[str, ...],
    templates: Path | None,
    template: str,
    limits: Limits,
    work: options.Work,
) -> None:
    suffixes = {binder.SUFFIX: binder.NAME for binder in handbooks.binders()}
    target = output or Path("out") / files.safe_stem(title)
    if target.suffix.lower() in suffixes:
        if ctx.get_parameter_source("formats") is ParameterSource.DEFAULT:
            formats = (suffixes[target.suffix.lower()],)
        target = target.with_suffix("")
    order = engine.BookOrder(title, target, formats, templates, template, limits)
    inputs = session.plan(sources, leave_out=output, records=True)
    with session.at_work(work, len(inputs)) as (pool, listener):
        results = engine.bind(inputs, order, pool, listener)
    ctx.exit(summary.concluded(results, target.parent, Severity.ERROR, checked=False, named=True))
