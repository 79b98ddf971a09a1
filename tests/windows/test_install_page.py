"""docs/install.md, and the Containerfile, say what is so."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pipeline import __version__
from tools import lock, windows_bundle

ROOT = Path(__file__).parents[2]
PAGES = [(ROOT / "docs" / name).read_text("utf-8") for name in ("install.md", "install.zh-TW.md")]
STEPS = [
    line
    for line in (ROOT / "Containerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh-TW"])
def test_the_page_names_what_there_is(page):
    assert f"v{__version__}.zip" in page
    assert f"icap_pipeline-{__version__}-" in page
    assert windows_bundle.PYTHONS[0] in page
    assert windows_bundle.PYTHONS[-1] in page
    assert "windows-bundle:" in (ROOT / "Makefile").read_text("utf-8")
    assert lock.ALL.name in page


def test_both_pages_show_the_same_commands():
    shells = [re.findall(r"```sh\n(.*?)```", page, re.DOTALL) for page in PAGES]
    assert shells[0] == shells[1]
    assert len(shells[0]) == 4


def test_what_the_image_copies_is_there_and_is_sent_to_the_builder():
    ignored = (ROOT / ".containerignore").read_text("utf-8").splitlines()
    assert ignored[0] == "*"
    for step in STEPS:
        if step.startswith("COPY "):
            for source in shlex.split(step)[1:-1]:
                assert (ROOT / source).exists()
                assert f"!{source.removeprefix('./')}" in ignored


def test_the_image_installs_nothing_but_by_digest_and_runs_without_rights():
    runs = [step.removeprefix("RUN ") for step in STEPS if step.startswith("RUN ")]
    installs = [re.sub(r"--mount=\S+", "", run).strip() for run in runs if "pip install" in run]
    assert len(installs) == 3
    for install in installs:
        assert "--require-hashes" in install or "--no-deps /tmp/dist/*.whl" in install
    for run in installs:
        subprocess.run(["sh", "-n", "-c", run], check=True)
    assert STEPS[-5:-4] == ["USER icap"]
    assert STEPS[-2] == 'ENTRYPOINT ["icap"]'


@pytest.mark.slow
def test_the_wheel_is_made_of_what_the_image_copies(tmp_path):
    (build,) = [step.removeprefix("RUN python ") for step in STEPS if "hatchling build" in step]
    before = STEPS[: STEPS.index(f"RUN python {build}")]
    for step in before:
        if step.startswith("COPY "):
            for source in shlex.split(step)[1:-1]:
                copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
                copy(ROOT / source, tmp_path / source)
    subprocess.run([sys.executable, *shlex.split(build)], cwd=tmp_path, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").iterdir()
    with zipfile.ZipFile(wheel) as package:
        assert {"pipeline/__main__.py", "pipeline/templates/handbook.docx"} <= set(package.namelist())
