"""For code scanning: SARIF 2.1.0.

The inputs are no texts with lines, so every region is line 1, column 1; page and subject stand in the message and in
the properties. Whoever reads two runs knows a finding again by its partial fingerprint.
"""

from __future__ import annotations

from typing import Any, TextIO

from pipeline.base.i18n import _
from pipeline.findings import rule_pages
from pipeline.findings.diagnostics import Diagnostic, Related, Severity
from pipeline.findings.document import Finding
from pipeline.findings.rules import Rule
from pipeline.reports import ReportedRun
from pipeline.reports._forms import as_json, finding_values, link, told, told_beside

NAME = "sarif"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
FINGERPRINT = "icapSubject/v1"
_FIRST = {"startLine": 1, "startColumn": 1}


def write(run: ReportedRun, stream: TextIO) -> None:
    """One SARIF run: all rules that ran, and a result for every finding; waived ones carry their suppression."""
    indexes = {rule.info.id: index for index, rule in enumerate(run.rules)}
    driver = {"name": run.tool, "semanticVersion": run.version, "rules": [_rule(rule) for rule in run.rules]}
    stream.write(f'{{\n"$schema": {as_json(SCHEMA)},\n"version": "2.1.0",\n"runs": [{{\n')
    stream.write(f'"tool": {as_json({"driver": driver})},\n"columnKind": "unicodeCodePoints",\n"results": [')
    separator = "\n"
    for document in run.documents:
        for finding in document.findings():
            stream.write(separator + as_json(_result(document.path, finding, indexes)))
            separator = ",\n"
    stream.write("\n]\n}]\n}\n")


def _rule(rule: Rule) -> dict[str, Any]:
    page = rule_pages.page(rule)
    return {
        "id": rule.info.id,
        "name": rule.info.name,
        "shortDescription": {"text": rule_pages.title(rule)},
        "fullDescription": {"text": page.sections[0][1] if page.sections else page.title},
        "help": {"text": rule_pages.text(rule), "markdown": rule_pages.markdown(rule)},
        "defaultConfiguration": {"level": LEVELS[rule.info.severity]},
    }


def _result(path: str, finding: Finding, indexes: dict[str, int]) -> dict[str, Any]:
    diagnostic = finding.diagnostic
    values = finding_values(finding)
    result: dict[str, Any] = {
        "ruleId": diagnostic.rule,
        "level": LEVELS[diagnostic.severity],
        "message": {"text": _message(diagnostic)},
        "locations": [
            {**_place(path), "logicalLocations": [{"name": diagnostic.subject, "kind": "member"}]},
        ],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "suppressions": _suppressions(finding),
        "properties": {key: values[key] for key in ("subject", "location", "proposal", "waived")},
    }
    if diagnostic.rule in indexes:
        result["ruleIndex"] = indexes[diagnostic.rule]
    if diagnostic.related:
        result["relatedLocations"] = [_related(path, number, one) for number, one in enumerate(diagnostic.related, 1)]
    return result


def _message(diagnostic: Diagnostic) -> str:
    message = told(diagnostic)
    if diagnostic.proposal is None:
        return message
    return message + "\n" + _("help: write {proposal}").format(proposal=diagnostic.proposal)


def _place(path: str) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": link(path), "uriBaseId": "%SRCROOT%"}, "region": _FIRST}}


def _related(path: str, number: int, related: Related) -> dict[str, Any]:
    return {"id": number, **_place(path), "message": {"text": told_beside(related)}}


def _suppressions(finding: Finding) -> list[dict[str, Any]]:
    if finding.waived is None:
        return []
    waived = finding.waived
    said = [waived.reason]
    if waived.by:
        said.append(_("by {name}").format(name=waived.by))
    if waived.until:
        said.append(_("until {day}").format(day=waived.until))
    return [{"kind": "external", "status": "accepted", "justification": ", ".join(said)}]
