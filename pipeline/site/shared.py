"""Which standards name a piece of knowledge or a skill: a page for each text, whatever codes it has where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from rapidfuzz.distance import Indel

from pipeline.base import near
from pipeline.site.model import SiteStandard, SiteStatement, TextKind
from pipeline.site.page import PageOrder, bytes_of, paged
from pipeline.site.rows import row, weight

KINDS = (TextKind.KNOWLEDGE, TextKind.SKILL)


@dataclass
class Shared:
    """A text and its ``uses``, each a standard and its statement. ``printed``: the spellings, the first one first."""

    page: str
    kind: TextKind
    printed: dict[str, None] = field(default_factory=dict)
    uses: list[tuple[SiteStandard, SiteStatement]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text as the first standard prints it."""
        return next(iter(self.printed))

    @property
    def standards(self) -> int:
        """How many standards have it."""
        return len({standard.key for standard, _statement in self.uses})


def shared(standards: Iterable[SiteStandard]) -> dict[str, Shared]:
    """Every text of knowledge and skills by its page, in the order in which they are met."""
    found: dict[str, Shared] = {}
    for standard in standards:
        for statement in standard.statements:
            if statement.page is not None:
                one = found.setdefault(statement.page, Shared(statement.page, statement.kind))
                one.printed.setdefault(statement.text)
                one.uses.append((standard, statement))
    return found


def alike(items: Iterable[Shared]) -> tuple[tuple[Shared, ...], ...]:
    """Those of one kind that are nearly the same, in groups; the one that most standards have leads its group."""
    found: list[tuple[Shared, ...]] = []
    everything = list(items)
    for kind in KINDS:
        own = sorted((one for one in everything if one.kind is kind), key=lambda one: (-one.standards, one.text))
        found += [tuple(own[at] for at in group) for group in near.groups([one.text for one in own])]
    return tuple(found)


def item_pages(
    items: Mapping[str, Shared], groups: Iterable[Sequence[Shared]], labels: Mapping[TextKind, str]
) -> Iterator[PageOrder]:
    """The page of every text, with all standards and tasks that name it."""
    kin = {one.page: [other for other in group if other is not one] for group in groups for one in group}
    for one in items.values():
        data = {
            "label": labels[one.kind],
            "text": one.text,
            "others": list(one.printed)[1:],
            "near": [
                {"page": other.page, "text": other.text, "count": other.standards} for other in kin.get(one.page, ())
            ],
            "count": one.standards,
        }
        rows = [_used(standard, statement) for standard, statement in one.uses]
        yield from paged(PageOrder(one.page, "item.html", one.text, data), "standards", rows, _weight)


def near_pages(groups: Sequence[Sequence[Shared]], title: str, labels: Mapping[TextKind, str]) -> Iterator[PageOrder]:
    """The groups of texts that are nearly the same, with the standards that have each."""
    rows = [
        {
            "label": labels[group[0].kind],
            "texts": [
                {"page": one.page, "spans": spans, "count": one.standards, "standards": _first_standards(one)}
                for one, spans in zip(group, differences([one.text for one in group]), strict=True)
            ],
        }
        for group in groups
    ]
    order = PageOrder("near.html", "near.html", title, {"count": len(rows)})
    yield from paged(
        order,
        "groups",
        rows,
        lambda group: sum(map(_weight_of_near, group["texts"])),
    )


def differences(texts: Sequence[str]) -> list[list[tuple[str, bool]]]:
    """Each text in stretches, and whether the first text lacks the stretch; of the first, whether any other does."""
    first, *others = texts
    own = [False] * len(first)
    found = []
    for other in others:
        held = [True] * len(other)
        for edit in Indel.opcodes(first, other):
            if edit.tag == "equal":
                held[edit.dest_start : edit.dest_end] = [False] * (edit.dest_end - edit.dest_start)
            else:
                own[edit.src_start : edit.src_end] = [True] * (edit.src_end - edit.src_start)
        found.append(_stretches(other, held))
    return [_stretches(first, own), *found]


def _stretches(text: str, marks: Sequence[bool]) -> list[tuple[str, bool]]:
    return [
        ("".join(sign for sign, _mark in pairs), mark)
        for mark, pairs in groupby(zip(text, marks, strict=True), key=lambda pair: pair[1])
    ]


def _weight_of_near(one: Mapping[str, Any]) -> int:
    text = "".join(part for part, _own in one["spans"])
    return 150 + bytes_of(text) + 7 * len(one["spans"]) + 110 * len(one["standards"])


def _first_standards(one: Shared, most: int = 8) -> list[dict[str, Any]]:
    """The first standards that have it; its page has all."""
    rows = {standard.key: {"page": standard.page, "code": standard.code or standard.name} for standard, _ in one.uses}
    return list(rows.values())[:most]


def _used(standard: SiteStandard, statement: SiteStatement) -> dict[str, Any]:
    uses = [(use.task_code, use.task_name, use.level) for use in statement.uses]
    return {**row(standard), "item": statement.code, "uses": uses}


def _weight(one: dict[str, Any]) -> int:
    return weight(one) + sum(130 + bytes_of(name) for _code, name, _level in one["uses"])
