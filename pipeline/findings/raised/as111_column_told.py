"""A column or a value whose label is not the form's, told by what stands in it.

What it finds:
    A column of the competence table whose label the form does not have. Which column it is was told by a word of the
    label, by the codes below it (``K01`` below: 知識), or by the columns beside it. Also a value of the header table
    that stands behind no label: which field it is was told by its form (``ABC1234-001v1``) and its place.

Why it matters:
    That the column or field is this one is a conclusion, if a likely one. What it holds was read accordingly.

Example:
    A column 專業知能 with ``K01``, ``K02`` below it; 工作活動 beside 工作任務 in place of 主要職責 and 工作任務; an
    empty cell where 職類別代碼 should stand.

What to do:
    Look at the header or the label in the document. If it is another one, please report the document.
"""

from __future__ import annotations

from pipeline.findings.diagnostics import RuleInfo, Severity

RULE = RuleInfo("AS111", "column-told", Severity.WARNING, "0.2.0")
