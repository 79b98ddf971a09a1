"""For test dashboards: JUnit XML with a suite per document and a case per rule that ran."""

from __future__ import annotations

from typing import TextIO
from xml.sax.saxutils import quoteattr

from pipeline.base.i18n import _
from pipeline.base.terminal_text import one_line
from pipeline.findings.document import Document, Finding
from pipeline.findings.outcomes import Outcome
from pipeline.reports import Run
from pipeline.reports._forms import place

NAME = "junit"
_WITH_RECORD = (Outcome.OK, Outcome.PARTIAL)


def write(run: Run, stream: TextIO) -> None:
    """A finding is a failure, what leaves an input unread an error; a case with waived findings only is skipped.

    Rules that look at records ran on every document that gave one; those raised on the way have a case where they
    found something.
    """
    checking = [(rule.info.id, rule.info.name) for rule in run.rules if rule.check]
    stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name={_attribute(run.tool)}>\n')
    for document in run.documents:
        _write_suite(document, checking, stream)
    stream.write("</testsuites>\n")


def _write_suite(document: Document, checking: list[tuple[str, str]], stream: TextIO) -> None:
    cases: dict[tuple[str, str], list[Finding]] = {}
    if document.is_input and document.outcome in _WITH_RECORD:
        cases = {rule: [] for rule in checking}
    for finding in document.findings():
        cases.setdefault((finding.diagnostic.rule, finding.diagnostic.name), []).append(finding)
    active = sum(any(not one.waived for one in found) for found in cases.values())
    skipped = sum(_is_waived(found) for found in cases.values())
    lost = document.outcome is Outcome.FAILED
    counts = f'tests="{len(cases)}" failures="{0 if lost else active}" errors="{active if lost else 0}"'
    stream.write(f'<testsuite name={_attribute(document.path)} {counts} skipped="{skipped}">\n')
    for (rule, name), found in sorted(cases.items()):
        stream.write(f"<testcase classname={_attribute(document.path)} name={_attribute(f'{rule} {name}')}>\n")
        for finding in found:
            if _is_waived(found) or not finding.waived:
                _write_finding(finding, "error" if lost else "failure", stream)
        stream.write("</testcase>\n")
    stream.write("</testsuite>\n")


def _is_waived(found: list[Finding]) -> bool:
    return bool(found) and all(one.waived for one in found)


def _write_finding(finding: Finding, element: str, stream: TextIO) -> None:
    diagnostic = finding.diagnostic
    message = f"{place(diagnostic)}: {diagnostic.message}"
    if finding.waived:
        waived = _("waived: {reason}").format(reason=finding.waived.reason)
        stream.write(f"<skipped message={_attribute(f'{message} ({waived})')}/>\n")
        return
    if diagnostic.proposal:
        message += " " + _("help: write {proposal}").format(proposal=diagnostic.proposal)
    stream.write(f"<{element} type={_attribute(diagnostic.severity.value)} message={_attribute(message)}/>\n")


def _attribute(text: str) -> str:
    """Quoted and escaped; XML has no place for control characters, not even escaped ones."""
    return quoteattr(one_line(text))
