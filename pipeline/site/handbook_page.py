"""The HTML handbook of a standard, taken out of its own page to be put into the site's frame."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.base.errors import TemplateError
from pipeline.base.i18n import _
from pipeline.handbooks.html import digest

_BODY = re.compile(r"<body\b[^>]*>(.*)</body>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_DATA = re.compile(r'<script type="application/ld\+json">.*?</script>', re.DOTALL)
MISSING = "<body></body>"
"""The page of a handbook that could not be made."""
_SKIP = re.compile(r'<a class="skip"[^>]*>.*?</a>\s*')
_MAIN = re.compile(r"(</?)main\b")


@dataclass(frozen=True, slots=True)
class HandbookParts:
    """What the frame takes of a handbook: styles and data for its ``head``, and its ``body``.

    ``styles`` and ``scripts`` are the digests by which a Content Security Policy allows those that stand in it.
    """

    head: Markup
    body: Markup
    styles: tuple[str, ...]
    scripts: tuple[str, ...]


def parts(page: str) -> HandbookParts:
    """The parts of a handbook that is a page. All of its body is the main part of a page of the site.

    Raises:
        TemplateError: the page has no ``body``.
    """
    body = _BODY.search(page)
    if body is None:
        raise TemplateError(_("The template of the handbook has no <body> that could go into a site."))
    styles = _STYLE.findall(page)
    head = (*(f"<style>{style}</style>" for style in styles), *_DATA.findall(page[: body.start()]))
    return HandbookParts(
        Markup("\n".join(head)),  # noqa: S704 - from a finished page
        Markup(_MAIN.sub(r"\1div", _SKIP.sub("", body[1], count=1))),  # noqa: S704 - the same
        tuple(map(digest, styles)),
        tuple(map(digest, _SCRIPT.findall(page))),
    )
