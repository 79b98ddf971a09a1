"""Characters that do not belong in a text.

What it finds:
    A control character other than line feed and tab, a private-use character, the replacement character U+FFFD,
    a zero-width character, a byte-order mark, a line separator, or a sign that turns the direction of writing.
    Also what a program wrote out of the markup of a web page instead of obeying it: tags and references to
    characters. One finding for each text.

Why it matters:
    Nobody sees it, or everybody sees something else. Searching fails on it, and signs that turn the direction
    can make a text read as what it is not.

Example:
    U+F09F, a bullet of the font Wingdings; U+200B between two characters; ``盤點<br>方法``, ``R&amp;D``.

What to do:
    Delete it from the document, or put in what was meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record.model import Standard

RULE = RuleInfo("TX704", "stray-character", Severity.WARNING, "0.1.0")

STRAY = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""Unicode's general categories: control, format, private use, surrogate, line and paragraph separator."""
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
ALLOWED = "\n\t"
_TAGS = (
    "a(?=\\s)|b|big|br|center|code|dd|div|dl|dt|em|font|h[1-6]|hr|i|img|li|ol|o:p|p|pre|s|small|span|strike|strong|sub"
    "|sup|table|tbody|td|th|thead|tr|u|ul"
)
_NAMES = "#\\d{2,6}|#x[0-9a-f]{2,5}|[lg]t|amp|quot|apos|nbsp|e[nm]sp|hellip|[mn]dash|middot|bull"
_MARKUP = re.compile(
    rf"</?(?:{_TAGS})(?:\s+[\w:-]+\s*=[^<>]{{0,200}})?\s*/?>|</a>|&(?:amp;){{0,3}}(?:{_NAMES});", re.IGNORECASE
)
"""Tags, and references to characters."""


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every subject with such characters; the same text in several places counts once."""
    for subject, texts in subjects.texts_by_subject(standard).items():
        found = [(character, text) for text in texts for character in text.text if _is_stray(character)]
        if found:
            clean = "".join("□" if _is_stray(character) else character for character in found[0][1].text)
            yield RULE.found(
                subject,
                _("{characters} in “{text}” (shown as □).").format(
                    characters=subjects.listing(f"U+{ord(character):04X}" for character, _text in found),
                    text=subjects.short(clean),
                ),
                found[0][1].location,
            )
        marked = [(match[0], text) for text in texts if (match := _MARKUP.search(text.text))]
        if marked and not found:
            markup, text = marked[0]
            message = _("“{markup}” in “{text}” is markup of a web page, written out.")
            said = message.format(markup=subjects.short(markup), text=subjects.short(text.text))
            yield RULE.found(subject, said, text.location)


def _is_stray(character: str) -> bool:
    if character in ALLOWED:
        return False
    return character == REPLACEMENT or unicodedata.category(character) in STRAY
