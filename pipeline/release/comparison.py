"""The work on two versions of a standard, as a function of plain values that a process with limits can run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.base import i18n
from pipeline.compare import change_rules, changes, sheets, track
from pipeline.compare.changes import ChangeRecord
from pipeline.compare.pairing import NO_PINS, Pins
from pipeline.compare.phrases import Phrases
from pipeline.compare.sheet import Unchanged, sheet
from pipeline.findings.diagnostics import Diagnostic
from pipeline.handbooks import RenderOptions
from pipeline.record import model


@dataclass(frozen=True, slots=True)
class Comparing:
    """What is to be made of two versions: sheets in ``forms``, and with ``tracked`` a document with tracked changes.

    ``paths`` are those of the two files; ``pins`` say what somebody has decided.
    """

    paths: tuple[str, str]
    forms: tuple[str, ...]
    tracked: bool
    phrases: Phrases
    unchanged: Unchanged
    templates: Path | None
    language: str
    pins: Pins = NO_PINS


@dataclass(frozen=True, slots=True)
class Compared:
    """The comparison, the content of every file by what its name ends in, and what rules say of the changes."""

    record: ChangeRecord
    contents: Mapping[str, bytes]
    findings: tuple[Diagnostic, ...]


def compare(old: bytes, new: bytes, how: Comparing) -> Compared:
    """Compares two records (JSON).

    Raises:
        TemplateError: a template is missing or cannot be used.
        SettingsError: there is no form of a name.
    """
    i18n.use(how.language)
    before, after = model.from_json(old), model.from_json(new)
    record = changes.compare(before, after, how.paths, how.pins)
    options = RenderOptions(how.templates)
    contents = {}
    if how.forms:
        view = sheet(record, how.phrases, how.unchanged)
        forms = [sheets.find(name) for name in how.forms]
        contents = {f"-compare{form.SUFFIX}": form.render(record, view, options) for form in forms}
    if how.tracked:
        contents["-track.docx"] = track.render(before, after, options, how.pins)
    return Compared(record, contents, tuple(change_rules.check(record, after)))
