"""An output whose place is taken.

What it finds:
    One output could not be put in its place: another program has the old file open, a folder is called like it, or
    nobody may write over what stands there.

Why it matters:
    What stands there is an older one, or no handbook at all. Everything else of the run is written all the same.

Example:
    The Word handbook of an earlier run is open in Word while the next run makes it again.

What to do:
    Close the file in the other program, or take away what stands in its place; then run again. Only what is missing is
    made.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("BD102", "output-occupied", Severity.ERROR, "0.2.0")
