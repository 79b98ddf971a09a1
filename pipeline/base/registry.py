"""Finds the parts that are one file each: a new reader, rule, renderer or report needs no entry in any list."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.abc import InspectLoader
from types import ModuleType

from pipeline.base.errors import SettingsError
from pipeline.base.i18n import _

_PLAINLY_NAMED = re.compile(r'^NAME\b[^=,\n]*=\s*"([^"\\\n]*)"$', re.MULTILINE)
_NAMED = re.compile(r"^(?:\w+\s*,\s*)*NAME\s*[,:=]|^(?:from|import)\b.*\bNAME\b", re.MULTILINE)
"""A line that gives a module its ``NAME`` as the files here do, and one that may do so otherwise."""


def modules(package: str) -> Iterator[ModuleType]:
    """Every public module directly inside ``package`` (a dotted name), imported, in the order of their names."""
    return (importlib.import_module(name) for name in names(package))


def names(package: str) -> Iterator[str]:
    """The dotted names of these modules, which are not imported."""
    home = importlib.import_module(package)
    for found in sorted(pkgutil.iter_modules(home.__path__), key=lambda module: module.name):
        if not found.name.startswith("_"):
            yield f"{package}.{found.name}"


def parts(package: str, function: str) -> list[ModuleType]:
    """The modules of ``package`` that have a ``function`` of this name, in the order of their ``NAME``.

    Raises:
        SettingsError: two of them have one ``NAME``.
    """
    found = sorted((one for one in modules(package) if hasattr(one, function)), key=lambda one: str(one.NAME))
    refuse_doubles((one.NAME, name_of(one)) for one in found)
    return found


def named(package: str, name: str) -> ModuleType | None:
    """The module of ``package`` that has this ``NAME``, ``None`` if none has. Others whose source says theirs plainly
    are not loaded.

    Raises:
        SettingsError: two have it.
    """
    found = [home for home in names(package) if _name_in(home, _origin(home)) == name]
    refuse_doubles((name, home) for home in found)
    return importlib.import_module(found[0]) if found else None


def _origin(home: str) -> str | None:
    spec = importlib.util.find_spec(home)
    return spec.origin if spec else None


@lru_cache
def _name_in(home: str, _origin: str | None) -> str | None:
    """The ``NAME`` of the module ``home``; it is loaded where its source leaves any doubt."""
    spec = importlib.util.find_spec(home)
    source = spec.loader.get_source(home) if spec and isinstance(spec.loader, InspectLoader) else None
    plain = _PLAINLY_NAMED.search(source or "")
    if plain:
        return plain[1]
    if source is not None and not _NAMED.search(source):
        return None
    name: str | None = getattr(importlib.import_module(home), "NAME", None)
    return name


def name_of(part: object) -> str:
    """The dotted name of a part's module."""
    return str(getattr(part, "__name__", part))


def refuse_doubles(owners: Iterable[tuple[str, str]]) -> None:
    """Lets pairs of a value and the part that has it pass if no two parts have one value.

    Raises:
        SettingsError: two have; one of them would stand for the other.
    """
    known: dict[str, str] = {}
    for value, part in owners:
        if known.setdefault(value, part) != part:
            raise SettingsError(
                _("{one} and {other} both claim {value}; each needs one of its own.").format(
                    one=known[value], other=part, value=value
                )
            )
