"""Half-width punctuation between Chinese characters.

What it finds:
    A half-width ``, ; : ! ?`` between two Chinese characters. One finding for each text.

Why it matters:
    Chinese text has full-width punctuation. The half-width signs are slips of the keyboard and hinder
    searching.

Example:
    例如:拍賣中心 in a note, for 例如：拍賣中心.

What to do:
    Use the full-width sign; it is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record.model import Standard

RULE = RuleInfo("TX703", "half-width-punctuation", Severity.INFO, "0.1.0")

_CHINESE = "[\u3400-\u9fff\uf900-\ufaff]"
_HALF_WIDTH = re.compile(rf"(?P<before>{_CHINESE}{{1,4}})\s*(?P<sign>[,;:!?])\s*(?=(?P<after>{_CHINESE}{{1,4}}))")
_FULL_WIDTH = str.maketrans(",;:!?", "，；：！？")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every subject with such punctuation; the same text in several places counts once."""
    for subject, texts in subjects.texts_by_subject(standard).items():
        found = [(text, match) for text in texts for match in _HALF_WIDTH.finditer(text.text)]
        if found:
            printed = list(dict.fromkeys(match[0] + match["after"] for _text, match in found))
            proposed = (
                match["before"] + match["sign"].translate(_FULL_WIDTH) + match["after"] for _text, match in found
            )
            yield RULE.found(
                subject,
                _("Half-width punctuation between Chinese characters: {texts}.").format(
                    texts=subjects.listing(_("“{text}”").format(text=text) for text in printed)
                ),
                found[0][0].location,
                proposal=_(", ").join(dict.fromkeys(proposed)),
                printed=_(", ").join(printed),
            )
