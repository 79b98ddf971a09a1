"""What goes where: the payload alone to standard output, all else to standard error."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, TextIO

import click

from pipeline.base.errors import WriteError
from pipeline.base.foreign_words import reason
from pipeline.base.i18n import _


def deliver(text: str) -> None:
    """Writes the payload in UTF-8, whatever the locale. A reader that has gone away is no fault of the run.

    Raises:
        WriteError: the other side takes nothing (a full disk).
    """
    try:
        click.echo(text.encode(errors="backslashreplace"), nl=False)
    except BrokenPipeError:
        abandon(sys.stdout)
    except OSError as error:
        abandon(sys.stdout)
        raise WriteError(_("The output cannot be written: {reason}.").format(reason=reason(error))) from error


@contextmanager
def payload() -> Iterator[TextIO]:
    """Standard output as a stream for a long payload, in UTF-8; the same holds for it as for ``deliver``."""
    binary = sys.stdout.buffer
    text = io.TextIOWrapper(binary, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)
    try:
        yield text
        text.flush()
    except BrokenPipeError:
        abandon(sys.stdout)
    except OSError as error:
        abandon(sys.stdout)
        raise WriteError(_("The output cannot be written: {reason}.").format(reason=reason(error))) from error
    finally:
        text.detach()


def note(text: str) -> None:
    """Writes a line for whoever watches the run; with nobody there it is dropped."""
    try:
        click.echo(text, err=True)
    except OSError:
        abandon(sys.stderr)


def abandon(stream: IO[Any] | None) -> None:
    """Sends what is still to come on ``stream`` nowhere, so that closing it at the end of the process does not fail."""
    if stream is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
