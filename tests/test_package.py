"""What ``import pipeline`` offers, and what the wheel carries."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
import small_documents as small

import pipeline

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent


def test_the_three_steps_work_as_functions(tmp_path):
    path = tmp_path / "form.txt"
    path.write_bytes(small.flat_text(code="ABC1234-1"))
    found = pipeline.read(path)
    assert isinstance(found.standard, pipeline.Standard)
    findings = pipeline.check(found.standard)
    assert "CF101" in {one.rule for one in findings}
    assert all(isinstance(one, pipeline.Diagnostic) for one in findings)
    page = pipeline.render(found.standard, "html", findings=findings).decode()
    assert small.INDICATOR in page
    assert "CF101" in page
    assert "CF101" not in pipeline.render(found.standard, "html").decode()


@pytest.mark.parametrize("name", pipeline.__all__)
def test_everything_promised_is_there(name):
    assert getattr(pipeline, name)


def test_nothing_else_is_made_up():
    with pytest.raises(AttributeError, match="nothing"):
        getattr(pipeline, "nothing")  # noqa: B009 - the access is the test


def test_importing_loads_no_library():
    script = "import sys, pipeline; sys.exit(' '.join({'pydantic', 'lxml', 'jinja2', 'click'} & set(sys.modules)) or 0)"
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The wheel unpacked into a folder of its own; the libraries come from this environment."""
    folder = tmp_path_factory.mktemp("wheel")
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    wheel = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(wheel, cwd=ROOT, env=environment, check=True, capture_output=True)
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder / "site")]
    subprocess.run([*install, str(next(folder.glob("*.whl")))], check=True, capture_output=True)
    return folder / "site"


def test_the_wheel_carries_templates_types_and_licence(installed):
    supplied = {path.name for path in (ROOT / "templates").iterdir() if path.is_file()}
    assert supplied
    assert supplied <= {path.name for path in (installed / "pipeline" / "templates").iterdir()}
    assert (installed / "pipeline" / "py.typed").is_file()
    assert next(installed.glob("*.dist-info")).joinpath("licenses", "LICENSE").is_file()


def test_the_installed_package_builds_handbooks_away_from_the_checkout(installed, tmp_path):
    build = [sys.executable, "-m", "pipeline", "build", str(small.SAMPLES / "KPS3322-002v2.txt")]
    done = subprocess.run(
        build, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(installed)}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    handbooks = {f"KPS3322-002v2{suffix}" for suffix in (".docx", ".html", ".json", ".md")}
    assert {path.name for path in (tmp_path / "out").glob("[!.]*")} == handbooks | {"manifest.json"}
    assert "市場分析報告" in (tmp_path / "out" / "KPS3322-002v2.html").read_text(encoding="utf-8")


def test_the_index_page_has_addresses_and_no_relative_link(installed):
    (found,) = metadata.distributions(name="icap-pipeline", path=[str(installed)])
    urls = dict(one.split(", ", 1) for one in found.metadata.get_all("Project-URL"))
    assert {"Source", "Documentation", "Changelog", "Issues"} <= set(urls)
    page = found.metadata.get_payload() or found.metadata["Description"]
    targets = re.findall(r"\]\(([^)]+)\)", page)
    assert len(targets) >= 15
    assert [target for target in targets if not target.startswith("https://")] == []
    links = [target.removeprefix(f"{urls['Source']}/") for target in targets]
    named = [ROOT / link.split("/HEAD/")[1] for link in links if "/HEAD/" in link]
    assert [path for path in named if not path.exists()] == []
    assert [link for link in links if link.endswith(".png") and not link.startswith("raw/")] == []


def test_the_same_tree_gives_the_same_wheel(tmp_path):
    wheels = []
    for folder in (tmp_path / "one", tmp_path / "another"):
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        (wheel,) = folder.iterdir()
        wheels.append((wheel.name, wheel.read_bytes()))
    assert wheels[0] == wheels[1]
