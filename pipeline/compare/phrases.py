"""The standing phrases of a 修正對照表: the supplied ones, and those that an office sets in a TOML file."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path

from pipeline.base.errors import SettingsError
from pipeline.base.i18n import _
from pipeline.findings.settings import read_toml


@dataclass(frozen=True, slots=True)
class Phrases:
    """What the sheet says in its own words; the fields are the keys of the file. ``{…}`` is filled in."""

    title: str = "修正對照表"
    new: str = "修正規定"
    old: str = "現行規定"
    remarks: str = "說明"
    added: str = "本點新增"
    deleted: str = "本點刪除"
    unchanged: str = "未修正"
    renumbered: str = "點次變更，由 {old} 改為 {new}"
    moved: str = "由 {old} 移列 {new}"
    exchanged: str = "「{old}」修正為「{new}」"
    inserted: str = "增列「{new}」"
    removed: str = "刪除「{old}」"
    amended: str = "文字修正"
    level: str = "級別由 {old} 修正為 {new}"
    level_set: str = "增訂級別 {new}"
    level_gone: str = "刪除級別 {old}"


def load(path: Path) -> Phrases:
    """The supplied phrases with those of the TOML file at ``path`` in their place.

    Raises:
        SettingsError: the file cannot be read, has an unknown key, or asks for something that there is not to fill in.
    """
    given = read_toml(path)
    known = [field.name for field in fields(Phrases)]
    for key, text in given.items():
        if key not in known:
            raise SettingsError(
                _("{file}: no phrase is called {key}; choose from: {names}").format(
                    file=path, key=key, names=", ".join(known)
                )
            )
        if not isinstance(text, str) or not _can_be_filled(text):
            raise SettingsError(
                _("{file}: {key} must be a text in which only {{old}} and {{new}} stand in braces").format(
                    file=path, key=key
                )
            )
    return replace(Phrases(), **given)


def _can_be_filled(text: str) -> bool:
    try:
        text.format(old="", new="")
    except (LookupError, ValueError, AttributeError):
        return False
    return True
