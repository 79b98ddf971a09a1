"""Runs to report on: one with every kind of document and hostile texts, and one that is large."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pipeline.base.provenance import Location
from pipeline.findings.diagnostics import Diagnostic, Related, Severity
from pipeline.findings.document import Document, Waived
from pipeline.findings.outcomes import Outcome
from pipeline.reports import Report, ReportedRun

HOSTILE = "<b>&\"'</b>\x1b[2J\u202e::error::%0A,\n]]>\ufffe\ud800"
DRIFT = Diagnostic(
    "CR201",
    "name-drift",
    Severity.WARNING,
    "S05",
    "S05 has 2 names.",
    Location(3, 2, 4, 7, (1.0, 2.5, 3.0, 4.0)),
    (Related("T1.1/S05", "企劃技巧", Location(2)), Related("T2.2/S05", "企劃能力", Location(3))),
    "企劃能力",
)
ORDER = Diagnostic("CR206", "order-in-cell", Severity.INFO, "T2.4/skills", "S16, S11", Location(4), proposal="S11, S16")
LOST = Diagnostic("AS103", "text-not-placed", Severity.ERROR, "p.3/表2", HOSTILE, Location(3, 2))
EMPTY = Diagnostic("RD101", "unreadable-file", Severity.ERROR, "file", "The file is empty.")
UNUSED = Diagnostic("SU801", "unused-exception", Severity.WARNING, "ABC1234-001/CR201/S05", "Delete it.")
KNOWN = Diagnostic("CR205", "undefined-code", Severity.ERROR, "T1.2/K11", "K11 has no name.", Location(2))

DRIFTING = Document(
    "standards/甲 1%#?.pdf",
    "ABC1234-001",
    "1" * 64,
    Outcome.OK,
    (DRIFT, ORDER),
    (Waived(KNOWN, "the office knows", "王小明", "2027-06-30"),),
)
PARTIAL = Document("b.docx", "ABC1234-002", "2" * 64, Outcome.PARTIAL, (LOST,))
FAILED = Document("c:d.pdf", None, None, Outcome.FAILED, (EMPTY,))
CLEAN = Document("e.pdf", "ABC1234-003", "3" * 64, Outcome.OK)
EXCEPTIONS = Document("waivers.toml", None, None, Outcome.OK, (UNUSED,), is_input=False)
DOCUMENTS = (DRIFTING, PARTIAL, FAILED, CLEAN, EXCEPTIONS)


def written(report: Report, *documents: Document, folder: str = ".", fail_on: Severity | None = Severity.ERROR) -> str:
    """The report on ``documents``, as it reaches a file."""
    stream = io.StringIO()
    report.write(ReportedRun("icap", "1.2.3", documents or DOCUMENTS, folder=folder, fail_on=fail_on), stream)
    return stream.getvalue().encode(errors="backslashreplace").decode()


class Many:
    """So many documents that nobody should hold them all; each is made when it is asked for."""

    def __init__(self, count: int, findings: int) -> None:
        self.count, self.findings = count, findings
        self.given = 0

    def __iter__(self) -> Iterator[Document]:
        for number in range(self.count):
            self.given += 1
            found = tuple(
                Diagnostic(
                    "CR205", "undefined-code", Severity.ERROR, f"T1.{one}/K11", f"K11 {'無名稱' * 20}{number}/{one}"
                )
                for one in range(self.findings)
            )
            yield Document(f"{number}.pdf", f"ABC1234-{number:03}", "0" * 64, Outcome.PARTIAL, found)
