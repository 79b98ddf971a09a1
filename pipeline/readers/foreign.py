"""What to tell people about files that are of no format we read."""

from __future__ import annotations

from pipeline.base.i18n import _

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")


def advice_for(data: bytes) -> str:
    """One line that says what ``data`` seems to be and what its owner can do."""
    if data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        return _("The document is protected by a password. Save a copy without one in Word and try that.")
    if data.startswith(_OLE):
        return _("This is a document of an old Office version (.doc). Save it as .docx in Word and try that.")
    if data.startswith(b"{\\rtf"):
        return _("This is an RTF document. Save it as .docx in Word and try that.")
    if data.startswith(_IMAGES):
        return _("This is a picture. Run it through text recognition (OCR) and try the result.")
    if data.startswith(b"PK"):
        return _("This is a ZIP container, but neither DOCX nor ODT, or it is damaged. Fetch it again.")
    return _("This is none of the formats that can be read. See `icap formats` for those that can.")
