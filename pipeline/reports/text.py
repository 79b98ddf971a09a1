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
from pipeline.reports._forms import subject

NAME = "text"
SEVERITY_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
OUTCOME_COLOURS = {Outcome.OK: "green", Outcome.PARTIAL: "yellow", Outcome.FAILED: "red", Outcome.SKIPPED: "cyan"}

CLOSING = re.compile(
    r"^(?:documents: (?:0$|\d+ \(.*\), findings: \d+ \()|文件(?:0份$|\d+份（.*），檢核結果\d+項（)).*\n?\Z",
    re.MULTILINE,
)
"""The last line of such a report, in whatever language, by which it is known if it lies among documents."""


class Sums:
    """Counts documents and findings as they pass by; ``checked``: the rules have run, and no finding means something.

    Without a check only what was noted in reading and writing is known.
    """

    def __init__(self, documents: Iterable[Document] = (), *, checked: bool = True) -> None:
        self._checked = checked
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
        total = self.outcomes.total()
        outcomes = _(", ").join(
            f"{self.outcomes[outcome]} {outcome_word(outcome)}" for outcome in Outcome if self.outcomes[outcome]
        )
        found = {
            "findings": self.severities.total(),
            "severities": _(", ").join(f"{self.severities[one]} {severity_word(one)}" for one in Severity),
        }
        if not total and not found["findings"]:
            return _("documents: {documents}").format(documents=0)
        if not self._checked:
            noted = _(", noted on the way: {findings} ({severities})").format(**found) if found["findings"] else ""
            return (
                _("documents: {documents} ({outcomes}), not checked").format(documents=total, outcomes=outcomes) + noted
            )
        counted = _("documents: {documents} ({outcomes}), findings: {findings} ({severities})").format(
            documents=total, outcomes=outcomes, **found
        )
        return counted + (_(", waived: {count}").format(count=self.waived) if self.waived else "")


def write(run: ReportedRun, stream: TextIO) -> None:
    """Documents without findings are counted, not listed."""
    coloured = suits(stream) if run.coloured is None else run.coloured
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


def suits(stream: TextIO) -> bool:
    """Whether colours do on ``stream``: on terminals, unless ``NO_COLOR`` is set; elsewhere with ``FORCE_COLOR``."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") != "dumb")


def line(path: str, diagnostic: Diagnostic) -> str:
    """A finding on a line of its own, with the path in front."""
    where = ":".join(part for part in (path, diagnostic.location.words) if part)
    return f"{one_line(where)}: {_finding(diagnostic, coloured=False, placed=False)}"


def _heading(document: Document, coloured: bool) -> str:
    path = _styled(one_line(document.path), None, coloured)
    if not document.is_input:
        return path
    outcome = _styled(outcome_word(document.outcome), OUTCOME_COLOURS[document.outcome], coloured)
    return f"{path} ({one_line(document.code)}): {outcome}" if document.code else f"{path}: {outcome}"


def _finding(diagnostic: Diagnostic, coloured: bool, placed: bool = True) -> str:
    words = diagnostic.location.words
    where = f"{words}: " if placed and words else ""
    parts = (subject(diagnostic), diagnostic.message)
    severity = _styled(severity_word(diagnostic.severity), SEVERITY_COLOURS[diagnostic.severity], coloured)
    return f"{where}{severity} {diagnostic.rule} {one_line(' '.join(part for part in parts if part))}"


def _styled(text: str, colour: str | None, coloured: bool) -> str:
    return click.style(text, fg=colour, bold=True) if coloured else text
