"""Reading at an earlier revision and now, in turns: each in a process of its own, over the corpus, by format."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.timing import ROOT

_PROGRAM = Path(__file__).with_name("reading_alone.py")


def against_earlier(folder: Path, revision: str, paths: Sequence[Path]) -> Iterator[str]:
    """Ratios of processor time, now to then; the earlier revision is checked out into ``folder``."""
    subprocess.run(["git", "worktree", "add", "--quiet", "--detach", folder, revision], cwd=ROOT, check=True)
    try:
        rounds = [(_timed(folder, paths), _timed(ROOT, paths)) for _round in range(2)]
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", folder], cwd=ROOT, check=True)
    then, now = ([min(one[name] for one in side) for name in rounds[0][0]] for side in zip(*rounds, strict=True))
    yield f"**Reading the corpus, against revision {revision}**: processor time, now to then"
    yield ""
    yield "| format | then, s | now, s | ratio |"
    yield "| --- | ---: | ---: | ---: |"
    for name, before, after in zip(rounds[0][0], then, now, strict=True):
        yield f"| {name} | {before:.3f} | {after:.3f} | {after / before:.2f} |"
    yield ""


def _timed(home: Path, paths: Sequence[Path]) -> dict[str, float]:
    command = [sys.executable, str(_PROGRAM), *map(str, paths)]
    environment = {**os.environ, "PYTHONPATH": str(home)}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment, cwd=home)
    seconds: dict[str, float] = json.loads(done.stdout)
    return seconds
