"""What stands in docs/formats.md: what is read, written and reported. Each format says in its own file what it is."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator

from pipeline import exports, handbooks, readers, reports


def page() -> str:
    """The page, as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield "# Formats"
    yield ""
    yield "Made from the files of the formats by `make docs`; `icap formats` lists the same."
    yield from _table("Read", ((one.NAME, one.SUFFIXES, one) for one in readers.formats()))
    yield ""
    yield "`icap render` and most other commands also read records (`.json`) that an earlier run wrote."
    yield from _table("Handbooks (`--to`)", ((one.NAME, (one.SUFFIX,), one) for one in handbooks.available()))
    binders = ", ".join(f"`{one.NAME}`" for one in handbooks.binders())
    yield ""
    yield f"Volumes (`icap book`) can be had in: {binders}."
    for per in ("standard", "release"):
        found = [(one.NAME, (one.SUFFIX,), one) for one in exports.available() if per == one.PER]
        if found:
            option = " (`--to`)" if per == "standard" else " (`icap export --to`)"
            yield from _table(f"Exports per {per}{option}", found)
    yield from _table("Reports (`--format`, `--report`)", ((one.NAME, (), one) for one in reports.available()))
    yield ""


def _table(heading: str, rows: Iterable[tuple[str, Iterable[str], object]]) -> Iterator[str]:
    yield from ("", f"## {heading}", "", "| name | files | what it is |", "| --- | --- | --- |")
    for name, suffixes, module in rows:
        files = " ".join(f"`{suffix}`" for suffix in sorted(suffixes)) or "any"
        title = (inspect.getdoc(module) or "").partition("\n")[0].replace("``", "`").replace("|", "\\|")
        yield f"| `{name}` | {files} | {title} |"
