"""The manifest of an output folder: what every output was made from, so that the next run makes only what must be.

Whoever can write into the folder can write anything into this file. So one that names a file which is not in the folder
itself is not used at all.

It says nothing that it cannot prove: an output counts only if the file still has the digest that is written here, and
the digest of an output that is about to be replaced is taken out of the manifest before the file is touched.
"""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pydantic import TypeAdapter

from pipeline import __version__
from pipeline.base import files
from pipeline.base.limits import MOST_PARTS
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.document import Document
from pipeline.release import pools

FILE = "manifest.json"
VERSION = "1"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SECONDS_BETWEEN_SAVES = 5.0
_SMALL = 1024 * 1024
"""In bytes: some two hundred inputs. Up to here nothing that a file may hold takes long to read."""
_LARGEST = 64 * 1024 * 1024
_REST = 20
"""So many times as long as the last save took are at least between two: a large manifest costs a large run no more."""


@dataclass(frozen=True, slots=True)
class ReadFrom:
    """Digests of all that a reading depends on; ``schema`` is the record's version.

    ``source`` is that of the input; ``None`` if it could not be had, or if the reading was given up: then it is read
    anew in any case.
    """

    source: str | None
    program: str
    schema: str
    options: str


@dataclass(frozen=True, slots=True)
class PrintedFrom:
    """Digests of all that an output depends on; ``record`` is that of the record it shows."""

    record: str
    program: str
    templates: str
    options: str


@dataclass(frozen=True, slots=True)
class Output:
    """``sha256`` is ``None`` for a file that may be old, new or not there. ``mishaps``: what the file cannot show."""

    sha256: str | None
    printed_from: PrintedFrom
    mishaps: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """An input: the digest under which the archive has what was found in it, and its outputs by file name.

    ``stem`` is what its outputs are called after; ``None`` if it never had any. ``failures`` say which formats could
    not be made and why.
    """

    read_from: ReadFrom
    examined: str
    outputs: Mapping[str, Output] = field(default_factory=dict)
    stem: str | None = None
    failures: tuple[Diagnostic, ...] = ()

    def has_outgrown(self, name: str) -> bool:
        """Whether the output called ``name`` stems from a time when outputs of this input were called otherwise."""
        return self.stem is None or not name.startswith((f"{self.stem}.", f"{self.stem}-"))


@dataclass(frozen=True, slots=True)
class ReleaseEntry:
    """What one format made of all standards together: the digests of its files by name, as in ``Output``.

    The ``record`` of ``made_from`` is the digest of all records and findings.
    """

    made_from: PrintedFrom
    files: Mapping[str, str | None]
    mishaps: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of a site: the digest of all that it was ``made_from``, which files made together share; ``sha256`` and
    ``mishaps`` are as in ``Output``.
    """

    made_from: str
    sha256: str | None
    mishaps: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Content:
    manifest_version: str
    tool: str
    inputs: Mapping[str, ManifestEntry]
    unread: tuple[Document, ...] = ()
    release: Mapping[str, ReleaseEntry] = field(default_factory=dict)
    part: tuple[int, int] | None = None
    site: Mapping[str, SiteFile] = field(default_factory=dict)


class Manifest:
    """The manifest of ``folder``. Inputs are named by their path as seen from there, so that both can move together.

    ``release`` has, by format, what was made of all standards together; ``site``, by path from the folder, the files of
    a site. ``part`` is the number of this part of a shared
    out run and how many parts there are; ``None``: the run was not shared out.
    """

    def __init__(
        self,
        folder: Path,
        inputs: Mapping[str, ManifestEntry] = MappingProxyType({}),
        unread: tuple[Document, ...] = (),
        release: Mapping[str, ReleaseEntry] = MappingProxyType({}),
        part: tuple[int, int] | None = None,
        site: Mapping[str, SiteFile] = MappingProxyType({}),
    ) -> None:
        self.folder = folder
        self.release = dict(release)
        self.site = dict(site)
        self.part = part
        self._home = files.resolved(folder)
        self._names: dict[Path, str] = {}
        self._inputs = dict(inputs)
        self._unread = unread
        self._saved = self._content()
        self._next = time.monotonic() + _SECONDS_BETWEEN_SAVES

    @property
    def inputs(self) -> Mapping[str, ManifestEntry]:
        """All entries, by name of the input."""
        return dict(self._inputs)

    @property
    def unread(self) -> tuple[Document, ...]:
        """What the last run reported of files beside its inputs that no reader takes, each under its path from here."""
        return tuple(replace(one, path=str(Path(files.seen_from(self._home / one.path)))) for one in self._unread)

    def note_unread(self, documents: Iterable[Document]) -> None:
        """Notes what this run reports of them. A link stands for itself, not for what it leads to."""
        paths = [(Path(one.path), one) for one in documents]
        self._unread = tuple(
            replace(one, path=files.seen_from(files.resolved(path.parent) / path.name, self._home))
            for path, one in paths
        )

    def name(self, path: Path) -> str:
        """What the input at ``path`` is called here."""
        if path not in self._names:
            self._names[path] = files.seen_from(files.resolved(path), self._home)
        return self._names[path]

    def entry(self, path: Path) -> ManifestEntry | None:
        """What is known of an input."""
        return self._inputs.get(self.name(path))

    def note(self, path: Path, entry: ManifestEntry) -> None:
        """Notes what is known of an input from now on."""
        self.put(self.name(path), entry)

    def put(self, name: str, entry: ManifestEntry) -> None:
        """The same for an input of which only the name is known."""
        self._inputs[name] = entry

    def keep_only(self, names: Collection[str]) -> None:
        """Drops all other inputs, and the outputs that those that stay have outgrown."""
        self._inputs = {
            name: replace(entry, outputs={of: made for of, made in entry.outputs.items() if not entry.has_outgrown(of)})
            for name, entry in self._inputs.items()
            if name in names
        }

    def save(self, staging: Path | None = None, *, at_once: bool = True, even_empty: bool = False) -> None:
        """Writes the file if anything has changed; if not ``at_once``, only if it was not written a moment ago.

        ``even_empty``: also if there is none yet and no input, as a run comes to its end that had none to work on.

        Raises:
            WriteError: it cannot be written.
        """
        begun = time.monotonic()
        if not at_once and begun < self._next:
            return
        content = self._content()
        if self._saved != content or (even_empty and not (self.folder / FILE).exists()):
            files.write(self.folder / FILE, to_bytes(content), staging)
            self._saved = content
        ended = time.monotonic()
        self._next = ended + max(_SECONDS_BETWEEN_SAVES, _REST * (ended - begun))

    def _content(self) -> _Content:
        """All there is to say, sorted by names."""
        inputs, release = dict(sorted(self._inputs.items())), dict(sorted(self.release.items()))
        site = dict(sorted(self.site.items()))
        return _Content(VERSION, f"icap {__version__}", inputs, self._unread, release, self.part, site)


def to_bytes(content: _Content) -> bytes:
    """The manifest as JSON."""
    return _contents().dump_json(content, indent=1) + b"\n"


def load(folder: Path) -> Manifest | None:
    """The manifest of ``folder``, empty if there is none yet; ``None`` if what is there cannot be used."""
    path = folder / FILE
    try:
        size = path.stat().st_size
        content = _content_of(path) if size <= _SMALL else _content_within_limits(path)
    except FileNotFoundError:
        return Manifest(folder, {})
    except (OSError, ValueError):
        return None
    is_usable = (
        content.manifest_version == VERSION
        and all(map(_stays_inside, content.inputs.values()))
        and all(is_release_file(name) for one in content.release.values() for name in one.files)
        and all(map(is_site_file, content.site))
        and (content.part is None or 1 <= content.part[0] <= content.part[1] <= MOST_PARTS)
    )
    if not is_usable:
        return None
    return Manifest(folder, content.inputs, content.unread, content.release, content.part, content.site)


def _content_of(path: Path) -> _Content:
    return _contents().validate_json(files.read_kept(path, _LARGEST))


def _content_within_limits(path: Path) -> _Content:
    """The same in a process of its own: what is wrong with a file can take many times its size to be told."""
    found = pools.within_limits(_content_of, path)
    if isinstance(found, Diagnostic):
        raise ValueError(found.message)
    return found


def is_release_file(name: str) -> bool:
    """Whether files about a release can be called so: in the output folder or one folder below, not the manifest."""
    steps = name.split("/")
    return name != FILE and len(steps) <= 2 and all(map(files.is_bare_name, steps))


def is_site_file(name: str) -> bool:
    """Whether a file of a site can be called so: in the output folder or at most three below, not the manifest."""
    steps = name.split("/")
    return name != FILE and len(steps) <= 4 and all(map(files.is_bare_name, steps))


def _stays_inside(entry: ManifestEntry) -> bool:
    """Whether all that the entry names are files of the folder, and none is the manifest."""
    names = [*entry.outputs, *([] if entry.stem is None else [entry.stem])]
    return _DIGEST.fullmatch(entry.examined) is not None and all(
        files.is_bare_name(name) and name != FILE for name in names
    )


def is_up_to_date(target: Path, made: Output | None, source: PrintedFrom) -> bool:
    """Whether the file at ``target`` is still as it was ``made``, from what ``source`` tells."""
    return (
        made is not None
        and made.printed_from == source
        and made.sha256 is not None
        and files.digest(target) == made.sha256
    )


@cache
def _contents() -> TypeAdapter[_Content]:
    return TypeAdapter(_Content)
