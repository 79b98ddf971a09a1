"""The examples of docs/ci.md work: the commands of both pipelines run, the settings and the waiver are understood."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import small_documents as small
import yaml

from pipeline.cli.main import main
from pipeline.findings import exceptions as suppress
from pipeline.findings import settings as config

TEXT = (Path(__file__).parents[1] / "docs" / "ci.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```(\w+)\n(.*?)```", TEXT, re.DOTALL)
GITHUB, RELEASE, STEPS, GITLAB, GITLAB_RELEASE, GITHUB_PAGES, GITLAB_PAGES, PRE_COMMIT = [
    yaml.safe_load(text) for kind, text in EXAMPLES if kind == "yaml"
]
ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
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
    taken = [*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()]
    assert len(taken) == 3
    assert all(Path(name).stat().st_size for name in taken)


def test_both_pages_publish_the_folder_of_the_site(folder):
    steps = GITHUB_PAGES["jobs"]["site"]["steps"]
    (github,) = [step["run"] for step in steps if step.get("run", "").startswith("icap")]
    (sent,) = [step["with"]["path"] for step in steps if "upload-pages-artifact" in step.get("uses", "")]
    (gitlab,) = [line for line in GITLAB_PAGES["pages"]["script"] if line.startswith("icap")]
    for command, published in ((github, sent), (gitlab, *GITLAB_PAGES["pages"]["artifacts"]["paths"])):
        assert run(command) == 0
        assert "KPS3322-002v2" in Path(published, "standards.html").read_text("utf-8")


def test_a_release_in_parts_is_joined(folder):
    for number in (1, 2):
        Path(f"standards/{number}.txt").write_bytes(small.flat_text(code=f"ABC1234-00{number}"))
    jobs = RELEASE["jobs"]
    (build,) = [step["run"] for step in jobs["part"]["steps"] if step.get("run", "").startswith("icap")]
    (merge,) = [step["run"] for step in jobs["merge"]["steps"] if step.get("run", "").startswith("icap")]
    for part in jobs["part"]["strategy"]["matrix"]["part"]:
        assert run(build.replace("${{ matrix.part }}", str(part))) == 0
    assert run(merge) == 0
    assert {path.stem for path in Path("out").glob("*.html")} == {"KPS3322-002v2", "ABC1234-001", "ABC1234-002"}
    (sent,) = [step["with"]["path"] for step in jobs["merge"]["steps"] if "upload-artifact" in step.get("uses", "")]
    assert all(Path(name).exists() for name in sent.split())
    (kept,) = [step["with"] for step in jobs["part"]["steps"] if "upload-artifact" in step.get("uses", "")]
    assert kept["include-hidden-files"] is True


def test_a_release_in_parts_on_gitlab_is_joined_though_one_part_has_no_document(folder):
    Path("standards/1.txt").write_bytes(small.flat_text())
    (build,) = [line for line in GITLAB_RELEASE["part"]["script"] if line.startswith("icap")]
    (merge,) = [line for line in GITLAB_RELEASE["merge"]["script"] if line.startswith("icap")]
    count = GITLAB_RELEASE["part"]["parallel"]
    for part in range(1, count + 1):
        assert run(build.replace("$CI_NODE_INDEX", str(part)).replace("$CI_NODE_TOTAL", str(count))) == 0
        assert Path(GITLAB_RELEASE["part"]["artifacts"]["paths"][0].replace("$CI_NODE_INDEX", str(part))).is_dir()
    assert run(merge) == 0
    assert {path.stem for path in Path("out").glob("*.html")} == {"KPS3322-002v2", small.CODE}


def test_the_program_is_installed_from_a_wheel_everywhere():
    steps = [step for flow in (GITHUB, RELEASE) for job in flow["jobs"].values() for step in job["steps"]]
    installs = {step["run"] for step in steps if step.get("run", "").startswith("pip")} | {
        job["script"][0] for job in (GITLAB["standards"], *GITLAB_RELEASE.values())
    }
    assert installs == {"pip install wheels/*.whl"}


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_the_action_checks_and_leaves_reports(folder):
    own = STEPS["steps"][1]["with"]
    assert set(own) <= set(ACTION["inputs"])
    inputs = {name: str(one["default"]) for name, one in ACTION["inputs"].items()} | own
    step = ACTION["runs"]["steps"][-1]
    given = {
        name: inputs[found[1]]
        for name, value in step["env"].items()
        if (found := re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value))
    }
    assert set(given) == set(step["env"])
    assert "${{" not in step["run"]
    Path("more standards").mkdir()
    Path("more standards/b.txt").write_bytes(small.flat_text())
    Path("fine").mkdir()
    Path("fine/b.txt").write_bytes(small.flat_text())
    for paths, code in (
        ("standards", 1),
        ("fine", 0),
        ("fine standards", 1),
        ("fine\nstandards\n", 1),
        ("more standards\n", 0),
        ("\nfine\n\nmore standards\n", 0),
        ("more standards", 1),  # two names, of which there is none called "more"
        ("standards;touch${IFS}harm", 2),
    ):
        done = subprocess.run(
            ["bash", "-e", "-c", step["run"]],
            env={**os.environ, **given, "PATHS": paths, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
            capture_output=True,
            check=False,
        )
        assert done.returncode == code, done.stderr
    assert {path.name for path in Path(inputs["reports"]).iterdir()} == {"icap.sarif", "icap.xml", "icap.html"}
    assert not Path("harm").exists()


def test_the_hooks_run_on_what_is_committed(folder):
    (repo,) = PRE_COMMIT["repos"]
    (used,) = repo["hooks"]
    hook = HOOKS[used["id"]]
    assert re.search(hook["files"], "standards/a.pdf")
    assert not re.search(hook["files"], "README.md")
    assert run(shlex.join([*shlex.split(hook["entry"]), *used["args"], "standards/a.pdf"])) == 1
    assert run(f"icap template export {folder / 'own'}") == 0
    assert run(f"{HOOKS['icap-template-check']['entry']} {folder / 'own'}") == 0


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
