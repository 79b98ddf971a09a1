"""The language of messages, rule pages and command help: English, or Traditional Chinese from the catalogue.

Official labels and codes are never translated.
"""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

CATALOGUES = Path(__file__).parent.parent / "locale"
DOMAIN = "icap"
LANGUAGES = ("zh_TW", "en")
TAGS = {"zh_TW": "zh-Hant-TW", "en": "en"}
"""What pages call them (BCP 47)."""
VARIABLE = "ICAP_LANG"
"""The environment variable that goes before those of the locale."""
_CHINESE = ("zh", "tw", "cht", "chinese", "中文", "正體中文", "繁體中文")
_ENGLISH = ("en", "english", "英文")

_chosen = LANGUAGES[-1]
_active: gettext.NullTranslations = gettext.NullTranslations()


def language(name: str) -> str | None:
    """The language of ``LANGUAGES`` that ``name`` stands for: ``zh-Hant``, ``tw`` and ``zh_TW.UTF-8`` are ``zh_TW``."""
    spoken = re.split(r"[-_.@]", name.strip().lower())[0]
    if spoken in _CHINESE:
        return "zh_TW"
    return "en" if spoken in _ENGLISH else None


def preferred() -> str:
    """The language that the environment asks for: any Chinese gives ``zh_TW``, all else ``en``."""
    own = language(os.environ.get(VARIABLE, ""))
    if own:
        return own
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            return language(value) or "en"
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


class Said(str):
    """A message in the language in use that knows what it was made of, so that it can be said in Chinese as well.

    ``message`` is the English original; ``values`` are what it was filled with, ``parts`` what it joined.
    """

    message: str
    values: dict[str, object] | None = None
    parts: tuple[str, ...] | None = None

    def format(self, *_nothing: object, **values: object) -> str:
        """The message filled with ``values``, as ``str.format`` does it."""
        made = Said(super().format(**values))
        made.message, made.values = self.message, values
        return made

    def join(self, parts: Iterable[str], /) -> str:
        """The ``parts`` with the message between them, as ``str.join`` does it."""
        kept = tuple(parts)
        made = Said(super().join(kept))
        made.message, made.parts = self.message, kept
        return made


def _(message: str) -> str:
    """``message`` in the language in use."""
    said = Said(_active.gettext(message))
    said.message = message
    return said


def chinese(text: str) -> str | None:
    """``text``, a message in the language in use, in Chinese; ``None`` if it does not tell what it was made of."""
    if _chosen == "zh_TW":
        return text
    return _in_chinese(text) if isinstance(text, Said) else None


def _in_chinese(value: object) -> str:
    if not isinstance(value, Said):
        return str(value)
    said = _catalogue().gettext(value.message)
    if value.parts is not None:
        return said.join(map(_in_chinese, value.parts))
    values = value.values
    return said if values is None else said.format(**{name: _filling(one) for name, one in values.items()})


def _filling(value: object) -> object:
    return _in_chinese(value) if isinstance(value, Said) else value


@cache
def _catalogue() -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, CATALOGUES, languages=["zh_TW"], fallback=True)


def _message(text: str) -> str:
    """Marks a text for the catalogue that is translated later."""
    return text


def sentences(parts: Iterable[str]) -> str:
    """Sentences one after the other: Chinese ones need no space between them."""
    return ("" if _chosen == "zh_TW" else " ").join(parts)
