"""Thousands of texts are looked for in a page's text at the places of their rarest stretch."""

from __future__ import annotations

import pytest

from pipeline.readers._pdf.pdfium.findable import Findable


class Counted(str):
    """A text that counts how often a part is held against it."""

    __slots__ = ("looks",)
    looks: int

    def startswith(self, *of: object) -> bool:
        self.looks = getattr(self, "looks", 0) + 1
        return super().startswith(*of)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("part", "is_held"),
    [
        ("", True),
        ("章", True),
        ("核准章", True),
        ("核准章K01號碼一二三", True),
        ("核準", False),
        ("核准章K01號碼一二三四", False),
        ("X核准章K01號碼", False),
        ("二三核准章", False),
    ],
)
def test_a_part_is_found_if_it_is_there(part: str, is_held: bool) -> None:
    assert Findable("核准章K01號碼一二三").holds(part) is is_held


def test_a_text_shorter_than_a_stretch_holds_no_longer_one() -> None:
    assert not Findable("短").holds("短短的文字很長")


@pytest.mark.parametrize("count", [1_000, 4_000])
def test_stamps_are_not_each_looked_for_from_the_beginning(count: int) -> None:
    stamps = [f"核准章第{number:05}號" for number in range(count)]
    text = Counted("".join(stamps))
    findable = Findable(text)
    assert all(findable.holds(stamp) for stamp in reversed(stamps))
    assert not any(findable.holds(f"{stamp[:-1]}次") for stamp in stamps)
    assert text.looks <= 12 * count
