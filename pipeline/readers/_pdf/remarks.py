"""What is to be said of the pages of a PDF: what was not read, and what was read though it is not plainly printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.base.i18n import _
from pipeline.base.provenance import Location
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.findings.raised.rd102_no_text_layer import RULE as NO_TEXT_LAYER
from pipeline.findings.raised.rd108_part_not_read import RULE as PART_NOT_READ
from pipeline.findings.raised.rd111_untold_characters import RULE as UNTOLD_CHARACTERS
from pipeline.findings.raised.rd112_unseen_text import RULE as UNSEEN_TEXT
from pipeline.findings.raised.rd113_recognised_text import RULE as RECOGNISED_TEXT
from pipeline.findings.raised.rd114_annotations import RULE as ANNOTATIONS
from pipeline.findings.raised.rd116_text_over_text import RULE as TEXT_OVER_TEXT
from pipeline.findings.raised.rd117_struck_out_text import RULE as STRUCK_OUT_TEXT
from pipeline.readers._pdf.content import Content
from pipeline.readers.blocks import Line

_SOME = 5
"""So many characters that fonts do not tell are a fault of the file; single ones are found in the record (TX704)."""
_SURELY = 2
"""So many that are told wrongly are no freak of a font."""
_LONGEST = 400
"""Characters of a text that a finding repeats."""


def remarks(contents: Sequence[Content]) -> Iterator[Diagnostic]:
    """Everything, page by page."""
    are_mistold = sum(len(content.mistold) for content in contents) >= _SURELY
    for content in contents:
        yield from _of_page(content)
        if are_mistold and content.mistold:
            message = _(
                "On page {page} the fonts tell {count} characters as others (“{text}”): Latin ones that are drawn as"
                " wide as Chinese ones. Ask for the document before it was made smaller, or run it through OCR."
            ).format(page=content.number, count=len(content.mistold), text="”, “".join(sorted({*content.mistold})[:5]))
            place = Location(page=content.number)
            yield UNTOLD_CHARACTERS.found(f"page/{content.number}/mistold", message, place)


def _of_page(content: Content) -> Iterator[Diagnostic]:
    place, subject = Location(page=content.number), f"page/{content.number}"
    if content.is_picture:
        message = _("Page {page} is a picture without text. Run the file through text recognition (OCR).")
        yield NO_TEXT_LAYER.found("file", message.format(page=content.number), place)
    if content.is_recognised:
        message = _("The text of page {page} comes from text recognition: it lies unseen over a picture.")
        yield RECOGNISED_TEXT.found(subject, message.format(page=content.number), place)
    if content.untold >= _SOME:
        message = _("Page {page} has {count} characters that their fonts do not tell. Run the file through OCR.")
        yield UNTOLD_CHARACTERS.found(subject, message.format(page=content.number, count=content.untold), place)
    for rule, lines, message in _texts(content):
        if lines:
            yield rule.found(subject, message.format(page=content.number, text=_shown(lines)), place)
    if content.torn:
        message = _("On page {page} something covers or cuts off parts of lines, which were read without: “{text}”.")
        told = message.format(page=content.number, text=_shown(content.torn))
        yield UNSEEN_TEXT.found(f"{subject}/torn", told, place, severity=Severity.WARNING)
    if content.stamps:
        message = _("On page {page} text is drawn over other text, taken for a stamp and not read: “{text}”.")
        told = message.format(page=content.number, text=_shown(content.stamps))
        yield TEXT_OVER_TEXT.found(f"{subject}/stamps", told, place, severity=Severity.WARNING)
    if content.drawn_last:
        message = _("On page {page} text in a cell is drawn after all else; it was read, but may be a stamp: “{text}”.")
        told = message.format(page=content.number, text=_shown(content.drawn_last))
        yield TEXT_OVER_TEXT.found(f"{subject}/drawn-last", told, place, severity=Severity.WARNING)
    if content.readings:
        message = _("Page {page} has small text over characters, taken for their readings and not read: “{text}”.")
        told = message.format(page=content.number, text=_shown(content.readings))
        yield PART_NOT_READ.found(f"{subject}/readings", told, place, severity=Severity.WARNING)


def _shown(lines: Sequence[Line]) -> str:
    text = " ".join(line.text.strip() for line in lines)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _texts(content: Content) -> Iterator[tuple[RuleInfo, Sequence[Line], str]]:
    """What stands beside the text of a page, with what is to be said of it."""
    yield (
        PART_NOT_READ,
        content.unread,
        _("On page {page} text is turned or slanted beside the tables, or slanted in one; it was not read: “{text}”."),
    )
    yield (
        PART_NOT_READ,
        content.missing,
        _("Page {page} has form fields or text boxes whose text is not drawn; it was not read: “{text}”."),
    )
    yield (
        TEXT_OVER_TEXT,
        content.covered,
        _("On page {page} text runs out of its cell over that of the next one, which was read as “{text}”."),
    )
    yield (
        TEXT_OVER_TEXT,
        content.mixed,
        _("On page {page} texts are drawn over one another; what was read there may be mixed: “{text}”."),
    )
    yield (
        STRUCK_OUT_TEXT,
        content.struck,
        _("On page {page} a line is drawn through text, which was read all the same: “{text}”."),
    )
    yield (
        UNSEEN_TEXT,
        content.unseen,
        _(
            "Page {page} has text nobody sees (layer off, no ink, covered, cut off, white, tiny, or said in place of "
            "what is printed), not read: “{text}”."
        ),
    )
    yield UNSEEN_TEXT, content.watermarks, _("Page {page} has a watermark, which was not read: “{text}”.")
    yield (
        ANNOTATIONS,
        content.printed,
        _("Page {page} has form fields or text boxes; their text was read as if printed there: “{text}”."),
    )
    yield (
        ANNOTATIONS,
        content.states,
        _("Page {page} has boxes to tick, whose marks are drawn and no text: “{text}”."),
    )
    yield ANNOTATIONS, content.notes, _("Page {page} has comments or attached files, which were not read: “{text}”.")
