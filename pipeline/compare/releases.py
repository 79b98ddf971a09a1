"""Two releases of standards compared: which standards are new, withdrawn and changed, and the sheet that says so.

Pure. The sheet has the form of a single comparison's, a row a standard, so that one template serves both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from pipeline.compare.changes import ChangeRecord, KindTally
from pipeline.compare.items import ComparedKind
from pipeline.compare.phrases import Phrases
from pipeline.compare.sheet import (
    LABELS,
    Count,
    MarkedText,
    Row,
    Sheet,
    SheetSection,
    SheetVersion,
    Unchanged,
    numbered,
    own_changes,
    printable,
)

SCHEMA_VERSION: Literal["1.0"] = "1.0"


class ReleaseFate(StrEnum):
    """What became of a standard from one release to the next; the order is that of the sheet."""

    NEW = "new"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    """Nothing of its family is in the new release."""
    SUPERSEDED = "superseded"
    """An old version that is left out, while others of its family are in the new release."""
    UNCHANGED = "unchanged"
    FAILED = "failed"
    """One side could not be read, so that nothing can be said."""
    SKIPPED = "skipped"
    """A file that was not looked at, or that says the same as another one of its release."""


class _FrozenModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ReleasedDocument(_FrozenModel):
    """A standard in a release; ``code``, ``name`` and ``sha256`` are ``None`` where they could not be read."""

    path: str
    code: str | None
    name: str | None
    sha256: str | None


class StandardChange(_FrozenModel):
    """What became of one standard.

    ``partial``: one of the two could be read only in part. ``differences``: how many there are, references that only
    follow their K or S left aside. ``summary`` counts them as the change record does. ``remarks`` say what is wrong.
    ``files`` are the sheets of this pair, by name.
    """

    fate: ReleaseFate
    old: ReleasedDocument | None
    new: ReleasedDocument | None
    partial: bool = False
    differences: int = 0
    summary: dict[ComparedKind, KindTally] = {}
    remarks: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def is_difference(self) -> bool:
        """Whether the two releases differ in it, or it could not be told for certain that they do not."""
        return self.partial or self.fate not in (ReleaseFate.UNCHANGED, ReleaseFate.SKIPPED)


class ReleaseRecord(_FrozenModel):
    """Two releases compared: ``old`` and ``new`` are their folders, ``summary`` counts the fates of ``standards``."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    old: str
    new: str
    equal: bool
    summary: dict[ReleaseFate, int]
    standards: tuple[StandardChange, ...]


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the record of two releases."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **ReleaseRecord.model_json_schema()}


def release_record(old: str, new: str, standards: Iterable[StandardChange]) -> ReleaseRecord:
    """The record of two releases in the folders ``old`` and ``new``."""
    found = tuple(standards)
    counts = Counter(one.fate for one in found)
    return ReleaseRecord(
        old=old,
        new=new,
        equal=not any(one.is_difference for one in found),
        summary={fate: counts[fate] for fate in ReleaseFate},
        standards=found,
    )


def difference_count(record: ChangeRecord) -> int:
    """How many differences a comparison tells, another code of the standard being one."""
    return len(own_changes(record.changes)) + (record.old.code != record.new.code)


def overview(record: ReleaseRecord, phrases: Phrases, unchanged: Unchanged) -> Sheet:
    """The sheet of two releases; ``unchanged`` says whether standards that are as before are listed."""
    return Sheet(
        title=printable(phrases.release_title),
        phrases=phrases,
        old=SheetVersion("", "", printable(record.old)),
        new=SheetVersion("", "", printable(record.new)),
        counts=tuple(_counts(record, phrases)),
        levels=(),
        renumberings=(),
        sections=tuple(_sections(record, phrases, unchanged)),
        equal=record.equal,
    )


def _counts(record: ReleaseRecord, phrases: Phrases) -> Iterator[Count]:
    """Standards first, then the items of all of them together."""
    fates = record.summary
    yield Count(
        phrases.standards,
        unchanged=fates[ReleaseFate.UNCHANGED],
        amended=fates[ReleaseFate.CHANGED],
        added=fates[ReleaseFate.NEW],
        deleted=fates[ReleaseFate.WITHDRAWN] + fates[ReleaseFate.SUPERSEDED],
        renumbered=sum(_is_renumbered(one) for one in record.standards),
        moved=0,
    )
    for kind in ComparedKind:
        tallies = [one.summary[kind].model_dump() for one in record.standards if kind in one.summary]
        sums = {name: sum(tally[name] for tally in tallies) for name in KindTally.model_fields}
        if any(sums.values()):
            yield Count(LABELS[kind], **sums)


def _is_renumbered(one: StandardChange) -> bool:
    return one.fate is ReleaseFate.CHANGED and bool(one.old and one.new and one.old.code != one.new.code)


def _sections(record: ReleaseRecord, phrases: Phrases, unchanged: Unchanged) -> Iterator[SheetSection]:
    titles = {
        ReleaseFate.NEW: phrases.release_new,
        ReleaseFate.CHANGED: phrases.release_changed,
        ReleaseFate.WITHDRAWN: phrases.release_withdrawn,
        ReleaseFate.SUPERSEDED: phrases.release_superseded,
        ReleaseFate.UNCHANGED: phrases.release_unchanged,
        ReleaseFate.FAILED: phrases.release_failed,
    }
    for fate, title in titles.items():
        rows = tuple(_row(one, phrases) for one in record.standards if one.fate is fate)
        if rows and (fate is not ReleaseFate.UNCHANGED or unchanged is not Unchanged.OMIT):
            yield SheetSection(printable(title), rows)


def _row(one: StandardChange, phrases: Phrases) -> Row:
    is_changed = one.fate in (ReleaseFate.NEW, ReleaseFate.WITHDRAWN, ReleaseFate.SUPERSEDED)
    return Row(
        tuple(_named(one.new, one.old, is_changed)),
        tuple(_named(one.old, one.new, is_changed)),
        numbered(list(_remarks(one, phrases))),
    )


def _named(side: ReleasedDocument | None, other: ReleasedDocument | None, is_changed: bool) -> Iterator[MarkedText]:
    """Code and name, or the file where neither could be read; what the other side has otherwise is marked."""
    if side is None:
        return
    if not (side.code or side.name):
        yield MarkedText(printable(side.path), changed=False)
        return
    pairs = ((side.code, other and other.code), (side.name, other and other.name))
    texts = [(text, is_changed or (other is not None and text != its)) for text, its in pairs if text]
    for number, (text, changed) in enumerate(texts):
        if number:
            yield MarkedText(" ", changed=False)
        yield MarkedText(printable(text), changed)


def _remarks(one: StandardChange, phrases: Phrases) -> Iterator[str]:
    if one.fate in _ALONE:
        yield getattr(phrases, _ALONE[one.fate])
    if one.fate is ReleaseFate.CHANGED:
        yield from _amounts(one, phrases)
    if one.partial:
        yield phrases.release_partial
    yield from one.remarks
    if one.files:
        yield phrases.release_files.format(old="", new=_shortened(one.files))


def _shortened(names: Sequence[str]) -> str:
    """Files that are called alike but for their suffix: the first one, and the suffixes of the others."""
    shown = list(names[:1])
    for before, name in pairwise(names):
        stem, dot, suffix = name.rpartition(".")
        shown.append(f"{dot}{suffix}" if before.rpartition(".")[0] == stem else name)
    return "、".join(shown)


_ALONE = {
    ReleaseFate.NEW: "standard_added",
    ReleaseFate.WITHDRAWN: "standard_withdrawn",
    ReleaseFate.SUPERSEDED: "standard_superseded",
    ReleaseFate.UNCHANGED: "unchanged",
}
"""The phrase for a standard of which there is nothing else to tell."""


def _amounts(one: StandardChange, phrases: Phrases) -> Iterator[str]:
    """How many items had what fate, by kind (修正：工作任務 1、行為指標 3), or that only the code is another."""
    names = {
        "amended": phrases.count_amended,
        "added": phrases.count_added,
        "deleted": phrases.count_deleted,
        "renumbered": phrases.count_renumbered,
        "moved": phrases.count_moved,
    }
    told = False
    for fate, name in names.items():
        counts = {kind: getattr(tally, fate) for kind, tally in one.summary.items() if not _follows(kind, fate)}
        if any(counts.values()):
            told = True
            yield f"{name}：{'、'.join(f'{LABELS[kind]} {count}' for kind, count in counts.items() if count)}"
    if not told:
        yield phrases.standard_code


def _follows(kind: ComparedKind, fate: str) -> bool:
    """Whether the count tells nothing of its own: a use of a K or S takes its name and code from that."""
    return kind is ComparedKind.REFERENCE and fate not in ("added", "deleted")
