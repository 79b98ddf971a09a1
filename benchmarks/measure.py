"""Measures reading, checking, printing and whole releases, in one run, as tables in Markdown.

usage: python -m benchmarks.measure [--largest N] [--peers PYTHON]... [--since REVISION] [--only PART]... [--write FILE]
``--peers`` is the interpreter of an environment that has other libraries for tables in PDF; there can be several.
``--since`` is an earlier revision to hold reading against. ``--only`` names parts to be measured, else all are.
``--write`` puts the tables between the two marks in FILE. Compare ratios, which hold within one run; seconds are those
of the machine.
"""

from __future__ import annotations

import argparse
import compileall
import datetime
import importlib.metadata
import json
import os
import platform
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pdfplumber

from benchmarks.machines import several_machines
from benchmarks.plan import plan
from benchmarks.printed import printed
from benchmarks.revisions import against_earlier
from benchmarks.small import small_sizes
from benchmarks.timing import ICAP, ROOT, best, build, put, run
from pipeline import __version__, api
from pipeline.base.export_settings import ExportSettings
from pipeline.base.limits import Limits, PdfEngine
from pipeline.handbooks import HANDBOOK, RenderOptions, binders
from pipeline.handbooks.book import book
from pipeline.handbooks.compose import View
from pipeline.release import formats
from pipeline.release.read import read_standard

CORPUS = ROOT.parent / "shared" / "corpus"
SETTINGS = ExportSettings(base_uri="https://example.org/icap/")
"""Some exports lead to web addresses."""
SIZES = (1, 10, 100, 1000, 5000)
"""Documents of the releases that are built."""
REPORTS = ("json", "sarif", "junit", "html", "text")
MARK = "<!-- results of make bench -->"


def main() -> None:
    """Prints the tables and, if asked to, writes them into a page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--largest", type=int, default=1000)
    parser.add_argument("--peers", action="append", default=[])
    parser.add_argument("--since", default="")
    parser.add_argument("--only", action="append", default=[], choices=_PARTS)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    # As an installed program is; Python may have been told not to keep what it compiles.
    compileall.compile_dir(ROOT / "pipeline", quiet=1)
    lines = []
    with tempfile.TemporaryDirectory(prefix="icap-bench-") as folder:
        for line in tables(Path(folder), options):
            print(line, flush=True)
            lines.append(line)
    if options.write:
        before, _old, after = options.write.read_text(encoding="utf-8").split(MARK)
        text = "\n".join((MARK, "", *lines, MARK))
        options.write.write_text(before + text + after, encoding="utf-8")


def tables(folder: Path, options: argparse.Namespace) -> Iterator[str]:
    """All tables that are asked for, line by line."""
    versions = ("pdfplumber", "pypdfium2", "typst", "lxml", "docxtpl")
    yield f"icap {__version__}, {datetime.date.today()}, Python {platform.python_version()}, {os.cpu_count()} × {cpu()}"
    yield ", ".join(f"{name} {importlib.metadata.version(name)}" for name in versions)
    yield ""
    fifty = put(folder / "fifty", 50)
    for name, part in _PARTS.items():
        if not options.only or name in options.only:
            yield from part(folder, fifty, options)


def all_reading(folder: Path, fifty: Sequence[Path], options: argparse.Namespace) -> Iterator[str]:
    """Every kind of PDF that there is here."""
    yield from reading("20 PDFs typeset by the project (typst)", fifty[:20], options.peers)
    if CORPUS.is_dir():
        yield from reading("9 PDFs of the corpus (LibreOffice)", sorted(CORPUS.glob("*.pdf")), options.peers)
    chromium = printed(folder / "printed", 5)
    if chromium:
        yield from reading("5 pages of the web printed by Chromium", chromium, options.peers)


def earlier(folder: Path, _fifty: Sequence[Path], options: argparse.Namespace) -> Iterator[str]:
    """Reading now and at the revision that was named, if one was, over the corpus."""
    if options.since and CORPUS.is_dir():
        formats_read = (".docx", ".html", ".odt", ".pdf", ".txt")
        paths = [path for path in sorted(CORPUS.iterdir()) if path.suffix in formats_read]
        yield from against_earlier(folder / "earlier", options.since, paths)


def cpu() -> str:
    """What the processor calls itself."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.machine()
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1] if found else platform.machine()


def reading(title: str, paths: Sequence[Path], peers: Iterable[str]) -> Iterator[str]:
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
    for interpreter in peers:
        command = [interpreter, str(ROOT / "benchmarks" / "peers.py"), *map(str, paths)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        rows += [(f"{name}, tables alone", taken) for name, taken in json.loads(done.stdout).items()]
    yield f"**{title}**, {pages} pages; × = times as fast as pdfplumber.extract_tables()"
    yield ""
    yield "| | seconds | ms a page | × |"
    yield "| --- | ---: | ---: | ---: |"
    for name, taken in rows:
        yield f"| {name} | {taken:.2f} | {1000 * taken / pages:.1f} | {seconds / taken:.1f} |"
    yield ""


def no_record(path: Path) -> object:
    raise SystemExit(f"{path} gives no record")


def one_standard(_folder: Path, _fifty: Sequence[Path], _options: argparse.Namespace) -> Iterator[str]:
    """Checking and printing the sample, against parsing it."""
    sample = ROOT / "samples" / "KPS3322-002v2.pdf"
    standard = read_standard(sample).standard or no_record(sample)
    names = [one.name for one in formats.available()]
    works = [lambda: read_standard(sample), lambda: api.check(standard)]
    works += [lambda name=name: api.render(standard, name, settings=SETTINGS) for name in names]
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


def books(_folder: Path, paths: Sequence[Path], _options: argparse.Namespace) -> Iterator[str]:
    """A book of 50 standards, against parsing the 50."""
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


def start_up(_folder: Path, _fifty: Sequence[Path], _options: argparse.Namespace) -> Iterator[str]:
    """How long the command takes to answer."""
    (taken,) = best(lambda: subprocess.run([*ICAP, "--version"], check=True, stdout=subprocess.DEVNULL))
    yield f"`icap --version` answers in {taken:.2f} s."
    yield ""


def two_workers(folder: Path, _fifty: Sequence[Path], _options: argparse.Namespace) -> Iterator[str]:
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
        f"{alone / apart:.2f} times; of that `-j 2` reaches {apart / both:.2f}."
    )
    yield ""


def releases(folder: Path, _fifty: Sequence[Path], options: argparse.Namespace) -> Iterator[str]:
    """Growing releases: the first run, the second, and a check with reports of five forms."""
    yield "**Whole releases**, `icap build -j 2`, HTML, DOCX, Markdown and JSON; peak = all processes together"
    yield ""
    yield (
        "| documents | first run, s | s per document | peak, MB | second run, s | of the first | peak, MB "
        "| check with 5 reports, s | peak, MB |"
    )
    yield "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for count in (size for size in SIZES if size <= options.largest):
        home = folder / f"release{count}"
        put(home, count)
        first, high = build(home, "-j", "2")
        second, low = build(home, "-j", "2")
        reports = [f"--report={form}={folder / 'report'}.{form}" for form in REPORTS]
        checked, wide = run("check", str(home), "-j", "2", "--fail-on", "never", *reports)
        yield (
            f"| {count} | {first:.1f} | {first / count:.2f} | {high:.0f} | {second:.2f} | {second / first:.1%} "
            f"| {low:.0f} | {checked:.1f} | {wide:.0f} |"
        )
        shutil.rmtree(home)
        shutil.rmtree(home.with_suffix(".out"))
    yield ""


_PARTS: dict[str, Callable[[Path, Sequence[Path], argparse.Namespace], Iterator[str]]] = {
    "reading": all_reading,
    "earlier": earlier,
    "standard": one_standard,
    "books": books,
    "start": start_up,
    "small": lambda folder, fifty, _options: small_sizes(folder, fifty),
    "workers": two_workers,
    "machines": lambda folder, fifty, _options: several_machines(folder, fifty),
    "releases": releases,
    "plan": lambda folder, _fifty, _options: plan(folder),
}
"""What is measured, by the names that ``--only`` takes."""


if __name__ == "__main__":
    main()
