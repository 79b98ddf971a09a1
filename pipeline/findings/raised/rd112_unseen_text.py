"""Text that a reader of the page does not see, or that is a watermark.

What it finds:
    In a PDF: text on a layer that is switched off, drawn without ink, covered by what is drawn later, cut away, in the
    colour of what is behind it, too small to see, or off the page; and watermarks: text that is much larger or paler
    than the rest and lies under or over it. In a Word or OpenDocument text and on a web page: text in the colour of
    what is behind it, or no larger than one point. None of it is in the record. The whole of it stands among the text
    outside the form (``icap parse --explain``). A warning where it is a part of a line of which the rest is seen: what
    was read there lacks it.

Why it matters:
    Such text is no part of what the page says. It may be a rest of an older version, or something that was put there
    for programs and not for people.

Example:
    「草案」 in large grey letters under the table of every page; an older task list on a hidden layer; white letters on
    white paper.

What to do:
    Nothing, if the text is no content of the standard. If it is, make it visible in the original document and save that
    anew.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("RD112", "unseen-text", Severity.INFO, "0.2.0")
