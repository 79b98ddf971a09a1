"""The imprint of a publisher, which volumes bear: who publishes them, their numbers, logo, colour and preface."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.base.errors import SettingsError
from pipeline.base.foreign_words import reason
from pipeline.base.i18n import _
from pipeline.base.pictures import picture

HOUSE_COLOUR = "#123a63"
"""The colour of supplied templates, in whose place that of an imprint comes."""
_LOGO_HEIGHT, _LOGO_WIDTH = 16, 160
"""Millimetres: a logo is so high, or lower if it would be wider than this."""
_MOST_BYTES = 2**21
_SHOWN = 20
"""Characters that a message shows of a text, before what is wrong in it."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LEAST_CONTRAST = 4.5
"""What WCAG 2.2 (1.4.3) demands between text and what lies behind it."""
_NO_TEXT = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\ud800-\\udfff\\ufffe\\uffff]")
"""What XML 1.0 (2.2) has no room for, so that neither Word nor ODT can hold it; and DEL."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture of the ``kind`` ``png`` or ``jpeg``, in millimetres, and the ``text`` for those who do not see it."""

    content: bytes
    kind: str
    width: float
    height: float
    text: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a volume says of its publisher; what is ``None`` or empty is not shown.

    ``colour`` is ``#rrggbb``, dark enough for white text on it. ``preface`` holds its paragraphs, ``logo`` the bytes
    of a picture in PNG or JPEG.

    Raises:
        SettingsError: the logo is no whole PNG or JPEG, the colour is none or too light, a text has control characters.
    """

    publisher: str | None = None
    isbn: str | None = None
    gpn: str | None = None
    colour: str | None = None
    preface: tuple[str, ...] = ()
    logo: bytes | None = None

    def __post_init__(self) -> None:
        if self.colour is not None:
            _refuse_light(self.colour)
        if self.logo is not None:
            _refuse_broken(self.logo, "logo")
        for name, text in self._texts:
            _refuse_control_characters(f"imprint: {name}", text)

    @property
    def _texts(self) -> tuple[tuple[str, str], ...]:
        named = (("publisher", self.publisher), ("isbn", self.isbn), ("gpn", self.gpn))
        return (*((name, text) for name, text in named if text), *(("preface", text) for text in self.preface))

    @property
    def picture(self) -> Logo | None:
        """The logo as templates show it."""
        seen = picture(self.logo) if self.logo is not None else None
        if self.logo is None or seen is None:
            return None
        scale = min(_LOGO_HEIGHT / seen.height, _LOGO_WIDTH / seen.width)
        text = self.publisher or "出版機關標誌"
        return Logo(self.logo, seen.kind, seen.width * scale, seen.height * scale, text)

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """What is said in words: label and value, in the order in which they are shown."""
        pairs = (("出版機關", self.publisher), ("ISBN", self.isbn), ("GPN", self.gpn))
        return tuple((label, value) for label, value in pairs if value)

    @property
    def logo_address(self) -> str | None:
        """The logo as a ``data:`` address, for web pages."""
        if self.picture is None:
            return None
        return f"data:image/{self.picture.kind};base64,{base64.b64encode(self.picture.content).decode()}"


NONE = Imprint()


def read(table: Mapping[str, str], home: Path) -> Imprint:
    """The imprint that settings tell; files are looked for in the folder ``home``.

    Raises:
        SettingsError: a file cannot be read, or see ``Imprint``.
    """
    preface = _text(home / table["preface"]) if "preface" in table else ""
    return Imprint(
        publisher=table.get("publisher"),
        isbn=table.get("isbn"),
        gpn=table.get("gpn"),
        colour=table["colour"].lower() if "colour" in table else None,
        preface=tuple(" ".join(one.split()) for one in re.split(r"\n\s*\n", preface) if one.strip()),
        logo=_logo(home / table["logo"]) if "logo" in table else None,
    )


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise SettingsError(_("{path} cannot be read: {reason}.").format(path=path, reason=reason(error))) from error
    if len(data) > _MOST_BYTES:
        raise SettingsError(_("{path} is larger than 2 MiB.").format(path=path))
    return data


def _text(path: Path) -> str:
    try:
        return _content(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(_("{path} is no text in UTF-8.").format(path=path)) from error


def _logo(path: Path) -> bytes:
    data = _content(path)
    _refuse_broken(data, path)
    return data


def _refuse_broken(logo: bytes, path: Path | str) -> None:
    if picture(logo) is None:
        raise SettingsError(
            _("{path} is no whole picture in PNG or JPEG of at most 25 million points; save it anew.").format(path=path)
        )


def refuse_as_title(text: str) -> None:
    """Sees that a volume or a site can be called ``text`` in every format.

    Raises:
        SettingsError: it is blank, or holds a character that XML has no room for.
    """
    if not text.strip():
        raise SettingsError(_("The title is blank. Say what it is to be called."))
    _refuse_control_characters("title", text)


def _refuse_control_characters(name: str, text: str) -> None:
    found = _NO_TEXT.search(text)
    if found:
        raise SettingsError(
            _("{name} holds a control character (U+{code}) after “{before}”; take it out.").format(
                name=name, code=f"{ord(found[0]):04X}", before=text[: found.start()][-_SHOWN:]
            )
        )


def _refuse_light(colour: str) -> None:
    if not _COLOUR.fullmatch(colour) or _contrast_to_white(colour) < _LEAST_CONTRAST:
        raise SettingsError(
            _("{colour} cannot be the colour of an imprint: it must be dark, such as #123a63.").format(colour=colour)
        )


def _contrast_to_white(colour: str) -> float:
    """The contrast of WCAG 2.2, from 1 to 21."""
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return 1.05 / (sum(part * one for part, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True)) + 0.05)
