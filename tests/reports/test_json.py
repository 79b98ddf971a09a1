"""The report for machines."""

from __future__ import annotations

import io
import json

from pipeline.base.provenance import Location
from pipeline.findings.diagnostics import Diagnostic, Related, Severity, fingerprint
from pipeline.findings.document import Document
from pipeline.findings.outcomes import Outcome
from pipeline.reports import Run
from pipeline.reports import json as json_report

UNKNOWN = {"page": None, "table": None, "row": None, "column": None, "box": None}


def report(*documents):
    stream = io.StringIO()
    json_report.write(Run("icap", "1.2.3", documents), stream)
    return stream.getvalue()


def test_every_field_of_a_finding_is_there():
    place = Location(2, 3, 4, 5, (1.0, 2.5, 3.0, 4.0))
    drift = Diagnostic(
        "CR201",
        "name-drift",
        Severity.WARNING,
        "S05",
        "S05 有兩個名稱",
        place,
        (Related("T1.1/S05", "企劃技巧"),),
        "企劃能力",
    )
    document = Document("a.pdf", "ABC1234-001", "0" * 64, Outcome.OK, (drift,))
    assert json.loads(report(document)) == {
        "schema_version": "1.0",
        "tool": {"name": "icap", "version": "1.2.3"},
        "documents": [
            {
                "path": "a.pdf",
                "code": "ABC1234-001",
                "sha256": "0" * 64,
                "outcome": "ok",
                "diagnostics": [
                    {
                        "rule": "CR201",
                        "name": "name-drift",
                        "severity": "warning",
                        "subject": "S05",
                        "message": "S05 有兩個名稱",
                        "location": {"page": 2, "table": 3, "row": 4, "column": 5, "box": [1.0, 2.5, 3.0, 4.0]},
                        "related": [{"subject": "T1.1/S05", "message": "企劃技巧", "location": UNKNOWN}],
                        "proposal": "企劃能力",
                        "fingerprint": fingerprint("ABC1234-001", drift),
                        "waived": None,
                    }
                ],
            }
        ],
    }


def test_what_is_unknown_is_null_and_chinese_stays_readable():
    empty = Diagnostic("RD101", "unreadable-file", Severity.ERROR, "file", "空的")
    text = report(Document("b.pdf", None, None, Outcome.FAILED, (empty,)))
    assert "空的" in text
    (document,) = json.loads(text)["documents"]
    assert (document["code"], document["sha256"], document["outcome"]) == (None, None, "failed")
    assert document["diagnostics"][0]["location"] == UNKNOWN
    assert document["diagnostics"][0]["proposal"] is None


def test_a_run_without_findings_is_a_whole_report_too():
    assert json.loads(report())["documents"] == []
