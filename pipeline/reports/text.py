"""For people: the findings of each document below its name, and a line that sums up."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from typing import TextIO

import click

from pipeline.base.i18n import _
from pipeline.base.terminal_text import one_line
from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.findings.document import Document
from pipeline.findings.outcomes import Outcome
from pipeline.reports import ReportedRun, outcome_word, severity_word

NAME = "text"
SEVERITY_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
OUTCOME_COLOURS = {Outcome.OK: "green", Outcome.PARTIAL: "yellow", Outcome.FAILED: "red", Outcome.SKIPPED: "cyan"}

CLOSING = re.compile(r"^(?:documents: \d+ \(.*\), findings: \d+ \(|文件\d+份（.*），檢核結果\d+項（).*\n?\Z", re.MULTILINE)
"""The last line of such a report, in whatever language, by which it is known if it lies among documents."""


class Sums:
    """Counts documents and findings as they pass by."""

    def __init__(self, documents: Iterable[Document] = ()) -> None:
        self.outcomes: Counter[Outcome] = Counter()
        self.severities: Counter[Severity] = Counter()
        self.waived = 0
        for document in documents:
            self.add(document)

    def add(self, document: Document) -> None:
        """Counts one more document."""
        self.outcomes[document.outcome] += document.is_input
        self.severities.update(one.severity for one in document.diagnostics)
        self.waived += len(document.waived)

    def __str__(self) -> str:
        counted = _("documents: {documents} ({outcomes}), findings: {findings} ({severities})").format(
            documents=self.outcomes.total(),
            outcomes=_(", ").join(
                f"{self.outcomes[outcome]} {outcome_word(outcome)}" for outcome in Outcome if self.outcomes[outcome]
            ),
            findings=self.severities.total(),
            severities=_(", ").join(f"{self.severities[severity]} {severity_word(severity)}" for severity in Severity),
        )
        return counted + (_(", waived: {count}").format(count=self.waived) if self.waived else "")


def write(run: ReportedRun, stream: TextIO) -> None:
    """Documents without findings are counted, not listed. Colours go to terminals only, and not with ``NO_COLOR``."""
    coloured = stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    sums = Sums()
    for document in run.documents:
        sums.add(document)
        if document.diagnostics:
            stream.write(_heading(document, coloured) + "\n")
            for diagnostic in document.diagnostics:
                stream.write(f"  {_finding(diagnostic, coloured)}\n")
                if diagnostic.proposal:
                    advice = one_line(_("help: write {proposal}").format(proposal=diagnostic.proposal))
                    stream.write(f"      {_styled(advice, 'green', coloured)}\n")
            stream.write("\n")
    stream.write(f"{sums}\n")


def line(path: str, diagnostic: Diagnostic) -> str:
    """A finding on a line of its own, with the path in front."""
    where = ":".join(part for part in (path, str(diagnostic.location)) if part)
    return f"{one_line(where)}: {_finding(diagnostic, coloured=False, placed=False)}"


def _heading(document: Document, coloured: bool) -> str:
    path = _styled(one_line(document.path), None, coloured)
    if not document.is_input:
        return path
    outcome = _styled(outcome_word(document.outcome), OUTCOME_COLOURS[document.outcome], coloured)
    return f"{path} ({one_line(document.code)}): {outcome}" if document.code else f"{path}: {outcome}"


def _finding(diagnostic: Diagnostic, coloured: bool, placed: bool = True) -> str:
    where = f"{diagnostic.location}: " if placed and str(diagnostic.location) else ""
    severity = _styled(severity_word(diagnostic.severity), SEVERITY_COLOURS[diagnostic.severity], coloured)
    return f"{where}{severity} {diagnostic.rule} {one_line(f'{diagnostic.subject} {diagnostic.message}')}"


def _styled(text: str, colour: str | None, coloured: bool) -> str:
    return click.style(text, fg=colour, bold=True) if coloured else text
