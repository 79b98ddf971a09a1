"""Whether two records of a standard say the same, and where they differ, by subject.

White space is left aside everywhere: where a PDF wraps a line, nobody can tell whether a space stood there. So is
the printed form of mended codes: a wrap inside a code is no other content.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.base import hashing
from pipeline.record import codes
from pipeline.record.model import Block, Category, Reference, Standard, Statement, Task
from pipeline.record.navigate import PrintedNames

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Difference:
    """``subject`` names the thing in the document's own terms (``T1.2/P1.2.3``); ``None``: it is not there."""

    subject: str
    one: str | None
    other: str | None

    def __str__(self) -> str:
        return f"{self.subject}: {_shown(self.one)} / {_shown(self.other)}"


def differences(one: Standard, other: Standard) -> tuple[Difference, ...]:
    """Every subject that the two say otherwise, or that only one of them has, in the order of the form."""
    left, right = content(one), content(other)
    return tuple(
        Difference(subject, left.get(subject), right.get(subject))
        for subject in {**left, **right}
        if _squeezed(left.get(subject)) != _squeezed(right.get(subject))
    )


def digest(standard: Standard) -> str:
    """Of what the record says: two records have the same digest if, and only if, there are no differences."""
    return hashing.of({subject: _squeezed(text) for subject, text in content(standard).items()})


def content(standard: Standard) -> dict[str, str]:
    """What the record says, by subject. Equal contents mean equal records but for source and places.

    Each reference stands under its full name, so that the registers, which sum them up, can be left out.
    """
    found: dict[str, str] = {}
    last: dict[str, int] = {}
    for subject, text in _entries(standard):
        key, number = subject, last.get(subject, 1)
        while key in found:
            number += 1
            key = f"{subject}#{number}"
        last[subject] = number
        found[key] = text
    return found


Entry = tuple[str, str]


def _entries(standard: Standard) -> Iterator[Entry]:
    yield from _known(
        ("code", standard.code),
        ("name", standard.name),
        ("title/職類", standard.title.job_category),
        ("title/職業", standard.title.occupation),
    )
    yield from _categories("categories", standard.classification.categories)
    yield from _categories("occupations", standard.classification.occupations)
    yield from _categories("industries", standard.classification.industries)
    yield from _known(("description", standard.description), ("level", _level(standard)))
    for version in standard.versions:
        texts = (version.code, version.name, version.status, version.note, version.date or version.date_as_printed)
        yield f"versions/{version.version}", " | ".join(text or "" for text in texts)
    for duty in standard.duties:
        yield duty.code or "duty", duty.name or ""
        for task in duty.tasks:
            yield from _task(task, duty.code or "duty", standard)
    for attitude in standard.attitudes:
        yield attitude.code or "attitude", f"{attitude.name}：{attitude.description or ''}"
    yield from (("prerequisites", text) for text in standard.prerequisites)
    yield from ((f"note/{note.number}", f"{note.term or ''}：{note.text}") for note in standard.notes)
    yield from (("supplements", text) for text in standard.supplements)
    yield from ((f"level/{one.level}", one.text) for one in standard.level_definitions)


def _known(*entries: tuple[str, str | None]) -> Iterator[Entry]:
    yield from ((subject, text) for subject, text in entries if text is not None)


def _level(one: Standard | Block) -> str | None:
    return one.level_as_printed or (None if one.level is None else str(one.level))


def _categories(kind: str, categories: tuple[Category, ...]) -> Iterator[Entry]:
    for category in categories:
        yield f"classification/{kind}", f"{category.name or ''} {category.code or ''}"


def _task(task: Task, duty: str, standard: Standard) -> Iterator[Entry]:
    for head in task.heads:
        shared = "" if head is task else f" ({task.subject})"
        yield head.code or "task", f"{head.name or ''} [{duty}]{shared}{' (derived)' if task.derived else ''}"
    names = PrintedNames(standard)
    for number, block in enumerate(task.blocks, start=1):
        where = task.subject if len(task.blocks) == 1 else f"{task.subject}/{number}"
        yield f"{where}/level", _level(block) or ""
        yield from _statements(f"{where}/outputs", where, block.outputs)
        yield from _statements(f"{where}/indicators", where, block.indicators)
        yield from _references("knowledge", where, block.knowledge, names)
        yield from _references("skills", where, block.skills, names)


def _statements(cell: str, where: str, statements: tuple[Statement, ...]) -> Iterator[Entry]:
    yield cell, " ".join(one.code or "-" for one in statements)
    for one in statements:
        yield f"{where}/{one.code}" if one.code else cell, one.text


def _references(column: str, where: str, references: tuple[Reference, ...], names: PrintedNames) -> Iterator[Entry]:
    cell = f"{where}/{column}"
    yield cell, " ".join(one.code or "-" for one in references)
    for one in references:
        yield f"{where}/{one.code}" if one.code else cell, names.of(one, column) or ""


def _squeezed(text: str | None) -> str | None:
    return None if text is None else codes.squeezed(text)


def _shown(text: str | None) -> str:
    if text is None:
        return "—"
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[:_SHOWN]}…”"
