"""For merge requests on GitLab: a Code Quality report, which GitLab compares with that of the target branch."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any, TextIO

from pipeline.findings.diagnostics import Severity
from pipeline.findings.document import Finding
from pipeline.findings.outcomes import Outcome
from pipeline.reports import ReportedRun
from pipeline.reports._forms import as_json, relative, told

NAME = "codequality"
SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}
LOST = "blocker"
"""How bad it is that nothing came of an input."""


def write(run: ReportedRun, stream: TextIO) -> None:
    """A JSON array with an issue for every finding; waived ones are left out, for GitLab knows no such thing.

    The inputs are no texts with lines, so every issue stands on line 1. Fingerprints hold from run to run: they are
    made of the path, the code, the rule and the subject, never of a page or of wording.
    """
    separator = "\n"
    stream.write("[")
    for document in run.documents:
        seen: Counter[str] = Counter()
        for finding in document.findings():
            if finding.waived is None:
                seen[finding.fingerprint] += 1
                issue = _issue(relative(document.path), finding, seen[finding.fingerprint], document.outcome)
                stream.write(separator + as_json(issue))
                separator = ",\n"
    stream.write("\n]\n")


def _issue(path: str, finding: Finding, number: int, outcome: Outcome) -> dict[str, Any]:
    diagnostic = finding.diagnostic
    key = "\0".join((path, finding.fingerprint, str(number)))
    return {
        "description": told(diagnostic),
        "check_name": f"{diagnostic.rule} {diagnostic.name}",
        "fingerprint": hashlib.sha256(key.encode(errors="surrogateescape")).hexdigest(),
        "severity": LOST if outcome is Outcome.FAILED else SEVERITIES[diagnostic.severity],
        "location": {"path": path, "lines": {"begin": 1}},
    }
