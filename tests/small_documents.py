"""Small invented documents in the official form, and files that are none, as the bytes of a download."""

from __future__ import annotations

import io
from pathlib import Path

import docx

from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.raised import as103_text_not_placed
from pipeline.record import model
from pipeline.release.read import read_standard

SAMPLES = Path(__file__).parent.parent / "samples"
SAMPLE_PDF = SAMPLES / "KPS3322-002v2.pdf"

CODE = "ABC1234-001"
NAME = "物料管理人員"
INDICATOR = "依據物料清單逐項核對數量。"

COMPETENCE_HEADER = (
    "主要職責",
    "工作任務",
    "工作產出",
    "行為指標",
    "職能級別",
    "職能內涵 (K=knowledge 知識)",
    "職能內涵 (S=skills 技能)",
)


def _tables(code: str | None, name: str, indicator: str) -> dict[str, list[tuple[str, ...]]]:
    return {
        "profile": [
            ("職能基準代碼", "", code or "", "", ""),
            ("職能基準名稱 (擇一填寫)", "職類", "", "", ""),
            ("", "職業", name, "", ""),
            ("所屬 類別", "職類別", "製造／資材及庫存規劃", "職類別代碼", "ABC"),
            ("", "職業別", "庫存事務人員", "職業別代碼", "1234"),
            ("", "行業別", "製造業／家具製造業", "行業別代碼", "C3211"),
            ("工作描述", "", "清點並保管物料。", "", ""),
            ("基準級別", "", "3", "", ""),
        ],
        "competence": [
            COMPETENCE_HEADER,
            (
                "T1 管理物料",
                "T1.1 清點物料",
                "O1.1.1 盤點表",
                f"P1.1.1 {indicator}",
                "3",
                "K01 物料知識",
                "S01 盤點能力",
            ),
        ],
    }


def flat_text(code: str | None = CODE, name: str = NAME, indicator: str = INDICATOR) -> bytes:
    """The form as extracted text: cells separated by tabs."""
    tables = _tables(code, name, indicator)
    parts = [
        f"{name}職能基準",
        "\n".join("\t".join(row) for row in tables["profile"]),
        "\n".join("\t".join(row) for row in tables["competence"]),
        "職能內涵 (A=attitude 態度)\nA01 細心負責：對任務細節謹慎。",
        "說明與補充事項\n建議擔任此職類/職業之學歷/經歷/或能力條件：無。",
    ]
    return ("\n\n".join(parts) + "\n").encode()


def word(code: str | None = CODE, name: str = NAME, indicator: str = INDICATOR) -> bytes:
    """The form as DOCX."""
    document = docx.Document()
    document.add_paragraph(f"{name}職能基準")
    for rows in _tables(code, name, indicator).values():
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        document.add_paragraph()
    document.add_paragraph("職能內涵 (A=attitude 態度)")
    document.add_paragraph("A01 細心負責：對任務細節謹慎。")
    document.add_paragraph("說明與補充事項")
    document.add_paragraph("建議擔任此職類/職業之學歷/經歷/或能力條件：無。")
    return saved(document)


def letter() -> bytes:
    """A DOCX that is no standard."""
    document = docx.Document()
    document.add_paragraph("會議紀錄")
    document.add_paragraph("出席人員討論下年度預算。")
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    """The bytes of a DOCX."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def record(folder: Path, **changes: str | None) -> model.Standard:
    """The record of ``flat_text``, read by the program itself from a scratch file in ``folder``."""
    scratch = folder / "scratch.txt"
    scratch.write_bytes(flat_text(**changes))
    standard = read_standard(scratch).standard
    assert standard is not None
    scratch.unlink()
    return standard


def pdf(
    content: bytes = b"", *, objects: tuple[bytes, ...] = (), resources: bytes = b"", trailer: bytes = b""
) -> bytes:
    """A PDF of one page, written by hand: object 1 is the catalogue, ``objects`` start at number 5."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << %s >> /Contents 4 0 R >>" % resources,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        *objects,
    ]
    data = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, trailer, start)
    return data


def scan() -> bytes:
    """A PDF whose page is a picture: one grey pixel over the whole page, no text."""
    picture = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    picture += b"/Length 1 >>\nstream\n\x80\nendstream"
    return pdf(b"q 595 0 0 842 0 0 cm /Im1 Do Q", objects=(picture,), resources=b"/XObject << /Im1 5 0 R >>")


def report_pdf() -> bytes:
    """A PDF with text that is no standard."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    text = b"BT /F1 12 Tf 72 720 Td (Minutes of the budget meeting) Tj ET"
    return pdf(text, objects=(font,), resources=b"/Font << /F1 5 0 R >>")


def locked_pdf() -> bytes:
    """A PDF whose password nobody knows: the check values of the standard handler match no empty password."""
    values = b"41" * 32
    encryption = b"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <%s> /U <%s> >>" % (values, values)
    identity = b"/Encrypt 5 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
    return pdf(b"", objects=(encryption,), trailer=identity)


def an_error(subject: str) -> Diagnostic:
    """A finding that text was lost."""
    return as103_text_not_placed.RULE.found(subject, "“備註” reached no field")
