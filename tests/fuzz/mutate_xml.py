"""Mutations of a tree of elements, of XML and of HTML alike; each changes the tree in place."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any

from lxml import etree

from tests.fuzz.values import for_xml, phrase, value

Change = Callable[[Random, Any], None]
_DEEP = (3, 60, 300, 1_200)


def delete(rng: Random, root: Any) -> None:
    """An element goes, with all in it; what follows it stays."""
    _take_out(_inner(rng, root))


def unwrap(rng: Random, root: Any) -> None:
    """An element goes, but what is in it stays in its place."""
    element = _inner(rng, root)
    place = element.getparent().index(element)
    for child in reversed(element):
        element.getparent().insert(place + 1, child)
    _take_out(element)


def duplicate(rng: Random, root: Any) -> None:
    """An element stands there again, up to five times."""
    element = _inner(rng, root)
    for _copy in range(rng.choice((1, 1, 5))):
        element.addnext(copy.deepcopy(element))


def move(rng: Random, root: Any) -> None:
    """An element goes to some other place."""
    element = _inner(rng, root)
    target = rng.choice([one for one in _elements(root) if element not in (one, *one.iterancestors())])
    _take_out(element)
    element.tail = None
    target.insert(rng.randint(0, len(target)), element)


def rename(rng: Random, root: Any) -> None:
    """An element takes the name of another, or one that nobody knows."""
    element = _inner(rng, root)
    space = etree.QName(element).namespace
    element.tag = rng.choice([_inner(rng, root).tag, f"{{{space}}}unknown" if space else "unknown"])


def nest(rng: Random, root: Any) -> None:
    """An element stands in copies of itself or of its parent, to some depth."""
    element = _inner(rng, root)
    shell = rng.choice((element, element.getparent()))
    for _level in range(rng.choice(_DEEP)):
        around = element.makeelement(shell.tag, dict(shell.attrib))
        around.tail, element.tail = element.tail, None
        element.getparent().replace(element, around)
        around.append(element)


def repeat_row(rng: Random, root: Any) -> None:
    """The children of an element follow it once more."""
    element = _inner(rng, root)
    element.extend([copy.deepcopy(child) for child in element[:50]])


def drop_attribute(rng: Random, root: Any) -> None:
    """An attribute goes."""
    element = _with_attributes(rng, root)
    del element.attrib[rng.choice(sorted(element.attrib))]


def swap_value(rng: Random, root: Any) -> None:
    """An attribute gets a hostile value, or the value of another."""
    element = _with_attributes(rng, root)
    other = _with_attributes(rng, root)
    taken = other.attrib[rng.choice(sorted(other.attrib))]
    element.set(rng.choice(sorted(element.attrib)), for_xml(rng.choice((value(rng), value(rng), taken))))


def move_attribute(rng: Random, root: Any) -> None:
    """An attribute of one element is set on another too."""
    element = _with_attributes(rng, root)
    name = rng.choice(sorted(element.attrib))
    _inner(rng, root).set(name, element.attrib[name])


def swap_text(rng: Random, root: Any) -> None:
    """A text becomes a hostile value, goes, or changes places with another."""
    one, other = _with_text(rng, root), _with_text(rng, root)
    if rng.random() < 0.5:
        one.text, other.text = other.text, one.text
    else:
        one.text = for_xml(value(rng))


def plant(rng: Random, root: Any) -> None:
    """Words stand within, before or behind a text, or in an element that had none."""
    element = rng.choice((_with_text(rng, root), _with_text(rng, root), _inner(rng, root)))
    text = element.text or ""
    at = rng.choice((0, len(text), rng.randint(0, len(text))))
    element.text = text[:at] + phrase(rng) + text[at:]


def plant_behind(rng: Random, root: Any) -> None:
    """Words stand between two elements."""
    element = _inner(rng, root)
    element.tail = phrase(rng) + (element.tail or "")


CHANGES: dict[str, Change] = {
    one.__name__: one
    for one in (
        *(delete, unwrap, duplicate, move, rename, nest, repeat_row),
        *(drop_attribute, swap_value, move_attribute, swap_text, plant, plant_behind),
    )
}


def grafting(fragments: tuple[Any, ...]) -> Change:
    """A change that sets one of ``fragments``, elements with ``PHRASE`` in them, at any place of the tree."""

    def graft(rng: Random, root: Any) -> None:
        fragment = copy.deepcopy(rng.choice(fragments))
        for element in fragment.iter(etree.Element):
            if element.text and "PHRASE" in element.text:
                element.text = element.text.replace("PHRASE", phrase(rng))
            for name, content in element.attrib.items():
                element.set(name, content.replace("PHRASE", phrase(rng)))
        alike = [one for one in _elements(root) if any(child.tag == fragment.tag for child in one)]
        target = rng.choice(rng.choice((alike, alike, [])) or _elements(root))
        target.insert(rng.randint(0, len(target)), fragment)

    return graft


def _elements(root: Any) -> list[Any]:
    return [root, *_below(root)]


def _below(root: Any) -> list[Any]:
    return list(root.iterdescendants(etree.Element))


def _inner(rng: Random, root: Any) -> Any:
    """An element that is not the root: of the many small ones as often as of the few that hold them."""
    below = _below(root)
    element = rng.choice(below)
    for _step in range(rng.choice((0, 0, 0, 1, 2, 4))):
        parent = element.getparent()
        if parent is None or parent is root:
            break
        element = parent
    return element


def _with_attributes(rng: Random, root: Any) -> Any:
    return rng.choice([one for one in _elements(root) if one.attrib])


def _with_text(rng: Random, root: Any) -> Any:
    return rng.choice([one for one in _elements(root) if one.text and one.text.strip()])


def _take_out(element: Any) -> None:
    """Removes an element but not the text behind it."""
    before, parent = element.getprevious(), element.getparent()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)
