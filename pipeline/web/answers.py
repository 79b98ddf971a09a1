"""What is told of documents, as JSON values: the same outcomes, findings and words as on the command line."""

from __future__ import annotations

from typing import Any

from pipeline.base.i18n import _
from pipeline.findings import rule_pages
from pipeline.findings.document import Document as Judged
from pipeline.findings.document import Finding
from pipeline.findings.rules import known_rules
from pipeline.reports import outcome_word, severity_word
from pipeline.reports._forms import finding_values, place
from pipeline.web.documents import Document, State


def state_word(state: State) -> str:
    """What people call the state."""
    words = {
        State.WAITING: _("waiting"),
        State.WORKING: _("at work"),
        State.DONE: _("done"),
        State.CANCELLED: _("called off"),
    }
    return words[state]


def summary(document: Document) -> dict[str, Any]:
    """A document in a list. All keys are always there; what is unknown is ``None``."""
    brief = document.brief
    return {
        "id": document.id,
        "name": document.name,
        "state": document.state.value,
        "state_word": state_word(document.state),
        "outcome": document.outcome.value if document.outcome else None,
        "outcome_word": outcome_word(document.outcome) if document.outcome else None,
        "code": brief.code if brief else None,
        "title": brief.title if brief else None,
        "sha256": brief.sha256 if brief else None,
        "has_record": document.has_record,
        "counts": {severity: document.counts.get(severity, 0) for severity in ("error", "warning", "info")},
        "part_of": document.part_of,
        "parts": list(document.parts),
    }


def whole(document: Document, judged: Judged) -> dict[str, Any]:
    """A document with everything that was found, in the order of places."""
    return {**summary(document), "findings": [_finding(one) for one in judged.findings()]}


def _finding(finding: Finding) -> dict[str, Any]:
    diagnostic = finding.diagnostic
    rule = known_rules().get(diagnostic.rule)
    return {
        **finding_values(finding),
        "severity_word": severity_word(diagnostic.severity),
        "title": rule_pages.page(rule).title if rule else None,
        "place": place(diagnostic),
    }
