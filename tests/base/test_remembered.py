"""Answers about texts that are asked again."""

from __future__ import annotations

from pipeline.base.remembered import remembered


def test_a_short_text_is_asked_once_and_a_long_one_is_not_kept():
    asked: list[str] = []

    @remembered
    def doubled(text: str) -> str:
        asked.append(text)
        return text * 2

    short, long = "職能", "職" * 501
    assert [doubled(short), doubled(short), doubled(long), doubled(long)] == [short * 2] * 2 + [long * 2] * 2
    assert asked == [short, long, long]
