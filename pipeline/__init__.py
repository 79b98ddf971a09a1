"""Reads official occupational competency standards (職能基準), checks them and renders handbooks.

``read(path)`` gives a ``Reading`` with the ``Standard`` and its outcome, ``check(standard)`` gives every
``Diagnostic``, ``render(standard, "html")`` gives the bytes of a handbook.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.api import check, read, render
    from pipeline.findings.diagnostics import Diagnostic
    from pipeline.record.model import Standard

__version__ = "0.1.0"
TOOL = "icap"
"""What the command is called."""

__all__ = ["Diagnostic", "Standard", "__version__", "check", "read", "render"]

_HOMES = {
    "Diagnostic": "pipeline.findings.diagnostics",
    "Standard": "pipeline.record.model",
    "check": "pipeline.api",
    "read": "pipeline.api",
    "render": "pipeline.api",
}


def __getattr__(name: str) -> Any:
    """Imports what is asked for, so that ``import pipeline`` loads no library."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
