"""Where templates are."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
SUPPLIED = next((folder for folder in (_PACKAGE / "templates", _PACKAGE.parent / "templates") if folder.is_dir()), None)
"""The supplied templates: inside an installed package, beside it in a checkout."""


def homes(own: Path | None) -> list[Path]:
    """The folders that hold templates, the user's ``own`` first."""
    return [folder for folder in (own, SUPPLIED) if folder is not None]


def exists(template: str, suffix: str, templates: Path | None) -> bool:
    """Whether there is a template of this name with this suffix, among the supplied ones or in ``templates``."""
    return any((folder / f"{template}{suffix}").is_file() for folder in homes(templates))
