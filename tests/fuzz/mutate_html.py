"""Mutations of web pages: of the tree, of single tags, and of what stands between them."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import lxml.html

from tests.fuzz.mutate_xml import Change
from tests.fuzz.values import phrase, value

_TAG = re.compile(r"<[^<>]*>")
_NAMES = (
    *(
        "td",
        "th",
        "tr",
        "tbody",
        "caption",
        "colgroup",
        "p",
        "div",
        "span",
        "li",
        "ol",
        "ul",
        "pre",
        "br",
        "b",
        "a",
        "h1",
    ),
    *(
        "select",
        "option",
        "textarea",
        "button",
        "form",
        "svg",
        "math",
        "ruby",
        "rt",
        "details",
        "summary",
        "dialog",
        "nav",
    ),
    *(
        "template",
        "noscript",
        "script",
        "style",
        "title",
        "head",
        "body",
        "iframe",
        "object",
        "plaintext",
        "xmp",
        "center",
    ),
)
_STYLES = (
    "display:none",
    "visibility:hidden",
    "DISPLAY : NONE",
    "display:table-cell",
    "display:table",
    "list-style:none",
)
_ATTRIBUTES = ("colspan", "rowspan", "start", "value", "style", "hidden", "class", "role", "type", "span", "dir")


def in_tree(change: Change) -> Callable[[Random, bytes], bytes]:
    """The mutation of a page that makes ``change`` in its tree."""

    def mutate(rng: Random, data: bytes) -> bytes:
        parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
        root = lxml.html.document_fromstring(data, parser=parser)
        change(rng, root)
        page: bytes = lxml.html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>")
        return page

    return mutate


def drop_tag(rng: Random, text: str) -> str:
    """A tag is missing; its partner is not."""
    return _at_tag(rng, text, lambda _tag: "")


def double_tag(rng: Random, text: str) -> str:
    """A tag stands there more than once."""
    return _at_tag(rng, text, lambda tag: tag * rng.choice((2, 3, 400)))


def rename_tag(rng: Random, text: str) -> str:
    """A tag is another; its partner is not."""
    return _at_tag(rng, text, lambda tag: re.sub(r"(?<=<)(/?)[\w-]+", rf"\1{rng.choice(_NAMES)}", tag))


def open_tag(rng: Random, text: str) -> str:
    """A tag stands there whose partner may be missing."""
    name = rng.choice(_NAMES)
    piece = rng.choice((f"<{name}>", f"</{name}>", f"<{name}>{phrase(rng)}</{name}>", f"<{name}/>{phrase(rng)}"))
    return _at_tag(rng, text, lambda tag: tag + piece)


def between(rng: Random, text: str) -> str:
    """Words stand between two tags."""
    return _at_tag(rng, text, lambda tag: tag + phrase(rng))


def attribute(rng: Random, text: str) -> str:
    """A tag has one more attribute."""
    name = rng.choice(_ATTRIBUTES)
    content = rng.choice(_STYLES) if name == "style" else value(rng).replace('"', "")
    return _at_tag(rng, text, lambda tag: re.sub(r"(?<=<)([\w-]+)", rf'\1 {name}="{content}"'.replace("\\x", "x"), tag))


CHANGES: dict[str, Callable[[Random, str], str]] = {
    one.__name__: one for one in (drop_tag, double_tag, rename_tag, open_tag, between, attribute)
}


def _at_tag(rng: Random, text: str, change: Callable[[str], str]) -> str:
    tag = rng.choice(list(_TAG.finditer(text)))
    return text[: tag.start()] + change(tag[0]) + text[tag.end() :]
