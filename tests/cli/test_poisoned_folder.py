"""A folder of documents is never code: what looks like a module there is run by no process of the tool."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import small_documents as small

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PYTHONS_OWN = {
    *("_collections_abc", "abc", "collections", "contextlib", "copyreg", "enum", "functools", "importlib", "keyword"),
    *("operator", "re", "reprlib", "runpy", "sre_compile", "sre_constants", "sre_parse", "types", "warnings"),
}
"""What ``python -m`` itself imports from the current folder, before it knows what it is to run."""
LIBRARIES = {"click", "docx", "docxtpl", "jinja2", "lxml", "pdfplumber", "pydantic", "pypdfium2", "typst"}
START = {
    "script": [str(Path(sys.executable).with_name("icap"))],
    "module": [sys.executable, "-m", "pipeline"],
}


@pytest.fixture
def folder(tmp_path):
    """Three documents, beside a file called after every module that there is; each tells in ``ran`` that it was run."""
    home = tmp_path / "documents"
    home.mkdir()
    for number in range(1, 4):
        (home / f"{number}.txt").write_bytes(small.flat_text(code=f"ABC1234-{number:03}"))
    for name in (set(sys.stdlib_module_names) | LIBRARIES | {"pipeline"}) - {"__future__", "__main__"}:
        (home / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'a').write('{name}\\n')\n")
    return home


@pytest.mark.parametrize("start", START)
@pytest.mark.parametrize(
    "command",
    [["build", ".", "-o", "../out", "--to", "md,docx", "-j", "2"], ["check", ".", "-j", "2"], ["check", "1.txt"]],
    ids=lambda command: " ".join(command[:2]),
)
def test_nothing_in_a_folder_of_documents_is_run(folder, tmp_path, start, command):
    if start == "module":
        for name in (*PYTHONS_OWN, "pipeline"):
            (folder / f"{name}.py").unlink(missing_ok=True)
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONSAFEPATH", "PYTHONPATH")}
    if start == "module":
        environment["PYTHONPATH"] = str(ROOT)
    done = subprocess.run(
        [*START[start], *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert not (tmp_path / "ran").exists(), (tmp_path / "ran").read_text()
    assert done.returncode == 0, done.stderr


def test_workers_of_a_program_that_uses_the_package_run_nothing_there_either(folder, tmp_path):
    script = tmp_path / "program.py"
    script.write_text(
        "from pathlib import Path\n"
        "from pipeline.release import check, pools\n"
        "if __name__ == '__main__':\n"
        "    with pools.processes(2) as pool:\n"
        "        print(*(one.outcome for one in check.check(sorted(Path().glob('*.txt')), pool=pool)))\n"
    )
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONSAFEPATH"}
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("ok ok ok\n", 0), done.stderr
    assert not (tmp_path / "ran").exists(), (tmp_path / "ran").read_text()


def test_the_switch_that_keeps_workers_from_it_is_put_back(monkeypatch):
    from pipeline.release import pools

    for before in (None, "0"):
        if before is None:
            monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
        else:
            monkeypatch.setenv("PYTHONSAFEPATH", before)
        with pools.processes(1):
            assert os.environ["PYTHONSAFEPATH"] == "1"
        assert os.environ.get("PYTHONSAFEPATH") == before
