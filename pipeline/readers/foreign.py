"""What to tell people about files that are of no format we read."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.base.i18n import _
from pipeline.readers import containers

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_RTF = b"{\\rtf"
_EMPTY_ARCHIVE = b"PK\x05\x06"
_WORD_XML = b"mso-application"
_NAMED = 3
"""Documents of an archive that the message names."""


def is_no_text(data: bytes) -> bool:
    """Whether ``data`` is another program's document, even if it could pass for text in some encoding."""
    head = data[:4096]
    is_packed = head.startswith((b"PK\x03\x04", _EMPTY_ARCHIVE, *_IMAGES, *_ARCHIVES)) and b"\0" in head
    return is_packed or head.startswith(_OLE) or head.lstrip().startswith(_RTF) or _WORD_XML in head


def advice_for(data: bytes, suffixes: Iterable[str] = ()) -> str:
    """One line that says what ``data`` seems to be and what its owner can do; ``suffixes`` are those we read."""
    if data.startswith(_OLE):
        return _old_office(data)
    if data.lstrip().startswith(_RTF):
        return _("This is an RTF document. Save it as .docx in Word and try that.")
    if data.startswith(_IMAGES) or data[8:12] == b"WEBP" or data[4:12] in (b"ftypheic", b"ftypmif1", b"ftypavif"):
        return _("This is a picture. Run it through text recognition (OCR) and try the result.")
    if data.startswith(b"PK"):
        return _container(data, suffixes)
    if data.startswith(_ARCHIVES):
        return _("This is an archive. Unpack it and try the documents in it.")
    if _WORD_XML in data[:4096]:
        return _("This is a Word document saved as XML. Save it as .docx in Word and try that.")
    if b"\0" not in data[:4096]:
        return _("The text is in no encoding that is known here. Save it as UTF-8 and try that.")
    return _("This is none of the formats that can be read. See icap formats for those that can.")


def _old_office(data: bytes) -> str:
    if _holds(data, "EncryptedPackage"):
        return _("The document is protected by a password. Save a copy without one in Word and try that.")
    if _holds(data, "Workbook") and not _holds(data, "WordDocument"):
        return _("This is a workbook of an old Office version (.xls). Copy its table into Word and save it as .docx.")
    if _holds(data, "PowerPoint Document"):
        return _("This is a presentation of an old Office version (.ppt). Save it as PDF and try that.")
    if _holds(data, "__substg1.0_") or _holds(data, "__properties_version1.0"):
        return _("This is a mail of Outlook (.msg). Save the documents that are attached to it and try those.")
    return _("This is a document of an old Office version (.doc). Save it as .docx in Word and try that.")


def _holds(data: bytes, stream: str) -> bool:
    """Whether an OLE file has a stream of that name."""
    return stream.encode("utf-16-le") in data


def _container(data: bytes, suffixes: Iterable[str]) -> str:
    names = containers.names(data)
    if any(name.startswith("xl/") for name in names) or _is_open_document(data, b"spreadsheet"):
        return _("This is a workbook (spreadsheet). Copy its table into Word or Writer and save it as .docx or .odt.")
    if any(name.startswith("ppt/") for name in names) or _is_open_document(data, b"presentation"):
        return _("This is a presentation. Save it as PDF and try that.")
    if any(name.endswith(".iwa") or name == "index.xml" or name.endswith("Index.zip") for name in names):
        return _("This is a document of Apple's Pages or Numbers. Export it as Word (.docx) or PDF and try that.")
    if "META-INF/container.xml" in names and any(name.endswith(".opf") for name in names):
        return _("This is an e-book (EPUB). Ask for the document it was made from, as .docx, .odt or PDF.")
    if any(name.endswith(".fdseq") for name in names):
        return _("This is an XPS document. Print it to PDF and try that.")
    found = containers.documents(data, suffixes)
    if found:
        shown = _(", ").join(found[:_NAMED]) + (" …" if len(found) > _NAMED else "")
        message = _("This is a ZIP archive with documents ({count}: {names}). Unpack it and try them one by one.")
        return message.format(count=len(found), names=shown)
    if data.startswith(_EMPTY_ARCHIVE) or (names and not containers.is_package(names)):
        return _("This is a ZIP archive without any document that can be read. See icap formats for those that can.")
    return _("This is a ZIP container, but neither DOCX nor ODT, or it is damaged. Fetch it again.")


def _is_open_document(data: bytes, kind: bytes) -> bool:
    return b"application/vnd.oasis.opendocument." + kind in data[:200]
