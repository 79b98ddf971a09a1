"""What reading a typeset standard must give: the record, with what the quirks legitimately change in it."""

from __future__ import annotations

import re
from typing import Any

from pipeline.record.model import Block, Duty, Reference, Standard, Statement, Task, TaskHead, content
from tests.typeset import spelling
from tests.typeset.quirks import Quirks


def expected(standard: Standard, quirks: Quirks, suffix: str) -> dict[str, Any]:
    """The content that a reading of ``typeset(standard, quirks, suffix)`` must have.

    - quirk 9: a level with a remark keeps the printed text;
    - quirk 15: a derived task has no name; 17: without a duty column duties are derived and have none either;
    - 2.2 and quirk 22: a code that is printed otherwise has ``code_as_printed``;
    - quirk 24: uncoded items have no code; 31: no version table, no versions.

    In PDF no white space is compared: the wraps hide some. Take ``comparable`` of both sides.
    """
    changed = standard.model_copy(
        update={
            "level_as_printed": _level(standard.level, standard.level_as_printed, quirks),
            "versions": standard.versions if quirks.version_table else (),
            "duties": tuple(_duty(duty, quirks) for duty in standard.duties),
            "attitudes": tuple(
                one.model_copy(update={"code": None})
                if quirks.uncoded_attitudes
                else one.model_copy(update={"code_as_printed": _printed(one.code, quirks)})
                for one in standard.attitudes
            ),
        }
    )
    return comparable(content(changed), suffix)


def comparable(record: dict[str, Any], suffix: str) -> dict[str, Any]:
    """A record as far as files of a format can hold it: without any white space for PDF."""
    return _without_space(record) if suffix == "pdf" else record


def _without_space(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_space(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_space(item) for item in value]
    return re.sub(r"\s+", "", value) if isinstance(value, str) else value


def _printed(code: str | None, quirks: Quirks) -> str | None:
    printed = spelling.code(code, quirks)
    return printed if printed != code else None


def _level(level: int | None, printed: str | None, quirks: Quirks) -> str | None:
    text = spelling.level(level, printed, quirks)
    return text if text not in ("", "-", str(level)) else None


def _duty(duty: Duty, quirks: Quirks) -> Duty:
    tasks = tuple(_task(task, quirks) for task in duty.tasks)
    if not quirks.duty_column:
        return duty.model_copy(update={"name": None, "derived": True, "tasks": tasks})
    return duty.model_copy(update={"tasks": tasks, "code_as_printed": _printed(duty.code, quirks)})


def _task(task: Task, quirks: Quirks) -> Task:
    changes: dict[str, Any] = {"blocks": tuple(_block(block, quirks) for block in task.blocks)}
    if spelling.is_derived(task, quirks):
        changes |= {"name": None, "derived": True}
    else:
        changes |= {
            "code_as_printed": _printed(task.code, quirks),
            "also": tuple(_head(one, quirks) for one in task.also),
        }
    return task.model_copy(update=changes)


def _head(head: TaskHead, quirks: Quirks) -> TaskHead:
    return head.model_copy(update={"code_as_printed": _printed(head.code, quirks)})


def _block(block: Block, quirks: Quirks) -> Block:
    return block.model_copy(
        update={
            "level_as_printed": _level(block.level, block.level_as_printed, quirks),
            "outputs": tuple(_output(one, quirks) for one in block.outputs),
            "indicators": tuple(_statement(one, quirks) for one in block.indicators),
            "knowledge": tuple(_reference(one, quirks) for one in block.knowledge),
            "skills": tuple(_reference(one, quirks) for one in block.skills),
        }
    )


def _output(one: Statement, quirks: Quirks) -> Statement:
    return one.model_copy(update={"code": None}) if quirks.uncoded_outputs else _statement(one, quirks)


def _statement(one: Statement, quirks: Quirks) -> Statement:
    return one.model_copy(update={"code_as_printed": _printed(one.code, quirks)})


def _reference(one: Reference, quirks: Quirks) -> Reference:
    return one.model_copy(update={"code_as_printed": _printed(one.code, quirks)})
