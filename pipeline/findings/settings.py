"""Settings: what the command line, ``icap.toml`` or ``[tool.icap]`` in ``pyproject.toml`` say, and which of them did.

The settings are those of the current folder, or else of the nearest folder above that has any. In one folder
``icap.toml`` goes before ``pyproject.toml``. The command line goes before both, key by key.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.base.errors import SettingsError
from pipeline.base.i18n import _
from pipeline.base.suggestions import unknown
from pipeline.findings.diagnostics import Severity

FILE = "icap.toml"
PROJECT_FILE = "pyproject.toml"
WAIVERS = "waivers.toml"
"""The waivers that are taken if no others are named, where such a file lies beside the settings."""

NEVER = "never"
"""The value of ``fail-on`` with which no finding makes a run fail."""

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in effect; ``origins`` says by key where a value comes from."""

    select: tuple[str, ...] = ("ALL",)
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    fail_on: str = Severity.ERROR.value
    waivers: Path | None = None
    baseline: Path | None = None
    origins: Mapping[str, str] = field(default_factory=dict)

    @property
    def threshold(self) -> Severity | None:
        """The least severity that makes a run fail; ``None`` if no finding does."""
        return None if self.fail_on == NEVER else Severity(self.fail_on)

    def overridden(self, **given: Any) -> Settings:
        """The settings with those of the command line; what is not ``None`` and not empty was given."""
        said = {key: value for key, value in given.items() if value not in (None, (), {})}
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
        }
        return "".join(
            f"{key} = {value}  # {self.origins.get(key.replace('-', '_'), DEFAULT)}\n" for key, value in values.items()
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
        path, table = source
        home = path.parent
        settings = settings._with(*_understood(path, table))
    if settings.waivers is None and (home / WAIVERS).is_file():
        settings = settings._with({"waivers": home / WAIVERS}, {"waivers": _("found beside the settings")})
    return settings


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file.

    Raises:
        SettingsError: it cannot be read, or is no TOML.
    """
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except OSError as error:
        raise SettingsError(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror or error)
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(_("{path} is no TOML: {reason}").format(path=path, reason=error)) from error


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


def _understood(path: Path, table: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _READERS:
            raise SettingsError(f"{path}: {unknown(key, list(_READERS), '--show-settings')}")
        read, kind = _READERS[key]
        try:
            values[key.replace("-", "_")] = read(value, path)
        except ValueError:
            raise SettingsError(_("{path}: {key} must be {kind}.").format(path=path, key=key, kind=_(kind))) from None
    return values, dict.fromkeys(values, str(path))


def _names(value: Any, _path: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError(value)
    return tuple(value)


def _severities(value: Any, _path: Path) -> dict[str, Severity]:
    if not isinstance(value, dict):
        raise ValueError(value)
    return {rule: Severity(severity) for rule, severity in value.items()}


def _fail_on(value: Any, _path: Path) -> str:
    return NEVER if value == NEVER else Severity(value).value


def _beside(value: Any, path: Path) -> Path:
    if not isinstance(value, str) or not value:
        raise ValueError(value)
    return path.parent / value


def _message(text: str) -> str:
    """Marks a text for the catalogue that is translated later."""
    return text


_READERS: dict[str, tuple[Callable[[Any, Path], Any], str]] = {
    "select": (_names, _message("a list of rules")),
    "ignore": (_names, _message("a list of rules")),
    "severity": (_severities, _message("a table of rules with error, warning or info")),
    "fail-on": (_fail_on, _message("error, warning, info or never")),
    "waivers": (_beside, _message("the name of a file")),
    "baseline": (_beside, _message("the name of a file")),
}


def _inline(table: Mapping[str, str]) -> str:
    def pairs() -> Iterator[str]:
        for key, value in table.items():
            yield f"{json.dumps(key, ensure_ascii=False)} = {json.dumps(value)}"

    return f"{{ {', '.join(pairs())} }}" if table else "{}"
