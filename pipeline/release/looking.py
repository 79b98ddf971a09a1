"""Whether a file that lies in a folder or an archive is looked at: by its content, not by its suffix alone.

Each question in ``QUESTIONS`` gives a reason for not looking at a file, or ``None``; the first reason counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType

from pipeline import TOOL
from pipeline.base import foreign_words
from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Unreadable
from pipeline.readers import containers, foreign
from pipeline.readers.encodings import decode
from pipeline.release.load import RECORD_SUFFIX
from pipeline.release.products import Product

HEAD = 1024 * 1024
"""Bytes that are looked at to tell what a file is; of a ZIP container all, because its directory is its end."""
_SURE = 0.9
"""How sure a reader must be of a file whose suffix it does not know, unless the text speaks of the form."""
_SPEAKS_OF_FORM = ("主要職責", "工作任務", "職能基準")
_TEMPORARY = re.compile(
    r"(?:\.|~\$).*|.*(~|\.(crdownload|part|partial|download|tmp|swp))|thumbs\.db|desktop\.ini|__macosx"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run takes: the documents that these ``readers`` read, and ``records``."""

    readers: tuple[ModuleType, ...]
    records: bool

    @property
    def suffixes(self) -> frozenset[str]:
        """Those of all that is taken, in lower case."""
        own = frozenset(suffix for reader in self.readers for suffix in reader.SUFFIXES)
        return own | {RECORD_SUFFIX} if self.records else own


@dataclass(frozen=True)
class FolderEntry:
    """A file in a folder or an archive; ``peek`` gives its content as far as it is to be looked at.

    ``made`` tells whether the program has made it itself. Both raise ``OSError`` or ``Unreadable``.
    """

    path: Path
    wanted: Wanted
    peek: Callable[[], bytes]
    made: Callable[[], Product | None]

    @property
    def suffix(self) -> str:
        """In lower case."""
        return self.path.suffix.lower()

    @cached_property
    def head(self) -> bytes:
        """What ``peek`` gives."""
        return self.peek()

    @cached_property
    def product(self) -> Product | None:
        """What ``made`` tells."""
        return self.made()


def is_hidden(name: str) -> bool:
    """Whether a file or folder called so is hidden, or left there by a program for itself."""
    return _TEMPORARY.fullmatch(name.lower()) is not None


def reason_against(entry: FolderEntry) -> str | None:
    """Why the file is not looked at; ``None``: it is an input. What cannot be opened has its own reason."""
    try:
        return next((reason for question in QUESTIONS if (reason := question(entry))), None)
    except OSError as error:
        return None if entry.suffix in entry.wanted.suffixes else foreign_words.reason(error)
    except Unreadable as refusal:
        return None if entry.suffix in entry.wanted.suffixes else refusal.diagnostic.message


def _own_product(entry: FolderEntry) -> str | None:
    if entry.product is None or (entry.product is Product.RECORD and entry.wanted.records):
        return None
    if entry.product is Product.TEMPLATE:
        return _("a template of handbooks; name the file itself to read it")
    if entry.product is Product.SETTINGS:
        return _("settings of {tool}").format(tool=TOOL)
    return made_here()


def made_here() -> str:
    """Why a file is not looked at that the program has made itself."""
    return _("made by {tool}; name the file itself to read it").format(tool=TOOL)


def _no_record(entry: FolderEntry) -> str | None:
    if entry.suffix != RECORD_SUFFIX or entry.product is Product.RECORD:
        return None
    return _("It is JSON, but no record of this program.") if entry.head.strip() else _("It is empty.")


def _of_no_known_format(entry: FolderEntry) -> str | None:
    if entry.suffix in entry.wanted.suffixes or entry.suffix == RECORD_SUFFIX:
        return None
    if not entry.wanted.readers:
        return _("It is no record.")
    if not entry.head.strip():
        return _("It is empty.")
    if entry.head.startswith(b"PK") and not containers.is_package(containers.names(entry.head)):
        return foreign.advice_for(entry.head, entry.wanted.suffixes)
    certainty = max(reader.sniff(entry.head) for reader in entry.wanted.readers)
    if certainty >= _SURE or (certainty > 0 and _speaks_of_form(entry.head)):
        return None
    return _("It holds no 職能基準.") if certainty > 0 else foreign.advice_for(entry.head, entry.wanted.suffixes)


def _speaks_of_form(head: bytes) -> bool:
    decoded = None if head.startswith(b"PK") else decode(head)
    return decoded is not None and all(word in decoded.text for word in _SPEAKS_OF_FORM)


QUESTIONS: tuple[Callable[[FolderEntry], str | None], ...] = (_own_product, _no_record, _of_no_known_format)
