"""The page for people who decide: whole, escaped, linked, and on its own."""

from __future__ import annotations

import re

import pytest
from lxml import html as parser

from pipeline.findings.document import Document
from pipeline.findings.outcomes import Outcome
from pipeline.reports import html
from tests.reports.runs import CLEAN, DOCUMENTS, LOST, written


@pytest.fixture(scope="module")
def page():
    return parser.document_fromstring(written(html))


def cells(row):
    return [" ".join(cell.text_content().split()) for cell in row]


def test_it_counts_by_rule_and_by_document(page):
    rules, documents = page.xpath("//table[not(@id)]")
    counted = {cells(row)[0]: cells(row)[2:] for row in rules.xpath("tbody/tr")}
    assert counted["CR201"] == ["–", "1", "–"]
    assert counted["AS103"] == ["1", "–", "–"]
    assert set(counted) == {"AS103", "CR201", "CR206", "RD101", "SU801"}
    assert [cells(row) for row in documents.xpath("tbody/tr")] == [
        ["standards/甲 1%#?.pdf", "ABC1234-001", "ok", "–", "1", "1"],
        ["b.docx", "ABC1234-002", "partial", "1", "–", "–"],
        ["c:d.pdf", "–", "failed", "1", "–", "–"],
        ["e.pdf", "ABC1234-003", "ok", "–", "–", "–"],
        ["waivers.toml", "–", "", "–", "1", "–"],
    ]


def test_every_finding_is_listed_and_a_pdf_opens_at_its_page(page):
    (table,) = page.xpath("//table[@id='document-1']")
    links = table.xpath("tbody/tr/td[3]/a/@href")
    file = "standards/%E7%94%B2%201%25%23%3F.pdf"
    assert links == [f"{file}#page=2", f"{file}#page=3", f"{file}#page=4"]
    assert page.xpath("//table[@id='document-2']/tbody/tr/td[3]/a/@href") == ["b.docx"]
    assert len(page.xpath("//table[starts-with(@id, 'document-')]/tbody/tr")) == 6
    (waived,) = page.xpath("//tr[@class='waived']")
    assert "the office knows" in waived.text_content()
    assert "王小明" in waived.text_content()


def test_links_start_where_the_page_stands():
    page = parser.document_fromstring(written(html, DOCUMENTS[1], folder="reports/today"))
    assert set(page.xpath("//table[@id='document-1']//a[not(starts-with(@href, '#'))]/@href")) == {"../../b.docx"}


def test_links_inside_the_page_lead_somewhere(page):
    targets = set(page.xpath("//@id"))
    inner = {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")}
    assert inner
    assert inner <= targets


def test_texts_of_documents_stay_texts(page):
    assert page.xpath("//td[not(details)]//b") == []
    assert page.xpath("//script | //link | //img | //iframe") == []
    (row,) = page.xpath("//table[@id='document-2']/tbody/tr")
    assert "<b>&\"'</b>" in row.text_content()
    assert "\x1b" not in written(html)
    hostile = Document("javascript:alert(1).pdf", "<script>", None, Outcome.PARTIAL, (LOST,))
    page = parser.document_fromstring(written(html, hostile))
    assert all(link.startswith(("#", "javascript%3A")) for link in page.xpath("//a/@href"))
    assert page.xpath("//script") == []


def test_it_needs_nothing_else_and_says_its_language():
    text = written(html)
    assert text.startswith('<!DOCTYPE html>\n<html lang="zh-Hant-TW">')
    assert not re.search(r"https?://|url\(|@import", text)


def test_a_clean_run_says_so():
    text = written(html, CLEAN)
    assert text.count("Nothing was found.") == 2
