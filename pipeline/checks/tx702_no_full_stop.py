"""An indicator without its full stop.

What it finds:
    A 行為指標 that does not end in 。 in a document where more than half of them do. Note marks, closing
    quotation marks and brackets after it are left aside.

Why it matters:
    The end of the sentence may have been cut off.

Example:
    ``P3.1.3 建立顧客資料`` among indicators that end in 。

What to do:
    See whether the sentence is complete, and add the full stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.checks import subjects
from pipeline.findings.diagnostics import Diagnostic, RuleInfo, Severity
from pipeline.record import codes
from pipeline.record.model import Standard

RULE = RuleInfo("TX702", "no-full-stop", Severity.INFO, "0.1.0")


def check(standard: Standard) -> Iterator[Diagnostic]:
    """One finding for every such indicator."""
    indicators = [entry for entry in subjects.entries(standard, "indicators") if entry.text]
    open_ended = [entry for entry in indicators if not _ends(entry.text)]
    if 2 * len(open_ended) >= len(indicators):
        return
    for entry in open_ended:
        yield RULE.found(
            entry.code or entry.use,
            _("“{end}” does not end in 。, as most indicators of the document do.").format(
                end=entry.text if len(entry.text) <= 20 else "…" + entry.text[-20:]
            ),
            entry.location,
        )


def _ends(text: str) -> bool:
    return bool(re.search(r"。[」』”）)】\s]*$", codes.without_note_marks(text)))
