"""Settings: what the command line, ``icap.toml`` or ``[tool.icap]`` in ``pyproject.toml`` say, and which of them did.

The settings are those of the current folder, or else of the nearest folder above that has any. In one folder
``icap.toml`` goes before ``pyproject.toml``. The command line goes before both, key by key.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from pipeline.base import files
from pipeline.base.errors import SettingsError
from pipeline.base.export_settings import USUAL, CaseVersion, ExportSettings
from pipeline.base.foreign_words import reason
from pipeline.base.i18n import _, _message
from pipeline.base.imprint import NONE, Imprint, read
from pipeline.findings.diagnostics import Severity

FILE = "icap.toml"
PROJECT_FILE = "pyproject.toml"
WAIVERS = "waivers.toml"
"""The waivers that are taken if no others are named, where such a file lies beside the settings."""

NEVER = "never"
"""The value of ``fail-on`` with which no finding makes a run fail."""

DEFAULT = "default"
BESIDE = _message("found beside the settings")
"""Where waivers come from that no settings name."""

_TOML_BYTES = 1024 * 1024
"""The size of a file of settings or waivers: thousands of waivers, which a moment is enough to read."""
_DEEP_KEY = re.compile(r"""(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){32}""")
"""A key of so many parts: the parser's time and memory grow with their square."""


@dataclass(frozen=True, slots=True)
class Overrides:
    """What a command line says in place of settings; what is empty or ``None`` was not said."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    waivers: Path | None = None
    baseline: Path | None = None
    base_uri: str | None = None
    case_version: CaseVersion | None = None
    no_extensions: bool = False
    link_equal_names: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in effect; ``origins`` says by key where a value comes from, ``file`` which file was read.

    ``serve`` is what ``icap serve`` keeps: ``language``, ``formats`` (separated by commas), ``templates`` (a folder,
    looked for beside the settings).
    """

    select: tuple[str, ...] = ("ALL",)
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    fail_on: str = Severity.ERROR.value
    waivers: Path | None = None
    baseline: Path | None = None
    base_uri: str = ""
    case_version: CaseVersion = USUAL.case_version
    no_extensions: bool = False
    link_equal_names: bool = False
    imprint: Mapping[str, str] = field(default_factory=dict)
    serve: Mapping[str, str] = field(default_factory=dict)
    home: Path = Path()
    file: Path | None = None
    origins: Mapping[str, str] = field(default_factory=dict)

    @property
    def export(self) -> ExportSettings:
        """What is said of exports."""
        return ExportSettings(
            base_uri=self.base_uri,
            case_version=self.case_version,
            extensions=not self.no_extensions,
            link_equal_names=self.link_equal_names,
        )

    def read_imprint(self) -> Imprint:
        """The publisher's imprint; its files are looked for beside the settings.

        Raises:
            SettingsError: see ``imprint.read``.
        """
        return read(self.imprint, self.home) if self.imprint else NONE

    @property
    def threshold(self) -> Severity | None:
        """The least severity that makes a run fail; ``None`` if no finding does."""
        return None if self.fail_on == NEVER else Severity(self.fail_on)

    def overridden(self, given: Overrides) -> Settings:
        """The settings with those of the command line."""
        values = {one.name: getattr(given, one.name) for one in fields(Overrides)}
        said = {key: value for key, value in values.items() if value}
        return self._with(said, {key: f"--{key.replace('_', '-')}" for key in said})

    def shown(self) -> str:
        """One line a setting, as TOML, with where it comes from."""
        values = {
            "select": json.dumps(self.select, ensure_ascii=False),
            "ignore": json.dumps(self.ignore, ensure_ascii=False),
            "severity": _inline({rule: severity.value for rule, severity in self.severity.items()}),
            "fail-on": json.dumps(self.fail_on),
            "waivers": json.dumps(str(self.waivers or ""), ensure_ascii=False),
            "baseline": json.dumps(str(self.baseline or ""), ensure_ascii=False),
            "base-uri": json.dumps(self.base_uri, ensure_ascii=False),
            "case-version": json.dumps(self.case_version),
            "no-extensions": json.dumps(self.no_extensions),
            "link-equal-names": json.dumps(self.link_equal_names),
            "imprint": _inline(self.imprint),
            "serve": _inline(self.serve),
        }
        words = {DEFAULT: _("default"), BESIDE: _(BESIDE)}
        origins = (self.origins.get(key.replace("-", "_"), DEFAULT) for key in values)
        return "".join(
            f"{key} = {value}  # {words.get(origin, origin)}\n"
            for (key, value), origin in zip(values.items(), origins, strict=True)
        )

    def _with(self, values: Mapping[str, Any], origins: Mapping[str, str]) -> Settings:
        return replace(self, **values, origins={**self.origins, **origins})


def load(folder: Path, file: Path | None = None) -> Settings:
    """The settings that hold in ``folder``, or those of ``file`` if one is named.

    Raises:
        SettingsError: a file cannot be read, is no TOML, has a key that is not known or a value that cannot be.
    """
    source = _named(file) if file else _nearest(folder.absolute())
    settings = Settings()
    home = folder
    if source:
        from pipeline.findings.settings_file import understood  # noqa: PLC0415 - most folders have no settings

        path, table = source
        home = path.parent
        settings = replace(settings._with(*understood(path, table)), home=home, file=path)
    if settings.waivers is None and (home / WAIVERS).is_file():
        settings = settings._with({"waivers": home / WAIVERS}, {"waivers": BESIDE})
    return settings


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file.

    Raises:
        SettingsError: it cannot be read, is no TOML, or is larger than any that people write.
    """
    try:
        text = files.read_within(path, _TOML_BYTES).decode()
        if _DEEP_KEY.search(text):
            raise RecursionError
        return tomllib.loads(text)
    except OSError as error:
        raise SettingsError(_("{path} cannot be read: {reason}.").format(path=path, reason=reason(error))) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(_("{path} is no TOML: {reason}").format(path=path, reason=reason(error))) from error
    except ValueError as error:  # Python converts no number of more than 4,300 digits
        said = _("a number in it has too many digits")
        raise SettingsError(_("{path} is no TOML: {reason}").format(path=path, reason=said)) from error


def _named(path: Path) -> tuple[Path, dict[str, Any]]:
    content = read_toml(path)
    if path.name == PROJECT_FILE:
        content = _table_of(path, content) or {}
    return path, content


def _nearest(folder: Path) -> tuple[Path, dict[str, Any]] | None:
    for place in (folder, *folder.parents):
        if (place / FILE).is_file():
            return place / FILE, read_toml(place / FILE)
        if (place / PROJECT_FILE).is_file():
            table = _table_of(place / PROJECT_FILE, read_toml(place / PROJECT_FILE))
            if table is not None:
                return place / PROJECT_FILE, table
    return None


def _table_of(path: Path, content: Mapping[str, Any]) -> dict[str, Any] | None:
    tools = content.get("tool")
    table = tools.get("icap") if isinstance(tools, dict) else None
    if table is not None and not isinstance(table, dict):
        raise SettingsError(_("{path}: {key} must be {kind}.").format(path=path, key="tool.icap", kind=_("a table")))
    return table


def _inline(table: Mapping[str, str]) -> str:
    pairs = (
        f"{json.dumps(key, ensure_ascii=False)} = {json.dumps(value, ensure_ascii=False)}"
        for key, value in table.items()
    )
    return "{ " + ", ".join(pairs) + " }" if table else "{}"
