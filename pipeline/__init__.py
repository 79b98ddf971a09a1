"""Reads official occupational competency standards (職能基準), checks them and renders handbooks.

``read(path)`` gives a ``Reading`` with the ``Standard`` and its outcome, ``check(standard)`` gives every
``Diagnostic``, ``render(standard, "html")`` gives the bytes of a handbook, ``export(standards, "json")`` gives files.
"""

from __future__ import annotations

import importlib
import os
import sys

TYPE_CHECKING = False
"""Type checkers take it for true. ``typing`` itself is not imported, for the reason given below."""
if TYPE_CHECKING:
    from pipeline.api import check, export, read, render
    from pipeline.findings.diagnostics import Diagnostic
    from pipeline.record.model import Standard

__version__ = "0.1.0"
TOOL = "icap"
"""What the command is called."""

__all__ = ["Diagnostic", "Standard", "__version__", "check", "export", "read", "render"]

_HOMES = {
    "Diagnostic": "pipeline.findings.diagnostics",
    "Standard": "pipeline.record.model",
    "check": "pipeline.api",
    "export": "pipeline.api",
    "read": "pipeline.api",
    "render": "pipeline.api",
}


def __getattr__(name: str) -> object:
    """Imports what is asked for, so that ``import pipeline`` loads no library."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def _take_no_code_from_documents() -> None:
    """Makes ``python -m pipeline`` look for modules where ``icap`` does, which is not the current folder.

    A folder of documents may hold a file called ``json.py``. So this must run before anything is imported that Python
    has not loaded by itself. While Python looks for the module to run, the command line begins with ``-m``.
    """
    if sys.argv[:1] != ["-m"] or sys.flags.safe_path:
        return
    own_home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - pathlib is not loaded
    if os.path.abspath(sys.path[0]) != own_home:  # noqa: PTH100
        del sys.path[0]


_take_no_code_from_documents()
