"""Places in a handbook and the links between them: task and register, note mark and note.

An anchor holds only ``a-z``, ``0-9`` and ``_``, starts with a letter, has at most 40 characters and is used once.
So it serves as an HTML id, a Markdown anchor and the name of a Word bookmark alike.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from pipeline.record import codes

_LINKABLE = re.compile(rf"{codes.NOTE_MARK.pattern}|{codes.SCOPE_TAG.pattern}")
_LONGEST_STEM = 32


class Anchor(str):
    """The name of a place in the handbook."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another place: ``label`` is what to click on, ``title`` says more. No ``target``: not a link."""

    label: str
    target: Anchor | None
    title: str | None = None

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class StrongLink(Link):
    """A link that stands out as codes do."""


def strong(link: Link | None) -> StrongLink | None:
    """``link`` as one that stands out; nothing where there is none."""
    return None if link is None else StrongLink(link.label, link.target, link.title)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text. ``target`` is where it leads; ``anchor`` is set on note marks, so that notes lead back."""

    text: str
    target: Anchor | None = None
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A text as printed, split so that note marks and scope tags can be links. Each text is to be shown once."""

    segments: tuple[Segment, ...]

    @property
    def plain(self) -> str:
        """The text without links, for repeating it elsewhere."""
        return "".join(segment.text for segment in self.segments)

    def __str__(self) -> str:
        return self.plain


@dataclass
class Anchors:
    """Gives every place of a document an anchor of its own, whatever codes the document repeats."""

    taken: set[str] = field(default_factory=set)
    serials: Counter[str] = field(default_factory=Counter)

    def claim(self, kind: str, code: str | int | None = None) -> Anchor:
        """A free anchor for a ``kind`` of thing (``task``) with this code, such as ``task_t1_2``."""
        stem = "_".join(re.findall(r"[a-z0-9]+", f"{kind} {'' if code is None else code}".lower()))[:_LONGEST_STEM]
        anchor = stem
        while anchor in self.taken:
            self.serials[stem] += 1
            anchor = f"{stem}_{self.serials[stem] + 1}"
        self.taken.add(anchor)
        return Anchor(anchor)


@dataclass
class Linker:
    """Splits texts, and remembers which note is marked where.

    ``notes`` and ``tasks`` tell the anchors of what marks and tags lead to. ``backlinks`` grows with every text.
    """

    anchors: Anchors
    notes: dict[int, Anchor]
    tasks: dict[str, Anchor]
    backlinks: defaultdict[int, list[Link]] = field(default_factory=lambda: defaultdict(list))

    def text(self, printed: str, where: str) -> Text:
        """``printed`` with its links; ``where`` is what a way back to this text is called (``P1.2.3``)."""
        segments: list[Segment] = []
        end = 0
        for match in _LINKABLE.finditer(printed):
            if match.start() > end:
                segments.append(Segment(printed[end : match.start()]))
            segments.append(self._segment(match, where))
            end = match.end()
        if end < len(printed) or not segments:
            segments.append(Segment(printed[end:]))
        return Text(tuple(segments))

    def optional(self, printed: str | None, where: str) -> Text | None:
        """The same for a text that the document may lack."""
        return None if printed is None else self.text(printed, where)

    def _segment(self, match: re.Match[str], where: str) -> Segment:
        number, task = match.groups()
        if number is None:
            return Segment(match[0], target=self.tasks.get(task))
        anchor = self.anchors.claim("mark", number)
        self.backlinks[int(number)].append(Link(where, anchor))
        return Segment(match[0], target=self.notes.get(int(number)), anchor=anchor)
