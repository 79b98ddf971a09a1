"""Seconds of a processor that the package on Python's path, of whatever revision, takes to read files, by format.

usage: python reading_alone.py PATH...     prints a JSON object
"""

from __future__ import annotations

import gc
import importlib
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

_HOMES = ("pipeline.release.read", "pipeline.reading")
"""Where the function that reads has stood."""
_ROUNDS = 5


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
    seconds: defaultdict[str, float] = defaultdict(float)
    for path, taken in best.items():
        seconds[path.suffix] += taken
    print(json.dumps(dict(sorted(seconds.items()))))


def _imported(name: str) -> object | None:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        return None


if __name__ == "__main__":
    main()
