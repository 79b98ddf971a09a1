"""Finds the parts that are one file each: a new reader, rule, renderer or report needs no entry in any list."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType


def modules(package: str) -> Iterator[ModuleType]:
    """Every public module directly inside ``package`` (a dotted name), imported, in the order of their names."""
    return (importlib.import_module(name) for name in names(package))


def names(package: str) -> Iterator[str]:
    """The dotted names of these modules, which are not imported."""
    home = importlib.import_module(package)
    for found in sorted(pkgutil.iter_modules(home.__path__), key=lambda module: module.name):
        if not found.name.startswith("_"):
            yield f"{package}.{found.name}"
