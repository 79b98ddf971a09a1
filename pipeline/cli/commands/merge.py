"""Join the folders that icap build --shard filled: their outputs, manifests and reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from pipeline.cli import options, outputs, progress, session
from pipeline.cli.help import Command, lang
from pipeline.release import merge as engine


@click.command(cls=Command, help=__doc__)
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.output
@options.wait
@options.judging
@options.report_files
@lang
@click.pass_context
def merge(
    ctx: click.Context,
    /,
    folders: tuple[Path, ...],
    output: Path,
    wait: float,
    judging: options.Judging,
    report_files: tuple[options.ReportFile, ...],
) -> None:
    settings, policy = session.judged(ctx, judging)
    session.claimed(_files(folders), judging, settings, (file.path for file in report_files))
    with (
        progress.shown(0) as listener,
        outputs.buffered(engine.merge(folders, output, policy, listener, wait), policy) as results,
    ):
        ctx.exit(outputs.reported(results, output, policy, settings.threshold, report_files))


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    """All that the parts consist of."""
    for folder in folders:
        yield from folder.rglob("*")
