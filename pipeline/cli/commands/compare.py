"""Say whether two files hold the same standard, and list the differences by subject."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.base.terminal_text import one_line
from pipeline.cli import options, summary
from pipeline.cli.help import Command, lang
from pipeline.cli.streams import deliver, note
from pipeline.compare.differences import differences as differences_of
from pipeline.findings.diagnostics import Severity
from pipeline.findings.outcomes import Outcome
from pipeline.release import read


@click.command(cls=Command, help=__doc__)
@click.argument("one", type=click.Path(path_type=Path))
@click.argument("other", type=click.Path(path_type=Path))
@options.limits
@lang
@click.pass_context
def compare(ctx: click.Context, one: Path, other: Path, limits: Limits) -> None:
    readings = [read.read_standard(path, limits) for path in (one, other)]
    for found in readings:
        summary.note_findings(str(found.path), (each for each in found.diagnostics if each.severity is Severity.ERROR))
    left, right = (found.standard for found in readings)
    differences = differences_of(left, right) if left and right else ()
    for difference in differences:
        deliver(one_line(str(difference)) + "\n")
    if left and right:
        note(_("differences: {count}").format(count=len(differences)))
    whole = all(found.outcome is Outcome.OK for found in readings)
    ctx.exit(summary.exit_code(bool(differences) or not whole))
