"""What Python's reader of ZIP files raises for damaged ones, in one place: it names only the first of them."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    ValueError,
    NotImplementedError,
)
"""Damaged bytes, entries that are cut off, packing that is not known.

``OSError`` is not among them: it can say as well that the file itself cannot be opened. Nor is ``RuntimeError``, by
which members behind a password are told.
"""
