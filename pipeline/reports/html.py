"""For people who decide: one page with counts by rule and by document, and every finding with a link to its page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from pipeline.base.i18n import _
from pipeline.base.terminal_text import one_line
from pipeline.findings import rule_pages
from pipeline.findings.diagnostics import Severity
from pipeline.findings.document import Document
from pipeline.findings.outcomes import Outcome
from pipeline.reports import ReportedRun, outcome_word, severity_word
from pipeline.reports._forms import link, page_link, subject

if TYPE_CHECKING:
    from jinja2 import Template

NAME = "html"
TEMPLATE = "html_page.html.j2"


@dataclass
class _Counts:
    """What the tables at the top show; gathered in a first pass over the documents."""

    severities: Counter[Severity] = field(default_factory=Counter)
    rules: dict[str, Counter[Severity]] = field(default_factory=dict)
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    waived: int = 0

    def add(self, document: Document) -> None:
        self.outcomes[document.outcome] += document.is_input
        self.waived += len(document.waived)
        for one in document.diagnostics:
            self.severities[one.severity] += 1
            self.rules.setdefault(one.rule, Counter())[one.severity] += 1


def write(run: ReportedRun, stream: TextIO) -> None:
    """The whole page: no script, no network, nothing but itself."""
    counts = _Counts()
    for document in run.documents:
        counts.add(document)
    view = {
        "say": _words(),
        "tool": f"{run.tool} {run.version}",
        "severities": [_severity(severity, counts.severities[severity]) for severity in Severity],
        "outcomes": [(outcome_word(outcome), counts.outcomes[outcome]) for outcome in Outcome],
        "total": counts.outcomes.total(),
        "waived": counts.waived,
        "rules": list(_rules(run, counts)),
        "documents": lambda: (_document(number, one, run.folder) for number, one in enumerate(run.documents, 1)),
    }
    for chunk in _template().generate(view):
        stream.write(chunk)


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - other reports do without

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["safe_line"] = one_line
    return environment.get_template(TEMPLATE)


def _rules(run: ReportedRun, counts: _Counts) -> Iterator[dict[str, Any]]:
    """The rules that found something, those with the most findings first."""
    known = {rule.info.id: rule for rule in run.rules}
    order = sorted(counts.rules.items(), key=lambda item: (-item[1].total(), item[0]))
    for rule_id, found in order:
        rule = known.get(rule_id)
        yield {
            "id": rule_id,
            "title": rule_pages.page(rule).title if rule else "",
            "sections": rule_pages.page(rule).sections if rule else (),
            "counts": [found[severity] for severity in Severity],
        }


def _document(number: int, document: Document, folder: str) -> dict[str, Any]:
    found = Counter(one.severity for one in document.diagnostics)
    return {
        "number": number,
        "path": document.path,
        "code": document.code,
        "outcome": outcome_word(document.outcome) if document.is_input else "",
        "kind": document.outcome.value,
        "link": link(document.path, folder),
        "counts": [found[severity] for severity in Severity],
        "findings": [
            {
                "rule": finding.diagnostic.rule,
                "severity": _severity(finding.diagnostic.severity, 1),
                "subject": subject(finding.diagnostic),
                "message": finding.diagnostic.message,
                "proposal": finding.diagnostic.proposal,
                "place": finding.diagnostic.location.words,
                "link": page_link(document.path, finding.diagnostic.location, folder),
                "waived": finding.waived,
            }
            for finding in document.findings()
        ],
    }


def _severity(severity: Severity, count: int) -> dict[str, Any]:
    return {"value": severity.value, "word": severity_word(severity), "count": count}


def _words() -> dict[str, str]:
    """What the page says itself."""
    return {
        "title": _("Validation report"),
        "documents": _("Documents"),
        "findings": _("Findings"),
        "by_rule": _("By rule"),
        "by_document": _("By document"),
        "rule": _("Rule"),
        "code": _("Code"),
        "outcome": _("Outcome"),
        "place": _("Place"),
        "severity": _("Severity"),
        "subject": _("Subject"),
        "message": _("Message"),
        "proposal": _("Proposal"),
        "waived": _("Waived"),
        "none": _("Nothing was found."),
        "made_by": _("Made by"),
        "what": _("What it is"),
    }
