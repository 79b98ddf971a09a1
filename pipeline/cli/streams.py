"""What goes where: the payload alone to standard output, all else to standard error."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any, TextIO

import click

from pipeline.base.errors import WriteError
from pipeline.base.foreign_words import reason
from pipeline.base.i18n import _

QUIET, VERBOSE = f"{__name__}.quiet", f"{__name__}.verbose"
"""Under these names Click's context tells whether ``--quiet`` and ``--verbose`` were given."""


def prepare() -> None:
    """Makes the standard streams fit for any text, before anything else is opened.

    A stream that is closed is given to nobody else: the next file that is opened would take its place, and get what
    libraries print. A character that the console does not have is spelt out.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with suppress(ValueError, io.UnsupportedOperation):
                stream.reconfigure(errors="backslashreplace")


def deliver(text: str) -> None:
    """Writes the payload; in UTF-8, whatever the locale, unless somebody reads it on a terminal of another encoding.

    A reader that has gone away is no fault of the run.

    Raises:
        WriteError: the other side takes nothing (a full disk, a stream that is closed).
    """
    with payload() as stream:
        stream.write(text)


@contextmanager
def payload() -> Iterator[TextIO]:
    """Standard output as a stream for a long payload; all that is said of ``deliver`` holds for it."""
    if sys.stdout is None:
        raise _no_output(_("it is closed"))
    encoding = sys.stdout.encoding if sys.stdout.isatty() else "utf-8"
    text = io.TextIOWrapper(
        sys.stdout.buffer, encoding=encoding, errors="backslashreplace", newline="", write_through=True
    )
    try:
        yield text
        text.flush()
    except BrokenPipeError:
        abandon(sys.stdout)
    except OSError as error:
        abandon(sys.stdout)
        raise _no_output(reason(error)) from error
    finally:
        text.detach()


def note(text: str) -> None:
    """Writes a line for whoever watches the run, who may want none (``--quiet``)."""
    if not _is_asked_for(QUIET):
        warn(text)


def warn(text: str) -> None:
    """Writes a line that nobody should miss; with nobody there it is dropped."""
    try:
        click.echo(text, err=True)
    except OSError:
        abandon(sys.stderr)


def is_quiet() -> bool:
    """Whether only what is wrong is to be told."""
    return _is_asked_for(QUIET)


def is_verbose() -> bool:
    """Whether everything is to be told, however long."""
    return _is_asked_for(VERBOSE)


def abandon(stream: IO[Any] | None) -> None:
    """Sends what is still to come on ``stream`` nowhere, so that closing it at the end of the process does not fail."""
    if stream is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _is_asked_for(name: str) -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(name))


def _no_output(why: str) -> WriteError:
    return WriteError(_("The output cannot be written: {reason}.").format(reason=why))
