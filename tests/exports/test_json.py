"""The record as a file for programs."""

import pytest
from handbook_standards import NASTY, PLAIN, WHOLE

from pipeline import api, exports
from pipeline.exports import ExportedStandard, ExportOptions
from pipeline.record import model


@pytest.mark.parametrize("record", [PLAIN, NASTY])
def test_a_record_comes_back_from_its_file(record):
    assert model.from_json(exports.find("json").export(ExportedStandard("one", record), ExportOptions())) == record


@pytest.mark.parametrize("share", ["NaN", "Infinity", "-0.5", "1e308"])
def test_a_coverage_that_is_no_share_is_refused(share):
    whole = '"coverage": 1.0'
    text = model.to_json(WHOLE.model_copy(update={"source": WHOLE.source.model_copy(update={"coverage": 1.0})}))
    assert model.from_json(text)
    with pytest.raises(model.NotARecordError, match=r"source\.coverage"):
        model.from_json(text.replace(whole, f'"coverage": {share}'))


def test_the_same_record_gives_the_same_bytes():
    assert api.render(WHOLE, "json") == api.render(WHOLE, "json") == model.to_json(WHOLE).encode()


def test_files_are_called_after_the_code_and_no_two_alike():
    nameless = PLAIN.model_copy(update={"code": None})
    bare = PLAIN.model_copy(update={"code": None, "name": None})
    files = api.export([PLAIN, PLAIN, nameless, bare], "json")
    assert list(files) == ["TFB5120-901v1.json", "TFB5120-901v1-2.json", "茶席服務人員.json", "茶.json"]
