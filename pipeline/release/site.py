"""A site of pages about all standards of a release, in a folder that any web server or browser can show.

Reading, checking, duplicates and conflicts are those of a build. An input that fails is named in the site and makes
the run fail.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import exports
from pipeline.base import files, i18n
from pipeline.base.export_settings import USUAL, ExportSettings
from pipeline.base.imprint import NONE, Imprint, refuse_as_title
from pipeline.base.limits import DEFAULT_LIMITS, Limits
from pipeline.findings.policy import EVERYTHING, Policy
from pipeline.release import formats, store
from pipeline.release.engine import Result, conclude
from pipeline.release.examine import examine
from pipeline.release.jobs import terms
from pipeline.release.listener import SILENT, ProgressListener
from pipeline.release.load import Given
from pipeline.release.pools import INLINE, Pool
from pipeline.release.site_jobs import SitePrinting
from pipeline.release.site_sink import SiteMaking, SiteSink
from pipeline.site.page import Frame


@dataclass(frozen=True, slots=True)
class SiteOrder:
    """What is to be made: ``title`` is what the site is called, ``formats`` are those that it offers beside its pages.

    All else is as in ``BuildOrder``; ``pruned``: also pages that the site has no longer are deleted.

    Raises:
        SettingsError: the title is blank, or has control characters.
    """

    output: Path
    title: str
    formats: tuple[str, ...] = ()
    templates: Path | None = None
    settings: ExportSettings = USUAL
    limits: Limits = DEFAULT_LIMITS
    policy: Policy = EVERYTHING
    forced: bool = False
    pruned: bool = False
    reserved: tuple[Path, ...] = ()
    wait: float = 0
    given: Given = field(default_factory=dict)
    imprint: Imprint = NONE

    def __post_init__(self) -> None:
        refuse_as_title(self.title)


def site(
    paths: Sequence[Path],
    order: SiteOrder,
    pool: Pool = INLINE,
    release_pool: Pool = INLINE,
    listener: ProgressListener = SILENT,
) -> Iterator[Result]:
    """One result per standard, in the order of ``paths``, as ``build`` gives it.

    The jobs of ``pool`` are about one document each, those of ``release_pool`` about all of them.

    Raises:
        SettingsError: an unknown format, or one that needs a setting which is missing.
        TemplateError: a template is missing or cannot be used.
        WriteError: a page cannot be written, or would take the place of an input.
    """
    together = tuple(one.NAME for one in exports.per_release() if one.NAME in order.formats)
    each = tuple(formats.find(name).name for name in order.formats if name not in together)
    files.prepare_folder(order.output)
    with store.opened(order.output, listener, lasts=True, wait=order.wait) as known:
        own = list(dict.fromkeys(paths))
        candidates = examine(
            own, terms(order.limits, order.policy), known, pool, listener, forced=order.forced, given=order.given
        )
        frame = Frame(order.title, i18n.current())
        printing = SitePrinting(frame, order.templates, each, order.settings, order.imprint)
        reserved = (*own, *order.reserved)
        making = SiteMaking(order.output, printing, together, order.forced, order.pruned, reserved)
        sink = SiteSink(making, known, pool, release_pool, listener, order.policy)
        yield from conclude(candidates, known, sink, order.policy)
        known.tidy([one.path for one in candidates], listener, pruned=order.pruned)
