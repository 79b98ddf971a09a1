"""For GitHub Actions: annotations on the files of a commit.

GitHub shows at most ten errors, ten warnings and ten notices of a step. So the findings that matter most go out
first, and the last notice says how many there are besides.
"""

from __future__ import annotations

from typing import TextIO

from pipeline.base.i18n import _
from pipeline.base.terminal_text import one_line
from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.reports import ReportedRun, severity_word
from pipeline.reports._forms import relative, told

NAME = "github"
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
SHOWN = 10
"""How many annotations of one kind GitHub shows for a step."""


def write(run: ReportedRun, stream: TextIO) -> None:
    """Errors, then warnings, then notices; waived findings are left out."""
    shown: dict[Severity, list[str]] = {severity: [] for severity in COMMANDS}
    counts = dict.fromkeys(COMMANDS, 0)
    for document in run.documents:
        for diagnostic in document.diagnostics:
            counts[diagnostic.severity] += 1
            if len(shown[diagnostic.severity]) < SHOWN:
                shown[diagnostic.severity].append(_annotation(document.path, diagnostic))
    if any(counts[severity] > SHOWN for severity in COMMANDS):
        del shown[Severity.INFO][SHOWN - 1 :]
    for lines in shown.values():
        stream.writelines(lines)
    cut = {severity: counts[severity] - len(lines) for severity, lines in shown.items()}
    if any(cut.values()):
        listed = _(", ").join(f"{count} {severity_word(severity)}" for severity, count in cut.items() if count)
        message = _("Not shown here: {counts}. Take another report for all.").format(counts=listed)
        stream.write(f"::notice title={_property(run.tool)}::{_data(message)}\n")


def _annotation(path: str, diagnostic: Diagnostic) -> str:
    message = told(diagnostic)
    if diagnostic.proposal:
        message += "\n" + _("help: write {proposal}").format(proposal=diagnostic.proposal)
    title = _property(f"{diagnostic.rule} {diagnostic.name}")
    return (
        f"::{COMMANDS[diagnostic.severity]} file={_property(relative(path))},line=1,title={title}::{_data(message)}\n"
    )


def _data(text: str) -> str:
    """Escaped as the runner's own toolkit does for messages, and other control characters spelt out."""
    return one_line(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    """Escaped as the runner's own toolkit does for properties."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
