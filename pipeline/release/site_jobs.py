"""The work on a site, as functions of plain values that any process can run: a standard, a comparison, some pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.base import i18n
from pipeline.base.export_settings import USUAL, ExportSettings
from pipeline.base.imprint import NONE, Imprint
from pipeline.findings.diagnostics import Diagnostic
from pipeline.handbooks import HANDBOOK
from pipeline.record import model
from pipeline.release import jobs
from pipeline.release.jobs import Printed, Printing

if TYPE_CHECKING:
    from pipeline.site.model import SiteStandard
    from pipeline.site.page import Frame, PageOrder

PAGE = "html"
"""The format of the handbook that becomes a page."""


@dataclass(frozen=True, slots=True)
class SitePrinting:
    """How pages are made; ``formats`` are those of files about each standard, beside its page.

    ``imprint``: what handbooks say of their publisher.
    """

    frame: Frame
    templates: Path | None
    formats: tuple[str, ...] = ()
    export: ExportSettings = USUAL
    imprint: Imprint = NONE


@dataclass(frozen=True, slots=True)
class StandardOrder:
    """What the page of a standard says beside its handbook.

    ``versions`` is the page of its family, if there is one; ``files`` are the paths of its other forms by format.
    """

    standard: SiteStandard
    versions: str | None
    files: tuple[tuple[str, str], ...]


def summaries(records: Sequence[tuple[str, bytes]]) -> list[SiteStandard]:
    """The summaries of records (key and JSON)."""
    from pipeline.site.summary import summarize  # noqa: PLC0415 - workers load it, not who shares the work out

    return [summarize(model.from_json(record), key) for key, record in records]


def standard_files(
    record: bytes, order: StandardOrder, findings: tuple[Diagnostic, ...], printing: SitePrinting
) -> dict[str, Printed]:
    """The page of a standard and its other forms, by path. What cannot be made has no bytes and says why.

    Raises:
        TemplateError: no page could be made like this.
    """
    formats = (PAGE, *(name for name, _path in order.files))
    how = Printing(printing.templates, HANDBOOK, printing.frame.language, printing.export, printing.imprint)
    made = jobs.print_record(record, formats, findings, how)
    paths = dict(order.files)
    found = {paths[name]: printed for name, printed in made.items() if name in paths}
    page = made[PAGE]
    data = None if page.data is None else standard_page(page.data, order, printing)
    return {order.standard.page: Printed(data, page.mishaps), **found}


def standard_page(made: bytes | None, order: StandardOrder, printing: SitePrinting) -> bytes:
    """The handbook that was ``made`` as a page, in the frame of the site; without one, the frame alone.

    Raises:
        TemplateError: the template of the frame cannot be used.
    """
    from pipeline.handbooks import RenderOptions  # noqa: PLC0415 - as above
    from pipeline.site import handbook_page, page, plan, words  # noqa: PLC0415

    i18n.use(printing.frame.language)
    say = words.words()
    one = order.standard
    found = handbook_page.parts(handbook_page.MISSING if made is None else made.decode())
    data = {
        "codes": one.code or one.key,
        "versions": order.versions,
        "files": [{"name": name, "path": path} for name, path in order.files],
        "shared": [(say[kind.value], items) for kind, items in plan.shared_texts(one)],
        "styles": found.styles,
        "scripts": found.scripts,
    }
    title = " ".join(part for part in (one.code, one.name) if part)
    page_order = page.PageOrder(one.page, "standard.html", title, data)
    handbook_parts = {"head": found.head, "body": found.body}
    return page.fill(page_order, printing.frame, RenderOptions(printing.templates), handbook=handbook_parts)


def comparison_files(
    old: bytes, new: bytes, ends: tuple[SiteStandard, SiteStandard], family: str, printing: SitePrinting
) -> dict[str, bytes]:
    """The pages of the comparison of two records, by path; ``ends`` are the newer and the older standard.

    Raises:
        TemplateError: the template cannot be used.
    """
    from pipeline.compare import changes  # noqa: PLC0415 - as above
    from pipeline.compare.sheet import Unchanged, sheet  # noqa: PLC0415
    from pipeline.site import versions  # noqa: PLC0415

    i18n.use(printing.frame.language)
    newer, older = ends
    before, after = model.from_json(old), model.from_json(new)
    view = sheet(changes.compare(before, after, (older.key, newer.key)), unchanged=Unchanged.OMIT)
    return pages(versions.comparison(newer, older, family, view), printing)


def pages(orders: Sequence[PageOrder], printing: SitePrinting) -> dict[str, bytes]:
    """Pages by path.

    Raises:
        TemplateError: a template is missing or cannot be used.
    """
    from pipeline.handbooks import RenderOptions  # noqa: PLC0415 - as above
    from pipeline.site import page  # noqa: PLC0415

    return {one.path: page.fill(one, printing.frame, RenderOptions(printing.templates)) for one in orders}
