"""Measures of pictures, from their first bytes; PNG: ISO 15948, 11.2.2; JPEG: ITU-T T.81, B.2.2."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from pipeline.base.pictures import Picture, is_whole, picture

START = b"\xff\xd8"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 400, 160)


def segment(mark: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, mark, len(content) + 2) + content


def frame(mark: int, width: int, height: int) -> bytes:
    return segment(mark, struct.pack(">BHHB", 8, height, width, 3) + bytes(9))


def test_a_png_tells_its_measures_in_its_header():
    assert picture(PNG) == Picture("png", 400, 160)


@pytest.mark.parametrize(
    "data",
    [
        START + segment(0xE0, b"JFIF\0" + bytes(9)) + frame(0xC0, 400, 160),
        START + segment(0xEE, b"Adobe" + bytes(7)) + segment(0xC4, bytes(20)) + frame(0xC2, 400, 160),
        START + b"\xff\xff" + segment(0xE2, bytes(5))[1:] + frame(0xC0, 400, 160),
    ],
    ids=["baseline", "progressive behind a table of codes", "with filling"],
)
def test_a_jpeg_tells_them_in_its_first_frame(data):
    assert picture(data) == Picture("jpeg", 400, 160)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        PNG[:20],
        PNG[:16] + bytes(8),
        START,
        START + b"\xff",
        START + segment(0xE0, b"JFIF"),
        START + frame(0xC0, 0, 0),
        START + b"\xff\xe0\0\0" * 10,
    ],
)
def test_what_tells_none_is_no_picture(data):
    assert picture(data) is None


def drawn(kind: str) -> bytes:
    written = io.BytesIO()
    Image.linear_gradient("L").save(written, kind)
    return written.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_whole_unless_something_of_it_is_missing_or_changed(kind):
    data = drawn(kind)
    assert picture(data) == Picture(kind.lower(), 256, 256)
    assert is_whole(data)
    assert not is_whole(data[: len(data) // 2])
    assert not is_whole(data[:-20])


def test_a_png_that_is_changed_inside_is_not_whole():
    data = drawn("PNG")
    at = data.index(b"IDAT") + 20
    assert not is_whole(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])


def test_a_small_file_that_claims_a_vast_picture_is_not_drawn():
    header = b"IHDR" + struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    data = drawn("PNG")
    end = data.index(b"IHDR") + 21
    vast = data[: data.index(b"IHDR")] + header + struct.pack(">I", zlib.crc32(header)) + data[end:]
    assert picture(vast) == Picture("png", 30_000, 30_000)
    assert not is_whole(vast)


def test_what_is_no_picture_is_not_whole():
    assert not is_whole(b"GIF89a")
