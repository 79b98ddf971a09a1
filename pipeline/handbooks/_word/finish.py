"""From the filled document to a finished one: checked, without traces of the tags, rows that break where they must."""

from __future__ import annotations

import math
from collections.abc import Iterator

from lxml import etree

from pipeline.base.errors import TemplateError
from pipeline.base.i18n import _
from pipeline.handbooks._word.names import TYPE, VALUE, WIDTH, W

_NAMES = {"w": W.strip("{}")}
_LOOSE_TEXT = etree.XPath(
    "//text()[not(parent::w:t or parent::w:instrText or parent::w:delText or parent::w:delInstrText)"
    " and normalize-space()]",
    namespaces=_NAMES,
)
_EMPTY_RUNS = etree.XPath("//w:r[not(w:t/node()) and not(*[not(self::w:rPr or self::w:t)])]", namespaces=_NAMES)
_WHOLE_ROW_LINES = 30
"""A row with more lines than this may break over two pages, whatever the template says."""
_LONG_CELLS = etree.XPath(f"//w:tc[string-length() + count(.//w:p) > {_WHOLE_ROW_LINES}]", namespaces=_NAMES)
"""The cells that could have so many lines: one for each paragraph and one for each character, at most."""
_TWIPS_PER_CHARACTER = 200
"""The width of a Chinese character of 10 points."""


def finish(body: etree._Element, name: str) -> None:
    """Does all this in place; ``name`` is that of the template.

    Raises:
        TemplateError: the template leaves a document that Word would call damaged, or would not show in full.
    """
    _refuse_loose_text(body, name)
    _refuse_bare_cells(body, name)
    _drop_empty_runs(body)
    _let_grids_follow(body)
    _let_long_rows_break(body)


def _refuse_loose_text(body: etree._Element, name: str) -> None:
    for loose in map(str.strip, _LOOSE_TEXT(body)):
        if loose:
            raise TemplateError(
                _("{template}: this text stands outside the lines of the document: {text}").format(
                    template=name, text=loose[:60]
                )
            )


def _refuse_bare_cells(body: etree._Element, name: str) -> None:
    """A cell whose last element is no paragraph makes Word call the whole file damaged."""
    for cell in body.iter(f"{W}tc"):
        if len(cell) == 0 or cell[-1].tag != f"{W}p":
            row = "".join(text.text or "" for text in cell.getparent().iter(f"{W}t"))
            raise TemplateError(
                _("{template}: a table cell is left without a paragraph, in the row: {text}").format(
                    template=name, text=row[:60]
                )
            )


def _drop_empty_runs(body: etree._Element) -> None:
    """Those around a ``{{r … }}`` tag that has a format of its own, and those of tags that gave nothing."""
    for run in _EMPTY_RUNS(body):
        run.getparent().remove(run)


def _let_grids_follow(body: etree._Element) -> None:
    """Gives columns the widths of their cells, in proportion, so that they fill the table however many a loop made."""
    for table in body.iter(f"{W}tbl"):
        columns = table.findall(f"{W}tblGrid/{W}gridCol")
        for row in table.iterchildren(f"{W}tr"):
            widths = [cell.find(f"{W}tcPr/{W}tcW") for cell in row.iterchildren(f"{W}tc")]
            if len(widths) == len(columns) and all(one is not None and one.get(TYPE) == "dxa" for one in widths):
                _set_widths(table, columns, [int(one.get(WIDTH)) for one in widths])
                break


def _set_widths(table: etree._Element, columns: list[etree._Element], widths: list[int]) -> None:
    whole = table.find(f"{W}tblPr/{W}tblW")
    if whole is not None and whole.get(TYPE) == "dxa" and sum(widths) not in (0, int(whole.get(WIDTH))):
        widths = [width * int(whole.get(WIDTH)) // sum(widths) for width in widths]
        for row in table.iterchildren(f"{W}tr"):
            _set_cell_widths(row, widths)
    for column, width in zip(columns, widths, strict=True):
        column.set(WIDTH, str(width))


def _set_cell_widths(row: etree._Element, widths: list[int]) -> None:
    first = 0
    for cell in row.iterchildren(f"{W}tc"):
        properties = {one.tag: one for one in cell.iterfind(f"{W}tcPr/*")}
        span, width = properties.get(f"{W}gridSpan"), properties.get(f"{W}tcW")
        end = first + (1 if span is None else int(span.get(VALUE)))
        if width is not None:
            width.set(WIDTH, str(sum(widths[first:end])))
        first = end


def _let_long_rows_break(body: etree._Element) -> None:
    for cell in _LONG_CELLS(body):
        if _lines(cell) > _WHOLE_ROW_LINES:
            for row in cell.iterancestors(f"{W}tr"):
                unbroken = row.find(f"{W}trPr/{W}cantSplit")
                if unbroken is not None:
                    unbroken.getparent().remove(unbroken)


def _lines(cell: etree._Element) -> int:
    """How many lines a cell takes, roughly."""
    width = cell.find(f"{W}tcPr/{W}tcW")
    twips = int(width.get(WIDTH)) if width is not None and width.get(TYPE) == "dxa" else 0
    per_line = max(twips // _TWIPS_PER_CHARACTER - 1, 1)
    return sum(max(math.ceil(length / per_line), 1) for length in _paragraph_lengths(cell))


def _paragraph_lengths(cell: etree._Element) -> Iterator[int]:
    for paragraph in cell.iter(f"{W}p"):
        yield len("".join(paragraph.itertext(f"{W}t", with_tail=False)))
