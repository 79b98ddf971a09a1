"""Reads one input, whatever its format: bytes to record, with exactly one outcome and never an exception."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import model, readers
from pipeline.assemble import Placement, assemble
from pipeline.diagnostics import Diagnostic, Unreadable
from pipeline.incidents import rd101_unreadable_file, rd105_limit_exceeded, xx999_internal_error
from pipeline.language import _
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.model import Standard
from pipeline.outcomes import Outcome, with_record

RECORD_SUFFIX = ".json"
"""Files with this suffix are records that ``icap parse`` or ``icap build`` wrote."""


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
    diagnostics: list[Diagnostic] = []
    try:
        standard, placements = _read(path, limits, diagnostics)
    except Unreadable as refusal:
        diagnostics.append(refusal.diagnostic)
    except OSError as error:
        diagnostics.append(_inaccessible(error.strerror or str(error)))
    except Exception as error:  # one bad file must not end the run
        diagnostics.append(crash(_("Reading"), error))
    else:
        reading = _settled(path, limits, standard, diagnostics)
        return replace(reading, placements=placements) if explain else reading
    return Reading(path, path.name, _digest(path, limits), Outcome.FAILED, None, tuple(diagnostics))


def crash(part: str, error: Exception) -> Diagnostic:
    """The finding that ``part`` of the pipeline crashed on a document."""
    return xx999_internal_error.RULE.found(
        "file",
        _("{part} crashed ({kind}: {error}). This is a fault of the program; please report it.").format(
            part=part, kind=type(error).__name__, error=error
        ),
    )


def _read(path: Path, limits: Limits, diagnostics: list[Diagnostic]) -> tuple[Standard, tuple[Placement, ...]]:
    """The record and where its text comes from; findings go to ``diagnostics``, those before a refusal too."""
    if path.exists() and not path.is_file():
        raise Unreadable(_inaccessible(_("it is no regular file")))
    if path.suffix.lower() == RECORD_SUFFIX:
        return _read_record(path, limits), ()
    document = replace(readers.read(path, limits), name=_printable(path.name))
    diagnostics.extend(document.diagnostics)
    assembly = assemble(document)
    diagnostics[:] = assembly.diagnostics
    return assembly.standard, assembly.placements


def _read_record(path: Path, limits: Limits) -> Standard:
    with path.open("rb") as file:
        data = file.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        message = _("The file is larger than {limit} MiB.").format(limit=limits.file_bytes // 1024**2)
        raise Unreadable(rd105_limit_exceeded.RULE.found("file", message))
    try:
        return model.from_json(data)
    except model.NotARecordError as error:
        message = _("The file is no record of this program ({reason}). Make it anew with icap parse.")
        raise Unreadable(rd101_unreadable_file.RULE.found("file", message.format(reason=error))) from error


def _settled(path: Path, limits: Limits, standard: Standard, diagnostics: Iterable[Diagnostic]) -> Reading:
    found = tuple(diagnostics)
    outcome = Outcome.PARTIAL if standard.source.outcome == "partial" else with_record(found)
    if outcome.value != standard.source.outcome:
        source = standard.source.model_copy(update={"outcome": outcome.value})
        standard = standard.model_copy(update={"source": source})
    return Reading(path, path.name, _digest(path, limits), outcome, standard, found)


def _printable(name: str) -> str:
    """``name`` with U+FFFD for what is not UTF-8 in it (names in Big5 out of an old archive)."""
    return name.encode(errors="surrogateescape").decode(errors="replace")


def _inaccessible(reason: str) -> Diagnostic:
    message = _("The file cannot be opened: {reason}. Check its name and its permissions.")
    return rd101_unreadable_file.RULE.found("file", message.format(reason=reason))


def _digest(path: Path, limits: Limits) -> str | None:
    try:
        if not path.is_file() or path.stat().st_size > limits.file_bytes:
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
