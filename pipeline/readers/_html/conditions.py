"""At-rules of CSS: whether what stands in them holds on the desktop screen that a page is read as on."""

from __future__ import annotations

import re

from pipeline.readers._html.values import HEIGHT, WIDTH, pixels

_GROUPS = ("@media", "@supports", "@layer", "@container", "@scope")
_SHAPE = WIDTH / HEIGHT
_TALLEST = 2_000.0
"""Pixels: screens are lower than this, and no lower than half the usual height."""
_OTHER_MEDIA = re.compile(r"\b(?:print|speech|tty|tv|projection|handheld|braille|embossed|aural)\b")
_TELLS = {
    "orientation": "landscape",
    "prefers-color-scheme": "light",
    "prefers-reduced-motion": "no-preference",
    "prefers-contrast": "no-preference",
    "hover": "hover",
    "any-hover": "hover",
    "pointer": "fine",
    "any-pointer": "fine",
    "display-mode": "browser",
    "forced-colors": "none",
    "inverted-colors": "none",
    "scripting": "enabled",
    "update": "fast",
    "grid": "0",
}
"""What a desktop's browser answers."""
_FEATURE = re.compile(r"\(\s*(?P<name>[a-z-]+)\s*(?:(?P<sign>:|[<>]=?|=)\s*(?P<value>[^()<>]+))?\)")
_BETWEEN = re.compile(r"\(\s*([^()<>]+)<=?\s*(width|height)\s*<=?\s*([^()<>]+)\)")
_BRACKET = re.compile(r"\([^()]*\)")

Told = bool | None
"""Whether a condition holds; ``None`` if only a browser can tell."""


def is_group(head: str) -> bool:
    """Whether an at-rule has rules in it that may hold."""
    return head.startswith(_GROUPS)


def holds(head: str) -> Told:
    """Whether the rules inside an at-rule count."""
    if head.startswith("@media"):
        return applies(head.removeprefix("@media"))
    if head.startswith("@supports"):
        return _supports(head.removeprefix("@supports").strip().lower())
    return True if head.startswith("@layer") else None


def applies(media: str) -> Told:
    """Whether a list of media queries holds."""
    if not media.strip():
        return True
    told = [_query(query.strip()) for query in media.lower().split(",")]
    return True if True in told else None if None in told else False


def _supports(condition: str) -> Told:
    """Browsers of today know what pages ask for; where that is to count against it, it does not hold."""
    if "not" not in condition.split():
        return True
    return False if condition.startswith("not") and condition.count("not") == 1 else None


def _query(query: str) -> Told:
    if query.startswith("not"):
        told = _query(query.removeprefix("not").strip())
        return None if told is None else not told
    if _OTHER_MEDIA.search(_BRACKET.sub("", query)):
        return False
    ranged = _BETWEEN.sub(r"(\2>=\1) and (\2<=\3)", query)
    told_each = [_feature(match) for match in _FEATURE.finditer(ranged)]
    if re.search(r"\bor\b|\bnot\b", ranged):
        return None
    return False if False in told_each else None if None in told_each else True


def _feature(match: re.Match[str]) -> Told:
    name, sign, value = match["name"], match["sign"] or "", (match["value"] or "").strip()
    if name in _TELLS:
        return value == _TELLS[name] if value else _TELLS[name] not in ("none", "0")
    if name.startswith(("min-", "max-")):
        name, sign = name[4:], ">=" if name.startswith("min-") else "<="
    if name in ("width", "device-width"):
        return _compared(sign, pixels(value), WIDTH, WIDTH)
    if name in ("height", "device-height"):
        return _compared(sign, pixels(value), HEIGHT / 2, _TALLEST)
    if name in ("aspect-ratio", "device-aspect-ratio"):
        ratio = re.fullmatch(r"(\d{1,5})\s*/\s*(\d{1,5})", value)
        number = int(ratio[1]) / max(int(ratio[2]), 1) if ratio else None
        return _compared(sign, number, _SHAPE / 1.5, _SHAPE * 1.5)
    return True if name in ("color",) and not sign else None


def _compared(sign: str, asked: float | None, least: float, most: float) -> Told:
    """Whether what a screen has, at least and at most, is as much as asked for."""
    if asked is None or sign in ("", "=", ":"):
        return None
    if sign.startswith(">"):
        return True if least >= asked else False if most < asked else None
    return True if most <= asked else False if least > asked else None
