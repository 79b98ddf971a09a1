"""A volume as PDF: the template ``book`` sets it in parts, which are bound into one file.

typst keeps what it has laid out in memory, so that a volume set at once takes more memory, and time, the longer it
is. So a few chapters are set at a time, which share their fonts, two thirds of what a chapter takes alone.
Pages are numbered through: each part is told the number of its first page, the contents and the index the pages of all
anchors, when they are known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.base.errors import TemplateError
from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Diagnostic
from pipeline.handbooks import RenderOptions
from pipeline.handbooks._pdf import parts
from pipeline.handbooks._pdf.binding import bound
from pipeline.handbooks._pdf.parts import PdfPart
from pipeline.handbooks._typst import Job, asked, chinese_fonts, fields_of, forget, inputs, links_told, set_by, text_of
from pipeline.handbooks.book import Book, Chapter
from pipeline.handbooks.environment import locate

_TOGETHER = 10
"""Chapters that are set together."""
_MOST_TIMES = 5
"""The front is set so often with the numbers of pages; a supplied template needs two."""


def bind(name: str, chapter_name: str, book: Book, options: RenderOptions) -> bytes:
    """The typst template ``name`` as PDF of a volume, in which the template ``chapter_name`` sets every chapter.

    The template is filled once for what stands before the chapters, once for every ten chapters and once for what
    stands behind them. ``sys.inputs.part`` tells which (``front``, ``chapters``, ``back``); ``first_page`` is the
    number of its first page; ``pages`` are the pages of all anchors that are known by then. The templates can read
    files of the folder that was laid above the supplied ones.

    Raises:
        CannotRender, TemplateError: as ``_typst.fill``.
    """
    with links_told(name):
        return parts.finished(_Binding(name, chapter_name, book, options).volume())


@dataclass(frozen=True)
class _Binding:
    name: str
    chapter_name: str
    book: Book
    options: RenderOptions

    def volume(self) -> PdfPart:
        """All parts, bound. The front is set again until its contents, which tell pages, take as many as before.

        Raises:
            TemplateError: they never do.
        """
        found: dict[Diagnostic, None] = {}
        binding = replace(self, options=replace(self.options, report=lambda one: found.setdefault(one)))
        front = binding.front({})
        for _time in range(_MOST_TIMES):
            count = len(front.pages)
            behind = list(binding.behind(front))
            pages = _pages([front, *behind], self.book.duplex)
            front = binding.front(pages, accessible=not found)
            if len(front.pages) == count:
                break
        else:
            message = _("{template}: what stands before the chapters takes another number of pages each time it is set")
            raise TemplateError(message.format(template=self.name))
        for one in found:
            self.options.report(one)
        return bound([front, *behind], duplex=self.book.duplex)

    def front(self, pages: Mapping[str, int], *, accessible: bool = True) -> PdfPart:
        """Cover, contents, preface, and what compares the standards. It says of the volume that it is accessible."""
        book = fields_of(replace(self.book, knowledge=(), skills=()))
        places = [_place(chapter) for chapter in self.book.chapters]
        return self._set("front", {**book, "chapters": places}, 1, {"pages": pages}, accessible=accessible)

    def behind(self, front: PdfPart) -> Iterator[PdfPart]:
        """The chapters, and the index."""
        template = locate(self.chapter_name, self.options)
        source, fonts = text_of(template), chinese_fonts()
        title = fields_of(
            replace(self.book, chapters=(), knowledge=(), skills=(), shared_knowledge=(), shared_skills=())
        )
        made = [front]
        for start in range(0, len(self.book.chapters), _TOGETHER):
            together = []
            for chapter in self.book.chapters[start : start + _TOGETHER]:
                place = _place(chapter)
                context = {**asked(template, chapter.view), "fonts": fonts, "chapter": place}
                together.append({**place, "values": inputs(context, chapter.prefix)})
            first = _first_page(made, self.book.duplex)
            made.append(self._set("chapters", title, first, {"chapters": together}, source))
            forget()
            yield made[-1]
        pages = _pages(made, self.book.duplex)
        index = {**title, "knowledge": self.book.knowledge, "skills": self.book.skills}
        yield self._set("back", index, _first_page(made, self.book.duplex), {"pages": pages})

    def _set(
        self,
        part: str,
        book: dict[str, object],
        first_page: int,
        more: dict[str, object],
        template: str = "",
        *,
        accessible: bool = True,
    ) -> PdfPart:
        source = locate(self.name, self.options)
        data = inputs(
            {
                "chapters": (),
                "pages": {},
                **more,
                "book": book,
                "first_page": first_page,
                "fonts": chinese_fonts(),
            }
        )
        folder = self.options.templates or source.parent
        job = Job(self.name, source.read_bytes(), folder, {**data, "part": part, "template": template})
        return set_by(job, self.options, accessible=accessible)


def _length(part: PdfPart, duplex: bool) -> int:
    """How many pages a part takes; on both sides of the paper, the next one begins on a right-hand page."""
    return len(part.pages) + (len(part.pages) % 2 if duplex else 0)


def _first_page(before: list[PdfPart], duplex: bool) -> int:
    return 1 + sum(_length(one, duplex) for one in before)


def _pages(made: list[PdfPart], duplex: bool) -> dict[str, int]:
    """The page of every anchor in the volume."""
    found: dict[str, int] = {}
    before = 0
    for one in made:
        found |= {anchor: before + place.number for anchor, place in one.places.items()}
        before += _length(one, duplex)
    return found


def _place(chapter: Chapter) -> dict[str, object]:
    """What the volume's template sees of a chapter."""
    handbook = chapter.handbook
    return {
        "number": chapter.number,
        "anchor": chapter.anchor,
        "label": chapter.label,
        "heading": handbook.heading,
        "code": handbook.code,
        "level": handbook.level,
        "counts": handbook.counts,
        "sections": chapter.sections,
    }
