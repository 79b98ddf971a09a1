"""Which engine reads a PDF: PDFium where it can be trusted, else pdfplumber, the reference.

Reading with both would cost what PDFium saves. So PDFium's engine looks out for what PDFium is known to get wrong,
and a document that holds any of it is read by the reference. ``PdfEngine.BOTH`` reads every document twice and holds
the two against each other.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, zip_longest
from types import ModuleType

from pipeline.base.i18n import _
from pipeline.base.limits import Limits, PdfEngine
from pipeline.base.provenance import Box
from pipeline.findings.diagnostics import Diagnostic, Unreadable
from pipeline.findings.raised.rd105_limit_exceeded import RULE as LIMIT_EXCEEDED
from pipeline.findings.raised.rd107_reference_engine import RULE as REFERENCE_ENGINE
from pipeline.findings.raised.rd108_part_not_read import RULE as PART_NOT_READ
from pipeline.findings.raised.rd111_untold_characters import RULE as UNTOLD_CHARACTERS
from pipeline.readers._pdf import forms, pdfium
from pipeline.readers._pdf.cells import TooComplex
from pipeline.readers._pdf.content import Content, laid_out
from pipeline.readers._pdf.lines import undoubled
from pipeline.readers._pdf.page import UNKNOWN, NotTrusted, Page
from pipeline.readers._pdf.pdfium import overlay
from pipeline.readers._pdf.seen import told
from pipeline.readers._pdf.sheets import parted
from pipeline.readers.blocks import Block, Line, Paragraph

_CONFUSED = 0.02
"""The share of a file's letters that the reference may miss for others."""
_SHOWN = 60
"""Letters that a finding shows."""
_NEAR = 1.0
"""Points by which the engines may place the same edge apart."""


def contents(data: bytes, limits: Limits) -> tuple[list[Content], tuple[Diagnostic, ...]]:
    """What every page holds, in order, and why the reference had to read it where PDFium was to.

    Raises:
        Unreadable: the file is damaged, protected by a password, or longer than ``limits.pages``.
    """
    if forms.are_too_many(data):
        raise Unreadable(LIMIT_EXCEEDED.found("file", _("The PDF draws forms in forms without end.")))
    if limits.pdf_engine is PdfEngine.PDFPLUMBER:
        return _laid_out(_by_reference(data, limits), limits), ()
    try:
        if limits.pdf_engine is PdfEngine.PDFIUM:
            return _laid_out(pdfium.pages(data, limits), limits), ()
        pages = list(pdfium.pages(data, limits))
        reason = next(differences(pages, list(_by_reference(data, limits))), None)
        if reason is None:
            return _laid_out(pages, limits), ()
    except NotTrusted as doubt:
        return _held_against_pdfium(data, limits, doubt)
    return _laid_out(_by_reference(data, limits), limits), (_told_by_reference(reason),)


def _told_by_reference(reason: str) -> Diagnostic:
    message = _("The reference engine, pdfplumber, read this document: {reason}.").format(reason=reason)
    return REFERENCE_ENGINE.found("file", message)


def _held_against_pdfium(
    data: bytes, limits: Limits, doubt: NotTrusted
) -> tuple[list[Content], tuple[Diagnostic, ...]]:
    """What the reference reads, with a finding if it takes some fonts' characters for others than PDFium does.

    pdfminer knows some of the character maps of fonts that are not embedded only in part, and stops at damage that
    PDFium reads over. For every character that is unknown to the reference PDFium may have one too many.
    """
    pages = list(_by_reference(data, limits))
    letters = _letters(pages)
    known, read = map(_counted_letters, (pdfium.characters(data), letters))
    lost = known - read
    doubts = [_told_by_reference(doubt.reason)]
    if not doubt.knows_characters and lost.total() > letters[UNKNOWN]:
        message = _("PDFium finds letters that pdfplumber does not: “{letters}”. Look at the pages.")
        shown = "".join(lost.elements())[:_SHOWN]
        doubts.append(PART_NOT_READ.found("letters", message.format(letters=shown)))
    if doubt.knows_characters and lost.total() > _CONFUSED * known.total():
        message = _("Some fonts of the PDF do not tell their characters; some text means nothing. Run it through OCR.")
        doubts.append(UNTOLD_CHARACTERS.found("file", message))
    return _laid_out(pages, limits), tuple(doubts)


def _letters(pages: Iterable[Page]) -> Counter[str]:
    """The characters of all text of some pages, seen or not."""
    found: Counter[str] = Counter()
    for page in pages:
        for one in chain(page.stretches, (odd.stretch for odd in page.odd)):
            found.update(one.text)
    return found


def _counted_letters(found: Counter[str]) -> Counter[str]:
    """The same of plain letters, those of ligatures and compatibility characters counted as such."""
    plain: Counter[str] = Counter()
    for text, count in found.items():
        for letter in _folded(text):
            if letter.isalnum():
                plain[letter] += count
    return plain


def _laid_out(pages: Iterable[Page], limits: Limits) -> list[Content]:
    try:
        return [laid_out(page) for page in parted(told(_counted(pages, limits)))]
    except TooComplex as error:
        raise Unreadable(
            LIMIT_EXCEEDED.found("file", _("The PDF draws more lines than the tables of a page have."))
        ) from error


def _counted(pages: Iterable[Page], limits: Limits) -> Iterator[Page]:
    """The pages as long as their text keeps to the limits."""
    count = 0
    for page in pages:
        count += sum(len(one.starts) for one in page.stretches) + len(page.odd)
        if count > limits.characters:
            message = _("The document has more than {limit} characters.").format(limit=limits.characters)
            raise Unreadable(LIMIT_EXCEEDED.found("file", message))
        yield page


def _by_reference(data: bytes, limits: Limits) -> Iterator[Page]:
    """The pages as the reference sees them; what PDFium knows of annotations is put into them first."""
    prepared = overlay.prepared(data)
    for page in _reference().pages(prepared.data, limits):
        texts = prepared.texts.get(page.number)
        yield _as_drawn(texts, page).on(page) if texts else page


def _as_drawn(texts: overlay.Texts, page: Page) -> overlay.Texts:
    """What annotations say; what the reference's page lacks letters of is not on it, though PDFium draws it."""
    letters = _counted_letters(_letters([page])) if texts.printed else Counter()
    lost = [one for one in texts.printed if _counted_letters(Counter(one)) - letters]
    printed = tuple(one for one in texts.printed if one not in lost)
    return texts._replace(printed=printed, missing=(*texts.missing, *lost)) if lost else texts


def _reference() -> ModuleType:
    from pipeline.readers._pdf import plumber  # noqa: PLC0415 - most runs need not wait for it

    return plumber


def differences(found: Sequence[Page], reference: Sequence[Page]) -> Iterator[str]:
    """Where two engines give different pages: in a glyph, in a line (its spaces, its end), in a cell.

    Each as a clause for people. Compatibility characters count as the plain ones, which PDFium gives for some.
    """
    if len(found) != len(reference):
        yield _("PDFium sees {count} pages, not {other}").format(count=len(found), other=len(reference))
    for one, other in zip(told(found), told(reference), strict=False):
        for what in _page_differences(one, other):
            yield _("on page {page} PDFium differs in {what}").format(page=one.number, what=what)


def _page_differences(one: Page, other: Page) -> Iterator[str]:
    if not _are_near((one.width, one.height), (other.width, other.height)):
        yield _("the page's size")
    mine, yours = _placed(one), _placed(other)
    for text in dict.fromkeys([*mine, *yours]):
        if not _are_same(mine.get(text, []), yours.get(text, [])):
            yield _("the character {text}").format(text=text)
    for here, there in zip_longest(_blocks(one), _blocks(other)):
        if here != there:
            yield _("the text “{text}”").format(text=there or here)
    if _aside(one) != _aside(other):
        yield _("slanted text")
    if bool(one.pictures) != bool(other.pictures):
        yield _("pictures")


def _are_same(some: Sequence[Box], others: Sequence[Box]) -> bool:
    """Whether a character stands in the same places."""
    left = list(others)
    for box in some:
        twin = next((at for at, other in enumerate(left) if _are_near(box, other)), None)
        if twin is None:
            return False
        del left[twin]
    return not left


def _are_near(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _aside(page: Page) -> list[str]:
    """The characters that are no part of the text, in their order; those that nobody sees are not compared."""
    content = laid_out(replace(page, unseen=(), notes=(), missing=()))
    return sorted(_folded("".join(line.text for line in content.outside).replace(" ", "")))


def _placed(page: Page) -> dict[str, list[Box]]:
    """Where all printed glyphs stand, by character. Ligatures count as their letters, which share the width."""
    places: dict[str, list[Box]] = defaultdict(list)
    stretches = [*page.stretches, *(odd.stretch for odd in page.odd if odd.turn is not None)]
    for glyph in undoubled(glyph for one in stretches for glyph in one.glyphs()):
        letters = _folded(glyph.text).strip()
        width = (glyph.x1 - glyph.x0) / max(len(letters), 1)
        for at, letter in enumerate(letters):
            x0 = glyph.x0 + at * width
            places[letter].append((x0, glyph.top, x0 + width, glyph.bottom))
    return places


def _blocks(page: Page) -> list[tuple[str, ...]]:
    """The text of every line, where it is raised and whether it may go on; and of every cell the place."""
    return [told for _top, block in laid_out(page).blocks for told in _told(block)]


def _told(block: Block) -> Iterator[tuple[str, ...]]:
    if isinstance(block, Paragraph):
        yield tuple(map(_line, block.lines))
    else:
        for cell in chain.from_iterable(block.rows):
            place = f"{cell.row} {cell.column} {cell.rowspan} {cell.colspan} {cell.left:.0f} {cell.right:.0f}"
            yield (place, *map(_line, cell.lines))


def _line(line: Line) -> str:
    raised = "".join(f"^{run.text}" if run.superscript else run.text for run in line.runs)
    return f"{' '.join(_folded(raised).split())}{'' if line.soft else '/'}"
