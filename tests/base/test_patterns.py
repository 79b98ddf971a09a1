"""Patterns that are compiled late do all that others do."""

from __future__ import annotations

import re

from pipeline.base.patterns import late


def test_a_late_pattern_matches_as_others_do():
    word = late(r"(?P<letter>k)\d\d", re.IGNORECASE)
    assert word.pattern == r"(?P<letter>k)\d\d"
    assert [found["letter"] for found in word.finditer("K01、k02")] == ["K", "k"]
    assert word.sub("-", "K01、k02") == "-、-"
    assert word.match("K01") and word.match("xK01", 1) and not word.match("xK01")


def test_nothing_is_compiled_before_it_is_used(monkeypatch):
    compiled = []
    monkeypatch.setattr(re, "compile", lambda pattern, flags: compiled.append(pattern) or re._compile(pattern, flags))
    word = late("K01")
    assert word.pattern == "K01" and compiled == []
    assert [bool(word.search(text)) for text in ("K01", "K02", "xK01")] == [True, False, True]
    assert word.fullmatch("K01") and compiled == ["K01"]
