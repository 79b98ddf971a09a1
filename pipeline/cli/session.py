"""What a command starts from: its inputs, what is judged and how, who works."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

import click
from click.core import ParameterSource

from pipeline import TOOL, readers
from pipeline.base.claims import Claims
from pipeline.base.errors import ExitCode
from pipeline.base.i18n import _
from pipeline.base.terminal_text import one_line
from pipeline.cli import outputs, progress
from pipeline.cli.options import Judging, ReportFile, Work
from pipeline.cli.streams import deliver, is_verbose, note
from pipeline.findings import exceptions, selection
from pipeline.findings import settings as settings_
from pipeline.findings.diagnostics import Severity
from pipeline.findings.exceptions import ExceptionEntry, Exceptions
from pipeline.findings.policy import Policy
from pipeline.findings.settings import Settings
from pipeline.handbooks import templates as handbook_templates
from pipeline.release import build, discover, pools
from pipeline.release import formats as known_formats
from pipeline.release.build import BuildOrder
from pipeline.release.listener import ProgressListener
from pipeline.release.load import RECORD_SUFFIX
from pipeline.release.pools import Pool

_MOST_NAMED = 30
"""So many files that are no inputs are named, unless somebody wants more."""


def plan(sources: tuple[Path, ...], *, leave_out: Path | None = None, records: bool = False) -> tuple[Path, ...]:
    """Every input of a command, each once, but for those in ``leave_out``; ``records``: records (.json) too.

    Raises:
        SettingsError: there is none.
    """
    suffixes = {suffix for reader in readers.formats() for suffix in reader.SUFFIXES}
    return _planned(sources, suffixes | {RECORD_SUFFIX} if records else suffixes, leave_out)


def plan_records(sources: tuple[Path, ...]) -> tuple[Path, ...]:
    """The same for a command that takes nothing but records."""
    return _planned(sources, {RECORD_SUFFIX}, None)


def _planned(sources: tuple[Path, ...], suffixes: Collection[str], leave_out: Path | None) -> tuple[Path, ...]:
    """The inputs; files in folders that the program itself has made are named."""
    products: list[Path] = []
    try:
        return discover.plan(sources, suffixes, leave_out, products.append)
    finally:
        told = products if is_verbose() else products[:_MOST_NAMED]
        for path in told:
            message = _("{path}: skipped, made by {tool}; name the file itself to read it")
            note(one_line(message.format(path=path, tool=TOOL)))
        if len(products) > len(told):
            message = _("skipped, made by {tool}: {count} more; -v names all")
            note(message.format(tool=TOOL, count=len(products) - len(told)))


def sharded(paths: tuple[Path, ...], shard: tuple[int, int]) -> tuple[Path, ...]:
    """The part of ``paths`` that ``shard`` names (its number, and how many there are); says how much that is."""
    number, count = shard
    own = discover.part(paths, number, count)
    if count > 1:
        message = _("part {number} of {count}: {own} of {all} documents")
        note(message.format(number=number, count=count, own=len(own), all=len(paths)))
    return own


def made_with(ctx: click.Context, formats: tuple[str, ...], template: str, templates: Path | None) -> tuple[str, ...]:
    """The formats that are asked for; of those that are only made by default, the ones that have the template."""
    if ctx.get_parameter_source("formats") is not ParameterSource.DEFAULT:
        return formats
    makers = [known_formats.find(name) for name in formats]
    fitting = [
        maker
        for maker in makers
        if maker.template_suffix is None or handbook_templates.exists(template, maker.template_suffix, templates)
    ]
    return tuple(maker.name for maker in fitting) if any(maker.template_suffix for maker in fitting) else formats


def judged(ctx: click.Context, judging: Judging, *, with_baseline: bool = True) -> tuple[Settings, Policy]:
    """The settings of a command and what follows from them; the command ends here if it was only to show them."""
    settings = settings_.load(Path(), judging.config_file).overridden(judging)
    choice = selection.choose(settings.select, settings.ignore, settings.severity)
    if judging.show_settings:
        deliver(settings.shown())
        ctx.exit()
    files: dict[Path, tuple[ExceptionEntry, ...]] = {}
    if settings.waivers:
        files[settings.waivers] = exceptions.read_waivers(settings.waivers)
    if settings.baseline and with_baseline:
        files[settings.baseline] = exceptions.read_baseline(settings.baseline)
    return settings, Policy(choice, Exceptions(files, date.today()))


def claimed(inputs: Iterable[Path], judging: Judging, settings: Settings, targets: Iterable[Path]) -> tuple[Path, ...]:
    """All files that a command reads or writes beside its inputs and handbooks, of which none is both.

    Raises:
        WriteError: one of ``targets`` is an input or read as a setting, or two are the same.
    """
    read = [path for path in (judging.config_file, settings.waivers, settings.baseline) if path]
    written = tuple(targets)
    claims = Claims((*inputs, *read))
    for target in written:
        claims.claim(target)
    return (*read, *written)


@contextmanager
def at_work(work: Work, documents: int) -> Iterator[tuple[Pool, ProgressListener]]:
    """Who works on so many documents, and who looks on. Even a single one is worked on within limits."""
    with ExitStack() as stack:
        if work.cluster:
            pool = stack.enter_context(pools.cluster(work.cluster))
        else:
            workers = max(1, min(work.jobs or pools.processors(), documents))
            limits = (work.timeout or pools.TIMEOUT, work.max_memory or pools.MEMORY)
            pool = stack.enter_context(pools.processes(workers, *limits, preload=documents > 1))
        yield pool, stack.enter_context(progress.shown(documents))


def run_build(
    paths: Sequence[Path],
    order: BuildOrder,
    work: Work,
    fail_on: Severity | None = Severity.ERROR,
    report_files: Iterable[ReportFile] = (),
) -> ExitCode:
    """A whole build with its reports and its summary."""
    with ExitStack() as stack:
        with at_work(work, len(paths)) as (pool, listener):
            results = stack.enter_context(outputs.buffered(build.build(paths, order, pool, listener), order.policy))
            results.fill()
        return outputs.reported(results, order.output, order.policy, fail_on, report_files, checked=order.checked)
