"""What search engines are told of an HTML handbook: one element of data that nothing can leave."""

from __future__ import annotations

import json

import pytest
from handbook_standards import ALL, PLAIN, WHOLE, read_html, text_of_html
from printing import printed

from pipeline import api
from pipeline.base.export_settings import ExportSettings
from pipeline.record.model import Competence, Standard

ATTACK = "</script><script>alert(1)</script><!-- <b>&amp;\u2028"


def data_of(page: bytes) -> dict:
    (element,) = read_html(page).xpath("//script[@type]")
    assert element.get("type") == "application/ld+json"
    return json.loads(element.text)


@pytest.mark.parametrize("standard", ALL.values(), ids=ALL)
def test_it_names_the_occupation_and_all_its_competences(standard: Standard):
    occupation, terms = data_of(printed("html", standard, findings=()))["@graph"]
    assert (occupation["@type"], terms["@type"]) == ("Occupation", "DefinedTermSet")
    assert occupation["name"] == (standard.name or standard.code)
    assert occupation.get("identifier") == standard.code
    found = [(one.get("termCode"), one["name"]) for one in terms["hasDefinedTerm"]]
    entries = (*standard.knowledge, *standard.skills)
    expected = [(one.code, one.name or one.code) for one in entries]
    assert [pair for pair in expected if pair not in found] == []
    assert [one.name for one in standard.attitudes if (one.code, one.name) not in found] == []
    assert [one["@id"] for one in occupation["skills"]] == [one["@id"] for one in terms["hasDefinedTerm"]]


def test_a_name_cannot_end_the_element():
    standard = PLAIN.model_copy(update={"name": ATTACK, "knowledge": (Competence(code="K01", name=ATTACK),)})
    page = printed("html", standard, findings=())
    tree = read_html(page)
    assert len(tree.xpath("//script")) == 2
    assert [one for one in tree.xpath("//script/text()") if "alert" in one and "\\u003c" not in one] == []
    occupation, terms = data_of(page)["@graph"]
    assert occupation["name"] == ATTACK
    assert terms["hasDefinedTerm"][0]["name"] == ATTACK


def test_it_is_no_text_of_the_page():
    tree = read_html(printed("html", WHOLE, findings=()))
    (element,) = tree.xpath("//script[@type]")
    assert element.getparent().tag == "head"
    assert "DefinedTerm" not in text_of_html(tree)


def test_addresses_begin_as_the_settings_say():
    base = "https://standards.example/icap/"
    occupation, _terms = data_of(api.render(PLAIN, "html", settings=ExportSettings(base)))["@graph"]
    assert occupation["@id"] == occupation["url"] == f"{base}TFB5120-901v1"
    occupation, _terms = data_of(api.render(PLAIN, "html"))["@graph"]
    assert occupation["@id"].startswith("urn:uuid:")
    assert "url" not in occupation
