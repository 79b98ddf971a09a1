"""Builds again whenever something changes, and survives whatever the change is."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

import pytest
import small_documents as small

from pipeline.base.errors import TemplateError
from pipeline.handbooks.folders import SUPPLIED
from pipeline.release.watch import watch

pytestmark = pytest.mark.slow

PATIENCE = 20.0


def eventually(holds, change=lambda: None):
    """Waits until ``holds`` does; how long that takes is no matter, within reason.

    ``change`` is made again and again, since nobody tells when the system has begun to watch.
    """
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        change()
        for _moment in range(20):
            if holds():
                return True
            time.sleep(0.05)
    return False


@pytest.fixture
def stop():
    event = threading.Event()
    yield event
    event.set()


def start(target):
    thread = threading.Thread(target=target, daemon=True)
    thread.start()
    return thread


def test_a_change_builds_again_and_a_fault_ends_nothing(tmp_path, stop):
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    builds, faults = [], []

    def build():
        builds.append(sorted(path.name for path in (tmp_path / "in").iterdir()))
        (tmp_path / "out" / "x.html").write_text(str(len(builds)))
        if "bad" in builds[-1]:
            raise TemplateError("broken")

    thread = start(lambda: watch([tmp_path / "in"], tmp_path / "out", build, faults.append, stop))
    assert eventually(lambda: builds == [[]])
    bad, good = tmp_path / "in" / "bad", tmp_path / "in" / "good"
    assert eventually(lambda: faults, lambda: bad.write_text(str(time.monotonic())))
    assert {str(one) for one in faults} == {"broken"}
    bad.unlink()
    assert eventually(lambda: builds[-1] == ["good"], lambda: good.write_text(str(time.monotonic())))
    stop.set()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_what_is_written_into_the_output_folder_builds_nothing(tmp_path, stop):
    builds = []
    out = tmp_path / "out"
    out.mkdir()
    start(lambda: watch([tmp_path], out, lambda: builds.append(1), print, stop))
    assert eventually(lambda: builds == [1])
    letter = tmp_path / "letter.txt"
    assert eventually(lambda: len(builds) > 1, lambda: letter.write_text(str(time.monotonic())))
    time.sleep(2)  # until what belongs to the letter has passed
    before = len(builds)
    (out / "x.html").write_text("1")
    (tmp_path / "~$letter.docx").write_text("1")
    time.sleep(1)
    assert len(builds) == before


def test_the_command_rebuilds_what_a_template_changes_and_ends_with_130(tmp_path):
    import os
    import signal
    import subprocess
    import sys

    shutil.copytree(SUPPLIED, tmp_path / "templates")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(small.flat_text())
    page, target = tmp_path / "templates" / "handbook.md.j2", tmp_path / "out" / f"{small.CODE}.md"
    whole = page.read_text(encoding="utf-8")
    arguments = ["build", "in", "-o", "out", "--to", "md", "--templates", "templates", "--watch"]
    with (tmp_path / "notes").open("wb") as notes:
        running = subprocess.Popen(
            [sys.executable, "-m", "pipeline", *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "LC_ALL": "C.UTF-8"},
            stderr=notes,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell may have it ignored
        )

    def told(text):
        return lambda: text in (tmp_path / "notes").read_text(encoding="utf-8")

    try:
        assert eventually(told("watching"))
        broken, own = "{{ nothing.of.the.kind }}\n" + whole, "本部範本\n" + whole
        assert eventually(told("handbook.md.j2, line 1"), lambda: page.write_text(broken, encoding="utf-8"))
        page.write_text(own, encoding="utf-8")
        assert eventually(lambda: target.read_text(encoding="utf-8").startswith("本部範本\n"))
        (tmp_path / "in" / "b.pdf").write_bytes(b"%PDF-")
        assert eventually(told("in/b.pdf: failed"))
        running.send_signal(signal.SIGINT)
        assert running.wait(PATIENCE) == 130
    finally:
        running.kill()
    assert "Traceback" not in (tmp_path / "notes").read_text(encoding="utf-8")
