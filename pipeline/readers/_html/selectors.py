"""Selectors of CSS: what an element must be, and where it must stand, for a rule to hold for it.

What is so only while a person does something (``:hover``) never is when a page is read. What cannot be told without a
browser is left out of a selector, which is then ``is_unsure``: it may hold for fewer elements than it seems to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from pipeline.readers._html.values import closing
from pipeline.readers.tables import too_large

_MOST_CHECKS = 1_000_000
"""Comparisons of elements with selectors; a large site's page takes some hundred thousand."""
_CLASSES_OF_A_CHECK = 200
"""Characters of an element's classes that take about as long as looking at the element itself."""
_LONGEST = 1_000
_DEEPEST = 4
"""How deep selectors stand in selectors."""
_NAME = r"(?:[\w-]|[^\x00-\x7f]|\\.)+"
_SIMPLE = re.compile(
    rf"""(?P<tag>\*|{_NAME})|\.(?P<class>{_NAME})|\#(?P<id>{_NAME})
    |\[\s*(?P<attribute>[\w-]+)\s*
        (?:(?P<operator>[~|^$*]?=)\s*(?:"(?P<one>[^"]*)"|'(?P<other>[^']*)'|(?P<bare>[^\s"'\]]*))\s*[iIsS]?\s*)?\]
    |:(?P<pseudo>[\w-]+)(?P<open>\()?""",
    re.VERBOSE,
)
_COMBINATOR = re.compile(r"\s*([>+~])\s*|\s+")
_ALONE = ("first-child", "last-child", "only-child", "first-of-type", "last-of-type", "only-of-type")
_COUNTED = ("nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type")
_NEVER = frozenset(
    (
        *("hover", "active", "focus", "focus-within", "focus-visible", "target", "target-within", "visited"),
        *("fullscreen", "popover-open", "modal", "user-invalid", "user-valid", "autofill", "-webkit-autofill"),
    )
)
"""What no element is when a page has just been opened."""
_OF_ATTRIBUTES = {
    "link": ("href", True),
    "any-link": ("href", True),
    "checked": ("checked", True),
    "disabled": ("disabled", True),
    "enabled": ("disabled", False),
    "required": ("required", True),
    "optional": ("required", False),
    "open": ("open", True),
}
"""What an attribute tells, and whether by being there."""
_STEPS = re.compile(r"\s*(?:(?P<step>[+-]?\d{0,4})n\s*(?P<begin>[+-]\s*\d{1,4})?|(?P<only>[+-]?\d{1,4}))\s*")
"""Which elements of a row ``:nth-child()`` means: ``3``, ``2n+1``, ``-n + 3``."""
_MOST_COUNTED = 200
"""Elements of a row that are counted for ``:nth-child()``; those behind cannot be judged."""
_WORDS = {"odd": "2n+1", "even": "2n"}

Weight = tuple[int, int, int]


@dataclass(slots=True)
class Compound:
    """Conditions on one element."""

    tag: str = ""
    identity: str = ""
    classes: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    positions: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    excluded: list[Selector] = field(default_factory=list)
    anyof: list[list[Selector]] = field(default_factory=list)
    holds: list[list[Selector]] = field(default_factory=list)
    """Of each list one must hold for another element, seen from this one."""
    weighed: list[Selector] = field(default_factory=list)
    never: bool = False
    is_unsure: bool = False

    @property
    def key(self) -> str:
        """What an element must have for the compound to be looked at."""
        if self.identity:
            return f"#{self.identity}"
        return f".{self.classes[0]}" if self.classes else self.tag or "*"

    @property
    def weight(self) -> Weight:
        """How much it counts against others."""
        inner = [one.weight for one in self.weighed]
        classes = len(self.classes) + len(self.attributes) + len(self.without) + len(self.positions)
        own = (bool(self.identity), classes + len(self.languages), bool(self.tag))
        return _sum([own, *inner])


@dataclass(slots=True)
class Selector:
    """Compounds from the right to the left, each with how it stands to the one before (`` `` ``>`` ``+`` ``~``)."""

    parts: list[tuple[str, Compound]]

    @property
    def weight(self) -> Weight:
        """How much it counts against others."""
        return _sum([compound.weight for _combinator, compound in self.parts])

    @property
    def is_unsure(self) -> bool:
        """Whether a condition was left out that cannot be told."""
        return any(compound.is_unsure for _combinator, compound in self.parts)

    @property
    def classes(self) -> Iterator[str]:
        """The classes that it asks for."""
        return (name for _combinator, compound in self.parts for name in compound.classes)


def parsed(text: str, depth: int = 0, leading: str = "") -> Selector | None:
    """A selector; ``None`` if it is none. ``leading``: how its first element stands to another, within ``:has()``."""
    text, at = text.strip(), 0
    if not text or len(text) > _LONGEST or depth > _DEEPEST:
        return None
    parts: list[tuple[str, Compound]] = []
    combinator = leading
    while at < len(text):
        compound, end = _compound(text, at, depth)
        if compound is None or end == at:
            return None
        parts.append((combinator, compound))
        gap = _COMBINATOR.match(text, end)
        if gap is None and end < len(text):
            return None
        combinator, at = (gap[1] or " ", gap.end()) if gap else ("", end)
    return Selector(parts[::-1])


def split(selectors: str) -> list[str]:
    """The selectors of a list; a comma in brackets parts nothing."""
    pieces, depth, start = [], 0, 0
    for at, character in enumerate(selectors):
        depth += (character in "([") - (character in ")]")
        if character == "," and depth == 0:
            pieces.append(selectors[start:at])
            start = at + 1
    return [*pieces, selectors[start:]]


def _sum(weights: list[Weight]) -> Weight:
    return sum(one[0] for one in weights), sum(one[1] for one in weights), sum(one[2] for one in weights)


def _compound(text: str, at: int, depth: int) -> tuple[Compound | None, int]:
    compound = Compound()
    while match := _SIMPLE.match(text, at):
        if match["tag"] is not None and (compound.classes or compound.identity or compound.tag):
            break
        at = match.end()
        if match["pseudo"] is None:
            _add(compound, match)
            continue
        argument = None
        if match["open"]:
            end = closing(text, at)
            if end < 0:
                return None, at
            argument, at = text[at:end], end + 1
        if not _add_pseudo(compound, match["pseudo"].lower(), argument, depth):
            return None, at
    return compound, at


def _add(compound: Compound, match: re.Match[str]) -> None:
    if match["tag"] is not None:
        compound.tag = "" if match["tag"] == "*" else _bare(match["tag"]).lower()
    elif match["class"] is not None:
        compound.classes.append(_bare(match["class"]))
    elif match["id"] is not None:
        compound.identity = _bare(match["id"])
    else:
        value = next((match[name] for name in ("one", "other", "bare") if match[name] is not None), "")
        compound.attributes.append((match["attribute"].lower(), match["operator"] or "", value))


def _add_pseudo(compound: Compound, name: str, argument: str | None, depth: int) -> bool:
    """Adds a condition that begins with a colon; false if a list in it cannot be read."""
    if name in ("not", "is", "where", "has", "matches", "-webkit-any"):
        return _add_list(compound, name, argument or "", depth)
    if name in _NEVER:
        compound.never = True
    elif name in _OF_ATTRIBUTES:
        attribute, is_there = _OF_ATTRIBUTES[name]
        if is_there:
            compound.attributes.append((attribute, "", ""))
        else:
            compound.without.append(attribute)
    elif name == "lang" and argument:
        compound.languages.append(argument.strip(" \"'").lower())
    elif place := _place(name, argument):
        compound.positions.append(place)
    elif name not in ("defined", "scope"):
        compound.is_unsure = True
    return True


def _add_list(compound: Compound, name: str, argument: str, depth: int) -> bool:
    inner = []
    for one in split(argument):
        text = one.strip()
        leading = text[:1] if name == "has" and text[:1] in tuple(">+~") else " " if name == "has" else ""
        selector = parsed(text.removeprefix(leading.strip()), depth + 1, leading)
        if selector is None:
            return False
        inner.append(selector)
    compound.is_unsure = compound.is_unsure or any(one.is_unsure for one in inner)
    sure = [one for one in inner if not one.is_unsure]
    if name == "not":
        compound.excluded += sure
    elif name == "has":
        compound.holds.append(inner)
    else:
        compound.anyof.append(inner)
    if name != "where" and inner:
        compound.weighed.append(max(inner, key=lambda one: one.weight))
    return True


def _bare(name: str) -> str:
    return re.sub(r"\\(.)", r"\1", name)


def _place(name: str, argument: str | None) -> str:
    """A condition on where an element stands among others; empty if it is none, or none that can be judged."""
    if argument is None:
        return name if name in ("root", "empty") or name in _ALONE else ""
    return f"{name}({argument})" if name in _COUNTED and _STEPS.fullmatch(_WORDS.get(argument, argument)) else ""


class Matcher:
    """Tells which elements selectors mean, as long as that takes no more comparisons than any real page does."""

    def __init__(self) -> None:
        self._checks = 0

    def matches(self, element: Any, selector: Selector, at: int = 0, seen_from: Any = None) -> bool:
        """Whether a selector means an element, from its part ``at`` on; ``seen_from`` another, within ``:has()``."""
        self._checks += 1 + len(element.get("class") or "") // _CLASSES_OF_A_CHECK
        if self._checks > _MOST_CHECKS:
            raise too_large()
        combinator, compound = selector.parts[at]
        if not self._fits(element, compound):
            return False
        is_last = at + 1 == len(selector.parts)
        if is_last and seen_from is None:
            return True

        def holds(other: Any) -> bool:
            return other is seen_from if is_last else self.matches(other, selector, at + 1, seen_from)

        if combinator == "+":
            before = element.getprevious()
            return before is not None and holds(before)
        if combinator == "~":
            return any(map(holds, element.itersiblings("*", preceding=True)))
        above = element.getparent()
        while above is not None:
            if holds(above):
                return True
            above = None if combinator == ">" else above.getparent()
        return False

    def _fits(self, element: Any, compound: Compound) -> bool:
        if compound.never or (compound.tag and element.tag != compound.tag):
            return False
        if compound.identity and element.get("id") != compound.identity:
            return False
        if compound.classes and not set(compound.classes) <= set((element.get("class") or "").split()):
            return False
        return (
            all(_has(element, *one) for one in compound.attributes)
            and all(element.get(one) is None for one in compound.without)
            and all(_stands(element, one) for one in compound.positions)
            and all(_speaks(element, one) for one in compound.languages)
            and not any(self.matches(element, one) for one in compound.excluded)
            and all(any(self.matches(element, one) for one in several) for several in compound.anyof)
            and all(any(self._leads_to(element, one) for one in several) for several in compound.holds)
        )

    def _leads_to(self, element: Any, selector: Selector) -> bool:
        """Whether there is an element that a selector means, seen from this one."""
        if selector.parts[-1][0] in (" ", ">"):
            return any(self.matches(one, selector, 0, element) for one in element.iterdescendants("*"))
        siblings = element.itersiblings("*")
        return any(self.matches(one, selector, 0, element) for sibling in siblings for one in sibling.iter("*"))


def _has(element: Any, name: str, operator: str, value: str) -> bool:
    found = element.get(name)
    if found is None or not operator:
        return found is not None
    tests = {
        "=": found == value,
        "~=": value in found.split(),
        "|=": found == value or found.startswith(f"{value}-"),
        "^=": bool(value) and found.startswith(value),
        "$=": bool(value) and found.endswith(value),
        "*=": bool(value) and value in found,
    }
    return bool(tests[operator])


def _speaks(element: Any, language: str) -> bool:
    """Whether the text of an element is in a language, by the nearest ``lang``."""
    while element is not None and element.get("lang") is None:
        element = element.getparent()
    told = "" if element is None else element.get("lang").lower()
    return bool(told == language or told.startswith(f"{language}-"))


def _stands(element: Any, position: str) -> bool:
    if position == "root":
        return bool(element.getparent() is None)
    if position == "empty":
        return not len(element) and not element.text
    name, _bracket, argument = position.partition("(")
    if name.startswith("only-"):
        kind = name.removeprefix("only-")
        return _stands(element, f"first-{kind}") and _stands(element, f"last-{kind}")
    like = element.tag if name.endswith("of-type") else "*"
    others = element.itersiblings(like, preceding=not (name.startswith("last-") or "-last-" in name))
    if not argument:
        return next(others, None) is None
    before = sum(1 for _one in islice(others, _MOST_COUNTED))
    return before < _MOST_COUNTED and _is_counted(1 + before, argument.removesuffix(")"))


def _is_counted(number: int, argument: str) -> bool:
    """Whether ``2n+1`` and the like count the element with this number."""
    match = _STEPS.fullmatch(_WORDS.get(argument, argument))
    if match is None:
        return False
    begin = int((match["begin"] or match["only"] or "0").replace(" ", ""))
    step = match["step"]
    if step is None:
        return number == begin
    width = int(f"{step}1") if step in ("", "+", "-") else int(step)
    return number == begin if width == 0 else (number - begin) % width == 0 and (number - begin) // width >= 0
