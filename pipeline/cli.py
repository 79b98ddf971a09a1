"""The command ``icap``: options, streams and exit codes. What it does with documents is in ``build`` and ``api``.

Only what every command needs is imported up here. Commands import the rest themselves (``PLC0415``), so that
``icap --version`` and ``icap --help`` answer at once.
"""

from __future__ import annotations

import io
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click
from click.core import ParameterSource

from pipeline import __version__, options
from pipeline.diagnostics import Diagnostic, Severity
from pipeline.errors import ExitCode, FatalError, SettingsError
from pipeline.language import _
from pipeline.lettering import one_line
from pipeline.limits import Limits
from pipeline.outcomes import Outcome, fails
from pipeline.speaking import Group, Option
from pipeline.streams import abandon, deliver, note, payload

if TYPE_CHECKING:
    from pipeline.assemble import Placement
    from pipeline.build import Order, Result
    from pipeline.config import Settings
    from pipeline.onlookers import Onlooker
    from pipeline.pools import Pool
    from pipeline.reports import Document
    from pipeline.scope import Scope
    from pipeline.suppress import Entry

TOOL = "icap"
DEBUG = "ICAP_DEBUG"
"""The environment variable that lets tracebacks and the libraries' own warnings through."""

HANDBOOKS = "html,docx,md"
BOOKS = "html,docx,odt"
COLOURS = {Outcome.OK: "green", Outcome.PARTIAL: "yellow", Outcome.FAILED: "red", Outcome.SKIPPED: "cyan"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command with ``arguments`` (``None``: those of the process) and returns its exit code."""
    try:
        return int(icap.main(arguments, prog_name=TOOL, standalone_mode=False) or ExitCode.CLEAN)
    except click.ClickException as error:
        error.show()
    except FatalError as error:
        note(f"{TOOL}: {one_line(str(error))}")
    except (click.Abort, KeyboardInterrupt):
        note(_("{tool}: interrupted; what was finished is kept").format(tool=TOOL))
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        abandon(sys.stdout)
        abandon(sys.stderr)
    except Exception as error:
        if os.environ.get(DEBUG):
            traceback.print_exc()
        message = _("internal error ({kind}: {error}). Please report it; {debug}=1 shows where it happened.")
        note(f"{TOOL}: {one_line(message.format(kind=type(error).__name__, error=error, debug=DEBUG))}")
    return ExitCode.UNUSABLE


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    __version__,
    prog_name=TOOL,
    message="%(prog)s %(version)s",
    help="Show the version and exit.",
    cls=Option,
)
@options.lang
@click.pass_context
def icap(ctx: click.Context) -> None:
    """Reads official competency standards (職能基準), checks them and makes handbooks."""
    if os.environ.get("NO_COLOR"):
        ctx.color = False


@icap.command()
@options.sources
@options.output
@options.formats(f"{HANDBOOKS},json")
@options.option("--with-findings", is_flag=True, help="Append the findings to the handbooks.")
@options.templates
@options.template
@options.limits
@options.force
@options.prune
@options.shard
@options.watch
@options.working
@options.judging
@options.report_files
@options.lang
@click.pass_context
def build(
    ctx: click.Context,
    /,
    sources: tuple[Path, ...],
    output: Path,
    formats: tuple[str, ...],
    with_findings: bool,
    templates: Path | None,
    template: str,
    limits: Limits,
    force: bool,
    prune: bool,
    shard: tuple[int, int],
    watch: bool,
    report_files: tuple[tuple[str, Path], ...],
    **given: Any,
) -> None:
    """Read, check and render files, or all documents in folders: the main job.

    What is up to date by the manifest of the output folder is not made again.
    """
    from pipeline import build as engine  # noqa: PLC0415
    from pipeline.sources import part  # noqa: PLC0415

    if any(source.is_dir() and source.resolve() == output.resolve() for source in sources):
        raise SettingsError(_("{path} is an input; choose another output folder with -o.").format(path=output))

    def run() -> ExitCode:
        settings, scope = _scope(ctx, given)
        inputs = _plan(sources, leave_out=output)
        order = engine.Order(
            output,
            _made_with(ctx, formats, template, templates),
            with_findings=with_findings,
            templates=templates,
            template=template,
            limits=limits,
            scope=scope,
            remembers=True,
            forced=force,
            pruned=prune,
            inputs=inputs,
        )
        return _run_build(part(inputs, *shard), order, given, settings.threshold, report_files)

    if not watch:
        ctx.exit(run())
    _keep_building(run, [*sources, *([templates] if templates else [])], output)


@icap.command()
@options.sources
@options.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder for one record per standard."
)
@options.option("--explain", is_flag=True, help="Show instead where every stretch of the document's text went.")
@options.limits
@options.working
@options.lang
@click.pass_context
def parse(
    ctx: click.Context, /, sources: tuple[Path, ...], output: Path | None, explain: bool, limits: Limits, **given: Any
) -> None:
    """Read documents into records (JSON): one to standard output, or any number into a folder."""
    from pipeline import build as engine  # noqa: PLC0415
    from pipeline import model, reading  # noqa: PLC0415

    paths = _plan(sources, leave_out=output)
    if explain and output:
        raise SettingsError(_("--explain writes to standard output; leave out -o."))
    if output:
        ctx.exit(_run_build(paths, engine.Order(output, ("json",), checked=False, limits=limits), given))
    elif len(paths) > 1:
        raise SettingsError(
            _("There are {count} inputs. Give a folder for their records with -o.").format(count=len(paths))
        )
    else:
        found = reading.read_standard(paths[0], limits, explain=explain)
        if explain:
            deliver(_explanation(found.placements))
        elif found.standard:
            deliver(model.to_json(found.standard))
        _note_findings(str(found.path), found.diagnostics)
        ctx.exit(_exit_code(fails(found.outcome, found.diagnostics, Severity.ERROR)))


@icap.command()
@click.argument("one", type=click.Path(path_type=Path))
@click.argument("other", type=click.Path(path_type=Path))
@options.limits
@options.lang
@click.pass_context
def compare(ctx: click.Context, one: Path, other: Path, limits: Limits) -> None:
    """Say whether two files hold the same standard, and list the differences by subject."""
    from pipeline import diff, reading  # noqa: PLC0415

    readings = [reading.read_standard(path, limits) for path in (one, other)]
    for found in readings:
        _note_findings(str(found.path), (each for each in found.diagnostics if each.severity is Severity.ERROR))
    left, right = (found.standard for found in readings)
    differences = diff.differences(left, right) if left and right else ()
    for difference in differences:
        deliver(one_line(str(difference)) + "\n")
    if left and right:
        note(_("differences: {count}").format(count=len(differences)))
    whole = all(found.outcome is Outcome.OK for found in readings)
    ctx.exit(_exit_code(bool(differences) or not whole))


@icap.command()
@options.sources
@options.report_form
@options.limits
@options.shard
@options.working
@options.judging
@options.report_files
@options.corrections
@options.lang
@click.pass_context
def check(
    ctx: click.Context,
    /,
    sources: tuple[Path, ...],
    form: str,
    limits: Limits,
    shard: tuple[int, int],
    report_files: tuple[tuple[str, Path], ...],
    corrections: Path | None,
    **given: Any,
) -> None:
    """Report what is wrong with documents or records."""
    from pipeline import build as engine  # noqa: PLC0415
    from pipeline import corrections as sheet  # noqa: PLC0415
    from pipeline import reports  # noqa: PLC0415
    from pipeline.sources import part  # noqa: PLC0415
    from pipeline.spool import Spool  # noqa: PLC0415

    settings, scope = _scope(ctx, given)
    paths = part(_plan(sources, records=True), *shard)
    with (
        _at_work(given, len(paths)) as (pool, onlooker),
        Spool(scope.watched(engine.check(paths, limits, scope, pool, onlooker))) as documents,
    ):
        with payload() as stream:
            reports.find(form).write(reports.Run(TOOL, __version__, documents, scope.rules), stream)
        _write_reports(documents, report_files, scope)
        if corrections:
            with _replacing(corrections) as stream:
                sheet.write(documents, stream)
        ctx.exit(_verdict(documents, settings.threshold))


@icap.group()
@options.lang
def baseline() -> None:
    """Record the findings that are there already, so that only new ones count."""


@baseline.command()
@options.baseline_file
@options.sources
@options.limits
@options.judging_baseline
@options.lang
@click.pass_context
def update(ctx: click.Context, /, file: Path, sources: tuple[Path, ...], limits: Limits, **given: Any) -> None:
    """Record all findings of the documents in FILE; entries of other documents stay."""
    from pipeline import suppress  # noqa: PLC0415

    _renew_baseline(ctx, file, sources, limits, given, suppress.updated)


@baseline.command()
@options.baseline_file
@options.sources
@options.limits
@options.judging_baseline
@options.lang
@click.pass_context
def prune(ctx: click.Context, /, file: Path, sources: tuple[Path, ...], limits: Limits, **given: Any) -> None:
    """Take the entries out of FILE that nothing in the documents answers to any more."""
    from pipeline import suppress  # noqa: PLC0415

    _renew_baseline(ctx, file, sources, limits, given, suppress.pruned)


@icap.command()
@click.argument("records", metavar="IR...", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.output
@options.formats(HANDBOOKS)
@options.templates
@options.template
@options.working
@options.lang
@click.pass_context
def render(
    ctx: click.Context,
    /,
    records: tuple[Path, ...],
    output: Path,
    formats: tuple[str, ...],
    templates: Path | None,
    template: str,
    **given: Any,
) -> None:
    """Make handbooks from records that icap parse or icap build wrote."""
    from pipeline import build as engine  # noqa: PLC0415
    from pipeline.reading import RECORD_SUFFIX  # noqa: PLC0415
    from pipeline.sources import plan  # noqa: PLC0415

    paths = plan(records, {RECORD_SUFFIX})
    for path in paths:
        if path.suffix.lower() != RECORD_SUFFIX:
            raise SettingsError(_("{path} is no record (.json). icap build takes documents.").format(path=path))
    fitting = _made_with(ctx, formats, template, templates)
    order = engine.Order(output, fitting, checked=False, templates=templates, template=template)
    ctx.exit(_run_build(paths, order, given))


@icap.command()
@options.sources
@options.option("--title", required=True, metavar="TEXT", help="Title of the volume.")
@options.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The volume; by default out/<title>. Each format puts its own suffix.",
)
@options.formats(BOOKS)
@options.templates
@options.template
@options.limits
@options.lang
@click.pass_context
def book(
    ctx: click.Context,
    sources: tuple[Path, ...],
    title: str,
    output: Path | None,
    formats: tuple[str, ...],
    templates: Path | None,
    template: str,
    limits: Limits,
) -> None:
    """Bind documents or records into one volume with common contents and index."""
    from pipeline import book as engine  # noqa: PLC0415
    from pipeline import files, renderers  # noqa: PLC0415

    suffixes = {renderers.find(name).SUFFIX: name for name in engine.formats()}
    target = output or Path("out") / files.safe_stem(title)
    if target.suffix.lower() in suffixes:
        if ctx.get_parameter_source("formats") is ParameterSource.DEFAULT:
            formats = (suffixes[target.suffix.lower()],)
        target = target.with_suffix("")
    order = engine.Order(title, target, formats, templates, template, limits)
    results = engine.bind(_plan(sources, leave_out=output, records=True), order)
    ctx.exit(_concluded(results, target.parent, Severity.ERROR, [result.document for result in results]))


@icap.command()
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.output
@options.judging
@options.report_files
@options.lang
@click.pass_context
def merge(
    ctx: click.Context,
    /,
    folders: tuple[Path, ...],
    output: Path,
    report_files: tuple[tuple[str, Path], ...],
    **given: Any,
) -> None:
    """Join the folders that icap build --shard filled: their outputs, manifests and reports."""
    from pipeline import merge as engine  # noqa: PLC0415
    from pipeline import progress  # noqa: PLC0415

    settings, scope = _scope(ctx, given)
    with progress.shown(0) as onlooker:
        results = engine.merge(folders, output, scope, onlooker)
        ctx.exit(_reported(results, output, scope, settings.threshold, report_files))


@icap.group("template")
@options.lang
def template_group() -> None:
    """Copy the supplied templates, or try your own."""


@template_group.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@options.option("--force", is_flag=True, help="Replace templates that are there already.")
@options.lang
def export(folder: Path, force: bool) -> None:
    """Copy the supplied templates into FOLDER, to be changed there."""
    from pipeline import templates_tool  # noqa: PLC0415

    for copy in templates_tool.export(folder, force=force):
        deliver(f"{copy}\n")


@template_group.command("check")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@options.lang
@click.pass_context
def check_templates(ctx: click.Context, folder: Path) -> None:
    """Fill every template of FOLDER with a specimen and report what is wrong."""
    from pipeline import templates_tool  # noqa: PLC0415

    trials = list(templates_tool.check(folder))
    for trial in trials:
        if trial.fault is not None:
            deliver(f"{one_line(trial.fault)}\n")
        elif trial.remark is not None:
            deliver(_("{template}: not tried, {reason}").format(template=trial.template, reason=trial.remark) + "\n")
        else:
            deliver(_("{template}: fine").format(template=trial.template) + "\n")
    ctx.exit(ExitCode.UNUSABLE if any(trial.fault is not None for trial in trials) else ExitCode.CLEAN)


@icap.command()
@click.argument("name", metavar="[ID]", required=False)
@options.option("--all", "everything", is_flag=True, help="Explain all rules.")
@options.option(
    "--format", "form", type=click.Choice(["text", "md"]), default="text", show_default=True, help="Form of the pages."
)
@options.lang
def rule(name: str | None, everything: bool, form: str) -> None:
    """Explain a rule, or list them all."""
    from pipeline import pages, registry, selection  # noqa: PLC0415
    from pipeline.reports import severity_word  # noqa: PLC0415

    rules = registry.rules().values()
    if everything and form == "md":
        deliver(pages.document(rules))
    elif name is None and not everything:
        for one in rules:
            title = pages.page(one).title
            deliver(f"{one.info.id}  {severity_word(one.info.severity):9}{one.info.name:24}{title}\n")
    else:
        wanted = rules if name is None else [selection.one(name)]
        for one in wanted:
            heading = f"{one.info.id} {one.info.name} ({severity_word(one.info.severity)})"
            deliver(pages.markdown(one) if form == "md" else f"{heading}\n\n{pages.text(one)}")
            if everything:
                deliver("\n")


@icap.command()
@options.lang
def formats() -> None:
    """List what can be read, written and reported."""
    from pipeline import readers, renderers  # noqa: PLC0415
    from pipeline.reading import RECORD_SUFFIX  # noqa: PLC0415

    rows = [
        *(("input", reader.NAME, " ".join(sorted(reader.SUFFIXES))) for reader in readers.formats()),
        ("input", "json", RECORD_SUFFIX),
        *(("output", renderer.NAME, renderer.SUFFIX) for renderer in renderers.available()),
        *(("report", name, "") for name in options.report_names()),
    ]
    for kind, name, suffixes in rows:
        deliver(f"{kind:8}{name:10}{suffixes}".rstrip() + "\n")


@icap.command()
@options.lang
def schema() -> None:
    """Print the JSON Schema of the record."""
    from pipeline import model  # noqa: PLC0415

    deliver(json.dumps(model.json_schema(), ensure_ascii=False, indent=2) + "\n")


def _plan(sources: tuple[Path, ...], *, leave_out: Path | None = None, records: bool = False) -> tuple[Path, ...]:
    from pipeline import readers  # noqa: PLC0415
    from pipeline.reading import RECORD_SUFFIX  # noqa: PLC0415
    from pipeline.sources import plan  # noqa: PLC0415

    suffixes = {suffix for reader in readers.formats() for suffix in reader.SUFFIXES}
    return plan(sources, suffixes | {RECORD_SUFFIX} if records else suffixes, leave_out)


def _made_with(ctx: click.Context, formats: tuple[str, ...], template: str, templates: Path | None) -> tuple[str, ...]:
    """The formats that are asked for; of those that are only made by default, the ones that have the template."""
    from pipeline import renderers, templates_tool  # noqa: PLC0415

    if ctx.get_parameter_source("formats") is not ParameterSource.DEFAULT:
        return formats
    makers = [renderers.find(name) for name in formats]
    fitting = [maker for maker in makers if templates_tool.has(template, maker, templates)]
    return tuple(maker.NAME for maker in fitting) if any(maker.TEMPLATE_SUFFIX for maker in fitting) else formats


@contextmanager
def _at_work(given: Mapping[str, Any], documents: int) -> Iterator[tuple[Pool, Onlooker]]:
    """Who works on so many documents, and who looks on.

    A single document is worked on in this process, unless limits are asked for: nothing else would suffer from it.
    """
    from pipeline import pools, progress  # noqa: PLC0415

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


def _run_build(
    paths: Sequence[Path],
    order: Order,
    given: Mapping[str, Any],
    fail_on: Severity | None = Severity.ERROR,
    report_files: Iterable[tuple[str, Path]] = (),
) -> ExitCode:
    """A whole build with its reports and its summary."""
    from pipeline import build as engine  # noqa: PLC0415

    with _at_work(given, len(paths)) as (pool, onlooker):
        results = engine.build(paths, order, pool, onlooker)
        return _reported(results, order.output, order.scope, fail_on, report_files)


def _reported(
    results: Iterable[Result],
    output: Path,
    scope: Scope,
    fail_on: Severity | None,
    report_files: Iterable[tuple[str, Path]],
) -> ExitCode:
    from pipeline.spool import Spool  # noqa: PLC0415

    with (
        Spool(results) as spooled,
        Spool(scope.watched(result.document for result in spooled)) as documents,
    ):
        _write_reports(documents, report_files, scope)
        return _concluded(spooled, output, fail_on, documents)


def _keep_building(run: Callable[[], object], places: Sequence[Path], output: Path) -> None:
    """Builds after every change until Ctrl-C."""
    from pipeline.watch import watch  # noqa: PLC0415

    def again() -> None:
        run()
        note(_("watching; Ctrl-C ends it"))

    watch(places, output, again, lambda error: note(f"{TOOL}: {one_line(str(error))}"))


def _scope(ctx: click.Context, given: Mapping[str, Any]) -> tuple[Settings, Scope]:
    """The settings of a command and what follows from them; the command ends here if it was only to show them."""
    from pipeline import config, selection, suppress  # noqa: PLC0415
    from pipeline.scope import Scope  # noqa: PLC0415

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


def _renew_baseline(
    ctx: click.Context,
    file: Path,
    sources: tuple[Path, ...],
    limits: Limits,
    given: Mapping[str, Any],
    renew: Callable[[Iterable[Entry], Iterable[Document]], tuple[Entry, ...]],
) -> None:
    """Writes ``file`` anew; a finding that somebody answers for in the waivers does not go into it."""
    from pipeline import build as engine  # noqa: PLC0415
    from pipeline import suppress  # noqa: PLC0415

    _settings, scope = _scope(ctx, given)
    before = suppress.read_baseline(file) if file.exists() else ()
    lost: list[str] = []

    def codes_only(documents: Iterable[Document]) -> Iterator[Document]:
        for document in documents:
            if document.code is None and document.diagnostics:
                lost.append(document.path)
            yield document

    after = renew(before, codes_only(engine.check(_plan(sources, records=True), limits, scope)))
    with _replacing(file) as stream:
        stream.write(suppress.baseline_text(after))
    for path in lost:
        note(_("{path}: no code, so its findings are not in the baseline").format(path=one_line(path)))
    note(
        _("{file}: {count} entries ({added} added, {removed} removed)").format(
            file=one_line(str(file)),
            count=len(after),
            added=len(set(after) - set(before)),
            removed=len(set(before) - set(after)),
        )
    )


def _concluded(
    results: Iterable[Result],
    output: Path,
    fail_on: Severity | None,
    documents: Iterable[Document],
) -> ExitCode:
    """Sums up on standard error: a line per input, its errors, the totals.

    ``documents`` are those of the results, and the files of exceptions.
    """
    from pipeline.reports import outcome_word  # noqa: PLC0415
    from pipeline.reports.text import summary  # noqa: PLC0415

    for exceptions in (document for document in documents if not document.is_input):
        _note_findings(exceptions.path, exceptions.diagnostics)
    written = standing = 0
    for result in results:
        document = result.document
        remark = _("findings: {count}").format(count=len(document.diagnostics))
        if result.twin:
            remark = _("same content as {path}, built once").format(path=result.twin)
        outcome = click.style(outcome_word(document.outcome), fg=COLOURS[document.outcome])
        note(f"{one_line(document.path)}: {outcome} {one_line(document.code or '-')}, {one_line(remark)}")
        _note_findings(document.path, (one for one in document.diagnostics if one.severity is Severity.ERROR))
        written += len(result.written)
        standing += len(result.outputs)
    note(summary(documents))
    folder = one_line(str(output))
    note(_("files written to {folder}: {count}").format(count=written, folder=folder))
    if standing > written:
        note(_("files in {folder} that were up to date: {count}").format(count=standing - written, folder=folder))
    return _verdict(documents, fail_on)


def _explanation(placements: Iterable[Placement]) -> str:
    """A line per stretch of text: its place, the field it went to (``-``: none), the text."""
    return "".join(f"{one.location or '-'}\t{one.field or '-'}\t{one_line(one.text)}\n" for one in placements)


def _note_findings(path: str, diagnostics: Iterable[Diagnostic]) -> None:
    from pipeline.reports.text import line  # noqa: PLC0415

    for diagnostic in diagnostics:
        note(line(path, diagnostic))


def _verdict(documents: Iterable[Document], fail_on: Severity | None) -> ExitCode:
    return _exit_code(any(fails(document.outcome, document.diagnostics, fail_on) for document in documents))


def _exit_code(failing: bool) -> ExitCode:
    return ExitCode.FINDINGS if failing else ExitCode.CLEAN


def _write_reports(documents: Iterable[Document], report_files: Iterable[tuple[str, Path]], scope: Scope) -> None:
    from pipeline import reports  # noqa: PLC0415

    for form, path in report_files:
        run = reports.Run(TOOL, __version__, documents, scope.rules, str(path.parent))
        with _replacing(path) as stream:
            reports.find(form).write(run, stream)


@contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    """A text file that takes the place of ``path`` when it is whole."""
    from pipeline import files  # noqa: PLC0415

    files.prepare_folder(path.parent)
    with files.replacing(path) as binary:
        text = io.TextIOWrapper(binary, encoding="utf-8", errors="backslashreplace", newline="")
        yield text
        text.flush()
        text.detach()
