"""What a run leaves beside its handbooks: reports in files, and the results that these are made from."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from pipeline import TOOL, __version__, reports
from pipeline.base import files
from pipeline.base.disk_buffer import DiskBuffer
from pipeline.base.errors import ExitCode
from pipeline.cli.options import ReportFile
from pipeline.cli.summary import concluded
from pipeline.findings.diagnostics import Severity
from pipeline.findings.document import Document
from pipeline.findings.policy import Policy

if TYPE_CHECKING:
    from pipeline.release.engine import Result


def buffered(results: Iterable[Result], policy: Policy) -> DiskBuffer[Result]:
    """The results, and after them one for each file of exceptions that has entries of no use."""
    from pipeline.release.engine import Result  # noqa: PLC0415 - only where something is built

    passing: list[Result] = []

    def documents() -> Iterator[Document]:
        for result in results:
            passing.append(result)
            yield result.document

    # Each document comes back before the next is taken; what comes of its own is a file of exceptions.
    return DiskBuffer(passing.pop() if passing else Result(document) for document in policy.watched(documents()))


def reported(
    results: DiskBuffer[Result],
    output: Path,
    policy: Policy,
    fail_on: Severity | None,
    report_files: Iterable[ReportFile],
    *,
    checked: bool = True,
) -> ExitCode:
    """Writes the reports about ``results`` and sums up; gives the exit code. ``checked``: the rules have run."""
    write_reports(_Documents(results), report_files, policy, fail_on)
    return concluded(results, output, fail_on, checked=checked)


class _Documents:
    """The documents of ``results``, to be gone through any number of times."""

    def __init__(self, results: DiskBuffer[Result]) -> None:
        self._results = results

    def __iter__(self) -> Iterator[Document]:
        return (result.document for result in self._results)


def write_reports(
    documents: Iterable[Document], report_files: Iterable[ReportFile], policy: Policy, fail_on: Severity | None
) -> None:
    """Writes a report about ``documents`` in every form asked for, each to its file."""
    for file in report_files:
        folder = str(file.path.parent)
        run = reports.ReportedRun(TOOL, __version__, documents, policy.rules, folder, fail_on, coloured=False)
        with replacing(file.path) as stream:
            reports.find(file.form).write(run, stream)


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A text file that takes the place of ``path`` when it is whole."""
    if not files.takes_a_stream(path):
        files.prepare_folder(path.parent)
    with files.replacing(path) as binary:
        text = io.TextIOWrapper(binary, encoding="utf-8", errors="backslashreplace", newline="")
        yield text
        text.flush()
        text.detach()
