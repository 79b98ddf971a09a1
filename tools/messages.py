"""Brings the Chinese catalogue up to date: collects all messages, merges them into the source, compiles it.

Messages are the texts in ``_()``, the help of all commands and options, the pages of all rules, and what Click itself
says. New ones stand in the catalogue untranslated; those that are gone leave it. ``--check`` changes nothing.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages import Catalog, Message, extract, mofile, pofile

from pipeline.base import i18n
from pipeline.cli.main import icap
from pipeline.findings import rule_pages
from pipeline.findings.rules import known_rules

LOCALE = "zh_TW"
FOLDER = i18n.CATALOGUES / LOCALE / "LC_MESSAGES"
SOURCE = FOLDER / "icap.po"
COMPILED = FOLDER / "icap.mo"
PACKAGE = Path(i18n.__file__).parent.parent
KEYWORDS = {"_": None, "_message": None}

CLICK = (
    "Usage:",
    "Options",
    "Commands",
    "Show this message and exit.",
    "Show the version and exit.",
    "default: {default}",
    "required",
    "Error: {message}",
    "Try '{command} {option}' for help.",
    "No such option {name!r}.",
    "No such command {name!r}.",
    "Missing command.",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is a file.",
    "{name} {filename!r} is not readable.",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
    "Option {name!r} does not take a value.",
    "directory",
    "file",
    "path",
)
"""What Click says when it shows help or refuses a command line of this program."""

CLICK_PLURALS = (
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
)
"""What it says of one thing, and of several; Chinese has one form for both."""


def main(arguments: list[str]) -> int:
    """Returns 1 if a message lacks its translation, or with ``--check`` if the catalogue is not up to date."""
    with SOURCE.open("rb") as file:
        before = pofile.read_po(file, locale=LOCALE)
    after = merged(before)
    lacking = [message.id for message in after if message.id and not all(forms(message))]
    for message in lacking:
        print(f"no translation: {message}", file=sys.stderr)
    if "--check" in arguments:
        return int(bool(lacking) or {one.id for one in before} != {one.id for one in after})
    with SOURCE.open("wb") as file:
        pofile.write_po(file, after, width=0, sort_output=True, no_location=True)
    with COMPILED.open("wb") as file:
        mofile.write_mo(file, after)
    return int(bool(lacking))


def forms(message: Message) -> tuple[str, ...]:
    """The translations of a message: one, or those of its plural."""
    return message.string if isinstance(message.string, tuple) else (message.string,)


def merged(before: Catalog) -> Catalog:
    """A catalogue of all messages that there are, with the translations of ``before``."""
    known = {message.id: message.string for message in before}
    after = Catalog(
        locale=LOCALE,
        header_comment=before.header_comment,
        project=before.project,
        version=before.version,
        creation_date=before.creation_date,
        revision_date=before.revision_date,
        last_translator=before.last_translator,
        language_team=before.language_team,
        fuzzy=False,
    )
    for message in sorted(set(messages())):
        after.add(message, known.get(message, ""))
    for pair in CLICK_PLURALS:
        after.add(pair, known.get(pair, ("",)))
    return after


def messages() -> Iterator[str]:
    """Every message of the program."""
    # Babel would pass over folders that begin with an underscore, such as handbooks/_odf.
    found = extract.extract_from_dir(PACKAGE, keywords=KEYWORDS, directory_filter=lambda _folder: True)
    for _file, _line, message, *_rest in found:
        yield message
    yield from helps(icap)
    for rule in known_rules().values():
        yield from rule_pages.texts(rule)
    yield from CLICK


def helps(command: click.Command) -> Iterator[str]:
    """The help of a command, of its options and of the commands below it."""
    if command.help:
        yield inspect.cleandoc(command.help)
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            yield inspect.cleandoc(parameter.help)
    for below in below_of(command):
        yield from helps(below)


def below_of(command: click.Command) -> list[click.Command]:
    """The commands of a group, imported; none of a plain command."""
    if not isinstance(command, click.Group):
        return []
    context = click.Context(command)
    found = (command.get_command(context, name) for name in command.list_commands(context))
    return [one for one in found if one]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
