"""All pages of a site but those of single standards and comparisons, from summaries of the standards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.record.outline import Kind
from pipeline.site import script_words
from pipeline.site.finding_pages import Found, Lost, finding_pages
from pipeline.site.groups import group_pages
from pipeline.site.model import SiteStandard, TextKind
from pipeline.site.page import PageOrder, paged
from pipeline.site.rows import row, weight
from pipeline.site.shared import KINDS, alike, item_pages, near_pages, shared
from pipeline.site.start import start_page
from pipeline.site.versions import chains, version_pages
from pipeline.site.words import words


@dataclass(frozen=True, slots=True)
class Downloads:
    """Files beside the pages: those about all standards by format, and by key of the standard those about each."""

    together: Mapping[str, Sequence[str]]
    each: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Release:
    """What a site is made of. ``standards`` are in the order in which lists show them, ``compared`` the pages of
    comparisons that there are.
    """

    standards: Sequence[SiteStandard]
    found: Sequence[Found]
    lost: Sequence[Lost]
    downloads: Downloads
    compared: Collection[str]


def pages(release: Release, title: str) -> Iterator[PageOrder]:
    """The orders, in the language in use. ``title`` is what the site is called."""
    say = words()
    items = shared(release.standards)
    groups = alike(items.values())
    labels = {kind: Kind(kind.value).label for kind in KINDS}
    yield start_page(release.standards, items.values(), title, say)
    yield from _standards(release.standards, say["standards"])
    yield from item_pages(items, groups, labels)
    yield from near_pages(groups, say["near"], labels)
    yield from group_pages(
        release.standards, {name: say[name] for name in ("categories", "occupations", "industries", "groups")}
    )
    yield from version_pages(chains(release.standards), release.compared, say["versions"])
    yield from finding_pages(release.found, release.lost, say["findings"], say["failed"])
    yield PageOrder("compare.html", "compare.html", say["compare"], {"script_words": script_words.compare()})
    yield from _downloads(release, say["downloads"])


def shared_texts(standard: SiteStandard) -> list[tuple[TextKind, list[dict[str, Any]]]]:
    """The pieces of knowledge and the skills of a standard with their pages, each page once."""
    found = []
    for kind in KINDS:
        own = {one.page: one for one in standard.statements if one.kind is kind}
        if own:
            found.append((kind, [{"code": one.code, "text": one.text, "page": page} for page, one in own.items()]))
    return found


def _standards(standards: Iterable[SiteStandard], title: str) -> Iterator[PageOrder]:
    rows = [row(one) for one in standards]
    order = PageOrder(
        "standards.html", "standards.html", title, {"count": len(rows), "script_words": script_words.facets()}
    )
    return paged(order, "standards", rows, weight)


def _downloads(release: Release, title: str) -> Iterator[PageOrder]:
    together = [(name, list(files)) for name, files in sorted(release.downloads.together.items())]
    each = release.downloads.each
    rows = [
        {**row(one), "files": [{"name": name, "path": path} for name, path in each[one.key].items()]}
        for one in release.standards
        if each.get(one.key)
    ]
    order = PageOrder("downloads.html", "downloads.html", title, {"together": together})
    return paged(order, "standards", rows, lambda one: weight(one) + 110 * len(one["files"]))
