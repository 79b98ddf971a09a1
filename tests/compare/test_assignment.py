"""The pairs that are worth most in total."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare import assignment
from pipeline.compare.assignment import best_pairs

weights = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 30), max_size=14)


def worth(weights, pairs):
    return sum(weights[pair] for pair in pairs.items())


def best_worth(weights):
    return max(
        sum(weights.get((left, right), 0) for left, right in enumerate(rights)) for rights in permutations(range(5))
    )


@given(weights)
def test_no_other_pairs_are_worth_more(weights):
    pairs = best_pairs(weights)
    assert len(set(pairs.values())) == len(pairs)
    assert worth(weights, pairs) == best_worth(weights)


def test_two_good_pairs_go_before_the_best_one():
    assert best_pairs({(0, 0): 10, (0, 1): 9, (1, 0): 8}) == {0: 1, 1: 0}


def test_more_on_the_left_than_on_the_right():
    assert best_pairs({(0, 7): 1, (1, 7): 5, (2, 7): 3}) == {1: 7}


def test_nothing():
    assert best_pairs({}) == {}


def test_what_is_too_large_is_paired_greedily(monkeypatch):
    monkeypatch.setattr(assignment, "_LARGEST", 1)
    assert best_pairs({(0, 0): 10, (0, 1): 9, (1, 0): 8, (1, 1): 1}) == {0: 0, 1: 1}
