"""The document's registers of knowledge and skills: each code once, with its commonest name (docs/ir.md)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.record import codes
from pipeline.record.model import Competence, Place, Reference


class Mention(NamedTuple):
    """A K or S as it is printed in a task."""

    code: str | None
    code_as_printed: str | None
    name: str
    at: Place | None


def register(mentions: Iterable[Mention]) -> tuple[Competence, ...]:
    """One entry a code, in code order. The commonest name wins, the first printed on a tie; bare codes have none."""
    names: dict[str, list[str]] = {}
    first: dict[str, Place | None] = {}
    for mention in mentions:
        if mention.code is None:
            continue
        found = names.setdefault(mention.code, [])
        first.setdefault(mention.code, mention.at)
        if codes.bare_name(mention.name):
            found.append(codes.bare_name(mention.name))
    return tuple(
        Competence(code=code, name=codes.commonest(names[code]) if names[code] else None, at=first[code])
        for code in sorted(names, key=codes.sort_key)
    )


def reference(mention: Mention, entries: dict[str, Competence]) -> Reference:
    """A task's reference; the printed name is kept wherever it is not the register's (empty for a bare code)."""
    name = (entries[mention.code].name if mention.code else None) or ""
    return Reference(
        code=mention.code,
        as_printed=mention.name if mention.name != name else None,
        scope=codes.scope(mention.name),
        code_as_printed=mention.code_as_printed,
        at=mention.at,
    )
