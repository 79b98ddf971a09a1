"""What the parts of the ODT reader share: how elements are called, and how often things are repeated."""

from __future__ import annotations

from pipeline.base.odf import NAMESPACES
from pipeline.base.odf import name as qn
from pipeline.readers.attributes import whole

__all__ = ["MOST_REPEATS", "NAMESPACES", "qn", "repeats"]

MOST_REPEATS = 1_000
"""Spreadsheets repeat empty rows and columns by the million; no standard repeats any."""


def repeats(value: str | None) -> int:
    """How often something is repeated, or how much it spans, by its attribute."""
    return whole(value, 1, 1, MOST_REPEATS)
