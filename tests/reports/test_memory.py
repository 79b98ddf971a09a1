"""Two hundred documents take no more memory than a few: every report goes through them one by one."""

from __future__ import annotations

import tracemalloc

import pytest

from pipeline import reports
from pipeline.findings.rules import known_rules
from pipeline.reports import ReportedRun
from tests.reports.runs import Many

pytestmark = pytest.mark.slow


class Sink:
    """Counts what is written and forgets it."""

    def __init__(self) -> None:
        self.size = 0

    def write(self, text: str) -> int:
        self.size += len(text)
        return len(text)

    def writelines(self, lines) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return False


def peak(report, many) -> int:
    """The most bytes that the report on these documents takes while it is written."""
    sink = Sink()
    tracemalloc.start()
    try:
        report.write(ReportedRun("icap", "1", many), sink)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sink.size > 0
    return most


@pytest.mark.parametrize("report", reports.available(), ids=lambda report: report.NAME)
def test_the_report_on_many_documents_stays_small(report):
    """What a report says of every rule, however many there are, it holds for few documents, too."""
    known_rules()
    report.write(ReportedRun("icap", "1", Many(2, 2)), Sink())  # what is made once and kept is not counted
    many = Many(200, 20)
    assert peak(report, many) < peak(report, Many(50, 20)) + 200_000
    assert many.given >= 200
