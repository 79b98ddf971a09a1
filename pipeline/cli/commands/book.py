"""Bind documents or records into one volume with common contents and index."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path

import click
from click.core import ParameterSource

from pipeline import handbooks
from pipeline.base import files
from pipeline.base.limits import Limits
from pipeline.cli import options, session, summary
from pipeline.cli.help import Command, lang, option
from pipeline.findings import settings
from pipeline.findings.diagnostics import Severity
from pipeline.release import book as engine
from pipeline.release.engine import Result


@click.command(cls=Command, help=__doc__)
@options.sources
@options.sourcing
@option("--title", required=True, metavar="TEXT", help="Title of the volume.")
@option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The volume; by default out/<title>. Each format puts its own suffix.",
)
@option(
    "--duplex",
    is_flag=True,
    help="For printing on both sides: chapters start on right-hand pages, with a gutter at the spine.",
)
@option(
    "--config",
    "config_file",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Settings with the publisher's imprint; by default icap.toml of this folder or one above.",
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
    sourcing: options.Sourcing,
    title: str,
    output: Path | None,
    duplex: bool,
    config_file: Path | None,
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
    imprint = settings.load(Path(), config_file).read_imprint()
    order = engine.BookOrder(title, target, formats, templates, template, limits, duplex=duplex, imprint=imprint)
    inputs = session.plan(sources, sourcing, leave_out=output, records=True)
    with (
        session.at_common_work(work, 1, len(inputs.paths)) as binding_pool,
        session.at_work(work, len(inputs.paths)) as (pool, listener),
    ):
        results = engine.bind(inputs.paths, replace(order, given=inputs.given), pool, binding_pool, listener)
    found = chain(results, map(Result, inputs.unread))
    ctx.exit(summary.concluded(found, target.parent, Severity.ERROR, checked=False, named=True))
