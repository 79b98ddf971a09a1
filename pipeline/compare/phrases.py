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
    equal: str = "兩版內容相同"
    summary: str = "異動統計"
    item: str = "項目"
    count_unchanged: str = "未修正"
    count_amended: str = "修正"
    count_added: str = "新增"
    count_deleted: str = "刪除"
    count_renumbered: str = "點次變更"
    count_moved: str = "移列"
    levels: str = "級別異動"
    renumberings: str = "點次變更"
    before: str = "現行"
    after: str = "修正"
    release_title: str = "職能基準修正總表"
    standards: str = "職能基準"
    release_new: str = "新增之職能基準"
    release_changed: str = "修正之職能基準"
    release_withdrawn: str = "廢止之職能基準"
    release_superseded: str = "未再列入之其他版本"
    release_unchanged: str = "未修正之職能基準"
    release_failed: str = "無法比對之檔案"
    release_partial: str = "檔案讀取不完整，本列僅供參考"
    release_files: str = "詳見 {new}"
    standard_added: str = "本基準新增"
    standard_withdrawn: str = "本基準廢止"
    standard_superseded: str = "本版未再列入，同一基準另有版本"
    standard_code: str = "僅代碼不同"


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
                    file=path, key=key, names=_(", ").join(known)
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
