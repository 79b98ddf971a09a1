"""Tell what changed between two versions of a standard, and make the comparison sheet (修正對照表).

OLD and NEW are two documents or records, or two folders of them: then all standards are compared, each with its own
earlier version, and one more sheet says which are new, withdrawn or changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click

from pipeline.base import files, i18n
from pipeline.base.claims import Claims
from pipeline.base.errors import ExitCode, SettingsError
from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.base.terminal_text import one_line
from pipeline.cli import options, outputs, releases, session, summary
from pipeline.cli.choices import OneOf
from pipeline.cli.help import Command, lang, option
from pipeline.cli.streams import deliver, note
from pipeline.compare import matches as decisions
from pipeline.compare import sheets
from pipeline.compare.changes import Change, ChangeRecord
from pipeline.compare.fates import told_fates
from pipeline.compare.phrases import Phrases, load
from pipeline.compare.sheet import Unchanged, own_changes
from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.findings.outcomes import Outcome
from pipeline.release import check as engine
from pipeline.release import comparison
from pipeline.release.comparison import Comparing
from pipeline.release.examination import Examination
from pipeline.release.releases import ReleaseOrder

_DEFAULT_FORMS = ("html", "docx")
_DEFAULT_FOLDER = Path("out")
_RECORD = "json"


def _form_names(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip().lower() for name in (value or "").split(",") if name.strip()))


@click.command(cls=Command, help=__doc__)
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path))
@option(
    "--to",
    "forms",
    metavar="FORMATS",
    callback=_form_names,
    help="Write the comparison sheet (修正對照表): html, docx, odt, xlsx, md, json, separated by commas.",
)
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the sheets; without it a single html, md or json goes to standard output (of two folders only "
    "json), all else to out.",
)
@option(
    "--unchanged",
    type=OneOf(["omit", "name", "show"]),
    default="omit",
    show_default=True,
    help="What is as before: leave it out of the sheet, name it, or show it in full.",
)
@option(
    "--phrases",
    "phrase_file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The sheet's titles and standing phrases (TOML).",
)
@option("--track-changes", is_flag=True, help="Also write the new version as a Word document with tracked changes.")
@option(
    "--matches",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Which item is which, as decided by hand (CSV); see --write-matches.",
)
@option(
    "--write-matches",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write which item was taken for which, to be edited and given to --matches.",
)
@options.templates
@options.limits
@options.force
@options.prune
@options.wait
@options.working
@lang
@click.pass_context
def compare(
    ctx: click.Context,
    /,
    old: Path,
    new: Path,
    forms: tuple[str, ...],
    output: Path | None,
    unchanged: str,
    phrase_file: Path | None,
    track_changes: bool,
    matches: Path | None,
    write_matches: Path | None,
    templates: Path | None,
    limits: Limits,
    force: bool,
    prune: bool,
    wait: float,
    work: options.Work,
) -> None:
    phrases = load(phrase_file) if phrase_file else Phrases()
    reserved = tuple(path for path in (phrase_file, matches) if path)
    if releases.is_release(old) or releases.is_release(new):
        if matches or write_matches:
            raise SettingsError(_("--matches and --write-matches are about two documents, not about two folders."))
        to_stdout = output is None and forms == (_RECORD,) and not track_changes
        folder = output or _DEFAULT_FOLDER
        order = ReleaseOrder(
            releases.inputs(old, folder),
            releases.inputs(new, folder),
            folder,
            () if to_stdout else forms or _DEFAULT_FORMS,
            track_changes and not to_stdout,
            phrases,
            Unchanged(unchanged),
            templates,
            limits,
            writes=not to_stdout,
            forced=force,
            pruned=prune,
            reserved=reserved,
            wait=wait,
        )
        ctx.exit(releases.run(order, work))
    wanted = [sheets.find(name) for name in forms or (_DEFAULT_FORMS if output and not track_changes else ())]
    how = Comparing(
        (str(old), str(new)),
        tuple(form.NAME for form in wanted),
        track_changes,
        phrases,
        Unchanged(unchanged),
        templates,
        i18n.current(),
    )
    with session.at_work(work, 1) as (pool, _listener):
        before, after = _both(ctx, (old, new), engine.read((old, new), limits, pool))
        if matches:
            how = replace(how, pins=decisions.read(matches, before.standard, after.standard))
        ((_key, made),) = pool.finished(comparison.compare, [(new, (before.record, after.record, how))])
    if isinstance(made, Diagnostic):
        summary.note_findings(str(new), [made])
        ctx.exit(ExitCode.UNUSABLE)
    claims = Claims((old, new, *reserved))
    if write_matches:
        claims.claim(write_matches)
        with outputs.replacing(write_matches) as stream:
            stream.write(decisions.written(made.record))
    if output is None and [form.IS_TEXT for form in wanted] == [True] and not track_changes:
        deliver(*(data.decode() for data in made.contents.values()))
    elif made.contents:
        _write(made.record, made.contents, output or _DEFAULT_FOLDER, claims)
    else:
        _tell(made.record)
    summary.note_findings(str(new), made.findings)
    whole = all(found.brief.outcome is Outcome.OK for found in (before, after))
    ctx.exit(summary.exit_code(not made.record.equal or not whole))


def _both(ctx: click.Context, paths: tuple[Path, Path], both: tuple[Examination, ...]) -> tuple[Examination, ...]:
    """Both versions with their records, and tells their errors; ends the command if one cannot be read at all."""
    for path, found in zip(paths, both, strict=True):
        summary.note_findings(str(path), (each for each in found.findings if each.severity is Severity.ERROR))
    if not all(found.record for found in both):
        ctx.exit(ExitCode.UNUSABLE)
    return both


def _write(record: ChangeRecord, contents: Mapping[str, bytes], folder: Path, claims: Claims) -> None:
    """Writes files by what their names end in."""
    stem = files.safe_stem(record.new.code or record.new.name or Path(record.new.path).stem)
    files.prepare_folder(folder)
    paths = {folder / f"{stem}{ending}": data for ending, data in contents.items()}
    for path in paths:
        claims.claim(path)
    for path, data in paths.items():
        files.write(path, data)
        note(_("written: {path}").format(path=one_line(str(path))))


def _tell(record: ChangeRecord) -> None:
    """A line for every change on standard output, and their number on standard error."""
    lines = [f"code: {record.old.code or '—'} → {record.new.code or '—'}"] if record.old.code != record.new.code else []
    lines += [_("{what}: {item}").format(what=told_fates(one), item=_shown(one)) for one in own_changes(record.changes)]
    for line in lines:
        deliver(one_line(line) + "\n")
    note(_("differences: {count}").format(count=len(lines)))


def _shown(change: Change) -> str:
    """The paths, and the text with what is gone in [- -] and what is new in {+ +}."""
    paths = dict.fromkeys(side.path for side in (change.old, change.new) if side)
    marks = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
    return f"{' → '.join(paths)}: {''.join(marks[kind].format(text) for kind, text in change.parts)}"
