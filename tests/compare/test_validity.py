"""Sheets and tracked documents are valid by the schemas of their formats, whatever the two versions are."""

from __future__ import annotations

import pytest
import small_documents as small
from test_schemas import faults_of_docx, faults_of_odt, needs_validator

from pipeline.compare import sheets, track
from pipeline.compare.changes import compare
from pipeline.compare.sheet import Unchanged, sheet
from pipeline.handbooks import RenderOptions
from pipeline.handbooks.templates import BARE, SPECIMEN

OPTIONS = RenderOptions()


@pytest.fixture(params=["all new", "all gone", "some"])
def pair(request, tmp_path):
    if request.param == "some":
        old = small.record(tmp_path)
        return old, old.model_copy(update={"description": "清點並保管物料與設備。", "attitudes": ()})
    return (BARE, SPECIMEN) if request.param == "all new" else (SPECIMEN, BARE)


def rendered(form, pair):
    record = compare(*pair)
    return sheets.find(form).render(record, sheet(record, unchanged=Unchanged.SHOW), OPTIONS)


def test_open_document(pair):
    assert faults_of_odt(rendered("odt", pair)) == {}


@needs_validator
@pytest.mark.slow
def test_word(pair, tmp_path):
    assert faults_of_docx(rendered("docx", pair), tmp_path) == []


@needs_validator
@pytest.mark.slow
def test_tracked_changes(pair, tmp_path):
    assert faults_of_docx(track.render(*pair, OPTIONS), tmp_path) == []


@pytest.mark.parametrize("form", [form.NAME for form in sheets.available()])
def test_every_form_can_show_it(form, pair):
    assert rendered(form, pair)
