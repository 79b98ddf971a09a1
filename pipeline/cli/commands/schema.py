"""Print the JSON Schema of the record, or of what icap compare writes: of two versions (compare), of two releases."""

from __future__ import annotations

import json

import click

from pipeline.base.mark import GENERATOR
from pipeline.cli.choices import OneOf
from pipeline.cli.help import Command, lang
from pipeline.cli.streams import deliver
from pipeline.compare import changes, releases
from pipeline.record import model

_SCHEMAS = {"record": model.json_schema, "compare": changes.json_schema, "releases": releases.json_schema}


@click.command(cls=Command, help=__doc__)
@click.argument("name", metavar="[record|compare|releases]", type=OneOf(list(_SCHEMAS)), default="record")
@lang
def schema(name: str) -> None:
    marked = {"$comment": GENERATOR, **_SCHEMAS[name]()}
    deliver(json.dumps(marked, ensure_ascii=False, indent=2) + "\n")
