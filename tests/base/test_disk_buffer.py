"""Values that are made once and gone through several times."""

from __future__ import annotations

import itertools

import pytest

from pipeline.base.disk_buffer import Spool


def test_values_are_made_once_and_come_again_in_order():
    made = []

    def source():
        for number in range(3):
            made.append(number)
            yield {"number": number}

    with Spool(source()) as spool:
        assert made == []
        first = list(spool)
        assert first == [{"number": 0}, {"number": 1}, {"number": 2}]
        assert list(spool) == first
    assert made == [0, 1, 2]


def test_a_value_is_there_as_soon_as_it_is_asked_for():
    with Spool(itertools.count()) as spool:
        assert list(itertools.islice(spool, 3)) == [0, 1, 2]


def test_two_can_go_through_it_side_by_side():
    with Spool(iter("abc")) as spool:
        assert list(zip(spool, spool, strict=True)) == [("a", "a"), ("b", "b"), ("c", "c")]
        assert list(spool) == ["a", "b", "c"]


def test_what_goes_wrong_in_the_making_is_not_hidden():
    def source():
        yield 1
        raise OSError("gone")

    with Spool(source()) as spool, pytest.raises(OSError, match="gone"):
        list(spool)


def test_filling_makes_all_values_at_once_and_they_can_still_be_gone_through():
    made = []

    def values():
        for number in range(3):
            made.append(number)
            yield number

    with Spool(values()) as spool:
        spool.fill()
        assert made == [0, 1, 2]
        assert list(spool) == list(spool) == [0, 1, 2]
        assert made == [0, 1, 2]
