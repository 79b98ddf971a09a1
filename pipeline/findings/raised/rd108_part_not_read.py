"""A part of the document that was not read.

What it finds:
    Something that the file shows a person, but that no reader can turn into text of the record: a chart, a drawing of
    Office (SmartArt), an embedded document or object, an imported part in another format, text at a place where the
    format has none; or a damaged part of the file, also one that only tells numbers, styles or where other parts are.
    What is known of its text stands in the finding, and in full among the text outside the form (``icap parse
    --explain``). An error where content may be missing from the record; a warning where it very probably
    says nothing of its own, or was read in a simpler form than it is drawn; for information where it is a picture.

Why it matters:
    The record may lack what stands there. Whoever prints a handbook from it would lose it without a word.

Example:
    The attitudes of a standard drawn as a SmartArt list.

What to do:
    Open the document and look at the part. If it holds content of the standard, ask its publisher for a version
    that has it as plain text or as a table.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("RD108", "part-not-read", Severity.ERROR, "0.2.0")
