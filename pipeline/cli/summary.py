"""What a run says at its end: a line per input, its errors, the totals, and the exit code."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.base.errors import ExitCode
from pipeline.base.i18n import _
from pipeline.base.terminal_text import one_line
from pipeline.cli.streams import is_verbose, note, warn
from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.findings.document import Document
from pipeline.findings.outcomes import Outcome, fails
from pipeline.reports import outcome_word
from pipeline.reports.text import Sums, line

if TYPE_CHECKING:
    from pipeline.release.engine import Result

_COLOURS = {Outcome.OK: "green", Outcome.PARTIAL: "yellow", Outcome.FAILED: "red", Outcome.SKIPPED: "cyan"}

_MOST = 10
"""So many lines are told of one document, unless somebody wants more."""


def concluded(
    results: Iterable[Result], output: Path, fail_on: Severity | None, *, checked: bool = True, named: bool = False
) -> ExitCode:
    """Sums up on standard error: a line per input, its errors, the totals.

    ``checked``: the rules have run. ``named``: the files are told by name, not only counted.
    """
    sums = Sums(checked=checked)
    written: list[Path] = []
    standing = 0
    failing = False
    for result in results:
        document = result.document
        sums.add(document)
        failing = failing or fails(document.outcome, document.diagnostics, fail_on)
        if not document.is_input:
            note_findings(document.path, document.diagnostics)
            continue
        tell = warn if document.outcome is Outcome.FAILED else note
        tell(_line(document, checked, result.duplicate_of))
        note_findings(document.path, (one for one in document.diagnostics if one.severity is Severity.ERROR), _MOST - 1)
        written += result.written
        standing += len(result.outputs)
    note(str(sums))
    folder = one_line(str(output))
    for path in written if named else ():
        note(_("written: {path}").format(path=one_line(str(path))))
    note(_("files written to {folder}: {count}").format(count=len(written), folder=folder))
    if standing > len(written):
        note(_("files in {folder} that were up to date: {count}").format(count=standing - len(written), folder=folder))
    return exit_code(failing)


def note_findings(path: str, diagnostics: Iterable[Diagnostic], most: int = _MOST) -> None:
    """Tells the findings about the input at ``path``, a line each; of more than ``most`` lines the worst of them."""
    found = list(diagnostics)
    if len(found) <= most or is_verbose():
        told, more = found, 0
    else:
        told = sorted(found, key=lambda one: one.severity.rank)[: most - 1]
        more = len(found) - len(told)
    for diagnostic in told:
        warn(line(path, diagnostic))
    if more:
        warn(_("{path}: {count} more; -v tells all").format(path=one_line(path), count=more))


def note_unread(documents: Iterable[Document]) -> None:
    """Tells of files that are not looked at; as errors, if that makes the run fail."""
    for document in documents:
        if document.outcome is Outcome.FAILED:
            note_findings(document.path, document.diagnostics)
        else:
            note(_line(document, checked=False))


def verdict(documents: Iterable[Document], fail_on: Severity | None) -> ExitCode:
    """The exit code of a run about ``documents``."""
    return exit_code(any(fails(document.outcome, document.diagnostics, fail_on) for document in documents))


def exit_code(failing: bool) -> ExitCode:
    """The exit code of a run that fails, or does not."""
    return ExitCode.FINDINGS if failing else ExitCode.CLEAN


def _line(document: Document, checked: bool, duplicate_of: Path | None = None) -> str:
    if duplicate_of:
        remark = _("same content as {path}, built once").format(path=duplicate_of)
    elif document.outcome is Outcome.SKIPPED:
        remark = _("not looked at: {reason}").format(reason=" ".join(one.message for one in document.diagnostics))
    elif not checked:
        remark = _("not checked")
    else:
        remark = _("findings: {count}").format(count=len(document.diagnostics))
    outcome = click.style(outcome_word(document.outcome), fg=_COLOURS[document.outcome])
    what = f"{outcome} {one_line(document.code)}" if document.code else outcome
    return _("{path}: {what}, {remark}").format(path=one_line(document.path), what=what, remark=one_line(remark))
