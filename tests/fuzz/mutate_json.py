"""Mutations of JSON: of its keys, its values and its nesting."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from tests.fuzz.values import PATHS, phrase, value

Place = tuple[Any, Any]
"""A list or dictionary, and the index or key in it."""
_LITERALS = (
    "NaN",
    "-Infinity",
    "1e999",
    "9" * 4_400,
    "-0.0",
    "1E400",
    '"\\ud800"',
    '"\\u0000"',
    "[" * 5_000,
    '{"a":' * 3_000,
)
_SLOT = '"<literal>"'


def delete(rng: Random, root: Any) -> None:
    """A key or an entry is missing."""
    holder, at = _place(rng, root)
    del holder[at]


def change_value(rng: Random, root: Any) -> None:
    """A value is a hostile one, or of another kind."""
    holder, at = _place(rng, root)
    kinds = (
        value(rng),
        phrase(rng),
        None,
        True,
        -1,
        2**63,
        1e308,
        [],
        {},
        [[]],
        {"a": {}},
        0.5,
        "../precious/file.txt",
    )
    holder[at] = rng.choice((*kinds, *PATHS))


def change_text(rng: Random, root: Any) -> None:
    """A text is another one, so that the whole keeps its form."""
    texts = [(holder, at) for holder, at in _places(root) if isinstance(holder[at], str)]
    holder, at = rng.choice(texts)
    holder[at] = rng.choice(
        (value(rng), phrase(rng), holder[at] + value(rng), "<b>&amp;{{ x }}{% y %}#eval", "\x1b]0;x\x07")
    )


def copy_value(rng: Random, root: Any) -> None:
    """A value is that of another place."""
    (holder, at), (other, there) = _place(rng, root), _place(rng, root)
    holder[at] = json.loads(json.dumps(other[there]))


def rename_key(rng: Random, root: Any) -> None:
    """A key is called otherwise, or one more is there."""
    holders = [one for one, _ in _places(root) if isinstance(one, dict)] or [{"": ""}]
    holder = rng.choice(holders)
    key = rng.choice(list(holder))
    names = (
        "",
        "x",
        "../precious/file.txt",
        "@HERE@/precious/file.txt",
        "precious",
        *(str(one) for _, one in _places(root)),
    )
    holder[rng.choice(names)] = holder[key] if rng.random() < 0.3 else holder.pop(key)


def repeat(rng: Random, root: Any) -> None:
    """An entry of a list stands there again and again."""
    lists = [one for one, _ in _places(root) if isinstance(one, list)] or [[None]]
    one = rng.choice(lists)
    one += [rng.choice(one)] * rng.choice((1, 5, 400))


def stretch(rng: Random, root: Any) -> None:
    """A text is very long."""
    texts = [(holder, at) for holder, at in _places(root) if isinstance(holder[at], str)]
    holder, at = rng.choice(texts)
    holder[at] = (holder[at] or "長") * rng.choice((10, 300, 20_000))


CHANGES = {one.__name__: one for one in (delete, change_value, change_text, copy_value, rename_key, repeat, stretch)}


def on_json(change: Callable[[Random, Any], None]) -> Callable[[Random, bytes], bytes]:
    """The mutation of bytes that makes ``change`` in the JSON that they are."""

    def mutate(rng: Random, data: bytes) -> bytes:
        root = [json.loads(data)]
        change(rng, root)
        return json.dumps(root[0] if root else None, ensure_ascii=False).encode(errors="surrogatepass")

    return mutate


def literal(rng: Random, data: bytes) -> bytes:
    """A value is written as Python's writer of JSON never does."""
    root = [json.loads(data)]
    holder, at = _place(rng, root)
    holder[at] = "<literal>"
    return json.dumps(root[0], ensure_ascii=False).replace(_SLOT, rng.choice(_LITERALS)).encode()


def _places(root: Any) -> Iterator[Place]:
    pairs = root.items() if isinstance(root, dict) else enumerate(root) if isinstance(root, list) else ()
    for at, inner in list(pairs):
        yield root, at
        yield from _places(inner)


def _place(rng: Random, root: Any) -> Place:
    places = list(_places(root))
    return rng.choice(places[1:] or places)
