"""What can be set on the page: in effect at once, and saved only when somebody asks for it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.base import files, i18n
from pipeline.base.errors import SettingsError
from pipeline.base.foreign_words import reason
from pipeline.base.i18n import _
from pipeline.findings.settings import BESIDE, FILE, PROJECT_FILE, Settings, load
from pipeline.release import formats

USUAL_FORMATS = ("html", "docx", "md", "json")
"""What is made of every document unless the settings say otherwise, as with ``icap build``."""
_TABLE = "serve"
PAGE = "page"
"""Where a value comes from that was set on the page and not saved."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """The settings in effect. What the page has changed since they were read is told by ``settings.origins``."""

    settings: Settings

    @property
    def formats(self) -> tuple[str, ...]:
        """What is made of every document."""
        names = self.settings.serve.get("formats", "")
        return tuple(name.strip() for name in names.split(",") if name.strip()) or USUAL_FORMATS

    @property
    def templates(self) -> Path | None:
        """The folder of own templates."""
        folder = self.settings.serve.get("templates")
        return self.settings.home / folder if folder else None

    @property
    def target(self) -> Path:
        """The file that they are saved in.

        Raises:
            SettingsError: they come from a file that is not written into.
        """
        read = self.settings.file
        if read and read.name == PROJECT_FILE:
            message = _("The settings stand in {path}, which is edited by hand; put these there: {table}")
            raise SettingsError(message.format(path=read, table=_table(self.settings.serve).strip()))
        return read or Path(FILE).absolute()


def checked(preferences: Preferences) -> Preferences:
    """``preferences`` themselves.

    Raises:
        SettingsError: a format or a language is not known, or there is no such folder.
    """
    for name in preferences.formats:
        formats.find(name)
    language = preferences.settings.serve.get("language")
    if language and i18n.language(language) is None:
        names = _(", ").join(i18n.LANGUAGES)
        raise SettingsError(_("{name} is not known.").format(name=language) + " " + names)
    if preferences.templates and not files.is_folder(preferences.templates):
        raise SettingsError(_("There is no folder {path}.").format(path=preferences.templates))
    if preferences.settings.waivers and not files.is_file(preferences.settings.waivers):
        raise SettingsError(_("There is no file {path}.").format(path=preferences.settings.waivers))
    return preferences


def changed(preferences: Preferences, given: Mapping[str, str]) -> Preferences:
    """With what ``given`` says by key: ``language``, ``formats``, ``templates`` or ``waivers``; empty: as by default.

    Raises:
        SettingsError: see ``checked``.
    """
    settings = preferences.settings
    own = {key: value for key, value in {**settings.serve, **given}.items() if value and key != "waivers"}
    origins = {**settings.origins, _TABLE: PAGE} if own != settings.serve else dict(settings.origins)
    waivers = settings.waivers
    if "waivers" in given:
        waivers = Path(given["waivers"]).absolute() if given["waivers"] else None
        origins["waivers"] = PAGE
    return checked(Preferences(replace(settings, serve=own, waivers=waivers, origins=origins)))


def save(preferences: Preferences) -> Path:
    """Writes what the page can set into the settings file, whose other lines stay as they are; gives its path.

    Raises:
        SettingsError: the file cannot be read, or cannot be changed without touching anything else.
        WriteError: it cannot be written.
    """
    target = preferences.target
    try:
        before = target.read_text(encoding="utf-8") if target.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(_("{path} cannot be read: {reason}.").format(path=target, reason=reason(error))) from error
    after = _written(before, preferences)
    files.write(target, after.encode())
    load(target.parent, target)
    return target


def saved(preferences: Preferences, path: Path) -> Preferences:
    """The same, of which nothing comes from the page any more, but all from the file at ``path``."""
    settings = preferences.settings
    origins = {key: str(path) if origin == PAGE else origin for key, origin in settings.origins.items()}
    return Preferences(replace(settings, origins=origins, file=path))


def _written(before: str, preferences: Preferences) -> str:
    """The text of a settings file with these preferences in place of those that it has."""
    lines = _without(before.splitlines(), lambda header: header == f"[{_TABLE}]", {"waivers"})
    waivers = preferences.settings.waivers
    head = []
    if waivers and preferences.settings.origins.get("waivers") != BESIDE:
        home = preferences.target.parent
        path = waivers.relative_to(home) if waivers.is_relative_to(home) else waivers
        head = [f"waivers = {json.dumps(str(path), ensure_ascii=False)}"]
    after = "\n".join((*head, *lines)).strip("\n") + "\n"
    after = (after + "\n" + _table(preferences.settings.serve)).lstrip("\n")
    old, new = tomllib.loads(before), tomllib.loads(after)
    if {**old, _TABLE: 0, "waivers": 0} != {**new, _TABLE: 0, "waivers": 0}:
        raise SettingsError(
            _("{path} is written in a way that only people can change; edit it by hand.").format(path=FILE)
        )
    return after


def _without(lines: Iterable[str], is_table: Callable[[str], bool], keys: set[str]) -> list[str]:
    """The lines of a TOML file without one table, and without ``keys`` above the first table."""
    kept: list[str] = []
    table = ""
    for line in lines:
        if line.startswith("["):
            table = line.split("#")[0].strip()
        is_key = not table and line.partition("=")[0].strip() in keys
        if not is_table(table) and not is_key:
            kept.append(line)
    return kept


def _table(values: Mapping[str, str]) -> str:
    pairs = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
    return f"[{_TABLE}]\n{pairs}" if values else ""
