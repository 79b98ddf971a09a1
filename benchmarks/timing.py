"""How commands and functions are timed: best of some rounds that take turns, and all processes together."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import psutil

from benchmarks import documents

ROOT = Path(__file__).parent.parent
ICAP = (sys.executable, "-m", "pipeline")
ROUNDS = 5


def best(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """The shortest of some rounds in seconds for each of ``works``, which take turns."""
    found = [float("inf")] * len(works)
    for _round in range(rounds):
        for number, work in enumerate(works):
            start = time.perf_counter()
            work()
            found[number] = min(found[number], time.perf_counter() - start)
    return found


def put(folder: Path, count: int) -> list[Path]:
    """The documents, typeset by another process: what typst leaves in memory slows down whatever is measured there."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as other:
        return other.submit(documents.put, folder, count).result()


def run(*arguments: str, fails: bool = False) -> tuple[float, float]:
    """Seconds and peak memory in MB (all processes together) of ``icap`` with ``arguments``.

    Raises:
        SystemExit: it ended with another exit code than 0, or than 1 if it ``fails``.
    """
    peak = 0.0
    start = time.perf_counter()
    with tempfile.TemporaryFile() as notes:
        running = psutil.Popen([*ICAP, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=notes)
        done = threading.Event()

        def sample() -> None:
            nonlocal peak
            while not done.wait(0.1):
                peak = max(peak, memory(running))

        watcher = threading.Thread(target=sample)
        watcher.start()
        code = running.wait()
        taken = time.perf_counter() - start
        done.set()
        watcher.join()
        if code != int(fails):
            notes.seek(0)
            raise SystemExit(f"icap {' '.join(arguments)} ended with {code}: {notes.read().decode()[-2000:]}")
    return taken, peak


def build(folder: Path, *options: str, fails: bool = False) -> tuple[float, float]:
    """The same of ``icap build`` on the PDFs in ``folder``."""
    return run("build", str(folder), "-o", str(folder.with_suffix(".out")), *options, fails=fails)


def memory(process: psutil.Process) -> float:
    """MB that a process and all below it hold for themselves."""
    total = 0
    try:
        for one in (process, *process.children(recursive=True)):
            total += one.memory_full_info().pss
    except psutil.Error:
        return 0.0  # one of them has just ended; the next look will do
    return total / 1024**2
