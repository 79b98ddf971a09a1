"""The start page: what a release holds, as numbers and pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.site import script_words
from pipeline.site.groups import groups
from pipeline.site.model import SiteStandard, TextKind
from pipeline.site.page import PageOrder
from pipeline.site.shared import Shared

_CATEGORIES, _MOST = 20, 10
_SPREADS = ((1, 1), (2, 4), (5, 9), (10, 49), (50, None))
"""By how many standards texts are named: from, to."""


def start_page(
    standards: Sequence[SiteStandard], items: Iterable[Shared], title: str, say: Mapping[str, str]
) -> PageOrder:
    """The order of ``index.html``."""
    everything = list(items)
    kinds = Counter(one.kind for standard in standards for one in standard.statements)
    texts = Counter(one.kind for one in everything)
    sums = [
        (say["standards"], len(standards)),
        (say["families"], len({one.family or one.key for one in standards})),
        (say["tasks_all"], kinds[TextKind.TASK]),
        (say["indicators"], kinds[TextKind.INDICATOR]),
        (say["knowledge_all"], texts[TextKind.KNOWLEDGE]),
        (say["skills_all"], texts[TextKind.SKILL]),
    ]
    data = {
        "sums": sums,
        "by_category": _by_category(standards, say),
        "by_level": _by_level(standards, say),
        "shared": _by_use(everything, say),
        "most": _most(everything),
        "script_words": script_words.search(),
    }
    return PageOrder("index.html", "index.html", title, data)


def _by_category(standards: Sequence[SiteStandard], say: Mapping[str, str]) -> list[dict[str, Any]]:
    found = sorted(groups(standards, "categories"), key=lambda one: -len(one.standards))
    lines = [(one.label, len(one.standards), one.category.page) for one in found[:_CATEGORIES]]
    bare = sum(not one.categories for one in standards)
    return bars([*lines, *([(say["none"], bare, None)] if bare else [])], official=True)


def _by_level(standards: Sequence[SiteStandard], say: Mapping[str, str]) -> list[dict[str, Any]]:
    found = Counter(one.level for one in standards)
    lines: list[tuple[str, int, str | None]] = [
        (say["level_of"].replace("{level}", str(level)), found[level], f"standards.html?level={level}")
        for level in sorted(level for level in {*range(1, 7), *found} if level is not None)
    ]
    return bars([*lines, *([(say["no_level"], found[None], None)] if found[None] else [])])


def _by_use(items: Sequence[Shared], say: Mapping[str, str]) -> list[dict[str, Any]]:
    lines: list[tuple[str, int, str | None]] = []
    for least, most in _SPREADS:
        label = str(least) if least == most else f"{least}–{most}" if most else f"≥ {least}"
        count = sum(least <= one.standards and (most is None or one.standards <= most) for one in items)
        word = say["one_standard"] if least == most else say["standards_of"].replace("{count}", label)
        lines.append((word, count, None))
    return bars(lines)


def _most(items: Sequence[Shared]) -> list[dict[str, Any]]:
    found = sorted(items, key=lambda one: (-one.standards, one.text))[:_MOST]
    return bars([(one.text, one.standards, one.page) for one in found], official=True)


def bars(lines: Sequence[tuple[str, int, str | None]], *, official: bool = False) -> list[dict[str, Any]]:
    """Lines of label, count and page as bars; the longest is 100. ``official``: labels are the form's own words."""
    longest = max((count for _label, count, _page in lines), default=0) or 1
    return [
        {"label": label, "count": count, "page": page, "official": official, "percent": round(100 * count / longest, 1)}
        for label, count, page in lines
    ]
