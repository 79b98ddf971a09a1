"""The work of a run, as functions of plain values that any process can run: examine a file, print a record, export."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pipeline.base import i18n
from pipeline.base.errors import FatalError, TemplateError
from pipeline.base.export_settings import USUAL, ExportSettings
from pipeline.base.i18n import _
from pipeline.base.imprint import NONE, Imprint
from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import CannotRender, Diagnostic, in_order
from pipeline.findings.raised.rn903_not_printed import RULE as NOT_PRINTED
from pipeline.findings.rules import known_rules
from pipeline.release import examination, kept
from pipeline.release.examination import Examination
from pipeline.release.load import File

if TYPE_CHECKING:
    from pipeline.assemble import Placement
    from pipeline.exports import Entries, ReleaseExport
    from pipeline.findings.policy import Policy
    from pipeline.handbooks.templates import Trial
    from pipeline.release.read import Reading


@dataclass(frozen=True, slots=True)
class Terms:
    """How files are read; ``rules`` are the ids of the rules to check by, ``None``: no check."""

    limits: Limits
    rules: frozenset[str] | None
    language: str


def terms(limits: Limits, policy: Policy | None) -> Terms:
    """How inputs are read, and checked by the rules that run under ``policy``; ``None``: they are not checked."""
    rules = None if policy is None else frozenset(rule.info.id for rule in policy.rules)
    return Terms(limits, rules, i18n.current())


@dataclass(frozen=True, slots=True)
class Printing:
    """How records are printed. ``templates`` and ``template`` are as in ``api.render``."""

    templates: Path | None
    template: str
    language: str
    export: ExportSettings = USUAL
    imprint: Imprint = NONE


@dataclass(frozen=True, slots=True)
class Printed:
    """What one format gave: the bytes, ``None`` if it could not be made; ``mishaps`` say what is missing and why."""

    data: bytes | None
    mishaps: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """What one format gave: the names of its files, none if it could not be made; ``mishaps`` as in ``Printed``."""

    names: tuple[str, ...]
    mishaps: tuple[Diagnostic, ...] = ()


def examine(file: File, terms: Terms) -> tuple[Examination, ...]:
    """What is in a file and what is wrong with it, for each standard that it holds, mostly one.

    Raises nothing for what is wrong with the file.
    """
    # Workers load the readers, not the process that shares the work out.
    from pipeline.release.read import read_parts  # noqa: PLC0415

    i18n.use(terms.language)
    readings = read_parts(file, terms.limits)
    return tuple(examination.of_reading(reading, checked(reading, terms.rules), len(readings)) for reading in readings)


def checked(reading: Reading, wanted: frozenset[str] | None) -> tuple[Diagnostic, ...]:
    """What reading found, and what the ``wanted`` rules find in the record; ``None``: nobody checks."""
    if reading.standard is None or wanted is None:
        return reading.diagnostics
    from pipeline import checks  # noqa: PLC0415 - as above

    rules = [rule for rule in known_rules().values() if rule.info.id in wanted]
    return in_order((*reading.diagnostics, *checks.run(reading.standard, rules)))


def read(file: File, terms: Terms) -> Examination:
    """The one standard in a file, unchecked; a file with several different ones has none."""
    from pipeline.release.read import read_file  # noqa: PLC0415 - as above

    i18n.use(terms.language)
    reading = read_file(file, terms.limits)
    return examination.of_reading(reading, reading.diagnostics)


def explain(file: File, terms: Terms) -> tuple[Examination, tuple[Placement, ...]]:
    """What is in a source document, unchecked, and where every stretch of its text went."""
    from pipeline.release.read import read_file  # noqa: PLC0415 - as above

    i18n.use(terms.language)
    reading = read_file(file, terms.limits, explain=True)
    return examination.of_reading(reading, reading.diagnostics), reading.placements


def print_record(
    record: bytes, formats: tuple[str, ...], findings: tuple[Diagnostic, ...] | None, printing: Printing
) -> dict[str, Printed]:
    """A record in each of ``formats``. A format that cannot be made does not cost the others.

    ``findings`` become its appendix; ``None``: there is none.

    Raises:
        FatalError: no document could be printed like this, as with a template that is broken: it cannot hold the
            specimen either by which templates are tried.
    """
    from pipeline.handbooks import RenderOptions  # noqa: PLC0415 - as above
    from pipeline.handbooks.compose import View  # noqa: PLC0415
    from pipeline.release import formats as known  # noqa: PLC0415
    from pipeline.release.read import crash  # noqa: PLC0415

    i18n.use(printing.language)
    view = View(kept.record(record), findings, imprint=printing.imprint)
    printed: dict[str, Printed] = {}
    for name in formats:
        mishaps: list[Diagnostic] = []
        data = None
        make = known.find(name).make
        try:
            data = make(view, printing.template, RenderOptions(printing.templates, mishaps.append, printing.export))
        except TemplateError as reason:
            from pipeline.handbooks import templates  # noqa: PLC0415 - whose templates work does without

            if not templates.holds_others(make, printing.template, RenderOptions(printing.templates)):
                raise
            mishaps.append(NOT_PRINTED.found(name, str(reason)))
        except FatalError:
            raise
        except CannotRender as reason:
            mishaps.append(reason.diagnostic)
        except Exception as error:  # one format must not cost the others
            mishaps.append(crash(_("Writing {format}").format(format=name), error))
        printed[name] = Printed(data, tuple(mishaps))
    return printed


@dataclass(frozen=True, slots=True)
class Binding:
    """What a volume says and how it is bound, beside its chapters; as in ``handbooks.book.book``."""

    title: str
    duplex: bool
    imprint: Imprint


def bind(
    binding: Binding, chapters: tuple[bytes, ...], formats: tuple[str, ...], printing: Printing
) -> dict[str, Printed]:
    """The volume of the records ``chapters`` in each of ``formats``. One that cannot be made does not cost the others.

    Raises:
        TemplateError: a template is missing or cannot be used.
    """
    from pipeline import handbooks  # noqa: PLC0415 - as above
    from pipeline.handbooks import RenderOptions  # noqa: PLC0415
    from pipeline.handbooks.book import book  # noqa: PLC0415
    from pipeline.handbooks.compose import View  # noqa: PLC0415

    i18n.use(printing.language)
    binders = {binder.NAME: binder for binder in handbooks.binders()}
    views = [View(kept.record(record)) for record in chapters]
    volume = book(binding.title, views, printing.template, duplex=binding.duplex, imprint=binding.imprint)
    bound: dict[str, Printed] = {}
    for name in formats:
        mishaps: list[Diagnostic] = []
        data = None
        try:
            data = binders[name].bind(volume, printing.template, RenderOptions(printing.templates, mishaps.append))
        except CannotRender as reason:
            mishaps.append(reason.diagnostic)
        bound[name] = Printed(data, tuple(mishaps))
    return bound


def judge(file: File, limits: Limits, language: str) -> tuple[Diagnostic, ...]:
    """What is wrong with a file that is an export.

    Raises:
        SettingsError: it is SKOS, and the library that reads it is missing.
    """
    from pipeline.exports import judging  # noqa: PLC0415 - as above

    i18n.use(language)
    return judging.judge(file.path, file.data, limits)


def try_template(folder: Path, name: str, language: str) -> tuple[Trial, ...]:
    """What comes of filling the template ``name`` of ``folder``, be it one of handbooks or of comparison sheets."""
    from pipeline.compare import sheet_templates  # noqa: PLC0415 - as above
    from pipeline.handbooks import templates  # noqa: PLC0415

    i18n.use(language)
    return (*templates.trials(folder, name), *sheet_templates.trials(folder, name))


def export_release(name: str, entries: Entries, folder: Path, settings: ExportSettings, language: str) -> Exported:
    """The files of the release export ``name`` about all ``entries``, made in ``folder``, which is not there yet.

    Raises:
        FatalError: a setting is missing that the format needs.
    """
    from pipeline import exports  # noqa: PLC0415 - as above
    from pipeline.release.manifest import is_release_file  # noqa: PLC0415
    from pipeline.release.read import crash  # noqa: PLC0415

    i18n.use(language)
    mishaps: list[Diagnostic] = []
    names: tuple[str, ...] = ()
    try:
        folder.mkdir()
        maker = cast("ReleaseExport", exports.find(name))
        names = tuple(maker.export(entries, folder, exports.ExportOptions(settings, mishaps.append)))
        if not all(is_release_file(one) and (folder / one).is_file() for one in names):
            raise ValueError(names)
    except FatalError:
        raise
    except CannotRender as reason:
        return Exported((), (*mishaps, reason.diagnostic))
    except Exception as error:  # one format must not cost the others
        return Exported((), (*mishaps, crash(_("Writing {format}").format(format=name), error)))
    return Exported(names, tuple(mishaps))
