"""The commands that write: build, parse, render, book, merge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from pipeline import TOOL
from pipeline.base.errors import ExitCode, SettingsError
from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.base.terminal_text import one_line
from pipeline.cli import options, session
from pipeline.cli.help import Command
from pipeline.cli.streams import deliver, note
from pipeline.findings.diagnostics import Severity
from pipeline.findings.outcomes import fails

if TYPE_CHECKING:
    from pipeline.assemble import Placement

HANDBOOKS = "html,docx,md"
BOOKS = "html,docx,odt"


@click.command(cls=Command)
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
    from pipeline.release import build as engine  # noqa: PLC0415
    from pipeline.release.discover import part  # noqa: PLC0415

    if any(source.is_dir() and source.resolve() == output.resolve() for source in sources):
        raise SettingsError(_("{path} is an input; choose another output folder with -o.").format(path=output))

    def run() -> ExitCode:
        settings, scope = session.scope_of(ctx, given)
        inputs = session.plan(sources, leave_out=output)
        order = engine.Order(
            output,
            session.made_with(ctx, formats, template, templates),
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
        return session.run_build(part(inputs, *shard), order, given, settings.threshold, report_files)

    if not watch:
        ctx.exit(run())
    _keep_building(run, [*sources, *([templates] if templates else [])], output)


@click.command(cls=Command)
@options.sources
@options.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder for one record per standard."
)
@options.option(
    "--explain",
    is_flag=True,
    help="Show instead where every stretch of the document's text went, and by which special rule.",
)
@options.limits
@options.working
@options.lang
@click.pass_context
def parse(
    ctx: click.Context, /, sources: tuple[Path, ...], output: Path | None, explain: bool, limits: Limits, **given: Any
) -> None:
    """Read documents into records (JSON): one to standard output, or any number into a folder."""
    from pipeline.record import model  # noqa: PLC0415
    from pipeline.release import build as engine  # noqa: PLC0415
    from pipeline.release import read  # noqa: PLC0415

    paths = session.plan(sources, leave_out=output)
    if explain and output:
        raise SettingsError(_("--explain writes to standard output; leave out -o."))
    if output:
        ctx.exit(session.run_build(paths, engine.Order(output, ("json",), checked=False, limits=limits), given))
    elif len(paths) > 1:
        raise SettingsError(
            _("There are {count} inputs. Give a folder for their records with -o.").format(count=len(paths))
        )
    else:
        found = read.read_standard(paths[0], limits, explain=explain)
        if explain:
            deliver(_explanation(found.placements))
        elif found.standard:
            deliver(model.to_json(found.standard))
        session.note_findings(str(found.path), found.diagnostics)
        ctx.exit(session.exit_code(fails(found.outcome, found.diagnostics, Severity.ERROR)))


@click.command(cls=Command)
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
    from pipeline.release import build as engine  # noqa: PLC0415
    from pipeline.release.discover import plan  # noqa: PLC0415
    from pipeline.release.load import RECORD_SUFFIX  # noqa: PLC0415

    paths = plan(records, {RECORD_SUFFIX})
    for path in paths:
        if path.suffix.lower() != RECORD_SUFFIX:
            raise SettingsError(_("{path} is no record (.json). icap build takes documents.").format(path=path))
    fitting = session.made_with(ctx, formats, template, templates)
    order = engine.Order(output, fitting, checked=False, templates=templates, template=template)
    ctx.exit(session.run_build(paths, order, given))


@click.command(cls=Command)
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
    from pipeline import handbooks  # noqa: PLC0415
    from pipeline.base import files  # noqa: PLC0415
    from pipeline.release import book as engine  # noqa: PLC0415

    suffixes = {handbooks.find(name).SUFFIX: name for name in engine.formats()}
    target = output or Path("out") / files.safe_stem(title)
    if target.suffix.lower() in suffixes:
        if ctx.get_parameter_source("formats") is ParameterSource.DEFAULT:
            formats = (suffixes[target.suffix.lower()],)
        target = target.with_suffix("")
    order = engine.Order(title, target, formats, templates, template, limits)
    results = engine.bind(session.plan(sources, leave_out=output, records=True), order)
    ctx.exit(session.concluded(results, target.parent, Severity.ERROR))


@click.command(cls=Command)
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
    from pipeline.cli import progress  # noqa: PLC0415
    from pipeline.release import merge as engine  # noqa: PLC0415

    settings, scope = session.scope_of(ctx, given)
    with (
        progress.shown(0) as onlooker,
        session.spooled(engine.merge(folders, output, scope, onlooker), scope) as results,
    ):
        ctx.exit(session.reported(results, output, scope, settings.threshold, report_files))


def _keep_building(run: Callable[[], object], places: Sequence[Path], output: Path) -> None:
    """Builds after every change until Ctrl-C."""
    from pipeline.release.watch import watch  # noqa: PLC0415

    def again() -> None:
        run()
        note(_("watching; Ctrl-C ends it"))

    watch(places, output, again, lambda error: note(f"{TOOL}: {one_line(str(error))}"))


def _explanation(placements: Iterable[Placement]) -> str:
    """A line per stretch of text: its place, the field it went to (``-``: none), the text.

    Where a special rule of the assembler told the place, its name and quirk (docs/form.md) stand behind the text.
    """
    return "".join(
        "\t".join((str(one.location) or "-", one.field or "-", one_line(one.text), *([one.rule] if one.rule else [])))
        + "\n"
        for one in placements
    )
