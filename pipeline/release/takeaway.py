"""Everything that people want of documents that were examined before, in one folder: what ``build``, ``export``,
``book`` and ``compare`` would write, by the same sinks, without reading a document again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import TOOL, __version__, exports, reports
from pipeline.base import files, i18n
from pipeline.base.errors import TemplateError
from pipeline.base.export_settings import USUAL, ExportSettings
from pipeline.base.i18n import _
from pipeline.base.imprint import NONE, Imprint
from pipeline.compare import sheets
from pipeline.compare.phrases import Phrases
from pipeline.compare.sheet import Unchanged
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.document import Document
from pipeline.findings.outcomes import Outcome
from pipeline.findings.policy import EVERYTHING, Policy
from pipeline.findings.raised.rn903_not_printed import RULE as NOT_PRINTED
from pipeline.handbooks import HANDBOOK, folders
from pipeline.release import comparison, formats, store
from pipeline.release.book import BookOrder, VolumeSink
from pipeline.release.comparison import Comparing
from pipeline.release.engine import Sink, conclude
from pipeline.release.examination import Examination
from pipeline.release.folder import FolderSink, Making
from pipeline.release.formats import Format
from pipeline.release.listener import SILENT, ProgressListener
from pipeline.release.pools import INLINE, Pool
from pipeline.release.release_sink import ReleaseSink, Releasing
from pipeline.release.settle import Candidate
from pipeline.release.store import Store

REPORT = "report.html"
"""The findings about all that is taken away."""


@dataclass(frozen=True, slots=True)
class Versions:
    """Two versions of a standard, by what their documents are called, and the forms of the sheet about them."""

    old: Path
    new: Path
    forms: tuple[str, ...]
    tracked: bool = False


@dataclass(frozen=True, slots=True)
class TakeawayOrder:
    """What is to be made, in the folder ``output``, which is there and empty.

    ``formats`` are those of ``icap build``, each of every one of ``templates`` that there is for it; ``exports`` those
    of ``icap export`` about all standards together; ``book`` the title of a volume in ``book_formats``. ``own`` is a
    folder of templates that go before the supplied ones; ``imprint`` what handbooks and volume say of their publisher.
    """

    output: Path
    formats: tuple[str, ...] = ()
    templates: tuple[str, ...] = (HANDBOOK,)
    exports: tuple[str, ...] = ()
    book: str = ""
    book_formats: tuple[str, ...] = ()
    versions: Versions | None = None
    with_findings: bool = False
    own: Path | None = None
    settings: ExportSettings = USUAL
    policy: Policy = EVERYTHING
    imprint: Imprint = NONE


def take_away(
    examined: Iterable[tuple[Path, Examination]],
    order: TakeawayOrder,
    pool: Pool = INLINE,
    common_pool: Pool = INLINE,
    listener: ProgressListener = SILENT,
) -> tuple[Document, ...]:
    """What is reported of each document, in the order in which they come, and of the files that could not be made.

    The jobs of ``pool`` are about one document each, or two; those of ``common_pool`` about all of them.

    Raises:
        SettingsError: an unknown format, or one that needs a setting which is missing.
        TemplateError: a template is missing or cannot be used.
        WriteError: a file cannot be written.
    """
    with store.opened(order.output, listener, lasts=False) as known:
        candidates = [Candidate(path, one.brief, known.archive.put(one)) for path, one in examined]
        documents: dict[str, Document] = {}
        for sink in _sinks(order, known, pool, common_pool, listener):
            for result in conclude(candidates, known, sink, order.policy):
                path = result.document.path
                documents[path] = _joined(documents.get(path), result.document)
        if order.versions:
            found = _compare(candidates, order, order.versions, known, pool)
            path = str(order.versions.new)
            documents[path] = _joined(documents[path], replace(documents[path], diagnostics=found))
    told = tuple(documents.values())
    _report(told, order)
    return told


def _sinks(
    order: TakeawayOrder, known: Store, pool: Pool, common_pool: Pool, listener: ProgressListener
) -> Iterator[Sink]:
    """One after the other; at least one, which says what becomes of every document."""
    for template, makers in tuple(_printings(order)):
        making = Making(
            order.output,
            makers,
            order.own,
            template,
            order.with_findings,
            forced=True,
            export=order.settings,
            imprint=order.imprint,
        )
        yield FolderSink(making, known, pool, listener, order.policy)
    wanted = {exports.find(name).NAME for name in order.exports}
    together = tuple(one for one in exports.per_release() if one.NAME in wanted)
    nothing = Making(order.output, (), None, HANDBOOK, with_findings=False, forced=True)
    each = FolderSink(nothing, known, pool, listener, order.policy)
    releasing = Releasing(order.output, together, order.settings, forced=True)
    yield ReleaseSink(releasing, each, known, common_pool, listener, order.policy)
    if order.book:
        target = order.output / files.safe_stem(order.book)
        book = BookOrder(order.book, target, order.book_formats, order.own, imprint=order.imprint)
        yield VolumeSink(book, book.targets(), known, common_pool)


def _printings(order: TakeawayOrder) -> Iterator[tuple[str, tuple[Format, ...]]]:
    """Each template with the formats that have it; what needs no template is made once.

    Raises:
        TemplateError: no format has a template, so that nothing would come of it.
    """
    makers = formats.chosen(order.formats)
    bare = tuple(maker for maker in makers if maker.template_suffix is None)
    printed = [maker for maker in makers if maker.template_suffix]
    for template in order.templates:
        filled = [one for one in printed if folders.exists(template, one.template_suffix or "", order.own)]
        if printed and not filled:
            said = _("There is no template {template} for any of the chosen formats ({formats}). Choose others.")
            raise TemplateError(said.format(template=template, formats=_(", ").join(one.name for one in printed)))
        if fitting := (*bare, *filled):
            yield template, fitting
        bare = ()


def _joined(before: Document | None, now: Document) -> Document:
    """One document of which several sinks tell: all findings once, and the worse outcome."""
    if before is None:
        return now
    found = tuple(dict.fromkeys((*before.diagnostics, *now.diagnostics)))
    is_lost = Outcome.FAILED in (before.outcome, now.outcome)
    joined = before.judged(found, before.waived)
    return replace(joined, outcome=Outcome.FAILED) if is_lost else joined


def _compare(
    candidates: Sequence[Candidate], order: TakeawayOrder, versions: Versions, known: Store, pool: Pool
) -> tuple[Diagnostic, ...]:
    """Writes the sheets about two versions; says what is odd about them, or why there are none."""
    kept = {one.path: one.kept for one in candidates}
    old, new = (known.examination(kept[path]).record for path in (versions.old, versions.new))
    if old is None or new is None:
        message = _("The two versions cannot be compared: one of them has no record.")
        return (NOT_PRINTED.found("file", message),)
    job = (old, new, comparing(versions, order.own))
    ((_key, made),) = pool.finished(comparison.compare, [(versions.new, job)])
    if isinstance(made, Diagnostic):
        return (made,)
    stem = files.safe_stem(made.record.new.code or made.record.new.name or versions.new.stem)
    for ending, data in made.contents.items():
        files.write(order.output / f"{stem}{ending}", data)
    return made.findings


def comparing(versions: Versions, own: Path | None) -> Comparing:
    """How two versions are compared, with the usual phrases."""
    forms = tuple(sheets.find(name).NAME for name in versions.forms)
    paths = (str(versions.old), str(versions.new))
    return Comparing(paths, forms, versions.tracked, Phrases(), Unchanged.OMIT, own, i18n.current())


def _report(documents: Sequence[Document], order: TakeawayOrder) -> None:
    run = reports.ReportedRun(TOOL, __version__, documents, order.policy.rules, coloured=False)
    with (order.output / REPORT).open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
        reports.find("html").write(run, stream)
