"""The record as a file for programs."""

from handbook_standards import NASTY, PLAIN, WHOLE

from pipeline import api, exports
from pipeline.exports import ExportOptions
from pipeline.record import model


def test_every_record_has_a_file_of_its_own_that_gives_it_back():
    files = exports.find("json").export({"one": PLAIN, "二": NASTY}, ExportOptions())
    assert list(files) == ["one.json", "二.json"]
    assert model.from_json(files["one.json"]) == PLAIN
    assert model.from_json(files["二.json"]) == NASTY


def test_the_same_record_gives_the_same_bytes():
    assert api.render(WHOLE, "json") == api.render(WHOLE, "json") == model.to_json(WHOLE).encode()


def test_files_are_called_after_the_code_and_no_two_alike():
    nameless = PLAIN.model_copy(update={"code": None})
    bare = PLAIN.model_copy(update={"code": None, "name": None})
    files = api.export([PLAIN, PLAIN, nameless, bare], "json")
    assert list(files) == ["TFB5120-901v1.json", "TFB5120-901v1-2.json", "茶席服務人員.json", "茶.json"]
