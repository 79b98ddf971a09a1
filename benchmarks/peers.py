"""Seconds that other libraries take to find the tables of PDFs; runs in an environment of its own, see ``make bench``.

usage: peers.py PDF...     prints a JSON object: name and version of each library with its seconds
"""

from __future__ import annotations

import importlib.metadata
import json
import sys
import time
from collections.abc import Callable


def camelot(path: str) -> None:
    import camelot as library

    library.read_pdf(path, pages="all", flavor="lattice")


def pymupdf(path: str) -> None:
    import pymupdf as library

    with library.open(path) as document:
        for page in document:
            for table in page.find_tables():
                table.extract()


def seconds(extract: Callable[[str], None], path: str) -> float:
    start = time.perf_counter()
    extract(path)
    return time.perf_counter() - start


def main() -> None:
    found = {}
    for name, package, extract in (
        ("PyMuPDF find_tables()", "pymupdf", pymupdf),
        ("Camelot lattice", "camelot-py", camelot),
    ):
        try:
            version = importlib.metadata.version(package)
            extract(sys.argv[1])  # what is loaded once is not measured
        except Exception as error:
            print(f"{name}: {error}", file=sys.stderr)
            continue
        found[f"{name} {version}"] = sum(min(seconds(extract, path) for _round in range(2)) for path in sys.argv[1:])
    print(json.dumps(found))


if __name__ == "__main__":
    main()
