"""What Jinja and Python say about a template that does not work, in the language in use and in words for staff."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import jinja2
from jinja2.runtime import Undefined
from jinja2.utils import missing

from pipeline.base.i18n import _
from pipeline.base.suggestions import meant

_NAMES = ("handbook", "form", "book", "style", "loop", "chapter")
"""What a template can name without a dot."""


def _message(text: str) -> str:
    """Marks ``text`` for the catalogue; it is translated when it is said."""
    return text


_KNOWN = [
    (
        r"Unexpected end of template.*?needs to be closed is '(?P<a>\w+)'\.",
        _message("{a} is never closed: end{a} is missing"),
    ),
    (r"Unexpected end of template.*", _message("the template ends in the middle of a tag")),
    (
        r"Encountered unknown tag '(?P<a>\w+)'\..*needs to be closed is '(?P<b>\w+)'\.",
        _message("{a} does not fit here: {b} is still open"),
    ),
    (r"Encountered unknown tag '(?P<a>\w+)'.*", _message("{a} does not fit here, or is no tag")),
    (r"No filter named '(?P<a>[^']+)'.*", _message("there is no filter {a}")),
    (r"No test named '(?P<a>[^']+)'.*", _message("there is no test {a}")),
    (r"expected token 'end of .+?', got '(?P<b>.+?)'\.?.*", _message("the tag should end before {b}")),
    (r"expected token '(?P<a>.+?)', got '(?P<b>.+?)'\.?.*", _message("{a} should stand where {b} stands")),
    (r"expected name or number", _message("a name is missing after the dot")),
    (r"unexpected char (?P<a>.+?) at \d+", _message("the character {a} has no place in a tag")),
    (r"unexpected '(?P<a>.+?)'.*", _message("{a} has no place here")),
    (r"unexpected end of (?:statement|print statement|template)?.*", _message("the tag ends too early")),
    (r"access to attribute '(?P<a>.+?)' of .* is unsafe\.", _message("templates may not use {a}")),
    (r".*is not safely callable", _message("templates may not call this")),
    (r"object of type '(?P<a>\w+)' has no len\(\)", _message("a value of the kind {a} has no length")),
    (r"'(?P<a>\w+)' object is not iterable", _message("a value of the kind {a} is no list")),
    (r"'(?P<a>\w+)' object is not (?:callable|subscriptable)", _message("a value of the kind {a} cannot be used so")),
    (
        r"unsupported operand type\(s\) for (?P<a>.+?): '(?P<b>\w+)' and '(?P<c>\w+)'",
        _message("{a} does not work with values of the kinds {b} and {c}"),
    ),
    (r"can only concatenate str.*", _message("only texts can be joined with +; use ~")),
    (r".*division by zero", _message("a number is divided by zero")),
]
"""The words of the engine and what is said instead; ``a``, ``b`` and ``c`` are taken over."""


class Missing(jinja2.StrictUndefined):
    """A name that the view does not have; says which one was probably meant."""

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        name = str(self._undefined_name)
        if self._undefined_obj is missing:
            said, known = _("there is no {name} here").format(name=name), list(_NAMES)
        else:
            known = _fields(self._undefined_obj)
            said = _("there is no {name} in it").format(name=name)
        guess = meant(name, known, {}, least=0.6)
        return _("{said}; did you mean {guess}?").format(said=said, guess=guess) if guess else said

    # Jinja gives Undefined's own method to every operation; each is to end in the message above.
    _fail_with_undefined_error = Undefined._fail_with_undefined_error


def _fields(value: Any) -> list[str]:
    names = value.keys() if isinstance(value, Mapping) else dir(value)
    return [str(name) for name in names if not str(name).startswith("_")]


def reason(error: Exception) -> str:
    """Why the template cannot be used, as part of a sentence."""
    words = str(error)
    if isinstance(error, jinja2.UndefinedError):
        return words
    for pattern, message in _KNOWN:
        found = re.fullmatch(pattern, words, re.DOTALL)
        if found:
            return _(message).format(**found.groupdict())
    return _("it does not work out ({words})").format(words=words)
