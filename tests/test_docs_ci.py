"""The examples of docs/ci.md work: the commands of both pipelines run, the settings and the waiver are understood."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import small_documents as small
import yaml

from pipeline.cli.main import main
from pipeline.findings import exceptions as suppress
from pipeline.findings import settings as config

TEXT = (Path(__file__).parents[1] / "docs" / "ci.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```(\w+)\n(.*?)```", TEXT, re.DOTALL)
GITHUB, GITLAB = [yaml.safe_load(text) for kind, text in EXAMPLES if kind == "yaml"]
SETTINGS, WAIVER = [text for kind, text in EXAMPLES if kind == "toml"]
(CONSOLE,) = [text for kind, text in EXAMPLES if kind == "console"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("standards").mkdir()
    Path("standards/a.pdf").write_bytes(small.SAMPLE_PDF.read_bytes())
    return tmp_path


def run(command):
    program, *arguments = shlex.split(command)
    assert program == "icap"
    return main(arguments)


def test_the_step_for_github_writes_what_the_next_steps_take(folder):
    steps = GITHUB["jobs"]["check"]["steps"]
    (command,) = [step["run"] for step in steps if step.get("run", "").startswith("icap")]
    assert run(command) == 0
    taken = [value for step in steps for key, value in step.get("with", {}).items() if key in ("sarif_file", "path")]
    assert len(taken) == 2
    assert all(Path(name).stat().st_size for name in taken)


def test_the_job_for_gitlab_writes_its_artifacts(folder):
    job = GITLAB["standards"]
    (command,) = [line for line in job["script"] if line.startswith("icap")]
    assert run(command) == 0
    taken = [*job["artifacts"]["paths"], job["artifacts"]["reports"]["junit"]]
    assert all(Path(name).stat().st_size for name in taken)


def test_the_settings_and_the_waiver_are_understood(folder):
    Path("icap.toml").write_text(SETTINGS, encoding="utf-8")
    Path("waivers.toml").write_text(WAIVER, encoding="utf-8")
    settings = config.load(Path())
    assert set(settings.origins) == {"select", "ignore", "fail_on", "waivers", "baseline", "severity"}
    assert [entry.subject for entry in suppress.read_waivers(settings.waivers)] == ["S05"]


def test_the_commands_for_a_baseline_run(folder, capsys):
    for line in CONSOLE.splitlines():
        assert run(line.removeprefix("$ ")) == 0
    assert "waived: 5" in capsys.readouterr().out
