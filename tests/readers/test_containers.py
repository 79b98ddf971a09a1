"""What holds documents, what is none, and bytes that are no text."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import small_documents as small

from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Unreadable
from pipeline.readers import containers, mhtml, read_bytes
from pipeline.readers.blocks import Body, Paragraph
from pipeline.readers.encodings import decode, remarks
from pipeline.readers.foreign import advice_for

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
SENTENCE = "依據物料清單逐項核對數量，並記錄於盤點表；有不符者，應於當日通知主管。"
SIMPLIFIED = "依据物料清单逐项核对数量，并记录于盘点表；有不符者，应于当日通知主管。"


def archive(*names: str, **contents: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name in names:
            made.writestr(name, contents.get(name, "x"))
    return file.getvalue()


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (stream("EncryptedPackage"), ("password",)),
        (stream("WordDocument"), (".doc)", ".docx")),
        (stream("Workbook"), (".xls)",)),
        (stream("PowerPoint Document"), (".ppt)",)),
        (rb"{\rtf1 text}", ("RTF", ".docx")),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><x/>', ("XML", ".docx")),
        (archive("xl/workbook.xml"), ("workbook",)),
        (archive("ppt/presentation.xml"), ("presentation",)),
        (archive("Index/Document.iwa"), ("Pages",)),
        (archive("META-INF/container.xml", "book.opf"), ("EPUB",)),
        (archive("a.docx", "b/c.pdf", "d.exe"), ("ZIP", "2", "a.docx", "b/c.pdf")),
        (archive("x.bin"), ("ZIP", "without any document")),
        (archive(), ("ZIP", "without any document")),
        (archive("[Content_Types].xml"), ("ZIP", "damaged")),
        (archive("FixedDocSeq.fdseq"), ("XPS", "PDF")),
        (stream("__substg1.0_0037001F"), ("Outlook", "attached")),
        (b"7z\xbc\xaf\x27\x1c\x00", ("Unpack",)),
        (b"\x89PNG\r\n\x1a\n\x00", ("OCR",)),
        (b"\x00\x00\x00\x1cftypheic\x00", ("OCR",)),
    ],
)
def test_each_kind_of_file_that_is_not_read_has_its_own_advice(data: bytes, words: tuple[str, ...]) -> None:
    message = advice_for(data, (".docx", ".pdf"))
    assert [word for word in words if word not in message] == []
    with pytest.raises(Unreadable) as refusal:
        read_bytes(Path("document"), data)
    assert refusal.value.diagnostic.rule == "RD101"


def test_documents_of_an_archive_are_listed_without_what_leads_out_of_it() -> None:
    data = archive(
        "ok.docx", "../up.docx", "/root.docx", "__MACOSX/ok.docx", "f/~$lock.docx", "f/.hid.docx", "c:x.docx"
    )
    assert containers.documents(data, (".docx",)) == ("ok.docx",)
    assert containers.documents(b"PK\x03\x04 broken", (".docx",)) == ()


def test_a_container_that_says_that_it_unpacks_to_too_much_is_not_opened() -> None:
    with pytest.raises(Unreadable) as refusal:
        containers.Container(archive("a", "b"), Limits(inflated_bytes=1))
    assert refusal.value.diagnostic.rule == "RD105"


@pytest.mark.parametrize("suffix", [".docm", ".dotx", ".dotm"])
def test_siblings_of_docx_are_read_without_a_remark(suffix: str) -> None:
    document = read_bytes(Path(f"form{suffix}"), small.word())
    assert document.diagnostics == ()
    assert document.format == "docx"


def test_documents_without_content_types_are_read() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(small.word())) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            if name != "[Content_Types].xml":
                new.writestr(name, old.read(name))
    assert (
        read_bytes(Path("form.docx"), file.getvalue()).body.blocks
        == read_bytes(Path("x.docx"), small.word()).body.blocks
    )


def lines(body: Body) -> list[str]:
    return [line.text for block in body.blocks if isinstance(block, Paragraph) for line in block.lines]


def test_web_pages_saved_as_one_file_are_read_with_their_frames() -> None:
    mail = (
        "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
        '--b\r\nContent-Type: text/html; charset="big5"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n'
        "--b\r\nContent-Type: text/html\r\nContent-ID: <f@x>\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        "<p>=E5=85=A7</p>\r\n--b--\r\n"
    )
    import base64

    page = base64.b64encode("<html><p>外</p><iframe src='cid:f@x'></iframe></html>".encode("big5")).decode()
    data = mail.format(page).encode()
    document = read_bytes(Path("page.mht"), data)
    assert document.format == "mhtml"
    assert lines(document.body) == ["外", "內"]


def test_headers_of_mail_with_bytes_that_mail_does_not_know_are_no_fault_of_the_program() -> None:
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    page = b"--b\r\nContent-Type: text/html\r\nContent-ID: <\xff>\r\nContent-Location: \xa4\x40\r\n\r\n<p>"
    assert lines(mhtml.read(head + page + "內</p>\r\n--b--".encode(), Limits())) == ["內"]


def test_mail_without_a_web_page_is_refused_with_advice() -> None:
    with pytest.raises(Unreadable) as refusal:
        mhtml.read(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b--", Limits())
    assert ".html" in refusal.value.diagnostic.message


ATTACHED = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
    "--b\r\nContent-Type: {}\r\n\r\n<html><p>see below</p></html>\r\n"
    "--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="
    '"=?utf-8?B?55uk6bue6KGoLnBkZg==?="\r\n\r\n%PDF-1.4\r\n--b--\r\n'
)


def test_mail_with_attached_files_is_refused_and_they_are_named() -> None:
    with pytest.raises(Unreadable) as refusal:
        mhtml.read(ATTACHED.format("text/plain").encode(), Limits())
    assert "盤點表.pdf" in refusal.value.diagnostic.message


def test_files_that_are_attached_to_a_mail_with_a_page_are_named() -> None:
    body = mhtml.read(ATTACHED.format("text/html").encode(), Limits())
    (finding,) = body.diagnostics
    assert (lines(body), finding.rule, "盤點表.pdf" in finding.message) == (["see below"], "RD108", True)


@pytest.mark.parametrize("name", ["=?utf-8?b?A?=", "=?no-such-code?b?QQ==?=", "=?utf-8?b?/w==?="])
def test_a_name_of_an_attached_file_that_cannot_be_decoded_is_shown_as_it_is(name: str) -> None:
    mail = ATTACHED.format("text/html").replace("=?utf-8?B?55uk6bue6KGoLnBkZg==?=", name)
    body = mhtml.read(mail.encode(), Limits())
    (finding,) = body.diagnostics
    assert (lines(body), finding.rule) == (["see below"], "RD108")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(SENTENCE, "cp950"), (SENTENCE, "gb18030"), (SIMPLIFIED, "gb18030"), (SENTENCE, "utf-16-le"), (SENTENCE, "utf-8")],
)
def test_encodings_are_told_by_what_reads_best(text: str, encoding: str) -> None:
    data = (text * 3 + "\tK01\n").encode(encoding)
    decoded = decode(data)
    assert decoded is not None
    assert (decoded.text, decoded.encoding) == (text * 3 + "\tK01\n", encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "cp950", "gb18030"])
def test_a_byte_that_no_character_has_is_left_out_and_said(encoding: str) -> None:
    first, second = f"{SENTENCE}\n".encode(encoding), SENTENCE.encode(encoding)
    decoded = decode(first + b"\xff" + second)
    assert decoded is not None
    assert (decoded.text, decoded.encoding) == (f"{SENTENCE}\n{SENTENCE}", encoding)
    told = [one for one in remarks(decoded) if one.severity == "warning"]
    assert [("0xFF" in one.message, "line 2" in one.message) for one in told] == [(True, True)]


def test_a_damaged_character_is_shown_as_such_and_costs_no_more() -> None:
    data = SENTENCE.encode()
    decoded = decode(data[:30] + b"\x41" + data[31:])
    assert decoded is not None
    assert decoded.text.replace("\ufffd", "") == SENTENCE[:10] + "A" + SENTENCE[11:]
    assert [(stray.line, stray.is_extra) for stray in decoded.strays] == [(1, False), (1, False)]


def test_bytes_that_are_no_text_at_all_are_refused() -> None:
    assert decode(bytes(range(128, 256)) * 20) is None


def test_a_document_of_more_text_than_the_limit_is_refused_in_every_format() -> None:
    for data in (
        small.word(),
        b"<html><body><p>" + SENTENCE.encode() * 5 + b"</p></body></html>",
        SENTENCE.encode() * 5,
    ):
        with pytest.raises(Unreadable) as refusal:
            read_bytes(Path("document"), data, Limits(characters=100))
        assert refusal.value.diagnostic.rule == "RD105"
