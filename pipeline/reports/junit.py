"""For test dashboards: JUnit XML with a suite per document and a case per rule that ran."""

from __future__ import annotations

from typing import TextIO

from pipeline.base.i18n import _
from pipeline.base.terminal_text import one_line
from pipeline.base.xml_text import escape, quoted
from pipeline.findings.diagnostics import Severity
from pipeline.findings.document import Document, Finding
from pipeline.findings.outcomes import Outcome, counts, fails
from pipeline.reports import ReportedRun, outcome_word
from pipeline.reports._forms import told

NAME = "junit"
_WITH_RECORD = (Outcome.OK, Outcome.PARTIAL)


def write(run: ReportedRun, stream: TextIO) -> None:
    """What the run fails for is a failure, what leaves an input unread an error; a case with other findings only,
    waived ones or such below ``--fail-on``, is skipped and says them.

    Rules that look at records ran on every document that gave one; those raised on the way have a case where they
    found something.
    """
    checking = [(rule.info.id, rule.info.name) for rule in run.rules if rule.check]
    stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name={_attribute(run.tool)}>\n')
    for document in run.documents:
        _write_suite(document, checking, run.fail_on, stream)
    stream.write("</testsuites>\n")


def _write_suite(document: Document, checking: list[tuple[str, str]], fail_on: Severity | None, stream: TextIO) -> None:
    cases: dict[tuple[str, str], list[Finding]] = {}
    if document.is_input and document.outcome in _WITH_RECORD:
        cases = {rule: [] for rule in checking}
    for finding in document.findings():
        cases.setdefault((finding.diagnostic.rule, finding.diagnostic.name), []).append(finding)
    lost = document.outcome is Outcome.FAILED
    least = Severity.INFO if lost else fail_on
    failing = sum(any(_fails(one, least) for one in found) for found in cases.values())
    skipped = sum(bool(found) and not any(_fails(one, least) for one in found) for found in cases.values())
    # A record that says itself that its document was read only in part fails the run without a finding.
    is_only_partial = not failing and fails(document.outcome, document.diagnostics, fail_on)
    failing += is_only_partial
    tests = len(cases) + is_only_partial
    counts = f'tests="{tests}" failures="{0 if lost else failing}" errors="{failing if lost else 0}"'
    stream.write(f'<testsuite name={_attribute(document.path)} {counts} skipped="{skipped}">\n')
    for (rule, name), found in sorted(cases.items()):
        stream.write(f"<testcase classname={_attribute(document.path)} name={_attribute(f'{rule} {name}')}>\n")
        _write_case(found, least, "error" if lost else "failure", stream)
        stream.write("</testcase>\n")
    if is_only_partial:
        outcome = _attribute(outcome_word(document.outcome))
        stream.write(f"<testcase classname={_attribute(document.path)} name={outcome}>\n")
        stream.write(f"<{'error' if lost else 'failure'} message={outcome}/>\n</testcase>\n")
    stream.write("</testsuite>\n")


def _fails(finding: Finding, least: Severity | None) -> bool:
    return not finding.waived and counts(finding.diagnostic, least)


def _write_case(found: list[Finding], least: Severity | None, element: str, stream: TextIO) -> None:
    """The findings that fail; where none does, all as what was skipped. Beside failures the others are output."""
    others = [_message(one) for one in found if not _fails(one, least)]
    for finding in found:
        if _fails(finding, least):
            severity = _attribute(finding.diagnostic.severity.value)
            stream.write(f"<{element} type={severity} message={_attribute(_message(finding))}/>\n")
    if len(others) == len(found):
        stream.writelines(f"<skipped message={_attribute(message)}/>\n" for message in others)
    elif others:
        stream.write(f"<system-out>{escape(chr(10).join(map(one_line, others)))}</system-out>\n")


def _message(finding: Finding) -> str:
    diagnostic = finding.diagnostic
    message = told(diagnostic)
    if finding.waived:
        waived = _("waived: {reason}").format(reason=finding.waived.reason)
        return f"{message} ({waived})"
    if diagnostic.proposal:
        message += " " + _("help: write {proposal}").format(proposal=diagnostic.proposal)
    return message


def _attribute(text: str) -> str:
    """Quoted and escaped; XML has no place for control characters, not even escaped ones."""
    return quoted(one_line(text))
