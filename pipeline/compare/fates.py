"""What can become of an item, in the language in use."""

from __future__ import annotations

from pipeline.base.i18n import _
from pipeline.compare.changes import Change


def fates(change: Change) -> tuple[str, ...]:
    """All that happened to an item, in words; an item can be amended, renumbered and moved at once."""
    words = {
        "amended": _("amended"),
        "added": _("added"),
        "deleted": _("deleted"),
        "renumbered": _("renumbered"),
        "moved": _("moved"),
    }
    happened = (change.status, "renumbered" if change.renumbered else "", "moved" if change.moved else "")
    return tuple(words[one] for one in happened if one in words)


def told_fates(change: Change) -> str:
    """The same as one text."""
    return _(", ").join(fates(change))
