"""Every rule there is, found by itself: those that look at records and those that are raised on the way."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.base import registry
from pipeline.findings.diagnostics import RuleInfo

PACKAGES = ("pipeline.checks", "pipeline.findings.raised")
"""Where rules stand, one a file."""


@dataclass(frozen=True)
class Rule:
    """A rule as found: its ``info``, its docstring as ``page``, and ``check`` where it looks at records.

    Rules without ``check`` are raised while reading, building or rendering.
    """

    info: RuleInfo
    page: str
    check: Callable[..., Iterator[Any]] | None


@cache
def known_rules() -> dict[str, Rule]:
    """Every rule by id, in the order of ids.

    Raises:
        SettingsError: two rules have one id or one name.
    """
    modules = [module for package in PACKAGES for module in registry.modules(package) if hasattr(module, "RULE")]
    registry.refuse_doubles((module.RULE.id, module.__name__) for module in modules)
    registry.refuse_doubles((module.RULE.name, module.__name__) for module in modules)
    found = [Rule(module.RULE, inspect.getdoc(module) or "", getattr(module, "check", None)) for module in modules]
    return {rule.info.id: rule for rule in sorted(found, key=lambda rule: rule.info.id)}


def usual_rules() -> dict[str, Rule]:
    """Those of them that run without being named."""
    return {rule_id: rule for rule_id, rule in known_rules().items() if not rule.info.named_only}
