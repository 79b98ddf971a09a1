"""The language of messages, rule pages and command help: English, or Traditional Chinese from the catalogue.

Official labels and codes are never translated.
"""

from __future__ import annotations

import gettext
import os
from pathlib import Path

CATALOGUES = Path(__file__).parent.parent / "locale"
DOMAIN = "icap"
LANGUAGES = ("zh_TW", "en")

_chosen = LANGUAGES[-1]
_active: gettext.NullTranslations = gettext.NullTranslations()


def preferred() -> str:
    """The language that the environment asks for: any Chinese gives ``zh_TW``, all else ``en``."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            return "zh_TW" if value.lower().startswith("zh") else "en"
    return "en"


def use(language: str | None = None) -> None:
    """Makes ``language`` (one of ``LANGUAGES``; ``None``: the preferred one) that of all messages from here on."""
    global _active, _chosen
    chosen = language or preferred()
    _chosen = chosen
    _active = gettext.translation(DOMAIN, CATALOGUES, languages=[chosen], fallback=True)
    # Click looks its own words up in the domain of the process, which goes by the environment.
    os.environ["LANGUAGE"] = chosen
    gettext.bindtextdomain(DOMAIN, str(CATALOGUES))
    gettext.textdomain(DOMAIN)


def current() -> str:
    """The language in use."""
    return _chosen


def _(message: str) -> str:
    """``message`` in the language in use."""
    return _active.gettext(message)
