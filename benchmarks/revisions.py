"""Reading at an earlier revision and now, in turns: each in a process of its own, over the corpus, by format.

Run as a program, it prints a JSON object of seconds by format for the paths that it is given.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.timing import ROOT

_HOMES = ("pipeline.release.read", "pipeline.reading")
"""Where the function that reads has stood."""
_ROUNDS = 5


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
    code = f"import runpy, sys; sys.path.insert(0, {str(home)!r}); runpy.run_path({__file__!r}, run_name='__main__')"
    command = [sys.executable, "-c", code, *map(str, paths)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(home), str(ROOT)))}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment, cwd=home)
    seconds: dict[str, float] = json.loads(done.stdout)
    return seconds


def main() -> None:
    """Prints the shortest of some rounds for every format, in seconds of a processor."""
    read = next(module.read_standard for module in map(_imported, _HOMES) if module)
    best: dict[Path, float] = {}
    paths = [Path(one) for one in sys.argv[1:]]
    for path in paths:
        read(path)  # what is loaded once is not measured
    gc.freeze()
    for _round in range(_ROUNDS):
        for path in paths:
            start = time.process_time()
            read(path)
            best[path] = min(best.get(path, float("inf")), time.process_time() - start)
    seconds: Counter[str] = Counter()
    for path, taken in best.items():
        seconds[path.suffix] += taken  # type: ignore[assignment]
    print(json.dumps(dict(sorted(seconds.items()))))


def _imported(name: str) -> object | None:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        return None


if __name__ == "__main__":
    main()
