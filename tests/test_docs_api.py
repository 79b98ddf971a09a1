"""Every example of docs/api.md runs in a fresh folder and prints what stands below it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import small_documents as small

import pipeline
from pipeline import api
from pipeline.base import errors
from pipeline.findings import diagnostics

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```(?:\n+```text\n(.*?)```)?", PAGE, re.DOTALL)


@pytest.mark.parametrize(("source", "output"), EXAMPLES, ids=[str(number) for number in range(len(EXAMPLES))])
def test_an_example_prints_what_stands_below_it(source, output, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(small.SAMPLES, tmp_path / "samples")
    (tmp_path / "example.py").write_text(source, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "ICAP_LANG": "en"}
    done = subprocess.run([sys.executable, "example.py"], env=environment, capture_output=True, check=False)
    assert done.stderr.decode() == ""
    assert output
    assert done.stdout.decode() == output


def test_all_that_is_offered_is_explained():
    table, body = PAGE.split("\n## Read\n")
    assert set(re.findall(r"`api\.(\w+)\(", table)) == set(api.__all__)
    for name in api.__all__:
        assert f"api.{name}(" in body
    assert set(pipeline.__all__) - {"__version__"} == {*api.__all__, "Standard", "Diagnostic"} - {
        "compare",
        "change_record",
    }


def test_the_errors_are_where_the_page_says():
    homes = {"pipeline.base.errors": errors, "pipeline.findings.diagnostics": diagnostics}
    rows = re.findall(r"^\| `(\w+)` \| `([\w.]+)` \|", PAGE, re.MULTILINE)
    named = {getattr(homes[home], name) for name, home in rows}
    assert named == {one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, Exception)} | {
        diagnostics.CannotRender
    }


def test_every_field_of_a_reading_and_a_finding_is_named():
    for kind in (type(api.read("nothing.pdf")), pipeline.Diagnostic):
        assert [name for name in kind.__dataclass_fields__ if f"`{name}`" not in PAGE and name != "placements"] == []
