"""The Traditional Chinese catalogue: complete, with the same placeholders and codes, compiled, and heard everywhere."""

from __future__ import annotations

import pickle
import re

import click
import pytest
from babel.messages import pofile

from pipeline.base import i18n
from pipeline.base.terminal_text import wrapped
from pipeline.cli import main
from pipeline.cli.help import Command, Option
from pipeline.findings import rule_pages
from pipeline.findings.diagnostics import RuleInfo, Severity
from pipeline.findings.rules import known_rules
from pipeline.release import examination
from tools import messages


@pytest.fixture(scope="module")
def translations():
    with messages.SOURCE.open("rb") as file:
        return {one.id: one.string for one in pofile.read_po(file, locale="zh_TW") if one.id and not one.pluralizable}


@pytest.fixture
def chinese():
    i18n.use("zh_TW")
    yield
    i18n.use("en")


def test_the_catalogue_is_that_of_the_program_and_complete(translations):
    assert sorted(set(messages.messages()) ^ set(translations)) == []
    assert [message for message, text in translations.items() if not text.strip()] == []
    assert messages.main(["--check"]) == 0


def test_a_message_can_be_said_in_chinese_with_what_it_was_filled_with_and_what_it_joined():
    i18n.use("en")
    words = i18n._("/").join([i18n._("p.{number}").format(number=2), i18n._("table {number}").format(number=3)])
    assert words == "p.2/table 3"
    assert i18n.chinese(words) == "第2頁／表3"
    whole = i18n._("{said}; there are: {names}").format(said=words, names=i18n._(", ").join(["a", "b"]))
    assert whole == "p.2/table 3; there are: a, b"
    assert i18n.chinese(whole) == "第2頁／表3；可用者有：a、b"


def test_what_does_not_tell_what_it_was_made_of_cannot_be_said_in_chinese():
    i18n.use("en")
    assert i18n.chinese("p.2") is None
    assert i18n.chinese(i18n._("p.{number}").format(number=2).upper()) is None


@pytest.mark.usefixtures("chinese")
def test_what_is_chinese_stays_as_it_is():
    assert i18n.chinese("照原樣") == "照原樣"


def test_a_finding_knows_its_chinese_in_any_language_and_after_being_stored():
    i18n.use("en")
    rule = RuleInfo("XY101", "made-up", Severity.INFO, "0.1.0")
    found = rule.found("T1", i18n._("p.{number}").format(number=7))
    assert (found.message, found.chinese) == ("p.7", "第7頁")
    stored = examination.from_bytes(examination.of_failure(found).to_bytes())
    assert stored.findings == (found,)
    assert pickle.loads(pickle.dumps(found.message)) == "p.7"


def test_helps_and_pages_are_among_the_messages():
    found = set(messages.messages())
    assert "Report what is wrong with documents or records." in found
    assert "Also write the proposals as a sheet (CSV) for the office that owns the documents." in found
    assert "One K or S code with different names." in found
    assert "{code} has {count} names: {names}." in found
    assert "a list of rules" in found


def test_a_page_in_chinese_speaks_of_the_same_codes_and_rules(translations):
    codes = re.compile(r"\b(?:[A-Z]{2}\d{3}|[TOPKSA]\d[\d.]*\d|KPS\d[\w-]*|U\+\w{4})\b")
    wrong = [
        message
        for rule in known_rules().values()
        for message in rule_pages.texts(rule)
        if set(codes.findall(message))
        != set(codes.findall(re.sub(r"([\u2e80-\uffef])", r" \1 ", translations[message])))
    ]
    assert wrong == []


def test_no_message_brings_markup_to_a_terminal():
    pages = {text for rule in known_rules().values() for text in rule_pages.texts(rule)}
    assert [message for message in set(messages.messages()) - pages if "`" in message] == []


def test_no_message_hides_in_a_formatted_string():
    hidden = [
        path.name
        for path in messages.PACKAGE.rglob("*.py")
        if re.search(r"f[\"'].*\{_\(", path.read_text(encoding="utf-8"))
    ]
    assert hidden == []


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("rule", known_rules().values(), ids=lambda rule: rule.info.id)
def test_every_page_is_chinese(rule):
    text = rule_pages.text(rule)
    assert all(f"{heading}：\n" in text for heading in ("檢核內容", "重要性", "範例", "處理方式"))
    assert not re.search(r"(?:[a-z]{2,} ){4}", text)
    assert all(len(line) <= rule_pages.WIDTH for line in text.splitlines())


def test_a_page_in_english_is_the_docstring():
    i18n.use("en")
    for rule in known_rules().values():
        shown = rule_pages.text(rule)
        assert "`" not in shown + rule_pages.title(rule)
        assert re.sub("[“”\\s]", "", shown) == re.sub(r"[`“”\s]", "", rule.page)


def test_chinese_lines_are_broken_by_width_and_not_before_a_closing_sign():
    assert list(wrapped("一二三四，五六 CR201 七八九十。", 8)) == [
        "一二三四，",
        "五六",
        "CR201 七",
        "八九十。",
    ]
    assert list(wrapped("one two three four", 9)) == ["one two", "three", "four"]


def paths(command, *above):
    """How every command is called."""
    yield list(above)
    for below in messages.below_of(command):
        yield from paths(below, *above, below.name)


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("command", list(paths(main.icap)), ids=" ".join)
def test_help_is_chinese_to_the_last_word(command, capsys):
    assert main.main(["--lang", "zh_TW", *command, "--help"]) == 0
    usage, _line, shown = capsys.readouterr().out.partition("\n")
    assert usage.startswith("用法：")
    assert not re.search(r"(?:\b[a-z]{2,}\b ){3}", shown)


def every(command):
    yield command
    for below in messages.below_of(command):
        yield from every(below)


def test_every_command_and_option_can_speak_both_languages():
    for command in every(main.icap):
        assert isinstance(command, Command), command.name
        silent = [one.name for one in command.params if isinstance(one, click.Option) and not isinstance(one, Option)]
        assert silent == []


def test_each_run_speaks_its_own_language(capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert main.main(["--lang", "zh_TW", "nothing"]) == 2
    assert "無此指令" in capsys.readouterr().err
    assert main.main(["nothing"]) == 2
    assert "No such command" in capsys.readouterr().err
