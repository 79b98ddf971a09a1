"""The work on two versions of a standard, as a function of plain values that a process with limits can run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.base import i18n
from pipeline.base.errors import TemplateError
from pipeline.compare import change_rules, changes, releases, sheet_templates, sheets, track
from pipeline.compare.changes import ChangeRecord, KindTally
from pipeline.compare.items import ComparedKind
from pipeline.compare.pairing import NO_PINS, Pins
from pipeline.compare.phrases import Phrases
from pipeline.compare.sheet import Unchanged, sheet
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.raised.rn903_not_printed import RULE as NOT_PRINTED
from pipeline.handbooks import RenderOptions
from pipeline.record.model import Standard
from pipeline.release import kept


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


TRACK = "-track.docx"
"""What the name of a document with tracked changes ends in."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A comparison of which only the amounts are kept, with the files that were made of it."""

    equal: bool
    differences: int
    summary: Mapping[ComparedKind, KindTally]
    contents: Mapping[str, bytes]
    findings: tuple[Diagnostic, ...]


def ending(form: str) -> str:
    """What the name of a sheet in this form ends in.

    Raises:
        SettingsError: there is no form of that name.
    """
    return f"-compare{sheets.find(form).SUFFIX}"


def is_sheet(name: str) -> bool:
    """Whether a file that this program has written is about a comparison."""
    return name.endswith((TRACK, *(ending(form.NAME) for form in sheets.available())))


def compare(old: bytes, new: bytes, how: Comparing) -> Compared:
    """Compares two records (JSON).

    Raises:
        TemplateError: a template is missing or cannot be used.
        SettingsError: there is no form of a name.
    """
    i18n.use(how.language)
    before, after = kept.record(old), kept.record(new)
    record = changes.compare(before, after, how.paths, how.pins)
    return Compared(record, _contents(record, before, after, how), tuple(change_rules.check(record, after)))


def count(old: bytes, new: bytes, how: Comparing) -> Counted | Diagnostic:
    """Compares two records (JSON) of a release and lets go of all but the amounts; two that are equal get no files.

    Instead: why a template that can be filled with other pairs cannot be filled with this one.

    Raises as ``compare`` does.
    """
    i18n.use(how.language)
    before, after = kept.record(old), kept.record(new)
    record = changes.compare(before, after, how.paths, how.pins)
    contents: dict[str, bytes] = {}
    if not record.equal:
        try:
            contents = _contents(record, before, after, how)
        except TemplateError as reason:
            folder = how.templates
            if folder is None or not all(sheet_templates.holds_others(name, folder) for name in how.forms):
                raise
            return NOT_PRINTED.found(", ".join(how.forms), str(reason))
    findings = tuple(change_rules.check(record, after))
    return Counted(record.equal, releases.difference_count(record), record.summary, contents, findings)


def _contents(record: ChangeRecord, old: Standard, new: Standard, how: Comparing) -> dict[str, bytes]:
    options = RenderOptions(how.templates)
    contents = {}
    if how.forms:
        view = sheet(record, how.phrases, how.unchanged)
        contents = {ending(name): sheets.find(name).render(record, view, options) for name in how.forms}
    if how.tracked:
        contents[TRACK] = track.render(old, new, options, how.pins)
    return contents
