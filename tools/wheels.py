"""Which wheels of a lock file a computer of another kind needs, and how pip gets them.

pip looks at markers such as ``sys_platform == 'win32'`` on the computer where it runs, whatever ``--platform`` says. So
they are settled here, for the computer that the wheels are for.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker

_ENTRY = re.compile(r"^[\w.-]+==")
_MARKER = re.compile(r" *; *(.+?) *\\$")


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of computer: pip's name of its platform (``win_amd64``), and its version of Python (``3.13``)."""

    platform: str
    python: str

    @property
    def environment(self) -> dict[str, str]:
        """What markers ask about."""
        is_windows = self.platform.startswith("win")
        return {
            "implementation_name": "cpython",
            "os_name": "nt" if is_windows else "posix",
            "platform_machine": "AMD64" if is_windows else self.platform.split("_", 3)[-1],
            "platform_python_implementation": "CPython",
            "platform_system": "Windows" if is_windows else "Darwin",
            "python_full_version": f"{self.python}.0",
            "python_version": self.python,
            "sys_platform": "win32" if is_windows else "darwin",
        }

    @property
    def options(self) -> list[str]:
        """What tells pip to look for wheels of this kind, and for nothing that would have to be compiled."""
        kind = ["--platform", self.platform, "--python-version", self.python, "--implementation", "cp"]
        return [*kind, "--only-binary=:all:"]


def needed(lock: str, target: Target) -> str:
    """The entries of a lock file that hold for ``target``, with their digests and without markers and remarks."""
    return "".join(_entries(lock, target))


def _entries(lock: str, target: Target) -> Iterator[str]:
    for entry in re.split(r"(?m)^(?=[\w.-]+==)", lock):
        if not _ENTRY.match(entry):
            continue
        first, *others = [line for line in entry.splitlines() if not line.lstrip().startswith("#")]
        marker = _MARKER.search(first)
        if marker is None or Marker(marker[1]).evaluate(target.environment):
            yield "\n".join([_MARKER.sub(r" \\", first), *others, ""])


def pip(*arguments: str) -> None:
    """Runs pip.

    Raises:
        subprocess.CalledProcessError: it fails.
    """
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    subprocess.run(command, check=True)


def download(lock: Path, target: Target, folder: Path) -> None:
    """Fetches into ``folder`` what ``target`` needs of a lock file, each wheel by its digest."""
    listed = folder / "needed.txt"
    listed.write_text(needed(lock.read_text("utf-8"), target), "utf-8")
    try:
        pip("download", "--no-deps", "--require-hashes", "-d", str(folder), *target.options, "-r", str(listed))
    finally:
        listed.unlink()
