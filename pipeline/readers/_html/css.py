"""As much of CSS as tells whether text is shown, and how: which declarations hold for which element.

Written here rather than taken from cssselect and tinycss2: those would be two more dependencies for the few selectors
that can be judged without a browser, and matching thousands of rules by XPath takes seconds. What this does not
understand (states such as ``:hover``) makes a rule count for nothing, as in a browser.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from pipeline.readers.tables import too_large

WIDTH = 1280.0
"""The width in pixels of the desktop screen that a page is read as on."""
_FONT_SIZE = 16.0
_PROPERTIES = frozenset(
    (
        *("display", "visibility", "content-visibility", "mso-hide", "opacity", "font-size", "overflow"),
        *("clip", "clip-path", "position", "left", "top", "text-indent", "width", "height"),
        *("text-transform", "list-style", "list-style-type", "white-space"),
        *("color", "background", "background-color", "background-image", "background-clip", "-webkit-background-clip"),
        *("font", "text-shadow", "filter", "transform", "max-height", "max-width", "margin-left"),
        *("content", "counter-reset", "counter-increment", "counter-set"),
        *("fill", "stroke", "-webkit-text-fill-color"),
    )
)
_SPACED = frozenset(("content", "counter-reset", "counter-increment", "counter-set"))
"""Properties whose values are kept as they are written."""
_COLORS = frozenset(("color", "background", "background-color", "fill", "stroke", "-webkit-text-fill-color"))
"""Properties whose values are kept with a space between their words."""
_PLACE = re.compile(r"::?(before|after)$", re.IGNORECASE)
_IMPORT = re.compile(r"@import\s+(?:url\(\s*)?[\"']?([^\"');\s]+)[\"']?\s*\)?\s*([^;]*);", re.IGNORECASE)
_MOST_IMPORTS = 50
"""Style sheets that are fetched by others, at most."""
_MOST_CHECKS = 1_000_000
"""Comparisons of elements with selectors; a large site's page takes some hundred thousand."""
_LONGEST_SELECTOR = 1_000
_TOKEN = re.compile(
    r"""/\*(?:.*?\*/|.*)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[{};]|[^"'/{};]+|.""",
    re.DOTALL,
)
_NAME = r"(?:[\w-]|[^\x00-\x7f]|\\.)+"
_SIMPLE = re.compile(
    rf"""(?P<tag>\*|{_NAME})|\.(?P<class>{_NAME})|\#(?P<id>{_NAME})
    |\[\s*(?P<attribute>[\w-]+)\s*(?:(?P<operator>[~|^$*]?=)\s*(?P<quote>["']?)(?P<value>[^"'\]]*)(?P=quote)\s*i?\s*)?\]
    |:(?P<pseudo>[\w-]+)(?:\((?P<argument>[^()]*)\))?""",
    re.VERBOSE,
)
_ALONE = ("first-child", "last-child", "only-child", "first-of-type", "last-of-type", "only-of-type")
_COUNTED = ("nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type")
_STEPS = re.compile(r"\s*(?:(?P<step>[+-]?\d{0,4})n\s*(?P<begin>[+-]\s*\d{1,4})?|(?P<only>[+-]?\d{1,4}))\s*")
"""Which elements of a row ``:nth-child()`` means: ``3``, ``2n+1``, ``-n + 3``."""
_MOST_COUNTED = 200
"""Elements of a row that are counted for ``:nth-child()``; those behind cannot be judged."""
_WORDS = {"odd": "2n+1", "even": "2n"}
_COMBINATOR = re.compile(r"\s*([>+~])\s*|\s+")
_WRAPPING = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>")
"""What old pages put around a style sheet, so that older browsers did not show it."""
_DECLARATION = re.compile(r"\s*([\w-]+)\s*:\s*(.*?)\s*(!\s*important)?\s*$", re.IGNORECASE | re.DOTALL)
_PIECES = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^;"']|["'])+""", re.DOTALL)
"""Declarations, where strings may hold what else parts them."""
_LENGTH = re.compile(r"(-?[0-9.]+)(px|em|rem|pt)?")
_FEATURE = re.compile(r"\(\s*(min-width|max-width)\s*:\s*([^)]+)\)|\(\s*width\s*([<>])=?\s*([^)]+)\)")
_GROUPS = ("@media", "@supports", "@layer", "@container")
_NEVER = re.compile(r"\bprint\b|\bspeech\b|\btty\b|dark\)|reduce\)|orientation\s*:\s*portrait|hover\s*:\s*none")

Declarations = Mapping[str, str]


@dataclass(slots=True)
class _Compound:
    """Conditions on one element."""

    tag: str = ""
    identity: str = ""
    classes: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    positions: list[str] = field(default_factory=list)
    excluded: list[_Compound] = field(default_factory=list)
    anyof: list[list[_Compound]] = field(default_factory=list)


@dataclass(slots=True)
class _Rule:
    """A selector from the right to the left with how each part stands to the one before, and what it declares."""

    parts: list[tuple[str, _Compound]]
    weight: tuple[int, int, int]
    order: int
    declared: dict[str, tuple[str, bool]]
    place: str = ""
    """Where it puts what it declares: in the element itself, ``before`` it or ``after`` it."""


_CLASSES_OF_A_CHECK = 200
"""Characters of an element's classes that take about as long as looking at the element itself."""


class StyleSheet:
    """The declarations of a page's style sheets that matter here, by element.

    ``fetch`` gives the text of a sheet by its address, if the file holds it; those that it does not are ``missing``.
    """

    def __init__(self, root: Any, fetch: Callable[[str], str | None]) -> None:
        self._found: dict[tuple[Any, str], dict[str, tuple[tuple[bool, tuple[int, int, int], int], str]]] = {}
        self._fetch = fetch
        self._checks = 0
        self._imports = 0
        self.missing: list[str] = []
        self.has_generated = False
        """Whether anything may be put before or behind an element."""
        self.classes: set[str] = set()
        """The classes that rules ask for."""
        self.add(root)

    def add(self, root: Any) -> None:
        """Takes in another page, shown in a frame of this one."""
        sheets = [css for source in root.iter("style", "link") for css in self._texts(source)]
        by_key: defaultdict[str, list[_Rule]] = defaultdict(list)
        for order, (selector, declarations) in enumerate(_rules("\n".join(sheets))):
            declared = {name: one for name, one in _declared(declarations) if name in _PROPERTIES}
            for written in _split(selector):
                place = _PLACE.search(written.strip())
                parts = _parsed(_PLACE.sub("", written.strip()) or "*")
                self.classes.update(name for _combinator, compound in parts for name in compound.classes)
                if parts and declared:
                    rule = _Rule(parts, _weight(parts), order, declared, place[1].lower() if place else "")
                    self.has_generated = self.has_generated or bool(rule.place)
                    by_key[_key(parts[0][1])].append(rule)
        if by_key:
            for element in root.iter():
                self._judge(element, by_key)

    def _texts(self, source: Any) -> Iterator[str]:
        """The style sheets that a ``style`` or ``link`` element brings, those before it that it imports."""
        if not _applies(source.get("media") or ""):
            return
        if source.tag == "style":
            yield from self._with_imports(source.text or "")
            return
        kinds, address = (source.get("rel") or "").lower().split(), (source.get("href") or "").strip()
        if "stylesheet" in kinds and "alternate" not in kinds and address:
            yield from self._fetched(address)

    def _with_imports(self, css: str) -> Iterator[str]:
        for match in _IMPORT.finditer(css) if "@import" in css else ():
            if _applies(match[2]):
                yield from self._fetched(match[1])
        yield css

    def _fetched(self, address: str) -> Iterator[str]:
        self._imports += 1
        css = self._fetch(address) if self._imports <= _MOST_IMPORTS else None
        if css is None:
            self.missing.append(address)
        else:
            yield from self._with_imports(css)

    def generated(self, element: Any, place: str) -> Declarations:
        """What holds for what is put ``before`` or ``after`` an element."""
        return {name: value for name, (_rank, value) in self._found.get((element, place), {}).items()}

    def of(self, element: Any) -> Declarations:
        """What holds for an element, its own ``style`` counted in; values in small letters without white space."""
        found = self._found.get((element, ""))
        own = element.get("style")
        if not own:
            return {name: value for name, (_rank, value) in found.items()} if found else {}
        values = {name: value for name, (value, _important) in _declared(own)}
        for name, (rank, value) in found.items() if found else ():
            if rank[0] or name not in values:
                values[name] = value
        return values

    def _judge(self, element: Any, by_key: Mapping[str, list[_Rule]]) -> None:
        identity, classes = element.get("id"), (element.get("class") or "").split()
        keys = [element.tag, "*", *(f".{one}" for one in classes), *([f"#{identity}"] if identity else [])]
        for key in keys:
            for rule in by_key.get(key, ()):
                if self._matches(element, rule.parts, 0):
                    held = self._found.setdefault((element, rule.place), {})
                    for name, (value, important) in rule.declared.items():
                        rank = (important, rule.weight, rule.order)
                        if name not in held or rank >= held[name][0]:
                            held[name] = rank, value

    def _matches(self, element: Any, parts: list[tuple[str, _Compound]], at: int) -> bool:
        self._checks += 1 + len(element.get("class") or "") // _CLASSES_OF_A_CHECK
        if self._checks > _MOST_CHECKS:
            raise too_large()
        if not _fits(element, parts[at][1]):
            return False
        if at + 1 == len(parts):
            return True
        combinator = parts[at][0]
        if combinator == "+":
            before = element.getprevious()
            return before is not None and self._matches(before, parts, at + 1)
        if combinator == "~":
            return any(self._matches(before, parts, at + 1) for before in element.itersiblings("*", preceding=True))
        above = element.getparent()
        while above is not None:
            if self._matches(above, parts, at + 1):
                return True
            above = None if combinator == ">" else above.getparent()
        return False


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """The selectors of a style sheet with their declarations, those for other media left out."""
    held: list[str] = []
    opened: list[tuple[str, bool]] = []
    for piece in _TOKEN.findall(_WRAPPING.sub(" ", css)):
        if piece == "{":
            head = "".join(held).strip()
            is_active = (not opened or opened[-1][1]) and (not head.startswith("@") or _holds(head))
            opened.append((head, is_active))
            held = []
        elif piece == "}" and opened:
            head, is_active = opened.pop()
            if is_active and not head.startswith("@"):
                yield head, "".join(held)
            held = []
        elif piece == ";" and (not opened or opened[-1][0].startswith("@")):
            held = []
        elif not piece.startswith("/*"):
            held.append(piece)


def _holds(head: str) -> bool:
    """Whether the rules inside an at-rule count on a desktop's screen."""
    if not head.startswith(_GROUPS):
        return False
    return not head.startswith("@media") or _applies(head.removeprefix("@media"))


def _applies(media: str) -> bool:
    """Whether a list of media queries holds for a desktop's screen."""
    return not media.strip() or any(map(_query_holds, media.lower().split(",")))


def _query_holds(query: str) -> bool:
    if query.strip().startswith("not"):
        return not _query_holds(query.strip().removeprefix("not"))
    if _NEVER.search(query):
        return False
    for match in _FEATURE.finditer(query):
        width = pixels(match[2] or match[4])
        is_least = match[1] == "min-width" or match[3] == ">"
        if width is not None and (width > WIDTH if is_least else width < WIDTH):
            return False
    return True


def pixels(length: str) -> float | None:
    """A length in pixels; ``None`` if it is none, or one that only a browser can tell."""
    match = _LENGTH.match(length.strip())
    try:
        number = float(match[1]) if match else None
    except ValueError:
        return None
    if number is None or match is None:
        return None
    return number * _FONT_SIZE if match[2] in ("em", "rem") else number


def _declared(text: str) -> Iterator[tuple[str, tuple[str, bool]]]:
    """The declarations in ``text``: name, value, and whether it is marked important."""
    for piece in text.split(";") if '"' not in text and "'" not in text else _PIECES.findall(text):
        match = _DECLARATION.match(piece)
        if match:
            name = match[1].lower()
            value = match[2].strip() if name in _SPACED else _joiner(name).join(match[2].lower().split())
            yield name, (value, match[3] is not None)


def _joiner(name: str) -> str:
    return " " if name in _COLORS else ""


def _split(selectors: str) -> list[str]:
    """The selectors of a list; a comma in brackets parts nothing."""
    pieces, depth, start = [], 0, 0
    for at, character in enumerate(selectors):
        depth += (character in "([") - (character in ")]")
        if character == "," and depth == 0:
            pieces.append(selectors[start:at])
            start = at + 1
    return [*pieces, selectors[start:]]


def _parsed(selector: str) -> list[tuple[str, _Compound]]:
    """The compounds from the right to the left, each with how it stands to the next one; none if one is not known."""
    text, at = selector.strip(), 0
    if len(text) > _LONGEST_SELECTOR:
        return []
    parts: list[tuple[str, _Compound]] = []
    combinator = ""
    while at < len(text):
        compound, end = _compound(text, at)
        if compound is None or end == at:
            return []
        parts.append((combinator, compound))
        gap = _COMBINATOR.match(text, end)
        if gap is None and end < len(text):
            return []
        combinator, at = (gap[1] or " ", gap.end()) if gap else ("", end)
    return parts[::-1]


def _compound(text: str, at: int) -> tuple[_Compound | None, int]:
    compound = _Compound()
    while match := _SIMPLE.match(text, at):
        if match["tag"] is not None and (compound.classes or compound.identity or compound.tag):
            break
        if not _add(compound, match):
            return None, at
        at = match.end()
    return compound, at


def _add(compound: _Compound, match: re.Match[str]) -> bool:
    """Adds a condition; false if it cannot be judged."""
    if match["tag"] is not None:
        compound.tag = "" if match["tag"] == "*" else _bare(match["tag"]).lower()
    elif match["class"] is not None:
        compound.classes.append(_bare(match["class"]))
    elif match["id"] is not None:
        compound.identity = _bare(match["id"])
    elif match["attribute"] is not None:
        compound.attributes.append((match["attribute"].lower(), match["operator"] or "", match["value"] or ""))
    elif match["pseudo"] in ("not", "is", "where"):
        inner = [_compound(one.strip(), 0) for one in _split(match["argument"] or "")]
        whole = [one for one, end in inner if one is not None and end > 0]
        if len(whole) < len(inner):
            return False
        if match["pseudo"] == "not":
            compound.excluded += whole
        else:
            compound.anyof.append(whole)
    elif place := _place(match["pseudo"], match["argument"]):
        compound.positions.append(place)
    else:
        return False
    return True


def _bare(name: str) -> str:
    return re.sub(r"\\(.)", r"\1", name)


def _key(compound: _Compound) -> str:
    """What an element must have for a selector to be looked at."""
    if compound.identity:
        return f"#{compound.identity}"
    return f".{compound.classes[0]}" if compound.classes else compound.tag or "*"


def _weight(parts: list[tuple[str, _Compound]]) -> tuple[int, int, int]:
    compounds = [compound for _combinator, compound in parts]
    classes = sum(len(one.classes) + len(one.attributes) + len(one.positions) for one in compounds)
    return sum(bool(one.identity) for one in compounds), classes, sum(bool(one.tag) for one in compounds)


def _fits(element: Any, compound: _Compound) -> bool:
    if compound.tag and element.tag != compound.tag:
        return False
    if compound.identity and element.get("id") != compound.identity:
        return False
    if compound.classes and not set(compound.classes) <= set((element.get("class") or "").split()):
        return False
    return (
        all(_has(element, *one) for one in compound.attributes)
        and all(_stands(element, one) for one in compound.positions)
        and not any(_fits(element, one) for one in compound.excluded)
        and all(any(_fits(element, one) for one in several) for several in compound.anyof)
    )


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


def _place(name: str, argument: str | None) -> str:
    """A condition on where an element stands among others; empty if it is none, or none that can be judged."""
    if argument is None:
        return name if name == "root" or name in _ALONE else ""
    return f"{name}({argument})" if name in _COUNTED and _STEPS.fullmatch(_WORDS.get(argument, argument)) else ""


def _stands(element: Any, position: str) -> bool:
    if position == "root":
        return bool(element.getparent() is None)
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
