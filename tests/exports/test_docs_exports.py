"""The example of docs/exports.md that reads SKOS with rdflib prints what stands below it."""

from __future__ import annotations

import re
from pathlib import Path

from whole import SAMPLE

from pipeline.base.export_settings import ExportSettings
from pipeline.exports import ExportedStandard, ExportOptions, skos

PAGE = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")


def test_the_example_of_rdflib(tmp_path, monkeypatch, capsys):
    (part,) = re.findall(r"### SKOS\n(.*?)\n### ", PAGE, re.DOTALL)
    ((source, output),) = re.findall(r"```python\n(.*?)```\n+```text\n(.*?)```", part, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    Path("exported").mkdir()
    skos.export(
        [ExportedStandard("one", SAMPLE)], Path("exported"), ExportOptions(ExportSettings("https://example.org/icap/"))
    )
    exec(source, {})
    assert capsys.readouterr().out == output
