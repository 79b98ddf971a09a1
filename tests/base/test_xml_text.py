"""What is written for XML is read back by a parser of XML."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from pipeline.base.xml_text import escape, quoted

TEXTS = ["職能", "<T1> & <T2>", "a > b", 'the "duty"', "the worker's", """'both' "kinds" """, "tab\tline\nend", ""]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_read_back(text):
    assert (ET.fromstring(f"<a>{escape(text)}</a>").text or "") == text


@pytest.mark.parametrize("text", TEXTS)
def test_a_value_is_read_back(text):
    assert ET.fromstring(f"<a b={quoted(text)}/>").get("b") == text


def test_quotes_are_double_unless_only_such_stand_in_the_text():
    assert quoted("duty") == '"duty"'
    assert quoted('a "duty"') == "'a \"duty\"'"
    assert quoted("""it's a "duty".""") == '"it\'s a &quot;duty&quot;."'
