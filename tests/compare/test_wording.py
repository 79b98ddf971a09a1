"""What became of a text, character by character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare.wording import parts, similarity

texts = st.none() | st.text("客戶的產品，。、ab1 【註】\n", max_size=30)


@given(texts, texts)
def test_the_parts_give_both_texts(old, new):
    found = parts(old, new)
    assert "".join(text for kind, text in found if kind != "insert") == (old or "")
    assert "".join(text for kind, text in found if kind != "delete") == (new or "")
    assert all(text for _, text in found)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "確認客戶的經營期望。",
            "確認客戶之經營期望。",
            [("equal", "確認客戶"), ("delete", "的"), ("insert", "之"), ("equal", "經營期望。")],
        ),
        # A clause that comes begins behind the comma, though the comma before it is as good as the one behind.
        ("盤點，上架。", "盤點，貼標，上架。", [("equal", "盤點，"), ("insert", "貼標，"), ("equal", "上架。")]),
        # Words, numbers and note marks stay whole.
        ("用 ERP 系統", "用 ERM 系統", [("equal", "用 "), ("delete", "ERP"), ("insert", "ERM"), ("equal", " 系統")]),
        ("表【註1】", "表【註12】", [("equal", "表"), ("delete", "【註1】"), ("insert", "【註12】")]),
        ("計 10 件", "計 100 件", [("equal", "計 "), ("delete", "10"), ("insert", "100"), ("equal", " 件")]),
        # One character that happens to be the same does not split an exchange in two.
        ("倉儲的管理", "採購的規劃", [("delete", "倉儲的管理"), ("insert", "採購的規劃")]),
        (None, "新", [("insert", "新")]),
        ("舊", None, [("delete", "舊")]),
        ("", "", []),
    ],
)
def test_cuts_read_well(old, new, expected):
    assert list(parts(old, new)) == expected


def test_similarity_is_the_equal_share_of_both_texts():
    assert similarity(parts("甲乙丙丁", "甲乙丙戊")) == 0.75
    assert similarity(parts("甲乙", "甲乙")) == 1.0
    assert similarity(parts("甲", "乙")) == 0.0
    assert similarity(()) == 1.0


def test_long_texts_without_anything_in_common_are_exchanged_as_a_whole():
    old, new = "甲" * 3000, "乙" * 3000
    assert parts(old, new) == (("delete", old), ("insert", new))
