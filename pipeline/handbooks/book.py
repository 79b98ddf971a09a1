"""Books: many standards in one volume, bound from the handbooks of each.

A chapter is what the renderer makes of its standard with the chosen template, the supplied one or an own one; so a
chapter looks in a book as it does alone. The template ``book`` adds the cover, the contents and the index. Anchors
of a chapter get its prefix, so that they are unique in the volume.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.handbooks import Options, compose, view
from pipeline.handbooks.links import Anchor, Link
from pipeline.record import codes, model

_UNKNOWN = b"\xff"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A standard of the volume. ``anchor`` is where it begins, ``prefix`` what its other anchors begin with.

    ``body`` is the chapter itself in the output format, or the mark that it takes the place of.
    """

    number: int
    anchor: Anchor
    prefix: str
    label: str
    handbook: view.Handbook
    standard: model.Standard
    body: str = ""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A piece of knowledge or a skill under its name; ``uses`` leads to its entry in every chapter that has it."""

    name: str
    uses: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The volume as the template ``book`` sees it."""

    title: str
    chapters: tuple[Chapter, ...]
    knowledge: tuple[IndexEntry, ...]
    skills: tuple[IndexEntry, ...]
    tool_version: str

    def with_bodies(self, bodies: Iterable[str]) -> Book:
        """The volume with what its template is to print for each chapter."""
        pairs = zip(self.chapters, bodies, strict=True)
        return replace(self, chapters=tuple(replace(chapter, body=body) for chapter, body in pairs))

    def marked(self) -> Book:
        """The volume with a mark for each chapter, for formats whose chapters come in when the rest is done."""
        return self.with_bodies(mark(chapter.number) for chapter in self.chapters)


def mark(number: int) -> str:
    """What stands in a document where chapter ``number`` is to come: no standard holds private characters in a line."""
    return f"\ue000{number}\ue000"


def book(title: str, standards: Sequence[model.Standard], options: Options) -> Book:
    """The view of a volume with ``standards`` as chapters, in this order."""
    chapters = tuple(_chapter(number, standard, options) for number, standard in enumerate(standards, 1))
    with_registers = options.template == "handbook"
    return Book(
        title=compose.legible(title),
        chapters=chapters,
        knowledge=_index(((one, entry) for one in chapters for entry in one.handbook.knowledge), with_registers),
        skills=_index(((one, entry) for one in chapters for entry in one.handbook.skills), with_registers),
        tool_version=options.tool_version,
    )


def _chapter(number: int, standard: model.Standard, options: Options) -> Chapter:
    handbook = compose.handbook(standard, options)
    code = f"（{handbook.code}）" if handbook.code else ""
    prefix = f"c{number}_"
    return Chapter(number, Anchor(f"{prefix}chapter"), prefix, f"{handbook.heading}{code}", handbook, standard)


def _index(entries: Iterable[tuple[Chapter, view.Entry]], with_registers: bool) -> tuple[IndexEntry, ...]:
    """Entries with one name together, in the order of the names' strokes.

    They lead to their entries in the registers, or to the chapters where these have no registers.
    """
    found: dict[str, tuple[str, list[Link]]] = {}
    for chapter, entry in entries:
        name = entry.name.plain if entry.name else entry.code
        _, uses = found.setdefault(codes.comparable(name), (name, []))
        where = chapter.handbook.code or chapter.handbook.heading
        target = Anchor(f"{chapter.prefix}{entry.anchor}") if with_registers else chapter.anchor
        uses.append(Link(f"{where} {entry.code}", target, chapter.handbook.heading))
    return tuple(
        IndexEntry(name, tuple(uses)) for name, uses in sorted(found.values(), key=lambda one: strokes(one[0]))
    )


def strokes(name: str) -> bytes:
    """A key that sorts names as Taiwanese indexes do: Big5 has its characters in the order of their strokes."""
    return b"".join(_in_big5(character) for character in name)


def _in_big5(character: str) -> bytes:
    try:
        return character.encode("big5")
    except UnicodeEncodeError:
        return _UNKNOWN + character.encode()
