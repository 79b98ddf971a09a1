"""The command ``icap``: streams, exit codes and what to do when something goes wrong. The commands are in ``commands``.

Only what every command needs is imported here, so that ``icap --version`` and ``icap --help`` answer at once.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from pipeline import TOOL
from pipeline.base.errors import ExitCode, FatalError
from pipeline.base.i18n import _
from pipeline.base.terminal_text import one_line
from pipeline.cli import commands
from pipeline.cli.help import lang, option, show_version, speak
from pipeline.cli.lazy import LazyGroup
from pipeline.cli.streams import abandon, prepare, warn

DEBUG = "ICAP_DEBUG"
"""The environment variable that lets tracebacks and the libraries' own warnings through."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command with ``arguments`` (``None``: those of the process) and returns its exit code."""
    prepare()
    speak(sys.argv[1:] if arguments is None else arguments)
    try:
        return int(icap.main(arguments, prog_name=TOOL, standalone_mode=False) or ExitCode.CLEAN)
    except click.ClickException as error:
        error.show()
    except FatalError as error:
        warn(f"{TOOL}: {one_line(str(error))}")
    except (click.Abort, KeyboardInterrupt):
        warn(_("{tool}: interrupted; what was finished is kept").format(tool=TOOL))
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        abandon(sys.stdout)
        abandon(sys.stderr)
    except Exception as error:
        if os.environ.get(DEBUG):
            traceback.print_exc()
        warn(f"{TOOL}: {one_line(_told(error))}")
    return ExitCode.UNUSABLE


def _told(error: Exception) -> str:
    """What went wrong where nobody had reckoned with it."""
    if isinstance(error, MemoryError):
        return _("There is not enough memory. Close other programs, or give it less at a time.")
    if isinstance(error, FileNotFoundError) and not _has_folder():
        return _("The current folder is gone. Go to another, and run again.")
    message = _("internal error ({kind}: {error}). Please report it; {debug}=1 shows where it happened.")
    return message.format(kind=type(error).__name__, error=error, debug=DEBUG)


def _has_folder() -> bool:
    """Whether the current folder is still there."""
    try:
        return bool(Path.cwd())
    except FileNotFoundError:
        return False


class _Commands(LazyGroup):
    package = commands.__name__


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=show_version,
    help="Show the version and exit.",
)
@lang
def icap() -> None:
    """Reads official competency standards (職能基準), checks them and makes handbooks."""
