"""What the one process that writes would have to do for a hundred thousand documents, simulated."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import psutil

from benchmarks.documents import SAMPLE
from pipeline.base.limits import DEFAULT_LIMITS
from pipeline.findings.policy import EVERYTHING
from pipeline.release import jobs, manifest
from pipeline.release.archive import Archive
from pipeline.release.load import fetch
from pipeline.release.manifest import Manifest, ManifestEntry, Output, PrintedFrom, ReadFrom
from pipeline.release.settle import Candidate, settle

Value = TypeVar("Value")

DOCUMENTS = 100_000
OUTPUTS = 4
_DIGEST = "0" * 64


def plan(folder: Path) -> Iterator[str]:
    """Settles so many candidates, and saves and loads the manifest of so many inputs with some outputs each."""
    home = folder / "plan"
    home.mkdir()
    (one,) = jobs.examine(fetch(SAMPLE, DEFAULT_LIMITS, {}), jobs.terms(DEFAULT_LIMITS, EVERYTHING))
    before = psutil.Process().memory_info().rss
    names = [f"{number:06}" for number in range(DOCUMENTS)]
    candidates = [Candidate(Path(name), replace(one.brief, code=name, name=name, identity=name)) for name in names]
    settled, _resolutions = _timed(lambda: settle(candidates, lambda _one: one.standard))
    source = PrintedFrom(_DIGEST, _DIGEST, _DIGEST, _DIGEST)
    known = Manifest(home)
    for each in candidates:
        outputs = {f"{each.brief.name}.{number}": Output(_DIGEST, source) for number in range(OUTPUTS)}
        read = ReadFrom(_DIGEST, _DIGEST, "1.0", _DIGEST)
        known.put(each.path.name, ManifestEntry(read, _DIGEST, outputs, each.brief.name))
    saved, _none = _timed(known.save)
    held = (psutil.Process().memory_info().rss - before) / 1024**2
    size = (home / manifest.FILE).stat().st_size / 1024**2
    loaded, _manifest = _timed(lambda: manifest.load(home))
    archive = Archive(home)
    kept, digest = _timed(lambda: archive.put(one))
    found, _examination = _timed(lambda: archive.get(digest))
    yield f"**{DOCUMENTS:,} documents, simulated**: what the process that writes does alone, {OUTPUTS} outputs each"
    yield ""
    yield "| | |"
    yield "| --- | ---: |"
    yield f"| settling which stand and what they are called | {settled:.1f} s |"
    yield f"| the manifest | {size:.0f} MB |"
    yield f"| saving it once | {saved:.1f} s |"
    yield f"| loading it | {loaded:.1f} s |"
    yield f"| memory for candidates and manifest | {held:.0f} MB |"
    yield f"| putting one examination into the archive | {1000 * kept:.1f} ms |"
    yield f"| getting it back | {1000 * found:.1f} ms |"
    yield ""


def _timed(work: Callable[[], Value]) -> tuple[float, Value]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found
