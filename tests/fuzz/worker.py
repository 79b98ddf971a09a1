"""A process that tries inputs one after the other under limits, and is made anew when one has cost its life."""

from __future__ import annotations

import faulthandler
import multiprocessing
import resource
import signal
import tempfile
import time
import traceback
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from pipeline.release import read
from tests.fuzz.judge import Problem
from tests.fuzz.targets import Recipe, made, tried

CPU_SECONDS = 10
"""What one input may take; a good one takes a hundredth of a second."""
WALL_SECONDS = 90
"""When an input that waits for something is given up; many times the other limit, as the machine may be busy."""
MEMORY = 1 << 30
"""Bytes that an input may take, beyond what the process has before the first."""
_INPUTS = 500
"""After so many a process is made anew, so that what one leaves behind does not count for others."""
_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload([__name__])


class Report(NamedTuple):
    """What came of an input: its problems; ``signature`` tells inputs of one kind from those of others."""

    problems: tuple[Problem, ...]
    signature: str = ""
    seconds: float = 0.0


class Worker:
    """One process at a time."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="fuzz-")
        self._trace = Path(self._folder.name) / "trace"
        self._process: multiprocessing.process.BaseProcess | None = None
        self._done = 0

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._stop()
        self._folder.cleanup()

    def report(self, recipe: Recipe) -> Report:
        """What comes of the input that ``recipe`` makes; nothing is said of one whose making fails."""
        if self._process is None or self._done >= _INPUTS:
            self._start()
        self._done += 1
        self._pipe.send(recipe)
        stage = self._next()
        if stage == "made":
            stage = self._next()
            return stage if isinstance(stage, Report) else Report((self._death(),))
        self._stop()
        return Report(())

    def _next(self) -> object:
        try:
            return self._pipe.recv() if self._pipe.poll(WALL_SECONDS) else None
        except (EOFError, ConnectionError):
            return None

    def _start(self) -> None:
        self._stop()
        self._trace.write_bytes(b"")
        self._pipe, theirs = _SERVER.Pipe()
        self._process = _SERVER.Process(target=_serve, args=(theirs, self._trace, Path(self._folder.name)))
        self._process.start()
        theirs.close()
        self._done = 0

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
            self._process = None

    def _death(self) -> Problem:
        assert self._process is not None
        self._process.join(0.5)
        code = self._process.exitcode
        self._stop()
        frames = [line.strip() for line in self._trace.read_text().splitlines() if "File" in line]
        place = next((line for line in frames if "/pipeline/" in line), frames[0] if frames else "unknown")
        place = place.partition("pipeline/")[2] or place
        if code is None or code == -signal.SIGXCPU:
            return Problem("hang", place, f"more than {CPU_SECONDS} s of the processor, or {WALL_SECONDS} s in all")
        return Problem("died", place, f"the process ended with {code}")


def _serve(pipe: Connection, trace: Path, folder: Path) -> None:
    """Answers every recipe that comes through ``pipe``."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MEMORY,) * 2)
    crashes = _Crashes()
    with trace.open("w") as file:
        faulthandler.enable(file, all_threads=False)
        faulthandler.register(signal.SIGXCPU, file, all_threads=False, chain=True)
        while True:
            recipe = pipe.recv()
            resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + CPU_SECONDS, resource.RLIM_INFINITY))
            data = made(recipe)
            pipe.send("made")
            pipe.send(_tried(recipe, data, folder, crashes))


def _tried(recipe: Recipe, data: bytes, folder: Path, crashes: _Crashes) -> Report:
    start = time.process_time()
    crashes.seen.clear()
    try:
        problems, signature = tried(recipe, data, folder)
    except Exception as error:
        problems, signature = [_crash(error, error.__traceback__)], ""
    if crashes.seen:
        problems = [*crashes.seen, *(one for one in problems if one.kind != "crash")]
    return Report(tuple(problems), signature, time.process_time() - start)


class _Crashes:
    """Listens where the pipeline turns an exception into a finding, which no longer says where it was raised."""

    def __init__(self) -> None:
        self.seen: list[Problem] = []
        told = read.crash

        def crash(part: str, error: Exception) -> object:
            self.seen.append(_crash(error, error.__traceback__))
            return told(part, error)

        vars(read)["crash"] = crash


def _crash(error: Exception, trace: TracebackType | None) -> Problem:
    frames = traceback.extract_tb(trace)
    own = [frame for frame in frames if "/pipeline/" in frame.filename] or frames
    place = f"{own[-1].filename.partition('pipeline/')[2]}:{own[-1].name}" if own else "unknown"
    kind = "memory" if isinstance(error, MemoryError) else "crash"
    return Problem(
        kind,
        f"{type(error).__name__} in {place}",
        f"{type(error).__name__}: {str(error)[:200]} (line {own[-1].lineno if own else 0})",
    )
