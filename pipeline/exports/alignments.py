"""Alignments of Open Badges 3.0: an object for each item, which a badge can point to.

For badge platforms: an achievement takes the alignments of what it attests.
"""

from __future__ import annotations

import json
from typing import Any

from pipeline.base.errors import SettingsError
from pipeline.base.i18n import _
from pipeline.exports import ExportedStandard, ExportOptions
from pipeline.record.identifiers import Identifiers
from pipeline.record.outline import Item, Outline, outline

NAME = "alignments"
SUFFIX = ".alignments.json"
PER = "standard"


def export(entry: ExportedStandard, options: ExportOptions) -> bytes:
    """A list of alignments in UTF-8: first that of the standard, then those of its items in printed order.

    Raises:
        SettingsError: no base is set, or one that is no address: a badge leads to where its target is explained.
    """
    ids = Identifiers(options.settings.base_uri)
    if not ids.on_the_web:
        raise SettingsError(
            _(
                "alignments lead to web addresses; say where yours begin: --base-uri https://example.org/icap/, "
                "or base-uri in the settings."
            )
        )
    found = outline(entry.standard)
    alignments = [_whole(found, ids), *(_alignment(item, found, ids) for item in found.items)]
    return (json.dumps(alignments, ensure_ascii=False, indent=2) + "\n").encode(errors="backslashreplace")


def _whole(found: Outline, ids: Identifiers) -> dict[str, Any]:
    return _named(found.title, found.standard.code, found.standard.description, found.path, found, ids)


def _alignment(item: Item, found: Outline, ids: Identifiers) -> dict[str, Any]:
    level = f"職能級別 {'、'.join(map(str, item.levels))}" if item.levels else None
    said = "；".join(part for part in (item.kind.label, level, item.description) if part)
    return _named(item.text, item.code, said, item.path, found, ids)


def _named(
    name: str, code: str | None, description: str | None, path: str, found: Outline, ids: Identifiers
) -> dict[str, Any]:
    return {
        "type": ["Alignment"],
        "targetName": name,
        "targetUrl": ids.uri(path),
        **({"targetCode": code} if code else {}),
        **({"targetDescription": description} if description else {}),
        "targetFramework": found.title,
        "targetType": "CFItem" if path != found.path else "CFPackage",
    }
