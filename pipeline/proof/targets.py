"""Where on the page a finding leads: to the field that it is about, else to the stretch of the source."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.base.i18n import _
from pipeline.base.provenance import Location
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.document import Waived
from pipeline.findings.raised.as103_text_not_placed import RULE as TEXT_NOT_PLACED
from pipeline.findings.subject_words import words
from pipeline.proof.linked import Linked
from pipeline.proof.links import Fate, fate
from pipeline.proof.source import ShownSource
from pipeline.proof.view import ProofFinding
from pipeline.reports import severity_word

_NEAR = 0.1
"""Points by which the record rounds a box."""


def findings(one: Linked, shown: ShownSource) -> Iterator[ProofFinding]:
    """What is reported of a standard, in the order of places, each with where it leads."""
    for finding in one.part.document.findings():
        diagnostic = finding.diagnostic
        yield ProofFinding(
            severity=diagnostic.severity.value,
            word=severity_word(diagnostic.severity),
            rule=diagnostic.rule,
            subject=words(diagnostic.subject),
            message=diagnostic.message,
            proposal=diagnostic.proposal,
            place=diagnostic.location.words,
            target=target(one, diagnostic, shown),
            waived=_answer(finding.waived) if finding.waived else None,
        )


def target(one: Linked, diagnostic: Diagnostic, shown: ShownSource) -> str | None:
    """The id of the field, the stretch or at least the page that a finding is about; ``None``: it is about none."""
    near = [
        number
        for number in _near(one, diagnostic.location)
        if diagnostic.rule != TEXT_NOT_PLACED.id or fate(one.part.placements[number]) is Fate.UNPLACED
    ]
    owners = [one.owners[number] for number in near if number in one.owners]
    named = _named(one, diagnostic.subject)
    if not named and not near:
        named = [field for related in diagnostic.related for field in _named(one, related.subject)]
    for field in (*(owner for owner in owners if owner in named), *(owners if near else named)):
        return one.field_id(field)
    if near:
        return one.stretch_id(near[0])
    return shown.page_id(diagnostic.location.page)


def _named(one: Linked, subject: str) -> list[int]:
    """The fields that a subject names: ``T1.2``, ``T1.2/K11``, ``T1.2/skills``, ``note/3``, ``versions/V1``, ``title``.

    Of a task that lacks what is named inside it, its head.
    """
    found = one.by_name.get(subject) or one.under.get(subject)
    if found:
        return found
    outer, _slash, inner = subject.partition("/")
    heads = [at for at in one.by_name.get(outer, []) if one.fields[at].code == outer]
    inside = [at for head in heads for at in _inside_of(one, one.fields[head].path, inner)]
    return inside or heads


def _inside_of(one: Linked, head: str, inner: str) -> list[int]:
    """The fields below the path ``head`` that are ``inner``: a code, a column, or a name."""
    return [
        at
        for at in one.under.get(head, [])
        if inner in (one.fields[at].code, one.fields[at].text) or f"/{inner}/" in one.fields[at].path.removeprefix(head)
    ]


def _near(one: Linked, location: Location) -> list[int]:
    """The stretches that stand where a finding points to: inside its box, or in its row or cell of a table."""
    placements = one.part.placements
    if location.page is not None and location.box is not None:
        found = one.on_page.get(location.page, [])
        return [at for at in found if (box := placements[at].location.box) and _inside(box, location.box)]
    if location.table is not None and location.row is not None:
        found = one.in_row.get((location.table, location.row), [])
        return [at for at in found if location.column in (None, placements[at].location.column)]
    return []


def _inside(inner: tuple[float, ...], outer: tuple[float, ...]) -> bool:
    return (
        inner[0] >= outer[0] - _NEAR
        and inner[1] >= outer[1] - _NEAR
        and inner[2] <= outer[2] + _NEAR
        and inner[3] <= outer[3] + _NEAR
    )


def _answer(waived: Waived) -> str:
    return _("{reason} ({by})").format(reason=waived.reason, by=waived.by) if waived.by else waived.reason
