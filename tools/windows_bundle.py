"""Makes a folder from which ``icap`` is installed on Windows without a network: ``make windows-bundle``.

It holds the wheels of all that the program needs, for every version of Python that it runs on, and ``install.cmd``.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools import lock, wheels

PARTS = Path(__file__).with_name("windows")
"""What the folder holds beside wheels."""
PLATFORM = "win_amd64"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
BYTE_ORDER_MARK = "\ufeff"
"""By which every editor of Windows knows UTF-8."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(prog="windows_bundle", description=__doc__)
    parser.add_argument("folder", type=Path, help="what stands there is replaced")
    parser.add_argument("--python", action="append", choices=PYTHONS, help="only for this version of Python")
    chosen = parser.parse_args(arguments)
    make(chosen.folder, [wheels.Target(PLATFORM, version) for version in chosen.python or PYTHONS])
    return 0


def make(folder: Path, targets: Sequence[wheels.Target]) -> None:
    """Makes the folder for computers of these kinds.

    Raises:
        subprocess.CalledProcessError: a wheel cannot be had, or the program's own cannot be made.
    """
    shutil.rmtree(folder, ignore_errors=True)
    store = folder / "wheels"
    store.mkdir(parents=True)
    for target in targets:
        wheels.download(lock.ALL, target, store)
    add_parts(folder, lock.ALL.read_text("utf-8"), own_wheel(store))


def own_wheel(folder: Path) -> Path:
    """The program's wheel, made in ``folder``."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder.resolve())]
    subprocess.run(command, cwd=lock.ROOT, check=True, capture_output=True)
    return next(folder.glob("icap_pipeline-*.whl"))


def add_parts(folder: Path, locked: str, own: Path) -> None:
    """Writes what is no wheel, with the line ends of Windows.

    ``requirements.txt`` is the lock file, whose markers pip settles where it installs, and the program's ``own`` wheel.
    """
    _name, version, *_tags = own.stem.split("-")
    digest = hashlib.sha256(own.read_bytes()).hexdigest()
    requirements = f"{locked}{lock.PROJECT}=={version} --hash=sha256:{digest}\n"
    for part in PARTS.iterdir():
        mark = BYTE_ORDER_MARK if part.suffix == ".txt" else ""
        _write(folder / part.name, mark + part.read_text("utf-8"))
    _write(folder / "requirements.txt", requirements)


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\r\n")


if __name__ == "__main__":
    sys.exit(main())
