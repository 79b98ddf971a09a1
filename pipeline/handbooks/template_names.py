"""Names that keep a template from being used, though whoever made it thinks that it is."""

from __future__ import annotations

import re
from pathlib import PurePath

from pipeline import handbooks
from pipeline.base.i18n import _
from pipeline.handbooks import BOOK, HANDBOOK, Renderer

_USUAL = (HANDBOOK, "form", BOOK, "compare")
"""The templates that commands fill without being told a name of their own, but for the official form."""
_COPY = re.compile(
    r"(?P<before>.+?)(?:\s*-\s*(?:複製|副本|拷貝|copy)|\s*的?(?:複本|副本|拷貝|複製)|\s*\(\d+\)|\s*（\d+）|\s*copy|\s*_?備份)+(?:\s*\(\d+\))?"
    r"|(?:複製|副本|複本|拷貝|copy of)\s*[-－]?\s*(?P<after>.+)",
    re.IGNORECASE,
)
"""What Windows, macOS and people add to the name of a copy."""
_OTHERS = {
    ".doc": ".docx",
    ".dot": ".docx",
    ".dotx": ".docx",
    ".docm": ".docx",
    ".dotm": ".docx",
    ".rtf": ".docx",
    ".ott": ".odt",
    ".html": ".html.j2",
    ".htm": ".html.j2",
    ".md": ".md.j2",
    ".j2": ".html.j2",
}
"""Suffixes that are taken for those of templates."""


def misnamed(name: str) -> str | None:
    """Why the file ``name`` of a template folder is never used, with the name it should have; ``None``: it may be."""
    suffixes = [one.TEMPLATE_SUFFIX for one in handbooks.available() if one.TEMPLATE_SUFFIX]
    suffix = next((one for one in suffixes if name.lower().endswith(one)), None)
    if suffix is None:
        stem, other = PurePath(name).stem, PurePath(name).suffix.lower()
        if other in _OTHERS and (stem.lower() in _USUAL or other.startswith((".do", ".ot", ".rtf"))):
            return _("not used: no template has this suffix; save it as {name}").format(name=f"{stem}{_OTHERS[other]}")
        return None
    stem = name[: -len(suffix)]
    copied = _COPY.fullmatch(stem)
    if copied:
        original = (copied["before"] or copied["after"]).strip()
        return _("not used: it is called like a copy; the template must be called {name}").format(
            name=f"{original}{suffix}"
        )
    right = f"{stem.lower() if stem.lower() in _USUAL else stem}{suffix}"
    if name != right:
        return _("not used: the template must be called {name}, in small letters").format(name=right)
    return None


def unasked(name: str, template: str, renderer: Renderer) -> str | None:
    """What to know of an own template that no command fills unless it is asked for; ``None``: one that is usual."""
    if template in _USUAL:
        return None
    return _("it is used only with --template {template}; handbooks are made with {usual}").format(
        template=template, usual=f"{HANDBOOK}{renderer.TEMPLATE_SUFFIX}"
    )
