"""Which files a run is about: the files, folders and archives of the command line, spread out and put in order."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from pipeline.base.errors import SettingsError
from pipeline.base.files import is_absent, is_folder, is_link, resolved
from pipeline.base.i18n import _
from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.findings.diagnostics import Severity, Unreadable
from pipeline.findings.document import Document
from pipeline.findings.outcomes import Outcome
from pipeline.findings.raised import rd115_not_looked_at
from pipeline.readers import containers
from pipeline.release import archives
from pipeline.release.looking import HEAD, FolderEntry, Wanted, is_hidden, made_here, reason_against
from pipeline.release.products import Product, product, product_in

_ZIP = b"PK\x03\x04"
_NAMED = 5
"""Files that a message names."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A file in a folder or an archive that is not looked at, and why."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return _("{path} was not looked at: {reason}").format(path=self.path, reason=self.reason)

    def document(self, *, strict: bool = False) -> Document:
        """What is reported of it; ``strict``: it makes the run fail."""
        finding = rd115_not_looked_at.RULE.found(
            "file", self.reason, severity=Severity.ERROR if strict else Severity.INFO
        )
        outcome = Outcome.FAILED if strict else Outcome.SKIPPED
        return Document(str(self.path), None, None, outcome, (finding,))


@dataclass(frozen=True, slots=True)
class PassedOver(Unread):
    """A file that the program has made itself: nothing is lost if it is not looked at, so it is only named."""

    def __str__(self) -> str:
        return _("{path}: skipped, {reason}").format(path=self.path, reason=self.reason)


@dataclass(frozen=True, slots=True)
class Plan:
    """Every input of a run, each once; what lies beside them and is not looked at; how many hidden files there are.

    ``products`` are what the program itself has made; ``beside`` are the records among them that would be inputs if no
    document stood beside them.
    """

    inputs: tuple[Path, ...]
    unread: tuple[Unread, ...] = ()
    hidden: int = 0
    products: tuple[PassedOver, ...] = ()
    beside: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file that was come across: an input, if there is no ``reason`` against it. ``product``: what of the program.

    ``is_beside``: a record that nothing speaks against but the documents beside it.
    """

    path: Path
    reason: str | None = None
    is_hidden: bool = False
    product: Product | None = None
    is_beside: bool = False

    @property
    def is_input(self) -> bool:
        return not self.reason and not self.is_hidden

    def unread(self, reason: str) -> Unread:
        return PassedOver(self.path, reason) if self.product else Unread(self.path, reason)


def plan(
    sources: Sequence[Path], wanted: Wanted, leave_out: Path | None = None, limits: Limits = DEFAULT_LIMITS
) -> Plan:
    """What a run is about: what ``survey`` finds.

    Raises:
        SettingsError: there is no input at all.
    """
    found = survey(sources, wanted, leave_out, limits)
    if all(is_absent(path) and not archives.holder(path) for path in found.inputs):
        raise SettingsError(_nothing(sources, wanted, (*found.unread, *found.products)))
    return found


def survey(
    sources: Sequence[Path], wanted: Wanted, leave_out: Path | None = None, limits: Limits = DEFAULT_LIMITS
) -> Plan:
    """What there is in ``sources``.

    A file that is named stays in, whatever it is, and so does a name without a file: both get their outcome like the
    rest. A folder gives the files below it, sorted, that are ``wanted`` by their suffix or their content, without the
    folder ``leave_out``; hidden and temporary files are counted. An archive, named or in a folder, gives its members
    in the same way. What cannot be listed stands for itself, so that it is not lost silently.

    What the program itself has made is no document. Records (``.json``) are inputs of those that read them, but only of
    a folder without documents: beside these they mostly say the same.
    """
    seen = [
        one
        for source in sources
        for one in (
            _of_folder(source, wanted, leave_out, limits) if is_folder(source) else _named(source, wanted, limits)
        )
    ]
    inputs: dict[Path, Path] = {}
    unread: dict[Path, Unread] = {}
    for one in seen:
        if one.reason:
            unread.setdefault(resolved(one.path), one.unread(one.reason))
        elif not one.is_hidden:
            inputs.setdefault(resolved(one.path), one.path)
    left = [one for path, one in unread.items() if path not in inputs]
    products = tuple(one for one in left if isinstance(one, PassedOver))
    beside = {one.path for one in seen if one.is_beside}
    return Plan(
        tuple(inputs.values()),
        tuple(one for one in left if not isinstance(one, PassedOver)),
        sum(one.is_hidden for one in seen),
        products,
        tuple(one.path for one in products if one.path in beside),
    )


def part(paths: Sequence[Path], number: int, count: int) -> tuple[Path, ...]:
    """The paths of the part with this ``number`` (from 1) out of ``count``: every input is in exactly one part.

    Files of one name but for the suffix, which mostly are the same standard, stay together.
    """
    stems = {stem: place for place, stem in enumerate(dict.fromkeys(path.stem.casefold() for path in paths))}
    return tuple(path for path in paths if stems[path.stem.casefold()] % count == number - 1)


def _nothing(sources: Iterable[Path], wanted: Wanted, unread: Sequence[Unread]) -> str:
    missing = [source for source in sources if is_absent(source)]
    if missing:
        return _("There is no {sources}. Check the name, and the folder that you are in.").format(
            sources=_(", ").join(map(str, missing))
        )
    message = _("No input: {sources} holds no file to read. Known are {suffixes}; see icap formats.").format(
        sources=_(", ").join(str(source) for source in sources), suffixes=" ".join(sorted(wanted.suffixes))
    )
    for one in unread[:_NAMED]:
        message += f" {one}"
    if len(unread) > _NAMED:
        message += " " + _("{count} more were not looked at.").format(count=len(unread) - _NAMED)
    return message


def _named(path: Path, wanted: Wanted, limits: Limits) -> Iterator[_Seen]:
    """A file that is named, or what is in it if it is an archive with something to read."""
    members = list(_of_archive(path, wanted, limits))
    if any(one.is_input for one in members):
        yield from _without_records_beside_documents(members)
    else:
        yield _Seen(path)


def _of_folder(folder: Path, wanted: Wanted, leave_out: Path | None, limits: Limits) -> Iterator[_Seen]:
    yield from _without_records_beside_documents(list(_below(folder, wanted, leave_out, limits)))


def _without_records_beside_documents(seen: Sequence[_Seen]) -> Iterator[_Seen]:
    has_documents = any(one.is_input and one.product is None for one in seen)
    for one in seen:
        is_beside = has_documents and one.is_input and one.product is not None
        yield replace(one, reason=made_here(), is_beside=True) if is_beside else one


def _below(folder: Path, wanted: Wanted, leave_out: Path | None, limits: Limits) -> Iterator[_Seen]:
    barred = resolved(leave_out) if leave_out else None
    unlisted: list[Path] = []
    for root, folders, files in os.walk(folder, onerror=lambda error: unlisted.append(Path(error.filename))):
        here = Path(root)
        inside = [here / name for name in sorted(folders) if resolved(here / name) != barred]
        visible = [path for path in inside if not is_hidden(path.name)]
        yield from (_Seen(path, is_hidden=True) for path in inside if is_hidden(path.name))
        links = {path for path in visible if is_link(path)}
        for path in visible:
            if path in links:
                yield _Seen(path, _("It is a link to a folder; name that folder to have it read."))
        folders[:] = [path.name for path in visible if path not in links]
        for name in sorted(files):
            yield from _in_folder(here / name, wanted, limits)
    yield from map(_Seen, unlisted)


def _in_folder(path: Path, wanted: Wanted, limits: Limits) -> Iterator[_Seen]:
    if is_hidden(path.name):
        yield _Seen(path, is_hidden=True)
        return
    members = list(_of_archive(path, wanted, limits))
    if any(one.is_input for one in members):
        yield from members
    else:
        yield _judged(FolderEntry(path, wanted, partial(_peek, path, limits), partial(product, path)))


def _judged(entry: FolderEntry) -> _Seen:
    reason = reason_against(entry)
    try:
        return _Seen(entry.path, reason, product=entry.product)
    except (OSError, Unreadable):
        return _Seen(entry.path, reason)


def _of_archive(path: Path, wanted: Wanted, limits: Limits) -> Iterator[_Seen]:
    """The members of the archive at ``path``; nothing if it is none, cannot be opened or holds too many."""
    if path.suffix.lower() in wanted.suffixes or not _begins_like_zip(path):
        return
    try:
        members = archives.members(path, limits)
    except (OSError, Unreadable):
        return
    names = {one.path.relative_to(path).as_posix() for one in members}
    if containers.is_package(names) or len(members) > limits.archive_documents:
        return
    for one in members:
        if one.problem is None and any(is_hidden(step) for step in one.path.relative_to(path).parts):
            yield _Seen(one.path, is_hidden=True)
            continue
        yield _Seen(one.path, one.problem) if one.problem else _judged(_member(path, one.path, wanted, limits))


def _member(archive: Path, path: Path, wanted: Wanted, limits: Limits) -> FolderEntry:
    load = cache(partial(archives.load, archive, path, limits))
    return FolderEntry(path, wanted, load, lambda: product_in(io.BytesIO(load()), path))


def _begins_like_zip(path: Path) -> bool:
    try:
        if not _is_regular(path):
            return False
        with path.open("rb") as file:
            return file.read(len(_ZIP)) == _ZIP
    except OSError:
        return False


def _peek(path: Path, limits: Limits) -> bytes:
    """The head of a file, or all of a ZIP container up to the usual limit."""
    if not _is_regular(path):
        raise OSError(_("It is no regular file."))
    with path.open("rb") as file:
        head = file.read(HEAD)
        return head + file.read(limits.file_bytes - HEAD) if head.startswith(_ZIP) else head


def _is_regular(path: Path) -> bool:
    """Whether there is a file that can be opened without waiting for anybody."""
    return stat.S_ISREG(path.stat().st_mode)
