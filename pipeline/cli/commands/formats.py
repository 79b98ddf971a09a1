"""List what can be read, written and reported."""

from __future__ import annotations

import click

from pipeline import exports, readers, reports
from pipeline.base.i18n import _
from pipeline.cli.help import Command, lang
from pipeline.cli.streams import deliver
from pipeline.release import formats as outputs
from pipeline.release.load import RECORD_SUFFIX


@click.command(cls=Command, help=__doc__)
@lang
def formats() -> None:
    rows = [
        *((_("input"), reader.NAME, " ".join(sorted(reader.SUFFIXES))) for reader in readers.formats()),
        (_("input"), "json", RECORD_SUFFIX),
        *((_("output"), one.name, one.suffix) for one in outputs.available()),
        *((_("export"), one.NAME, one.SUFFIX) for one in exports.available() if one.PER == "release"),
        *((_("report"), report.NAME, "") for report in reports.available()),
    ]
    for kind, name, suffixes in rows:
        deliver(f"{kind:8}{name:9} {suffixes}".rstrip() + "\n")
