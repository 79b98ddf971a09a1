"""A flat text that was not UTF-8.

What it finds:
    A text file or web page in another encoding than UTF-8. The finding names the encoding it was read as. A warning,
    with the line, where a byte or two are no text in that encoding: one that no character has (0xFF) was left out, any
    other is part of a damaged character and was read as “�” (U+FFFD). Also where a character of Big5 seems to have lost
    one of its bytes, so that those behind it read as others.

Why it matters:
    The encoding of a flat text can only be guessed. A wrong guess gives wrong characters.

Example:
    A text file in Big5, as older programs save it.

What to do:
    Look at a few rare characters in the record. To be sure, save the text as UTF-8.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("RD106", "text-encoding", Severity.INFO, "0.1.0")
