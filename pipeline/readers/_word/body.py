"""A Word document's body, its notes, and what stands outside of both."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count
from typing import Any

from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Severity
from pipeline.readers import colors, tables
from pipeline.readers._word import chunks, fields, grid, inks, marks
from pipeline.readers._word.members import Members
from pipeline.readers._word.names import NAMESPACES, child, children, qn, switch, value, value_among
from pipeline.readers._word.numbering import ListLabel, WordNumbering
from pipeline.readers._word.package import Package
from pipeline.readers._word.runs import NOTES, ParagraphContext, RunReader, is_text
from pipeline.readers._word.styles import WordStyles
from pipeline.readers.account import Account, emptied, taken, taken_tail
from pipeline.readers.attributes import whole
from pipeline.readers.blocks import Block, Body, Line, Paragraph, Run, Table
from pipeline.readers.footnotes import Footnotes
from pipeline.readers.tables import MOST_COLUMNS, Marks, TablePart

_TABLE = Marks(qn("w:tbl"), qn("w:tr"), (qn("w:tc"),), (qn("w:t"),))
_BLOCKS = (qn("w:p"), qn("w:tbl"), qn("w:altChunk"), qn("w:subDoc"), qn("m:oMathPara"), qn("m:oMath"))
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
    reader.begin(root)
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


class _BodyReader:
    """Walks the body. Pages are counted only where Word noted where it broke them."""

    def __init__(
        self, package: Package, main: str, styles: WordStyles, numbering: WordNumbering, limits: Limits, depth: int
    ) -> None:
        self.account = Account()
        self._members = Members(self.account)
        self._runs = RunReader(self.account, self._members, package, main)
        self._package = package
        self._main = main
        self._styles = styles
        self._numbering = numbering
        self._chunks = chunks.Chunks(package, limits, depth)
        self._tables = count(1)
        self.ground: colors.Ground = colors.WHITE
        self._has_open_ends = False

    def begin(self, root: Any) -> None:
        """Looks at the body as a whole before it is read: its ground, paragraphs that go on, what leads to notes."""
        self.ground = inks.of_page(root)
        self._has_open_ends = marks.has_open_ends(root)
        if leads := [(one.tag, one.get(qn("w:id"))) for one in root.iter(*NOTES)]:
            said = dict(self._said_in_notes())
            self._runs.footnotes = Footnotes(((key[0], said.get(key, "")) for key in leads), _text(root))

    @property
    def pages(self) -> int | None:
        return self._runs.breaks + 1 if self._runs.breaks else None

    def blocks(self, parent: Any, table_style: str = "") -> Iterator[Block]:
        """The paragraphs and tables inside ``parent``, whatever stands around them, each with its text boxes."""
        for one in self._joined(self._members.inside(parent, _BLOCKS)):
            element = one[0]
            if element.tag == qn("w:p"):
                lines = tuple(self._lines(one, table_style))
                if lines:
                    yield Paragraph(lines)
            elif element.tag == qn("w:tbl"):
                yield from self._table(element)
            elif element.tag == qn("w:altChunk"):
                yield from self._chunk(element)
            elif element.tag == qn("w:subDoc"):
                self.account.unread(_("A part of the document stands in another file, which was not read."))
            else:
                runs = tuple(self._runs.equation(element))
                yield from [Paragraph((Line(runs),))] if is_text(runs) else []
            yield from self._boxed(table_style)

    def _joined(self, elements: Iterator[Any]) -> Iterator[tuple[Any, ...]]:
        """Each element alone, but a paragraph whose end is not shown together with the next one."""
        if not self._has_open_ends:
            yield from ((element,) for element in elements)
            return
        held: list[Any] = []
        for element in elements:
            is_paragraph = element.tag == qn("w:p")
            if held and not is_paragraph:
                yield tuple(held)
                held = []
            held.append(element)
            if not (is_paragraph and marks.is_open(element)):
                yield tuple(held)
                held = []
        if held:
            yield tuple(held)

    def _said_in_notes(self) -> Iterator[tuple[tuple[str, str | None], str]]:
        """The texts of the notes by what leads to them."""
        for name in self._package.related(self._main, "footnotes", "endnotes"):
            root = self._package.root_if_whole(name)
            for note in root if root is not None else ():
                yield (_lead(note), note.get(qn("w:id"))), _text(note)

    def notes(self) -> Iterator[Block]:
        """The footnotes and endnotes; the lines that part them from the text stand outside."""
        for note in self._read_parts("footnotes", "endnotes"):
            if note.get(qn("w:type"), "normal") == "normal":
                yield from self._runs.footnotes.marked((_lead(note), note.get(qn("w:id"))), self.blocks(note))
            else:
                self.account.aside(emptied(note))
        self._runs.footnotes.tell(self.account)

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
            for line in lines:
                if line.text not in seen:
                    self.account.margin(line)
                    yield line
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
            self._runs.part = name
            self._has_open_ends = marks.has_open_ends(root)
            yield from [root] if whole_part else root
            self.rest(root)
        self._runs.part = self._main

    def damaged(self) -> None:
        """Names the parts that could not be read: pages, or what tells numbers, hidden text or where parts are."""
        if self._numbering.has_unknown and not self._package.damaged:
            message = _("Paragraphs belong to lists that the file does not define; numbers before them were not read.")
            self.account.unread(message, severity=Severity.WARNING)
        for name in self._package.damaged:
            self.account.unread(_("A part of the document is damaged and was not read ({name}).").format(name=name))

    def _chunk(self, element: Any) -> Iterator[Block]:
        """What an imported part shows, as if it stood here."""
        body = self._chunks.read(self._runs.part, element, self.account)
        for block in body.blocks if body else ():
            yield replace(block, number=next(self._tables)) if isinstance(block, Table) else block
        self.account.outside += body.outside if body else ()
        self.account.findings += body.diagnostics if body else ()
        self.account.withheld += body.withheld if body else ()

    def _boxed(self, table_style: str) -> Iterator[Block]:
        """What stands in the text boxes of the paragraph that was just read."""
        boxes, self._runs.boxes = self._runs.boxes, []
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
        rows = list(self._rows(element))
        columns = max((part.column + part.colspan for row in rows for part in row), default=0)
        slots = tables.joined(rows)

        def read(cell: Any) -> list[Block]:
            return self._on(colors.first(grid.ground(cell), ground, self.ground), cell, style)

        if is_layout:
            yield from tables.looked_through(slots, read, lambda: next(self._tables))
        else:
            yield from tables.table(slots, read, number, height=len(rows), edges=grid.edges(element, columns))

    def _rows(self, table: Any) -> Iterator[list[TablePart]]:
        """The rows of a table that are shown."""
        widest = grid.columns(table)
        above: set[int] = set()
        for row in self._members.inside(table, (qn("w:tr"),)):
            if not self._is_gone(row):
                merged: set[int] = set()
                yield list(self._parts(row, widest, above, merged))
                above = merged

    def _is_gone(self, row: Any) -> bool:
        """Whether a row is hidden, too low to show anything, or taken away by a tracked change.

        A low row stays, without what is in it alone, if one of its cells goes on above or below it.
        """
        if grid.is_squeezed(row):
            cells = list(self._members.inside(row, (qn("w:tc"),)))
            level = [cell for cell in cells if child(cell, "w:tcPr/w:vMerge") is None]
            self.account.unseen(" ".join(map(emptied, level)).strip())
            return len(level) == len(cells)
        is_deleted = child(row, "w:trPr/w:del") is not None
        if not is_deleted and not switch(row, "w:trPr/w:hidden"):
            return False
        (self.account.aside if is_deleted else self.account.hidden)(emptied(row))
        return True

    def _parts(self, row: Any, widest: int, above: set[int], merged: set[int]) -> Iterator[TablePart]:
        """The cells of a row. What stands in one that goes on from above or from the left is covered.

        ``widest``: the columns of the table. A deleted cell leaves a gap, unless the row has too many with it.
        ``above``: those in which the row above has a cell that is merged; those of this row are added to ``merged``.
        A cell with text that goes on where none does is shown as one of its own, as below a table's new first row.
        """
        column = whole(value(row, "w:trPr/w:gridBefore"), 0, 0, MOST_COLUMNS)
        pending: TablePart | None = None
        cells = [(cell, grid.span(cell)) for cell in self._members.inside(row, (qn("w:tc"),))]
        has_too_many = 0 < widest < column + sum(span for _cell, span in cells)
        for cell, span in cells:
            if has_too_many and child(cell, "w:tcPr/w:cellDel") is not None:
                self.account.aside(emptied(cell))
                continue
            merge = value(cell, "w:tcPr/w:vMerge")
            continues = merge in ("", "continue")
            column, start = column + span, column
            if merge is not None:
                merged.add(start)
                continues = continues and (start in above or not _has_text(cell))
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

    def _lines(self, paragraphs: Sequence[Any], table_style: str) -> Iterator[Line]:
        """The lines of a paragraph, cut at its line breaks; the number that Word prints before it comes first.

        ``paragraphs``: itself, or those that are shown as one because the ends of all but the last are not.
        """
        read = self._read if len(paragraphs) == 1 else self._read_as_one
        pieces, label = read(paragraphs, table_style)
        runs: list[Run] = [Run(label.text)] if label.text else []
        for piece in [*pieces, None]:
            if piece is not None:
                runs.append(piece)
                continue
            if is_text(runs):
                yield Line(tuple(runs), list_item=label.is_item)
            runs = []

    def _read(self, paragraphs: Sequence[Any], table_style: str) -> tuple[list[Run | None], ListLabel]:
        paragraph = paragraphs[0]
        said = children(child(paragraph, "w:pPr"))
        pieces = self._pieces(paragraph, said, table_style)
        return pieces, self._label(said, table_style, pieces)

    def _read_as_one(self, paragraphs: Sequence[Any], table_style: str) -> tuple[list[Run | None], ListLabel]:
        """What paragraphs show that are shown as one; their number is that of the first mark that is there.

        Where that has none, it is that of any of them with text: no number is lost.
        """
        sayings = [children(child(paragraph, "w:pPr")) for paragraph in paragraphs]
        read = [self._pieces(one, said, table_style) for one, said in zip(paragraphs, sayings, strict=True)]
        pieces = [piece for own in read for piece in own]
        *before, (last, _own) = zip(sayings, read, strict=True)
        kept = [one for one in before if not marks.is_taken(_mark(one[0]))]
        gone = [one for one in before if marks.is_taken(_mark(one[0])) and is_text([run for run in one[1] if run])]
        label = ListLabel("", is_item=False)
        for said, own in (*kept, (last, pieces), *gone):
            if not label.is_item:
                label = self._label(said, table_style, own)
        return pieces, label

    def _pieces(self, paragraph: Any, said: Mapping[str, Any], table_style: str) -> list[Run | None]:
        """What a paragraph of such properties shows; the lines of a table of contents stand around the standard."""
        style = _style(said)
        if style and self._styles.is_of_contents(style):
            self.account.around(emptied(paragraph))
        own = inks.ground_of(said.get(qn("w:shd")))
        if own is None and style:
            own = self._styles.ground(style)
        ground = colors.first(own, self.ground)
        context = ParagraphContext(self._styles, style, table_style, fields.fields(paragraph), ground)
        return list(self._runs.pieces(paragraph, context))

    def _label(self, said: Mapping[str, Any], table_style: str, pieces: list[Run | None]) -> ListLabel:
        """The number of a paragraph; one of which nothing is to be seen has none and does not count."""
        style = _style(said)
        if not is_text([piece for piece in pieces if piece]):
            look = self._styles.look_of(_mark(said), style, table_style)
            if marks.is_taken(_mark(said)) or look.is_hidden or look.ink.is_tiny or look.ink.is_lost_on(self.ground):
                return ListLabel("", is_item=False)
        return self._numbering.label(said.get(qn("w:numPr")), style)


def _mark(said: Mapping[str, Any]) -> Any | None:
    """What is said of the end of a paragraph."""
    return said.get(qn("w:rPr"))


def _style(said: Mapping[str, Any]) -> str:
    return value_among(said, "w:pStyle") or ""


def _lead(note: Any) -> str:
    """What the places are called that lead to a note."""
    return next((lead for lead, named in NOTES.items() if named == note.tag), "")


def _text(element: Any) -> str:
    return "".join(element.itertext(qn("w:t")))


def _has_text(cell: Any) -> bool:
    return any((text.text or "").strip() for text in cell.iter(qn("w:t")))
