"""Which texts are nearly the same: the short way finds what holding every text against every other finds."""

from __future__ import annotations

import random

import pytest
from rapidfuzz.distance import Indel

from pipeline.base.near import edits, groups


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["談判能力", "談判之能力"], True),
        (["談判能力", "溝通能力"], False),
        (["職業安全衛生法規", "職業安全衛生法令"], True),
        (["職業安全衛生法規", "食品安全衛生法規"], False),
        (["專案管理 概念", "專案管理概念"], True),
        (["ＣＡＤ繪圖能力", "CAD繪圖能力"], True),
        (["CAD繪圖能力", "CAM繪圖能力"], False),
        (["品管第1級檢驗", "品管第2級檢驗"], False),
        (["第一類操作規範", "第二類操作規範"], False),
        (["法規", "法令"], False),
        (["溝通", "溝通"], True),
        (["", ""], False),
    ],
)
def test_two_texts(texts, found):
    assert groups(texts) == (((0, 1),) if found else ())


def test_the_first_of_a_group_is_near_to_all_others_of_it():
    texts = ["食品衛生管理實務", "食品衛生管理的實務", "食品衛生管理的實務課", "食品衛生管理的實務課程", "甲乙"]
    assert groups(texts) == ((0, 1, 2),)


def test_no_pair_is_missed_and_none_is_made_up():
    chance = random.Random(5)
    texts = ["".join(chance.choices("甲乙丙技能管理之", k=chance.randint(1, 24))) for _ in range(150)]
    for text in tuple(texts):
        letters = list(text)
        for _ in range(chance.randint(1, 3)):
            letters.insert(chance.randint(0, len(letters)), chance.choice("技能管理之"))
        texts.append("".join(letters))

    def near(one: str, other: str) -> bool:
        marks = ["".join(sign for sign in text if sign in "甲乙丙") for text in (one, other)]
        return marks[0] == marks[1] and Indel.distance(one, other) <= edits(min(len(one), len(other)))

    firsts = {group[0]: set(group[1:]) for group in groups(texts)}
    taken: set[int] = set()
    for at, text in enumerate(texts):
        if at in taken:
            continue
        expected = {
            other for other in range(len(texts)) if other != at and other not in taken and near(text, texts[other])
        }
        assert firsts.get(at, set()) == expected, text
        taken |= {at, *expected}
