"""One of two releases that are compared: its standards, and what stands in no pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.base.i18n import _
from pipeline.compare import families
from pipeline.compare.families import Edition
from pipeline.compare.releases import ReleasedDocument
from pipeline.findings.diagnostics import Diagnostic, Severity
from pipeline.findings.document import Document
from pipeline.record import codes
from pipeline.release import manifest
from pipeline.release.settle import Candidate, Resolution, settle
from pipeline.release.store import Store

STEM = "releases"
"""What the files about all standards together are called after."""


@dataclass(frozen=True, slots=True)
class ReleaseInputs:
    """One of the two releases: its folder, the documents in it, and what is reported of files not looked at.

    ``beside`` are records that lie among documents: they count where no document of their standard does.
    """

    place: Path
    paths: tuple[Path, ...]
    unread: tuple[Document, ...] = ()
    beside: tuple[Path, ...] = ()


class ReleaseSide:
    """One release as it was read: ``standards`` are all that count, readable ones first."""

    def __init__(self, side: ReleaseInputs, candidates: Sequence[Candidate], store: Store) -> None:
        families_read = {edition(one).family for one in candidates if one.path not in side.beside}
        self._beside = [one for one in candidates if one.path in side.beside and edition(one).family in families_read]
        counting = [one for one in candidates if one not in self._beside]
        found = settle(counting, lambda one: store.examination(one.kept).standard, {Path(manifest.FILE).stem, STEM})
        self._store, self._unread = store, side.unread
        self._duplicates = [one for one in found if one.duplicate_of]
        self.standards = sorted((one for one in found if not one.duplicate_of), key=lambda one: not one.stands)
        self.editions = [edition(one.candidate) for one in self.standards]
        self.paths = [one.path for one in candidates]

    def relatives(self, at: int) -> frozenset[str]:
        """The families that the version table names, and the family that the name alone would make."""
        if not self.standards[at].stands:
            return frozenset()
        standard = self._store.examination(self.standards[at].candidate.kept).standard
        texts = (text for row in standard.versions for text in (row.code, row.note) if text)
        codes_named = (code for text in texts for code in codes.STANDARD_CODE_TOLERANT.findall(text))
        return frozenset(map(families.family, codes_named)) | (
            {families.named(standard.name)} if standard.name else frozenset()
        )

    def findings(self, one: Resolution) -> tuple[Diagnostic, ...]:
        """What is wrong with a standard so that it cannot be compared, or only in part."""
        findings = self._store.examination(one.candidate.kept).findings
        errors = tuple(each for each in findings if each.severity is Severity.ERROR)
        return (*errors, one.conflict) if one.conflict else errors

    def left_out(self) -> Iterator[tuple[ReleasedDocument, str]]:
        """What stands in no pair, and why: duplicates, records of what is read, and files that were not looked at."""
        for one in self._duplicates:
            reason = _("same content as {path}, built once").format(path=one.duplicate_of)
            yield released(one.candidate), reason
        for record in self._beside:
            reason = _("a document of the same standard stands beside this record")
            yield released(record), _("not looked at: {reason}").format(reason=reason)
        for document in self._unread:
            shown = ReleasedDocument(path=document.path, code=None, name=None, sha256=document.sha256)
            reason = " ".join(each.message for each in document.diagnostics)
            yield shown, _("not looked at: {reason}").format(reason=reason)


def edition(one: Candidate) -> Edition:
    """What tells a standard from others: its code, else its name; of a file that could not be read, what it is called.

    So an old standard whose new version cannot be read is not taken for one that was withdrawn.
    """
    brief, path = one.brief, one.path
    named = codes.STANDARD_CODE_TOLERANT.search(path.name)
    if brief.record is None:
        return Edition(codes.normalize_standard(named[0]), None) if named else Edition(None, path.stem)
    return Edition(brief.code, brief.title)


def released(one: Candidate) -> ReleasedDocument:
    """A standard as the record of two releases names it."""
    brief, path = one.brief, str(one.path)
    return ReleasedDocument(path=path, code=brief.code, name=brief.title, sha256=brief.sha256)
