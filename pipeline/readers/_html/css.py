"""As much of CSS as tells whether text is shown, and how: which declarations hold for which element.

Written here rather than taken from cssselect and tinycss2: those would be two more dependencies for the few selectors
that can be judged without a browser, and matching thousands of rules by XPath takes seconds. What this does not
understand makes a rule count for nothing, as in a browser; what only a browser can tell (``@container``) too, but it
is kept as a doubt.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from pipeline.readers._html.conditions import applies, holds, is_group
from pipeline.readers._html.selectors import Matcher, Selector, Weight, parsed, split
from pipeline.readers._html.values import substituted

_PROPERTIES = frozenset(
    (
        *("display", "visibility", "content-visibility", "mso-hide", "opacity", "font-size", "zoom", "contain"),
        *("overflow", "overflow-x", "overflow-y", "clip", "clip-path", "position", "left", "right", "top", "bottom"),
        *("inset", "text-indent", "width", "height", "inline-size", "block-size", "line-height"),
        *("text-transform", "list-style-type", "white-space"),
        *("text-decoration", "text-decoration-line", "rotate", "font-family", "mso-element"),
        *("color", "background", "background-color", "background-image", "background-clip", "-webkit-background-clip"),
        *("font", "text-shadow", "filter", "transform", "translate", "scale", "backface-visibility", "mask-image"),
        *("max-height", "max-width", "max-inline-size", "max-block-size", "margin-left", "margin-top"),
        *("content", "counter-reset", "counter-increment", "counter-set", "quotes", "animation", "animation-name"),
        *("fill", "fill-opacity", "stroke", "-webkit-text-fill-color"),
        *("order", "flex-flow", "flex-direction", "float", "direction", "unicode-bidi", "grid-template"),
        *("grid-template-areas", "grid-area", "grid-row", "grid-row-start", "grid-column", "grid-column-start"),
    )
)
_SPACED = frozenset(("content", "counter-reset", "counter-increment", "counter-set", "list-style-type"))
"""Properties whose values are kept as they are written."""
_LONG = {"list-style": "list-style-type"}
"""Properties that stand for others, of which one matters here: what comes later holds, whichever of them it is."""
_WORDS = frozenset(
    (
        *("color", "background", "background-color", "fill", "stroke", "-webkit-text-fill-color", "contain"),
        *("inset", "translate", "scale", "clip-path", "overflow", "grid-template", "grid-template-areas"),
    )
)
"""Properties whose values are kept with a space between their words."""
_PLACE = re.compile(r"::?(before|after|(?<=::)marker)$", re.IGNORECASE)
_COUNTER_STYLE = re.compile(r"@counter-style\s+([\w-]+)\s*\{([^{}]*)", re.IGNORECASE)
_IMPORT = re.compile(r"@import\s+(?:url\(\s*)?[\"']?([^\"');\s]+)[\"']?\s*\)?\s*([^;@]*);", re.IGNORECASE)
_MOST_IMPORTS = 50
"""Style sheets that are fetched by others, at most."""
_MOST_NESTED = 200
"""Selectors that a rule inside others may come to."""
_LONGEST_NESTED = 10_000
"""Characters of such a selector."""
_TOKEN = re.compile(
    r"""/\*(?:.*?\*/|.*)|"(?:[^"\\\n]|\\.)*+"?|'(?:[^'\\\n]|\\.)*+'?|[{};]|[^"'/{};]+|.""",
    re.DOTALL,
)
_WRAPPING = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>")
"""What old pages put around a style sheet, so that older browsers did not show it."""
_NAME = re.compile(r"[\w-]+")
_IMPORTANT = re.compile(r"!\s*important\Z", re.IGNORECASE)
_PIECES = re.compile(r"""(?:"(?:[^"\\]|\\.)*+"?|'(?:[^'\\]|\\.)*+'?|[^;"'])++""", re.DOTALL)
"""Declarations, where strings may hold what else parts them; one that is not closed goes on to the end."""

Declarations = Mapping[str, str]


@dataclass(slots=True)
class _Rule:
    """A selector, what it declares, and how it ranks among others.

    ``place``: where it puts what it declares: in the element itself, ``before`` it or ``after`` it. ``doubt``: why it
    may hold or not; empty if that is told.
    """

    selector: Selector
    weight: Weight
    order: int
    declared: dict[str, tuple[str, bool]]
    place: str = ""
    is_layered: bool = False
    doubt: str = ""


class Guess(NamedTuple):
    """What may hold for an element, and what only a browser can tell of it."""

    declared: Declarations
    reason: str


class StyleSheet:
    """The declarations of a page's style sheets that matter here, by element.

    ``fetch`` gives the text of a sheet by its address, if the file holds it; those that it does not are ``missing``.
    """

    def __init__(self, root: Any, fetch: Callable[[str], str | None]) -> None:
        self._found: dict[tuple[Any, str], dict[str, tuple[tuple[bool, bool, Weight, int], str]]] = {}
        self._doubts: defaultdict[Any, list[Guess]] = defaultdict(list)
        self._known: dict[Any, dict[str, str]] = {}
        self._fetch = fetch
        self._matcher = Matcher()
        self._imports = 0
        self._has_variables = False
        self.missing: list[str] = []
        self.has_generated = False
        """Whether anything may be put before or behind an element."""
        self.classes: set[str] = set()
        """The classes that rules ask for."""
        self.counter_styles: dict[str, str] = {}
        """What the page says of the ways of numbering that it defines itself, all in small letters."""
        self.add(root)

    def add(self, root: Any) -> None:
        """Takes in another page, shown in a frame of this one."""
        sheets = [css for source in root.iter("style", "link") for css in self._texts(source)]
        self.counter_styles.update(_COUNTER_STYLE.findall("\n".join(sheets).lower()))
        by_key: defaultdict[str, list[_Rule]] = defaultdict(list)
        for order, block in enumerate(_blocks("\n".join(sheets))):
            declared = {name: one for name, one in _declared(block.declarations) if _matters(name)}
            self._has_variables = self._has_variables or any(name.startswith("--") for name in declared)
            for written in block.selectors:
                place = _PLACE.search(written.strip())
                selector = parsed(_PLACE.sub("", written.strip()) or "*")
                if selector is None:
                    continue
                self.classes.update(selector.classes)
                if declared:
                    doubt = block.doubt or (written.strip() if selector.is_unsure else "")
                    name = place[1].lower() if place else ""
                    rule = _Rule(selector, selector.weight, order, declared, name, block.is_layered, doubt)
                    self.has_generated = self.has_generated or bool(rule.place)
                    by_key[selector.parts[0][1].key].append(rule)
        self._known.clear()
        named = [key for key in by_key if key[0] not in "*.#"]
        for element in root.iter(*(named if len(named) == len(by_key) else ())) if by_key else ():
            self._judge(element, by_key)

    def _texts(self, source: Any) -> Iterator[str]:
        """The style sheets that a ``style`` or ``link`` element brings, those before it that it imports."""
        if applies(source.get("media") or "") is False:
            return
        if source.tag == "style":
            yield from self._with_imports(source.text or "")
            return
        kinds, address = (source.get("rel") or "").lower().split(), (source.get("href") or "").strip()
        if "stylesheet" in kinds and "alternate" not in kinds and address:
            yield from self._fetched(address)

    def _with_imports(self, css: str) -> Iterator[str]:
        for match in _IMPORT.finditer(css) if "@import" in css.lower() else ():
            if applies(match[2]) is not False:
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
        """What holds for what is put ``before`` or ``after`` an element, or for the ``marker`` of a list's item."""
        held = {name: value for name, (_rank, value) in self._found.get((element, place), {}).items()}
        return self._resolved(element, held)

    def of(self, element: Any) -> Declarations:
        """What holds for an element, its own ``style`` counted in; values in small letters without white space."""
        known = self._known.get(element)
        if known is None:
            held = self._held(element)
            known = self._known[element] = self._resolved(element, held) if held else held
        return known

    def doubts(self, element: Any) -> list[Guess]:
        """What may hold for an element besides; what it declares is that of ``of`` with the doubtful rule."""
        if not self._doubts:
            return []
        return [
            Guess(self._resolved(element, {**self._held(element), **one.declared}), one.reason)
            for one in self._doubts.get(element, ())
        ]

    def _held(self, element: Any) -> dict[str, str]:
        found = self._found.get((element, ""))
        own = element.get("style")
        if not own:
            return {name: value for name, (_rank, value) in found.items()} if found else {}
        values = {name: value for name, (value, _important) in _declared(own)}
        for name, (rank, value) in found.items() if found else ():
            if rank[0] or name not in values:
                values[name] = value
        return values

    def _resolved(self, element: Any, held: dict[str, str]) -> dict[str, str]:
        """Declarations with the values of variables; those that name one which is told elsewhere stay as they are."""
        if not any("var(" in value for value in held.values()):
            return held
        values = {}
        for name, value in held.items():
            found = substituted(value, lambda variable: self._variable(element, variable))
            values[name] = value if found is None else found if name in _SPACED else _joiner(name).join(found.split())
        return values

    def _variable(self, element: Any, name: str) -> str | None:
        """The value of a variable at an element: its own, or that of the nearest element around it."""
        while element is not None:
            value = self._held(element).get(name) if self._has_variables or element.get("style") else None
            if value is not None and value != "inherit":
                return None if value == "initial" else value
            element = element.getparent()
        return None

    def _judge(self, element: Any, by_key: Mapping[str, list[_Rule]]) -> None:
        keys = [element.tag, "*"]
        if classes := element.get("class"):
            keys += [f".{one}" for one in classes.split()]
        if identity := element.get("id"):
            keys.append(f"#{identity}")
        for key in keys:
            for rule in by_key.get(key, ()):
                if self._matcher.matches(element, rule.selector):
                    self._hold(element, rule)

    def _hold(self, element: Any, rule: _Rule) -> None:
        if rule.doubt:
            if not rule.place:
                declared = {name: value for name, (value, _important) in rule.declared.items()}
                self._doubts[element].append(Guess(declared, rule.doubt))
            return
        held = self._found.setdefault((element, rule.place), {})
        for name, (value, important) in rule.declared.items():
            rank = (important, rule.is_layered is important, rule.weight, rule.order)
            if name not in held or rank >= held[name][0]:
                held[name] = rank, value


class _Block(NamedTuple):
    """Declarations with the selectors that they hold for, whether in a layer, and what is in doubt about them."""

    selectors: list[str]
    declarations: str
    is_layered: bool
    doubt: str


class _OpenBlock(NamedTuple):
    """A block that is not closed yet. ``selectors`` are ``None`` outside of any rule."""

    selectors: list[str] | None
    is_active: bool = True
    is_layered: bool = False
    doubt: str = ""

    def at_rule(self, head: str) -> _OpenBlock:
        """What an at-rule inside opens."""
        name = head.lower()
        told = holds(name) if is_group(name) else False
        doubt = self.doubt or (" ".join(head.split()) if told is None else "")
        return _OpenBlock(
            self.selectors, self.is_active and told is not False, self.is_layered or name.startswith("@layer"), doubt
        )

    def rule(self, head: str) -> _OpenBlock:
        """What a rule inside opens; in another rule it goes on from that one's selectors."""
        if self.selectors is None:
            return self._replace(selectors=split(head))
        pairs = ((above.strip(), one.strip()) for above in self.selectors for one in split(head))
        inner = (_nested(above, one) for above, one in pairs if _is_bounded(above, one))
        return self._replace(selectors=list(islice(inner, _MOST_NESTED)))


def _is_bounded(above: str, selector: str) -> bool:
    """Whether a selector in a rule comes to a length that people write; each level of ``&&`` doubles it."""
    return len(above) * max(1, selector.count("&")) + len(selector) <= _LONGEST_NESTED


def _nested(above: str, selector: str) -> str:
    return selector.replace("&", above) if "&" in selector else f"{above} {selector}"


def _blocks(css: str) -> Iterator[_Block]:
    """The declarations of a style sheet with their selectors, those for other media left out."""
    held: list[str] = []
    opened = [_OpenBlock(None)]
    for piece in _TOKEN.findall(_WRAPPING.sub(" ", css)):
        if piece == "{":
            ends = [at for at, one in enumerate(held) if one == ";"]
            cut = ends[-1] + 1 if ends else 0
            head = "".join(held[cut:]).strip()
            yield from _block(opened[-1], held[:cut])
            opened.append(opened[-1].at_rule(head) if head.startswith("@") else opened[-1].rule(head))
            held = []
        elif piece == "}" and len(opened) > 1:
            yield from _block(opened.pop(), held)
            held = []
        elif piece == ";" and opened[-1].selectors is None:
            held = []
        elif not piece.startswith("/*"):
            held.append(piece)


def _block(of: _OpenBlock, held: list[str]) -> Iterator[_Block]:
    if of.selectors and of.is_active and held:
        yield _Block(of.selectors, "".join(held), of.is_layered, of.doubt)


def _matters(name: str) -> bool:
    return name in _PROPERTIES or name.startswith("--")


def _declared(text: str) -> Iterator[tuple[str, tuple[str, bool]]]:
    """The declarations in ``text``: name, value, and whether it is marked important."""
    for piece in text.split(";") if '"' not in text and "'" not in text else _PIECES.findall(text):
        before, colon, behind = piece.partition(":")
        name = before.strip()
        if colon and _NAME.fullmatch(name):
            name = name if name.startswith("--") else name.lower()
            name = _LONG.get(name, name)
            said = _IMPORTANT.split(behind.strip(), maxsplit=1)
            told = said[0].strip()
            value = told if name in _SPACED else _joiner(name).join(told.lower().split())
            if "var(" in told.lower():
                value = re.sub(r"(?i)var\(\s*(--[^\s,()]+)", lambda one: f"var({one[1]}", told)
            yield name, (value, len(said) > 1)


def _joiner(name: str) -> str:
    return " " if name in _WORDS or name.startswith("--") else ""
