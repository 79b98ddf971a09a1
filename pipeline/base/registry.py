"""Finds the parts that are one file each: a new reader, rule, renderer or report needs no entry in any list."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from types import ModuleType

from pipeline.base.errors import SettingsError
from pipeline.base.i18n import _


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
    """The module of ``package`` whose file and ``NAME`` are ``name``; the others are not loaded. Else ``None``."""
    home = f"{package}.{name.replace('-', '_')}"
    found = importlib.import_module(home) if home in names(package) else None
    return found if found is not None and getattr(found, "NAME", None) == name else None


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
