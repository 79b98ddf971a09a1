"""Say what this computer has and lacks: versions, fonts, locale, limits, folders, formats."""

from __future__ import annotations

import importlib.util
import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import click

from pipeline import TOOL, __version__
from pipeline.base import i18n
from pipeline.base.errors import ExitCode
from pipeline.base.i18n import _
from pipeline.base.limits import DEFAULT_LIMITS
from pipeline.base.terminal_text import one_line
from pipeline.cli.help import Command, lang
from pipeline.cli.streams import deliver
from pipeline.handbooks import _fonts as fonts
from pipeline.release import formats, pools

DISTRIBUTION = "icap-pipeline"
MIB = 1024 * 1024

_PAGE = ("starlette", "uvicorn", "python_multipart")
"""What ``icap serve`` needs, which is an extra."""

Fact = tuple[str, str, bool]
"""What it is about, what there is to say, and whether that is as it should be."""


@click.command(cls=Command, help=__doc__)
@lang
@click.pass_context
def doctor(ctx: click.Context) -> None:
    facts = [*_versions(), *_fonts(), *_locale(), *_limits(), *_folders(), *_formats()]
    for about, said, is_well in facts:
        mark = "" if is_well else _("MISSING: ")
        deliver(one_line(_("{about}: {said}").format(about=about, said=f"{mark}{said}")) + "\n")
    ctx.exit(ExitCode.CLEAN if all(is_well for *_said, is_well in facts) else ExitCode.FINDINGS)


def _versions() -> Iterator[Fact]:
    yield TOOL, __version__, True
    yield "Python", f"{platform.python_version()} ({sys.executable})", True
    yield _("system"), platform.platform(), True
    for name in _libraries():
        try:
            yield name, metadata.version(name), True
        except metadata.PackageNotFoundError:
            yield name, _("not installed; run pip install {name}").format(name=name), False


def _libraries() -> list[str]:
    """The libraries that the program cannot do without."""
    try:
        required = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:  # run from its source without being installed
        return []
    return sorted(re.split(r"[^\w.-]", one)[0] for one in required if "extra ==" not in one)


def _fonts() -> Iterator[Fact]:
    found = fonts.chinese(fonts.book().families())
    yield _("Chinese fonts"), _(", ").join(found.text) if found else _font_advice(), found is not None


def _font_advice() -> str:
    return _(
        "none, so PDF cannot be made. Install fonts-noto-cjk or fonts-cns11643-kai (Debian, Ubuntu), "
        "or run pip install '{package}[fonts]'."
    ).format(package=DISTRIBUTION)


def _locale() -> Iterator[Fact]:
    names = (i18n.VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG")
    given = _(", ").join(f"{name}={os.environ[name]}" for name in names if os.environ.get(name))
    yield _("language of messages"), f"{i18n.current()} ({given or '-'})", True
    yield _("encoding of the terminal"), f"{sys.stdout.encoding}, {sys.getfilesystemencoding()}", True


def _limits() -> Iterator[Fact]:
    yield _("processors"), str(pools.processors()), True
    limits = _(
        "{seconds} seconds, of which {work} at work, and {memory} MiB for a document, "
        "{size} MiB a file, {pages} pages a PDF"
    )
    yield (
        _("limits"),
        limits.format(
            seconds=f"{pools.TIMEOUT:.0f}",
            work=f"{pools.PROCESSOR_TIME:.0f}",
            memory=pools.MEMORY,
            size=DEFAULT_LIMITS.file_bytes // MIB,
            pages=DEFAULT_LIMITS.pages,
        ),
        True,
    )


def _folders() -> Iterator[Fact]:
    for about, folder in ((_("current folder"), Path.cwd()), (_("temporary folder"), Path(tempfile.gettempdir()))):
        if os.access(folder, os.W_OK | os.X_OK):
            free = shutil.disk_usage(folder).free // MIB
            yield about, _("{folder}, {free} MiB free").format(folder=folder, free=free), True
        else:
            yield about, _("{folder} cannot be written; choose another with -o").format(folder=folder), False


def _formats() -> Iterator[Fact]:
    has_fonts = fonts.chinese(fonts.book().families()) is not None
    for one in formats.available():
        is_well = has_fonts or one.name != "pdf"
        yield _("output {format}").format(format=one.name), _("can be made") if is_well else _font_advice(), is_well
    has_page = all(importlib.util.find_spec(name) for name in _PAGE)
    advice = _("not installed; only icap serve needs it: pip install '{package}[web]'").format(package=DISTRIBUTION)
    yield "icap serve", _("can be started") if has_page else advice, True
    has_cluster = importlib.util.find_spec("distributed") is not None
    advice = _("not installed; only --cluster needs it: pip install '{package}[cluster]'").format(package=DISTRIBUTION)
    yield "Dask", _("installed") if has_cluster else advice, True
