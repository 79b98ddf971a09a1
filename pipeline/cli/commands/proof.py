"""Show a document beside its record, to compare them field by field: one HTML file.

It has a box for every field, or the source's own text where the document has no pages; it lists every character that is
mended, derived, outside the form or not placed, and keeps in the browser which fields were seen.
"""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.base import files
from pipeline.base.errors import SettingsError
from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.base.terminal_text import one_line
from pipeline.cli import options, session, summary
from pipeline.cli.help import Command, lang, option
from pipeline.cli.streams import note
from pipeline.release import proofs
from pipeline.release.load import RECORD_SUFFIX


@click.command(cls=Command, help=__doc__)
@options.sources
@options.sourcing
@option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The HTML file to write.",
)
@options.limits
@options.working
@options.judging
@lang
@click.pass_context
def proof(
    ctx: click.Context,
    /,
    sources: tuple[Path, ...],
    sourcing: options.Sourcing,
    output: Path,
    limits: Limits,
    work: options.Work,
    judging: options.Judging,
) -> None:
    settings, policy = session.judged(ctx, judging)
    inputs = session.plan(sources, sourcing, leave_out=output, records=True, policy=policy)
    if len(inputs.paths) > 1:
        message = _("There are {count} inputs. A proof is about one document; make one for each.")
        raise SettingsError(message.format(count=len(inputs.paths)))
    path = inputs.paths[0]
    if path.suffix.lower() == RECORD_SUFFIX:
        raise SettingsError(
            _("{path} is a record. A proof is made of the document that it was read from.").format(path=path)
        )
    session.claimed(inputs.paths, judging, settings, (output,))
    with session.at_work(work, 1) as (pool, _listener):
        proved = proofs.self_contained(path, limits, policy, pool, inputs.given)
    if proved.html is not None:
        files.prepare_folder(output.parent)
        files.write(output, proved.html)
        note(_("written: {path}").format(path=one_line(str(output))))
    for document in proved.documents:
        summary.note_findings(document.path, document.diagnostics)
    summary.note_unread(inputs.unread)
    ctx.exit(summary.verdict((*proved.documents, *inputs.unread), settings.threshold))
