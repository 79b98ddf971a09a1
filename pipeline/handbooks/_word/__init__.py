"""Fills a Word template (docxtpl) and makes the result lasting: linked, strict, and the same bytes each time."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.handbooks import RenderOptions
from pipeline.handbooks._word import markup, volume
from pipeline.handbooks._word.package import packed
from pipeline.handbooks._word.template import Template, damages_of
from pipeline.handbooks.book import Book, slot
from pipeline.handbooks.environment import Filters, data_of, environment
from pipeline.handbooks.links import Anchor, Link, strong


def fill(
    name: str,
    context: Mapping[str, object],
    options: RenderOptions,
    date: str | None = None,
    colour: str | None = None,
) -> bytes:
    """The Word template ``name``, filled with what ``context`` names.

    ``date`` (ISO) is that of what the document holds; without it, the document tells none. ``colour`` comes in the
    place of that of supplied templates.

    Raises:
        TemplateError: the template is missing, is no Word document, or cannot be filled.
    """
    with damages_of(name):
        filled = _filled(name, context, options)
        filled.set_date(date)
        return packed(filled, colour)


def bind(name: str, chapter_name: str, book: Book, options: RenderOptions) -> bytes:
    """The Word template ``name``, filled with ``book``, with every chapter in its place.

    The template ``chapter_name`` makes the chapters. Headings of a chapter come one level lower, its anchors get its
    prefix; its cover and contents are those of the volume. A style is taken from the volume's template by its name,
    and from the chapter where that has none.

    Raises:
        TemplateError: as ``fill``.
    """
    with damages_of(name):
        volume_template = _filled(name, {"book": book.with_slots()}, options)
        volume_template.set_date(None)
        bound = volume_template.docx
        places = volume.places(bound, (slot(chapter.number) for chapter in book.chapters))
        ids = volume.bookmark_ids()
        for chapter in book.chapters:
            source = _filled(chapter_name, data_of(chapter.view), options).docx
            volume.put(places.get(slot(chapter.number)), source, bound, chapter.prefix, ids)
        return packed(bound, book.imprint.colour)


def _filled(name: str, context: Mapping[str, object], options: RenderOptions) -> Template:
    template = Template(name, options)
    filters: Filters = {"runs": markup.as_runs, "link_to": Link, "strong": strong, "place": Anchor, "page": markup.page}
    jinja = environment(options, markup.plain, filters)
    runs = markup.with_runs(context, template.style_ids(), template.get_docx().part)
    template.render(runs, jinja, autoescape=True)
    return template
