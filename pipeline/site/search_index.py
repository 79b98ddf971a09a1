"""All that a site can be searched for, as one script: ``<script src>`` is the only way to data on ``file://``.

The script sets ``packedIndex``: JSON, compressed by zlib, in base64; ``templates/site/index_reader.js`` reads it. Texts
that several standards print stand in it once, and a standard names its texts by their numbers, each as its distance
from the one before: mostly 1, which compresses to next to nothing. Characters that nobody sees are left out, so that
a word with a soft hyphen inside is found.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Hashable, Iterable
from itertools import pairwise
from typing import Any, Generic, TypeVar

from pipeline.record.codes import visible
from pipeline.site.model import SiteCategory, SiteStandard, SiteStatement, SiteUse

_Entry = TypeVar("_Entry", bound=Hashable)


class _Numbers(Generic[_Entry]):
    """Numbers what it is asked for from 0, in the order of the first question."""

    def __init__(self) -> None:
        self._known: dict[_Entry, int] = {}

    def of(self, entry: _Entry) -> int:
        return self._known.setdefault(entry, len(self._known))

    def entries(self) -> list[_Entry]:
        return list(self._known)


def index_script(standards: Iterable[SiteStandard]) -> bytes:
    """The script in ASCII; the same standards in the same order give the same bytes."""
    data = json.dumps(index(standards), ensure_ascii=False, separators=(",", ":"))
    # Half of a UTF-16 pair has no UTF-8; Python's escape of it is that of JSON too.
    packed = zlib.compress(data.encode(errors="backslashreplace"), 9)
    return b'const packedIndex = "' + base64.b64encode(packed) + b'";\n'


def index(standards: Iterable[SiteStandard]) -> dict[str, Any]:
    """What the script holds, as values of JSON.

    ``texts`` are all texts, ``labels`` the kinds of statements as ``[kind, label]``, ``pages`` the page of each
    knowledge and skill as ``[text, kind, page]``. A statement of ``standards`` is told by the same place in five
    columns: ``labels``, ``codes``, ``texts`` (distances) and ``uses``, which name entries of the standard's own
    ``places``: ``[code of the task, text of its name, level]``.
    """
    texts: _Numbers[str] = _Numbers()
    labels: _Numbers[tuple[str, str]] = _Numbers()
    pages: dict[tuple[int, str], str] = {}
    entries = []
    for standard in standards:
        entries.append(_entry(standard, texts, labels))
        for statement in standard.statements:
            if statement.page is not None:
                pages[texts.of(visible(statement.text)), statement.kind.value] = statement.page
    return {
        "texts": texts.entries(),
        "labels": labels.entries(),
        "pages": [(text, kind, page) for (text, kind), page in pages.items()],
        "standards": entries,
    }


def _entry(standard: SiteStandard, texts: _Numbers[str], labels: _Numbers[tuple[str, str]]) -> dict[str, Any]:
    places: _Numbers[SiteUse] = _Numbers()
    statements = standard.statements
    return {
        "id": standard.code or standard.key,
        "code": standard.code,
        "family": standard.family,
        "version": standard.version,
        "name": visible(standard.name),
        "level": standard.level,
        "state": standard.state,
        "date": standard.date,
        "page": standard.page,
        "categories": _values(standard.categories),
        "occupations": _values(standard.occupations),
        "industries": _values(standard.industries),
        "labels": [labels.of((one.kind.value, one.label)) for one in statements],
        "codes": [one.code for one in statements],
        "texts": _distances([texts.of(visible(one.text)) for one in statements]),
        "uses": [_uses(one, places) for one in statements],
        "places": [
            (use.task_code, None if use.task_name is None else texts.of(visible(use.task_name)), use.level)
            for use in places.entries()
        ],
    }


def _values(categories: tuple[SiteCategory, ...]) -> list[tuple[str | None, str | None]]:
    return [(one.code, one.name) for one in categories]


def _uses(statement: SiteStatement, places: _Numbers[SiteUse]) -> list[int]:
    return [places.of(use) for use in statement.uses]


def _distances(numbers: list[int]) -> list[int]:
    return [after - before for before, after in pairwise((0, *numbers))]
