"""What CONTRIBUTING.md says of one file each is true: its examples work in a copy of the package, and nothing else."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import small_documents as small

import pipeline

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"```python\n# (\S+)\n(.*?)```", TEXT, re.DOTALL))


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A copy of the package with the examples in it, and a document."""
    folder = tmp_path_factory.mktemp("newcomer")
    shutil.copytree(
        Path(pipeline.__file__).parent, folder / "pipeline", ignore=shutil.ignore_patterns("__pycache__", "templates")
    )
    shutil.copytree(ROOT / "templates", folder / "templates")
    for path, source in EXAMPLES.items():
        assert not (folder / path).exists()
        (folder / path).write_text(source, encoding="utf-8")
    whole = small.flat_text().decode()
    attitude = next(line for line in whole.splitlines() if line.startswith("A01"))
    (folder / "form.csv").write_text(as_csv(whole), encoding="utf-8")
    (folder / "careless.csv").write_text(as_csv(whole.replace(attitude, "")), encoding="utf-8")
    return folder


def as_csv(flat: str) -> str:
    """The rows of a flat text, all of one width."""
    rows = [line.split("\t") for line in flat.splitlines() if line.strip()]
    width = max(map(len, rows))
    made = io.StringIO()
    csv.writer(made).writerows([*row, *[""] * (width - len(row))] for row in rows)
    return made.getvalue()


def run(home, *arguments):
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(home), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def icap(home, *arguments):
    return run(home, "-m", "pipeline", "--lang", "en", *arguments)


def test_there_is_an_example_of_each():
    assert {Path(path).parent.name for path in EXAMPLES} >= {"readers", "checks", "handbooks", "exports", "reports"}
    assert all(Path(path).parts[0] == "pipeline" for path in EXAMPLES)


def test_the_formats_are_listed(home):
    rows = [line.split() for line in icap(home, "formats").stdout.splitlines()]
    assert ["input", "csv", ".csv"] in rows
    assert ["output", "txt", ".txt"] in rows
    assert ["export", "names", ".tsv"] in rows
    assert ["report", "totals"] in rows


def test_the_rule_is_explained(home):
    page = icap(home, "rule", "no-attitude").stdout
    assert page.startswith("ST699 no-attitude (info)\n\nA standard without attitudes.\n")
    assert "What to do:" in page


def test_the_reader_reads_the_rule_finds_and_the_report_reports(home):
    done = icap(
        home, "check", "form.csv", "careless.csv", "--select", "ST699", "--format", "json", "--report", "totals=totals"
    )
    found = [(one["path"], one["code"], one["diagnostics"]) for one in json.loads(done.stdout)["documents"]]
    assert found[0] == ("form.csv", small.CODE, [])
    assert found[1][:2] == ("careless.csv", small.CODE)
    assert [one["message"] for one in found[1][2]] == ["No attitude is printed."]
    assert (home / "totals").read_text(encoding="utf-8") == "ST699\t1\n"


def test_the_renderer_renders_in_this_process_and_in_workers(home):
    for number, jobs in enumerate(("1", "auto")):
        done = icap(home, "build", "form.csv", "-o", f"out{number}", "--to", "txt,json", "-j", jobs)
        assert done.returncode == 0, done.stderr
        page = (home / f"out{number}" / f"{small.CODE}.txt").read_text(encoding="utf-8")
        assert page == "物料管理人員\nT1 管理物料\n  T1.1 清點物料\n"


def test_the_export_exports(home):
    program = (
        "from pipeline import api; found = api.read('form.csv').standard\n"
        "for name, data in api.export([found, found], 'names').items(): print(name, data.decode())"
    )
    line = f"{small.CODE}\t{small.NAME}\n"
    assert run(home, "-c", program).stdout == f"release.tsv {line}{line}\n"
    assert icap(home, "export", "form.csv", "--to", "names", "-o", "exported").returncode == 0
    assert (home / "exported" / "release.tsv").read_text(encoding="utf-8") == line
