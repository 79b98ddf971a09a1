"""Two sequences as one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare.sequence import merged

letters = st.text("abcd", max_size=8)


@given(letters, letters)
def test_both_orders_are_kept(old, new):
    steps = merged(old, new, lambda one, other: float(one == other))
    assert [one for one, _ in steps if one is not None] == list(range(len(old)))
    assert [other for _, other in steps if other is not None] == list(range(len(new)))
    assert all(old[one] == new[other] for one, other in steps if one is not None and other is not None)


def test_pairs_worth_most_stay_together():
    assert merged("abc", "bca", lambda one, other: float(one == other)) == [(0, None), (1, 0), (2, 1), (None, 2)]
