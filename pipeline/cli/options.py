"""The options that several commands share, and what their values are turned into."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass, fields, replace
from functools import partial, wraps
from pathlib import Path
from typing import get_args

import click

from pipeline import exports, reports
from pipeline.base.export_settings import BASE_URI, CaseVersion
from pipeline.base.files import safe_stem
from pipeline.base.i18n import _
from pipeline.base.limits import DEFAULT_LIMITS, MOST_PARTS, Limits, PdfEngine
from pipeline.base.suggestions import unknown
from pipeline.cli.choices import OneOf
from pipeline.cli.help import Names, option
from pipeline.findings.diagnostics import Severity
from pipeline.findings.rules import known_rules
from pipeline.findings.settings import NEVER, Overrides
from pipeline.release import formats as known_formats

HANDBOOKS = "html,docx,md"
"""The formats of handbooks that are written unless others are named."""
AUTO = "auto"
"""The form of the report that suits where the run takes place; as many jobs as there are processors."""


@dataclass(frozen=True, slots=True)
class Judging(Overrides):
    """Which findings count, and how much; ``config_file``: the settings, ``None``: those of the folder."""

    config_file: Path | None = None
    show_settings: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """Who does the work, and within what limits: ``timeout`` in seconds, ``max_memory`` in MiB; ``None``: the usual."""

    jobs: int | None = None
    timeout: float | None = None
    max_memory: int | None = None
    cluster: str | None = None


@dataclass(frozen=True, slots=True)
class Sourcing:
    """What is said of the sources: ``strict``, if a file that is not looked at is a failure; what stdin is called."""

    strict: bool = False
    stdin_name: str | None = None


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report to be written: its ``form`` is the name of a report."""

    form: str
    path: Path


def require_known(name: str, known: Collection[str], command: str) -> None:
    """Lets a ``name`` pass that is among ``known``, which ``command`` lists.

    Raises:
        SettingsError: it is not; says which known name is close.
    """
    if name not in known:
        raise unknown(name, known, command)


def _report_names() -> list[str]:
    return [report.NAME for report in reports.available()]


def _format_names() -> list[str]:
    return [one.name for one in known_formats.available()]


def _rule_names() -> list[str]:
    rules = known_rules()
    return [*rules, *(rule.info.name for rule in rules.values())]


RULE_NAMES = Names(_rule_names)
"""Rules by id or name, for shells to complete."""


def _names(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _limits(_ctx: click.Context, _param: click.Parameter, engine: str) -> Limits:
    return replace(DEFAULT_LIMITS, pdf_engine=PdfEngine(engine))


def _required_sources(ctx: click.Context, param: click.Parameter, value: tuple[Path, ...]) -> tuple[Path, ...]:
    if not value and not ctx.params.get("show_settings"):
        raise click.MissingParameter(ctx=ctx, param=param)
    return value


def _output_formats(
    known: Callable[[], list[str]], ctx: click.Context, param: click.Parameter, value: str | None
) -> tuple[str, ...]:
    if value is None:
        return ()
    names = tuple(dict.fromkeys(name.strip().lower() for name in value.split(",") if name.strip()))
    if not names:
        raise click.BadParameter(_("no format is named"), ctx, param)
    # The usual formats are known; to know the names of all, every part would be loaded.
    for name in names if value != param.default else ():
        if name not in known():
            raise unknown(name, known(), "icap formats", export_names(), "icap export")
    return names


def _base_uri(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and not BASE_URI.fullmatch(value):
        kind = _("a URI that ends in /, # or :, such as https://example.org/icap/")
        raise click.BadParameter(_("{value} must be {kind}").format(value=value, kind=kind), ctx, param)
    return value


def _template_name(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if not value or value != safe_stem(value):
        raise click.BadParameter(_("{name} is no name of a template").format(name=value), ctx, param)
    return value


def _report_form(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    if value == AUTO:
        return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"
    require_known(value, [*_report_names(), AUTO], "icap formats")
    return value


def _report_targets(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[ReportFile, ...]:
    targets = []
    for value in values:
        form, _separator, path = value.partition("=")
        if not path:
            said = _("{value} is not of the form FORMAT=PATH, such as html=report.html").format(value=value)
            raise click.BadParameter(said, ctx, param)
        require_known(form, _report_names(), "icap formats")
        targets.append(ReportFile(form, Path(path)))
    return tuple(targets)


def _jobs(ctx: click.Context, param: click.Parameter, value: str) -> int | None:
    if value == AUTO:
        return None
    if not value.isdecimal() or int(value) < 1:
        raise click.BadParameter(_("{value} is neither a number from 1 nor auto").format(value=value), ctx, param)
    return int(value)


def _shard(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[int, int]:
    if value is None:
        return 1, 1
    number, _separator, count = value.partition("/")
    if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count) <= MOST_PARTS):
        raise click.BadParameter(
            _("{value} is not of the form I/N with I from 1 to N, such as 2/5").format(value=value), ctx, param
        )
    return int(number), int(count)


sources = click.argument(
    "sources", metavar="SRC...", nargs=-1, callback=_required_sources, type=click.Path(path_type=Path)
)
strict = option("--strict", is_flag=True, help="Fail on files in folders and archives that no reader takes.")
stdin_name = option(
    "--stdin-name", metavar="NAME", help="What the document on standard input (SRC -) is called, such as form.pdf."
)
fail_on = option(
    "--fail-on",
    type=OneOf([*(severity.value for severity in Severity), NEVER]),
    help="The least severity that makes the exit code 1 (default: error); an unreadable input always does.",
)
select = option(
    "--select",
    metavar="RULES",
    type=RULE_NAMES,
    multiple=True,
    callback=_names,
    help="Only these rules: ids (CR201), beginnings of ids (CR2) or names (name-drift), separated by commas.",
)
ignore = option(
    "--ignore",
    metavar="RULES",
    type=RULE_NAMES,
    multiple=True,
    callback=_names,
    help="All but these rules; goes before --select.",
)
config_file = option(
    "--config",
    "config_file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Settings (TOML); by default the nearest icap.toml or pyproject.toml with [tool.icap].",
)
waivers = option(
    "--waivers",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Findings that somebody answers for (TOML); by default waivers.toml beside the settings.",
)
baseline = option(
    "--baseline",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Findings that are known already; see icap baseline.",
)
show_settings = option(
    "--show-settings", is_flag=True, is_eager=True, help="Print the settings and where each comes from, and stop."
)
baseline_file = click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
corrections = option(
    "--corrections",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write the proposals as a sheet (CSV) for the office that owns the documents.",
)
report_form = option(
    "--format",
    "form",
    metavar="FORMAT",
    type=Names(lambda: [*_report_names(), AUTO]),
    default=AUTO,
    show_default=True,
    callback=_report_form,
    help="Form of the report, see icap formats; auto is github inside GitHub Actions, else text.",
)
report_files = option(
    "--report",
    "report_files",
    metavar="FORMAT=PATH",
    type=Names(lambda: [f"{name}=" for name in _report_names()]),
    multiple=True,
    callback=_report_targets,
    help="Also write a report to a file; may be given several times.",
)
limits = option(
    "--pdf-engine",
    "limits",
    type=OneOf([engine.value for engine in PdfEngine]),
    default=PdfEngine.PDFIUM.value,
    show_default=True,
    callback=_limits,
    help="What interprets PDF: pdfium (fast), pdfplumber (the reference), or both, which says where they differ.",
)
"""Reaches the command as the argument ``limits``: how documents are read."""
output = option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("out"),
    show_default=True,
    help="Folder for the outputs.",
)
templates = option(
    "--templates",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder whose templates go before the supplied ones of the same name.",
)

template = option(
    "--template",
    metavar="NAME",
    default="handbook",
    show_default=True,
    callback=_template_name,
    help="Which template to fill: handbook, form (the official form), or one of your own folder.",
)


only_check = option("--check", is_flag=True, help="Check exports that are there, made by whomever; write none.")
base_uri = option(
    "--base-uri",
    metavar="URI",
    callback=_base_uri,
    help="What the identifiers of standards and items begin with, such as https://example.org/icap/.",
)
case_version = option(
    "--case-version", type=OneOf(list(get_args(CaseVersion))), help="Version of CASE to write (default: 1.1)."
)
no_extensions = option("--no-extensions", is_flag=True, help="Write no fields that a format allows beside its own.")
link_equal_names = option(
    "--link-equal-names",
    is_flag=True,
    help="Link knowledge or skills of the same name in several standards as the same.",
)

jobs = option(
    "-j",
    "--jobs",
    metavar="N|auto",
    default=AUTO,
    show_default=True,
    callback=_jobs,
    help="Documents to work on at a time; auto: one per processor.",
)
timeout = option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="For one document (default: 120, of which 10 and one for each MiB of it at work).",
)
max_memory = option(
    "--max-memory", type=click.IntRange(min=64), metavar="MIB", help="For each process at work (default: 768)."
)
cluster = option(
    "--cluster", metavar="ADDRESS", help="Work on the Dask cluster with this scheduler; its own limits hold there."
)
shard = option(
    "--shard", metavar="I/N", callback=_shard, help="Only the I-th of N parts of the documents; see icap merge."
)
force = option("--force", is_flag=True, help="Build everything anew, even what is up to date.")
prune = option("--prune", is_flag=True, help="Delete the outputs of documents that are gone.")
wait = option(
    "--wait",
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    default=0,
    help="How long to wait for another run into the same folder (default: not at all).",
)
watch = option("--watch", is_flag=True, help="Go on, and build again whenever a document or a template changes.")


def formats(
    default: str | None, known: Callable[[], list[str]] = _format_names
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option ``--to`` with the formats that are written if it is not given; ``None``: the command asks for it."""
    return option(
        "--to",
        "formats",
        metavar="FORMATS",
        type=Names(known),
        default=default,
        show_default=True,
        callback=partial(_output_formats, known),
        help="Formats to write, separated by commas; see icap formats.",
    )


def export_names() -> list[str]:
    """The formats of icap export."""
    return [one.NAME for one in exports.available()]


exported_formats = formats(None, export_names)
"""The option ``--to`` of exports."""
site_formats = formats("json", lambda: list(dict.fromkeys((*_format_names(), *export_names()))))
"""The option ``--to`` of sites: what they offer beside their pages."""


def _gathered(
    name: str, kind: type, options: Collection[Callable[[Callable[..., None]], Callable[..., None]]]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """All these ``options``; they reach the command together, as the argument ``name``, a value of the dataclass."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def gathering(*arguments: object, **given: object) -> None:
            own = {field.name: given.pop(field.name) for field in fields(kind) if field.name in given}
            command(*arguments, **given, **{name: kind(**own)})

        wrapped: Callable[..., None] = gathering
        for one in reversed(tuple(options)):
            wrapped = one(wrapped)
        return wrapped

    return decorate


_JUDGING = (select, ignore, fail_on, config_file, waivers, baseline, show_settings)
judging = _gathered("judging", Judging, _JUDGING)
"""All options that say which findings count and how much: the argument ``judging``."""
exporting = _gathered("judging", Judging, (*_JUDGING, base_uri, case_version, no_extensions, link_equal_names))
"""The same and those that say how exports are made, which are settings too: the argument ``judging``."""
judging_baseline = _gathered("judging", Judging, (select, ignore, config_file, waivers))
"""Those of them that a baseline is made with."""
working = _gathered("work", Work, (jobs, timeout, max_memory, cluster))
"""All options that say who does the work, and within what limits: the argument ``work``."""
sourcing = _gathered("sourcing", Sourcing, (strict, stdin_name))
"""All options that say something of the sources: the argument ``sourcing``."""
strict_only = _gathered("sourcing", Sourcing, (strict,))
"""The one of them that a command has which takes nothing from standard input."""
