"""What a person waits for at small sizes, held against the same work in one process that has everything loaded."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks.timing import ICAP, ROOT, best
from pipeline.release.build import BuildOrder, build
from pipeline.release.check import check

SIZES = (1, 3, 13, 50)
START = 0.4
"""Seconds that a command may take to start."""
ONE, ALL = 1.25, 0.75
"""How many times the work's own time a command may take with one worker, and with all, from ``SHARED`` on."""
SHARED = 13
HANDBOOKS = ("html", "docx", "md", "json")


def small_sizes(folder: Path, paths: Sequence[Path]) -> Iterator[str]:
    """The commands for the first of ``paths``; the figure beside each is its time by the time that is allowed."""
    yield (
        f"**Small sizes**, PDFs: seconds of the command beside the same work in one process; allowed are {ONE} times "
        f"that with `-j 1`, {ALL} times from {SHARED} documents on with `-j auto`, each plus {START} s"
    )
    yield ""
    yield "| | documents | in one process | `-j 1` | of what is allowed | `-j auto` | of what is allowed |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for size in SIZES:
        home = folder / f"small-{size}"
        home.mkdir()
        for path in paths[:size]:
            shutil.copy(path, home)
        for name, work in _works(folder / "small.out").items():
            inside, one, every = best(
                partial(_fresh, folder / "small.out", partial(work, sorted(home.iterdir()))),
                *(partial(_fresh, folder / "small.out", partial(_command, name, home, jobs)) for jobs in ("1", "auto")),
                rounds=3,
            )
            of_every = every / ((ALL if size >= SHARED else ONE) * inside + START)
            yield (
                f"| {name} | {size} | {inside:.2f} | {one:.2f} | {one / (ONE * inside + START):.0%} "
                f"| {every:.2f} | {of_every:.0%} |"
            )
    yield ""


def _works(output: Path) -> dict[str, Callable[[Sequence[Path]], object]]:
    """The work of each command, without its processes."""
    return {
        "parse": lambda paths: list(build(paths, BuildOrder(output, ("json",), checked=False))),
        "check": lambda paths: list(check(paths)),
        "build": lambda paths: list(build(paths, BuildOrder(output, HANDBOOKS))),
    }


def _fresh(output: Path, work: Callable[[], object]) -> None:
    shutil.rmtree(output, ignore_errors=True)
    work()


def _command(name: str, home: Path, jobs: str) -> None:
    output = () if name == "check" else ("-o", str(home.parent / "small.out"))
    command = [*ICAP, name, str(home), *output, "-j", jobs]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
