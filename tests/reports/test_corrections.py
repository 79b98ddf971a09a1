"""The sheet of proposals: what it lists, and that a spreadsheet runs none of it."""

from __future__ import annotations

import csv
import io

from small_standard import small_standard

from pipeline import api
from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.findings.document import Document, Waived
from pipeline.findings.outcomes import Outcome
from pipeline.reports import ReportedRun
from pipeline.reports.corrections import BYTE_ORDER_MARK, write

COLUMNS = ("document", "code", "subject", "rule", "page", "printed", "proposed", "message")


def sheet(*documents):
    stream = io.StringIO()
    write(ReportedRun("icap", "1", documents), stream)
    text = stream.getvalue()
    assert text.startswith(BYTE_ORDER_MARK)
    header, *rows = csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK)))
    assert tuple(header) == COLUMNS
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def checked(**notation):
    standard = small_standard(notation)
    return Document("a.pdf", standard.code, None, Outcome.OK, api.check(standard))


DRIFTING = {
    "T1 管理物料": {
        "T1.1 清點物料": {"skills": ["S01 清點技巧"]},
        "T1.2 發放物料": {"skills": ["S01 清點能力"]},
        "T1.3 登錄物料": {"skills": ["S01 清點能力"]},
    }
}


def test_a_row_for_every_place_that_is_printed_otherwise():
    (row,) = sheet(checked(duties=DRIFTING))
    message = row.pop("message")
    assert row == {
        "document": "a.pdf",
        "code": "ABC1234-001v2",
        "subject": "T1.1/S01",
        "rule": "CR201",
        "page": "2",
        "printed": "清點技巧",
        "proposed": "清點能力",
    }
    assert "清點技巧" in message


def test_long_names_are_not_cut():
    long = "清點" * 30
    duties = {
        "T1 管理物料": {
            "T1.1 清點物料": {"skills": [f"S01 {long}技巧"]},
            "T1.2 發放物料": {"skills": [f"S01 {long}能力"]},
            "T1.3 登錄物料": {"skills": [f"S01 {long}能力"]},
        }
    }
    assert [(row["printed"], row["proposed"]) for row in sheet(checked(duties=duties))] == [
        (f"{long}技巧", f"{long}能力")
    ]


def test_codes_and_wordings_have_rows_too():
    duties = {
        "T1 管理物料": {
            "T1.1 清點物料": {
                "knowledge": ["K02 物料知識", "K01 盤點知識", "K03 盤點知識"],
                "indicators": ["P1.1.1 了解例如:清單內容。", "P1.1.2 了解數量。", "P1.1.3 瞭解用途。"],
            }
        }
    }
    found = {(row["rule"], row["subject"], row["printed"], row["proposed"]) for row in sheet(checked(duties=duties))}
    assert found == {
        ("CR202", "K01/K03", "K03", "K01"),
        ("CR206", "T1.1/knowledge", "K02, K01, K03", "K01, K02, K03"),
        ("TX701", "P1.1.3", "瞭解", "了解"),
        ("TX703", "P1.1.1", "了解例如:清單內容", "了解例如：清單內容"),
    }


def test_no_cell_is_a_formula():
    for start in ("=", "+", "-", "@", " =", "＝"):
        hostile = Diagnostic(
            "CR206", "order-in-cell", Severity.INFO, f"{start}1+1", "", proposal=f"{start}cmd", printed="x"
        )
        (row,) = sheet(Document(f"{start}a.pdf", None, None, Outcome.OK, (hostile,)))
        assert all(
            row[key] == f"'{start}{rest}"
            for key, rest in (("document", "a.pdf"), ("subject", "1+1"), ("proposed", "cmd"))
        )


def test_a_cell_stays_on_its_line():
    hostile = Diagnostic("CR206", "order-in-cell", Severity.INFO, "a\n=b", "m", proposal='",=c', printed="\t=d")
    (row,) = sheet(Document("a.pdf", None, None, Outcome.OK, (hostile,)))
    assert (row["subject"], row["proposed"], row["printed"]) == ("a\\n=b", '",=c', "\\t=d")


def test_findings_without_proposal_and_waived_ones_have_no_row():
    plain = Diagnostic("ST603", "no-output", Severity.INFO, "T1.1", "")
    waived = Diagnostic("CR201", "name-drift", Severity.WARNING, "S01", "", proposal="x")
    assert sheet(Document("a.pdf", "ABC1234-001", None, Outcome.OK, (plain,), (Waived(waived, "known"),))) == []
