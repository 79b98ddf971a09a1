"""The change record: what became of every item of two versions of a standard.

Its form is fixed in ``docs/compare.md``; ``json_schema`` describes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from pipeline.compare import wording
from pipeline.compare.align import align
from pipeline.compare.differences import differences
from pipeline.compare.items import ComparedItem, ComparedKind, items
from pipeline.compare.pairing import NO_PINS, Pairing, Pins
from pipeline.record.codes import squeezed
from pipeline.record.model import Standard

SCHEMA_VERSION: Literal["1.0"] = "1.0"

Status = Literal["unchanged", "amended", "added", "deleted"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ComparedDocument(_Frozen):
    """One of the two versions: the file it was read from, its code and name, the digest of the file."""

    path: str
    code: str | None
    name: str | None
    sha256: str


class Wording(_Frozen):
    """An item as one version has it; ``path`` names it in the document's own terms (``T1.2/P1.2.3``)."""

    path: str
    code: str | None
    text: str


class Change(_Frozen):
    """What became of one item; of an added one ``old`` is ``None``, of a deleted one ``new``.

    ``renumbered``: the printed code is another. ``moved``: it stands under another parent than its old one became.
    ``similarity``: the share of both texts that is equal, from 0 to 1; 0 where there is only one. ``parts`` joined
    without ``insert`` give the old text, without ``delete`` the new one.
    """

    kind: ComparedKind
    status: Status
    renumbered: bool
    moved: bool
    old: Wording | None
    new: Wording | None
    similarity: float
    parts: tuple[wording.Part, ...]

    @property
    def is_change(self) -> bool:
        """Whether anything is other than before: text, code or place."""
        return self.status != "unchanged" or self.renumbered or self.moved


class KindTally(_Frozen):
    """How many items of a kind had what fate; an item can be amended, renumbered and moved at once."""

    unchanged: int = 0
    amended: int = 0
    added: int = 0
    deleted: int = 0
    renumbered: int = 0
    moved: int = 0


class ChangeRecord(_Frozen):
    """Two versions compared; ``changes`` holds all their items in the order of the new one."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    old: ComparedDocument
    new: ComparedDocument
    equal: bool
    summary: dict[ComparedKind, KindTally]
    changes: tuple[Change, ...]


def compare(old: Standard, new: Standard, paths: tuple[str, str] | None = None, pins: Pins = NO_PINS) -> ChangeRecord:
    """The change record of two versions; ``paths`` are those of their files, ``pins`` what somebody has decided."""
    names = paths or (old.source.name, new.source.name)
    changes = tuple(_changes(align(items(old, new), items(new, old), pins)))
    return ChangeRecord(
        old=_document(old, names[0]),
        new=_document(new, names[1]),
        equal=not differences(old, new),
        summary={kind: _tally(one for one in changes if one.kind is kind) for kind in ComparedKind},
        changes=changes,
    )


def to_json(record: BaseModel) -> str:
    """The record as JSON: one-space indent, Chinese as itself, final newline."""
    return json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the change record."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **ChangeRecord.model_json_schema()}


def _document(standard: Standard, path: str) -> ComparedDocument:
    return ComparedDocument(path=path, code=standard.code, name=standard.name, sha256=standard.source.sha256)


def _tally(changes: Iterable[Change]) -> KindTally:
    counts = dict.fromkeys(KindTally.model_fields, 0)
    for one in changes:
        counts[one.status] += 1
        counts["renumbered"] += one.renumbered
        counts["moved"] += one.moved
    return KindTally(**counts)


def _changes(pairing: Pairing) -> Iterator[Change]:
    """All changes in the order of the new version, deleted items behind what they stood behind."""
    sources = {new: old for old, new in pairing.pairs.items()}
    deleted: dict[int, list[int]] = {}
    place = -1
    for at in range(len(pairing.old)):
        partner = pairing.pairs.get(at)
        if partner is None:
            deleted.setdefault(place, []).append(at)
        elif pairing.at_home(at, partner):
            place = partner
    for gone in deleted.get(-1, ()):
        yield _change(pairing, gone, None)
    for at in range(len(pairing.new)):
        yield _change(pairing, sources.get(at), at)
        for gone in deleted.get(at, ()):
            yield _change(pairing, gone, None)


def _change(pairing: Pairing, old: int | None, new: int | None) -> Change:
    before = None if old is None else pairing.old[old]
    after = None if new is None else pairing.new[new]
    found = wording.parts(before.text if before else None, after.text if after else None)
    return Change(
        kind=(after or before).kind,  # type: ignore[union-attr]  # one of them is there
        status=_status(before, after),
        renumbered=bool(before and after and before.code != after.code),
        moved=old is not None and new is not None and not pairing.at_home(old, new),
        old=_wording(before),
        new=_wording(after),
        similarity=wording.similarity(found) if before and after else 0.0,
        parts=found,
    )


def _status(before: ComparedItem | None, after: ComparedItem | None) -> Status:
    if before is None:
        return "added"
    if after is None:
        return "deleted"
    return "unchanged" if squeezed(before.text) == squeezed(after.text) else "amended"


def _wording(item: ComparedItem | None) -> Wording | None:
    return Wording(path=item.path, code=item.code, text=item.text) if item else None
