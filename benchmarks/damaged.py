"""A release of a thousand documents, twenty of them damaged, is built to the end: run by ``make release``.

usage: python -m benchmarks.damaged [DOCUMENTS] [DAMAGED]
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from benchmarks import documents
from benchmarks.timing import build


def main() -> None:
    """Builds it and says what came of it; ends with 1 if it is not what it must be."""
    count, damaged = (int(one) for one in (*sys.argv[1:3], *("1000", "20")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory(prefix="icap-release-") as folder:
        home = Path(folder) / "release"
        paths = documents.put(home, count)
        documents.damage(paths[:: count // damaged][:damaged])
        report = Path(folder) / "report.json"
        seconds, peak = build(home, "-j", "2", "--report", f"json={report}", fails=True)
        outcomes = [one["outcome"] for one in json.loads(report.read_bytes())["documents"]]
        handbooks = len(list(home.with_suffix(".out").glob("*.html")))
    good, failed = outcomes.count("ok"), outcomes.count("failed")
    print(f"{count} documents in {seconds:.0f} s, exit 1: {good} ok, {failed} failed, {handbooks} handbooks")
    print(f"peak memory of all processes together: {peak:.0f} MB")
    if (good, failed, handbooks) != (count - damaged, damaged, count - damaged):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
