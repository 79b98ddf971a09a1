"""Fills an OpenDocument template: an ODT file whose text holds Jinja tags, as LibreOffice saves it.

A tag may stand anywhere in a text. ``{%p … %}``, ``{%tr … %}``, ``{%tc … %}`` and ``{%li … %}`` stand alone in a
paragraph, a table row, a cell or a list item and take its place; a table has as many columns as its rows come to need.
``{% merge … %}`` in a cell lets it join the cell above where the condition holds. The same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import jinja2
from lxml import etree

from pipeline.handbooks import RenderOptions
from pipeline.handbooks._odf import finish, markup, package, source, volume
from pipeline.handbooks.book import Book, slot
from pipeline.handbooks.environment import Filters, data_of, environment, faults_of
from pipeline.handbooks.links import Anchor, Link, strong


def fill(
    name: str,
    context: Mapping[str, object],
    options: RenderOptions,
    date: str | None = None,
    colour: str | None = None,
) -> bytes:
    """The OpenDocument template ``name``, filled with what ``context`` names.

    ``date`` (ISO) is that of what the document holds; without it, the document tells none. ``colour`` comes in the
    place of that of supplied templates.

    Raises:
        TemplateError: the template is missing, is no OpenDocument text, or cannot be filled.
    """
    members = _filled(name, context, options)
    if date is not None and "meta.xml" in members:
        finish.set_date(members["meta.xml"], date)
    return package.packed(members, colour)


def bind(name: str, chapter_name: str, book: Book, options: RenderOptions) -> bytes:
    """The OpenDocument template ``name``, filled with ``book``, with every chapter in its place.

    The template ``chapter_name`` makes the chapters. Headings of a chapter come one level lower, its anchors get its
    prefix; its cover and contents are those of the volume. Styles that the volume's template does
    not have come along.

    Raises:
        TemplateError: as ``fill``.
    """
    members = _filled(name, {"book": book.with_slots()}, options)
    content, styles = members["content.xml"], members["styles.xml"]
    places = volume.places(content, (slot(chapter.number) for chapter in book.chapters))
    for chapter in book.chapters:
        parts = _filled(chapter_name, data_of(chapter.view), options)
        body = parts["content.xml"]
        volume.adapt(body, chapter.prefix)
        if slot(chapter.number) in places:
            volume.put(places[slot(chapter.number)], body)
        if chapter is book.chapters[0]:
            volume.add_styles(content, body, "office:automatic-styles")
            volume.add_styles(styles, parts["styles.xml"], "office:styles")
            members = {**{path: data for path, data in parts.items() if path.startswith("Pictures/")}, **members}
    finish.make_table_names_unique(content)
    return package.packed(members, book.imprint.colour)


def _filled(name: str, context: Mapping[str, object], options: RenderOptions) -> package.Members:
    members = package.opened(name, options)
    filters: Filters = {"link_to": Link, "strong": strong, "place": Anchor, "page": markup.page}
    pictures: package.Members = {}
    linked = environment(options, partial(markup.show, pictures=pictures), filters)
    for part, jinja in (("content.xml", linked), ("styles.xml", linked), ("meta.xml", environment(options, str))):
        if part in members:
            members[part] = _fill_part(members[part], name, options, jinja, context)
    return {**members, **pictures}


def _fill_part(
    part: bytes, name: str, options: RenderOptions, jinja: jinja2.Environment, context: Mapping[str, object]
) -> etree._Element:
    template = source.source(part, name)
    with faults_of(name, options, template):
        filled = jinja.from_string(template).render(context)
    root = source.parsed(filled.encode(), name)
    finish.finish(root)
    return root
