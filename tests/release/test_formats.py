"""What can be written of a standard, found by name; and a view is composed once, if somebody asks for it."""

from __future__ import annotations

import pytest
from extending import part_of
from handbook_standards import NASTY, PLAIN, WHOLE

from pipeline import exports, handbooks
from pipeline.base.errors import ExitCode, SettingsError
from pipeline.base.export_settings import ExportSettings
from pipeline.cli.main import main
from pipeline.handbooks import RenderOptions
from pipeline.handbooks.book import book
from pipeline.handbooks.compose import View
from pipeline.release import formats

NAMES = [one.name for one in formats.available()]


def composed(view: View) -> set[str]:
    """The parts of a view that have been asked for."""
    return set(View.PARTS) & set(vars(view))


def test_handbooks_and_exports_per_standard_are_found():
    parts = {one.NAME for one in handbooks.available()} | {
        one.NAME for one in exports.available() if one.PER == "standard"
    }
    assert sorted(parts) == NAMES
    assert {"html", "docx", "odt", "md", "pdf", "json", "case", "ctdl", "alignments"} <= parts


@pytest.mark.parametrize("find", [formats.find, exports.find])
def test_an_unknown_format_is_told_with_the_one_that_is_close(find):
    with pytest.raises(SettingsError, match=r"jsn.*Did you mean json.*There are"):
        find("jsn")


@pytest.mark.parametrize(
    ("home", "source", "doubled"),
    [
        ("handbooks", 'NAME, SUFFIX, TEMPLATE_SUFFIX = "own", ".json", ".own"\ndef render(*_): ...', ".json"),
        ("exports", 'NAME, SUFFIX, PER = "own", ".html", "standard"\ndef export(*_): ...', ".html"),
        ("exports", 'NAME, SUFFIX, PER = "docx", ".own", "standard"\ndef export(*_): ...', "docx"),
        ("exports", 'NAME, SUFFIX, PER = "html", ".own", "release"\ndef export(*_): ...', "html"),
        ("exports", 'NAME, SUFFIX, PER = "json", ".own", "release"\ndef export(*_): ...', "json"),
        ("reports", 'NAME = "sarif"\ndef write(*_): ...', "sarif"),
    ],
)
def test_two_parts_that_claim_one_name_or_suffix_are_refused_at_start(home, source, doubled, tmp_path, capsys):
    with part_of(f"pipeline.{home}", "own_part", source, tmp_path):
        assert main(["--lang", "en", "formats"]) == ExitCode.UNUSABLE
    refusal = capsys.readouterr()
    assert refusal.out == ""
    assert f"pipeline.{home}.own_part" in refusal.err
    assert f"both claim {doubled};" in refusal.err
    assert main(["formats"]) == ExitCode.CLEAN


@pytest.mark.parametrize(
    "source", ['NAME = "json"\nSUFFIX, PER = ".own", "release"', 'NAME, SUFFIX, PER = "json", ".own", "release"']
)
def test_a_second_part_of_a_name_is_refused_where_the_format_is_asked_for(source, tmp_path):
    with (
        part_of("pipeline.exports", "own_part", f"{source}\ndef export(*_): ...", tmp_path),
        pytest.raises(SettingsError, match=r"pipeline\.exports\.json and pipeline\.exports\.own_part both claim json;"),
    ):
        formats.find("json")


def test_a_part_is_found_by_its_name_whatever_its_file_is_called(tmp_path):
    source = 'NAME, SUFFIX, TEMPLATE_SUFFIX = "own", ".own", None\ndef render(*_): ...'
    with part_of("pipeline.handbooks", "own_part", source, tmp_path):
        assert formats.find("own").suffix == ".own"


def test_two_formats_of_one_suffix_cannot_be_chosen_together(tmp_path):
    source = 'NAME = "own"\nSUFFIX, TEMPLATE_SUFFIX = ".json", None\ndef render(*_): ...'
    with part_of("pipeline.handbooks", "own_part", source, tmp_path):
        assert [one.suffix for one in formats.chosen(["own", "md"])] == [".json", ".md"]
        with pytest.raises(SettingsError, match=r"both claim \.json;"):
            formats.chosen(["own", "json"])


def test_a_release_export_may_share_a_suffix_with_an_export_per_standard(tmp_path, capsys):
    source = 'NAME, SUFFIX, PER = "own", ".json", "release"\ndef export(*_): ...'
    with part_of("pipeline.exports", "own_part", source, tmp_path):
        assert main(["formats"]) == ExitCode.CLEAN
        assert [one.name for one in formats.available()] == NAMES
    assert "export  own       .json\n" in capsys.readouterr().out


@pytest.mark.parametrize("template", View.PARTS)
@pytest.mark.parametrize("name", ["html", "docx", "odt", "pdf"])
def test_only_what_the_template_names_is_composed(name, template):
    view = View(PLAIN)
    formats.find(name).make(view, template, RenderOptions())
    assert composed(view) == {template}


def test_a_template_gets_what_a_file_that_it_takes_in_names(tmp_path):
    (tmp_path / "own.html.j2").write_text("{{ handbook.heading }}{% include 'title.j2' %}", encoding="utf-8")
    (tmp_path / "title.j2").write_text("{% if true %}{{ form.title }}{% endif %}", encoding="utf-8")
    view = View(PLAIN)
    made = formats.find("html").make(view, "own", RenderOptions(tmp_path))
    assert made.decode().partition("\n\n<!-- generator: ")[0] == "茶席服務人員茶席服務人員職能基準"
    assert composed(view) == {"handbook", "form"}


def test_a_typst_template_gets_what_a_file_that_it_takes_in_names(tmp_path):
    (tmp_path / "own.typ").write_text('#include "part.typ"', encoding="utf-8")
    (tmp_path / "part.typ").write_text("#json(bytes(sys.inputs.form)).title", encoding="utf-8")
    (tmp_path / "other.typ").write_text("#json(bytes(sys.inputs.handbook)).heading", encoding="utf-8")
    view = View(PLAIN)
    assert formats.find("pdf").make(view, "own", RenderOptions(tmp_path)).startswith(b"%PDF")
    assert composed(view) == {"form"}


@pytest.mark.slow
def test_all_formats_of_a_standard_and_a_volume_share_one_view():
    view = View(NASTY)
    handbook = view.handbook
    for name in ("html", "md"):
        formats.find(name).make(view, "handbook", RenderOptions())
    assert view.handbook is handbook
    volume = book("甲", [view, View(WHOLE)])
    for binder in handbooks.binders():
        if binder.NAME in ("html", "pdf"):
            binder.bind(volume, "handbook", RenderOptions())
    assert volume.chapters[0].handbook is handbook
    assert all("form" not in vars(chapter.view) for chapter in volume.chapters)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.slow
def test_making_a_file_of_a_shared_view_gives_what_a_view_of_its_own_gives(name):
    shared = View(WHOLE)
    options = RenderOptions(export=ExportSettings(base_uri="https://example.org/icap/"))
    for one in NAMES:
        formats.find(one).make(shared, "handbook", options)
    make = formats.find(name).make
    assert make(shared, "handbook", options) == make(View(WHOLE), "handbook", options)
