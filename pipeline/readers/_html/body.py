"""Walks a web page as a person sees it on a desktop's screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from pipeline.base.i18n import _
from pipeline.base.values import frozen
from pipeline.findings.diagnostics import Severity
from pipeline.readers import mathml, tables
from pipeline.readers._html import controls, drawings, generated, hiding, lists, sight
from pipeline.readers._html.around import Around, as_shown, inside, main_part
from pipeline.readers._html.css import Declarations, StyleSheet
from pipeline.readers._html.doubts import Doubts
from pipeline.readers._html.order import moved
from pipeline.readers._html.paragraphs import paragraph
from pipeline.readers._html.parts import PageParts
from pipeline.readers._html.table_rows import CELLS, ROW_GROUPS, Rows
from pipeline.readers.account import Account, taken, taken_tail
from pipeline.readers.blocks import Block, Run
from pipeline.readers.colors import UNKNOWN

_NO_TEXT = {"script", "style", "head", "link", "meta", "base"}
"""Elements whose content is no text at all."""
_ASIDE = {
    "noembed",
    "noframes",
    "datalist",
    "rt",
    "rp",
    "rtc",
    "audio",
    "video",
    "canvas",
    "del",
    "title",
    "param",
    "desc",
    "progress",
    "meter",
}
"""Elements that show nothing of their text, the readings beside characters, and what is marked as deleted."""
_HIDDEN = {"template", "noscript"}
"""Elements whose content a browser shows only with the help of a script, or without any."""
_AROUND = {"nav", "footer", "aside", "button", "dialog", "menu", "form"}
"""Elements around the content, unless they hold a table; some of them are content too where they stand in one."""
_NEVER_CONTENT = {"nav", "button"}
_CONTROLS = {"input", "select", "textarea"}
_BLOCKS = {
    *("p", "div", "section", "article", "main", "header", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol"),
    *("dl", "dt", "dd", "blockquote", "pre", "address", "figure", "figcaption", "caption", "form", "fieldset", "body"),
    *("hr", "center", "details", "summary", "legend", "hgroup", "search", "menu", "aside", "footer", "html"),
    *("thead", "tbody", "tfoot"),
}
_AS_BLOCK = {"block", "flex", "grid", "list-item", "flow-root", "table-caption"}
_AS_INLINE = {"inline", "inline-block", "inline-flex", "contents"}
_TABLE_ROLES = {
    **dict.fromkeys(("table", "grid"), "table"),
    **dict.fromkeys(("row", "table-row"), "tr"),
    **dict.fromkeys(("rowgroup", "table-row-group"), "tbody"),
    "table-header-group": "thead",
    "table-footer-group": "tfoot",
    **dict.fromkeys(("cell", "gridcell", "columnheader", "rowheader", "table-cell"), "td"),
}
"""What other elements stand for that are laid out as a table: by ``role`` or by ``display``."""
_TABLE = tables.Marks("table", "tr", CELLS)
_OF_TABLES = {"table", "tr", "td", "th"}
_ROWS = ("table", "tr", *ROW_GROUPS)


class HtmlReader:
    """Walks a page. ``parts`` give what it refers to by its addresses; ``parse`` makes a tree of a page in a frame.

    ``may_move``: whether style sheets may show anything in another order than it is written in.
    """

    def __init__(self, root: Any, parts: PageParts, parse: Callable[[bytes], Any | None], *, may_move: bool) -> None:
        self.account = Account()
        self._parts = parts
        self._parse = parse
        self._may_move = may_move
        self._sheet = StyleSheet(root, parts.sheet)
        self._generated: dict[tuple[Any, str], generated.Generated] = {}
        self._tables = count(1)
        self._numbers = lists.Numbers()
        self._holders: set[Any] = set()
        self._main: Any = None
        """The part of the page that is its content, where it says so; what follows it stands around it."""
        self._is_behind_main = False
        self._frames_read = 0
        self._doubts = Doubts(self._sheet)
        self._prepare(root)

    def page(self, root: Any) -> Iterator[Block]:
        """The content of the page in order."""
        for title in root.iterfind("./head/title"):
            self.account.aside(controls.emptied(title))
        ink = sight.TextInk(ground=UNKNOWN) if self._sheet.missing else sight.PLAIN
        yield from self._blocks(root, inside(root, self._sheet.of(root), Around(ink=ink)))
        self._rest(root)
        self._doubts.tell(self.account)
        self._tell_not_put()

    def _tell_not_put(self) -> None:
        """Names what style sheets put at elements that were not read, or between the cells of a table."""
        for (element, _place), content in self._generated.items():
            if element.tag in _ROWS and content.text.strip():
                self.account.unread(_("A style sheet puts text between the cells of a table."), content.text)
            else:
                self.account.aside(content.text)

    def _prepare(self, root: Any) -> None:
        """Gives elements that are laid out as a table, a row or a cell the names of those; notes what holds tables."""
        for element in root.iter():
            if element.tag not in _OF_TABLES:
                role = _TABLE_ROLES.get(element.get("role") or "")
                name = role or _TABLE_ROLES.get(self._sheet.of(element).get("display") or "")
                if name:
                    element.tag = name
                    _frame_row(element)
        self._generated.update(generated.contents(root, self._sheet))
        for table in root.iter("table"):
            for holder in table.iterancestors():
                if holder in self._holders:
                    break
                self._holders.add(holder)
        self._main = self._main if self._main is not None else main_part(root, self._holders)
        for one in moved(root, self._sheet, self._holders) if self._may_move else ():
            self._doubts.moved(one)

    def _rest(self, root: Any) -> None:
        """Says what was not read. Every text that was is no longer in the tree."""
        left = []
        for element in root.iter():
            if element.text and element.text.strip() and element.tag not in _NO_TEXT:
                left.append(taken(element))
            if element.tail and element.tail.strip() and element is not root:
                left.append(taken_tail(element))
        if left:
            self.account.unread(_("Text stands where a web page shows none; it was not read."), " ".join(left))

    def _blocks(self, parent: Any, context: Around, lead: Run | None = None) -> Iterator[Block]:
        """The content of ``parent`` in order: text between block elements is a paragraph of its own.

        ``lead`` is the number of a list's item whose text begins here.
        """
        is_item = parent.tag == "li" or lead is not None
        pieces = self._flow(parent, context)
        if parent.tag == "li" and (marker := self._marker(parent, context)):
            lead = Run(marker)
        yield from self._paragraphs(pieces, is_item, lead)

    def _marker(self, item: Any, context: Around) -> str:
        if context.is_unseen or item.getparent() is None:
            return ""
        form = lists.form(item, self._sheet.of(item), context.marker)
        number = self._numbers.count(item)
        content = self._sheet.generated(item, "marker").get("content", "normal")
        if content != "normal":
            marker = generated.marker(content, item, number)
            text, unknown = marker.text, marker.unknown
        elif form in self._sheet.counter_styles:
            has_bullets = "cyclic" in self._sheet.counter_styles[form]
            text, unknown = "", "" if has_bullets else form
        else:
            text, unknown = lists.marker(number, form), ""
        if unknown:
            message = _("A style sheet prints something before the items of a list that was not read ({content}).")
            self.account.unread(message.format(content=unknown))
        return text

    def _paragraphs(
        self, pieces: Iterable[Run | _Inner | None], is_item: bool = False, lead: Run | None = None
    ) -> Iterator[Block]:
        runs: list[Run | None] = [lead] if lead else []
        for piece in pieces:
            if not isinstance(piece, _Inner):
                runs.append(piece)
                continue
            inherits = lead is not None and not any(run.text.strip() for run in runs if run and run is not lead)
            if not inherits or piece.element.tag == "table":
                yield from paragraph(runs, is_item=is_item)
                inherits = False
            if piece.element.tag == "table":
                yield from self._table(piece.element, piece.context)
            else:
                yield from self._blocks(piece.element, piece.context, lead if inherits else None)
            runs, lead = [], None
        yield from paragraph(runs, is_item=is_item)

    def _flow(self, parent: Any, context: Around) -> Iterator[Run | _Inner | None]:
        """Runs, line breaks (``None``) and block elements inside ``parent``, inline elements looked through."""
        if self._generated:
            yield from self._put(parent, "before", context)
        if parent.text:
            yield from self._text(taken(parent), context)
        for child in parent:
            yield from self._child(child, context)
            if child.tail:
                yield from self._text(taken_tail(child), context)
        if self._generated:
            yield from self._put(parent, "after", context)

    def _put(self, element: Any, place: str, context: Around) -> Iterator[Run | None]:
        """What a style sheet puts before or behind the content of an element."""
        content = self._generated.pop((element, place), None)
        if content is None:
            return
        declared = self._sheet.generated(element, place)
        if hiding.is_out_of_sight(declared):
            self.account.aside(content.text)
            return
        if content.unknown:
            message = _("A style sheet prints something that was not read ({content}).")
            self.account.unread(message.format(content=content.unknown), severity=Severity.WARNING)
        if content.text:
            is_block = declared.get("display") in _AS_BLOCK
            yield from [None] if is_block and place == "after" else []
            yield from self._text(content.text, inside(element, declared, context))
            yield from [None] if is_block and place == "before" else []

    def _text(self, text: str, context: Around) -> Sequence[Run | None]:
        ink = context.ink
        if context.is_unseen:
            self.account.hidden(text)
            return ()
        if ink.is_unseen:
            (self.account.hidden if ink.is_nothing else self.account.unseen)(text)
            return ()
        if context.in_symbols or context.transform != "none":
            text = as_shown(text, context)
        if ink.is_struck:
            self.account.struck(text)
        if not context.keeps_lines:
            return (Run(text, context.raised),)
        lines = (Run(line, context.raised) for line in text.split("\n"))
        return [piece for line in lines for piece in (None, line)][1:]

    def _child(self, child: Any, context: Around) -> Iterator[Run | _Inner | None]:
        tag = child.tag
        if tag in _NO_TEXT:
            return
        declared = self._sheet.of(child)
        if tag in _ASIDE:
            self.account.aside(controls.emptied(child))
            return
        if tag in _HIDDEN or self._is_unseen(child, declared):
            self.account.hidden(controls.emptied(child))
            return
        if self._is_around(child, context):
            self.account.around(controls.emptied(child), in_table=context.in_table)
            return
        if hiding.is_stamp(declared) and child not in self._holders:
            self.account.stamp(controls.emptied(child))
            return
        inner = inside(child, declared, context)
        if child is self._main:
            self._is_behind_main = True
            inner = replace(inner, in_main=True)
        if tag == "details" and child.get("open") is None:
            self._doubts.closed(child)
        if tag == "br":
            yield None
        elif tag in _CONTROLS:
            yield from self._control(child, inner)
        elif tag in _SPECIAL:
            controls.write_out(child)
            yield from _SPECIAL[tag](self, child, inner)
        elif self._is_block(child, declared):
            yield _Inner(child, inner)
        else:
            yield from self._flow(child, inner)

    def _is_hidden(self, element: Any) -> bool:
        """Whether an element of a table is not shown; then it is taken out."""
        if not self._is_unseen(element, self._sheet.of(element)):
            return False
        self.account.hidden(controls.emptied(element))
        return True

    def _is_unseen(self, element: Any, declared: Declarations) -> bool:
        if element.tag == "dialog" and element.get("open") is None:
            return True
        if declared.get("mso-element") in _COMMENTS or (element.attrib and _is_marked_unseen(element, declared)):
            return True
        return self._doubts.is_hidden(element, declared)

    def _is_around(self, element: Any, context: Around) -> bool:
        if self._is_behind_main and not context.in_main:
            return element.tag != "table" and element not in self._holders
        is_button = element.tag == "button" or controls.is_button_or_icon(element)
        if not (is_button or element.tag in _AROUND) or element in self._holders:
            return False
        if is_button:
            return not controls.is_heading(element)
        return element.tag in _NEVER_CONTENT or not context.in_table

    def _is_block(self, element: Any, declared: Declarations) -> bool:
        display = declared.get("display")
        if element.tag == "table" or element in self._holders or display in _AS_BLOCK:
            return True
        return element.tag in _BLOCKS and display not in _AS_INLINE

    def _control(self, element: Any, context: Around) -> Iterator[Run | None]:
        lines, beside = controls.shown(element)
        self.account.aside(beside)
        for number, line in enumerate(lines):
            yield from [None] if number else []
            yield from self._text(line, context)

    def _picture(self, element: Any, _context: Around) -> Iterator[Run]:
        self.account.picture(element.get("alt"), element.get("title"), controls.emptied(element))
        yield from ()

    def _equation(self, element: Any, context: Around) -> Iterator[Run]:
        yield from mathml.runs(element, self.account, raised=context.raised)

    def _drawing(self, element: Any, context: Around) -> Iterator[Run | _Inner | None]:
        """The texts of a drawing, a line each; what it only defines for later use is not shown."""
        for one in list(element.iter()):
            is_shown = not hiding.is_out_of_sight(drawings.said_of(one, self._sheet.of(one)))
            if one.tag in ("defs", "symbol", "title", "desc", "metadata") or not is_shown:
                self.account.aside(controls.emptied(one))
        for piece in drawings.pieces(element, self._sheet.of, context.ink, is_hidden=context.is_unseen):
            yield from [None] if piece.begins else []
            if piece.holder is not None:
                yield _Inner(piece.holder, replace(context, ink=piece.ink, is_unseen=piece.is_hidden))
            yield from self._text(piece.text, replace(context, ink=piece.ink, is_unseen=piece.is_hidden))
        yield None
        self.account.aside(controls.emptied(element))

    def _frame(self, element: Any, context: Around) -> Iterator[Run | _Inner | None]:
        """The page that a frame shows, where the file holds it; an object of nothing shows what stands in it."""
        if element.tag == "object" and not element.get("data"):
            yield from self._flow(element, context)
            return
        self.account.aside(controls.emptied(element))
        source = (element.get("src") or element.get("data") or "").strip()
        own = element.get("srcdoc")
        data = own.encode() if own is not None else self._parts.get(source)
        self._frames_read += 1
        root = self._parse(data) if data and self._frames_read <= _MOST_FRAMES else None
        if root is not None:
            self._sheet.add(root)
            self._prepare(root)
            yield _Inner(root, replace(context, in_table=False))
        elif source and source != "about:blank":
            message = _("A frame of the page shows another document ({address}), which was not read.")
            self.account.unread(message.format(address=source[:200]), severity=Severity.WARNING)

    def _table(self, element: Any, context: Around) -> Iterator[Block]:
        """A table with what stands before it; one that only lays out the page is looked through."""
        inner = replace(context, in_table=True)
        found = Rows[Run | _Inner | None](self._child, self._text, self._is_hidden)
        found.collect(element, inner)
        for pieces in found.stray:
            yield from self._paragraphs(pieces)
        slots = list(tables.flowing(found.rows, found.groups))
        is_layout = tables.is_layout(element, _TABLE)
        known = {element: replace(inner, in_table=not is_layout)}
        if is_layout:
            yield from tables.looked_through(
                slots, lambda cell: self._blocks(cell, self._context(cell, known)), lambda: next(self._tables)
            )
            return
        yield from tables.table(
            slots, lambda cell: list(self._blocks(cell, self._context(cell, known))), next(self._tables)
        )

    def _context(self, element: Any, known: dict[Any, Around]) -> Around:
        """What holds in a row or cell of a table; ``known`` is what holds in the table and in its rows so far."""
        if element not in known:
            around = self._context(element.getparent(), known)
            known[element] = inside(element, self._sheet.of(element), around)
        return known[element]


@frozen
class _Inner:
    """A block element inside another, with what it takes over."""

    element: Any
    context: Around


_MOST_FRAMES = 50
_COMMENTS = ("comment", "comment-list")
"""What Word calls the comments that it puts below the text of a page."""
_SPECIAL: Mapping[str, Callable[[HtmlReader, Any, Around], Iterator[Run | _Inner | None]]] = {
    "img": HtmlReader._picture,
    "math": HtmlReader._equation,
    "svg": HtmlReader._drawing,
    "iframe": HtmlReader._frame,
    "frame": HtmlReader._frame,
    "object": HtmlReader._frame,
    "embed": HtmlReader._frame,
}


def _is_marked_unseen(element: Any, declared: Declarations) -> bool:
    """Whether an attribute says that an element is not shown."""
    if "msocomanchor" in (element.get("class") or "") or element.get("popover") is not None:
        return True
    return element.get("hidden") is not None and declared.get("display", "none") == "none"


def _frame_row(row: Any) -> None:
    """Makes a group of rows of what stands between a row and its table and has no name of its own."""
    around = row.getparent() if row.tag == "tr" else None
    if around is not None and around.tag in ("div", "span") and around.getparent().tag == "table":
        around.tag = "tbody"
