"""Standards by 職類別, 職業別 and 行業別: a page that lists all of these, and one for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.site.model import CLASSES, SiteCategory, SiteStandard
from pipeline.site.page import PageOrder, bytes_of, paged
from pipeline.site.rows import row, weight

FACETS = {"categories": "category", "occupations": "occupation", "industries": "industry"}
"""What ``facets.js`` calls the fields in the address of the list of standards."""
OFFICIAL = {"categories": "職類別", "occupations": "職業別", "industries": "行業別"}


@dataclass
class CategoryGroup:
    """A category, as it is printed, and the standards that have it."""

    category: SiteCategory
    standards: list[SiteStandard] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Code and name."""
        return " ".join(part for part in (self.category.code, self.category.name) if part)


def groups(standards: Iterable[SiteStandard], field_name: str) -> list[CategoryGroup]:
    """The categories of a field, by code and name; standards without any are in none."""
    found: dict[str, CategoryGroup] = {}
    for standard in standards:
        own: Sequence[SiteCategory] = getattr(standard, field_name)
        for category in {one.page: one for one in own}.values():
            found.setdefault(category.page, CategoryGroup(category)).standards.append(standard)
    return sorted(found.values(), key=lambda one: (one.category.code or "\uffff", one.label))


def group_pages(standards: Sequence[SiteStandard], titles: dict[str, str]) -> Iterator[PageOrder]:
    """``groups.html``, a list for each field, and a page for each category; ``titles`` are by field."""
    counts = []
    for name in CLASSES:
        found = groups(standards, name)
        counts.append({"page": f"{name}.html", "title": titles[name], "official": OFFICIAL[name], "count": len(found)})
        lines = [{"page": one.category.page, "label": one.label, "count": len(one.standards)} for one in found]
        order = PageOrder(f"{name}.html", "group_list.html", titles[name], {"official": OFFICIAL[name]})
        yield from paged(order, "groups", lines, lambda line: 150 + bytes_of(line["label"]))
        for one in found:
            data = {
                "kind": titles[name],
                "official": OFFICIAL[name],
                "list": f"{name}.html",
                "count": len(one.standards),
                "facet": {FACETS[name]: one.category.code or one.category.name},
            }
            rows = [row(standard) for standard in one.standards]
            yield from paged(PageOrder(one.category.page, "group.html", one.label, data), "standards", rows, weight)
    yield PageOrder("groups.html", "groups.html", titles["groups"], {"lists": counts})
