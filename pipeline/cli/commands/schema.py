"""Print the JSON Schema of the record, or of the change record of icap compare."""

from __future__ import annotations

import json

import click

from pipeline.cli.help import Command, lang
from pipeline.cli.streams import deliver
from pipeline.compare import changes
from pipeline.record import model


@click.command(cls=Command, help=__doc__)
@click.argument("name", metavar="[record|compare]", type=click.Choice(["record", "compare"]), default="record")
@lang
def schema(name: str) -> None:
    found = changes.json_schema() if name == "compare" else model.json_schema()
    deliver(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
