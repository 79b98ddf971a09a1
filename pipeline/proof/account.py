"""How much of a source is in the record, in words for people who know documents and no programs."""

from __future__ import annotations

from pipeline.base.i18n import _
from pipeline.proof.links import Fate, Tally


def account(tally: Tally) -> tuple[str, ...]:
    """One sentence for all characters, and one for each kind of which there are any."""
    if tally.unplaced:
        whole = _("The form has {all} characters. {lost} of them are in no field of the record.")
    else:
        whole = _("The form has {all} characters. All {all} of them are accounted for; none is lost.")
    said = [whole.format(all=f"{tally.form:,}", lost=f"{tally.unplaced:,}")]
    said.append(
        _(
            "{field} of them are in the fields of the record; {label} are the form's own labels, bullets and marks."
        ).format(field=f"{tally.field:,}", label=f"{tally.label:,}")
    )
    if tally.outside:
        message = _("Besides, {count} characters stand outside the form (running heads and the like).")
        said.append(message.format(count=f"{tally.outside:,}"))
    if tally.mended:
        message = _("{count} characters were read as the plain characters that they stand for.")
        said.append(message.format(count=f"{tally.mended:,}"))
    return tuple(said)


def kind_word(kind: str) -> str:
    """What a kind of mark is called."""
    words = {
        "mended": _("mended"),
        "derived": _("derived"),
        Fate.OUTSIDE.value: _("outside the form"),
        Fate.UNPLACED.value: _("not placed"),
        Fate.LABEL.value: _("label"),
        Fate.FIELD.value: _("field"),
    }
    return words[kind]
