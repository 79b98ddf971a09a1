"""The commands that explain: rule, formats, schema."""

from __future__ import annotations

import json

import click

from pipeline.cli import options
from pipeline.cli.help import Command
from pipeline.cli.streams import deliver


@click.command(cls=Command)
@click.argument("name", metavar="[ID]", required=False)
@options.option("--all", "everything", is_flag=True, help="Explain all rules.")
@options.option(
    "--format", "form", type=click.Choice(["text", "md"]), default="text", show_default=True, help="Form of the pages."
)
@options.lang
def rule(name: str | None, everything: bool, form: str) -> None:
    """Explain a rule, or list them all."""
    from pipeline.findings import rule_pages, selection  # noqa: PLC0415
    from pipeline.findings.rules import known_rules  # noqa: PLC0415
    from pipeline.reports import severity_word  # noqa: PLC0415

    rules = known_rules().values()
    if everything and form == "md":
        deliver(rule_pages.document(rules))
    elif name is None and not everything:
        for one in rules:
            title = rule_pages.page(one).title
            deliver(f"{one.info.id}  {severity_word(one.info.severity):9}{one.info.name:24}{title}\n")
    else:
        wanted = rules if name is None else [selection.one(name)]
        for one in wanted:
            heading = f"{one.info.id} {one.info.name} ({severity_word(one.info.severity)})"
            deliver(rule_pages.markdown(one) if form == "md" else f"{heading}\n\n{rule_pages.text(one)}")
            if everything:
                deliver("\n")


@click.command(cls=Command)
@options.lang
def formats() -> None:
    """List what can be read, written and reported."""
    from pipeline import handbooks, readers  # noqa: PLC0415
    from pipeline.release.load import RECORD_SUFFIX  # noqa: PLC0415

    rows = [
        *(("input", reader.NAME, " ".join(sorted(reader.SUFFIXES))) for reader in readers.formats()),
        ("input", "json", RECORD_SUFFIX),
        *(("output", renderer.NAME, renderer.SUFFIX) for renderer in handbooks.available()),
        *(("report", name, "") for name in options.report_names()),
    ]
    for kind, name, suffixes in rows:
        deliver(f"{kind:8}{name:10}{suffixes}".rstrip() + "\n")


@click.command(cls=Command)
@click.argument("name", metavar="[record|compare]", type=click.Choice(["record", "compare"]), default="record")
@options.lang
def schema(name: str) -> None:
    """Print the JSON Schema of the record, or of the change record of icap compare."""
    from pipeline.compare import changes  # noqa: PLC0415
    from pipeline.record import model  # noqa: PLC0415

    found = changes.json_schema() if name == "compare" else model.json_schema()
    deliver(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
