"""One class name has one meaning in the whole house, so that a reader who knows it knows it everywhere."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

HOUSE = Path(__file__).parent.parent / "pipeline"


def test_no_class_name_stands_in_two_rooms():
    rooms: dict[str, list[str]] = defaultdict(list)
    for path in sorted(HOUSE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                rooms[node.name].append(path.relative_to(HOUSE).as_posix())
    assert {"Standard", "Table", "Finding"} <= set(rooms)
    assert {name: where for name, where in rooms.items() if len(where) > 1} == {}
