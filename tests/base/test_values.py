"""Values made by the thousand are compared, kept in sets and changed into others like any frozen data class."""

from __future__ import annotations

import pickle
from dataclasses import field, replace

import pytest

from pipeline.base.values import frozen


@frozen
class Item:
    """A value with a default, and with one that is made anew."""

    code: str
    level: int = 1
    notes: list[str] = field(default_factory=list, hash=False)


def test_equal_values_are_one_in_a_set():
    assert {Item("K01"), Item("K01"), Item("K01", 2)} == {Item("K01"), Item("K01", 2)}
    assert Item("K01").notes is not Item("K01").notes


def test_a_change_makes_another_value():
    first = Item("K01")
    assert replace(first, level=3) == Item("K01", 3)
    assert first.level == 1


def test_a_value_has_no_room_for_more():
    with pytest.raises(AttributeError):
        Item("K01").other = 1


def test_a_value_comes_whole_out_of_another_process():
    assert pickle.loads(pickle.dumps(Item("K01", 2, ["n"]))) == Item("K01", 2, ["n"])
