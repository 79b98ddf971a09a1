"""A page of the site as an order: which template is filled with what, and what comes of it.

What an order says is plain values, so that any process can fill it, and so that two runs can tell by a digest whether
a page has to be made again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from markupsafe import Markup

from pipeline.base import i18n, mark
from pipeline.base.xml_text import legible
from pipeline.handbooks import RenderOptions, environment
from pipeline.site.words import words

Value = TypeVar("Value")

LARGEST = 300_000
"""So many bytes a page has at most, where it is the site that decides how long it gets."""
_LIST = 230_000
"""So many bytes of a list stand on one page; frame and the rest of the page take far less than what is left."""
_FOLDER = "site"
OFFICIAL = i18n.TAGS["zh_TW"]
"""The language of the standards, as pages name it."""


@dataclass(frozen=True, slots=True)
class PageOrder:
    """The page at ``path``: ``template`` (of the folder ``site``) filled with ``data``, called ``title``."""

    path: str
    template: str
    title: str
    data: Mapping[str, Any]

    def digest(self) -> str:
        """Equal for orders that say the same."""
        return hashlib.sha256(repr(self).encode(errors="backslashreplace")).hexdigest()


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages of a site have in common: what it is called, and the language of its own words."""

    title: str
    language: str


def fill(order: PageOrder, frame: Frame, options: RenderOptions, **finished: Mapping[str, Markup]) -> bytes:
    """The page in UTF-8, with the program's mark. ``finished`` is markup that goes into it as it is.

    Raises:
        TemplateError: the template is missing or cannot be used.
    """
    i18n.use(frame.language)
    depth = order.path.count("/")
    site = {
        "title": frame.title,
        "lang": i18n.TAGS[frame.language],
        "official": OFFICIAL,
        "root": "../" * depth,
        "path": order.path,
        "tool": mark.GENERATOR,
    }
    context = {"site": site, "page": {"title": order.title}, "say": words(), **legible(dict(order.data)), **finished}
    return mark.page(environment.fill(f"{_FOLDER}/{order.template}", context, options, _shown))


def chunks(rows: Sequence[Value], weight: Callable[[Value], int]) -> Iterator[Sequence[Value]]:
    """``rows`` in stretches that each fit on a page; ``weight`` is how many bytes a row takes there. At least one."""
    start = size = 0
    for at, row in enumerate(rows):
        grown = size + weight(row)
        if grown > _LIST and at > start:
            yield rows[start:at]
            start, grown = at, weight(row)
        size = grown
    yield rows[start:]


def paged(order: PageOrder, name: str, rows: Sequence[Any], weight: Callable[[Any], int]) -> Iterator[PageOrder]:
    """The order with ``rows`` as ``name``, on as many pages as they take: ``near.html``, ``near-2.html`` and on.

    Each says in ``pages`` where the others are.
    """
    parts = list(chunks(rows, weight))
    stem = order.path.removesuffix(".html")
    paths = [order.path, *(f"{stem}-{number}.html" for number in range(2, len(parts) + 1))]
    links = [(number, path) for number, path in enumerate(paths, 1)] if len(parts) > 1 else []
    for path, part in zip(paths, parts, strict=True):
        yield PageOrder(path, order.template, order.title, {**order.data, name: part, "pages": links})


def bytes_of(*texts: str | None) -> int:
    """How many bytes these texts take in a page, roughly."""
    return sum(3 * len(text) for text in texts if text)


def _shown(value: Any) -> Any:
    return value
