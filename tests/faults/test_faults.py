"""Everything that can be wrong with a file: one line with advice, the others go on, and nothing good is lost."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import small_documents as small

from pipeline.base.errors import ExitCode
from pipeline.base.limits import Limits
from pipeline.findings.outcomes import Outcome
from pipeline.release.read import read_standard

ROOT = Path(__file__).parent.parent.parent


def without_member(data: bytes, member: str) -> bytes:
    """A ZIP container that lacks a member."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != member:
                new.writestr(name, old.read(name))
    return stream.getvalue()


def with_member(data: bytes, member: str, content: bytes) -> bytes:
    """A ZIP container with another content of a member."""
    stream = io.BytesIO(without_member(data, member))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as container:
        container.writestr(member, content)
    return stream.getvalue()


def member(data: bytes, name: str) -> bytes:
    """What a ZIP container holds under a name."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return container.read(name)


def broken_xml() -> bytes:
    return with_member(small.word(), "word/document.xml", b"<w:document><w:body>")


def deep_xml() -> bytes:
    depth = 100_000
    return with_member(small.word(), "word/document.xml", b"<a>" * depth + b"</a>" * depth)


def entity_bomb() -> bytes:
    entities = b"".join(b'<!ENTITY e%d "%s">' % (i, b"&e%d;" % (i - 1) * 10) for i in range(1, 12))
    text = b'<!DOCTYPE d [<!ENTITY e0 "0123456789">' + entities + b"]><d>&e11;</d>"
    return with_member(small.word(), "word/document.xml", text)


PDF = small.SAMPLE_PDF.read_bytes()

UNREADABLE = {
    "empty.pdf": (b"", "RD101"),
    "blank.txt": (b" \n\n\t", "RD101"),
    "cut.pdf": (PDF[: len(PDF) // 3], "RD101"),
    "junk.pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 64, "RD101"),
    "locked.pdf": (small.locked_pdf(), "RD101"),
    "scan.pdf": (small.scan(), "RD102"),
    "minutes.pdf": (small.report_pdf(), "AS101"),
    "cut.docx": (small.word()[:4000], "RD101"),
    "hollow.docx": (without_member(small.word(), "word/document.xml"), "RD101"),
    "broken.docx": (broken_xml(), "RD101"),
    "entities.docx": (entity_bomb(), "RD101"),
    "deep.docx": (deep_xml(), "RD101"),
    "letter.docx": (small.letter(), "AS101"),
    "letter.txt": ("會議紀錄\n\n出席人員討論下年度預算。\n".encode(), "AS101"),
    "record.json": (b'{"schema_version": "1.0"', "RD101"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_gets_one_line_with_advice(tmp_path, name):
    data, rule = UNREADABLE[name]
    path = tmp_path / name
    path.write_bytes(data)
    found = read_standard(path)
    assert found.outcome is Outcome.FAILED
    assert [one.rule for one in found.diagnostics] == [rule]
    message = found.diagnostics[0].message
    assert len(message) > 20
    assert "\n" not in message


def test_a_docx_that_is_named_pdf_is_read_and_said_so(tmp_path):
    path = tmp_path / "form.pdf"
    path.write_bytes(small.word())
    found = read_standard(path)
    assert found.outcome is Outcome.OK
    assert found.standard.duties[0].tasks[0].blocks[0].indicators[0].text == small.INDICATOR
    (mismatch,) = [one for one in found.diagnostics if one.rule == "RD103"]
    assert mismatch.severity == "warning"
    assert "docx" in mismatch.message


def test_a_container_that_would_unpack_beyond_the_limit_is_refused(tmp_path):
    path = tmp_path / "bomb.docx"
    path.write_bytes(with_member(small.word(), "word/document.xml", b"<w>" + b" " * 5_000_000 + b"</w>"))
    found = read_standard(path, Limits(inflated_bytes=1_000_000))
    assert path.stat().st_size < 100_000
    assert [one.rule for one in found.diagnostics] == ["RD105"]


def test_a_file_beyond_the_limit_is_refused(tmp_path):
    path = tmp_path / "large.txt"
    path.write_bytes(small.flat_text())
    found = read_standard(path, Limits(file_bytes=100))
    assert [one.rule for one in found.diagnostics] == ["RD105"]


def test_a_pdf_of_too_many_pages_is_refused(tmp_path):
    found = read_standard(small.SAMPLE_PDF, Limits(pages=2))
    assert [one.rule for one in found.diagnostics] == ["RD105"]


def open_document(content: str) -> bytes:
    """An ODT of some content."""
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{prefix}="{urn}:{prefix}:1.0"' for prefix in ("office", "text", "table"))
    body = f"<office:body><office:text>{content}</office:text></office:body>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        container.writestr("content.xml", f"<office:document-content {names}>{body}</office:document-content>")
    return stream.getvalue()


ABSURD = {
    "spans.docx": lambda: with_member(
        small.word(),
        "word/document.xml",
        member(small.word(), "word/document.xml").replace(b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="2000000000"/>'),
    ),
    "gap.odt": lambda: open_document(
        "<text:p>甲職能基準</text:p><table:table>"
        + "".join(
            f"<table:table-row>{''.join(f'<table:table-cell><text:p>{text}</text:p></table:table-cell>' for text in row)}</table:table-row>"
            for row in (
                small.COMPETENCE_HEADER,
                ("T1 甲", "T1.1 乙", "O1.1.1 丙", f"P1.1.1 {'<text:tab/>' * 100_000}丁", "3", "K01 戊", "S01 己"),
            )
        )
        + "</table:table>"
    ),
    "gap.txt": lambda: small.flat_text().replace(b"P1.1.1 ", b"P1.1.1 " + b" " * 1_000_000),
}
"""Documents that ask for what no document needs; read as far as they can be, in little time and memory."""


@pytest.mark.parametrize("name", ABSURD)
@pytest.mark.slow
def test_absurd_numbers_take_no_time(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(ABSURD[name]())
    assert read_standard(path).outcome in (Outcome.OK, Outcome.PARTIAL)


@pytest.mark.slow
def test_cells_by_the_million_are_refused(tmp_path):
    cell = '<table:table-cell table:number-columns-repeated="1000000"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    page = "<table>" + "<tr><td rowspan=1000 colspan=1000>x</td></tr>" * 2000 + "</table>"
    absurd = {"rows.odt": open_document(f"<table:table>{row}</table:table>"), "rows.html": page.encode()}
    for name, data in absurd.items():
        path = tmp_path / name
        path.write_bytes(data)
        assert [one.rule for one in read_standard(path).diagnostics] == ["RD105"]


@pytest.mark.slow
def test_a_folder_of_good_and_bad_files_is_built_to_the_end(tmp_path):
    inputs, out = tmp_path / "in", tmp_path / "out"
    inputs.mkdir()
    out.mkdir()
    for name, (data, _rule) in UNREADABLE.items():
        (inputs / name).write_bytes(data)
    (inputs / "good.txt").write_bytes(small.flat_text(code="ABC1234-005"))
    (inputs / "named.pdf").write_bytes(small.word(code="ABC1234-006"))
    (inputs / "twin.docx").write_bytes(small.word(code="ABC1234-005"))
    (inputs / "foreign.xls").write_bytes(b"x")
    (out / "ABC1234-001.html").write_bytes(b"an old good output")

    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "build", "in", "-o", "out", "--to", "html,json"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=False,
    )
    notes = done.stderr.decode()
    assert done.returncode == ExitCode.FINDINGS
    assert done.stdout == b""
    assert "Traceback" not in notes

    expected = {f"in/{name}": "failed" for name in UNREADABLE if not name.endswith(".json")}
    expected |= {"in/good.txt": "ok", "in/named.pdf": "ok", "in/twin.docx": "skipped"}
    expected |= {f"in/{name}": "skipped" for name in UNREADABLE if name.endswith(".json")}  # made by the program
    expected |= {"in/foreign.xls": "skipped"}  # no reader takes it, and its content is no document
    told = [line.split(": ")[:2] for line in notes.splitlines()]
    outcomes = [
        (path, rest.split()[0].rstrip(",")) for path, rest in told if rest.split()[0].rstrip(",") in set(Outcome)
    ]
    assert dict(outcomes) == expected
    assert len(outcomes) == len(expected)

    written = ["ABC1234-005.html", "ABC1234-005.json", "ABC1234-006.html", "ABC1234-006.json"]
    assert sorted(path.name for path in out.glob("[!.]*")) == ["ABC1234-001.html", *written, "manifest.json"]
    assert (out / "ABC1234-001.html").read_bytes() == b"an old good output"
    assert (out / "ABC1234-005.html").read_bytes().rstrip().endswith(b"</html>")
