"""What a user probably meant by a name that nothing has."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from pipeline.base.errors import SettingsError
from pipeline.base.i18n import _


def unknown(name: str, known: Collection[str], lister: str) -> SettingsError:
    """The error that ``name`` is not among ``known``; says which is close, and that ``lister`` tells all."""
    guesses = get_close_matches(name, known, n=1, cutoff=0.5)
    if not guesses:
        return SettingsError(_("{name} is not known. {command} lists all there are.").format(name=name, command=lister))
    return SettingsError(
        _("{name} is not known. Did you mean {guess}? {command} lists all there are.").format(
            name=name, guess=guesses[0], command=lister
        )
    )
