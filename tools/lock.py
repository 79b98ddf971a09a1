"""What a lock file pins, as a value: each package with its version, its files' digests, and what needs it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUN = ROOT / "requirements.lock"
"""What the program itself needs."""
ALL = ROOT / "requirements-all.lock"
"""This, and its extras."""
DEV = ROOT / "requirements-dev.lock"
"""All of this, and what tests and tools need."""
PROJECT = "icap-pipeline"
"""What lock files call the program itself."""

_PINNED = re.compile(r"^([\w.-]+)==([^\s;\\]+)")
_DIGEST = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_ELSEWHERE = {"colorama": "BSD", "ctdl-validate": "Apache-2.0"}
"""Licences of what is pinned for other systems or versions of Python, and so is not installed everywhere."""
_OF_CLASSIFIERS = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "Apache Software License": "Apache-2.0",
    "Python Software Foundation License": "PSF-2.0",
}


@dataclass(frozen=True, slots=True)
class Pinned:
    """A package; ``wanted_by`` are the packages that need it, or ``icap-pipeline`` itself with its group."""

    name: str
    version: str
    digests: tuple[str, ...]
    wanted_by: tuple[str, ...]

    @property
    def licence(self) -> str:
        """The licence as the package itself states it, an SPDX expression where it gives one; ``?`` if it does not."""
        if self.name in _ELSEWHERE:
            return _ELSEWHERE[self.name]
        told = metadata.metadata(self.name)
        stated = told.get("License-Expression") or told.get("License") or ""
        if stated and stated != "UNKNOWN" and "\n" not in stated and len(stated) < 80:
            return stated
        classes = (one.rpartition(" :: ")[2] for one in told.get_all("Classifier", []) if one.startswith("License ::"))
        return ", ".join(sorted({_OF_CLASSIFIERS.get(one, one) for one in classes})) or "?"


def read(path: Path) -> tuple[Pinned, ...]:
    """The packages of a lock file that ``uv pip compile`` has made, in its order."""
    return tuple(_packages(path.read_text("utf-8")))


def _packages(text: str) -> Iterator[Pinned]:
    for entry in re.split(r"(?m)^(?=[\w.-]+==)", text)[1:]:
        found = _PINNED.match(entry)
        assert found is not None
        remarks = re.findall(r"^ +# +(?:via +)?(?!via$)([^ \n].*)$", entry, re.MULTILINE)
        wanted_by = (one.split(" (")[0] for one in remarks if one and not one.startswith("-"))
        yield Pinned(found[1], found[2], tuple(_DIGEST.findall(entry)), tuple(dict.fromkeys(wanted_by)))
