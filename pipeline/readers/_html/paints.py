"""The colours that style sheets name, in every way that they have to write one.

CSS Color 4: names, ``#fff``, ``#ffffff80``, ``rgb()``, ``hsl()``, ``hwb()``, ``color()``, ``lab()`` and its kin.
"""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

from pipeline.readers.colors import WHITE, Color

_FAINT = 0.05
"""What lets through more than all but this share is not seen."""
_FULL = 255
_PERCENT = 100
_CIRCLE = 360
_PAINT = re.compile(r"#[0-9a-f]{3,8}\b|([a-z]+)\(([^()]*)\)|[a-z]+")
_APART = re.compile(r"[\s,/]+")
_PER_TURN = {"turn": 1, "rad": 6.283185307179586, "grad": 400}
_LIGHTNESS = {"lab": _PERCENT, "lch": _PERCENT, "oklab": 1, "oklch": 1}
"""How these write full lightness, which is white whatever else they say."""
_SPACES = ("srgb", "srgb-linear", "display-p3", "rec2020", "a98-rgb", "prophoto-rgb")
_BLACK: Color = (0.0, 0.0, 0.0)
_CLEAR = ("transparent",)

_LISTED = """
aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4
black 000000 blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue
5f9ea0 chartreuse 7fff00 chocolate d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c
cyan 00ffff darkblue 00008b darkcyan 008b8b darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey
a9a9a9 darkkhaki bdb76b darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred
8b0000 darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f darkslategrey 2f4f4f
darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff dimgray 696969 dimgrey 696969
dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc
ghostwhite f8f8ff gold ffd700 goldenrod daa520 gray 808080 green 008000 greenyellow adff2f grey 808080
honeydew f0fff0 hotpink ff69b4 indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa
lavenderblush fff0f5 lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan
e0ffff lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1
lightsalmon ffa07a lightseagreen 20b2aa lightskyblue 87cefa lightslategray 778899 lightslategrey 778899
lightsteelblue b0c4de lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6 magenta ff00ff maroon
800000 mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db mediumseagreen
3cb371 mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc mediumvioletred c71585
midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 000080 oldlace
fdf5e6 olive 808000 olivedrab 6b8e23 orange ffa500 orangered ff4500 orchid da70d6 palegoldenrod eee8aa
palegreen 98fb98 paleturquoise afeeee palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9 peru cd853f
pink ffc0cb plum dda0dd powderblue b0e0e6 purple 800080 rebeccapurple 663399 red ff0000 rosybrown bc8f8f
royalblue 4169e1 saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee sienna
a0522d silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090 snow fffafa
springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347 turquoise 40e0d0
violet ee82ee wheat f5deb3 white ffffff whitesmoke f5f5f5 yellow ffff00 yellowgreen 9acd32
"""
_NAMED = dict(zip(_LISTED.split()[::2], _LISTED.split()[1::2], strict=True))


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour (``None``: one that cannot be told here) and its share of opacity from 0 to 1."""

    color: Color | None
    opacity: float = 1.0

    @property
    def is_clear(self) -> bool:
        """Whether it has no colour at all."""
        return self.opacity <= _FAINT

    @property
    def is_solid(self) -> bool:
        """Whether nothing behind it shows through."""
        return self.opacity >= 1 - _FAINT


def paint(text: str) -> Paint | None:
    """The first colour that a value in small letters names, alone or among other words (``background``)."""
    return next(filter(None, map(_read, _PAINT.finditer(text))), None)


def _read(match: re.Match[str]) -> Paint | None:
    name, written = match[1], match[0]
    if written.startswith("#"):
        return _by_digits(written[1:])
    if name:
        return _by_function(name, [part for part in _APART.split(match[2].strip()) if part])
    if written in _CLEAR:
        return Paint(None, 0.0)
    return _by_digits(_NAMED[written]) if written in _NAMED else None


def _by_digits(digits: str) -> Paint | None:
    if len(digits) in (3, 4):
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) not in (6, 8):
        return None
    red, green, blue, *rest = (int(digits[at : at + 2], 16) / _FULL for at in range(0, len(digits), 2))
    return Paint((red, green, blue), *rest)


def _by_function(name: str, parts: list[str]) -> Paint | None:
    if name == "color" and parts and parts[0] in _SPACES:
        name, parts = "color", parts[1:]
    if name not in _FUNCTIONS or len(parts) < 3:
        return None
    opacity = _share(parts[3], 1) if len(parts) > 3 else 1.0
    try:
        return Paint(_FUNCTIONS[name](name, parts), 1.0 if opacity is None else opacity)
    except (ValueError, OverflowError):
        return Paint(None)


def _rgb(_name: str, parts: list[str]) -> Color:
    red, green, blue = (_certain(part, _FULL) for part in parts[:3])
    return red, green, blue


def _plain(_name: str, parts: list[str]) -> Color:
    red, green, blue = (_certain(part, 1) for part in parts[:3])
    return red, green, blue


def _hsl(_name: str, parts: list[str]) -> Color:
    return colorsys.hls_to_rgb(_turn(parts[0]), _certain(parts[2], _PERCENT), _certain(parts[1], _PERCENT))


def _hwb(_name: str, parts: list[str]) -> Color:
    white, black = _certain(parts[1], _PERCENT), _certain(parts[2], _PERCENT)
    if white + black >= 1:
        gray = white / (white + black)
        return gray, gray, gray
    red, green, blue = colorsys.hsv_to_rgb(_turn(parts[0]), 1, 1)
    scale = 1 - white - black
    return red * scale + white, green * scale + white, blue * scale + white


def _light(name: str, parts: list[str]) -> Color | None:
    lightness = _certain(parts[0], _LIGHTNESS[name])
    if lightness >= 1 - _FAINT / 10:
        return WHITE
    return _BLACK if lightness <= _FAINT / 10 else None


_FUNCTIONS = {
    **dict.fromkeys(("rgb", "rgba"), _rgb),
    **dict.fromkeys(("hsl", "hsla"), _hsl),
    **dict.fromkeys(_LIGHTNESS, _light),
    "hwb": _hwb,
    "color": _plain,
}


def _turn(text: str) -> float:
    """A hue as a share of the whole circle."""
    number = re.match(r"-?[0-9.]+", text)
    if number is None:
        return 0.0
    return float(number[0]) / _PER_TURN.get(text[number.end() :], _CIRCLE) % 1


def _certain(text: str, full: float) -> float:
    share = _share(text, full)
    if share is None:
        raise ValueError(text)
    return share


def _share(text: str, full: float) -> float | None:
    """A number as a share of what is full, from 0 to 1; ``none`` is 0, ``None`` what only a browser can tell."""
    if text == "none":
        return 0.0
    match = re.fullmatch(r"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))(%?)", text)
    if match is None:
        return None
    return min(max(float(match[1]) / (_PERCENT if match[2] else full), 0.0), 1.0)
