"""What users may say of exports, on the command line or in a file of settings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

CaseVersion = Literal["1.0", "1.1"]
"""The versions of 1EdTech's CASE that can be written."""

_PART = r"[A-Za-z0-9_!$&'()*+,;=:@%~./-]+"
BASE_URI = re.compile(rf"https?://[A-Za-z0-9]{_PART}/#?|urn:[a-z0-9][a-z0-9-]+:(?:{_PART}:)?")
"""What identifiers can be put behind: ``https://…/``, ``https://…/#`` or ``urn:…:``."""


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """What users may say of exports.

    ``base_uri``: what the identifiers of standards and items begin with; empty: there is none, and a format takes its
    ``urn:`` forms or says that it needs one. ``case_version``: which CASE is written. ``extensions``: fields that a
    format allows beside its own are used. ``link_equal_names``: knowledge or skills of the same name in several
    standards are linked as being the same.
    """

    base_uri: str = ""
    case_version: CaseVersion = "1.1"
    extensions: bool = True
    link_equal_names: bool = False


USUAL = ExportSettings()
"""What holds if nothing is said."""
