"""Pictures that handbooks can hold."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from pipeline.base.pictures import Picture, picture


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"\xff\xd8\xff\xe0\0\0" * 10])
def test_what_is_no_picture_is_none(data):
    assert picture(data) is None


def drawn(kind: str) -> bytes:
    written = io.BytesIO()
    Image.linear_gradient("L").save(written, kind)
    return written.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_whole_unless_something_of_it_is_missing_or_changed(kind):
    data = drawn(kind)
    assert picture(data) == Picture(kind.lower(), 256, 256)
    assert picture(data[: len(data) // 2]) is None
    assert picture(data[:-20]) is None


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "TIFF"])
def test_others_are_not_taken(kind):
    assert picture(drawn(kind)) is None


def test_a_png_that_is_changed_inside_is_not_whole():
    data = drawn("PNG")
    at = data.index(b"IDAT") + 20
    assert picture(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]) is None


@pytest.mark.parametrize(("width", "seen"), [(5_000, Picture("png", 5_000, 5_000)), (5_001, None)])
def test_one_of_more_points_than_a_logo_needs_is_refused(width, seen):
    written = io.BytesIO()
    Image.new("1", (width, 5_000)).save(written, "PNG")
    assert picture(written.getvalue()) == seen


def test_a_small_file_that_claims_a_vast_picture_is_not_drawn():
    header = b"IHDR" + struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    data = drawn("PNG")
    end = data.index(b"IHDR") + 21
    assert picture(data[: data.index(b"IHDR")] + header + struct.pack(">I", zlib.crc32(header)) + data[end:]) is None
