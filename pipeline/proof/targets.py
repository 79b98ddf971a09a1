"""Where on the page a finding leads: to the field that it is about, else to the stretch of the source."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assemble import Placement
from pipeline.base.i18n import _
from pipeline.base.provenance import Location
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.document import Waived
from pipeline.findings.raised.as103_text_not_placed import RULE as TEXT_NOT_PLACED
from pipeline.proof.linked import Linked
from pipeline.proof.links import Fate, fate
from pipeline.proof.source import Shown
from pipeline.proof.view import FindingView
from pipeline.reports import severity_word

_NEAR = 0.1
"""Points by which the record rounds a box."""


def findings(one: Linked, shown: Shown) -> Iterator[FindingView]:
    """What is reported of a standard, in the order of places, each with where it leads."""
    for finding in one.part.document.findings():
        diagnostic = finding.diagnostic
        yield FindingView(
            severity=diagnostic.severity.value,
            word=severity_word(diagnostic.severity),
            rule=diagnostic.rule,
            subject=diagnostic.subject,
            message=diagnostic.message,
            proposal=diagnostic.proposal,
            place=diagnostic.location.words,
            target=target(one, diagnostic, shown),
            waived=_answer(finding.waived) if finding.waived else None,
        )


def target(one: Linked, diagnostic: Diagnostic, shown: Shown) -> str | None:
    """The id of the field or stretch that a finding is about; ``None`` if it is about the document as a whole."""
    near = [
        number
        for number, placement in enumerate(one.part.placements)
        if _holds(diagnostic.location, placement)
        and (diagnostic.rule != TEXT_NOT_PLACED.id or fate(placement) is Fate.UNPLACED)
    ]
    named = _named(one, diagnostic.subject)
    owners = [one.owners[number] for number in near if number in one.owners]
    for field in (*(owner for owner in owners if owner in named), *(named if not near else owners)):
        return one.field_id(field)
    return shown.target(one, near[0]) if near else None


def _named(one: Linked, subject: str) -> list[int]:
    """The fields that a subject such as ``T1.2/K11`` or ``note/3`` names, those inside what it names first.

    A task's items stand between its head and the next one.
    """
    *outer, last = subject.split("/")
    fields = one.fields
    plain = [at for at, field in enumerate(fields) if last and last in (field.code, f"{field.label} {field.code}")]
    if not outer:
        return plain or [at for at, field in enumerate(fields) if field.path.split("/")[0] == last]
    heads = {field.path for field in fields if field.code == outer[-1]}
    inside = [at for at in plain if any(fields[at].path.startswith(f"{head}/") for head in heads)]
    return inside or plain


def _holds(location: Location, placement: Placement) -> bool:
    """Whether a stretch stands where a finding points to."""
    where = placement.location
    if location.page is not None and location.box is not None:
        return where.page == location.page and where.box is not None and _inside(where.box, location.box)
    if location.table is not None and location.row is not None:
        return (location.table, location.row) == (where.table, where.row) and location.column in (None, where.column)
    return False


def _inside(inner: tuple[float, ...], outer: tuple[float, ...]) -> bool:
    return (
        inner[0] >= outer[0] - _NEAR
        and inner[1] >= outer[1] - _NEAR
        and inner[2] <= outer[2] + _NEAR
        and inner[3] <= outer[3] + _NEAR
    )


def _answer(waived: Waived) -> str:
    return _("{reason} ({by})").format(reason=waived.reason, by=waived.by) if waived.by else waived.reason
