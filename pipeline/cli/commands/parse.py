"""Read documents into records (JSON): one to standard output, or any number into a folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.base.errors import SettingsError
from pipeline.base.formulas import disarm
from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.base.terminal_text import one_line
from pipeline.cli import options, session, summary
from pipeline.cli.help import Command, lang, option
from pipeline.cli.streams import deliver
from pipeline.findings.diagnostics import Severity
from pipeline.findings.outcomes import fails
from pipeline.release import check as engine

if TYPE_CHECKING:
    from pipeline.assemble import Placement


@click.command(cls=Command, help=__doc__)
@options.sources
@options.sourcing
@option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder for one record per standard.")
@option(
    "--explain",
    is_flag=True,
    help="Show instead where every stretch of the document's text went, and by which special rule.",
)
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
        from pipeline.release.build import BuildOrder  # noqa: PLC0415 - only where something is built

        ctx.exit(session.run_build(inputs, BuildOrder(output, ("json",), checked=False, limits=limits), work))
    if len(inputs.paths) > 1:
        raise SettingsError(
            _("There are {count} inputs. Give a folder for their records with -o.").format(count=len(inputs.paths))
        )
    path = inputs.paths[0]
    with session.at_work(work, 1) as (pool, _listener):
        if explain:
            found, placements = engine.explain(path, limits, pool, inputs.given)
        else:
            ((found,), placements) = engine.read((path,), limits, pool, inputs.given), ()
    if explain:
        deliver(_explanation(placements))
    elif found.record:
        deliver(found.record.decode())
    summary.note_findings(str(path), found.findings)
    summary.note_unread(inputs.unread)
    failing = fails(found.brief.outcome, found.findings, Severity.ERROR)
    ctx.exit(max(summary.exit_code(failing), summary.verdict(inputs.unread, Severity.ERROR)))


def _explanation(placements: Iterable[Placement]) -> str:
    """A line per stretch of text: its place, the field it went to (``-``: none), the text.

    Where a special rule of the assembler told the place, its name and quirk (docs/form.md) stand behind the text.
    A text that a spreadsheet would run is disarmed.
    """
    return "".join("\t".join(_parts(one)) + "\n" for one in placements)


def _parts(one: Placement) -> list[str]:
    found = [one.location.words or "-", one.field or "-", disarm(one_line(one.text))]
    return [*found, one.rule] if one.rule else found
