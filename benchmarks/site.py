"""Measures a site: made from nothing, made again with nothing changed, and with one standard changed.

usage: python -m benchmarks.site [COUNT]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from pathlib import Path

import psutil

from benchmarks import site_records
from benchmarks.timing import ICAP, ROOT, memory
from pipeline.record import model


def main() -> None:
    """Prints the table in Markdown."""
    count = int((*sys.argv[1:2], "900")[0])
    with tempfile.TemporaryDirectory(prefix="icap-site-") as folder:
        records, site = Path(folder) / "records", Path(folder) / "site"
        paths = site_records.put(records, count)
        print(f"**A site of {count} standards**, `icap site -j 2`; CPU and peak = all processes together\n")
        print("| run | s | CPU, s | peak, MB | files written | load of the machine |")
        print("|---|---:|---:|---:|---:|---:|")
        _row("from nothing", records, site)
        _row("nothing changed", records, site)
        _change(paths[count // 2])
        _row("one standard changed", records, site)
        print()
        _sizes(site)


def _change(path: Path) -> None:
    """Gives a skill of the record another name."""
    standard = model.from_json(path.read_bytes())
    first, *others = standard.skills
    skills = (first.model_copy(update={"name": f"{first.name}（進階）"}), *others)
    path.write_text(model.to_json(standard.model_copy(update={"skills": skills})), "utf-8")


def _row(title: str, records: Path, site: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in _files(site)}
    load = os.getloadavg()[0]
    seconds, processor, peak = _run([*ICAP, "site", str(records), "-o", str(site), "-j", "2"])
    written = sum(before.get(path) != path.stat().st_mtime_ns for path in _files(site))
    print(f"| {title} | {seconds:.0f} | {processor:.0f} | {peak:.0f} | {written:,} | {load:.1f} |", flush=True)


def _run(command: list[str]) -> tuple[float, float, float]:
    """Seconds, those of processors, and peak memory in MB of a command that must succeed."""
    peak = 0.0
    times: dict[int, float] = {}
    start = time.perf_counter()
    running = psutil.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    done = threading.Event()

    def sample() -> None:
        nonlocal peak
        while not done.wait(0.2):
            peak = max(peak, memory(running))
            try:
                for one in (running, *running.children(recursive=True)):
                    spent = one.cpu_times()
                    times[one.pid] = spent.user + spent.system
            except psutil.Error:
                continue  # one of them has just ended

    watcher = threading.Thread(target=sample)
    watcher.start()
    code = running.wait()
    taken = time.perf_counter() - start
    done.set()
    watcher.join()
    if code:
        raise SystemExit(f"{' '.join(command)} ended with {code}")
    return taken, sum(times.values()), peak


def _files(site: Path) -> list[Path]:
    return [
        path for path in site.rglob("*") if path.is_file() and ".icap" not in path.parts and path.stem != "manifest"
    ]


def _sizes(site: Path) -> None:
    pages = sorted((path.stat().st_size, path) for path in _files(site) if path.suffix == ".html")
    index = (site / "assets" / "index.js").read_bytes()
    whole = sum(path.stat().st_size for path in _files(site))
    largest, path = pages[-1]
    packed = len(zlib.compress(index, 9))
    print(
        f"{len(pages):,} pages and {len(_files(site)) - len(pages):,} other files, {whole / 1024**2:.0f} MB; "
        f"the largest page has {largest / 1000:.0f} KB ({path.relative_to(site).parts[0]}), the search index "
        f"{len(index) / 1000:.0f} KB ({packed / 1000:.0f} KB as a server sends it)."
    )


if __name__ == "__main__":
    main()
