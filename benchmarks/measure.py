"""Measures reading, checking, printing and whole releases, in one run, as tables in Markdown.

usage: python -m benchmarks.measure [--largest N] [--peers PYTHON] [--write FILE]
``--peers`` is the interpreter of an environment that has other libraries for tables in PDF. ``--write`` puts the tables
between the two marks in FILE. Compare ratios, which hold within one run; seconds are those of the machine.
"""

from __future__ import annotations

import argparse
import compileall
import datetime
import importlib.metadata
import json
import multiprocessing
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pdfplumber
import psutil

from benchmarks import documents
from pipeline import __version__, api
from pipeline.base.limits import Limits, PdfEngine
from pipeline.handbooks import HANDBOOK, RenderOptions, binders
from pipeline.handbooks.book import book
from pipeline.handbooks.compose import View
from pipeline.release import formats
from pipeline.release.read import read_standard

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
MARK = "<!-- results of make bench -->"
ROUNDS = 5


def main() -> None:
    """Prints the tables and, if asked to, writes them into a page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--largest", type=int, default=1000)
    parser.add_argument("--peers", default="")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    # As an installed program is; Python may have been told not to keep what it compiles.
    compileall.compile_dir(ROOT / "pipeline", quiet=1)
    lines = []
    with tempfile.TemporaryDirectory(prefix="icap-bench-") as folder:
        for line in tables(Path(folder), options.largest, options.peers):
            print(line, flush=True)
            lines.append(line)
    if options.write:
        before, _old, after = options.write.read_text(encoding="utf-8").split(MARK)
        text = "\n".join((MARK, "", *lines, MARK))
        options.write.write_text(before + text + after, encoding="utf-8")


def tables(folder: Path, largest: int, peers: str) -> Iterator[str]:
    """All tables, line by line."""
    versions = ("pdfplumber", "pypdfium2", "typst", "lxml", "docxtpl")
    yield f"icap {__version__}, {datetime.date.today()}, Python {platform.python_version()}, {os.cpu_count()} × {cpu()}"
    yield ", ".join(f"{name} {importlib.metadata.version(name)}" for name in versions)
    yield ""
    typeset = put(folder / "typeset", 20)
    yield from reading("20 PDFs typeset by the project (typst)", typeset, peers)
    if CORPUS.is_dir():
        yield from reading("9 PDFs of the corpus (LibreOffice)", sorted(CORPUS.glob("*.pdf")), peers)
    yield from one_standard()
    yield from books(folder)
    yield from start_up()
    yield from two_workers(folder)
    yield from releases(folder, largest)


def put(folder: Path, count: int) -> list[Path]:
    """The documents, typeset by another process: what typst leaves in memory slows down whatever is measured there."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as other:
        return other.submit(documents.put, folder, count).result()


def cpu() -> str:
    """What the processor calls itself."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.machine()
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1] if found else platform.machine()


def best(*works: Callable[[], object]) -> list[float]:
    """The shortest of some rounds in seconds for each of ``works``, which take turns."""
    found = [float("inf")] * len(works)
    for _round in range(ROUNDS):
        for number, work in enumerate(works):
            start = time.perf_counter()
            work()
            found[number] = min(found[number], time.perf_counter() - start)
    return found


def reading(title: str, paths: list[Path], peers: str) -> Iterator[str]:
    """PDF to record with both engines, beside what others take for the tables alone."""

    def tables_alone(path: Path) -> None:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_tables()

    def parse(engine: PdfEngine) -> Callable[[Path], object]:
        limits = Limits(pdf_engine=engine)
        return lambda path: read_standard(path, limits)

    works = {
        f"pdfplumber.extract_tables() {importlib.metadata.version('pdfplumber')}, tables alone": tables_alone,
        "icap parse, PDFium": parse(PdfEngine.PDFIUM),
        "icap parse, pdfplumber": parse(PdfEngine.PDFPLUMBER),
    }
    pages = sum((read_standard(path).standard or no_record(path)).source.pages or 0 for path in paths)
    shortest = [best(*(partial(work, path) for work in works.values())) for path in paths]
    rows = [(name, sum(found)) for name, found in zip(works, zip(*shortest, strict=True), strict=True)]
    seconds = rows[0][1]
    if peers:
        command = [peers, str(ROOT / "benchmarks" / "peers.py"), *map(str, paths)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        rows += [(f"{name}, tables alone", taken) for name, taken in json.loads(done.stdout).items()]
    yield f"**{title}**, {pages} pages; × = times as fast as pdfplumber.extract_tables()"
    yield ""
    yield "| | seconds | pages/s | × |"
    yield "| --- | ---: | ---: | ---: |"
    for name, taken in rows:
        yield f"| {name} | {taken:.2f} | {pages / taken:.0f} | {seconds / taken:.1f} |"
    yield ""


def no_record(path: Path) -> object:
    raise SystemExit(f"{path} gives no record")


def one_standard() -> Iterator[str]:
    """Checking and printing the sample, against parsing it."""
    sample = ROOT / "samples" / "KPS3322-002v2.pdf"
    standard = read_standard(sample).standard or no_record(sample)
    names = [one.name for one in formats.available()]
    works = [lambda: read_standard(sample), lambda: api.check(standard)]
    works += [lambda name=name: api.render(standard, name) for name in names]
    for work in works:
        work()  # what is loaded once is not measured
    seconds = best(*works)
    yield "**The sample, 4 pages**; ratio to parsing its PDF"
    yield ""
    yield "| | seconds | ratio |"
    yield "| --- | ---: | ---: |"
    for name, taken in zip(["parse", "check", *names], seconds, strict=True):
        yield f"| {name} | {taken:.3f} | {taken / seconds[0]:.2f} |"
    yield f"| all formats | {sum(seconds[2:]):.3f} | {sum(seconds[2:]) / seconds[0]:.2f} |"
    yield ""


def books(folder: Path) -> Iterator[str]:
    """A book of 50 standards, against parsing the 50."""
    paths = put(folder / "fifty", 50)
    (parsing,) = best(lambda: [read_standard(path) for path in paths])
    volume = book("業務人員", [View(read_standard(path).standard or no_record(path)) for path in paths])
    yield "**A book of 50 standards**; ratio to parsing the 50 PDFs"
    yield ""
    yield "| | seconds | ratio |"
    yield "| --- | ---: | ---: |"
    yield f"| parse | {parsing:.2f} | 1.00 |"
    for binder in binders():
        start = time.perf_counter()
        binder.bind(volume, HANDBOOK, RenderOptions())
        taken = time.perf_counter() - start
        yield f"| {binder.NAME} | {taken:.2f} | {taken / parsing:.2f} |"
    yield ""


def start_up() -> Iterator[str]:
    """How long the command takes to answer."""
    (taken,) = best(lambda: subprocess.run([*ICAP, "--version"], check=True, stdout=subprocess.DEVNULL))
    yield f"`icap --version` answers in {taken:.2f} s."
    yield ""


ICAP = (sys.executable, "-m", "pipeline")


def build(folder: Path, *options: str, fails: bool = False) -> tuple[float, float]:
    """Seconds and peak memory in MB (all processes together) of ``icap build`` on the PDFs in ``folder``."""
    command = [*ICAP, "build", str(folder), "-o", str(folder.with_suffix(".out")), *options]
    peak = 0.0
    start = time.perf_counter()
    with tempfile.TemporaryFile() as notes:
        running = psutil.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=notes)
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
            raise SystemExit(f"{' '.join(command)} ended with {code}: {notes.read().decode()[-2000:]}")
    return taken, peak


def memory(process: psutil.Process) -> float:
    """MB that a process and all below it hold for themselves."""
    total = 0
    try:
        for one in (process, *process.children(recursive=True)):
            total += one.memory_full_info().pss
    except psutil.Error:
        return 0.0  # one of them has just ended; the next look will do
    return total / 1024**2


def two_workers(folder: Path) -> Iterator[str]:
    """The 50 documents with one worker, with two, and shared out over two runs at a time, to compare."""
    home = folder / "fifty"
    halves = [folder / "fifty-odd", folder / "fifty-even"]
    for at, half in enumerate(halves):
        half.mkdir()
        for path in sorted(home.iterdir())[at::2]:
            shutil.copy(path, half)

    def built(*homes: Path, workers: int) -> None:
        for one in homes:
            shutil.rmtree(one.with_suffix(".out"), ignore_errors=True)
        with ThreadPoolExecutor() as runs:
            list(runs.map(lambda one: build(one, "-j", str(workers)), homes))

    alone, both, apart = best(
        partial(built, home, workers=1), partial(built, home, workers=2), partial(built, *halves, workers=1)
    )
    yield (
        f"50 documents, all usual formats: {alone:.1f} s with `-j 1`, {both:.1f} s with `-j 2`: "
        f"{alone / both:.2f} times as fast. Two runs of 25 at the same time, which share nothing: {apart:.1f} s, "
        f"{alone / apart:.2f} times."
    )
    yield ""


def releases(folder: Path, largest: int) -> Iterator[str]:
    """Growing releases: the first run and the second."""
    yield "**Whole releases**, `icap build -j 2`, HTML, DOCX, Markdown and JSON; peak = all processes together"
    yield ""
    yield "| documents | first run, s | s per document | peak, MB | second run, s | of the first | peak, MB |"
    yield "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    count = 1
    while count <= largest:
        home = folder / f"release{count}"
        put(home, count)
        first, high = build(home, "-j", "2")
        second, low = build(home, "-j", "2")
        yield (
            f"| {count} | {first:.1f} | {first / count:.2f} | {high:.0f} "
            f"| {second:.2f} | {second / first:.1%} | {low:.0f} |"
        )
        shutil.rmtree(home)
        shutil.rmtree(home.with_suffix(".out"))
        count *= 10
    yield ""


if __name__ == "__main__":
    main()
