"""What the commands have in common: inputs, settings, who works, what is said at the end."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click
from click.core import ParameterSource

from pipeline import TOOL, __version__
from pipeline.base.errors import ExitCode
from pipeline.base.i18n import _
from pipeline.base.terminal_text import one_line
from pipeline.cli.streams import deliver, note
from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.findings.outcomes import Outcome, fails

if TYPE_CHECKING:
    from pipeline.base.disk_buffer import Spool
    from pipeline.findings.document import Document
    from pipeline.findings.policy import Scope
    from pipeline.findings.settings import Settings
    from pipeline.release.build import Order, Result
    from pipeline.release.listener import Onlooker
    from pipeline.release.pools import Pool

COLOURS = {Outcome.OK: "green", Outcome.PARTIAL: "yellow", Outcome.FAILED: "red", Outcome.SKIPPED: "cyan"}


def plan(sources: tuple[Path, ...], *, leave_out: Path | None = None, records: bool = False) -> tuple[Path, ...]:
    """Every input of a command, each once, but for those in ``leave_out``; ``records``: records (.json) too.

    Raises:
        SettingsError: there is none.
    """
    from pipeline import readers  # noqa: PLC0415
    from pipeline.release import discover as places  # noqa: PLC0415
    from pipeline.release.load import RECORD_SUFFIX  # noqa: PLC0415

    suffixes = {suffix for reader in readers.formats() for suffix in reader.SUFFIXES}
    return places.plan(sources, suffixes | {RECORD_SUFFIX} if records else suffixes, leave_out)


def made_with(ctx: click.Context, formats: tuple[str, ...], template: str, templates: Path | None) -> tuple[str, ...]:
    """The formats that are asked for; of those that are only made by default, the ones that have the template."""
    from pipeline import handbooks  # noqa: PLC0415
    from pipeline.handbooks import templates as templates_tool  # noqa: PLC0415

    if ctx.get_parameter_source("formats") is not ParameterSource.DEFAULT:
        return formats
    makers = [handbooks.find(name) for name in formats]
    fitting = [maker for maker in makers if templates_tool.has(template, maker, templates)]
    return tuple(maker.NAME for maker in fitting) if any(maker.TEMPLATE_SUFFIX for maker in fitting) else formats


def scope_of(ctx: click.Context, given: Mapping[str, Any]) -> tuple[Settings, Scope]:
    """The settings of a command and what follows from them; the command ends here if it was only to show them."""
    from pipeline.findings import exceptions as suppress  # noqa: PLC0415
    from pipeline.findings import selection  # noqa: PLC0415
    from pipeline.findings import settings as config  # noqa: PLC0415
    from pipeline.findings.policy import Scope  # noqa: PLC0415

    settings = config.load(Path(), given["config_file"]).overridden(
        **{key: given[key] for key in ("select", "ignore", "fail_on", "waivers", "baseline") if key in given}
    )
    choice = selection.choose(settings.select, settings.ignore, settings.severity)
    if given.get("show_settings"):
        deliver(settings.shown())
        ctx.exit()
    files: dict[Path, tuple[suppress.Entry, ...]] = {}
    if settings.waivers:
        files[settings.waivers] = suppress.read_waivers(settings.waivers)
    if settings.baseline and "baseline" in given:
        files[settings.baseline] = suppress.read_baseline(settings.baseline)
    return settings, Scope(choice, suppress.Exceptions(files, date.today()))


@contextmanager
def at_work(given: Mapping[str, Any], documents: int) -> Iterator[tuple[Pool, Onlooker]]:
    """Who works on so many documents, and who looks on.

    A single document is worked on in this process, unless limits are asked for: nothing else would suffer from it.
    """
    from pipeline.cli import progress  # noqa: PLC0415
    from pipeline.release import pools  # noqa: PLC0415

    is_limited = any(given[key] is not None for key in ("jobs", "timeout", "max_memory"))
    with ExitStack() as stack:
        if given["cluster"]:
            pool = stack.enter_context(pools.cluster(given["cluster"]))
        elif documents > 1 or is_limited:
            workers = max(1, min(given["jobs"] or pools.processors(), documents))
            limits = (given["timeout"] or pools.TIMEOUT, given["max_memory"] or pools.MEMORY)
            pool = stack.enter_context(pools.processes(workers, *limits))
        else:
            pool = pools.INLINE
        yield pool, stack.enter_context(progress.shown(documents))


def run_build(
    paths: Sequence[Path],
    order: Order,
    given: Mapping[str, Any],
    fail_on: Severity | None = Severity.ERROR,
    report_files: Iterable[tuple[str, Path]] = (),
) -> ExitCode:
    """A whole build with its reports and its summary."""
    from pipeline.release import build as engine  # noqa: PLC0415

    with ExitStack() as stack:
        with at_work(given, len(paths)) as (pool, onlooker):
            results = stack.enter_context(spooled(engine.build(paths, order, pool, onlooker), order.scope))
            results.fill()
        return reported(results, order.output, order.scope, fail_on, report_files)


def spooled(results: Iterable[Result], scope: Scope) -> Spool[Result]:
    """The results, and after them one for each file of exceptions that has entries of no use."""
    from pipeline.base.disk_buffer import Spool  # noqa: PLC0415
    from pipeline.release.build import Result  # noqa: PLC0415

    passing: list[Result] = []

    def documents() -> Iterator[Document]:
        for result in results:
            passing.append(result)
            yield result.document

    # Each document comes back before the next is taken; what comes of its own is a file of exceptions.
    return Spool(passing.pop() if passing else Result(document) for document in scope.watched(documents()))


def reported(
    results: Spool[Result],
    output: Path,
    scope: Scope,
    fail_on: Severity | None,
    report_files: Iterable[tuple[str, Path]],
) -> ExitCode:
    """Writes the reports about ``results`` and sums up; gives the exit code."""
    write_reports(_Documents(results), report_files, scope)
    return concluded(results, output, fail_on)


class _Documents:
    """The documents of ``results``, to be gone through any number of times."""

    def __init__(self, results: Spool[Result]) -> None:
        self._results = results

    def __iter__(self) -> Iterator[Document]:
        return (result.document for result in self._results)


def concluded(results: Iterable[Result], output: Path, fail_on: Severity | None) -> ExitCode:
    """Sums up on standard error: a line per input, its errors, the totals."""
    from pipeline.reports import outcome_word  # noqa: PLC0415
    from pipeline.reports.text import Sums  # noqa: PLC0415

    sums = Sums()
    written = standing = 0
    failing = False
    for result in results:
        document = result.document
        sums.add(document)
        failing = failing or fails(document.outcome, document.diagnostics, fail_on)
        if not document.is_input:
            note_findings(document.path, document.diagnostics)
            continue
        remark = _("findings: {count}").format(count=len(document.diagnostics))
        if result.twin:
            remark = _("same content as {path}, built once").format(path=result.twin)
        outcome = click.style(outcome_word(document.outcome), fg=COLOURS[document.outcome])
        note(f"{one_line(document.path)}: {outcome} {one_line(document.code or '-')}, {one_line(remark)}")
        note_findings(document.path, (one for one in document.diagnostics if one.severity is Severity.ERROR))
        written += len(result.written)
        standing += len(result.outputs)
    note(str(sums))
    folder = one_line(str(output))
    note(_("files written to {folder}: {count}").format(count=written, folder=folder))
    if standing > written:
        note(_("files in {folder} that were up to date: {count}").format(count=standing - written, folder=folder))
    return exit_code(failing)


def note_findings(path: str, diagnostics: Iterable[Diagnostic]) -> None:
    """A line on standard error for every finding about the input at ``path``."""
    from pipeline.reports.text import line  # noqa: PLC0415

    for diagnostic in diagnostics:
        note(line(path, diagnostic))


def verdict(documents: Iterable[Document], fail_on: Severity | None) -> ExitCode:
    """The exit code of a run about ``documents``."""
    return exit_code(any(fails(document.outcome, document.diagnostics, fail_on) for document in documents))


def exit_code(failing: bool) -> ExitCode:
    """The exit code of a run that fails, or does not."""
    return ExitCode.FINDINGS if failing else ExitCode.CLEAN


def write_reports(documents: Iterable[Document], report_files: Iterable[tuple[str, Path]], scope: Scope) -> None:
    """Writes a report about ``documents`` in every form asked for, each to its file."""
    from pipeline import reports  # noqa: PLC0415

    for form, path in report_files:
        run = reports.Run(TOOL, __version__, documents, scope.rules, str(path.parent))
        with replacing(path) as stream:
            reports.find(form).write(run, stream)


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A text file that takes the place of ``path`` when it is whole."""
    from pipeline.base import files  # noqa: PLC0415

    files.prepare_folder(path.parent)
    with files.replacing(path) as binary:
        text = io.TextIOWrapper(binary, encoding="utf-8", errors="backslashreplace", newline="")
        yield text
        text.flush()
        text.detach()
