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
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline import __version__, options
from pipeline.diagnostics import Diagnostic, Severity
from pipeline.errors import ExitCode, FatalError, SettingsError
from pipeline.language import _
from pipeline.lettering import one_line
from pipeline.outcomes import Outcome, fails
from pipeline.streams import abandon, deliver, note

if TYPE_CHECKING:
    from pipeline.assemble import Placement
    from pipeline.build import Result
    from pipeline.reports import Document

TOOL = "icap"
DEBUG = "ICAP_DEBUG"
"""The environment variable that lets tracebacks and the libraries' own warnings through."""

HANDBOOKS = "html,docx,md"
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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name=TOOL, message="%(prog)s %(version)s")
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
@click.option("--with-findings", is_flag=True, help="Append the findings to the handbooks.")
@options.templates
@options.fail_on
@options.report_files
@options.lang
@click.pass_context
def build(
    ctx: click.Context,
    sources: tuple[Path, ...],
    output: Path,
    formats: tuple[str, ...],
    with_findings: bool,
    templates: Path | None,
    fail_on: Severity | None,
    report_files: tuple[tuple[str, Path], ...],
) -> None:
    """Read, check and render files, or all documents in folders: the main job."""
    from pipeline import build as engine  # noqa: PLC0415

    if any(source.is_dir() and source.resolve() == output.resolve() for source in sources):
        raise SettingsError(_("{path} is an input; choose another output folder with -o.").format(path=output))
    order = engine.Order(output, formats, with_findings=with_findings, templates=templates)
    results = engine.build(_plan(sources, leave_out=output), order)
    _write_reports([result.document for result in results], report_files)
    _conclude(ctx, results, output, fail_on)


@icap.command()
@options.sources
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder for one record per standard."
)
@click.option("--explain", is_flag=True, help="Show instead where every stretch of the document's text went.")
@options.lang
@click.pass_context
def parse(ctx: click.Context, sources: tuple[Path, ...], output: Path | None, explain: bool) -> None:
    """Read documents into records (JSON): one to standard output, or any number into a folder."""
    from pipeline import build as engine  # noqa: PLC0415
    from pipeline import model, reading  # noqa: PLC0415

    paths = _plan(sources, leave_out=output)
    if explain and output:
        raise SettingsError(_("--explain writes to standard output; leave out -o."))
    if output:
        order = engine.Order(output, ("json",), checked=False)
        _conclude(ctx, engine.build(paths, order), output, Severity.ERROR)
    elif len(paths) > 1:
        raise SettingsError(
            _("There are {count} inputs. Give a folder for their records with -o.").format(count=len(paths))
        )
    else:
        found = reading.read_standard(paths[0], explain=explain)
        if explain:
            deliver(_explanation(found.placements))
        elif found.standard:
            deliver(model.to_json(found.standard))
        _note_findings(str(found.path), found.diagnostics)
        ctx.exit(_exit_code(fails(found.outcome, found.diagnostics, Severity.ERROR)))


@icap.command()
@click.argument("one", type=click.Path(path_type=Path))
@click.argument("other", type=click.Path(path_type=Path))
@options.lang
@click.pass_context
def compare(ctx: click.Context, one: Path, other: Path) -> None:
    """Say whether two files hold the same standard, and list the differences by subject."""
    from pipeline import diff, reading  # noqa: PLC0415

    readings = [reading.read_standard(path) for path in (one, other)]
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
@options.fail_on
@options.report_files
@options.lang
@click.pass_context
def check(
    ctx: click.Context,
    sources: tuple[Path, ...],
    form: str,
    fail_on: Severity | None,
    report_files: tuple[tuple[str, Path], ...],
) -> None:
    """Report what is wrong with documents or records."""
    from pipeline import build as engine  # noqa: PLC0415

    documents = tuple(engine.check(_plan(sources, records=True)))
    deliver(_report(form, documents))
    _write_reports(documents, report_files)
    ctx.exit(_verdict(documents, fail_on))


@icap.command()
@click.argument("records", metavar="IR...", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.output
@options.formats(HANDBOOKS)
@options.templates
@options.lang
@click.pass_context
def render(
    ctx: click.Context, records: tuple[Path, ...], output: Path, formats: tuple[str, ...], templates: Path | None
) -> None:
    """Make handbooks from records that icap parse or icap build wrote."""
    from pipeline import build as engine  # noqa: PLC0415
    from pipeline.reading import RECORD_SUFFIX  # noqa: PLC0415
    from pipeline.sources import plan  # noqa: PLC0415

    paths = plan(records, {RECORD_SUFFIX})
    for path in paths:
        if path.suffix.lower() != RECORD_SUFFIX:
            raise SettingsError(_("{path} is no record (.json). icap build takes documents.").format(path=path))
    order = engine.Order(output, formats, checked=False, templates=templates)
    _conclude(ctx, engine.build(paths, order), output, Severity.ERROR)


@icap.command()
@click.argument("name", metavar="[ID]", required=False)
@options.lang
def rule(name: str | None) -> None:
    """Explain a rule, or list them all."""
    from pipeline import registry  # noqa: PLC0415

    rules = registry.rules()
    if name is None:
        for one in rules.values():
            title = one.page.partition("\n")[0]
            deliver(f"{one.info.id}  {one.info.severity:9}{one.info.name:24}{title}\n")
        return
    ids = {one.info.name: one.info.id for one in rules.values()}
    wanted = name.upper() if name[-1:].isdigit() else name.lower()
    options.require_known(wanted, [*rules, *ids], "icap rule")
    found = rules[ids.get(wanted, wanted)]
    deliver(f"{found.info.id} {found.info.name} ({found.info.severity})\n\n{found.page}\n")


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


def _conclude(ctx: click.Context, results: Sequence[Result], output: Path, fail_on: Severity | None) -> None:
    """Sums up on standard error (a line per input, its errors, the totals) and ends with the exit code."""
    from pipeline.reports.text import summary  # noqa: PLC0415

    documents = [result.document for result in results]
    for result in results:
        document = result.document
        remark = _("findings: {count}").format(count=len(document.diagnostics))
        if result.twin:
            remark = _("same content as {path}, built once").format(path=result.twin)
        outcome = click.style(document.outcome.value, fg=COLOURS[document.outcome])
        note(f"{one_line(document.path)}: {outcome} {one_line(document.code or '-')}, {one_line(remark)}")
        _note_findings(document.path, (one for one in document.diagnostics if one.severity is Severity.ERROR))
    written = sum(len(result.outputs) for result in results)
    note(summary(documents))
    note(_("files written to {folder}: {count}").format(count=written, folder=one_line(str(output))))
    ctx.exit(_verdict(documents, fail_on))


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


def _report(form: str, documents: Iterable[Document]) -> str:
    from pipeline import reports  # noqa: PLC0415

    stream = io.StringIO()
    reports.find(form).write(reports.Run(TOOL, __version__, tuple(documents)), stream)
    return stream.getvalue()


def _write_reports(documents: Sequence[Document], report_files: Iterable[tuple[str, Path]]) -> None:
    from pipeline import files  # noqa: PLC0415

    for form, path in report_files:
        files.prepare_folder(path.parent)
        files.write(path, _report(form, documents).encode(errors="backslashreplace"))
