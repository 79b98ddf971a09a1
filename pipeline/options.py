"""The options that several commands share, and what their values are turned into."""

from __future__ import annotations

from collections.abc import Callable, Collection
from difflib import get_close_matches
from pathlib import Path

import click

from pipeline import language
from pipeline.diagnostics import Severity
from pipeline.errors import SettingsError
from pipeline.language import _

NEVER = "never"
"""The value of ``--fail-on`` with which no finding makes a run fail."""


def require_known(name: str, known: Collection[str], command: str) -> None:
    """Lets a ``name`` pass that is among ``known``, which ``command`` lists.

    Raises:
        SettingsError: it is not; says which known name is close.
    """
    if name in known:
        return
    guesses = get_close_matches(name, known, n=1, cutoff=0.5)
    raise SettingsError(
        _("{name} is not known. Did you mean {guess}? {command} lists all there are.").format(
            name=name, guess=guesses[0], command=command
        )
        if guesses
        else _("{name} is not known. {command} lists all there are.").format(name=name, command=command)
    )


def report_names() -> list[str]:
    """The names of all reports."""
    from pipeline import reports  # noqa: PLC0415 - `icap --version` need not wait for it

    return [report.NAME for report in reports.available()]


def _speak(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    if value or not ctx.parent:
        language.use(value)


def _threshold(_ctx: click.Context, _param: click.Parameter, value: str) -> Severity | None:
    return None if value == NEVER else Severity(value)


def _output_formats(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    from pipeline import renderers  # noqa: PLC0415 - `icap --version` need not wait for it

    names = tuple(dict.fromkeys(name.strip().lower() for name in value.split(",") if name.strip()))
    if not names:
        raise click.BadParameter(_("no format is named"), ctx, param)
    known = [renderer.NAME for renderer in renderers.available()]
    for name in names:
        require_known(name, known, "icap formats")
    return names


def _report_form(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    require_known(value, report_names(), "icap formats")
    return value


def _report_targets(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, Path], ...]:
    targets = []
    for value in values:
        form, _separator, path = value.partition("=")
        if not path:
            raise click.BadParameter(_("{value} is not of the form FORMAT=PATH").format(value=value), ctx, param)
        require_known(form, report_names(), "icap formats")
        targets.append((form, Path(path)))
    return tuple(targets)


lang = click.option(
    "--lang",
    type=click.Choice(language.LANGUAGES),
    callback=_speak,
    expose_value=False,
    is_eager=True,
    help="Language of messages; by default that of the environment.",
)
sources = click.argument("sources", metavar="SRC...", nargs=-1, required=True, type=click.Path(path_type=Path))
fail_on = click.option(
    "--fail-on",
    type=click.Choice([*(severity.value for severity in Severity), NEVER]),
    default=Severity.ERROR.value,
    show_default=True,
    callback=_threshold,
    help="The least severity that makes the exit code 1; an unreadable input always does.",
)
report_form = click.option(
    "--format",
    "form",
    metavar="FORMAT",
    default="text",
    show_default=True,
    callback=_report_form,
    help="Form of the report; see icap formats.",
)
report_files = click.option(
    "--report",
    "report_files",
    metavar="FORMAT=PATH",
    multiple=True,
    callback=_report_targets,
    help="Also write a report to a file; may be given several times.",
)
output = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("out"),
    show_default=True,
    help="Folder for the outputs.",
)
templates = click.option(
    "--templates",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder whose templates go before the supplied ones of the same name.",
)


def formats(default: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option ``--to`` with the formats that are written if it is not given."""
    return click.option(
        "--to",
        "formats",
        metavar="FORMATS",
        default=default,
        show_default=True,
        callback=_output_formats,
        help="Formats to write, separated by commas; see icap formats.",
    )
