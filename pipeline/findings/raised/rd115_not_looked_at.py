"""A file in a folder or an archive that is none of the documents a run reads.

What it finds:
    A folder or archive that was named holds a file which no reader takes, by its suffix or by its content: a workbook,
    an old Word document, a picture, a link to another folder. The finding says what the file is. Hidden and temporary
    files are only counted, and what this program has made is only named. A file that is named itself is always looked
    at.

Why it matters:
    A standard may be in it, and would be missing from the release without anybody noticing.

Example:
    ``ABC1234-001v1.doc`` in a folder of PDF files.

What to do:
    If it is a standard, do what the finding advises, such as saving it as .docx. If not, leave it. Such a file makes
    the run fail only with ``--strict``, whatever ``--fail-on`` says, or if the settings give the rule another severity.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("RD115", "not-looked-at", Severity.INFO, "0.2.0")
