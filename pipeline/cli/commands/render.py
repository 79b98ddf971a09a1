"""Make handbooks from records that icap parse or icap build wrote."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.base.errors import SettingsError
from pipeline.base.i18n import _
from pipeline.cli import options, session
from pipeline.cli.help import Command, lang
from pipeline.findings import settings
from pipeline.release.build import BuildOrder
from pipeline.release.load import RECORD_SUFFIX


@click.command(cls=Command, help=__doc__)
@click.argument("records", metavar="IR...", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.strict_only
@options.output
@options.formats(options.HANDBOOKS)
@options.templates
@options.template
@options.working
@lang
@click.pass_context
def render(
    ctx: click.Context,
    /,
    records: tuple[Path, ...],
    sourcing: options.Sourcing,
    output: Path,
    formats: tuple[str, ...],
    templates: Path | None,
    template: str,
    work: options.Work,
) -> None:
    inputs = session.plan_records(records, sourcing)
    for path in inputs.paths:
        if path.suffix.lower() != RECORD_SUFFIX:
            raise SettingsError(_("{path} is no record (.json). icap build takes documents.").format(path=path))
    fitting = session.made_with(ctx, formats, template, templates)
    imprint = settings.load(Path()).read_imprint()
    order = BuildOrder(output, fitting.formats, checked=False, templates=templates, template=template, imprint=imprint)
    ctx.exit(max(session.run_build(inputs, order, work), fitting.verdict()))
