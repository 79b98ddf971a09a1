"""The record as a file for programs."""

import pytest
from handbook_standards import NASTY, PLAIN, WHOLE

from pipeline import api, exports
from pipeline.exports import Entry, ExportOptions
from pipeline.record import model


@pytest.mark.parametrize("record", [PLAIN, NASTY])
def test_a_record_comes_back_from_its_file(record):
    assert model.from_json(exports.find("json").export(Entry("one", record), ExportOptions())) == record


def test_the_same_record_gives_the_same_bytes():
    assert api.render(WHOLE, "json") == api.render(WHOLE, "json") == model.to_json(WHOLE).encode()


def test_files_are_called_after_the_code_and_no_two_alike():
    nameless = PLAIN.model_copy(update={"code": None})
    bare = PLAIN.model_copy(update={"code": None, "name": None})
    files = api.export([PLAIN, PLAIN, nameless, bare], "json")
    assert list(files) == ["TFB5120-901v1.json", "TFB5120-901v1-2.json", "茶席服務人員.json", "茶.json"]
