"""The commands of docs/releases.md run as they stand there, and its figures are those of the program."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import small_documents as small

from pipeline.cli.main import main
from pipeline.release import pools, workers

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "releases.md").read_text(encoding="utf-8")


def test_the_parts_are_built_and_joined(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("standards").mkdir()
    for number in range(1, 4):
        Path(f"standards/{number}.txt").write_bytes(small.flat_text(code=f"ABC1234-{number:03}"))
    for command in re.findall(r"^\$ icap (.*)$", TEXT, re.MULTILINE):
        assert main(shlex.split(command)) == 0
    assert {path.name for path in Path("out").glob("*.html")} == {f"ABC1234-{number:03}.html" for number in (1, 2, 3)}
    assert Path("report.xml").read_text(encoding="utf-8").count("<testsuite ") == 3


def test_the_limits_are_those_of_the_program():
    assert f"`--timeout SECONDS` ({pools.TIMEOUT:.0f})" in TEXT
    assert f"`--max-memory MIB` ({pools.MEMORY})" in TEXT
    most = pools.PROCESSOR_TIME + workers.MOST_SECONDS_FOR_SIZE
    for text in (TEXT, (ROOT / "docs" / "releases.zh-TW.md").read_text("utf-8")):
        assert re.search(rf"\b{pools.PROCESSOR_TIME:.0f} (seconds of a processor|秒的處理器時間)", text)
        assert re.search(rf"(at most|至多) {most:.0f}\b", text)
