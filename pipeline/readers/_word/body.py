"""A Word document's body, its notes, and what stands outside of both."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import accumulate, chain, count
from typing import Any

from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Severity
from pipeline.readers import colors, tables
from pipeline.readers._word import chunks, drawings, equations, fields, inks
from pipeline.readers._word.names import NAMESPACES, child, children, qn, switch, value, value_among
from pipeline.readers._word.numbering import ListLabel, WordNumbering
from pipeline.readers._word.package import Package
from pipeline.readers._word.styles import SYMBOL_FONTS, WordLook, WordStyles
from pipeline.readers.account import Account, emptied, taken, taken_tail
from pipeline.readers.attributes import whole
from pipeline.readers.blocks import Block, Body, Line, Paragraph, Run, Table
from pipeline.readers.tables import MOST_COLUMNS, Marks, TablePart

_TWIPS_PER_POINT = 20
_GONE = {qn("w:del"), qn("w:moveFrom"), qn("w14:conflictDel")}
"""What a tracked change has taken away, one that meets another's too."""
_CODES = {qn("w:instrText"), qn("w:delInstrText"), qn("w:delText"), qn("w:rt")}
"""Deleted text, field codes, and the readings beside characters."""
_PRIVATE = 0xF000
"""Where Unicode's private use area holds the characters of symbol fonts."""
_CHARACTERS = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): "\u00ad"}
_TABLE = Marks(qn("w:tbl"), qn("w:tr"), (qn("w:tc"),), (qn("w:t"),))
_BLOCKS = (qn("w:p"), qn("w:tbl"), qn("w:altChunk"), qn("w:subDoc"), qn("m:oMathPara"), qn("m:oMath"))
_PROPERTIES = {
    qn(f"w:{name}")
    for name in ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "sectPr", "sdtPr", "sdtEndPr", "rubyPr")
}
_TECHNICAL = {qn("w:fldData"), qn("w:binData")}
"""Elements whose text is none."""
_SPOKEN = {"", *(f"{{{NAMESPACES[prefix]}}}" for prefix in ("w", "m", "a"))}
"""Namespaces whose texts are written for people."""


def read(data: bytes, limits: Limits, *, depth: int = 0) -> Body:
    """The content of a Word document, which may be ``depth`` parts deep inside another.

    Raises:
        Unreadable: the container or the XML of its main parts is damaged, encrypted or too large.
    """
    package = Package(data, limits)
    root = package.main_root()
    main = package.main or ""
    styles = WordStyles(_first(package, main, "styles"))
    reader = _BodyReader(
        package, main, styles, WordNumbering(_first(package, main, "numbering"), styles), limits, depth
    )
    reader.ground = inks.of_page(root)
    body = child(root, "w:body")
    blocks = (*reader.blocks(root if body is None else body), *reader.notes())
    margins = tuple(reader.margins(root))
    reader.comments()
    reader.rest(root)
    reader.damaged()
    account = reader.account
    return Body(
        blocks, (*margins, *account.outside), reader.pages, account.diagnostics(), withheld=tuple(account.withheld)
    )


def _first(package: Package, part: str, kind: str) -> Any | None:
    """The root of the first part of a kind; none if there is no such part, or a damaged one."""
    return next((package.root_if_whole(name) for name in package.related(part, kind)), None)


_OF_OFFICE = (
    "http://schemas.microsoft.com/office/",
    "http://schemas.openxmlformats.org/",
    "urn:schemas-microsoft-com:",
)
"""How the names of all begin that Word can show."""
_LOWEST_ROW = 40
"""Twentieths of a point: a row of fixed height shows nothing below it."""


class _BodyReader:
    """Walks the body. Pages are counted only where Word noted where it broke them."""

    def __init__(
        self, package: Package, main: str, styles: WordStyles, numbering: WordNumbering, limits: Limits, depth: int
    ) -> None:
        self.account = Account()
        self._package = package
        self._part = main
        self._main = main
        self._styles = styles
        self._numbering = numbering
        self._chunks = chunks.Chunks(package, limits, depth)
        self._tables = count(1)
        self._breaks = 0
        self._boxes: list[Any] = []
        self.ground: colors.Ground = colors.WHITE

    @property
    def pages(self) -> int | None:
        return self._breaks + 1 if self._breaks else None

    def blocks(self, parent: Any, table_style: str = "") -> Iterator[Block]:
        """The paragraphs and tables inside ``parent``, whatever stands around them, each with its text boxes."""
        for element in self._members(parent, _BLOCKS):
            if element.tag == qn("w:p"):
                lines = tuple(self._lines(element, table_style))
                if lines:
                    yield Paragraph(lines)
            elif element.tag == qn("w:tbl"):
                yield from self._table(element)
            elif element.tag == qn("w:altChunk"):
                yield from self._chunk(element)
            elif element.tag == qn("w:subDoc"):
                self.account.unread(_("A part of the document stands in another file, which was not read."))
            else:
                runs = tuple(equations.runs(element))
                yield from [Paragraph((Line(runs),))] if _is_text(runs) else []
            yield from self._boxed(table_style)

    def notes(self) -> Iterator[Block]:
        """The footnotes and endnotes; the lines that part them from the text stand outside."""
        for note in self._read_parts("footnotes", "endnotes"):
            if note.get(qn("w:type"), "normal") == "normal":
                yield from self.blocks(note)
            else:
                self.account.aside(emptied(note))

    def margins(self, root: Any) -> Iterator[Line]:
        """What stands in the margins of the pages; a line that several parts have is told once.

        Whatever sections refer to counts, too.
        """
        seen: set[str] = set()
        ids = {one.get(qn("r:id"), "") for one in root.iter(qn("w:headerReference"), qn("w:footerReference"))}
        for part in self._read_parts("header", "footer", ids=ids, whole_part=True):
            blocks = list(self.blocks(part))
            cells = [cell for one in blocks for cell in ([one] if isinstance(one, Paragraph) else chain(*one.rows))]
            lines = [line for cell in cells for line in cell.lines]
            yield from [line for line in lines if line.text not in seen]
            seen.update(line.text for line in lines)

    def comments(self) -> None:
        """Comments stand in the margin of the page and are no text of it."""
        for comment in self._read_parts("comments"):
            self.account.aside(emptied(comment))

    def rest(self, root: Any) -> None:
        """Says what of a part was not read. Every text that was is no longer in the tree."""
        left: list[str] = []
        technical: list[str] = []
        for element in root.iter():
            if element.tail and element.tail.strip():
                left.append(taken_tail(element))
            if element.text and element.text.strip() and element.tag not in _TECHNICAL:
                space = element.tag[: element.tag.find("}") + 1]
                (left if space in _SPOKEN else technical).append(taken(element))
        for text in technical:
            self.account.aside("" if text.isascii() else text)
        if left:
            message = _("Text stands where a Word document shows none; it was not read.")
            self.account.unread(message, " ".join(left))

    def _read_parts(self, *kinds: str, ids: Collection[str] = (), whole_part: bool = False) -> Iterator[Any]:
        """The parts of these kinds or ids, or what stands in them one by one; drawings belong to their parts."""
        for name in self._package.related(self._main, *kinds, ids=ids):
            root = self._package.root_if_whole(name)
            if root is None:
                continue
            self._part = name
            yield from [root] if whole_part else root
            self.rest(root)
        self._part = self._main

    def damaged(self) -> None:
        """Names the parts that could not be read: pages, or what tells numbers, hidden text or where parts are."""
        for name in self._package.damaged:
            self.account.unread(_("A part of the document is damaged and was not read ({name}).").format(name=name))

    def _members(self, parent: Any, wanted: tuple[str, ...]) -> Iterator[Any]:
        """The elements of these tags inside ``parent``, looked for through everything that only stands around them."""
        for element in parent:
            if element.tag in wanted:
                yield element
            elif element.tag in _GONE:
                self.account.aside(emptied(element))
            elif element.tag == qn("w:sdt"):
                yield from self._members(self._controlled(element), wanted)
            elif element.tag == qn("mc:AlternateContent"):
                yield from self._members(self._chosen(element), wanted)
            elif element.tag not in _PROPERTIES:
                yield from self._members(element, wanted)

    def _controlled(self, control: Any) -> Any:
        """The content of a content control; its prompt, if that is all it shows, stands outside."""
        content = child(control, "w:sdtContent")
        if content is not None and switch(control, "w:sdtPr/w:showingPlcHdr"):
            self.account.aside(emptied(content))
        return control if content is None else content

    def _chosen(self, alternatives: Any) -> Any:
        """The form that Word shows; others stand outside unless they say the same, as the copies for old readers do."""
        choices = [*alternatives.iterfind(qn("mc:Choice")), *alternatives.iterfind(qn("mc:Fallback"))]
        if not choices:
            return alternatives
        chosen = next((one for one in choices if _is_known(one)), choices[0])
        shown = "".join("".join(chosen.itertext()).split())
        for other in choices:
            text = emptied(other) if other is not chosen else ""
            if "".join(text.split()) not in shown:
                self.account.aside(text)
        return chosen

    def _chunk(self, element: Any) -> Iterator[Block]:
        """What an imported part shows, as if it stood here."""
        body = self._chunks.read(self._part, element, self.account)
        for block in body.blocks if body else ():
            yield replace(block, number=next(self._tables)) if isinstance(block, Table) else block
        self.account.outside += body.outside if body else ()
        self.account.findings += body.diagnostics if body else ()

    def _boxed(self, table_style: str) -> Iterator[Block]:
        """What stands in the text boxes of the paragraph that was just read."""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            if isinstance(box, str):
                yield Paragraph((Line.plain(box),))
            elif box.tag == qn("a:txBody"):
                lines = [Line.plain(emptied(paragraph)) for paragraph in box.iterfind(qn("a:p"))]
                yield from [Paragraph((line,)) for line in lines if line.text.strip()]
            else:
                yield from self._on(colors.UNKNOWN, box, table_style)

    def _on(self, ground: colors.Ground, parent: Any, table_style: str) -> list[Block]:
        """What stands inside ``parent``, which lies on ``ground``."""
        around, self.ground = self.ground, ground
        found = list(self.blocks(parent, table_style))
        self.ground = around
        return found

    def _table(self, element: Any) -> Iterator[Block]:
        style = value(element, "w:tblPr/w:tblStyle") or ""
        is_layout = tables.is_layout(element, _TABLE)
        number = 0 if is_layout else next(self._tables)
        ground = inks.nearest(element.iterfind(f"{qn('w:tblPr')}/{qn('w:shd')}"))
        if ground is None:
            ground = self._styles.ground(style) and colors.UNKNOWN
        grid = sum(1 for _column in element.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
        rows = [list(self._parts(row, grid)) for row in self._members(element, (qn("w:tr"),)) if not self._is_gone(row)]
        columns = max((part.column + part.colspan for row in rows for part in row), default=0)
        slots = tables.joined(rows)

        def read(cell: Any) -> list[Block]:
            return self._on(colors.first(_cell_ground(cell), ground, self.ground), cell, style)

        if is_layout:
            yield from tables.looked_through(slots, read, lambda: next(self._tables))
        else:
            yield from tables.table(slots, read, number, height=len(rows), edges=_edges(element, columns))

    def _is_gone(self, row: Any) -> bool:
        """Whether a row is hidden, too low to show anything, or taken away by a tracked change.

        A low row stays, without what is in it alone, if one of its cells goes on above or below it.
        """
        if _is_squeezed(row):
            cells = list(self._members(row, (qn("w:tc"),)))
            level = [cell for cell in cells if child(cell, "w:tcPr/w:vMerge") is None]
            self.account.unseen(" ".join(map(emptied, level)).strip())
            return len(level) == len(cells)
        is_deleted = child(row, "w:trPr/w:del") is not None
        if not is_deleted and not switch(row, "w:trPr/w:hidden"):
            return False
        (self.account.aside if is_deleted else self.account.hidden)(emptied(row))
        return True

    def _parts(self, row: Any, grid: int) -> Iterator[TablePart]:
        """The cells of a row. What stands in one that goes on from above or from the left is covered.

        ``grid``: the columns of the table. A deleted cell leaves a gap, unless the row has too many with it.
        """
        column = whole(value(row, "w:trPr/w:gridBefore"), 0, 0, MOST_COLUMNS)
        pending: TablePart | None = None
        cells = [(cell, _span(cell)) for cell in self._members(row, (qn("w:tc"),))]
        has_too_many = 0 < grid < column + sum(span for _cell, span in cells)
        for cell, span in cells:
            if has_too_many and child(cell, "w:tcPr/w:cellDel") is not None:
                self.account.aside(emptied(cell))
                continue
            continues = value(cell, "w:tcPr/w:vMerge") in ("", "continue")
            column, start = column + span, column
            if pending is not None and value(cell, "w:tcPr/w:hMerge") in ("", "continue"):
                pending = pending._replace(colspan=pending.colspan + span)
                self._covered(cell)
                continue
            if pending is not None:
                yield pending
                pending = None
            if child(cell, "w:tcPr/w:cellDel") is not None:
                self.account.aside(emptied(cell))
                continue
            if continues:
                self._covered(cell)
            pending = TablePart(cell, start, span, continues)
        if pending is not None:
            yield pending

    def _covered(self, cell: Any) -> None:
        text = emptied(cell)
        if text.strip():
            message = _("A cell that is part of a merged one holds text that Word does not show.")
            self.account.unread(message, text, Severity.WARNING)

    def _lines(self, paragraph: Any, table_style: str) -> Iterator[Line]:
        """The lines of a paragraph, cut at its line breaks; the number that Word prints before it comes first."""
        said = children(child(paragraph, "w:pPr"))
        style = value_among(said, "w:pStyle") or ""
        own = inks.ground_of(said.get(qn("w:shd")))
        if own is None and style:
            own = self._styles.ground(style)
        ground = colors.first(own, self.ground)
        context = _ParagraphContext(self._styles, style, table_style, fields.fields(paragraph), ground)
        pieces = list(self._pieces(paragraph, context))
        label = self._label(said, style, table_style, pieces)
        runs: list[Run] = [Run(label.text)] if label.text else []
        for piece in [*pieces, None]:
            if piece is not None:
                runs.append(piece)
                continue
            if _is_text(runs):
                yield Line(tuple(runs), list_item=label.is_item)
            runs = []

    def _label(self, said: Mapping[str, Any], style: str, table_style: str, pieces: list[Run | None]) -> ListLabel:
        """The number of a paragraph; one of which nothing is to be seen has none and does not count."""
        if not _is_text([piece for piece in pieces if piece]):
            mark = said.get(qn("w:rPr"))
            look = self._styles.look_of(mark, style, table_style)
            is_deleted = mark is not None and child(mark, "w:del") is not None
            if is_deleted or look.is_hidden or look.ink.is_tiny or look.ink.is_lost_on(self.ground):
                return ListLabel("", is_item=False)
        return self._numbering.label(said.get(qn("w:numPr")), style)

    def _pieces(self, parent: Any, context: _ParagraphContext) -> Iterator[Run | None]:
        """The runs inside ``parent``; ``None`` for a line break."""
        for element in self._members(parent, (qn("w:r"), qn("m:oMath"), qn("w:subDoc"))):
            if element.tag == qn("m:oMath"):
                yield from equations.runs(element)
            elif element.tag == qn("w:subDoc"):
                self.account.unread(_("A part of the document stands in another file, which was not read."))
            elif (look := context.look(element)).is_hidden:
                self.account.hidden(_spaced(element))
            else:
                yield from self._inside(element, look, context)

    def _inside(self, run: Any, look: WordLook, context: _ParagraphContext) -> Iterator[Run | None]:
        for element in run:
            tag = element.tag
            if tag == qn("w:t"):
                text = taken(element)
                if element in context.fields.codes:
                    self.account.aside(text)
                elif context.is_unseen(look.ink):
                    self.account.unseen(text)
                else:
                    self.account.struck(text if look.is_struck else "")
                    yield Run(_as_shown(text, look), look.is_raised)
            elif tag in _CHARACTERS:
                yield Run(_CHARACTERS[tag], look.is_raised)
            elif tag in (qn("w:br"), qn("w:cr")):
                yield None
            elif tag == qn("w:lastRenderedPageBreak"):
                self._breaks += 1
            elif tag == qn("mc:AlternateContent"):
                yield from self._inside(self._chosen(element), look, context)
            elif tag not in _PROPERTIES:
                yield from self._special(element, look, context)

    def _special(self, element: Any, look: WordLook, context: _ParagraphContext) -> Iterator[Run | None]:
        """What of a run is no plain text."""
        tag = element.tag
        if tag in _CODES or tag in _GONE:
            self.account.aside(emptied(element))
        elif tag == qn("w:sym"):
            yield Run(_symbol(element), look.is_raised)
        elif tag == qn("w:fldChar"):
            if element in context.fields.drawn:
                yield Run(self._drawn(*context.fields.drawn[element]), look.is_raised)
        elif tag in drawings.DRAWINGS:
            self._boxes += drawings.boxes(element, self._package, self._part, self.account, self._chosen)
        elif tag == qn("w:ruby"):
            for part in element:
                if part.tag == qn("w:rubyBase"):
                    yield from self._pieces(part, context)
                elif part.tag == qn("w:rt"):
                    self.account.aside(emptied(part))
        elif tag in (qn("w:r"), qn("w:rubyBase")):
            yield from self._inside(element, look, context)
        else:
            yield from self._pieces(element, context)

    def _drawn(self, code: str, drawn: fields.FieldContent) -> str:
        self.account.aside(drawn.beside)
        if drawn.is_simplified:
            message = _("The field “{code}” draws characters over each other; it was read as “{text}”.")
            self.account.unread(message.format(code=code, text=drawn.text), severity=Severity.WARNING)
        if drawn.is_untold:
            message = _("The field “{code}” prints a number that the file does not hold; it was not read.")
            self.account.unread(message.format(code=code[:200]))
        return drawn.text


class _ParagraphContext:
    """What the runs of one paragraph need to know of it."""

    def __init__(
        self, styles: WordStyles, style: str, table_style: str, found: fields.Fields, ground: colors.Ground
    ) -> None:
        self.fields = found
        self._ground = ground
        self._styles = styles
        self._style = style
        self._table_style = table_style

    def look(self, run: Any) -> WordLook:
        return self._styles.look(run, self._style, self._table_style)

    def is_unseen(self, ink: inks.RunInk) -> bool:
        return ink.is_tiny or ink.is_lost_on(colors.first(ink.ground, self._ground))


def _span(cell: Any) -> int:
    return whole(value(cell, "w:tcPr/w:gridSpan"), 1, 1, MOST_COLUMNS)


def _is_squeezed(row: Any) -> bool:
    """Whether a row is made so low that it shows nothing."""
    height = child(row, "w:trPr/w:trHeight")
    if height is None or height.get(qn("w:hRule")) != "exact":
        return False
    return whole(height.get(qn("w:val")), _LOWEST_ROW, 0, _LOWEST_ROW) < _LOWEST_ROW


def _is_known(choice: Any) -> bool:
    """Whether Word knows all that one of several forms needs; the last resort needs nothing."""
    needed = (choice.nsmap.get(prefix, "") for prefix in (choice.get("Requires") or "").split())
    return all(name.startswith(_OF_OFFICE) for name in needed)


def _cell_ground(cell: Any) -> colors.Ground:
    return inks.ground_of(child(cell, "w:tcPr/w:shd"))


def _is_text(runs: tuple[Run, ...] | list[Run]) -> bool:
    return any(not run.text.isspace() for run in runs if run.text)


def _spaced(run: Any) -> str:
    """The text of a run that is not shown, taken out of the tree."""
    return " ".join(taken(element) for element in run.iter() if element.text)


def _edges(table: Any, columns: int) -> list[float]:
    """The edges of the grid's columns in points from the table's left; none if the file does not tell all."""
    grid = table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
    widths = [whole(column.get(qn("w:w")), 0, 0, 1_000_000) for column in grid]
    if len(widths) < columns or min(widths, default=0) <= 0:
        return [0.0]
    return [0.0, *(width / _TWIPS_PER_POINT for width in accumulate(widths))]


def _as_shown(text: str, look: WordLook) -> str:
    """Text in capitals as those, letters of a symbol font as the private characters that stand for them."""
    if look.in_symbols:
        return "".join(chr(_PRIVATE + ord(one)) if " " < one < "\u0100" else one for one in text)
    return text.upper() if look.is_capital else text


def _symbol(element: Any) -> str:
    try:
        number = int(element.get(qn("w:char")) or "20", 16)
        font = (element.get(qn("w:font")) or "").lower()
        shown = chr(_PRIVATE + number if number < 0x100 and font.startswith(SYMBOL_FONTS) else number)
        return "\ufffd" if "\ud800" <= shown <= "\udfff" else shown
    except (ValueError, OverflowError):
        return "\ufffd"
