"""What the bodies of requests may say."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from pipeline.findings.policy import Policy
from pipeline.handbooks import HANDBOOK
from pipeline.release.takeaway import TakeawayOrder, Versions
from pipeline.web.preferences import Preferences

_MOST = 10_000


class _Wish(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Comparison(_Wish):
    """Two documents, by their ids, that are versions of one standard, and the forms of the sheet about them."""

    old: str
    new: str
    formats: list[str] = Field(min_length=1, max_length=20)
    tracked: bool = False


class BookWish(_Wish):
    """A volume of all standards."""

    title: str = Field(min_length=1, max_length=200)
    formats: list[str] = Field(min_length=1, max_length=20)


class Wishes(_Wish):
    """What is to be in an archive: by default what the settings say, of all documents that are done."""

    documents: list[str] = Field(default_factory=list, max_length=_MOST)
    formats: list[str] | None = Field(None, max_length=50)
    templates: list[str] = Field(default_factory=lambda: [HANDBOOK], min_length=1, max_length=20)
    exports: list[str] = Field(default_factory=list, max_length=50)
    findings: bool = False
    book: BookWish | None = None
    comparison: Comparison | None = None


class Changes(_Wish):
    """Settings by key; what is left out stays, what is empty goes back to the default."""

    language: str | None = Field(None, max_length=50)
    formats: str | None = Field(None, max_length=500)
    templates: str | None = Field(None, max_length=4_000)
    waivers: str | None = Field(None, max_length=4_000)


def ordered(
    wishes: Wishes, names: Mapping[str, Path], preferences: Preferences, policy: Policy, output: Path
) -> TakeawayOrder:
    """The wishes as an order; ``names`` are what documents are called, by their ids.

    Raises:
        SettingsError: the imprint that the settings name cannot be used.
    """
    versions = wishes.comparison
    return TakeawayOrder(
        output,
        preferences.formats if wishes.formats is None else tuple(dict.fromkeys(wishes.formats)),
        tuple(dict.fromkeys(wishes.templates)),
        tuple(dict.fromkeys(wishes.exports)),
        wishes.book.title if wishes.book else "",
        tuple(dict.fromkeys(wishes.book.formats)) if wishes.book else (),
        Versions(names[versions.old], names[versions.new], tuple(versions.formats), versions.tracked)
        if versions
        else None,
        wishes.findings,
        preferences.templates,
        preferences.settings.export,
        policy,
        preferences.settings.read_imprint(),
    )
