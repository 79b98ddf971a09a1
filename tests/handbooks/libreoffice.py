"""LibreOffice, where it is installed: opens a document and saves it again as another user would."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")

needed = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")


def saved_again(data: bytes, suffix: str, folder: Path, form: str | None = None) -> bytes:
    """``data`` opened and saved, in ``form`` (by default that of ``suffix``)."""
    assert PROGRAM is not None
    source, target = folder / f"before{suffix}", folder / "after"
    source.write_bytes(data)
    subprocess.run(
        [
            PROGRAM,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            form or suffix.lstrip("."),
            "--outdir",
            str(target),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    (result,) = target.iterdir()
    return result.read_bytes()
