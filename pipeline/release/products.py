"""Whether a file is one that the program has made itself, told by its mark from a bounded look at its head and tail.

Nothing here reads a whole file, and nothing is raised: a file that cannot be looked into is no product, and gets its
outcome from whoever reads it.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from pipeline import TOOL
from pipeline.base import mark, zips
from pipeline.findings import settings
from pipeline.handbooks import EPUB_PACKAGE
from pipeline.reports.text import CLOSING

_LOOK = 4096
"""How many bytes of the head and of the tail are looked at."""
_MOST_MEMBERS = 1000
_LONGEST_DIRECTORY = 2**20
_LONGEST_MEMBER = 2**18
"""How much of a member is looked at."""
_TABLES, _PACKAGE = "csv", "datapackage.json"
"""The folder of exported tables, and the file above it that describes them."""
_SQLITE, _APPLICATION = b"SQLite format 3\0", slice(68, 72)
_DIRECTORY_END = b"PK\5\6"

_NAME = re.escape(TOOL).encode()
_META = re.compile(rb'<meta name="%b" content="%b ' % (mark.PROPERTY.encode(), _NAME), re.IGNORECASE)
_COMMENT = re.compile(rb"<!-- %b: %b [^\n]*-->\s*\Z" % (mark.PROPERTY.encode(), _NAME))
_PRODUCER = re.compile(rb"/Producer\s?\(%b " % _NAME)
_PROPERTY = re.compile(rb'name="%b"[^>]*>\s*(?:<[^>]*>)?\s*%b ' % (mark.PROPERTY.encode(), _NAME))
_GENERATOR = re.compile(rb"<meta:generator>%b " % _NAME)
_SCHEMA = re.compile(rb'\A\s*\{\s*"schema_version"\s*:')
_OTHER_JSON = re.compile(rb'"tool"\s*:|\A\s*\{\s*"schema_version"\s*:\s*"[^"]*"\s*,\s*"old"\s*:')
_MANIFEST = re.compile(rb'\A\s*\{\s*"manifest_version"\s*:\s*"[^"]*"\s*,\s*"tool"\s*:\s*"%b ' % _NAME)
_CASE = re.compile(rb'\A\s*\{\s*"CFDocument"\s*:.*?"creator"\s*:\s*"%b"' % mark.CASE_CREATOR.encode(), re.DOTALL)
_ALIGNMENTS = re.compile(rb'\A\s*\[\s*\{\s*"type"\s*:\s*\[\s*"Alignment"\s*\]')
_DATA_PACKAGE = re.compile(rb'"%b"\s*:\s*"%b ' % (mark.PROPERTY.encode(), _NAME))
_SARIF = re.compile(rb'"driver"\s*:\s*\{\s*"name"\s*:\s*"%b"' % _NAME)
_BASELINE = re.compile(rb'\A\s*\{\s*"baseline_version"\s*:')
_NO_FINDINGS = re.compile(rb"\A\[\n\]\n\Z")
"""A Code Quality report of nothing, which has no room for a mark; whatever wrote it, it says nothing."""
_JSON_SCHEMA = re.compile(rb'\A\s*\{\s*"\$comment"\s*:\s*"%b ' % _NAME)
_CODE_QUALITY = re.compile(rb'\A\[\s*\{"description": "[^\n]*"check_name": "[A-Z]{2}\d{3} ')
_FINDING = re.compile(rb'\A\{"path": "[^\n]*"rule": "[A-Z]{2}\d{3}", "name": "')
_ANNOTATION = re.compile(rb"\A::(?:error|warning|notice) file=[^\n]*,title=[A-Z]{2}\d{3} ")
_TAG = re.compile(
    rb"\{\{\w? ?(?:handbook|form|book|sheet)\.\w|\{%\w* ?(?:if|for \w+ in) (?:handbook|form|book|sheet)\.\w"
    rb"|\A\{%-? macro |\bsys\.inputs\.(?:handbook|form|book|template)\b"
)
"""What templates name: the data that only this program gives them, or the macros that the supplied ones begin with."""
_JUNIT = re.compile(rb'<testsuites name="%b"' % _NAME)


_PART = re.compile(rb"\A/\* %b: %b " % (mark.PROPERTY.encode(), _NAME))
_SETTINGS = re.compile(rb"^\s*(?:\[\[waiver\]\]|\[tool\.%b[\].])" % _NAME, re.MULTILINE)


class Product(Enum):
    """What belongs to the program: records, which it can read again, templates and settings to be changed, all else."""

    RECORD = "record"
    TEMPLATE = "template"
    """One that was supplied, or made of such a one."""
    SETTINGS = "settings"
    """What people write for it: settings and waivers."""
    OTHER = "other"


def product(path: Path) -> Product | None:
    """What kind of product the file at ``path`` is; ``None``: it is none, or cannot be looked into."""
    if path.suffix.lower() == ".csv" and path.parent.name == _TABLES:  # such a file has no room for a mark
        return product(path.parent.parent / _PACKAGE)
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            return product_in(file, path)
    except OSError:
        return None


def product_in(file: BinaryIO, path: Path) -> Product | None:
    """The same of an open file, called as ``path`` says: one in an archive, say.

    The suffix only says what to look for first: a report may be called ``report.log``, a handbook have lost its suffix.
    """
    if path.name in (settings.FILE, settings.WAIVERS):
        return Product.SETTINGS
    first = _LOOKS.get(path.suffix.lower())
    looks = (*([first] if first else []), *_WHATEVER_THE_SUFFIX)
    return next((found for look in dict.fromkeys(looks) if (found := _seen(look, file))), None)


def _seen(look: Callable[[BinaryIO], Product | None], file: BinaryIO) -> Product | None:
    try:
        return look(file)
    except (OSError, RuntimeError, *zips.BROKEN):
        return None


def _page(file: BinaryIO) -> Product | None:
    return _other(_META.search(_head(file)) or _COMMENT.search(_tail(file)))


def _text(file: BinaryIO) -> Product | None:
    return _other(_COMMENT.search(_tail(file)))


def _report(file: BinaryIO) -> Product | None:
    return _other(CLOSING.search(_tail(file).decode(errors="replace")) or _ANNOTATION.search(_head(file)))


def _sheet(file: BinaryIO) -> Product | None:
    from pipeline.reports.corrections import HEADS  # noqa: PLC0415 - few folders hold tables

    first = _head(file).decode("utf-8-sig", errors="replace").partition("\n")[0].rstrip("\r")
    return _other(first in (*HEADS, ",".join(mark.MATCHES)))


def _pdf(file: BinaryIO) -> Product | None:
    return _other(_PRODUCER.search(_tail(file)))


def _word(file: BinaryIO) -> Product | None:
    return _other(_PROPERTY.search(_member(file, "docProps/custom.xml"))) or _template(
        _member(file, "word/document.xml")
    )


def _open_document(file: BinaryIO) -> Product | None:
    meta = _member(file, "meta.xml")
    return _other(_GENERATOR.search(meta) or _PROPERTY.search(meta)) or _template(_member(file, "content.xml"))


def _ebook(file: BinaryIO) -> Product | None:
    return _other(_META.search(_member(file, EPUB_PACKAGE)))


def _json(file: BinaryIO) -> Product | None:
    head = _head(file)
    if _SCHEMA.search(head):
        return Product.OTHER if _OTHER_JSON.search(head) else Product.RECORD
    own = (
        _MANIFEST,
        _SARIF,
        _BASELINE,
        _NO_FINDINGS,
        _JSON_SCHEMA,
        _CODE_QUALITY,
        _FINDING,
        _CASE,
        _ALIGNMENTS,
        _DATA_PACKAGE,
    )
    return _other(any(pattern.search(head) for pattern in own))


def _database(file: BinaryIO) -> Product | None:
    head = _head(file)
    return _other(head.startswith(_SQLITE) and head[_APPLICATION] == mark.APPLICATION_ID.to_bytes(4, "big"))


def _junit(file: BinaryIO) -> Product | None:
    return _other(_JUNIT.search(_head(file)))


def _jinja(file: BinaryIO) -> Product | None:
    return _template(_head(file))


def _part(file: BinaryIO) -> Product | None:
    return Product.TEMPLATE if _PART.search(_head(file)) else None


def _toml(file: BinaryIO) -> Product | None:
    return Product.SETTINGS if _SETTINGS.search(_head(file)) else None


def _template(content: bytes) -> Product | None:
    return Product.TEMPLATE if _TAG.search(content) else None


_LOOKS: Mapping[str, Callable[[BinaryIO], Product | None]] = MappingProxyType(
    {
        **dict.fromkeys((".html", ".htm", ".xhtml"), _page),
        **dict.fromkeys((".txt", ".text"), _report),
        ".md": _text,
        ".pdf": _pdf,
        **dict.fromkeys((".docx", ".docm", ".xlsx"), _word),
        **dict.fromkeys((".odt", ".ods"), _open_document),
        ".epub": _ebook,
        **dict.fromkeys((".json", ".sarif"), _json),
        ".jsonl": _json,
        ".xml": _junit,
        ".sqlite": _database,
        ".csv": _sheet,
        **dict.fromkeys((".j2", ".typ"), _jinja),
        **dict.fromkeys((".css", ".js"), _part),
        ".toml": _toml,
    }
)
_WHATEVER_THE_SUFFIX = (_page, _report, _pdf, _word, _open_document, _ebook, _json, _junit, _sheet)


def _other(found: object) -> Product | None:
    return Product.OTHER if found else None


def _head(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(_LOOK)


def _tail(file: BinaryIO) -> bytes:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _LOOK))
    return file.read(_LOOK)


def _member(file: BinaryIO, name: str) -> bytes:
    """The beginning of a member of a small package; else nothing. Its directory is bounded before it is read."""
    tail = _tail(file)
    end = tail.rfind(_DIRECTORY_END)
    members, length = int.from_bytes(tail[end + 10 : end + 12], "little"), tail[end + 12 : end + 16]
    if end < 0 or members > _MOST_MEMBERS or int.from_bytes(length, "little") > _LONGEST_DIRECTORY:
        return b""
    with zipfile.ZipFile(file) as package:
        if name not in package.namelist():
            return b""
        with package.open(name) as member:
            return member.read(_LONGEST_MEMBER)
