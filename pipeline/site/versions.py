"""Families of which a release holds several versions: the chain of each, and which pairs are compared."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import Any

from pipeline.base.files import safe_stem
from pipeline.compare.sheet import Row, Sheet
from pipeline.site.model import SiteStandard
from pipeline.site.page import PageOrder, bytes_of, paged
from pipeline.site.rows import row
from pipeline.site.summary import key

_LONGEST = 200
"""In bytes; file systems allow 255 for a name, and a number of the page and the suffix come on top."""
_MOST = 6
"""Of families with more versions only neighbours are compared, so that pages do not grow with the square."""


def chains(standards: Sequence[SiteStandard]) -> dict[str, list[SiteStandard]]:
    """The versions of every family that has several, the newest first, by the family's page."""
    found: dict[str, list[SiteStandard]] = {}
    for one in standards:
        if one.family:
            found.setdefault(f"versions/{key(safe_stem(one.family))}.html", []).append(one)
    return {page: sorted(members, key=lambda one: -one.version) for page, members in found.items() if len(members) > 1}


def pairs(chain: Sequence[SiteStandard]) -> list[tuple[SiteStandard, SiteStandard]]:
    """What is compared of a chain: newer and older."""
    if len(chain) <= _MOST:
        return list(combinations(chain, 2))
    return list(pairwise(chain))


def comparison_page(new: SiteStandard, old: SiteStandard) -> str:
    """Where the comparison of two versions stands."""
    name = f"{new.key}--{old.key}"
    if len(name.encode()) > _LONGEST:
        name = hashlib.sha256(name.encode()).hexdigest()
    return f"versions/{name}.html"


def version_pages(
    found: Mapping[str, list[SiteStandard]], compared: Collection[str], title: str
) -> Iterator[PageOrder]:
    """``versions.html`` and the chain of every family; only what was ``compared`` is led to."""
    lines = [
        {"page": page, "name": chain[0].name, "code": chain[0].family, "count": len(chain)}
        for page, chain in found.items()
    ]
    order = PageOrder("versions.html", "versions.html", title, {})
    yield from paged(order, "families", lines, lambda line: 170 + bytes_of(line["name"]))
    for page, chain in found.items():
        comparisons = [
            {"page": comparison_page(new, old), "new": new.code or new.key, "old": old.code or old.key}
            for new, old in pairs(chain)
            if comparison_page(new, old) in compared
        ]
        dated = [{**row(one), "date": one.date, "version": one.version} for one in chain]
        yield PageOrder(page, "family.html", chain[0].name, {"chain": dated, "comparisons": comparisons})


def comparison(new: SiteStandard, old: SiteStandard, family: str, sheet: Sheet) -> list[PageOrder]:
    """The page of a comparison that was made; several, if it is long. ``family`` is the page of the chain."""
    view = {name: getattr(sheet, name) for name in ("title", "phrases", "equal", "counts")}
    data: dict[str, Any] = {"sheet": view, "new": row(new), "old": row(old), "family": family}
    rows = [(section.title, line) for section in sheet.sections for line in section.rows]
    order = PageOrder(comparison_page(new, old), "comparison.html", sheet.title, data)
    return list(paged(order, "rows", rows, _weight))


def _weight(line: tuple[str, Row]) -> int:
    _title, one = line
    spans = (*one.new, *one.old)
    return 250 + bytes_of(*(span.text for span in spans), *one.remarks) + 8 * len(spans)
