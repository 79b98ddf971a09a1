"""Texts in Big5 that lost a byte: what is left still reads as characters, other ones."""

from __future__ import annotations

import pytest

from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.readers import html, text
from pipeline.readers.encodings import decode
from pipeline.readers.torn import torn
from tests.small_documents import flat_text

WORDS = flat_text().decode()


def without_byte(words: str, around: str, of: str, byte: int) -> bytes:
    """``words`` in Big5 without the first (0) or second (1) byte of the character ``of`` inside ``around``."""
    at = words.index(around) + around.index(of)
    before = len(words[:at].encode("cp950")) + byte
    data = words.encode("cp950")
    return data[:before] + data[before + 1 :]


def warnings(found: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    return [(one.rule, one.subject) for one in found if one.severity is Severity.WARNING]


def test_a_whole_text_is_whole() -> None:
    assert list(torn(WORDS.encode("cp950"))) == []


@pytest.mark.parametrize("byte", [0, 1])
def test_where_more_than_one_wrong_character_is_rare_one_is_lost_and_named(byte: int) -> None:
    data = without_byte(WORDS, "逐項核對數量", "項", byte)
    assert data.decode("cp950")
    decoded = decode(data)
    assert decoded is not None
    assert "�對數量。\t3\tK01 物料知識" in decoded.text
    assert [(stray.line, stray.is_extra) for stray in decoded.strays] == [(13, False)]
    assert warnings(text.read(data, Limits()).diagnostics) == [("RD106", "damaged-bytes")]


def test_what_stands_between_the_same_neighbours_elsewhere_tells() -> None:
    words = WORDS + "中古汽車\n新中古汽車\n"
    decoded = decode(without_byte(words, "新中古汽車", "古", 0))
    assert decoded is not None
    assert decoded.text.endswith("新中�汽車\n")


def test_one_rare_character_before_a_letter_is_named_and_kept() -> None:
    words = WORDS.replace("能力條件：無。", "能力條件：鑭A級。")
    found = text.read(words.encode("cp950"), Limits())
    assert "鑭A級。" in "".join(line.text for block in found.blocks if hasattr(block, "lines") for line in block.lines)
    assert [subject for _rule, subject in warnings(found.diagnostics)] in ([], ["torn-characters"])


def test_a_web_page_is_told_alike() -> None:
    page = "<meta charset=big5><p>任務一</p><p>任務二：逐項核對數量。</p>"
    found = html.read(without_byte(page, "逐項核對數量", "項", 0), Limits())
    assert "�對數量。" in found.blocks[1].text  # type: ignore[union-attr]
    assert warnings(found.diagnostics) == [("RD106", "damaged-bytes")]


def test_a_lone_letter_is_named() -> None:
    data = without_byte(WORDS, "\n工作描述", "工", 0).replace("清點並保管".encode("cp950"), "清點x保管".encode("cp950"))
    assert ("RD106", "torn-characters") in warnings(text.read(data, Limits()).diagnostics)


def test_endless_text_before_a_letter_takes_one_look() -> None:
    decoded = decode("鑭的A".encode("cp950") * 100_000 + ("鑭" * 200_000 + "A").encode("cp950") * 3)
    assert decoded is not None
    assert decoded.strays == ()
