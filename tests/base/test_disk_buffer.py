"""Values that are made once and gone through several times."""

from __future__ import annotations

import itertools

import pytest

from pipeline.base.disk_buffer import DiskBuffer


def test_values_are_made_once_and_come_again_in_order():
    made = []

    def source():
        for number in range(3):
            made.append(number)
            yield {"number": number}

    with DiskBuffer(source()) as buffer:
        assert made == []
        first = list(buffer)
        assert first == [{"number": 0}, {"number": 1}, {"number": 2}]
        assert list(buffer) == first
    assert made == [0, 1, 2]


def test_a_value_is_there_as_soon_as_it_is_asked_for():
    with DiskBuffer(itertools.count()) as buffer:
        assert list(itertools.islice(buffer, 3)) == [0, 1, 2]


def test_two_can_go_through_it_side_by_side():
    with DiskBuffer(iter("abc")) as buffer:
        assert list(zip(buffer, buffer, strict=True)) == [("a", "a"), ("b", "b"), ("c", "c")]
        assert list(buffer) == ["a", "b", "c"]


def test_what_goes_wrong_in_the_making_is_not_hidden():
    def source():
        yield 1
        raise OSError("gone")

    with DiskBuffer(source()) as buffer, pytest.raises(OSError, match="gone"):
        list(buffer)


def test_filling_makes_all_values_at_once_and_they_can_still_be_gone_through():
    made = []

    def values():
        for number in range(3):
            made.append(number)
            yield number

    with DiskBuffer(values()) as buffer:
        buffer.fill()
        assert made == [0, 1, 2]
        assert list(buffer) == list(buffer) == [0, 1, 2]
        assert made == [0, 1, 2]
