"""What was probably meant by a command or an option that does not exist."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import click

from pipeline import TOOL
from pipeline.base.files import is_absent
from pipeline.base.i18n import _, sentences
from pipeline.base.suggestions import meant
from pipeline.base.terminal_text import one_line
from pipeline.cli import layout

COMMANDS = {
    "handbook": "build",
    "handbooks": "build",
    "make": "build",
    "convert": "build",
    "manual": "build",
    "手冊": "build",
    "validate": "check",
    "verify": "check",
    "lint": "check",
    "檢核": "check",
    "檢查": "check",
    "diff": "compare",
    "對照": "compare",
    "比較": "compare",
    "read": "parse",
    "record": "parse",
    "print": "render",
    "volume": "book",
    "彙編": "book",
    "explain": "rule",
    "list": "formats",
    "範本": "template",
    "tables": "export",
    "匯出": "export",
    "version": "--version",
}
"""What people call commands that have another name here."""

OPTIONS = {
    "-f": ("--to", "--format"),
    "-t": ("--to", "--templates"),
    "--format": ("--to",),
    "--formats": ("--to", "--format"),
    "--to": ("--format",),
    "--output-format": ("--to", "--format"),
    "--out": ("--output",),
    "--outdir": ("--output",),
    "-d": ("--output",),
    "-l": ("--lang",),
    "--language": ("--lang",),
    "--locale": ("--lang",),
    "-w": ("--watch",),
}
"""What people call options that have another name here: the first that the command has is meant."""


def command(arguments: Sequence[str], group: click.Group, ctx: click.Context) -> click.UsageError:
    """The error that ``group`` has no command of the name that ``arguments`` begin with."""
    name, *rest = arguments
    known = group.list_commands(ctx)
    if not ctx.parent and name == "help":
        return _error(ctx, name, shlex.join([TOOL, *(one for one in rest[:1] if one in known), "--help"]))
    if not ctx.parent and (Path(name).suffix or not is_absent(Path(name))) and {"build", "check"} <= set(known):
        path = one_line(shlex.quote(name))
        return _error(ctx, name, _("{one} or {other}").format(one=f"{TOOL} check {path}", other=f"{TOOL} build {path}"))
    guess = meant(name, [*known, "--version"], COMMANDS)
    if guess:
        return _error(ctx, name, f"{ctx.command_path} {guess}")
    said = (
        _("No such command {name!r}.").format(name=one_line(name)),
        _("There are: {names}.").format(names=_(", ").join(known)),
    )
    return click.UsageError(sentences(said), ctx)


def _error(ctx: click.Context, name: str, guess: str) -> click.UsageError:
    said = (_("No such command {name!r}.").format(name=one_line(name)), _("Did you mean {guess}?").format(guess=guess))
    return click.UsageError(sentences(said), ctx)


def option(name: str, of: click.Command, ctx: click.Context) -> click.UsageError:
    """The error that the command ``of`` has no option ``name``."""
    said = [_("No such option {name!r}.").format(name=one_line(name))]
    known = [one for parameter in of.get_params(ctx) for one in parameter.opts if one.startswith("-")]
    others = {other: guess for other, guesses in OPTIONS.items() if (guess := _first(guesses, known))}
    guess = others.get(name)
    if guess is None and name.startswith("--"):
        long = {other: guess for other, guess in others.items() if other.startswith("--")}
        guess = meant(name, [one for one in known if one.startswith("--")], long, least=0.65)
    if guess:
        said.append(_("Did you mean {guess}?").format(guess=guess))
    return click.UsageError(sentences(said), ctx)


def _first(names: Iterable[str], known: Collection[str]) -> str | None:
    return next((name for name in names if name in known), None)


def refuse_half_an_option(argument: str, of: click.Command, ctx: click.Context) -> None:
    """Lets no long option of the command ``of`` pass that has one dash only: ``-output x`` would be ``-o utput x``.

    Raises:
        click.UsageError: it is one; says what was meant.
    """
    name = argument.partition("=")[0]
    known = {one for parameter in of.get_params(ctx) for one in parameter.opts}
    if name.startswith("-") and name not in known and f"-{name}" in known:
        said = (
            _("No such option {name!r}.").format(name=one_line(name)),
            _("Did you mean {guess}?").format(guess=f"-{name}"),
        )
        raise click.UsageError(sentences(said), ctx)


def missing(error: click.MissingParameter, ctx: click.Context) -> click.UsageError:
    """The error that a file, a folder or an option is not there which the command cannot do without."""
    if isinstance(error.param, click.Option):
        return click.UsageError(_("The option {name} is missing.").format(name=error.param.opts[-1]), ctx)
    name = layout.placeholders(error.param.human_readable_name) if error.param else ""
    return click.UsageError(_("{name} is missing: say which file or folder is meant.").format(name=name), ctx)


def missing_formats(example: str, known: Iterable[str], ctx: click.Context) -> click.UsageError:
    """The error that no format was named, with an ``example`` of the option and those that are ``known``."""
    said = (
        _("Say what is to be written, such as {example}.").format(example=f"--to {example}"),
        _("There are: {names}.").format(names=_(", ").join(sorted(known))),
    )
    return click.UsageError(sentences(said), ctx)
