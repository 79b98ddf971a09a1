"""A cell merged over several tasks that a page break cuts, told by what is empty.

What it finds:
    A cell of level, knowledge or skills that is merged over several tasks and reaches to a page break, behind which
    the cell is empty, or has items of its own but no level. It was read as one cell, which the tasks on both pages
    share.

Why it matters:
    That the tasks on one of the pages share what is printed on the other is a conclusion, if a likely one.

Example:
    K01 and K02 stand beside T1.1 and T1.2 at the foot of a page; beside T1.3 on the next one the cell is empty.

What to do:
    Look in the published document whether the cell goes on. If it does not, take from the record what is too much.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("AS113", "merged-cell-told", Severity.WARNING, "0.2.0")
