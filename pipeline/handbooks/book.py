"""Books: many standards in one volume, bound from the handbooks of each.

A chapter is what the renderer makes of its standard with the chosen template, the supplied one or an own one; so a
chapter looks in a book as it does alone. The template ``book`` adds the cover, the contents, the comparison of all
standards, what several of them share, and the index. Anchors of a chapter get its prefix, so that they are unique in
the volume.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline import __version__
from pipeline.base.imprint import NONE, Imprint
from pipeline.base.xml_text import legible
from pipeline.handbooks import HANDBOOK
from pipeline.handbooks.compose import View
from pipeline.handbooks.links import Anchor, Link
from pipeline.handbooks.strokes import heading, order
from pipeline.handbooks.view import Handbook, RegisterEntry
from pipeline.record import codes, model


@dataclass(frozen=True, slots=True)
class Chapter:
    """A standard of the volume. ``anchor`` is where it begins, ``prefix`` what its other anchors begin with.

    ``body`` is the chapter itself in the output format, or the slot that it is to come into. ``sections`` leads to
    its duties (主要職責), the second level of the contents; a chapter of the official form has no anchors for them.
    """

    number: int
    anchor: Anchor
    prefix: str
    label: str
    view: View
    sections: tuple[Link, ...] = ()
    body: str = ""

    @property
    def handbook(self) -> Handbook:
        """The view of the standard for handbooks."""
        return self.view.handbook

    @property
    def standard(self) -> model.Standard:
        """The record itself."""
        return self.view.standard


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A piece of knowledge or a skill under its name; ``uses`` leads to its entry in every chapter that has it.

    ``chapters``: how many these are. ``opens``: the heading of the index that begins with this entry, if one does.
    """

    name: str
    uses: tuple[Link, ...]
    chapters: int
    opens: str | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """The volume as the template ``book`` sees it.

    ``shared_knowledge`` and ``shared_skills`` are what at least two standards have, the most shared first. ``duplex``:
    it is to be printed on both sides, with a gutter, chapters on right-hand pages. ``imprint``: what the
    publisher wants shown.
    """

    title: str
    chapters: tuple[Chapter, ...]
    knowledge: tuple[IndexEntry, ...]
    skills: tuple[IndexEntry, ...]
    shared_knowledge: tuple[IndexEntry, ...]
    shared_skills: tuple[IndexEntry, ...]
    tool_version: str
    duplex: bool = False
    imprint: Imprint = NONE

    def with_bodies(self, bodies: Iterable[str]) -> Book:
        """The volume with what its template is to print for each chapter."""
        pairs = zip(self.chapters, bodies, strict=True)
        return replace(self, chapters=tuple(replace(chapter, body=body) for chapter, body in pairs))

    def with_slots(self) -> Book:
        """The volume with a slot for each chapter, for formats whose chapters come in when the rest is done."""
        return self.with_bodies(slot(chapter.number) for chapter in self.chapters)


def slot(number: int) -> str:
    """What stands in a document where chapter ``number`` is to come: no standard holds private characters in a line."""
    return f"\ue000{number}\ue000"


def book(
    title: str,
    views: Sequence[View],
    template: str = HANDBOOK,
    tool_version: str = __version__,
    *,
    duplex: bool = False,
    imprint: Imprint = NONE,
) -> Book:
    """The view of a volume with ``views`` as chapters, in this order, made with the ``template``."""
    with_registers = template == HANDBOOK
    chapters = tuple(_chapter(number, one, with_registers) for number, one in enumerate(views, 1))
    knowledge = _index(((one, entry) for one in chapters for entry in one.handbook.knowledge), with_registers)
    skills = _index(((one, entry) for one in chapters for entry in one.handbook.skills), with_registers)
    return Book(
        title=legible(title),
        chapters=chapters,
        knowledge=knowledge,
        skills=skills,
        shared_knowledge=_shared(knowledge),
        shared_skills=_shared(skills),
        tool_version=tool_version,
        duplex=duplex,
        imprint=imprint,
    )


def _chapter(number: int, one: View, with_sections: bool) -> Chapter:
    code = f"（{one.handbook.code}）" if one.handbook.code else ""
    prefix = f"c{number}_"
    duties = one.handbook.duties if with_sections else ()
    sections = tuple(Link(duty.label, Anchor(f"{prefix}{duty.anchor}")) for duty in duties)
    return Chapter(number, Anchor(f"{prefix}chapter"), prefix, f"{one.handbook.heading}{code}", one, sections)


def _index(entries: Iterable[tuple[Chapter, RegisterEntry]], with_registers: bool) -> tuple[IndexEntry, ...]:
    """Entries with one name together, in the order of the names' strokes.

    They lead to their entries in the registers, or to the chapters where these have no registers.
    """
    found: dict[str, tuple[str, list[Link], set[int]]] = {}
    for chapter, entry in entries:
        name = entry.name.plain if entry.name else entry.code
        _, uses, chapters = found.setdefault(codes.comparable(name), (name, [], set()))
        where = chapter.handbook.code or chapter.handbook.heading
        target = Anchor(f"{chapter.prefix}{entry.anchor}") if with_registers else chapter.anchor
        uses.append(Link(f"{where} {entry.code}", target, chapter.handbook.heading))
        chapters.add(chapter.number)
    return tuple(_opened(sorted(found.values(), key=lambda one: order(one[0]))))


def _opened(entries: Iterable[tuple[str, list[Link], set[int]]]) -> Iterator[IndexEntry]:
    """The entries; the first of each number of strokes opens a heading."""
    last = None
    for name, uses, chapters in entries:
        group = heading(name)
        yield IndexEntry(name, tuple(uses), len(chapters), None if group == last else group)
        last = group


def _shared(entries: Sequence[IndexEntry]) -> tuple[IndexEntry, ...]:
    return tuple(sorted((one for one in entries if one.chapters > 1), key=lambda one: -one.chapters))
