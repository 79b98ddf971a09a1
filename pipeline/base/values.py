"""Data classes of values that are made by the thousand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

Value = TypeVar("Value")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Value]) -> type[Value]:
    """Makes ``cls`` a data class of frozen values, with slots.

    The type checker refuses to change one. At run time nothing watches over that: to make a value that Python itself
    keeps frozen takes four times as long.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
