"""The commands about templates: template export, template check."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.base.errors import ExitCode
from pipeline.base.i18n import _
from pipeline.base.terminal_text import one_line
from pipeline.cli import options
from pipeline.cli.help import Group
from pipeline.cli.streams import deliver


@click.group("template", cls=Group)
@options.lang
def template_group() -> None:
    """Copy the supplied templates, or try your own."""


@template_group.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@options.option("--force", is_flag=True, help="Replace templates that are there already.")
@options.lang
def export(folder: Path, force: bool) -> None:
    """Copy the supplied templates into FOLDER, to be changed there."""
    from pipeline.handbooks import templates  # noqa: PLC0415

    for copy in templates.export(folder, force=force):
        deliver(f"{copy}\n")


@template_group.command("check")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@options.lang
@click.pass_context
def check_templates(ctx: click.Context, folder: Path) -> None:
    """Fill every template of FOLDER with a specimen and report what is wrong."""
    from pipeline.handbooks import templates  # noqa: PLC0415

    trials = list(templates.check(folder))
    for trial in trials:
        if trial.fault is not None:
            deliver(f"{one_line(trial.fault)}\n")
        elif trial.remark is not None:
            deliver(_("{template}: not tried, {reason}").format(template=trial.template, reason=trial.remark) + "\n")
        else:
            deliver(_("{template}: fine").format(template=trial.template) + "\n")
    ctx.exit(ExitCode.UNUSABLE if any(trial.fault is not None for trial in trials) else ExitCode.CLEAN)
