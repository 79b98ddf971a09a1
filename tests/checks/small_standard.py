"""Builds small invented standards from a compact notation; what the notation leaves out is filled in clean.

A duty or task is a key (``T1.1 清點物料``; tasks that share a cell are joined by `` + ``), a task's value its block or
list of blocks, an entry a line: ``K01 物料知識``, the bare code ``K01``, or a text without code. Other keys of a
standard are those of the record; an attitude is ``A01 name：description``, a note ``1 term：text``.
"""

from __future__ import annotations

import re
from typing import Any

from pipeline.record import codes
from pipeline.record.model import (
    Attitude,
    Block,
    Competence,
    Duty,
    Note,
    Place,
    Reference,
    Source,
    Standard,
    Statement,
    Task,
    TaskHead,
    Version,
)

SOURCE = Source(name="small.json", format="json", sha256="0" * 64, coverage=1.0)
DUTIES = {"T1 管理物料": {"T1.1 清點物料": {}}}
VERSIONS = [
    {
        "version": "V2",
        "code": "ABC1234-001v2",
        "name": "物料管理人員",
        "status": "最新版本",
        "note": "略",
        "date": "2022-05-01",
    },
    {
        "version": "V1",
        "code": "ABC1234-001",
        "name": "物料人員",
        "status": "歷史版本",
        "note": "已被《ABC1234-001v2》取代",
        "date": "2019-05-01",
    },
]
CLASSIFICATION = {
    "categories": [{"name": "製造／資材及庫存規劃", "code": "ABC"}],
    "occupations": [{"name": "庫存事務人員", "code": "1234"}],
    "industries": [{"name": "製造業／家具製造業", "code": "C3211"}],
}
SECTIONS = ("code", "name", "title", "classification", "level", "versions", "attitudes", "notes")

_CODED = re.compile(r"((?:SS|[TOPKSA])\d[\d.]*)(?:\s+(.*))?", re.DOTALL)


def small_standard(notation: dict[str, Any]) -> Standard:
    """The standard that ``notation`` describes. Sections stand on page 1; the n-th task on page n + 1."""
    given = dict(notation)
    duties, knowledge, skills = _duties(given.pop("duties", DUTIES))
    name = given.pop("name", "物料管理人員")
    return Standard(
        source=SOURCE,
        code=given.pop("code", "ABC1234-001v2"),
        name=name,
        title=given.pop("title", {"occupation": name}),
        classification={**CLASSIFICATION, **given.pop("classification", {})},
        description=given.pop("description", "從事物料之清點與發放。"),
        level=given.pop("level", 3),
        versions=tuple(Version(**{**_NO_VERSION, **row}) for row in given.pop("versions", VERSIONS)),
        duties=duties,
        knowledge=knowledge,
        skills=skills,
        attitudes=tuple(_attitude(line) for line in given.pop("attitudes", ["A01 謹慎細心：仔細檢查每個步驟。"])),
        notes=tuple(_note(line) for line in given.pop("notes", [])),
        at={section: Place(page=1) for section in SECTIONS},
        **given,
    )


_NO_VERSION = dict.fromkeys(("version", "code", "name", "status", "note", "date"))


def _coded(line: str) -> tuple[str | None, str]:
    """``K01 name``, the bare code ``K01``, or a text without code."""
    match = _CODED.fullmatch(line)
    return (match[1], match[2] or "") if match else (None, line)


def _duties(notation: dict[str, Any]) -> tuple[tuple[Duty, ...], tuple[Competence, ...], tuple[Competence, ...]]:
    pages = iter(range(2, 1000))
    tasks = [
        (duty, [_task(key, blocks, Place(page=next(pages))) for key, blocks in (tasks or {}).items()])
        for duty, tasks in notation.items()
    ]
    found = [task for _duty, group in tasks for task in group]
    registers = {column: _register(found, column) for column in ("knowledge", "skills")}
    duties = []
    for duty, group in tasks:
        code, name = _coded(duty)
        at = group[0].at if group else Place(page=next(pages))
        duties.append(Duty(code=code, name=name or None, tasks=tuple(_named(task, registers) for task in group), at=at))
    return tuple(duties), registers["knowledge"], registers["skills"]


def _task(key: str, notation: Any, at: Place) -> Task:
    heads = [TaskHead(code=code, name=name or None, at=at) for code, name in map(_coded, key.split(" + "))]
    blocks = notation if isinstance(notation, list) else [notation or {}]
    return Task(
        code=heads[0].code,
        name=heads[0].name,
        also=tuple(heads[1:]),
        blocks=tuple(_block(block, (heads[0].code or "T1.1")[1:], at) for block in blocks),
        at=at,
    )


def _block(given: dict[str, Any], numbers: str, at: Place) -> Block:
    """The given columns; the others with one clean entry each. Texts differ from task to task."""
    filled = {
        "level": 3,
        "outputs": [f"O{numbers}.1 物料{numbers}清單"],
        "indicators": [f"P{numbers}.1 依物料{numbers}清單核對數量。"],
        "knowledge": ["K01 物料知識"],
        "skills": ["S01 清點能力"],
        **given,
    }
    for column in ("outputs", "indicators"):
        filled[column] = [Statement(code=code, text=text, at=at) for code, text in map(_coded, filled[column])]
    for column in ("knowledge", "skills"):
        filled[column] = [
            Reference(code=code, as_printed=name, scope=codes.scope(name), at=at)
            for code, name in map(_coded, filled[column])
        ]
    return Block(**filled, at=at)


def _register(tasks: list[Task], column: str) -> tuple[Competence, ...]:
    """Each code once with its commonest bare name, as docs/ir.md has it."""
    names: dict[str, list[str]] = {}
    for task in tasks:
        for block in task.blocks:
            for reference in getattr(block, column):
                if reference.code:
                    names.setdefault(reference.code, [])
                    if reference.as_printed:
                        names[reference.code].append(codes.bare_name(reference.as_printed))
    return tuple(
        Competence(code=code, name=codes.commonest(names[code]) if names[code] else None)
        for code in sorted(names, key=codes.sort_key)
    )


def _named(task: Task, registers: dict[str, tuple[Competence, ...]]) -> Task:
    """The task with ``as_printed`` left only where the printed name differs from the register's."""
    blocks = []
    for block in task.blocks:
        columns = {}
        for column, register in registers.items():
            names = {entry.code: entry.name for entry in register}
            columns[column] = tuple(
                reference.model_copy(update={"as_printed": None})
                if reference.code and reference.as_printed in ("", names[reference.code])
                else reference
                for reference in getattr(block, column)
            )
        blocks.append(block.model_copy(update=columns))
    return task.model_copy(update={"blocks": tuple(blocks)})


def _attitude(line: str) -> Attitude:
    code, text = _coded(line)
    name, _colon, description = text.partition("：")
    return Attitude(code=code, name=name, description=description or None)


def _note(line: str) -> Note:
    """``2 term：text`` or ``2 text``."""
    number, text = line.split(" ", 1)
    term, colon, rest = text.partition("：")
    return Note(number=int(number), term=term if colon else None, text=rest if colon else text)
