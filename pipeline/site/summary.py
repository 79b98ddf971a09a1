"""What a site keeps of a record once its own page is made."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipeline.compare import families
from pipeline.record import codes
from pipeline.record.model import Category, Standard
from pipeline.record.outline import Item, Kind, Outline, outline, remarks
from pipeline.site.model import CLASSES, SiteCategory, SiteStandard, SiteStatement, SiteUse, TextKind

_SHARED = {Kind.KNOWLEDGE: "k", Kind.SKILL: "s"}
"""The kinds whose texts have pages of their own, with the letter that the names of those begin with."""
_NOT_IN_ADDRESSES = re.compile(r"[^\w.\-]")


def summarize(standard: Standard, key: str) -> SiteStandard:
    """The summary of ``standard``, whose files are called ``key``."""
    found = outline(standard)
    edition = families.Edition(standard.code, standard.name)
    classes = standard.classification
    values = (classes.categories, classes.occupations, classes.industries)
    categories, occupations, industries = (
        tuple(_category(one, folder) for one in each if one.name or one.code)
        for each, folder in zip(values, CLASSES, strict=True)
    )
    return SiteStandard(
        key=key,
        code=standard.code,
        family=families.family(standard.code) if standard.code else None,
        version=edition.version,
        name=found.title,
        level=standard.level,
        categories=categories,
        occupations=occupations,
        industries=industries,
        state=found.status,
        date=found.date,
        page=f"standards/{key}.html",
        statements=tuple(_statements(found)),
    )


def key(stem: str) -> str:
    """What the files of a standard are called in a site, from what they are called elsewhere (``stem``).

    Nothing in it has a meaning in an address. Different stems give different keys.
    """
    plain = _NOT_IN_ADDRESSES.sub("_", stem)
    return stem if plain == stem else f"{plain}-{_digest(stem)}"


@lru_cache(maxsize=2**14)
def item_page(kind: TextKind, text: str) -> str:
    """The page of a piece of knowledge or skill: the same for texts that differ in white space and note marks only."""
    letter = _SHARED[Kind(kind.value)]
    return f"items/{letter}-{_digest(codes.comparable(text) or text)}.html"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="backslashreplace")).hexdigest()[:12]


def _category(one: Category, folder: str) -> SiteCategory:
    # Codes are misprinted beside right names and the other way round, so only both together are one category.
    same = " ".join(codes.comparable(text or "") for text in (one.code, one.name))
    return SiteCategory(one.code, one.name, f"{folder}/{_digest(same)}.html")


def _statements(found: Outline) -> Iterator[SiteStatement]:
    heads = {item.path: item for item in found.items if item.kind is Kind.TASK}
    uses: dict[str, list[SiteUse]] = {}
    printed: dict[str, list[str]] = {}
    for use in found.uses:
        uses.setdefault(use.competence, []).append(_use(heads.get(use.task), use.level))
        printed.setdefault(use.competence, []).append(use.printed)
    for item in found.items:
        kind = TextKind(item.kind.value)
        if item.kind in _SHARED:
            yield from _shared(item, kind, uses.get(item.path, ()), printed.get(item.path, ()))
        else:
            tasks = [heads[parent] for parent in item.parents if parent in heads]
            level = item.levels[0] if item.levels else None
            places = tuple(_use(task, level) for task in tasks)
            yield SiteStatement(kind, item.code, item.statement, item.kind.label, uses=places)
    if description := found.standard.description:
        yield SiteStatement(TextKind.REMARK, None, description, "工作描述")
    for remark in remarks(found.standard):
        yield SiteStatement(TextKind.REMARK, None, remark.text, remark.label)


def _shared(item: Item, kind: TextKind, uses: Iterable[SiteUse], printed: Iterable[str]) -> Iterator[SiteStatement]:
    """The item under its registered name; and under each other name that a task prints for it."""
    by_page: dict[str, tuple[str, list[SiteUse]]] = {item_page(kind, item.text): (item.text, [])}
    for use, name in zip(uses, printed, strict=True):
        by_page.setdefault(item_page(kind, name), (name, []))[1].append(use)
    for page, (text, places) in by_page.items():
        yield SiteStatement(kind, item.code, codes.bare_name(text) or text, item.kind.label, page, tuple(places))


def _use(task: Item | None, level: int | None) -> SiteUse:
    return SiteUse(task.code if task else None, task.text if task else None, level)
