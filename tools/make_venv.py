"""Makes a virtual environment with pip: ``python3 tools/make_venv.py .venv``.

Debian ships Python without ensurepip unless the package python3-venv is installed. Then pip comes from PyPI, in
the version pinned below, checked against its digest. Standard library only: nothing else is there yet.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
import venv
from pathlib import Path

OLDEST = (3, 11)
PIP = "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
INDEX = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/")


def main() -> None:
    """Makes the environment, or ends with one line that says what to do."""
    if sys.version_info < OLDEST:
        sys.exit(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed, not {sys.version.split()[0]}: make PYTHON=...")
    folder = Path(sys.argv[1])
    try:
        import ensurepip  # noqa: F401, PLC0415 - whether it is there is the question
    except ImportError:
        venv.create(folder, clear=True, symlinks=True)
        install_pip(folder / "bin" / "python")
    else:
        venv.create(folder, clear=True, symlinks=True, with_pip=True)


def install_pip(python: Path) -> None:
    """Fetches pip and lets it install itself for ``python``."""
    with tempfile.TemporaryDirectory() as scratch:
        wheel = Path(scratch) / PIP
        try:
            wheel.write_bytes(fetch_pip())
        except (OSError, ValueError, LookupError) as error:
            sys.exit(f"pip could not be fetched ({error}). Run: sudo apt-get install python3-venv, then make again.")
        install = [str(python), str(wheel / "pip"), "install", "--quiet", "--no-index", str(wheel)]
        subprocess.run(install, check=True)


def fetch_pip() -> bytes:
    """The wheel of the pinned pip, from the index that pip itself would use."""
    accept = {"Accept": "application/vnd.pypi.simple.v1+json"}
    with urllib.request.urlopen(urllib.request.Request(f"{INDEX}/pip/", headers=accept)) as page:
        files = json.load(page)["files"]
    address = {file["filename"]: file["url"] for file in files}[PIP]
    with urllib.request.urlopen(urllib.parse.urljoin(f"{INDEX}/pip/", address)) as answer:
        data: bytes = answer.read()
    if hashlib.sha256(data).hexdigest() != PIP_SHA256:
        raise ValueError(f"{PIP} has another digest than expected")
    return data


if __name__ == "__main__":
    main()
