"""Exit codes, and the few conditions that stop a whole run rather than one document."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the shell is told. The README's table is tested against this enum."""

    CLEAN = 0
    """Nothing at or above ``--fail-on`` was found."""
    FINDINGS = 1
    """Something at or above ``--fail-on`` was found; an unreadable input counts."""
    UNUSABLE = 2
    """Wrong usage, settings or template, a file that cannot be written, no input, or an internal error."""
    INTERRUPTED = 130
    """Stopped by Ctrl-C."""


class FatalError(Exception):
    """Ends the run with ``ExitCode.UNUSABLE``. ``str(error)`` is a message for the user, with advice."""


class SettingsError(FatalError):
    """An option, a name given on the command line or a settings file cannot be used."""


class TemplateError(FatalError):
    """A template is missing, broken, or asks for something the view does not have."""


class WriteError(FatalError):
    """An output could not be written where it belongs."""


class OccupiedError(WriteError):
    """Something stands in the place of one output that cannot be replaced; others can still be written."""
