"""What an export has to hold of a record, told from the record alone; and the official schemas beside the project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from handbook_standards import NASTY, PLAIN, WHOLE
from random_standards import standard as drawn

from pipeline import api
from pipeline.record.model import Block, Reference, Standard, Task

SHARED = Path(__file__).parents[3] / "shared"
SCHEMAS = SHARED / "schemas"
UNNAMED = "（原件未載）"

needs_schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="no official schemas in ../shared to hold exports against"
)

SAMPLE = api.read(Path(__file__).parents[2] / "samples" / "KPS3322-002v2.docx").standard
REAL = {path.name: api.read(path).standard for path in sorted((SHARED / "corpus").glob("*.docx"))}
"""Real standards, where they lie beside the project."""
STANDARDS = {
    **REAL,
    "sample": SAMPLE,
    "plain": PLAIN,
    "whole": WHOLE,
    "nasty": NASTY,
    **{f"random{seed}": drawn(seed) for seed in range(20)},
}
every_standard = pytest.mark.parametrize("standard", STANDARDS.values(), ids=STANDARDS)

Item = tuple[str, str | None, str, str | None, tuple[int, ...]]
"""Label, code, text, description, levels."""
Use = tuple[str, str | None, str]
"""The task's text, the code of the knowledge or skill, and what it is called there."""


def items(standard: Standard) -> Counter[Item]:
    """Every item with its count."""
    return Counter(_items(standard))


def _items(standard: Standard) -> Iterator[Item]:
    for duty in standard.duties:
        yield "主要職責", duty.code, duty.name or duty.code or UNNAMED, None, ()
    for _duty, task in standard.tasks():
        levels = tuple(dict.fromkeys(block.level for block in task.blocks if block.level is not None))
        for head in task.heads:
            yield "工作任務", head.code, head.name or head.code or UNNAMED, None, levels
    for _task, block in standard.blocks():
        level = () if block.level is None else (block.level,)
        for one in block.outputs:
            yield "工作產出", one.code, one.text, None, level
        for one in block.indicators:
            yield "行為指標", one.code, one.text, None, level
    for label, column in (("知識", "knowledge"), ("技能", "skills")):
        register = getattr(standard, column)
        for entry in register:
            yield label, entry.code, entry.name or entry.code, None, ()
        for reference in _unlisted(standard, column):
            yield label, reference.code, _called(reference, standard, column), None, ()
    for attitude in standard.attitudes:
        yield "態度", attitude.code, attitude.name or attitude.code or UNNAMED, attitude.description, ()


def _unlisted(standard: Standard, column: str) -> Iterator[Reference]:
    """References to what the register lacks; those with a code once."""
    known = {entry.code for entry in getattr(standard, column)}
    for _task, block in standard.blocks():
        for reference in getattr(block, column):
            if reference.code not in known:
                yield reference
                known |= {reference.code} if reference.code else set()


def uses(standard: Standard) -> Counter[Use]:
    """Every use of knowledge or skill in a task, with its count."""
    return Counter(
        (head.name or head.code or UNNAMED, reference.code, _called(reference, standard, column))
        for task, block in standard.blocks()
        for column in ("knowledge", "skills")
        for reference in getattr(block, column)
        for head in _meant(task, reference)
    )


def _meant(task: Task, reference: Reference) -> list[Task]:
    heads = list(task.heads)
    return [head for head in heads if head.code in reference.scope] or heads


def _called(reference: Reference, standard: Standard, column: str) -> str:
    names = {entry.code: entry.name for entry in reversed(getattr(standard, column))}
    return reference.as_printed or names.get(reference.code) or reference.code or UNNAMED


def texts_beside(standard: Standard) -> Iterator[str]:
    """Every text that no item holds."""
    for one in (standard.name, standard.code, standard.description, standard.level_as_printed):
        yield one or ""
    yield from (standard.title.job_category or "", standard.title.occupation or "")
    for group in (
        standard.classification.categories,
        standard.classification.occupations,
        standard.classification.industries,
    ):
        for category in group:
            yield from (category.name or "", category.code or "")
    for row in standard.versions:
        yield from (row.version or "", row.code or "", row.name or "", row.status or "", row.note or "")
        yield row.date or row.date_as_printed or ""
    yield from standard.prerequisites
    yield from standard.supplements
    for note in standard.notes:
        yield from (str(note.number), note.term or "", note.text)
    for definition in standard.level_definitions:
        yield from (str(definition.level), definition.text)
    for block in _blocks(standard):
        yield block.level_as_printed or ""


def _blocks(standard: Standard) -> Iterator[Block]:
    return (block for _task, block in standard.blocks())
