"""Click's commands and options with help in the language in use, which is known only when they are asked for it."""

from __future__ import annotations

import copy
import inspect
from typing import TypeVar

import click

from pipeline.base.i18n import _

Part = TypeVar("Part", click.Command, click.Option)


class Option(click.Option):
    """An option whose ``help`` is a message."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option's line in the help of its command."""
        return click.Option.get_help_record(_spoken(self), ctx)


class Command(click.Command):
    """A command whose docstring is a message."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does."""
        click.Command.format_help_text(_spoken(self), ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The same for the list of commands; never cut, for Chinese has no words that Click could cut between."""
        return (_spoken(self).help or "").removesuffix(".").removesuffix("。")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Click's own option, in the language in use."""
        option = super().get_help_option(ctx)
        if option:
            option.help = _("Show this message and exit.")
        return option


class Group(Command, click.Group):
    """A group of such commands."""

    command_class = Command
    group_class = type


def _spoken(part: Part) -> Part:
    """``part`` with its help translated."""
    translated = copy.copy(part)
    if part.help:
        translated.help = _(inspect.cleandoc(part.help))
    return translated
