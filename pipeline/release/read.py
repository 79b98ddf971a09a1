"""Reads one input, whatever its format: bytes to record, with exactly one outcome and never an exception."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from pipeline import readers
from pipeline.assemble import Coverage, Placement, SeveralStandards, assemble
from pipeline.base.i18n import _
from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.compare.differences import differences
from pipeline.findings.diagnostics import Diagnostic, Unreadable
from pipeline.findings.outcomes import Outcome, with_record
from pipeline.findings.raised import rd101_unreadable_file, rd105_limit_exceeded, xx999_internal_error
from pipeline.readers.blocks import SourceDocument
from pipeline.record import model
from pipeline.record.model import Standard
from pipeline.release.load import RECORD_SUFFIX, File, fetch


@dataclass(frozen=True)
class Reading:
    """What became of one input. ``standard`` is ``None`` when, and only when, the outcome is ``FAILED``.

    ``sha256`` is that of the file; ``None`` if its bytes could not be had. ``outcome`` is never ``SKIPPED`` here:
    that takes the view over a whole run.
    """

    path: Path
    name: str
    sha256: str | None
    outcome: Outcome
    standard: Standard | None
    diagnostics: tuple[Diagnostic, ...] = ()
    placements: tuple[Placement, ...] = ()
    """Where every stretch of the source went; only of a source document, and only if it was asked for."""


def read_standard(path: Path, limits: Limits = DEFAULT_LIMITS, *, explain: bool = False) -> Reading:
    """The record in the file at ``path``: a source document of any known format, or a record (``.json``).

    ``explain`` asks for the placements too. Raises nothing for what is wrong with the file; a crash of a reader or of
    the assembler is the diagnostic XX999.
    """
    return read_file(fetch(path, limits), limits, explain=explain)


def read_file(file: File, limits: Limits = DEFAULT_LIMITS, *, explain: bool = False) -> Reading:
    """The record in a file that was fetched; otherwise like ``read_standard``.

    A standard that stands in the file several times, always with the same content, is one; its findings and placements
    are those of every time.
    """
    whole, parts = _readings(file, limits, explain=explain)
    first, *others = [one.standard for one in parts] or [None]
    if first is None or not all(other and not differences(first, other) for other in others):
        return whole
    found = dict.fromkeys(chain.from_iterable(one.diagnostics for one in parts))
    places = tuple(chain.from_iterable(one.placements for one in parts))
    return replace(_settled(file, first, found), placements=places)


def read_parts(file: File, limits: Limits = DEFAULT_LIMITS, *, explain: bool = False) -> tuple[Reading, ...]:
    """The records in a file that was fetched: one reading for each standard that it holds, mostly one."""
    whole, parts = _readings(file, limits, explain=explain)
    return parts or (whole,)


def _readings(file: File, limits: Limits, *, explain: bool = False) -> tuple[Reading, tuple[Reading, ...]]:
    """What becomes of a file as a whole; if that holds several standards, what becomes of each."""
    parts: tuple[SourceDocument, ...] = ()

    def whole(found: list[Diagnostic]) -> tuple[Standard, Coverage | None]:
        nonlocal parts
        try:
            return _read(file, limits, found)
        except SeveralStandards as several:
            parts = several.documents
            raise

    reading = _reading(file, whole, explain=explain)
    return reading, tuple(_reading(file, partial(_assembled, one), explain=explain) for one in parts)


def _reading(
    file: File, read: Callable[[list[Diagnostic]], tuple[Standard, Coverage | None]], *, explain: bool = False
) -> Reading:
    """What becomes of what ``read`` gives, which is handed the list that findings go to."""
    diagnostics: list[Diagnostic] = []
    try:
        standard, coverage = read(diagnostics)
    except Unreadable as refusal:
        diagnostics.append(refusal.diagnostic)
    except Exception as error:  # one bad file must not end the run
        diagnostics.append(crash(_("Reading"), error))
    else:
        reading = _settled(file, standard, diagnostics)
        return replace(reading, placements=tuple(coverage.placements())) if explain and coverage else reading
    return Reading(file.path, file.path.name, file.sha256, Outcome.FAILED, None, tuple(diagnostics))


def crash(part: str, error: Exception) -> Diagnostic:
    """The finding that ``part`` of the pipeline crashed on a document, or had not enough memory for it."""
    if isinstance(error, MemoryError):
        message = _("{part} took more memory than it may. Look at the document, or allow more with --max-memory.")
        return rd105_limit_exceeded.RULE.found("file", message.format(part=part))
    return xx999_internal_error.RULE.found(
        "file",
        _("{part} crashed ({kind}: {error}). This is a fault of the program; please report it.").format(
            part=part, kind=type(error).__name__, error=error
        ),
    )


def _read(file: File, limits: Limits, diagnostics: list[Diagnostic]) -> tuple[Standard, Coverage | None]:
    """The record and, of a source document, where its text went.

    Findings go to ``diagnostics``, those before a refusal too.
    """
    if file.refusal:
        raise Unreadable(file.refusal)
    if file.path.suffix.lower() == RECORD_SUFFIX:
        return _read_record(file.data), None
    document = readers.read_bytes(file.path, file.data, limits, file.sha256)
    return _assembled(replace(document, name=_printable(document.name)), diagnostics)


def _assembled(document: SourceDocument, diagnostics: list[Diagnostic]) -> tuple[Standard, Coverage]:
    diagnostics.extend((*document.diagnostics, *document.body.diagnostics))
    assembly = assemble(document)
    diagnostics[:] = assembly.diagnostics
    return assembly.standard, assembly.coverage


def _read_record(data: bytes) -> Standard:
    try:
        return model.from_json(data)
    except model.NotARecordError as error:
        message = _("The file is no record of this program ({reason}). Make it anew with icap parse.")
        raise Unreadable(rd101_unreadable_file.RULE.found("file", message.format(reason=error))) from error


def _settled(file: File, standard: Standard, diagnostics: Iterable[Diagnostic]) -> Reading:
    found = tuple(diagnostics)
    outcome = Outcome.PARTIAL if standard.source.outcome == "partial" else with_record(found)
    if outcome.value != standard.source.outcome:
        source = standard.source.model_copy(update={"outcome": outcome.value})
        standard = standard.model_copy(update={"source": source})
    return Reading(file.path, file.path.name, file.sha256, outcome, standard, found)


def _printable(name: str) -> str:
    """``name`` with U+FFFD for what is not UTF-8 in it (names in Big5 out of an old archive)."""
    return name.encode(errors="surrogateescape").decode(errors="replace")
