"""What a command starts from: its inputs, what is judged and how, who works."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from pipeline import TOOL, readers
from pipeline.base.claims import Claims
from pipeline.base.errors import ExitCode, SettingsError
from pipeline.base.files import is_folder, resolved
from pipeline.base.i18n import _
from pipeline.base.limits import DEFAULT_LIMITS
from pipeline.base.terminal_text import one_line
from pipeline.cli import outputs, progress, summary
from pipeline.cli.options import Judging, ReportFile, Sourcing, Work
from pipeline.cli.streams import deliver, is_verbose, note, warn
from pipeline.findings import selection
from pipeline.findings import settings as settings_
from pipeline.findings.diagnostics import Severity
from pipeline.findings.document import Document
from pipeline.findings.policy import EVERYTHING, Policy, of_settings
from pipeline.findings.settings import Settings
from pipeline.handbooks import folders
from pipeline.release import discover, pools
from pipeline.release import formats as known_formats
from pipeline.release.discover import Plan
from pipeline.release.listener import ProgressListener
from pipeline.release.load import NOTHING_GIVEN, Given
from pipeline.release.looking import Wanted
from pipeline.release.pools import Pool

if TYPE_CHECKING:
    from pipeline.release.build import BuildOrder

_MOST_NAMED = 30
"""So many files that are no inputs are named, unless somebody wants more."""
_STANDARD_INPUT = Path(readers.NAMELESS)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a command is about: its ``paths``, each once; what is ``given`` for some of them on standard input.

    ``unread`` is what is reported of files in folders and archives that are not looked at. ``beside`` are records
    beside documents, for a command that asked for them.
    """

    paths: tuple[Path, ...]
    given: Given
    unread: tuple[Document, ...] = ()
    beside: tuple[Path, ...] = ()

    def part(self, number: int, count: int) -> Inputs:
        """The part with this number out of so many; what is not looked at belongs to the first."""
        unread = self.unread if number == 1 else ()
        return replace(self, paths=discover.part(self.paths, number, count), unread=unread)


def kept_apart(sources: Iterable[Path], output: Path) -> None:
    """Sees that no folder of inputs is the output folder.

    Raises:
        SettingsError: one is.
    """
    if any(is_folder(source) and resolved(source) == resolved(output) for source in sources):
        raise SettingsError(_("{path} is an input; choose another output folder with -o.").format(path=output))


def plan(
    sources: Sequence[Path],
    sourcing: Sourcing,
    *,
    leave_out: Path | None = None,
    records: bool = False,
    beside: bool = False,
    policy: Policy = EVERYTHING,
) -> Inputs:
    """Every input of a command, each once, but for those in ``leave_out``; ``records``: records (.json) too.

    ``beside``: the command itself says what becomes of records beside documents.

    Raises:
        SettingsError: there is none, or two have one name.
    """
    given = _given(sourcing) if _STANDARD_INPUT in sources else NOTHING_GIVEN
    places = [source for source in sources if source != _STANDARD_INPUT]
    found = discover.plan(places, Wanted(readers.formats(), records), leave_out) if places else Plan(())
    for name in given:
        if resolved(name) in {resolved(path) for path in found.inputs}:
            raise SettingsError(_("{path} is an input already; give another --stdin-name.").format(path=name))
    if not beside:
        return _told(found, given, policy, strict=sourcing.strict)
    others = tuple(one for one in found.products if one.path not in found.beside)
    inputs = _told(replace(found, products=others), given, policy, strict=sourcing.strict)
    return replace(inputs, beside=found.beside)


def plan_records(sources: Sequence[Path], sourcing: Sourcing) -> Inputs:
    """The same for a command that takes nothing but records."""
    return _told(discover.plan(sources, Wanted((), records=True)), NOTHING_GIVEN, EVERYTHING, strict=sourcing.strict)


def sharded(inputs: Inputs, shard: tuple[int, int]) -> Inputs:
    """The part of ``inputs`` that ``shard`` names (its number, and how many there are); says how much that is."""
    number, count = shard
    own = inputs.part(number, count)
    if count > 1:
        message = _("part {number} of {count}: {own} of {all} documents")
        note(message.format(number=number, count=count, own=len(own.paths), all=len(inputs.paths)))
    return own


def _told(found: Plan, given: Given, policy: Policy, *, strict: bool) -> Inputs:
    """The inputs of a plan; what the program itself has made is named, and hidden files are counted."""
    told = found.products if is_verbose() else found.products[:_MOST_NAMED]
    for one in told:
        note(one_line(str(one)))
    if len(found.products) > len(told):
        message = _("skipped, made by {tool}: {count} more; -v names all")
        note(message.format(tool=TOOL, count=len(found.products) - len(told)))
    if found.hidden:
        note(_("hidden and temporary files that were not looked at: {count}").format(count=found.hidden))
    unread = tuple(policy.applied(one.document(strict=strict)) for one in found.unread)
    return Inputs((*given, *found.inputs), given, unread)


def _given(sourcing: Sourcing) -> Given:
    data = sys.stdin.buffer.read(DEFAULT_LIMITS.file_bytes + 1) if sys.stdin else b""
    return {Path(sourcing.stdin_name or _STANDARD_INPUT): data}


@dataclass(frozen=True, slots=True)
class Fitting:
    """The ``formats`` that can be made with a template; those asked for that have no such template are ``lacking``."""

    formats: tuple[str, ...]
    lacking: tuple[str, ...] = ()

    def verdict(self) -> ExitCode:
        """What it means for the run that formats are lacking."""
        return summary.exit_code(bool(self.lacking))


def made_with(ctx: click.Context, formats: tuple[str, ...], template: str, templates: Path | None) -> Fitting:
    """Which of the formats have the template. Those that were asked for and have it not are named.

    All of them where none has it: what comes then of making them says why.
    """
    makers = [known_formats.find(name) for name in formats]
    fitting = [
        maker
        for maker in makers
        if maker.template_suffix is None or folders.exists(template, maker.template_suffix, templates)
    ]
    if not any(maker.template_suffix for maker in fitting):
        return Fitting(formats)
    made = tuple(maker.name for maker in fitting)
    if ctx.get_parameter_source("formats") is ParameterSource.DEFAULT:
        return Fitting(made)
    lacking = [maker for maker in makers if maker not in fitting]
    for maker in lacking:
        warn(
            _("{format}: not made, there is no template {template}").format(
                format=maker.name, template=f"{template}{maker.template_suffix}"
            )
        )
    return Fitting(made, tuple(maker.name for maker in lacking))


def judged(ctx: click.Context, judging: Judging, *, with_baseline: bool = True) -> tuple[Settings, Policy]:
    """The settings of a command and what follows from them; the command ends here if it was only to show them."""
    settings = settings_.load(Path(), judging.config_file).overridden(judging)
    selection.choose(settings.select, settings.ignore, settings.severity)  # what cannot be is not shown either
    if judging.show_settings:
        deliver(settings.shown())
        ctx.exit()
    return settings, of_settings(settings, date.today(), with_baseline=with_baseline)


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
    with workers(work, documents) as pool, progress.shown(documents) as listener:
        yield pool, listener


@contextmanager
def workers(work: Work, documents: int, *, gives_way: bool = False) -> Iterator[Pool]:
    """Who works on so many documents; ``gives_way``: this process comes first, because somebody waits for it."""
    with ExitStack() as stack:
        if work.cluster:
            if pools.is_open_to_others(work.cluster):
                message = _("{address}: without TLS, whoever reaches this scheduler runs code on its workers")
                note(message.format(address=one_line(work.cluster)))
            yield stack.enter_context(pools.cluster(work.cluster))
        else:
            count = max(1, min(work.jobs or pools.processors(), documents))
            limits = (work.timeout or pools.TIMEOUT, work.max_memory or pools.MEMORY)
            yield stack.enter_context(pools.processes(count, *limits, preload=documents > 1, gives_way=gives_way))


@contextmanager
def at_common_work(work: Work, jobs: int, documents: int) -> Iterator[Pool]:
    """Who does so many jobs about all documents together: local processes, whose limits grow with the documents."""
    workers = max(1, min(work.jobs or pools.processors(), jobs))
    limits = (work.timeout or pools.TIMEOUT, work.max_memory or pools.MEMORY)
    with pools.processes(workers, *limits, preload=jobs > 1, documents=documents) as pool:
        yield pool


def run_build(
    inputs: Inputs,
    order: BuildOrder,
    work: Work,
    fail_on: Severity | None = Severity.ERROR,
    report_files: Iterable[ReportFile] = (),
) -> ExitCode:
    """A whole build with its reports and its summary."""
    from pipeline.release import build  # noqa: PLC0415 - only where something is built

    with ExitStack() as stack:
        with at_work(work, len(inputs.paths)) as (pool, listener):
            whole = replace(order, given=inputs.given, unread=inputs.unread)
            built = build.build(inputs.paths, whole, pool, listener)
            results = stack.enter_context(outputs.buffered(built, order.policy))
            results.fill()
        return outputs.reported(results, order.output, order.policy, fail_on, report_files, checked=order.checked)
