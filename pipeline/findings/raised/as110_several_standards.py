"""More than one standard in one file.

What it finds:
    Behind a competence table a second title, version table or header table, and behind it a second competence
    table: two standards one behind the other, or one twice. The finding names the code and the page of each. It is
    raised only where one record was asked for: builds, checks and books take each standard as an input of its own,
    called ``file.docx#1``, ``file.docx#2``. A part that has neither code nor title has a finding of its own: it may be
    a page that stands twice, or in a wrong place.

Why it matters:
    A record is of one standard. Read as one, the tasks of the second would stand among those of the first.

Example:
    Two standards that were pasted into one Word file.

What to do:
    Give a folder for the records (``icap parse FILE -o FOLDER``), or split the file into one for each standard.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("AS110", "several-standards", Severity.ERROR, "0.2.0")
