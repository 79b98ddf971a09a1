"""Handbooks and volumes of invented standards, printed as the program prints them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline import handbooks
from pipeline.findings.diagnostics import Diagnostic, keep_silent
from pipeline.handbooks import RenderOptions
from pipeline.handbooks.book import book
from pipeline.handbooks.compose import View
from pipeline.record.model import Standard
from pipeline.release import formats

VERSION = "9.8.7"


def printed(
    name: str,
    standard: Standard,
    template: str = "handbook",
    *,
    findings: Iterable[Diagnostic] | None = None,
    folder: Path | None = None,
    report=keep_silent,
) -> bytes:
    """One standard in the format called ``name``."""
    view = View(standard, findings, VERSION)
    return formats.find(name).make(view, template, RenderOptions(folder, report))


def bound(
    name: str,
    title: str,
    standards: Sequence[Standard],
    template: str = "handbook",
    *,
    folder: Path | None = None,
    report=keep_silent,
    duplex: bool = False,
) -> bytes:
    """A volume in the format called ``name``."""
    binder = {one.NAME: one for one in handbooks.binders()}[name]
    volume = book(title, [View(one, tool_version=VERSION) for one in standards], template, VERSION, duplex=duplex)
    return binder.bind(volume, template, RenderOptions(folder, report))
