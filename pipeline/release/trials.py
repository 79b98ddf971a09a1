"""Tries the templates of an office, each within limits: one that never ends costs the others nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.base import i18n
from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Diagnostic
from pipeline.handbooks import templates
from pipeline.handbooks.templates import Trial
from pipeline.release import jobs
from pipeline.release.pools import INLINE, Pool
from pipeline.release.turns import in_turn


def check(folder: Path, pool: Pool = INLINE) -> Iterator[Trial]:
    """What comes of filling every template that takes anything from ``folder``, by name, books last.

    Raises:
        SettingsError: the folder holds no file.
    """
    names = templates.names(folder)
    work = (((number, name), (folder, name, i18n.current())) for number, name in enumerate(names))
    tried = pool.finished(jobs.try_template, work)
    turns = in_turn((number, _trials(name, trials)) for (number, name), trials in tried)
    yield from templates.told_once(trial for found in turns for trial in found)


def _trials(name: str, found: tuple[Trial, ...] | Diagnostic) -> tuple[Trial, ...]:
    """``found`` is a diagnostic if the template came to no end."""
    if not isinstance(found, Diagnostic):
        return found
    message = _("{template}: {reason}")
    return (
        Trial(
            name,
            fault=message.format(
                template=name,
                reason=_(
                    "it takes more time or memory than a handbook may. Look for loops and tables that grow without end"
                ),
            ),
        ),
    )
