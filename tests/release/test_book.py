"""The volume from files: order, duplicates, conflicts, unreadable inputs, names and formats."""

from __future__ import annotations

import pytest
import small_documents as small

from pipeline.base.errors import ExitCode, SettingsError, WriteError
from pipeline.cli.main import main
from pipeline.findings.outcomes import Outcome
from pipeline.release import book


@pytest.fixture
def put(tmp_path):
    def write(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


@pytest.fixture
def two(put):
    return put("b.txt", small.flat_text(code="ABC1234-002v1", name="乙類人員")), put("a.txt", small.flat_text())


def bind(target, *paths, formats=("html",), **options):
    return book.bind(paths, book.BookOrder("彙編", target, formats, **options))


def test_chapters_stand_in_the_order_of_the_inputs(two, tmp_path):
    first, second = bind(tmp_path / "out" / "v", *two)
    assert [one.document.outcome for one in (first, second)] == [Outcome.OK, Outcome.OK]
    assert first.outputs == (tmp_path / "out" / "v.html",)
    page = first.outputs[0].read_text(encoding="utf-8")
    assert page.index("1　乙類人員（ABC1234-002v1）") < page.index(f"2　{small.NAME}（{small.CODE}）")


def test_a_name_with_a_full_stop_keeps_it(two, tmp_path):
    assert bind(tmp_path / "v1.2", *two)[0].outputs == (tmp_path / "v1.2.html",)


def test_duplicates_become_one_chapter(two, put, tmp_path):
    *_, duplicate = bind(tmp_path / "v", *two, put("a.docx", small.word()))
    assert (duplicate.document.outcome, duplicate.duplicate_of) == (Outcome.SKIPPED, two[1])
    assert (tmp_path / "v.html").read_text(encoding="utf-8").count('class="chapter-title"') == 2


def test_conflicting_inputs_leave_no_volume(two, put, tmp_path):
    results = bind(tmp_path / "v", *two, put("c.txt", small.flat_text(indicator="另一項指標。")))
    assert [one.document.outcome for one in results] == [Outcome.OK, Outcome.FAILED, Outcome.FAILED]
    assert {one.rule for one in results[2].document.diagnostics} >= {"BD101"}
    assert not (tmp_path / "v.html").exists()


def test_an_unreadable_input_fails_and_the_others_are_bound(two, put, tmp_path):
    broken, *_ = bind(tmp_path / "v", put("0.pdf", b"%PDF-1.7 nothing"), *two)
    assert broken.document.outcome is Outcome.FAILED
    assert (tmp_path / "v.html").exists()


def test_inputs_that_all_fail_leave_no_volume(put, tmp_path):
    (result,) = bind(tmp_path / "v", put("0.pdf", b"%PDF-1.7 nothing"))
    assert result.outputs == ()
    assert not (tmp_path / "v.html").exists()


def test_a_volume_never_takes_the_place_of_an_input(put, tmp_path):
    path = put("a.docx", small.word())
    with pytest.raises(WriteError, match="is an input"):
        bind(tmp_path / "a", path, formats=("docx",))
    assert path.read_bytes() == small.word() or path.stat().st_size > 1000


def test_a_format_that_cannot_hold_a_volume_names_those_that_can(two, tmp_path):
    with pytest.raises(SettingsError, match=r"md cannot hold a book.*docx, epub, html, odt, pdf"):
        bind(tmp_path / "v", *two, formats=("md",))


class TestCommand:
    @pytest.mark.slow
    def test_it_writes_three_formats_and_sums_up(self, two, tmp_path, capsys):
        output = tmp_path / "卷一"
        assert main(["--lang", "en", "book", *map(str, two), "--title", "彙編", "-o", str(output)]) == ExitCode.CLEAN
        assert {path.name for path in tmp_path.glob("卷一.*")} == {"卷一.html", "卷一.docx", "卷一.odt"}
        streams = capsys.readouterr()
        assert streams.out == ""
        assert "documents: 2 (2 ok)" in streams.err

    def test_the_suffix_of_the_file_is_the_format(self, two, tmp_path):
        assert main(["book", *map(str, two), "--title", "彙編", "-o", str(tmp_path / "v.odt")]) == ExitCode.CLEAN
        assert [path.name for path in tmp_path.glob("v.*")] == ["v.odt"]

    def test_without_a_file_it_is_called_after_its_title(self, two, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        assert main(["book", *map(str, two), "--title", "甲/乙", "--to", "html"]) == ExitCode.CLEAN
        assert [path.name for path in (tmp_path / "out").iterdir()] == ["甲_乙.html"]

    def test_a_title_is_needed(self, two):
        assert main(["book", *map(str, two)]) == ExitCode.UNUSABLE

    @pytest.mark.slow
    def test_an_unreadable_input_is_exit_code_1(self, two, put, tmp_path):
        broken = put("0.pdf", b"%PDF-1.7 nothing")
        assert main(["book", str(broken), str(two[0]), "--title", "甲", "-o", str(tmp_path / "v")]) == ExitCode.FINDINGS


class TestFormCommand:
    def test_forms_are_called_so_and_leave_handbooks_alone(self, two, tmp_path):
        out = tmp_path / "out"
        assert main(["build", str(two[1]), "-o", str(out), "--to", "docx"]) == ExitCode.CLEAN
        before = (out / f"{small.CODE}.docx").read_bytes()
        assert main(["build", str(two[1]), "-o", str(out), "--template", "form"]) == ExitCode.CLEAN
        assert (out / f"{small.CODE}.docx").read_bytes() == before
        names = {path.name.removeprefix(small.CODE) for path in out.iterdir()}
        assert {".docx", "-form.docx", "-form.html", ".json"} <= names
        assert "-form.md" not in names

    def test_render_makes_forms_of_records(self, two, tmp_path):
        main(["parse", str(two[1]), "-o", str(tmp_path)])
        record = tmp_path / f"{small.CODE}.json"
        assert main(["render", str(record), "-o", str(tmp_path), "--template", "form", "--to", "odt"]) == ExitCode.CLEAN
        assert (tmp_path / f"{small.CODE}-form.odt").exists()

    @pytest.mark.parametrize("name", ["../form", "", "a/b", ".hidden"])
    def test_a_template_is_no_path(self, two, tmp_path, name):
        arguments = ["build", str(two[1]), "-o", str(tmp_path / "out"), "--template", name]
        assert main(arguments) == ExitCode.UNUSABLE

    def test_a_template_that_nobody_has(self, two, tmp_path, capsys):
        arguments = ["--lang", "en", "build", str(two[1]), "-o", str(tmp_path / "out"), "--template", "fomr"]
        assert main(arguments) == ExitCode.UNUSABLE
        assert "there is no template of this name" in capsys.readouterr().err
