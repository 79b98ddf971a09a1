"""Copy the supplied templates, or try your own."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.base.errors import ExitCode
from pipeline.base.i18n import _
from pipeline.base.terminal_text import one_line
from pipeline.cli.help import CommandGroup, lang, option
from pipeline.cli.streams import deliver
from pipeline.handbooks import templates
from pipeline.release import pools, trials


@click.group(cls=CommandGroup, help=__doc__)
@lang
def template() -> None:
    pass


@template.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@option("--force", is_flag=True, help="Replace templates that are there already.")
@lang
def export(folder: Path, force: bool) -> None:
    """Copy the supplied templates into FOLDER, to be changed there."""
    for copy in templates.export(folder, force=force):
        deliver(f"{copy}\n")


@template.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@lang
@click.pass_context
def check(ctx: click.Context, folder: Path) -> None:
    """Fill every template of FOLDER with a specimen and report what is wrong."""
    with pools.processes(pools.processors()) as pool:
        found = list(trials.check(folder, pool))
    for trial in found:
        if trial.fault is not None:
            deliver(f"{one_line(trial.fault)}\n")
        elif trial.remark is not None:
            deliver(_("{template}: not tried, {reason}").format(template=trial.template, reason=trial.remark) + "\n")
        elif trial.advice is not None:
            deliver(_("{template}: fine, but {advice}").format(template=trial.template, advice=trial.advice) + "\n")
        else:
            deliver(_("{template}: fine").format(template=trial.template) + "\n")
    ctx.exit(ExitCode.UNUSABLE if any(trial.fault is not None for trial in found) else ExitCode.CLEAN)
