"""What ``import pipeline`` offers, as plain functions; ``docs/api.md`` shows them at work."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from pipeline import checks, exports
from pipeline.base.export_settings import USUAL, ExportSettings
from pipeline.base.imprint import NONE as NO_IMPRINT
from pipeline.base.imprint import Imprint
from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.compare import changes as _changes
from pipeline.compare.changes import ChangeRecord
from pipeline.compare.differences import Difference, differences
from pipeline.exports import ExportedStandard, ExportOptions
from pipeline.findings.diagnostics import Diagnostic, keep_silent
from pipeline.findings.rules import Rule, known_rules
from pipeline.handbooks import HANDBOOK, RenderOptions
from pipeline.handbooks.compose import View
from pipeline.record.model import Standard
from pipeline.release import formats
from pipeline.release.read import Reading, read_standard

__all__ = ["change_record", "check", "compare", "export", "read", "render"]


def read(path: str | Path, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """The record in a source document or record file, with its outcome and findings; raises nothing for bad input."""
    return read_standard(Path(path), limits)


def check(standard: Standard, rules: Iterable[Rule] | None = None) -> tuple[Diagnostic, ...]:
    """What ``rules`` (``None``: all of them) find in ``standard``, in the order of places."""
    return checks.run(standard, known_rules().values() if rules is None else rules)


def compare(one: Standard, other: Standard) -> tuple[Difference, ...]:
    """Where two records say something else, in the order of the form; white space and places are left aside."""
    return differences(one, other)


def change_record(old: Standard, new: Standard) -> ChangeRecord:
    """What became of every item from one version to the next, as ``icap compare --to json`` tells it.

    ``pipeline.compare.changes.to_json`` writes it; its form is told in ``docs/compare.md``.
    """
    return _changes.compare(old, new)


def render(
    standard: Standard,
    format: str,
    *,
    findings: Iterable[Diagnostic] | None = None,
    templates: Path | None = None,
    template: str = HANDBOOK,
    imprint: Imprint = NO_IMPRINT,
    settings: ExportSettings = USUAL,
    report: Callable[[Diagnostic], object] = keep_silent,
) -> bytes:
    """One standard in one format, as ``icap build --to`` writes it: a handbook, or an export of this standard alone.

    ``findings`` become the handbook's appendix; empty, it says that nothing was found. ``templates`` is a folder laid
    above the supplied templates. ``template`` is the name of the template: ``handbook``, ``form`` (the official form),
    or an own one. ``imprint`` is what the handbook says of its publisher. ``settings`` are those of ``icap export``.
    ``report`` is told what the file cannot show, such as a character that no font has.

    Raises:
        SettingsError: there is no such format.
        TemplateError: a template is missing or cannot be used.
        CannotRender: this format cannot be made here, such as PDF where there is no Chinese font.
    """
    return formats.find(format).make(
        View(standard, findings, imprint=imprint), template, RenderOptions(templates, report, settings)
    )


def export(
    standards: Iterable[Standard],
    format: str,
    *,
    findings: Callable[[Standard], tuple[Diagnostic, ...]] = check,
    settings: ExportSettings = USUAL,
    report: Callable[[Diagnostic], object] = keep_silent,
) -> dict[str, bytes]:
    """Any number of standards as files for other programs, by the names of the files.

    Files of one standard are called after its code, else its name, else the document that it was read from.
    ``findings`` gives what is wrong with a standard, which some formats list. ``settings`` are those of ``icap
    export``. ``report`` is told what the files cannot hold.

    Raises:
        SettingsError: there is no such export, or it needs a setting.
        CannotRender: this format cannot be made here.
    """
    taken: set[str] = set()
    entries = [ExportedStandard(exports.key(one, taken), one, findings(one)) for one in standards]
    options = ExportOptions(settings, report)
    maker = exports.find(format)
    if maker.PER == "standard":
        return {f"{one.key}{maker.SUFFIX}": maker.export(one, options) for one in entries}
    with tempfile.TemporaryDirectory(prefix="icap-") as folder:
        names = maker.export(entries, Path(folder), options)
        return {name: (Path(folder) / name).read_bytes() for name in names}
