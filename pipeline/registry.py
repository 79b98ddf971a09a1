"""Finds the parts that are one file each: a new reader, rule, renderer or report needs no entry in any list."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

from pipeline.diagnostics import RuleInfo


def modules(package: str) -> Iterator[ModuleType]:
    """Every public module directly inside ``package`` (a dotted name), imported, in the order of their names."""
    return (importlib.import_module(name) for name in names(package))


def names(package: str) -> Iterator[str]:
    """The dotted names of these modules, which are not imported."""
    home = importlib.import_module(package)
    for found in sorted(pkgutil.iter_modules(home.__path__), key=lambda module: module.name):
        if not found.name.startswith("_"):
            yield f"{package}.{found.name}"


@dataclass(frozen=True)
class Rule:
    """A rule as found: its ``info``, its docstring as ``page``, and ``check`` where it looks at records.

    Rules without ``check`` are raised while reading, building or rendering.
    """

    info: RuleInfo
    page: str
    check: Callable[..., Iterator[Any]] | None


@cache
def rules() -> dict[str, Rule]:
    """Every rule by id, in the order of ids."""
    found = [
        Rule(module.RULE, inspect.getdoc(module) or "", getattr(module, "check", None))
        for package in ("pipeline.checks", "pipeline.incidents")
        for module in modules(package)
        if hasattr(module, "RULE")
    ]
    return {rule.info.id: rule for rule in sorted(found, key=lambda rule: rule.info.id)}
