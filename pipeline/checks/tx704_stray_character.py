"""A character that does not belong in a text.

What it finds:
    A control character other than line feed and tab, a private-use character, the replacement character U+FFFD,
    a zero-width character, a byte-order mark, a line separator, or a sign that turns the direction of writing.
    One finding for each text.

Why it matters:
    Nobody sees it, or everybody sees something else. Searching fails on it, and signs that turn the direction
    can make a text read as what it is not.

Example:
    U+F09F, a bullet of the font Wingdings; U+200B between two characters.

What to do:
    Delete it from the document, or put in what was meant.
"""

from __future__ import annotations

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


def _is_stray(character: str) -> bool:
    if character in ALLOWED:
        return False
    return character == REPLACEMENT or unicodedata.category(character) in STRAY
