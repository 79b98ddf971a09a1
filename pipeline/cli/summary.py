"""What a run says at its end: a line per input, its errors, the totals, and the exit code."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from pipeline.base.errors import ExitCode
from pipeline.base.i18n import _
from pipeline.base.terminal_text import one_line
from pipeline.cli.streams import note
from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.findings.document import Document
from pipeline.findings.outcomes import Outcome, fails
from pipeline.release.engine import Result
from pipeline.reports import outcome_word
from pipeline.reports.text import Sums, line

_COLOURS = {Outcome.OK: "green", Outcome.PARTIAL: "yellow", Outcome.FAILED: "red", Outcome.SKIPPED: "cyan"}


def concluded(results: Iterable[Result], output: Path, fail_on: Severity | None) -> ExitCode:
    """Sums up on standard error: a line per input, its errors, the totals."""
    sums = Sums()
    written = standing = 0
    failing = False
    for result in results:
        document = result.document
        sums.add(document)
        failing = failing or fails(document.outcome, document.diagnostics, fail_on)
        if not document.is_input:
            note_findings(document.path, document.diagnostics)
            continue
        note(_line(result))
        note_findings(document.path, (one for one in document.diagnostics if one.severity is Severity.ERROR))
        written += len(result.written)
        standing += len(result.outputs)
    note(str(sums))
    folder = one_line(str(output))
    note(_("files written to {folder}: {count}").format(count=written, folder=folder))
    if standing > written:
        note(_("files in {folder} that were up to date: {count}").format(count=standing - written, folder=folder))
    return exit_code(failing)


def note_findings(path: str, diagnostics: Iterable[Diagnostic]) -> None:
    """A line on standard error for every finding about the input at ``path``."""
    for diagnostic in diagnostics:
        note(line(path, diagnostic))


def verdict(documents: Iterable[Document], fail_on: Severity | None) -> ExitCode:
    """The exit code of a run about ``documents``."""
    return exit_code(any(fails(document.outcome, document.diagnostics, fail_on) for document in documents))


def exit_code(failing: bool) -> ExitCode:
    """The exit code of a run that fails, or does not."""
    return ExitCode.FINDINGS if failing else ExitCode.CLEAN


def _line(result: Result) -> str:
    document = result.document
    if result.duplicate_of:
        remark = _("same content as {path}, built once").format(path=result.duplicate_of)
    elif document.outcome is Outcome.SKIPPED:
        remark = _("not looked at: {reason}").format(reason=" ".join(one.message for one in document.diagnostics))
    else:
        remark = _("findings: {count}").format(count=len(document.diagnostics))
    outcome = click.style(outcome_word(document.outcome), fg=_COLOURS[document.outcome])
    return f"{one_line(document.path)}: {outcome} {one_line(document.code or '-')}, {one_line(remark)}"
