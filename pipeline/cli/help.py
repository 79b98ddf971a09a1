"""Click's commands and options with help in the language in use, which is known only when they are asked for it."""

from __future__ import annotations

import copy
import inspect
import itertools
import os
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pipeline.base import i18n
from pipeline.base.i18n import _, sentences
from pipeline.base.mark import GENERATOR
from pipeline.cli import guesses, layout
from pipeline.cli.choices import Language, OneOf
from pipeline.cli.streams import QUIET, VERBOSE, deliver

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_COLOURS = {"auto": None, "always": True, "never": False}

Part = TypeVar("Part", click.Command, click.Option)


class Option(click.Option):
    """An option whose ``help`` is a message."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option's line in the help of its command."""
        record = click.Option.get_help_record(_translated(self), ctx)
        return (layout.placeholders(record[0]), record[1]) if record else None


class Names(click.ParamType):  # type: ignore[type-arg]  # Click 8.1 knows no type arguments
    """Names separated by commas, of which ``known()`` gives those that a shell may offer; any text is taken."""

    name = "text"

    def __init__(self, known: Callable[[], Iterable[str]]) -> None:
        self._known = known

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The names that the last one may become, each with those before it."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only shells ask

        before, comma, begun = incomplete.rpartition(",")
        given = before.split(",")
        names = [name for name in self._known() if name.lower().startswith(begun.lower()) and name not in given]
        return [CompletionItem(f"{before}{comma}{name}") for name in names]


class Command(click.Command):
    """A command whose help is a message: the docstring of its file, or of its function."""

    context_class = layout.HelpContext

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.params += _telling()

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What can stand behind the command's name, in the language in use."""
        return [layout.placeholders(piece) for piece in super().collect_usage_pieces(ctx)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Click's own, with the option that was probably meant or what is missing."""
        try:
            for argument in itertools.takewhile(lambda one: one != "--", args):
                guesses.refuse_half_an_option(argument, self, ctx)
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            raise guesses.option(error.option_name, self, ctx) from error
        except click.MissingParameter as error:
            raise guesses.missing(error, ctx) from error

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does."""
        click.Command.format_help_text(_translated(self), ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first paragraph of it for the list of commands."""
        return summary(self.help or "")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Click's own option, in the language in use."""
        option = super().get_help_option(ctx)
        if option:
            option.help = _("Show this message and exit.")
            option.callback = _show_help
        return option


class CommandGroup(Command, click.Group):
    """A group of such commands."""

    command_class = Command
    group_class = type

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Click's own, with the command that was probably meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchOption:
            raise
        except click.UsageError as error:
            raise guesses.command(args, self, ctx) from error


def summary(text: str) -> str:
    """The first paragraph of a help, translated; never cut, for Chinese has no words that Click could cut between."""
    return _(inspect.cleandoc(text)).partition("\n\n")[0].removesuffix(".").removesuffix("。")


def _translated(part: Part) -> Part:
    """``part`` with its help translated."""
    translated = copy.copy(part)
    if part.help:
        translated.help = _(inspect.cleandoc(part.help))
    return translated


def speak(arguments: Sequence[str]) -> None:
    """Makes the language of the run that of all messages, so that those about wrong ``arguments`` are in it too."""
    spoken = [
        after if argument == "--lang" else argument.removeprefix("--lang=")
        for argument, after in itertools.zip_longest(arguments, arguments[1:], fillvalue="")
        if argument == "--lang" or argument.startswith("--lang=")
    ]
    i18n.use(i18n.language(spoken[-1]) if spoken else None)


def _telling() -> list[click.Parameter]:
    """The options that every command has: how much it tells, and in which colours."""

    def noted(name: str) -> Callable[[click.Context, click.Parameter, bool], None]:
        def note(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
            if value:
                ctx.meta[name] = True

        return note

    settings: Any = {"expose_value": False, "is_eager": True}
    return [
        Option(["-q", "--quiet"], is_flag=True, callback=noted(QUIET), help="Tell only what is wrong.", **settings),
        Option(
            ["-v", "--verbose"],
            is_flag=True,
            callback=noted(VERBOSE),
            help="Tell everything; otherwise at most ten lines a document.",
            **settings,
        ),
        Option(
            ["--color"],
            type=OneOf(list(_COLOURS)),
            callback=_colour,
            help="Colours: auto is for terminals, or as NO_COLOR and FORCE_COLOR say.",
            **settings,
        ),
    ]


def _show_help(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        deliver(f"{ctx.get_help()}\n")
        ctx.exit()


def show_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    """Tells which version of the program this is, and ends the run."""
    if value and not ctx.resilient_parsing:
        deliver(f"{GENERATOR}\n")
        ctx.exit()


def _colour(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    if value or not ctx.parent:
        ctx.color = _COLOURS[value or "auto"]
    if ctx.color is None:
        ctx.color = False if os.environ.get("NO_COLOR") else True if os.environ.get("FORCE_COLOR") else None


def _speak(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value:
        i18n.use(value)
    elif not ctx.parent:
        asked = os.environ.get(i18n.VARIABLE)
        if asked and not i18n.language(asked):
            message = _("{name} is not known.").format(name=f"{i18n.VARIABLE}={asked}")
            names = _("There are: {names}.").format(names=_(", ").join(i18n.LANGUAGES))
            raise click.BadParameter(sentences((message, names)), ctx, param)


option = partial(click.option, cls=Option)
"""An option whose help is translated."""

lang = option(
    "--lang",
    type=Language(i18n.LANGUAGES),
    callback=_speak,
    expose_value=False,
    is_eager=True,
    help="Language of messages; by default that of ICAP_LANG, or else of the locale.",
)
"""The option that every command has."""
