"""The commands that the README shows run as they stand there."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
COMMANDS = re.findall(r"^\$ icap (.*)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples, as the README's reader has it."""
    home = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "samples", home / "samples")
    return home


def run(folder: Path, arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", *shlex.split(arguments)]
    return subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )


@pytest.mark.xdist_group("readme")
def test_every_command_runs_in_the_order_shown(folder: Path) -> None:
    for command in COMMANDS:
        done = run(folder, command)
        assert (command, done.returncode, "Traceback" in done.stderr) == (command, 0, False), done.stderr
    handbooks = {f"KPS3322-002v2{suffix}" for suffix in (".html", ".docx", ".md", ".json")}
    forms = {"KPS3322-002v2-form.html", "KPS3322-002v2-form.odt"}
    others = {"book.html", "book.odt", "manifest.json"}
    assert {path.name for path in (folder / "out").glob("[!.]*")} == handbooks | forms | others
    assert (folder / "records" / "KPS3322-002v2.json").exists()
    assert (folder / "report.sarif").exists()


@pytest.mark.xdist_group("readme")
def test_explain_says_where_the_text_went(folder: Path) -> None:
    told = run(folder, "parse samples/KPS3322-002v2.pdf --explain").stdout.splitlines()
    assert "p.1\tname\t批發業務人員" in told
    rows = [line.split("\t") for line in told]
    assert {"知識 K11", "技能 S16", "行為指標 P1.2.3", "label", "outside"} <= {row[1] for row in rows}
    assert "-" not in {row[1] for row in rows}


@pytest.mark.xdist_group("readme")
def test_compare_tells_differences_by_subject(folder: Path) -> None:
    text = (folder / "samples" / "KPS3322-002v2.txt").read_text("utf-8")
    (folder / "other.txt").write_text(text.replace("S16 談判與議價技巧", "S16 談判技巧"), encoding="utf-8")
    same = run(folder, "compare samples/KPS3322-002v2.pdf samples/KPS3322-002v2.txt")
    assert (same.returncode, same.stdout) == (0, "")
    other = run(folder, "compare samples/KPS3322-002v2.pdf other.txt")
    assert (other.returncode, other.stdout) == (1, "amended: skills/S16: 談判[-與議價-]技巧\n")


@pytest.mark.xdist_group("readme")
def test_compare_with_a_file_that_cannot_be_read(folder: Path) -> None:
    done = run(folder, "compare samples/KPS3322-002v2.pdf missing.pdf")
    assert (done.returncode, done.stdout) == (2, "")
    assert "missing.pdf" in done.stderr
    assert "RD101" in done.stderr
