"""What a site knows of a standard: enough for its indexes and for the search, far less than the record.

All paths are those of pages inside the site, as seen from its root (``standards/KPS3322-002v2.html``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

CLASSES = ("categories", "occupations", "industries")
"""The fields of ``SiteStandard`` for 職類別, 職業別 and 行業別, after which their pages and folders are called."""


class TextKind(StrEnum):
    """What a text is; the values but the last are those of ``record.outline.Kind``."""

    DUTY = "duty"
    TASK = "task"
    OUTPUT = "output"
    INDICATOR = "indicator"
    KNOWLEDGE = "knowledge"
    SKILL = "skill"
    ATTITUDE = "attitude"
    REMARK = "remark"
    """All else that a standard says: its description, prerequisites, notes, supplements, rows of its version table."""


@dataclass(frozen=True, slots=True)
class SiteCategory:
    """A value of 職類別, 職業別 or 行業別; one of both may be missing. ``page`` lists the standards that have it."""

    code: str | None
    name: str | None
    page: str


@dataclass(frozen=True, slots=True)
class SiteUse:
    """Where a statement stands: a task and the level of the block; what the document lacks is ``None``."""

    task_code: str | None
    task_name: str | None
    level: int | None


@dataclass(frozen=True, slots=True)
class SiteStatement:
    """One text of a standard, as printed, never empty.

    ``page`` is that of the knowledge or skill (same text, same page, whichever standard prints it); other kinds have
    none. ``uses`` are the tasks that name it, in printed order; an output or indicator stands in one task, mostly.
    ``label`` is what the official form calls it (``知識``, ``工作描述``).
    """

    kind: TextKind
    code: str | None
    text: str
    label: str
    page: str | None = None
    uses: tuple[SiteUse, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteStandard:
    """A standard in a site.

    ``key`` is unique in the site: the stem of its page, which is the code with what no file name or address can hold
    replaced, or something made up where there is no code. ``code`` is as in the record, ``family`` the code without
    its version (``None`` without a code), ``version`` the number of the version (1 where the code names none).
    ``state`` is what the version table says of this version (``最新版本``), ``date`` its ISO date.
    """

    key: str
    code: str | None
    family: str | None
    version: int
    name: str
    level: int | None
    categories: tuple[SiteCategory, ...]
    occupations: tuple[SiteCategory, ...]
    industries: tuple[SiteCategory, ...]
    state: str | None
    date: str | None
    page: str
    statements: tuple[SiteStatement, ...]
