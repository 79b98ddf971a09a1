"""``python -m pipeline`` and the command ``icap``."""

from __future__ import annotations

import logging
import os
import sys
import warnings

from pipeline.cli import main as command


def main() -> None:
    """Runs the command and ends the process with its exit code."""
    if not os.environ.get(command.DEBUG):
        _silence_libraries()
    sys.exit(command.main())


def _silence_libraries() -> None:
    """They complain about details of a file in words that help nobody; what matters is a diagnostic."""
    logging.disable(logging.CRITICAL)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


if __name__ == "__main__":
    main()
