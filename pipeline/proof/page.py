"""The proof as one HTML file that asks for nothing but itself; a script lights up what belongs together."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from pipeline import TOOL, __version__
from pipeline.base import i18n, mark
from pipeline.base.i18n import _
from pipeline.base.terminal_text import one_line
from pipeline.handbooks.html import digest
from pipeline.proof.view import ProofView

_HERE = Path(__file__).parent


def page(view: ProofView, pictures_from: str = "data:") -> bytes:
    """The page in UTF-8. ``pictures_from`` is the source expression of a Content Security Policy for its pictures."""
    style, script = (_part(name) for name in ("page.css", "page.js"))
    html = _template().render(
        proof=view,
        say=_words(),
        language=i18n.TAGS[i18n.current()],
        tool=f"{TOOL} {__version__}",
        policy=policy(pictures_from),
        style=Markup(style),  # noqa: S704 - a file of this package
        script=Markup(script),  # noqa: S704 - a file of this package
    )
    return mark.page(html.encode(errors="backslashreplace"))


def policy(pictures_from: str) -> str:
    """The Content Security Policy of the page: it runs and looks as its own files say, and asks for nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"img-src {pictures_from}",
            f"style-src '{digest(_part('page.css'))}'",
            f"script-src '{digest(_part('page.js'))}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


@cache
def _part(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["safe_line"] = one_line
    return environment.get_template("page.html.j2")


def _words() -> dict[str, str]:
    """What the page says itself; ``{seen}``, ``{count}`` and ``{left}`` are filled in by the script."""
    return {
        "title": _("Proof"),
        "to_record": _("Skip to the record"),
        "source": _("The source"),
        "record": _("The record"),
        "findings": _("Findings"),
        "characters": _("Characters to look at"),
        "sheet": _("Sign-off sheet"),
        "file": _("File"),
        "file_digest": _("SHA-256 of the file"),
        "record_digest": _("SHA-256 of the record"),
        "program": _("Program"),
        "made_by": _("Made by"),
        "page": _("Page {number}"),
        "as_text": _("The text of the source, stretch by stretch"),
        "beside": _("Text of this page without a place on the picture"),
        "seen": _("seen"),
        "progress": _("{seen} of {count} fields seen"),
        "previous": _("Previous"),
        "next": _("Next"),
        "next_unseen": _("Next not seen"),
        "larger": _("Larger"),
        "smaller": _("Smaller"),
        "shortcuts": _(
            "Keys, while a field has the focus: ↓ or J next, ↑ or K previous, space seen, "
            "Enter seen and next, U next not seen."
        ),
        "not_kept": _(
            "This browser does not keep the marks: they are gone when the page is closed. Print the sheet before."
        ),
        "kept": _("Marks are kept in this browser only, for the file with this digest."),
        "kind": _("Kind"),
        "text": _("Text"),
        "became": _("What became of it"),
        "place": _("Place"),
        "no_characters": _("Every character stands in the record as it is printed."),
        "no_findings": _("Nothing was found."),
        "rule": _("Rule"),
        "severity": _("Severity"),
        "subject": _("Subject"),
        "message": _("Message"),
        "proposal": _("Proposal: {text}"),
        "waived": _("waived: {reason}"),
        "name": _("Checked by"),
        "date": _("Date"),
        "remark": _("Remark"),
        "signature": _("Signature"),
        "print": _("Print the sheet"),
        "forget": _("Forget all marks of this file"),
        "all_seen": _("All {count} fields were compared with the source."),
        "some_left": _("{left} of {count} fields were not compared with the source:"),
        "no_script": _("Without its script the page shows everything, but keeps no marks."),
        "legend": _("Marks"),
        "mended": _("mended"),
        "mended_means": _("The record has another writing of the same: of a date, of a code, of a character."),
        "derived": _("derived"),
        "derived_means": _("The source does not say it; it follows from what stands beside it."),
        "outside": _("outside the form"),
        "outside_means": _(
            "It stands outside of the tables of the form, such as page numbers; it is listed, in no field."
        ),
        "unplaced": _("not placed"),
        "unplaced_means": _(
            "It stands in the source, but in no field of the record. Look whether it is missing there."
        ),
    }
