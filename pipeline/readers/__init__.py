"""One module a file format: bytes in, paragraphs and tables out.

A reader module has ``NAME``, ``SUFFIXES``, ``sniff(data) -> float`` (0: certainly not this format, 1: certainly)
and ``read(data, limits) -> Body``, which raises ``Unreadable``. The content decides which reader takes a file;
the suffix only breaks ties.
"""

from __future__ import annotations

import hashlib
from functools import cache
from operator import itemgetter
from pathlib import Path
from types import ModuleType

from pipeline.base import registry
from pipeline.base.i18n import _
from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.findings.diagnostics import Diagnostic, Unreadable
from pipeline.findings.raised.rd101_unreadable_file import RULE as UNREADABLE_FILE
from pipeline.findings.raised.rd103_suffix_mismatch import RULE as SUFFIX_MISMATCH
from pipeline.findings.raised.rd105_limit_exceeded import RULE as LIMIT_EXCEEDED
from pipeline.readers.blocks import Body, Paragraph, SourceDocument
from pipeline.readers.foreign import advice_for
from pipeline.readers.tables import too_much_text

NAMELESS = "-"
"""What a document is called that came without a name; its suffix tells nothing."""


@cache
def formats() -> tuple[ModuleType, ...]:
    """All readers, in the order of their names."""
    return tuple(module for module in registry.modules("pipeline.readers") if hasattr(module, "SUFFIXES"))


def read(path: Path, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """The document in the file at ``path``, whatever its format.

    Raises:
        OSError: the file cannot be opened.
        Unreadable: it is of no known format, is damaged, or asks for more than ``limits``.
    """
    return read_bytes(path, load(path, limits), limits)


def read_bytes(path: Path, data: bytes, limits: Limits = DEFAULT_LIMITS, sha256: str | None = None) -> SourceDocument:
    """The document in ``data``, the content of the file at ``path``, which need not be there any more.

    ``sha256`` is the digest of ``data`` where it is known already.

    Raises:
        Unreadable: it is empty, of no known format, is damaged, or asks for more than ``limits``.
    """
    if not data or data.isspace():
        raise Unreadable(UNREADABLE_FILE.found("file", _("The file is empty. Fetch it again from where it came from.")))
    reader = _reader_for(data, path)
    body = reader.read(data, limits)
    if _length(body) > limits.characters:
        raise too_much_text()
    return SourceDocument(
        name=path.name,
        format=reader.NAME,
        sha256=sha256 or hashlib.sha256(data).hexdigest(),
        body=body,
        diagnostics=_suffix_remarks(path, reader),
    )


def load(path: Path, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The content of the file at ``path``.

    Raises:
        OSError: it cannot be opened.
        Unreadable: it is larger than ``limits.file_bytes``.
    """
    with path.open("rb") as file:
        return bounded(file.read(limits.file_bytes + 1), limits)


def bounded(data: bytes, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """``data`` itself.

    Raises:
        Unreadable: it is larger than ``limits.file_bytes``.
    """
    if len(data) > limits.file_bytes:
        message = _("The file is larger than {limit} MiB.").format(limit=limits.file_bytes // 1024**2)
        raise Unreadable(LIMIT_EXCEEDED.found("file", message))
    return data


def _reader_for(data: bytes, path: Path) -> ModuleType:
    suffix = path.suffix.lower()
    found: list[tuple[float, bool, ModuleType]] = []
    for reader in formats():
        certainty, is_named = reader.sniff(data), suffix in reader.SUFFIXES
        if certainty == 1.0 and is_named:
            return reader
        found.append((certainty, is_named, reader))
    certainty, _is_named, best = max(found, key=itemgetter(0, 1))
    if certainty <= 0:
        raise Unreadable(UNREADABLE_FILE.found("file", advice_for(data, _suffixes())))
    return best


def _suffixes() -> tuple[str, ...]:
    return tuple(suffix for reader in formats() for suffix in reader.SUFFIXES)


def _length(body: Body) -> int:
    """The characters of a body, text outside too."""
    lines = list(body.outside)
    for block in body.blocks:
        for holder in [block] if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row]:
            lines += holder.lines
    return sum([len(run.text) for line in lines for run in line.runs])


def _suffix_remarks(path: Path, reader: ModuleType) -> tuple[Diagnostic, ...]:
    if path.suffix.lower() in reader.SUFFIXES or path.name == NAMELESS:
        return ()
    message = (
        _("The file is named {suffix}, but its content is {format}; it was read as {format}.")
        if path.suffix
        else _("The name of the file has no suffix; its content is {format}, and it was read as {format}.")
    )
    return (SUFFIX_MISMATCH.found("file", message.format(suffix=path.suffix, format=reader.NAME)),)
