"""What was found in the documents of a release: by rule, by standard, and what is not in the site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.findings import rule_pages
from pipeline.findings.diagnostics import Severity
from pipeline.findings.rules import known_rules
from pipeline.site.model import SiteStandard
from pipeline.site.page import PageOrder, bytes_of, paged
from pipeline.site.rows import row, weight


@dataclass(frozen=True, slots=True)
class Found:
    """How often each rule found something in a standard, and how bad: by id of the rule and severity."""

    standard: SiteStandard
    counts: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Lost:
    """An input that has no page: its ``file``, and why, in the words of what was found."""

    file: str
    reasons: tuple[str, ...]


def finding_pages(found: Sequence[Found], lost: Sequence[Lost], title: str, failed: str) -> Iterator[PageOrder]:
    """``findings.html``, a page for every rule that found something, and one of what is ``lost``, called ``failed``."""
    by_rule: dict[str, list[Found]] = {}
    for one in found:
        for rule in dict.fromkeys(rule for rule, _severity in one.counts):
            by_rule.setdefault(rule, []).append(one)
    rules = [_rule(rule, own) for rule, own in by_rule.items()]
    data = {
        "rules": sorted(rules, key=lambda one: (-one["total"], one["id"])),
        "lost": len(lost),
    }
    lines = [{**row(one.standard), "counts": _by_severity(one.counts)} for one in found if one.counts]
    lines.sort(key=lambda one: [-count for count in one["counts"]])
    yield from paged(PageOrder("findings.html", "findings.html", title, data), "standards", lines, weight)
    if lost:
        inputs = [{"file": one.file, "reasons": list(one.reasons)} for one in lost]
        order = PageOrder("findings/lost.html", "lost.html", failed, {})
        yield from paged(order, "inputs", inputs, lambda one: 80 + bytes_of(one["file"], *one["reasons"]))
    for rule, own in by_rule.items():
        info = _rule(rule, own)
        rows = [{**row(one.standard), "count": _of_rule(one, rule)} for one in own]
        order = PageOrder(info["page"], "rule.html", f"{rule} {info['title']}", {"rule": info})
        yield from paged(order, "standards", rows, weight)


def _rule(rule: str, own: Iterable[Found]) -> dict[str, Any]:
    counts: Counter[tuple[str, str]] = Counter()
    standards = 0
    for one in own:
        counts.update({key: count for key, count in one.counts.items() if key[0] == rule})
        standards += 1
    known = known_rules().get(rule)
    page = rule_pages.page(known) if known else None
    return {
        "id": rule,
        "title": page.title if page else "",
        "sections": [(section[0], section[1]) for section in page.sections] if page else [],
        "page": f"findings/{rule}.html",
        "counts": _by_severity(counts),
        "total": counts.total(),
        "standards": standards,
    }


def _by_severity(counts: Mapping[tuple[str, str], int]) -> list[int]:
    return [sum(count for (_rule, its), count in counts.items() if its == severity.value) for severity in Severity]


def _of_rule(one: Found, rule: str) -> int:
    return sum(count for (its, _severity), count in one.counts.items() if its == rule)
