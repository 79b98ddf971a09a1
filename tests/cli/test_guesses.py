"""What was probably meant: formats, options, commands and languages by the names that people give them."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_documents as small

from pipeline.base import i18n
from pipeline.cli.main import main


@pytest.fixture
def told(capsys, monkeypatch, tmp_path):
    """Runs the command in a folder with one document; gives what stands on standard error, in English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv(i18n.VARIABLE, raising=False)
    Path("form.txt").write_bytes(small.flat_text())
    Path("舊 版.pdf").write_bytes(b"%PDF-1.7")

    def run(*arguments):
        assert main(arguments) == 2
        return capsys.readouterr().err

    yield run
    i18n.use("en")


@pytest.mark.parametrize("name", ["word", "wrod", "doc", "Word", "docs", "msword"])
def test_word_is_docx(told, name):
    assert "Did you mean docx?" in told("build", "form.txt", "--to", name)


def test_an_unknown_format_lists_what_exists(told):
    message = told("build", "form.txt", "--to", "zzz")
    assert "There are: alignments, case, ctdl, docx, epub, html, json, md, odt, pdf." in message
    assert "Did you mean" not in message


def test_excel_is_a_format_only_where_there_is_one(told):
    message = told("build", "form.txt", "--to", "excel")
    assert "Did you mean" not in message
    assert "icap export makes xlsx." in message
    assert "Did you mean xlsx?" in told("compare", "form.txt", "form.txt", "--to", "excel")


@pytest.mark.parametrize(
    ("arguments", "guess"),
    [
        (("build", "form.txt", "-f", "html"), "--to"),
        (("build", "form.txt", "--format", "html"), "--to"),
        (("check", "form.txt", "-f", "json"), "--format"),
        (("check", "form.txt", "--to", "json"), "--format"),
        (("build", "form.txt", "--fromat", "html"), "--to"),
        (("build", "form.txt", "--outputt", "x"), "--output"),
        (("check", "form.txt", "--language", "en"), "--lang"),
        (("form.txt",), "icap check form.txt or icap build form.txt"),
        (("missing.pdf",), "icap check missing.pdf or icap build missing.pdf"),
        (("舊 版.pdf",), "icap check '舊 版.pdf' or icap build '舊 版.pdf'"),
        (("help",), "icap --help"),
        (("help", "check"), "icap check --help"),
        (("help", "nothing"), "icap --help"),
        (("handbook",), "icap build"),
        (("chekc", "form.txt"), "icap check"),
        (("template", "exprot", "x"), "icap template export"),
    ],
)
def test_what_was_probably_meant(told, arguments, guess):
    assert f"Did you mean {guess}?" in told(*arguments)


def test_a_command_like_none_lists_what_exists(told):
    message = told("qqqq")
    assert "Did you mean" not in message
    assert "There are: baseline, book, build, check, " in message


@pytest.mark.parametrize("name", ["zh-TW", "zh_TW", "zh", "zh-Hant", "tw", "TW", "zh_TW.UTF-8"])
def test_chinese_by_any_name(told, monkeypatch, name):
    assert "無此指令" in told("--lang", name, "qqqq")
    assert "無此選項" in told("check", "--nothing-like-it", f"--lang={name}")
    monkeypatch.setenv("ICAP_LANG", name)
    assert "無此指令" in told("qqqq")
    assert "No such command" in told("--lang", "en", "qqqq")


def test_the_variable_goes_before_the_locale_and_must_be_a_language(told, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_TW.UTF-8")
    monkeypatch.setenv("ICAP_LANG", "en")
    assert "No such command" in told("qqqq")
    monkeypatch.setenv("ICAP_LANG", "fr")
    assert "ICAP_LANG=fr" in told("formats")
    assert "No such command" in told("--lang", "en", "qqqq")


@pytest.mark.parametrize("arguments", [("-output", "other"), ("-output=other",), ("-to", "html"), ("-with-findings",)])
def test_a_long_option_with_one_dash_is_no_short_one(told, arguments):
    option = arguments[0].partition("=")[0]
    assert f"No such option '{option}'. Did you mean -{option}?" in told("build", "form.txt", *arguments)
    assert [path.name for path in Path().iterdir() if path.is_dir()] == []


def test_a_file_may_be_called_like_an_option(told):
    assert "Did you mean" not in told("build", "--", "-output")


def test_an_export_without_a_format_says_which_there_are(told):
    message = told("export", "form.txt")
    assert "such as --to xlsx" in message
    assert "csv" in message
    assert "sqlite" in message


def test_an_unknown_template_says_which_there_are(told):
    Path("own").mkdir()
    Path("own/poster.docx").write_bytes(b"")
    message = told("build", "form.txt", "--template", "from", "--templates", "own", "--to", "docx")
    assert "from.docx: there is no template of this name; there are: form, handbook, poster" in message


def test_a_report_without_a_file_shows_how_it_is_written(told):
    assert "such as html=report.html" in told("check", "form.txt", "--report", "html")


def test_a_path_that_does_not_exist_stands_in_marks_in_chinese(told):
    assert "「不存在」不存在。" in told("--lang", "zh_TW", "build", "不存在")
