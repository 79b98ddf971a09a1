"""The commands work where POSIX is missing: in processes that have what Windows has, and nothing more."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
import small_documents as small

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="it is poor enough there")]

ROOT = Path(__file__).parents[2]


class Done(NamedTuple):
    """How a process ended; what it delivers is UTF-8 wherever nobody watches, what it says is in the console's code."""

    returncode: int
    stdout: str
    stderr: str


def poor(encoding="cp950"):
    """The environment of a Python process on that system, whose console has the code page of Taiwan."""
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "ICAP", "PYTHON"))
    }
    return environment | {
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), str(ROOT)]),
        "PYTHONIOENCODING": encoding,
        "PYTHONWARNDEFAULTENCODING": "1",
        "PYTHONWARNINGS": "default",
        "LC_ALL": "C.UTF-8",
    }


def run(*arguments, cwd, encoding="cp950"):
    """What became of such a process."""
    done = subprocess.run([sys.executable, *arguments], cwd=cwd, env=poor(encoding), capture_output=True, check=False)
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode(encoding))


def icap(*arguments, cwd):
    return run("-m", "pipeline", *arguments, "--lang", "zh-TW", cwd=cwd)


@pytest.fixture
def folder(tmp_path):
    """Two standards, one of them by the name of a device."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "甲.txt").write_bytes(small.flat_text(code="ABC1234-001"))
    (tmp_path / "in" / "乙.docx").write_bytes(small.word(code="ABC1234-002"))
    return tmp_path


POOR = {
    "a module of POSIX": ("import fcntl", "ModuleNotFoundError"),
    "looking for one": ("import importlib.util as u; assert u.find_spec('resource') is None; 1 / 0", "ZeroDivision"),
    "os.fork": ("import os; os.fork", "AttributeError"),
    "a signal": ("import signal; signal.SIGKILL", "AttributeError"),
    "the fork server": ("import multiprocessing as m; m.get_context('forkserver')", "ValueError"),
    "/proc": ("open('/proc/self/stat')", "FileNotFoundError"),
    "a device's name": ("open('NUL.txt', 'w')", "OSError"),
    "a sign in a name": ("open('a:b.txt', 'w')", "OSError"),
    "an open file": (
        "import os; file = open('x', 'w'); open('y', 'w').close(); os.replace('y', 'x')",
        "PermissionError",
    ),
}


@pytest.mark.parametrize("what", POOR)
def test_the_system_of_these_tests_is_poor(what, tmp_path):
    script, error = POOR[what]
    done = run("-c", script, cwd=tmp_path)
    assert (done.returncode, error in done.stderr) == (1, True), done.stderr


COMMANDS = {
    "check one": ["check", "in/甲.txt"],
    "check": ["check", "in", "-j", "2", "--report", "html=r.html", "--corrections", "c.csv"],
    "build": ["build", "in", "-o", "out", "-j", "2", "--to", "html,docx,odt,md,json,pdf,epub", "--with-findings"],
    "parse": ["parse", "in/乙.docx"],
    "parse --explain": ["parse", "in/乙.docx", "--explain"],
    "book": ["book", "in", "--title", "彙編", "-o", "v", "--to", "html,docx,odt"],
    "export": ["export", "in", "-o", "data", "--to", "xlsx,csv,ods,sqlite,skos"],
    "compare": ["compare", "in/甲.txt", "in/甲.txt"],
    "doctor": ["doctor"],
}


@pytest.mark.parametrize("what", COMMANDS)
def test_the_commands_work_there(what, folder):
    done = icap(*COMMANDS[what], cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "Warning" not in done.stderr


def test_the_page_is_served_there_and_ends_with_ctrl_c(folder, tmp_path):
    (tmp_path / "temporary").mkdir()
    command = [sys.executable, "-m", "pipeline", "serve", "--port", "0", "--token", "t", "--lang", "zh-TW", "-j", "1"]
    environment = poor() | {"TMPDIR": str(tmp_path / "temporary")}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            url = process.stdout.readline().decode().strip()
            with httpx.Client(base_url=url, headers={"X-ICAP-Token": "t"}, timeout=30, trust_env=False) as client:
                assert "職能基準" in client.get("/").text
                name = "甲.txt"
                form = [("files", (name, (folder / "in" / name).read_bytes()))]
                (dropped,) = client.post("/api/documents", files=form).json()
                address = f"/api/documents/{dropped['id']}"
                end = time.monotonic() + 60
                while (document := client.get(address).json())["state"] != "done" and time.monotonic() < end:
                    time.sleep(0.1)
                assert (document["outcome"], document["code"]) == ("ok", "ABC1234-001")
                assert client.get(f"{address}/handbook.html").status_code == 200
                assert client.get(document["proof"]).status_code == 200
            process.send_signal(signal.SIGINT)
            _out, said = process.communicate(timeout=30)
        finally:
            process.kill()
    assert process.returncode == 0, said.decode("cp950")
    assert b"Traceback" not in said
    assert b"Warning" not in said
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_second_run_makes_only_what_changed_and_prunes(folder):
    assert icap("build", "in", "-o", "out", "--to", "html,md", cwd=folder).returncode == 0
    (folder / "in" / "甲.txt").write_bytes(small.flat_text(code="ABC1234-009"))
    again = icap("build", "in", "-o", "out", "--to", "html,md", "--prune", cwd=folder)
    assert again.returncode == 0, again.stderr
    assert {path.stem for path in (folder / "out").glob("*.html")} == {"ABC1234-002", "ABC1234-009"}


@pytest.mark.parametrize("code", ["NUL", "com1", "A:B?"])
def test_no_output_has_a_name_that_is_refused(code, folder):
    (folder / "in" / "甲.txt").write_bytes(small.flat_text(code=code))
    done = icap("build", "in", "-o", "out", "--to", "html", cwd=folder)
    assert len(list((folder / "out").glob("*.html"))) == 2, done.stderr


def test_a_document_that_takes_too_long_is_one_failure(folder):
    (folder / "in" / "丙.html").write_bytes(b"<table>" + b"<tr><td>x</td></tr>" * 400_000)
    done = icap("check", "in", "-j", "2", "--timeout", "4", cwd=folder)
    assert done.returncode == 1
    assert "RD105" in done.stdout
    assert "ABC1234-002" in done.stderr + done.stdout


def test_two_runs_do_not_meet_there(folder):
    (folder / "out" / ".icap").mkdir(parents=True)
    script = (
        "import subprocess, sys; from pathlib import Path; from pipeline.base.lock import held\n"
        "with held(Path('out/.icap/lock')):\n"
        "    sys.exit(subprocess.run([sys.executable, '-m', 'pipeline', 'build', 'in', '-o', 'out', '--lang', 'en']).returncode)"
    )
    done = run("-c", script, cwd=folder, encoding="utf-8")
    assert (done.returncode, "Another run is writing into" in done.stderr) == (2, True), done.stderr
