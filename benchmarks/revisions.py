"""Reading the corpus at an earlier revision and now, in turns, by format: in one process, and by the command."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.timing import ROOT, best

_PROGRAM = Path(__file__).with_name("reading_alone.py")
_COPIES = 30
"""Of each document, for the command: what it takes to start is to be a small part."""


def against_earlier(folder: Path, revision: str, paths: Sequence[Path]) -> Iterator[str]:
    """Ratios of time, now to then; the earlier revision is checked out into ``folder`` and gets its own environment."""
    subprocess.run(["git", "worktree", "add", "--quiet", "--detach", folder, revision], cwd=ROOT, check=True)
    try:
        subprocess.run(["make", "setup"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        rounds = [(_timed(folder, paths), _timed(ROOT, paths)) for _round in range(2)]
        parsed = {suffix: _parsed(folder, suffix, paths) for suffix in rounds[0][0]}
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", folder], cwd=ROOT, check=True)
    then, now = ({name: min(one[name] for one in side) for name in side[0]} for side in zip(*rounds, strict=True))
    read = {name: (before, now[name]) for name, before in then.items()}
    yield from _table(f"**Reading the corpus, against revision {revision}**: processor time, now to then", read)
    command = f"**`icap parse -j 1` of the corpus, {_COPIES} times each document, against revision {revision}**"
    yield from _table(f"{command}: time, now to then", parsed)


def _table(title: str, seconds: Mapping[str, tuple[float, float]]) -> Iterator[str]:
    yield title
    yield ""
    yield "| format | then, s | now, s | ratio |"
    yield "| --- | ---: | ---: | ---: |"
    for name, (before, after) in seconds.items():
        yield f"| {name} | {before:.3f} | {after:.3f} | {after / before:.2f} |"
    yield ""


def _parsed(folder: Path, suffix: str, paths: Sequence[Path]) -> tuple[float, float]:
    """Seconds that the command takes, then and now; workers of then are no children whose processor time is told."""
    copies = folder.with_name(f"copies{suffix}")
    for number in range(_COPIES):
        (copies / str(number)).mkdir(parents=True)
        for path in paths:
            if path.suffix == suffix:
                shutil.copy(path, copies / str(number))

    def parse(home: Path) -> None:
        command = [home / ".venv" / "bin" / "icap", "parse", copies, "-o", folder.with_name("parsed"), "-j", "1"]
        subprocess.run(command, cwd=home, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    then, now = best(lambda: parse(folder), lambda: parse(ROOT))
    return then, now


def _timed(home: Path, paths: Sequence[Path]) -> dict[str, float]:
    command = [sys.executable, str(_PROGRAM), *map(str, paths)]
    environment = {**os.environ, "PYTHONPATH": str(home)}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment, cwd=home)
    seconds: dict[str, float] = json.loads(done.stdout)
    return seconds
