"""What is told of documents, as JSON values: the same outcomes, findings and words as on the command line."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pipeline import exports, handbooks
from pipeline.base import i18n
from pipeline.base.files import safe_stem
from pipeline.base.i18n import _
from pipeline.compare import sheets
from pipeline.findings import rule_pages
from pipeline.findings.diagnostics import Severity
from pipeline.findings.document import Document as Judged
from pipeline.findings.document import Finding
from pipeline.findings.rules import known_rules
from pipeline.findings.settings import BESIDE, DEFAULT
from pipeline.release import formats
from pipeline.reports import outcome_word, severity_word
from pipeline.reports._forms import finding_values, place
from pipeline.web.documents import DocumentState, DroppedDocument
from pipeline.web.guard import Access
from pipeline.web.preferences import PAGE, Preferences
from pipeline.web.takeaways import Takeaway


def state_word(state: DocumentState) -> str:
    """What people call the state."""
    words = {
        DocumentState.WAITING: _("waiting"),
        DocumentState.WORKING: _("at work"),
        DocumentState.DONE: _("done"),
        DocumentState.CANCELLED: _("called off"),
    }
    return words[state]


def summary(document: DroppedDocument, access: Access) -> dict[str, Any]:
    """A document in a list. All keys are always there; what is unknown is ``None``."""
    brief = document.brief
    return {
        "id": document.id,
        "name": document.name,
        "state": document.state.value,
        "state_word": state_word(document.state),
        "outcome": document.outcome.value if document.outcome else None,
        "outcome_word": outcome_word(document.outcome) if document.outcome else None,
        "reason": document.reason,
        "code": brief.code if brief else None,
        "title": brief.title if brief else None,
        "sha256": brief.sha256 if brief else None,
        "has_record": document.has_record,
        "proof": proof_address(document, access) if document.has_record else None,
        "counts": {severity: document.counts.get(severity, 0) for severity in ("error", "warning", "info")},
        "part_of": document.part_of,
        "parts": list(document.parts),
    }


def proof_path(id: str) -> str:
    """What the key of a document opens: this path and those below."""
    return f"/documents/{id}"


def proof_address(document: DroppedDocument, access: Access) -> str:
    """Where a browser finds the proof; its key stands for the token, which a link cannot carry."""
    path = proof_path(document.id)
    return f"{path}/proof?key={access.key(path)}"


def whole(document: DroppedDocument, judged: Judged, access: Access) -> dict[str, Any]:
    """A document with everything that was found, in the order of places."""
    return {**summary(document, access), "findings": [_finding(one) for one in judged.findings()]}


def _finding(finding: Finding) -> dict[str, Any]:
    diagnostic = finding.diagnostic
    rule = known_rules().get(diagnostic.rule)
    return {
        **finding_values(finding),
        "severity_word": severity_word(diagnostic.severity),
        "title": rule_pages.page(rule).title if rule else None,
        "place": place(diagnostic),
    }


def takeaway(one: Takeaway) -> dict[str, Any]:
    """How far an archive has come; in the end what was made of each document, and its errors."""
    return {
        "id": one.id,
        "state": one.state.value,
        "step": one.step,
        "done": one.done,
        "total": one.total,
        "size": one.size,
        "reason": one.reason,
        "files": list(one.files),
        "documents": [
            {
                "name": judged.path,
                "outcome": judged.outcome.value,
                "outcome_word": outcome_word(judged.outcome),
                "errors": [found.message for found in judged.diagnostics if found.severity is Severity.ERROR],
            }
            for judged in one.documents
        ],
    }


def settings(preferences: Preferences, *, is_local: bool) -> dict[str, Any]:
    """What is set and where each value comes from, and what can be chosen."""
    now = preferences.settings
    origins = {key: _origin(now.origins.get(key, DEFAULT)) for key in ("serve", "waivers")}
    return {
        "language": i18n.current(),
        "formats": ",".join(preferences.formats),
        "templates": str(preferences.templates or ""),
        "waivers": str(now.waivers or ""),
        "origins": {
            **{
                key: origins["serve"] if key in now.serve else _origin(DEFAULT)
                for key in ("language", "formats", "templates")
            },
            "waivers": origins["waivers"],
        },
        "may_name_files": is_local,
        "effective": replace(now, origins={key: _origin(one) for key, one in now.origins.items()}).shown(),
        "choices": {
            "languages": list(i18n.LANGUAGES),
            "formats": [one.NAME for one in handbooks.available()],
            "data": [one.NAME for one in exports.per_standard()],
            "templates": sorted({"handbook", "form", *_own_templates(preferences)}),
            "exports": [one.NAME for one in exports.per_release()],
            "books": [one.NAME for one in handbooks.binders()],
            "sheets": [one.NAME for one in sheets.available()],
        },
    }


def _origin(name: str) -> str:
    """Where a value comes from, in words; a file by its path."""
    words = {DEFAULT: _("the default"), BESIDE: _(BESIDE), PAGE: _("this page, not saved")}
    return words.get(name, name)


def _own_templates(preferences: Preferences) -> set[str]:
    """The names of templates in the own folder that handbooks are made with."""
    suffixes = {one.template_suffix for one in formats.available() if one.template_suffix}
    folder = preferences.templates
    found = [path.name for path in folder.iterdir()] if folder and folder.is_dir() else []
    names = {name.removesuffix(suffix) for name in found for suffix in suffixes if name.endswith(suffix)}
    return {name for name in names if name and name != sheets.TEMPLATE and name == safe_stem(name)}
