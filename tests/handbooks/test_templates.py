"""Copying the supplied templates and trying own ones."""

from __future__ import annotations

import io
import zipfile

import pytest
import small_documents as small

from pipeline.base.errors import ExitCode, SettingsError
from pipeline.cli.main import main
from pipeline.handbooks import folders, templates


def faults(folder):
    return {trial.template: trial.fault for trial in templates.check(folder) if trial.fault}


def remarks(folder):
    return {trial.template: trial.remark for trial in templates.check(folder) if trial.remark}


def tried(folder):
    return [trial.template for trial in templates.check(folder)]


def edited(folder, template, part, old, new):
    result = io.BytesIO()
    with zipfile.ZipFile(folders.SUPPLIED / template) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode()
            if name == part:
                assert old in content
                content = content.replace(old, new, 1)
            target.writestr(name, content)
    (folder / template).write_bytes(result.getvalue())


@pytest.mark.slow
def test_the_supplied_templates_pass_their_own_trial(tmp_path):
    copies = templates.export(tmp_path / "own")
    assert {copy.name for copy in copies} == {file.name for file in folders.SUPPLIED.iterdir() if file.is_file()}
    assert all(copy.read_bytes() == (folders.SUPPLIED / copy.name).read_bytes() for copy in copies)
    assert faults(tmp_path / "own") == {}
    assert {"handbook.odt", "form.docx", "book.html.j2"} <= set(tried(tmp_path / "own"))


def test_nothing_is_replaced_without_force(tmp_path):
    (tmp_path / "form.odt").write_bytes(b"own")
    with pytest.raises(SettingsError, match=r"form\.odt.*--force"):
        templates.export(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["form.odt"]
    assert (tmp_path / "form.odt").read_bytes() == b"own"
    templates.export(tmp_path, force=True)
    assert (tmp_path / "form.odt").read_bytes() == (folders.SUPPLIED / "form.odt").read_bytes()


def test_the_folder_of_the_supplied_templates_is_left_as_it_is():
    before = {file: file.stat().st_mtime_ns for file in templates.supplied()}
    assert set(templates.export(folders.SUPPLIED)) == set(before)
    assert {file: file.stat().st_mtime_ns for file in templates.supplied()} == before


def test_only_what_the_folder_has_is_tried(tmp_path):
    (tmp_path / "handbook.md.j2").write_text("{{ handbook.name }}", encoding="utf-8")
    (tmp_path / "~$handbook.docx").write_bytes(b"lock file of Word")
    assert tried(tmp_path) == ["handbook.md.j2"]
    (tmp_path / "poster.html.j2").write_text("{{ handbook.heading }}{{ form.title }}", encoding="utf-8")
    assert tried(tmp_path) == ["handbook.md.j2", "poster.html.j2"]


@pytest.mark.slow
def test_a_style_sheet_is_tried_with_the_pages_that_take_it_in(tmp_path):
    (tmp_path / "handbook.css").write_text("h1 {}\n{{ colour }}", encoding="utf-8")
    found = faults(tmp_path)
    assert "handbook.css, line 2: " in found["handbook.html.j2"]
    assert remarks(tmp_path)["book.html.j2"] == "what it takes in is wrong, see above"
    assert "handbook.md.j2" not in found


@pytest.mark.parametrize(
    ("template", "part", "old", "new", "message"),
    [
        ("handbook.docx", "word/document.xml", "{{ handbook.colophon.sha256 }}", "摘要 {{ handbook.digest }}", "摘要"),
        ("handbook.odt", "content.xml", "{{ handbook.colophon.sha256 }}", "摘要 {{ handbook.digest }}", "摘要"),
        ("form.docx", "word/document.xml", "{{r line }}", "甲 {{r lime }}", "甲"),
        ("form.odt", "content.xml", "{{ row.level }}", "乙 {{ row.levle }}", "乙"),
        ("book.odt", "content.xml", "{{ entry.name }}", "丙 {{ entry.nmae }}", "丙"),
        ("book.docx", "word/document.xml", "{{ entry.name }}", "丁 {{ entry.nmae }}", "丁"),
    ],
)
def test_a_fault_names_the_template_and_quotes_the_cell(tmp_path, template, part, old, new, message):
    edited(tmp_path, template, part, old, new)
    found = faults(tmp_path)
    assert list(found) == [template]
    assert found[template].startswith(f"{template}: ")
    assert f"in: {message}" in found[template]


def test_a_fault_that_only_some_standards_meet_is_found(tmp_path):
    (tmp_path / "handbook.md.j2").write_text("{{ handbook.name | length }}", encoding="utf-8")
    assert "NoneType" in faults(tmp_path)["handbook.md.j2"]


def test_a_folder_without_templates(tmp_path):
    with pytest.raises(SettingsError, match="no template"):
        list(templates.check(tmp_path))


class TestCommand:
    @pytest.mark.slow
    def test_export_and_check(self, tmp_path, capsys):
        folder = tmp_path / "own"
        assert main(["template", "export", str(folder)]) == ExitCode.CLEAN
        assert str(folder / "handbook.odt") in capsys.readouterr().out.splitlines()
        assert main(["template", "export", str(folder)]) == ExitCode.CLEAN
        (folder / "book.odt").write_bytes(b"own")
        assert main(["template", "export", str(folder)]) == ExitCode.UNUSABLE
        assert "--force" in capsys.readouterr().err
        assert main(["template", "export", str(folder), "--force"]) == ExitCode.CLEAN
        (folder / "handbook.md.j2").write_text("一\n{{ handbook.nmae }}", encoding="utf-8")
        capsys.readouterr()
        assert main(["--lang", "en", "template", "check", str(folder)]) == ExitCode.UNUSABLE
        lines = capsys.readouterr().out.splitlines()
        assert "handbook.odt: fine" in lines
        assert [line for line in lines if line.startswith("handbook.md.j2, line 2: ") and "nmae" in line]

    def test_check_of_a_folder_that_is_none(self, tmp_path):
        assert main(["template", "check", str(tmp_path / "nowhere")]) == ExitCode.UNUSABLE
        assert main(["template", "check", str(tmp_path)]) == ExitCode.UNUSABLE


UNCLOSED = {
    "handbook.docx": ("word/document.xml", "{%p endfor %}"),
    "handbook.odt": ("content.xml", "{%p endfor %}"),
}


@pytest.mark.parametrize("template", UNCLOSED)
def test_a_tag_that_is_never_closed_is_told_where_it_opens_whoever_fills_it(tmp_path, monkeypatch, capsys, template):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    own = tmp_path / "own"
    own.mkdir()
    edited(own, template, *UNCLOSED[template], "")
    found = faults(own)
    assert set(found) == {template}
    assert "is never closed; endfor is missing, in: {%p for" in found[template]
    document = tmp_path / "a.txt"
    document.write_bytes(small.flat_text())
    suffix = template.partition(".")[2]
    code = main(["build", str(document), "--templates", str(own), "--to", suffix, "-o", str(tmp_path / "out")])
    assert code == ExitCode.UNUSABLE
    assert found[template] in capsys.readouterr().err
