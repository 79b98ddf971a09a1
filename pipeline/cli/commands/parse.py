"""Read documents into records (JSON): one to standard output, or any number into a folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from pipeline.assemble import Placement
from pipeline.base.errors import SettingsError
from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.base.terminal_text import one_line
from pipeline.cli import options, session, summary
from pipeline.cli.help import Command, lang, option
from pipeline.cli.streams import deliver
from pipeline.findings.diagnostics import Severity
from pipeline.findings.outcomes import fails
from pipeline.record import model
from pipeline.release import load, read
from pipeline.release.build import BuildOrder


@click.command(cls=Command, help=__doc__)
@options.sources
@options.sourcing
@option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder for one record per standard.")
@option("--explain", is_flag=True, help="Show instead where every stretch of the document's text went.")
@options.limits
@options.working
@lang
@click.pass_context
def parse(
    ctx: click.Context,
    /,
    sources: tuple[Path, ...],
    sourcing: options.Sourcing,
    output: Path | None,
    explain: bool,
    limits: Limits,
    work: options.Work,
) -> None:
    inputs = session.plan(sources, sourcing, leave_out=output)
    if explain and output:
        raise SettingsError(_("--explain writes to standard output; leave out -o."))
    if output:
        ctx.exit(session.run_build(inputs, BuildOrder(output, ("json",), checked=False, limits=limits), work))
    if len(inputs.paths) > 1:
        raise SettingsError(
            _("There are {count} inputs. Give a folder for their records with -o.").format(count=len(inputs.paths))
        )
    found = read.read_file(load.fetch(inputs.paths[0], limits, inputs.given), limits, explain=explain)
    if explain:
        deliver(_explanation(found.placements))
    elif found.standard:
        deliver(model.to_json(found.standard))
    summary.note_findings(str(found.path), found.diagnostics)
    for document in inputs.unread:
        summary.note_findings(document.path, document.diagnostics)
    failing = fails(found.outcome, found.diagnostics, Severity.ERROR)
    ctx.exit(max(summary.exit_code(failing), summary.verdict(inputs.unread, Severity.ERROR)))


def _explanation(placements: Iterable[Placement]) -> str:
    """A line per stretch of text: its place, the field it went to (``-``: none), the text."""
    return "".join(f"{one.location or '-'}\t{one.field or '-'}\t{one_line(one.text)}\n" for one in placements)
