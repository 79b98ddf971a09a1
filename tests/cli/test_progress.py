"""Who looks on: a bar on a terminal, nothing but notes elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import small_documents as small

from pipeline.cli import progress

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def test_without_a_terminal_there_are_only_notes(capfd):
    with progress.shown(10) as listener:
        listener.begin("reading", 10)
        listener.advance()
        listener.note("something that people should know")
    assert capfd.readouterr() == ("", "something that people should know\n")


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are other there")
def test_on_a_terminal_a_bar_counts_and_is_gone_before_the_summary(tmp_path):
    import pty

    (tmp_path / "in").mkdir()
    for number in range(1, 4):
        (tmp_path / "in" / f"{number}.txt").write_bytes(small.flat_text(code=f"ABC1234-{number:03}"))
    terminal, end = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "build", "in", "-o", "out", "--to", "md", "-j", "2"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "TERM": "xterm", "NO_COLOR": "1"},
        stdout=subprocess.DEVNULL,
        stderr=end,
    )
    os.close(end)
    shown = b""
    while True:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        shown += chunk
    os.close(terminal)
    assert running.wait() == 0
    bar, summary = shown.decode().split("in/1.txt: ok", 1)
    assert "0/3" in bar
    assert "reading" in bar
    assert "3/3" not in summary
    assert summary.splitlines()[-1].endswith("files written to out: 3")
