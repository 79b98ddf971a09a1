"""From the filled document to a finished one: cells joined, columns counted, no two tables of one name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, count, takewhile

from lxml import etree

from pipeline.base.odf import name
from pipeline.handbooks._odf.names import CELL, COVERED, MERGED, REPEATED, ROW, SPANNED
from pipeline.readers.attributes import whole

_MOST_COLUMNS = 1_000
"""More than any table of a template has."""

_PRIVATE = ("dc:creator", "dc:date", "meta:creation-date", "meta:initial-creator", "meta:printed-by", "meta:print-date")
_PRIVATE_SETTINGS = ("meta:editing-cycles", "meta:editing-duration", "meta:document-statistic", "meta:template")
_ROW_GROUPS = (name("table:table-header-rows"), name("table:table-rows"), name("table:table-row-group"))


def finish(root: etree._Element) -> None:
    """Does all this in place."""
    _cover_under_wide_cells(root)
    _merge_cells(root)
    _count_columns(root)
    _fill_empty_cells(root)
    make_table_names_unique(root)
    _forget_the_editor(root)


def _cover_under_wide_cells(root: etree._Element) -> None:
    """Gives a cell that a tag has made wide the covered cells that belong to it."""
    for cell in list(root.iter(CELL)):
        covered = sum(1 for _ in takewhile(lambda one: one.tag == COVERED, cell.itersiblings()))
        for _ in range(whole(cell.get(SPANNED), 1, 1, _MOST_COLUMNS) - 1 - covered):
            cell.addnext(etree.Element(COVERED))


def _merge_cells(root: etree._Element) -> None:
    """Joins every marked cell with the cell above it that begins in the same column."""
    for table in root.iter(name("table:table")):
        above: dict[int, etree._Element] = {}
        for row in _rows(table):
            column = 0
            for cell in row.iterchildren(CELL, COVERED):
                marked = bool(cell.attrib.pop(MERGED, ""))
                first = above.get(column)
                if marked and first is not None:
                    rows = int(first.get(name("table:number-rows-spanned"), "1"))
                    first.set(name("table:number-rows-spanned"), str(rows + 1))
                    cell.tag = COVERED
                    cell.attrib.clear()
                    for child in list(cell):
                        cell.remove(child)
                elif cell.tag == CELL:
                    above[column] = cell
                column += _columns(cell)


def _count_columns(root: etree._Element) -> None:
    """Lets the last column of a table stand for as many as its rows have come to need."""
    for table in root.iter(name("table:table")):
        columns = list(table.iterchildren(name("table:table-column")))
        cells = max((sum(map(_columns, row.iterchildren(CELL, COVERED))) for row in _rows(table)), default=0)
        needed = cells - sum(map(_columns, columns[:-1]))
        if columns and needed > 0 and needed != _columns(columns[-1]):
            columns[-1].set(REPEATED, str(needed))


def _columns(element: etree._Element) -> int:
    """How many columns a column or cell stands for."""
    return whole(element.get(REPEATED), 1, 1, _MOST_COLUMNS)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if element.tag == ROW:
            yield element
        elif element.tag in _ROW_GROUPS:
            yield from _rows(element)


def _fill_empty_cells(root: etree._Element) -> None:
    for cell in root.iter(CELL):
        if len(cell) == 0:
            etree.SubElement(cell, name("text:p"))


def make_table_names_unique(root: etree._Element) -> None:
    """Tables that a loop has made get a name each, as LibreOffice would give them."""
    taken: set[str] = set()
    for table in root.iter(name("table:table")):
        given = table.get(name("table:name"), "")
        free = next(one for one in chain([given], (f"{given}_{number}" for number in count(2))) if one not in taken)
        table.set(name("table:name"), free)
        taken.add(free)


def _forget_the_editor(root: etree._Element) -> None:
    """A handbook tells nothing of who made its template when."""
    for tag in (*_PRIVATE, *_PRIVATE_SETTINGS):
        for element in list(root.iter(name(tag))):
            if element.getparent().tag == name("office:meta"):
                element.getparent().remove(element)


def set_date(meta: etree._Element, date: str) -> None:
    """Lets the metadata say ``date`` (ISO) as the day when the document was made and changed."""
    for holder in meta.iter(name("office:meta")):
        for tag in ("meta:creation-date", "dc:date"):
            etree.SubElement(holder, name(tag)).text = f"{date}T00:00:00"
