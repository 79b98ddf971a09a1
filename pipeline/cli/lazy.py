"""The group of all commands: each is a file of ``commands``, found by its name and imported when it is asked for.

A file holds a Click command that is called like the file, and its docstring is the command's help. The list of all
commands shows the first paragraph of each, which is read without importing anything.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
from typing import TYPE_CHECKING

import click

from pipeline.base import registry
from pipeline.base.i18n import _
from pipeline.cli.help import CommandGroup, summary

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class LazyGroup(CommandGroup):
    """The commands that are the public modules of ``package``, a dotted name."""

    package = ""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in order."""
        return [name.rpartition(".")[2] for name in registry.names(self.package)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; ``None`` if there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        found = getattr(importlib.import_module(f"{self.package}.{cmd_name}"), cmd_name)
        return found if isinstance(found, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of all commands in the help."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, self._summary(name)) for name in self.list_commands(ctx)])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What a shell may offer: commands, then options."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only shells ask

        names = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        commands = [CompletionItem(name, help=self._summary(name)) for name in names]
        return commands + click.Command.shell_complete(self, ctx, incomplete)

    def _summary(self, name: str) -> str:
        source = pkgutil.get_data(self.package, f"{name}.py") or b""
        return summary(ast.get_docstring(ast.parse(source)) or "")
