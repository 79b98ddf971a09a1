"""The HTML handbook of a standard, taken out of its own page to be put into the site's frame."""

from __future__ import annotations

import re
from typing import Any

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


def parts(page: str) -> dict[str, Any]:
    """What the template ``standard`` needs of the handbook: its styles and data for the head, its body, and the
    digests by which a Content Security Policy allows its styles and scripts.

    Raises:
        TemplateError: the page has no ``body``.
    """
    body = _BODY.search(page)
    if body is None:
        raise TemplateError(_("The template of the handbook has no <body> that could go into a site."))
    styles = _STYLE.findall(page)
    data = _DATA.findall(page[: body.start()])
    head = "\n".join((*(f"<style>{style}</style>" for style in styles), *data))
    return {
        "handbook": {"head": Markup(head), "body": Markup(_SKIP.sub("", body[1], count=1))},  # noqa: S704 - from a finished page
        "styles": tuple(map(digest, styles)),
        "scripts": tuple(map(digest, _SCRIPT.findall(page))),
    }
