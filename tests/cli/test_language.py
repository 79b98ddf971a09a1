"""All of a message is in the language of the run: places, Click's words, the system's, the engine's, heads of sheets."""

from __future__ import annotations

import csv
import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import small_documents as small

from pipeline.base import i18n
from pipeline.base.foreign_words import reason
from pipeline.base.provenance import Location
from pipeline.base.terminal_text import columns
from pipeline.cli.main import main
from pipeline.findings import rule_pages
from pipeline.findings.rules import known_rules

ENGLISH = re.compile(r"(?:\b[a-z]{2,}\b[ .]){3}")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def chinese(capsys, monkeypatch, tmp_path):
    """Runs the command in Chinese in an empty folder; gives exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*arguments):
        code = main(["--lang", "zh_TW", *map(str, arguments)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    yield run
    i18n.use("en")


def test_a_place_is_told_in_the_language_of_the_run():
    place = Location(page=1, table=1, row=1, column=8)
    assert place.words == "p.1/table 1/row 1/column 8"
    i18n.use("zh_TW")
    assert place.words == "第1頁／表1／列1／欄8"
    i18n.use("en")
    assert Location().words == ""


def test_findings_stand_at_places_in_the_language_of_the_run(chinese):
    code, told, _notes = chinese("check", small.SAMPLE_PDF)
    assert code == 0
    assert "  第1頁: 警告 CR201 S05 " in told
    assert "p.1" not in told
    assert "第1頁\tname\t" in chinese("parse", small.SAMPLE_PDF, "--explain")[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("book", "x"),
        ("compare", "x"),
        ("check", "x", "--fail-on"),
        ("check", "x", "--fail-on", "all"),
        ("check", "x", "--timeout", "-4"),
        ("check", "x", "--max-memory", "much"),
        ("schema", "record", "b", "c"),
        ("schema", "b"),
        ("build", "x", "--force=3"),
        ("template", "export"),
        ("build", "x", "--templates", "nowhere"),
        ("build", "x", "--to", "word"),
        ("build", "x", "-f", "html"),
        ("help",),
        ("x.pdf",),
    ],
)
def test_what_click_says_is_chinese(chinese, arguments):
    code, _told, notes = chinese(*arguments)
    assert code == 2
    assert re.search(r"[\u4e00-\u9fff]", notes.splitlines()[-1])
    assert not ENGLISH.search(re.sub(r"icap [a-z .-]+", "", notes))


def test_what_the_system_says_is_chinese(chinese, tmp_path):
    i18n.use("zh_TW")
    known = (errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.EISDIR, errno.EROFS, errno.ENAMETOOLONG, errno.EIO)
    said = [reason(OSError(number, os.strerror(number))) for number in known]
    assert all(re.fullmatch(r"[\u4e00-\u9fff]+", one) for one in said)
    assert len(set(said)) == len(known)
    Path("icap.toml").write_text("select = [\nfail-on", encoding="utf-8")
    notes = chinese("check", small.SAMPLE_PDF)[2]
    assert "TOML" in notes
    assert not ENGLISH.search(notes.partition("TOML")[2])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_is_told_in_chinese(tmp_path):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", "--lang", "zh", "schema"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode() == "icap: 無法輸出：磁碟空間不足。\n"


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("{{ handbook.headng }}", "其中沒有 headng，是否為 heading？"),
        ("{{ handbok.heading }}", "這裡沒有 handbok，是否為 handbook？"),
        ("{{ handbook.counts.dutys }}", "其中沒有 dutys，是否為 duties？"),
        ("{{ handbook.zzz }}", "其中沒有 zzz"),
        ("{{ handbook.heading | upcase }}", "沒有篩選器 upcase"),
        ("{{ handbook.level + '' }}", "型別 int 與 str 的值不能用 +"),
        ("{{ handbook.level.__class__ }}", "範本不得使用 __class__"),
        ("{% foo %}", "foo 不該在這裡，或不是標籤"),
        ("{{ handbook. }}", "句點後缺少名稱"),
        ("{{ handbook.code handbook.name }}", "標籤應在「handbook」之前結束"),
        ("{{ (handbook.code }}", "不該在這裡"),
    ],
)
def test_what_the_engine_says_of_a_template_is_chinese_and_guesses(chinese, tmp_path, source, says):
    (tmp_path / "handbook.md.j2").write_text(f"甲\n{source}\n", encoding="utf-8")
    code, told, _notes = chinese("template", "check", tmp_path)
    assert code == 2
    assert says in told
    assert "第2行" in told
    assert not ENGLISH.search(told)


def test_a_record_that_is_none_is_told_in_chinese(chinese):
    for content in ("{", "{}", '{"schema_version": "0"}'):
        Path("x.json").write_text(content, encoding="utf-8")
        told = chinese("check", "x.json")[1]
        assert "RD101" in told
        assert not ENGLISH.search(told)


def test_the_head_of_the_corrections_sheet(chinese):
    chinese("check", small.SAMPLE_PDF, "--corrections", "c.csv")
    head, *rows = csv.reader(Path("c.csv").read_text("utf-8-sig").splitlines())
    assert head == ["文件", "代碼", "項目", "規則", "頁", "原件印為", "建議改為", "說明"]
    assert len({len(row) for row in rows} | {len(head)}) == 1


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_terminal_shows_no_markup(language):
    i18n.use(language)
    assert [rule.info.id for rule in known_rules().values() if "`" in rule_pages.text(rule)] == []
    assert [rule.info.id for rule in known_rules().values() if "`" in rule_pages.title(rule)] == []
    assert any("`" in rule_pages.markdown(rule) for rule in known_rules().values())
    i18n.use("en")


def test_without_arguments_the_help_is_shown(monkeypatch, capsys):
    monkeypatch.setenv("LC_ALL", "zh_TW.UTF-8")
    monkeypatch.delenv(i18n.VARIABLE, raising=False)
    monkeypatch.setattr(sys, "argv", ["icap"])
    assert main() == 2
    assert "用法： icap [選項] 指令 [參數]..." in capsys.readouterr().err
    i18n.use("en")


def test_what_stands_for_values_is_named_in_chinese(chinese):
    for command in ("build", "check", "compare", "export", "book", "render", "merge", "baseline", "template"):
        help_text = chinese(command, "--help")[1]
        assert not re.findall(r"\b(?:OPTIONS|SRC|OLD|NEW|IR|FORMATS?|FILE|FOLDER|NAME|PATH|RULES|SECONDS)\b", help_text)
    assert "缺少 來源...：" in chinese("build")[2]


def test_help_stands_in_columns_though_chinese_is_wide(chinese):
    lines = chinese("build", "--help")[1].splitlines()
    said = [line for line in lines if line.startswith("  -") and "  " in line.strip()]
    starts = {columns(re.match(r"  \S.*?  +(?=\S)", line)[0]) for line in said}
    assert starts == {34}
    assert max(columns(line) for line in lines) <= 80


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("check", "甲.docx", "乙.docx"), "「甲.docx、乙.docx」不存在"),
        (("check", ".", "--fail-on", "wrning"), "是否為 warning？可用者有：error、info、never、warning。"),
        (("schema", "recrd"), "是否為 record？可用者有：compare、record、releases。"),
        (("merge", "part", "-o", "all"), "3 個部分之中缺少：2/3、3/3。"),
    ],
)
def test_lists_in_chinese_sentences_are_joined_as_chinese_ones(chinese, arguments, told):
    Path("sample.txt").write_bytes(small.flat_text())
    chinese("build", "sample.txt", "--shard", "1/3", "--to", "json", "-o", "part")
    _code, _out, err = chinese(*arguments)
    assert told in err
    assert ", " not in err
