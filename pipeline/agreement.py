"""Whether two readings of a standard say the same, and where they first differ.

White space is left aside everywhere: where a PDF wraps a line, nobody can tell whether a space stood there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline import model
from pipeline.model import Standard

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Difference:
    """``path`` leads to the value in the record (``duties[0].name``); ``code`` is that of the item it belongs to."""

    path: str
    code: str | None
    one: str
    other: str

    def __str__(self) -> str:
        where = f"{self.path} ({self.code})" if self.code else self.path
        return f"{where}: {_shown(self.one)} / {_shown(self.other)}"


def first_difference(one: Standard, other: Standard) -> Difference | None:
    """Where the contents first differ, in the order of the record; ``None`` if they are the same."""
    return _compare(comparable(one), comparable(other), "", None)


def comparable(standard: Standard) -> dict[str, Any]:
    """The content in a form in which equal means equal: without white space, each reference under its full name.

    The names of the registers are left out: they are those of the references, told by a majority that a hidden
    space can tip. So is the printed form of mended codes: a wrap inside a code is no other content.
    """
    content = model.content(standard)
    for column in ("knowledge", "skills"):
        names = {entry["code"]: entry.pop("name") for entry in content[column]}
        for duty in content["duties"]:
            for task in duty["tasks"]:
                for block in task["blocks"]:
                    for reference in block[column]:
                        reference.setdefault("as_printed", names.get(reference["code"]))
    squeezed: dict[str, Any] = _squeezed(content)
    return squeezed


def _squeezed(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(value.split())
    if isinstance(value, list):
        return [_squeezed(item) for item in value]
    if isinstance(value, dict):
        return {key: _squeezed(item) for key, item in value.items() if key != "code_as_printed"}
    return value


def _compare(one: Any, other: Any, path: str, code: str | None) -> Difference | None:
    if one == other:
        return None
    if isinstance(one, dict) and isinstance(other, dict):
        code = one.get("code") or other.get("code") or code
        steps = [(f"{path}.{key}".lstrip("."), one.get(key), other.get(key)) for key in {**one, **other}]
    elif isinstance(one, list) and isinstance(other, list):
        longest = range(max(len(one), len(other)))
        steps = [(f"{path}[{index}]", _at(one, index), _at(other, index)) for index in longest]
    else:
        return Difference(path, code, _text(one), _text(other))
    found = (_compare(left, right, where, code) for where, left, right in steps)
    return next((difference for difference in found if difference), None)


def _at(values: list[Any], index: int) -> Any:
    return values[index] if index < len(values) else None


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(str(item) for item in value.values() if isinstance(item, str))
    return "" if value is None else str(value)


def _shown(text: str) -> str:
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[:_SHOWN]}…”"
