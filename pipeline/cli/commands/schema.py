"""Print the JSON Schema of the record."""

from __future__ import annotations

import json

import click

from pipeline.cli.help import Command, lang
from pipeline.cli.streams import deliver
from pipeline.record import model


@click.command(cls=Command, help=__doc__)
@lang
def schema() -> None:
    deliver(json.dumps(model.json_schema(), ensure_ascii=False, indent=2) + "\n")
