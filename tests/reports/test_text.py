"""The report for people."""

from __future__ import annotations

import io

from pipeline.diagnostics import Diagnostic, Severity
from pipeline.outcomes import Outcome
from pipeline.provenance import Location
from pipeline.reports import Document, Run, text


def report(*documents):
    stream = io.StringIO()
    text.write(Run("icap", "1.2.3", documents), stream)
    return stream.getvalue().splitlines()


def test_a_line_a_finding_the_proposal_below_and_the_sums_at_the_end():
    drift = Diagnostic(
        "CR201", "name-drift", Severity.WARNING, "S05", "S05 has 2 names", Location(2, 3, 4), proposal="企劃能力"
    )
    empty = Diagnostic("RD101", "unreadable-file", Severity.ERROR, "file", "The file is empty.")
    assert report(
        Document("a.pdf", "ABC1234-001", "0" * 64, Outcome.OK, (drift,)),
        Document("b.pdf", None, None, Outcome.FAILED, (empty,)),
        Document("c.pdf", "ABC1234-002", "1" * 64, Outcome.OK),
    ) == [
        "a.pdf:p.2/表3/列4: warning CR201 S05 S05 has 2 names",
        "    help: write 企劃能力",
        "b.pdf: error RD101 file The file is empty.",
        "documents: 3 (1 failed, 2 ok), findings: 2 (1 error, 1 warning, 0 info)",
    ]


def test_what_comes_from_a_file_cannot_act_on_the_terminal():
    hostile = Diagnostic(
        "AS103", "text-not-placed", Severity.ERROR, "a\nb", "\x1b[2J\u202egnp", proposal="\r\x07x\u3000y"
    )
    first, second, _sums = report(Document("a\x1b]0;.pdf", None, None, Outcome.FAILED, (hostile,)))
    assert first == r"a\x1b]0;.pdf: error AS103 a\nb \x1b[2J\u202egnp"
    assert second == r"    help: write \r\x07x" + "\u3000y"
