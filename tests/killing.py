"""A build to be killed; it runs in a process of its own, which finds it in this module."""

from __future__ import annotations

from multiprocessing.synchronize import Event
from pathlib import Path

from pipeline.release.build import Order, build


def build_once(folder: Path, output: Path, begun: Event | None = None) -> None:
    """Builds all documents of ``folder``; ``begun`` is set when everything is loaded."""
    if begun:
        begun.set()
    list(build(sorted(folder.iterdir()), Order(output, ("html", "md", "json"), remembers=True)))
