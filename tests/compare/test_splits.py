"""Items that were cut in two or joined."""

from __future__ import annotations

import pytest

from pipeline.compare.splits import splits


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("盤點物料，並更新帳卡。", ["盤點物料。", "更新帳卡。"]),
        ("盤點物料，並更新帳卡。", ["盤點物料。", "並更新帳卡。"]),
        ("盤點物料與設備，回報主管。", ["盤點物料與設備。", "回報主管。"]),
        ("談判與議價技巧", ["談判", "議價技巧"]),
        ("談判與議價技巧", ["談判技巧", "議價技巧"]),
        ("資料蒐集與彙整", ["資料蒐集", "資料彙整"]),
    ],
)
def test_the_part_that_begins_the_whole_comes_first(whole, parts):
    assert list(splits({7: whole}, [{1: parts[0], 2: parts[1]}])) == [(7, 1, 2)]
    assert list(splits({7: whole}, [{1: parts[1], 2: parts[0]}])) == [(7, 2, 1)]


@pytest.mark.parametrize(
    "parts",
    [
        ["盤點物料。", "核對發票。"],  # the second is something else
        ["盤點物料，並更新帳卡。", "更新帳卡。"],  # the first is the whole itself
        ["盤點發票。", "更新帳卡。"],  # half of the first is something else
        ["盤", "更新帳卡。"],  # too little of the first to tell
    ],
)
def test_other_texts_are_no_parts(parts):
    assert list(splits({7: "盤點物料，並更新帳卡。"}, [dict(enumerate(parts))])) == []


def test_parts_stand_under_one_parent():
    assert list(splits({7: "盤點物料，並更新帳卡。"}, [{1: "盤點物料。"}, {2: "更新帳卡。"}])) == []


def test_every_part_is_taken_once():
    wholes = {7: "盤點物料，並更新帳卡。", 8: "盤點物料，並更新帳卡。"}
    assert list(splits(wholes, [{1: "盤點物料。", 2: "更新帳卡。"}])) == [(7, 1, 2)]
