"""Boils a reading and what was found in it down to what a run keeps."""

from __future__ import annotations

import hashlib

from pipeline.compare import differences
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.outcomes import Outcome, with_record
from pipeline.record import model
from pipeline.record.model import Standard
from pipeline.release.examined import Brief, Examined
from pipeline.release.read import Reading


def examined(reading: Reading, findings: tuple[Diagnostic, ...]) -> Examined:
    """An input that was read, with everything that is wrong with it."""
    if reading.standard is None:
        return Examined(Brief(reading.sha256, reading.outcome), findings, None)
    record = model.to_json(reading.standard).encode()
    return Examined(_brief(reading, reading.standard, record), findings, record)


def _brief(reading: Reading, standard: Standard, record: bytes) -> Brief:
    content = differences.digest(standard)
    return Brief(
        sha256=reading.sha256,
        outcome=reading.outcome,
        code=standard.code,
        name=standard.code or standard.name,
        identity=f"content {content}" if standard.code is None else f"code {standard.code.casefold()}",
        content=content,
        record=hashlib.sha256(record).hexdigest(),
        tells_pages=standard.source.pages is not None,
        is_part=reading.outcome is Outcome.PARTIAL and with_record(reading.diagnostics) is Outcome.OK,
    )
