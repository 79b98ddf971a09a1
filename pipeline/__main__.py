"""``python -m pipeline`` and the command ``icap``."""

from __future__ import annotations

import gc
import logging
import os
import sys
import warnings

from pipeline.cli import main as command

_MADE_BETWEEN_LOOKS = 50_000
"""So many objects are made before Python looks for those that hold each other: loading alone makes more than that."""
_PYDANTIC_PLUGINS = "PYDANTIC_DISABLE_PLUGINS"
"""Else pydantic looks for plugins of its own among all packages that are installed; the command uses none."""


def main() -> None:
    """Runs the command and ends the process with its exit code."""
    gc.set_threshold(_MADE_BETWEEN_LOOKS)
    os.environ.setdefault(_PYDANTIC_PLUGINS, "__all__")
    if not os.environ.get(command.DEBUG):
        _silence_libraries()
    code = command.main()
    gc.freeze()  # the process ends: nothing that is left need be looked through
    sys.exit(code)


def _silence_libraries() -> None:
    """They complain about details of a file in words that help nobody; what matters is a diagnostic."""
    logging.disable(logging.CRITICAL)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


if __name__ == "__main__":
    main()
