"""Standards printed by Chromium from a page of the web, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from benchmarks.documents import LAYOUTS, standards
from tests.typeset import typeset

_PROGRAM = "chromium"


def printed(folder: Path, count: int) -> list[Path]:
    """So many PDFs in ``folder``, which is made; none without Chromium."""
    program = shutil.which(_PROGRAM)
    if program is None:
        return []
    folder.mkdir(parents=True)
    paths = []
    for number, (standard, layout) in enumerate(zip(standards(count), LAYOUTS, strict=False), 1):
        page, target = folder / f"{number}.html", folder / f"{number}.pdf"
        page.write_bytes(typeset(standard, layout, "html"))
        options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={target}")
        subprocess.run([program, *options, page], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        paths.append(target)
    return paths
