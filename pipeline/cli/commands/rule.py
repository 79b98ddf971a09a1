"""Explain a rule, or list them all."""

from __future__ import annotations

import click

from pipeline.cli import options
from pipeline.cli.choices import OneOf
from pipeline.cli.help import Command, lang, option
from pipeline.cli.streams import deliver
from pipeline.findings import rule_pages, selection
from pipeline.findings.rules import known_rules
from pipeline.reports import severity_word


@click.command(cls=Command, help=__doc__)
@click.argument("name", metavar="[ID]", required=False, type=options.RULE_NAMES)
@option("--all", "everything", is_flag=True, help="Explain all rules.")
@option("--format", "form", type=OneOf(["text", "md"]), default="text", show_default=True, help="Form of the pages.")
@lang
def rule(name: str | None, everything: bool, form: str) -> None:
    rules = known_rules().values()
    if everything and form == "md":
        deliver(rule_pages.document(rules))
    elif name is None and not everything:
        for one in rules:
            deliver(f"{one.info.id}  {severity_word(one.info.severity):9}{one.info.name:24}{rule_pages.title(one)}\n")
    else:
        wanted = rules if name is None else [selection.one(name)]
        for one in wanted:
            heading = f"{one.info.id} {one.info.name} ({severity_word(one.info.severity)})"
            deliver(rule_pages.markdown(one) if form == "md" else f"{heading}\n\n{rule_pages.text(one)}")
            if everything:
                deliver("\n")
