"""Proposals as a sheet for the office that owns the document: CSV that Excel opens with its Chinese intact.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, and a document could bring one
in. Such a cell is disarmed (``base/formulas.py``).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TextIO

from pipeline.base.formulas import disarm
from pipeline.base.i18n import _
from pipeline.base.provenance import Location
from pipeline.base.terminal_text import one_line
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.subject_words import words
from pipeline.reports import ReportedRun

NAME = "corrections"
BYTE_ORDER_MARK = "\ufeff"
HEADS = (
    "document,code,subject,rule,page,printed,proposed,message",
    "文件,代碼,項目,規則,頁,原件印為,建議改為,說明",
)
"""The first line, in whatever language, by which such a sheet is known if it lies among documents."""


def write(run: ReportedRun, stream: TextIO) -> None:
    """A header and a row for every place where something else than the proposal is printed; waived findings not."""
    stream.write(BYTE_ORDER_MARK)
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_head())
    for document in run.documents:
        for diagnostic in document.diagnostics:
            for subject, where, printed in _places(diagnostic):
                writer.writerow(
                    disarm(one_line(cell))
                    for cell in (
                        document.path,
                        document.code or "",
                        words(subject),
                        diagnostic.rule,
                        str(where.page or ""),
                        printed,
                        diagnostic.proposal or "",
                        diagnostic.message,
                    )
                )


def _head() -> tuple[str, ...]:
    return (
        _("document"),
        _("code"),
        _("subject"),
        _("rule"),
        _("page"),
        _("printed"),
        _("proposed"),
        _("message"),
    )


def _places(diagnostic: Diagnostic) -> Iterator[tuple[str, Location, str]]:
    """What to change and where: the related places that are printed otherwise, else the finding itself."""
    if diagnostic.proposal is None:
        return
    if diagnostic.printed is not None or not diagnostic.related:
        yield diagnostic.subject, diagnostic.location, diagnostic.printed or ""
        return
    for one in diagnostic.related:
        if one.message != diagnostic.proposal:
            yield one.subject, one.location, one.message
