"""What stands inside a paragraph of a Word document: runs, fields, drawings, equations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Severity
from pipeline.readers import colors, symbols
from pipeline.readers._word import drawings, equations, fields, inks
from pipeline.readers._word.members import GONE, PROPERTIES, Members
from pipeline.readers._word.names import is_on, qn
from pipeline.readers._word.package import Package
from pipeline.readers._word.styles import WordLook, WordStyles
from pipeline.readers.account import Account, emptied, taken
from pipeline.readers.blocks import Run
from pipeline.readers.footnotes import Footnotes

_CODES = {qn("w:instrText"), qn("w:delInstrText"), qn("w:delText"), qn("w:rt")}
"""Deleted text, field codes, and the readings beside characters."""
_CHARACTERS = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): "\u00ad"}
NOTES = {qn("w:footnoteReference"): qn("w:footnote"), qn("w:endnoteReference"): qn("w:endnote")}
"""What leads to notes, and what these are called where they stand."""
_INLINE = (qn("w:r"), qn("m:oMath"), qn("w:subDoc"), qn("w:fldSimple"))


class ParagraphContext:
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


class RunReader:
    """Reads what stands inside paragraphs, and counts the pages where Word noted that it broke them."""

    def __init__(self, account: Account, members: Members, package: Package, part: str) -> None:
        self.part = part
        """The name of the part that is being read: its drawings are told by its relationships."""
        self.breaks = 0
        self.boxes: list[Any] = []
        """The text boxes of what was read so far, which stand behind its paragraph."""
        self.footnotes = Footnotes()
        self._account = account
        self._members = members
        self._package = package

    def pieces(self, parent: Any, context: ParagraphContext) -> Iterator[Run | None]:
        """The runs inside ``parent``; ``None`` for a line break."""
        for element in self._members.inside(parent, _INLINE):
            if element.tag == qn("m:oMath"):
                yield from self.equation(element)
            elif element.tag == qn("w:fldSimple"):
                yield from self._simple_field(element, context)
            elif element.tag == qn("w:subDoc"):
                self._account.unread(_("A part of the document stands in another file, which was not read."))
            elif (look := context.look(element)).is_hidden:
                self._account.hidden(_spaced(element))
            else:
                yield from self._inside(element, look, context)

    def equation(self, element: Any) -> Iterator[Run]:
        """The text of an equation, without what a tracked change has taken away or is hidden."""
        for gone in element.iter(*GONE):
            self._account.aside(emptied(gone))
        for hidden in element.iter(qn("w:vanish")):
            run = hidden.getparent().getparent()
            if run.tag == qn("m:r") and is_on(hidden):
                self._account.hidden(emptied(run))
        yield from equations.runs(element)

    def _simple_field(self, element: Any, context: ParagraphContext) -> Iterator[Run | None]:
        """A field whose code is an attribute: its result, or what it draws where the file holds none."""
        drawn = None
        if not any((text.text or "").strip() for text in element.iter(qn("w:t"))):
            drawn = fields.draw(element.get(qn("w:instr")) or "")
        yield from self.pieces(element, context)
        if drawn is not None:
            yield Run(self._drawn((element.get(qn("w:instr")) or "").strip(), drawn))

    def _inside(self, run: Any, look: WordLook, context: ParagraphContext) -> Iterator[Run | None]:
        for element in run:
            tag = element.tag
            if tag == qn("w:t"):
                text = taken(element)
                if element in context.fields.codes:
                    self._account.aside(text)
                elif context.is_unseen(look.ink):
                    self._account.unseen(text)
                else:
                    self._account.struck(text if look.is_struck else "")
                    yield Run(_as_shown(text, look), look.is_raised)
            elif tag in _CHARACTERS:
                yield Run(_CHARACTERS[tag], look.is_raised)
            elif tag in (qn("w:br"), qn("w:cr")):
                yield None
            elif tag == qn("w:lastRenderedPageBreak"):
                self.breaks += 1
            elif tag == qn("mc:AlternateContent"):
                yield from self._inside(self._members.chosen(element), look, context)
            elif tag not in PROPERTIES:
                yield from self._special(element, look, context)

    def _special(self, element: Any, look: WordLook, context: ParagraphContext) -> Iterator[Run | None]:
        """What of a run is no plain text."""
        tag = element.tag
        if tag in _CODES or tag in GONE:
            self._account.aside(emptied(element))
        elif tag == qn("w:sym"):
            yield Run(_symbol(element), look.is_raised)
        elif tag == qn("w:fldChar"):
            if element in context.fields.drawn:
                yield Run(self._drawn(*context.fields.drawn[element]), look.is_raised)
        elif tag in NOTES:
            if element.get(qn("w:customMarkFollows")) not in ("1", "true", "on"):
                yield from self.footnotes.mark((tag, element.get(qn("w:id"))))
        elif tag in drawings.DRAWINGS:
            yield from self._drawing(element, context)
        elif tag == qn("w:ruby"):
            yield from self._ruby(element, context)
        elif tag in (qn("w:r"), qn("w:rubyBase")):
            yield from self._inside(element, look, context)
        else:
            yield from self.pieces(element, context)

    def _drawing(self, element: Any, context: ParagraphContext) -> Iterator[Run | None]:
        """What a drawing shows in its line; its other text boxes are kept for later."""
        found = list(drawings.boxes(element, self._package, self.part, self._account, self._members.chosen))
        inner = drawings.in_line(element, found)
        if inner is None:
            self.boxes += found
        else:
            yield from self.pieces(inner, context)

    def _ruby(self, element: Any, context: ParagraphContext) -> Iterator[Run | None]:
        for part in element:
            if part.tag == qn("w:rubyBase"):
                yield from self.pieces(part, context)
            elif part.tag == qn("w:rt"):
                self._account.aside(emptied(part))

    def _drawn(self, code: str, drawn: fields.FieldContent) -> str:
        self._account.aside(drawn.beside)
        if drawn.is_simplified:
            message = _("The field “{code}” draws characters over each other; it was read as “{text}”.")
            self._account.unread(message.format(code=code, text=drawn.text), severity=Severity.WARNING)
        if drawn.is_untold:
            message = _("The field “{code}” prints a number that the file does not hold; it was not read.")
            self._account.unread(message.format(code=code[:200]))
        return drawn.text


def is_text(runs: tuple[Run, ...] | list[Run]) -> bool:
    """Whether there is anything to read in some runs."""
    return any(not run.text.isspace() for run in runs if run.text)


def _spaced(run: Any) -> str:
    """The text of a run that is not shown, taken out of the tree."""
    return " ".join(taken(element) for element in run.iter() if element.text)


def _as_shown(text: str, look: WordLook) -> str:
    """Text in capitals as those, letters of a symbol font as the signs that it draws."""
    if look.symbols:
        return symbols.shown(text, look.symbols)
    return text.upper() if look.is_capital else text


def _symbol(element: Any) -> str:
    try:
        return symbols.sign(int(element.get(qn("w:char")) or "20", 16), symbols.font_of(element.get(qn("w:font"))))
    except ValueError:
        return "\ufffd"
