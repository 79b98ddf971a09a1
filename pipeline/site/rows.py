"""A standard as a line of a list: what every list of the site says of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.site.model import SiteStandard
from pipeline.site.page import bytes_of


def row(one: SiteStandard) -> dict[str, Any]:
    """The line as plain values."""
    return {
        "key": one.key,
        "code": one.code,
        "name": one.name,
        "level": one.level,
        "state": one.state,
        "page": one.page,
    }


def weight(one: Mapping[str, Any]) -> int:
    """How many bytes the line takes in a page, roughly."""
    return 230 + bytes_of(one["name"], one["state"])


def by_code(one: SiteStandard) -> tuple[str, int, str]:
    """Sorts standards by family, then by version, the newest first."""
    return (one.family or "\uffff", -one.version, one.key)
