"""The three steps as plain functions: what ``import pipeline`` offers, and what the commands are made of."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline import checks
from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.rules import Rule, known_rules
from pipeline.handbooks import render
from pipeline.record.model import Standard
from pipeline.release.read import Reading, read_standard

__all__ = ["check", "read", "render"]


def read(path: str | Path, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """The record in a source document or record file, with its outcome and findings; raises nothing for bad input."""
    return read_standard(Path(path), limits)


def check(standard: Standard, rules: Iterable[Rule] | None = None) -> tuple[Diagnostic, ...]:
    """What ``rules`` (``None``: all of them) find in ``standard``, in the order of places."""
    return checks.run(standard, known_rules().values() if rules is None else rules)
