"""What hides an element of a web page whole: left out, without ink, cut to nothing, moved away, turned on its edge."""

from __future__ import annotations

import re

from pipeline.readers._html.css import Declarations
from pipeline.readers._html.values import pixels
from pipeline.readers.attributes import is_aslant

_AWAY = -999.0
"""Pixels: what is moved so far to the left or up is beyond the page's edge."""
_FAR_AWAY = 5_000.0
"""Pixels: what is moved so far to the right is where nobody looks for it."""
_FAINT = 0.05
"""What lets through more than all but this share is not seen; what is smaller is a dot."""
_PERCENT = 100.0
_CLIPS = re.compile(
    r"(?:circle|ellipse)\(\s*0(?:px|%)?[\s,)]|polygon\(\s*0(?:px|%)?\s+0(?:px|%)?(?:\s*,\s*0(?:px|%)?\s+0(?:px|%)?)*\s*\)"
)
_INSET = re.compile(r"inset\(([^()]*)\)")
_ROUND = re.compile(r"\sround\s")
_FUNCTION = re.compile(r"(?<![a-z0-9])([a-z][a-z0-9]*)\(((?:[^()]|\([^()]*\))*)\)")
_NO_INK = re.compile(r"opacity\((?:0+(?:\.0*)?|\.0+)%?\)")
_SHARE = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)%")
_ANGLE = re.compile(r"(-?[0-9]*\.?[0-9]+)(deg|turn|rad|grad)?")
_DEGREES = {"deg": 1.0, "turn": 360.0, "rad": 57.2958, "grad": 0.9, None: 1.0}
_MASKS = re.compile(r"linear-gradient\((?:[^()]*,)?transparent,transparent\)")
_CUTTING = ("hidden", "clip", "auto", "scroll")


def is_out_of_sight(declared: Declarations) -> bool:
    """Whether an element and all inside it is not shown."""
    if not declared:
        return False
    if declared.get("display") == "none" or declared.get("mso-hide") == "all":
        return True
    if declared.get("content-visibility") == "hidden" or declared.get("visibility") == "collapse":
        return True
    return _has_no_ink(declared) or _is_cut(declared) or _is_moved_away(declared) or _is_transformed_away(declared)


def is_stamp(declared: Declarations) -> bool:
    """Whether an element lies over the page aslant, by any angle but quarters of a turn."""
    if declared.get("position") not in ("absolute", "fixed"):
        return False
    steps = _FUNCTION.findall(declared.get("transform") or "")
    angles = [arguments for name, arguments in steps if name in ("rotate", "rotatez")] + [declared.get("rotate") or ""]
    return any(is_aslant(_degrees(angle)) for angle in angles)


def is_animated(declared: Declarations) -> bool:
    """Whether an element is shown little by little, or hidden so, by an animation that begins with the page."""
    names = declared.get("animation-name") or declared.get("animation") or "none"
    return names not in ("none", "unset", "initial")


def _has_no_ink(declared: Declarations) -> bool:
    if _number(declared.get("opacity")) <= _FAINT or _NO_INK.search(declared.get("filter") or ""):
        return True
    return _MASKS.fullmatch(declared.get("mask-image") or "") is not None


def _number(text: str | None) -> float:
    match = re.fullmatch(r"([0-9]*\.?[0-9]+)(%?)", text or "1")
    return float(match[1]) / (_PERCENT if match[2] else 1) if match else 1.0


def _is_cut(declared: Declarations) -> bool:
    """Whether an element is cut down to nothing, as for screen readers only."""
    if _is_clipped(declared.get("clip-path") or ""):
        return True
    if declared.get("position") in ("absolute", "fixed"):
        clip = declared.get("clip") or ""
        sizes = {declared.get("width"), declared.get("height")}
        if "rect(0" in clip or "rect(1px" in clip or sizes <= {"1px", "0", "0px"}:
            return True
    both = (declared.get("overflow") or "").split()
    across = declared.get("overflow-x") or (both[0] if both else "")
    down = declared.get("overflow-y") or (both[-1] if both else "")
    if across in _CUTTING and (_is_none(declared, "width", "inline-size") or _is_indented_away(declared)):
        return True
    if "strict" in (declared.get("contain") or "").split() and not declared.get("height"):
        return True
    return down in _CUTTING and (_is_none(declared, "height", "block-size") or _is_zero(declared.get("line-height")))


def _is_clipped(path: str) -> bool:
    if _CLIPS.match(path):
        return True
    inset = _INSET.match(path)
    sides = [_share(one) for one in _ROUND.split(inset[1], maxsplit=1)[0].split()] if inset else []
    if not 1 <= len(sides) <= 4:
        return False
    top, right, bottom, left = (sides * 4)[:4] if len(sides) in (1, 2, 4) else (*sides, sides[1])
    return top + bottom >= _PERCENT or left + right >= _PERCENT


def _share(text: str) -> float:
    match = _SHARE.fullmatch(text)
    return float(match[1]) if match else 0.0


def _is_none(declared: Declarations, *names: str) -> bool:
    return any(_is_zero(declared.get(f"{most}{name}")) for name in names for most in ("", "max-"))


def _is_zero(length: str | None) -> bool:
    return length is not None and pixels(length) == 0


def _is_indented_away(declared: Declarations) -> bool:
    """Whether the text of one line begins beyond the edge of its element."""
    match = _SHARE.fullmatch(declared.get("text-indent") or "")
    is_one_line = declared.get("white-space") in ("nowrap", "pre")
    return is_one_line and match is not None and abs(float(match[1])) >= _PERCENT


def _is_moved_away(declared: Declarations) -> bool:
    """Whether an element stands far beyond the page's edge."""
    names = ["text-indent", "margin-left", "margin-top"]
    inset = (declared.get("inset") or "").split()
    position = declared.get("position")
    if position in ("absolute", "fixed", "relative"):
        names += ["left", "top", "right", *(["bottom"] if position == "fixed" else [])]
    places = [pixels(declared[name]) for name in names if name in declared]
    if position in ("absolute", "fixed"):
        places += map(pixels, inset)
        to_the_right = pixels(declared.get("left") or "")
        if to_the_right is not None and to_the_right >= _FAR_AWAY:
            return True
    return any(place is not None and place <= _AWAY for place in places)


def _is_transformed_away(declared: Declarations) -> bool:
    if any(_number(one) == 0 for one in (declared.get("scale") or "").split()):
        return True
    if 0 < _number(declared.get("zoom")) <= _FAINT or any(map(_is_far, (declared.get("translate") or "").split())):
        return True
    steps = _FUNCTION.findall(declared.get("transform") or "")
    return any(_vanishes(name, arguments.split(","), declared) for name, arguments in steps)


def _vanishes(name: str, arguments: list[str], declared: Declarations) -> bool:
    """Whether one step of a transformation takes an element out of sight."""
    if name.startswith("scale"):
        return any(_number(one) == 0 for one in arguments)
    if name.startswith("translate"):
        return any(map(_is_far, arguments))
    if name in ("rotatex", "rotatey"):
        degrees = _degrees(arguments[0]) % 360
        return degrees % 180 == 90 or (declared.get("backface-visibility") == "hidden" and 90 < degrees < 270)
    if name == "matrix" and len(arguments) == 6:
        a, b, c, d = (pixels(one) for one in arguments[:4])
        is_flat = None not in (a, b, c, d) and (a or 0) * (d or 0) - (b or 0) * (c or 0) == 0
        return is_flat or any(map(_is_far, arguments[4:]))
    return False


def _degrees(text: str) -> float:
    match = _ANGLE.fullmatch(text)
    return round(float(match[1]) * _DEGREES[match[2]], 1) if match else 0.0


def _is_far(length: str) -> bool:
    place = pixels(length)
    return place is not None and (place <= _AWAY or place >= _FAR_AWAY)
