"""The body of an OpenDocument text, its notes, and what stands outside of both."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from math import degrees
from typing import Any, NamedTuple

from pipeline.base.i18n import _
from pipeline.readers import mathml, symbols, tables
from pipeline.readers._odf import fields, forms, frames
from pipeline.readers._odf.grid import CELLS, OdfGrid
from pipeline.readers._odf.names import NAMESPACES, qn, repeats
from pipeline.readers._odf.numbering import Counters, OdfNumbering
from pipeline.readers._odf.styles import DEEPEST, OdfLook, OdfStyles
from pipeline.readers.account import Account, emptied, taken, taken_tail
from pipeline.readers.attributes import is_aslant, whole
from pipeline.readers.blocks import Block, Line, Paragraph, Run
from pipeline.readers.casing import in_case
from pipeline.readers.colors import UNKNOWN, Ground, first
from pipeline.readers.footnotes import Footnotes
from pipeline.readers.tables import Marks

_PARAGRAPHS = (qn("text:p"), qn("text:h"))
_SPAN = qn("text:span")
_STYLE_NAME = qn("text:style-name")
_ROTATION = re.compile(r"rotate\s*\(\s*(-?\d+(?:\.\d+)?)\s*\)")
"""In radians."""
_TABLE = Marks(qn("table:table"), qn("table:table-row"), CELLS)
_ASIDE = {
    *map(qn, ("text:tracked-changes", "office:annotation", "text:sequence-decls", "text:ruby-text", "office:forms")),
    *map(qn, ("text:note-citation", "text:placeholder", "text:script", "table:title", "table:desc")),
    *map(qn, ("svg:title", "svg:desc", "text:hidden-paragraph", "office:scripts")),
}
"""What is no text of the page: changes that were taken back, comments, readings beside characters, prompts, titles."""
_INDEXES = {
    *map(qn, ("text:table-of-content", "text:illustration-index", "text:table-index", "text:object-index")),
    *map(qn, ("text:user-index", "text:alphabetical-index", "text:bibliography")),
}
"""Tables of contents and the like, which stand around the standard."""
_NUMBER, _NOTE = qn("text:number"), qn("text:note")
_HIDDEN_PARAGRAPH = qn("text:hidden-paragraph")
_DRAWING = f"{{{NAMESPACES['draw']}}}"
_MARGINS = tuple(qn(f"style:{part}{page}") for page in ("", "-first", "-left") for part in ("header", "footer"))
"""In the order in which they are read."""
_SPACES = re.compile(r"[ \t\r\n]+")


class _List(NamedTuple):
    """Where in a list a paragraph stands: the list's style and counters, and how deep; ``depth`` 0 is no list."""

    style: str = ""
    depth: int = 0
    counters: Counters | None = None


_NO_LIST = _List()


class OdfReader:
    """Walks the body. Pages are counted only where the writer noted where it broke them."""

    def __init__(self, styles: OdfStyles, body: Any, part: Callable[[str], Any | None]) -> None:
        self.account = Account()
        self._styles = styles
        self._part = part
        self._controls = forms.shown(body)
        self._has_numbers = next(body.iter(_NUMBER), None) is not None
        self._numbering = OdfNumbering(styles)
        self._grid = OdfGrid(self.account, styles)
        self._tables = count(1)
        self._breaks = 0
        self._notes: list[Any] = []
        self._footnotes = Footnotes()
        if notes := [(one.get(qn("text:note-class"), ""), _said(one)) for one in body.iter(_NOTE)]:
            self._footnotes = Footnotes(notes, "".join(body.itertext()))
        self._boxes: list[Any] = []
        self._later: list[Any] = []
        self._ground = styles.paper

    @property
    def pages(self) -> int | None:
        """How many pages the writer noted; ``None`` if it noted none."""
        return self._breaks + 1 if self._breaks else None

    def notes(self) -> Iterator[Block]:
        """The footnotes and endnotes of what was read so far."""
        while self._notes:
            notes, self._notes = self._notes, []
            for note in notes:
                yield from self._footnotes.marked(note, self.blocks(note))
        self._footnotes.tell(self.account)

    def margins(self, styles: Any) -> Iterator[Line]:
        """What stands in the margins of the pages."""
        found = sorted(styles.iter(*_MARGINS), key=lambda margin: _MARGINS.index(margin.tag))
        for margin in found:
            for block in self.blocks(margin):
                cells = [block] if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row]
                for line in (line for cell in cells for line in cell.lines):
                    self.account.margin(line)
                    yield line
            self.rest(margin)

    def rest(self, root: Any) -> None:
        """Says what of a part was not read. Every text that was is no longer in the tree."""
        left = []
        for element in root.iter():
            if element.text and element.text.strip() and element.tag != qn("office:binary-data"):
                left.append(taken(element))
            if element.tail and element.tail.strip() and element is not root:
                left.append(taken_tail(element))
        if left:
            message = _("Text stands where an OpenDocument text shows none; it was not read.")
            self.account.unread(message, " ".join(left))

    def blocks(self, parent: Any, place: _List = _NO_LIST) -> Iterator[Block]:
        """The paragraphs and tables inside ``parent``; whatever else stands around them is looked through."""
        for element in parent:
            tag = element.tag
            if tag in _PARAGRAPHS:
                yield from self._paragraph(element, place, is_first=False)
            elif tag in _ASIDE or tag.endswith("-source"):
                self.account.aside(emptied(element))
            elif tag == qn("table:table"):
                yield from self._table(element)
            elif tag == qn("text:list"):
                yield from self._list(element, place)
            elif tag == qn("text:numbered-paragraph"):
                yield from self._numbered(element)
            elif tag == qn("text:soft-page-break"):
                self._breaks += 1
            elif tag in _INDEXES:
                self._index(element)
            elif tag == qn("text:section"):
                yield from self._section(element, place)
            elif tag.startswith(_DRAWING) and frames.is_on_later_page(element):
                self._later.append(element)
            elif tag.startswith(_DRAWING):
                yield from self._framed(element)
            else:
                yield from self.blocks(element, place)

    def later(self) -> Iterator[Block]:
        """What stands in frames that belong to a page behind the first, wherever the file names them."""
        later, self._later = self._later, []
        for frame in sorted(later, key=frames.page):
            yield from self._framed(frame)

    def _framed(self, drawing: Any) -> Iterator[Block]:
        text = self._drawing(drawing)
        yield from [Paragraph((Line.plain(text),))] if text.strip() else []
        yield from self._boxed()

    def _index(self, element: Any) -> None:
        """Names the lines of an index: they stand around the standard."""
        for source in element:
            if source.tag.endswith("-source"):
                self.account.aside(emptied(source))
        for paragraph in element.iter(*_PARAGRAPHS):
            self.account.around(emptied(paragraph))

    def _section(self, section: Any, place: _List) -> list[Block]:
        """What stands in a section; of one whose content is in another file, and not in this one, it is said."""
        if _is_hidden_section(section):
            self.account.hidden(emptied(section))
            return []
        source = section.find(qn("text:section-source"))
        if source is not None and source.get(qn("xlink:href")) and not "".join(section.itertext()).strip():
            self.account.unread(_("A part of the document stands in another file, which was not read."))
        return self._on(self._styles.ground("section", section.get(_STYLE_NAME)), section, place)

    def _boxed(self) -> Iterator[Block]:
        """What stands in the text boxes of the paragraph that was just read."""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield from self._on(UNKNOWN, box)

    def _on(self, ground: Ground, parent: Any, place: _List = _NO_LIST) -> list[Block]:
        """What stands inside ``parent``, which lies on ``ground``."""
        around, self._ground = self._ground, first(ground, self._ground)
        found = list(self.blocks(parent, place))
        self._ground = around
        return found

    def _paragraph(self, element: Any, place: _List, *, is_first: bool, printed: str = "") -> Iterator[Block]:
        """A paragraph; the first one of a list's item has its number before it.

        ``printed`` is that number as the file has it for programs that cannot count; it holds where no style tells it.
        """
        style = element.get(_STYLE_NAME)
        look = self._styles.look("paragraph", style)
        is_hidden = look.hidden and not self._shows_some(element)
        if is_hidden or (len(element) and _is_hidden_paragraph(element)):
            self.account.hidden(emptied(element))
            return
        label = self._label(element, place, is_first=is_first)
        if printed or (self._has_numbers and len(element) and element[0].tag == _NUMBER):
            printed = printed or emptied(element[0])
            self.account.aside(printed if label else "")
            label = label or f"{printed} "
        ground = self._styles.ground("paragraph", style)
        around, self._ground = self._ground, self._ground if ground is None else ground
        lines = tuple(self._lines(element, label, look, is_item=place.depth > 0))
        self._ground = around
        if lines:
            yield Paragraph(lines)
        if self._boxes:
            yield from self._boxed()

    def _shows_some(self, paragraph: Any) -> bool:
        """Whether a part of a hidden paragraph is shown all the same, by a style of its own."""
        spans = paragraph.iter(qn("text:span"))
        return any(self._styles.look("text", one.get(qn("text:style-name"))).hidden is False for one in spans)

    def _label(self, element: Any, place: _List, *, is_first: bool) -> str:
        if place.depth and place.counters is not None:
            style = place.style or self._styles.list_style(element.get(qn("text:style-name")))
            item = element.getparent()
            start = item.get(qn("text:start-value")) if item is not None else None
            style = (item.get(qn("text:style-override")) if item is not None else None) or style
            return self._numbering.label(place.counters, style, place.depth, start) if is_first else ""
        depth = element.get(qn("text:outline-level"))
        if element.tag == qn("text:h") and depth and element.get(qn("text:is-list-header")) != "true":
            restarts = element.get(qn("text:restart-numbering")) == "true"
            start = element.get(qn("text:start-value")) or ("1" if restarts else None)
            return self._numbering.heading(whole(depth, 1, 1, DEEPEST), start)
        return ""

    def _list(self, element: Any, outer: _List) -> Iterator[Block]:
        style = element.get(qn("text:style-name")) or outer.style
        counters = outer.counters or self._numbering.begin(element, style)
        place = _List(style, outer.depth + 1, counters)
        for item in element:
            first = item.tag == qn("text:list-item")
            printed = ""
            for child in item:
                if child.tag == _NUMBER:
                    printed = emptied(child)
                elif child.tag in _PARAGRAPHS:
                    yield from self._paragraph(child, place, is_first=first, printed=printed if first else "")
                    first = False
                else:
                    yield from self.blocks([child], place)

    def _numbered(self, element: Any) -> Iterator[Block]:
        """A paragraph that says itself in which list it stands, and how deep."""
        depth = whole(element.get(qn("text:level")), 1, 1, DEEPEST)
        counters = self._numbering.by_id(element.get(qn("text:list-id")) or "")
        place = _List(element.get(qn("text:style-name")) or "", depth, counters)
        for paragraph in element:
            yield from self._paragraph(paragraph, place, is_first=True)

    def _table(self, element: Any) -> Iterator[Block]:
        ground = self._styles.ground("table", element.get(qn("table:style-name")))

        def read(cell: Any) -> list[Block]:
            return self._on(first(self._grid.cell_ground(cell), ground), cell)

        if tables.is_layout(element, _TABLE):
            yield from tables.looked_through(self._grid.slots(element), read, lambda: next(self._tables))
        else:
            number = next(self._tables)
            yield from tables.table(self._grid.slots(element), read, number, edges=self._grid.edges(element))

    def _lines(self, paragraph: Any, label: str, look: OdfLook, *, is_item: bool) -> Iterator[Line]:
        pieces: list[Run | None] = []
        self._take(paragraph, look, pieces)
        runs = [Run(label)] if label else []
        for piece in (*pieces, None):
            if piece is not None:
                runs.append(piece)
                continue
            text = "".join([run.text for run in runs])
            if text.strip() and text != label:
                yield Line(tuple(runs), list_item=is_item)
            runs = []

    def _take(self, element: Any, look: OdfLook, pieces: list[Run | None]) -> None:
        """Adds the runs inside ``element``; ``None`` for a line break or the end of a paragraph inside another."""
        if element.text:
            pieces += self._text(taken(element), look)
        for child in element:
            self._take_child(child, look, pieces)
            if child.tail:
                pieces += self._text(taken_tail(child), look)

    def _text(self, text: str, look: OdfLook) -> Sequence[Run]:
        if look.hidden:
            self.account.hidden(text)
            return ()
        if look.is_unseen_on(self._ground):
            self.account.unseen(text)
            return ()
        if look.is_struck:
            self.account.struck(text)
        return (Run(_shown(text, look), bool(look.raised)),)

    def _take_child(self, child: Any, look: OdfLook, pieces: list[Run | None]) -> None:
        tag = child.tag
        if tag == _SPAN:
            self._take_inside(child, look, pieces)
        elif tag == qn("text:s"):
            pieces.append(Run(" " * repeats(child.get(qn("text:c"))), bool(look.raised)))
        elif tag == qn("text:tab"):
            pieces.append(Run("\t", bool(look.raised)))
        elif tag == qn("text:line-break"):
            pieces.append(None)
        elif tag == qn("text:soft-page-break"):
            self._breaks += 1
        elif tag == _NOTE:
            self._take_note(child, pieces)
        elif tag == fields.LIST:
            self._take_chosen(child, look, pieces)
        elif tag == fields.FORM or fields.is_untold(child):
            self._take_field(child, look, pieces)
        elif tag in _ASIDE or _is_not_shown(child):
            self._not_shown(child)
            (self.account.hidden if fields.is_hidden_text(child) else self.account.aside)(emptied(child))
        else:
            self._not_shown(child)
            self._take_inside(child, look, pieces)

    def _take_note(self, note: Any, pieces: list[Run | None]) -> None:
        """Keeps a note for later; its mark, if it has one, is added."""
        for body in note.iterfind(qn("text:note-body")):
            self._notes.append(body)
            pieces += self._footnotes.mark(body)
        for citation in note.iterfind(qn("text:note-citation")):
            self.account.aside(emptied(citation))

    def _take_field(self, field: Any, look: OdfLook, pieces: list[Run | None]) -> None:
        """Adds what a form field shows; of a number that the file does not hold it is said so."""
        if fields.is_untold(field):
            message = _("The field “{code}” prints a number that the file does not hold; it was not read.")
            self.account.unread(message.format(code=field.get(qn("text:name")) or ""))
        else:
            shown, beside = fields.in_form(field)
            self.account.aside(beside)
            pieces += self._text(shown, look) if shown else ()
            self._take(field, look, pieces)

    def _take_chosen(self, child: Any, look: OdfLook, pieces: list[Run | None]) -> None:
        """Adds the entry of a list that is chosen; writers show it even if something else stands in the field."""
        chosen = fields.chosen(child)
        self.account.aside(fields.entries(child))
        if chosen is None:
            self._take_inside(child, look, pieces)
            return
        text = emptied(child)
        self.account.aside("" if text == chosen else text)
        pieces += self._text(chosen, look)

    def _not_shown(self, field: Any) -> None:
        for text in fields.not_shown(field):
            self.account.hidden(text)

    def _take_inside(self, child: Any, look: OdfLook, pieces: list[Run | None]) -> None:
        """Adds the runs of an element that has a style of its own, or may have."""
        tag = child.tag
        own = self._styles.look_inside(child.get(_STYLE_NAME), look)
        if own.hidden:
            self.account.hidden(emptied(child))
        elif tag == _SPAN:
            self._take(child, own, pieces)
        elif (inner := frames.in_line(child)) is not None:
            self._titles(child)
            self._take(inner, own, pieces)
        elif tag.startswith(_DRAWING):
            text = self._drawing(child)
            pieces += [Run(text, bool(look.raised))] if text else []
        elif tag == qn("math:math"):
            pieces += mathml.runs(child, self.account, raised=bool(look.raised))
        elif tag in (qn("table:table"), qn("text:list")):
            self._boxes.append([child])
        else:
            if tag in _PARAGRAPHS:
                pieces.append(None)
            self._take(child, own, pieces)

    def _drawing(self, element: Any) -> str:
        """What a drawing shows in its place; its text boxes are kept for later, all else is told to the account."""
        kind = element.tag.removeprefix(_DRAWING)
        if element.get(qn("draw:display")) == "none":
            self.account.aside(emptied(element))
            return ""
        if _is_stamp(element):
            self._titles(element)
            if text := emptied(element).strip():
                self.account.stamp(text)
                return ""
        if kind == "control":
            self._titles(element)
            return self._controls.get(element.get(qn("draw:control")) or "", "")
        if kind == "text-box":
            self._boxes.append(element)
        elif kind in ("object", "object-ole", "plugin", "applet", "floating-frame"):
            return self._object(element, kind)
        elif kind == "image":
            self.account.picture()
        elif kind in ("frame", "g", "a"):
            self._titles(element)
            shown = [one for one in element if one.tag.startswith(_DRAWING)]
            return "".join(map(self._drawing, shown[:1] if kind == "frame" else shown))
        else:
            self._boxes.append(element)
        return ""

    def _titles(self, element: Any) -> None:
        for one in element:
            if one.tag in _ASIDE:
                self.account.aside(emptied(one))

    def _object(self, element: Any, kind: str) -> str:
        """The text of an equation; of other objects it is said that they were not read."""
        root = next(iter(element), None)
        if root is None and kind == "object":
            root = self._part((element.get(qn("xlink:href")) or "").removeprefix("./").rstrip("/") + "/content.xml")
        if root is not None and root.tag == qn("math:math"):
            return "".join(run.text for run in mathml.runs(root, self.account))
        self.account.unread(_("An embedded object was not read."), "" if root is None else emptied(root))
        return ""


def _said(note: Any) -> str:
    """The text of a note."""
    return "".join(text for body in note.iterfind(qn("text:note-body")) for text in body.itertext())


def _is_stamp(drawing: Any) -> bool:
    """Whether a drawing lies aslant, as stamps do, which hold no tables."""
    turn = _ROTATION.search(drawing.get(qn("draw:transform")) or "")
    is_turned = turn is not None and is_aslant(degrees(float(turn[1])))
    return is_turned and next(drawing.iter(qn("table:table")), None) is None


def _is_hidden_paragraph(paragraph: Any) -> bool:
    fields = list(paragraph.iter(_HIDDEN_PARAGRAPH))
    return any(field.get(qn("text:is-hidden")) == "true" for field in fields) if fields else False


def _is_hidden_section(section: Any) -> bool:
    display = section.get(qn("text:display"))
    return bool(display == "none" or (display == "condition" and section.get(qn("text:is-hidden")) == "true"))


def _is_not_shown(element: Any) -> bool:
    """Whether a field shows nothing of its text, or a content control nothing but what it asks for."""
    is_prompt = element.get(qn("loext:showing-place-holder")) == "true"
    return bool(fields.is_hidden_text(element) or is_prompt or element.get(qn("text:display")) == "none")


def _shown(text: str, look: OdfLook) -> str:
    collapsed = text if text.isprintable() and "  " not in text else _SPACES.sub(" ", text)
    return symbols.shown(collapsed, look.symbols) if look.symbols else in_case(collapsed, look.transform)
