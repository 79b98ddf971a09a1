"""Which standard of an older release is the forerunner of which one of a newer release."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare.families import Edition, pair


def paired(old, new, tables=None, names=None):
    """The pairs by code (or name); ``tables`` names for a code the families of its version table."""
    sides = [[Edition(code, (names or {}).get(code)) for code in codes] for codes in (old, new)]

    def relatives(side):
        return lambda at: frozenset((tables or {}).get(side[at].code, ()))

    found = pair(*sides, relatives(sides[0]), relatives(sides[1]))
    return [
        (None if one is None else old[one], None if other is None else new[other]) for one, other in found
    ]  # fmt: skip


def test_the_version_is_no_part_of_the_family():
    assert paired(["ABC1234-001v1"], ["ABC1234-001v2"]) == [("ABC1234-001v1", "ABC1234-001v2")]
    assert paired(["ABC1234-001"], ["abc1234-001 V2"]) == [("ABC1234-001", "abc1234-001 V2")]


def test_other_families_are_new_and_withdrawn():
    assert paired(["ABC1234-001v1"], ["ABC1234-002v1"]) == [(None, "ABC1234-002v1"), ("ABC1234-001v1", None)]


def test_of_several_versions_the_same_one_counts_then_the_newest_that_is_older():
    old, new = ["X-1v1", "X-1v3", "X-1v2"], ["X-1v3", "X-1v4", "X-1v2"]
    assert paired(old, new) == [("X-1v3", "X-1v3"), ("X-1v3", "X-1v4"), ("X-1v2", "X-1v2"), ("X-1v1", None)]


def test_a_version_that_went_down_is_still_a_pair():
    assert paired(["X-1v5", "X-1v4"], ["X-1v2"]) == [("X-1v4", "X-1v2"), ("X-1v5", None)]


def test_another_code_is_told_by_the_version_table_of_either():
    told_by_new = paired(["ABC1234-001v2"], ["DEF5678-001v1"], {"DEF5678-001v1": ["ABC1234-001"]})
    told_by_old = paired(["ABC1234-001v2"], ["DEF5678-001v1"], {"ABC1234-001v2": ["DEF5678-001"]})
    assert told_by_new == told_by_old == [("ABC1234-001v2", "DEF5678-001v1")]


def test_a_version_table_does_not_part_a_family():
    new = ["ABC1234-001v2", "DEF5678-001v1"]
    found = paired(["ABC1234-001v1"], new, {"DEF5678-001v1": ["ABC1234-001"]})
    assert found == [("ABC1234-001v1", "ABC1234-001v2"), (None, "DEF5678-001v1")]


def test_without_codes_the_name_counts():
    sides = [Edition(None, "物料 管理人員")], [Edition(None, "物料管理人員"), Edition(None, None)]
    found = list(pair(*sides, lambda _at: frozenset(), lambda _at: frozenset()))
    assert found == [(0, 0), (None, 1)]


CODES = st.lists(
    st.sampled_from([f"X-{number}v{version}" for number in (1, 2, 3) for version in (1, 2, 3)]), max_size=6
)


@given(CODES, CODES)
def test_every_edition_is_told_and_every_new_one_once(old, new):
    sides = [[Edition(code, None) for code in codes] for codes in (old, new)]
    found = list(pair(*sides, lambda _at: frozenset(), lambda _at: frozenset()))
    assert [other for _one, other in found if other is not None] == list(range(len(new)))
    assert {one for one, _other in found if one is not None} == set(range(len(old)))
    for one, other in found:
        if one is not None and other is not None:
            assert old[one].partition("v")[0] == new[other].partition("v")[0]
