"""The report for people."""

from __future__ import annotations

import io
import re

import pytest

from pipeline.base import i18n
from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.findings.document import Document
from pipeline.findings.outcomes import Outcome
from pipeline.reports import ReportedRun, text
from tests.reports.runs import CLEAN, DRIFTING, EXCEPTIONS, FAILED, written


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def on_terminal(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")

    def write(*documents):
        stream = Terminal()
        text.write(ReportedRun("icap", "1.2.3", documents), stream)
        return stream.getvalue()

    return write


def test_findings_stand_below_their_document_and_the_sums_at_the_end():
    assert written(text, DRIFTING, FAILED, CLEAN, EXCEPTIONS).splitlines() == [
        "standards/甲 1%#?.pdf (ABC1234-001): ok",
        "  p.3/table 2/row 4/column 7: warning CR201 S05 S05 has 2 names.",
        "      help: write 企劃能力",
        "  p.4: info CR206 T2.4/skills S16, S11",
        "      help: write S11, S16",
        "",
        "c:d.pdf: failed",
        "  error RD101 The file is empty.",
        "",
        "waivers.toml",
        "  warning SU801 ABC1234-001/CR201/S05 Delete it.",
        "",
        "documents: 3 (2 ok, 1 failed), findings: 4 (1 error, 2 warning, 1 info), waived: 1",
    ]


def test_a_line_of_its_own_says_the_path():
    (finding,) = FAILED.diagnostics
    assert text.line("c:d.pdf", finding) == "c:d.pdf: error RD101 The file is empty."
    assert text.line("a.pdf", DRIFTING.diagnostics[1]) == "a.pdf:p.4: info CR206 T2.4/skills S16, S11"


def test_what_comes_from_a_file_cannot_act_on_the_terminal():
    hostile = Diagnostic(
        "AS103", "text-not-placed", Severity.ERROR, "a\nb", "\x1b[2J\u202egnp", proposal="\r\x07x\u3000y"
    )
    heading, finding, advice, *_sums = written(
        text, Document("a\x1b]0;.pdf", "\x1b", None, Outcome.FAILED, (hostile,))
    ).splitlines()
    assert heading == r"a\x1b]0;.pdf (\x1b): failed"
    assert finding == r"  error AS103 a\nb \x1b[2J\u202egnp"
    assert advice == r"      help: write \r\x07x" + "\u3000y"


def test_colours_are_for_terminals_and_change_no_word(on_terminal, monkeypatch):
    coloured = on_terminal(DRIFTING, FAILED)
    assert "\x1b[33m\x1b[1mwarning\x1b[0m" in coloured
    plain = written(text, DRIFTING, FAILED)
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain
    monkeypatch.setenv("NO_COLOR", "1")
    assert on_terminal(DRIFTING, FAILED) == plain
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert on_terminal(DRIFTING, FAILED) == plain


def test_it_speaks_chinese():
    i18n.use("zh_TW")
    try:
        report = written(text, DRIFTING, FAILED)
    finally:
        i18n.use("en")
    assert "：警告 CR201" in report or ": 警告 CR201" in report
    assert "c:d.pdf: 失敗" in report
    assert "error" not in report
    assert report.splitlines()[-1] == "文件2份（1 完成、1 失敗），檢核結果3項（1 錯誤、1 警告、1 提示），已豁免1項"
