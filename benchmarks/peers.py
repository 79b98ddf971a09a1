"""Seconds that other libraries take to find the tables of PDFs; runs in environments of their own, see ``make bench``.

``pdfplumber-rs`` needs one for itself, because its module is called like that of pdfplumber.

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


def pdfplumber_rs(path: str) -> None:
    import pdfplumber as library

    with library.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()


def seconds(extract: Callable[[str], None], path: str) -> float:
    start = time.perf_counter()
    extract(path)
    return time.perf_counter() - start


def find_distribution(package: str) -> bool:
    """Whether this environment has a package."""
    return any(True for _one in importlib.metadata.distributions(name=package))


def main() -> None:
    found = {}
    for name, package, extract in (
        ("PyMuPDF find_tables()", "pymupdf", pymupdf),
        ("Camelot lattice", "camelot-py", camelot),
        ("pdfplumber-rs extract_tables()", "pdfplumber-rs", pdfplumber_rs),
    ):
        if not find_distribution(package):
            continue
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
