"""The last word on text that seems lost: what LibreOffice or Chromium print of the file, where they are installed."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from tests.browser.chromium import ARGUMENTS, CHROMIUM
from tests.fuzz.judge import Problem, letters
from tests.fuzz.shown import pdf
from tests.handbooks import libreoffice

_SECONDS = 120


def is_printed(problem: Problem, data: bytes, suffix: str) -> bool | None:
    """Whether more of the lost letters are printed than are told; ``None`` where nothing here can print the file."""
    try:
        with tempfile.TemporaryDirectory(prefix="fuzz-", ignore_cleanup_errors=True) as folder:
            printed = _printed(data, suffix, Path(folder))
    except (subprocess.SubprocessError, OSError, ValueError):
        return False
    if printed is None:
        return None
    shown = letters("".join(piece.text for piece in pdf(printed) or ()), suffix)
    return any(shown[letter] > told for letter, told in problem.told)


def _printed(data: bytes, suffix: str, folder: Path) -> bytes | None:
    if suffix in ("docx", "odt") and libreoffice.PROGRAM:
        return libreoffice.saved_again(data, f".{suffix}", folder, "pdf")
    if suffix == "html" and CHROMIUM:
        page, print_ = folder / "page.html", folder / "page.pdf"
        page.write_bytes(data)
        where = (f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={print_}", page.as_uri())
        subprocess.run(
            [CHROMIUM, *ARGUMENTS, "--no-pdf-header-footer", *where], check=True, capture_output=True, timeout=_SECONDS
        )
        return print_.read_bytes()
    return None
