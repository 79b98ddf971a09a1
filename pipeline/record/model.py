"""The intermediate form (IR): the normalized record of one competency standard (職能基準).

Everything is frozen. Texts are as printed; ``None`` means that the document has nothing there. ``docs/ir.md``
explains the fields. Checks and renderers see nothing but this.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, ValidationError, model_serializer

from pipeline.base.i18n import _

SCHEMA_VERSION: Literal["1.0"] = "1.0"


class Part(BaseModel):
    """Base of all parts of the record. Fields named in ``OPTIONAL`` are left out of the JSON when they are empty."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    OPTIONAL: ClassVar[frozenset[str]] = frozenset({"at"})

    @model_serializer(mode="wrap")
    def _without_empty_options(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {
            key: value
            for key, value in handler(self).items()
            if key not in self.OPTIONAL or value not in (None, [], (), {}, False)
        }


class Place(Part):
    """Where an item stands: page from 1, ``box`` = x0, top, x1, bottom in points."""

    OPTIONAL = frozenset({"box"})
    page: int
    box: tuple[float, float, float, float] | None = None


class Source(Part):
    """The file that was read; of one with several standards ``name`` ends in ``#1``, ``#2`` and on.

    ``pages`` are those on which the standard stands. ``coverage`` = placed characters / all characters of the form.
    """

    name: str
    format: str
    sha256: str
    pages: int | None = None
    coverage: float = Field(ge=0, le=1)
    outcome: Literal["ok", "partial"] = "ok"


class Title(Part):
    """職能基準名稱: one of 職類 and 職業 is filled."""

    job_category: str | None = None
    occupation: str | None = None
    at: Place | None = None


class Category(Part):
    """One value of 職類別, 職業別 or 行業別 with its code."""

    name: str | None
    code: str | None
    at: Place | None = None


class Classification(Part):
    """所屬類別."""

    categories: tuple[Category, ...] = ()
    occupations: tuple[Category, ...] = ()
    industries: tuple[Category, ...] = ()


class Version(Part):
    """One row of the version table. ``date`` is ISO; ``date_as_printed`` stands where it could not be read so."""

    OPTIONAL = frozenset({"at", "date_as_printed", "code_as_printed"})
    version: str | None
    code: str | None
    name: str | None
    status: str | None
    note: str | None
    date: str | None
    date_as_printed: str | None = None
    code_as_printed: str | None = None
    at: Place | None = None


class Statement(Part):
    """An output (工作產出) or an indicator (行為指標)."""

    OPTIONAL = frozenset({"at", "code_as_printed"})
    code: str | None
    text: str
    code_as_printed: str | None = None
    at: Place | None = None


class Reference(Part):
    """Knowledge or skill named in a task. ``as_printed`` stands where the name differs from the register's."""

    OPTIONAL = frozenset({"at", "as_printed", "code_as_printed", "scope"})
    code: str | None
    as_printed: str | None = None
    scope: tuple[str, ...] = ()
    code_as_printed: str | None = None
    at: Place | None = None


class Block(Part):
    """One level row of a task."""

    OPTIONAL = frozenset({"at", "level_as_printed"})
    level: int | None
    level_as_printed: str | None = None
    outputs: tuple[Statement, ...] = ()
    indicators: tuple[Statement, ...] = ()
    knowledge: tuple[Reference, ...] = ()
    skills: tuple[Reference, ...] = ()
    at: Place | None = None


class TaskHead(Part):
    """A further task that is printed in the same cell and shares the blocks."""

    OPTIONAL = frozenset({"at", "code_as_printed"})
    code: str | None
    name: str | None
    code_as_printed: str | None = None
    at: Place | None = None


class Task(TaskHead):
    """工作任務. ``derived``: the task cell is empty, the P codes told the task."""

    OPTIONAL = frozenset({"at", "code_as_printed", "derived"})
    also: tuple[TaskHead, ...] = ()
    derived: bool = False
    blocks: tuple[Block, ...] = ()

    @property
    def heads(self) -> tuple[TaskHead, ...]:
        """The task itself and the tasks that share its blocks, in printed order."""
        return (self, *self.also)

    @property
    def subject(self) -> str:
        """What findings about this task are keyed by: its code, else its name."""
        return self.code or self.name or "?"


class Duty(Part):
    """主要職責."""

    OPTIONAL = frozenset({"at", "code_as_printed", "derived"})
    code: str | None
    name: str | None
    code_as_printed: str | None = None
    derived: bool = False
    tasks: tuple[Task, ...] = ()
    at: Place | None = None


class Competence(Part):
    """An entry of the document's register of knowledge or skills; ``name`` is its commonest printed name."""

    code: str
    name: str | None
    at: Place | None = None


class Attitude(Part):
    """職能內涵 (A=attitude 態度)."""

    OPTIONAL = frozenset({"at", "code_as_printed"})
    code: str | None
    name: str
    description: str | None = None
    code_as_printed: str | None = None
    at: Place | None = None


class Note(Part):
    """An entry of the 【註N】 glossary; ``term`` is what stands before the colon."""

    number: int
    term: str | None
    text: str
    at: Place | None = None


class LevelDefinition(Part):
    """A row of the six-level table, where a document reprints it."""

    level: int
    text: str
    at: Place | None = None


class Standard(Part):
    """One competency standard. ``at`` tells where its sections stand, by field name (``code``, ``level`` …)."""

    OPTIONAL = frozenset({"at", "level_as_printed", "code_as_printed"})
    schema_version: Literal["1.0"] = SCHEMA_VERSION
    source: Source
    code: str | None
    code_as_printed: str | None = None
    name: str | None
    title: Title = Title()
    classification: Classification = Classification()
    description: str | None = None
    level: int | None = None
    level_as_printed: str | None = None
    versions: tuple[Version, ...] = ()
    duties: tuple[Duty, ...] = ()
    knowledge: tuple[Competence, ...] = ()
    skills: tuple[Competence, ...] = ()
    attitudes: tuple[Attitude, ...] = ()
    prerequisites: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    supplements: tuple[str, ...] = ()
    level_definitions: tuple[LevelDefinition, ...] = ()
    at: dict[str, Place] = Field(default_factory=dict)

    def tasks(self) -> Iterator[tuple[Duty, Task]]:
        """Every task with its duty, in printed order."""
        for duty in self.duties:
            for task in duty.tasks:
                yield duty, task

    def blocks(self) -> Iterator[tuple[Task, Block]]:
        """Every level block with its task, in printed order."""
        for _duty, task in self.tasks():
            for block in task.blocks:
                yield task, block


class NotARecordError(ValueError):
    """The text is no IR of this version. ``str(error)`` says where and why in one line."""


def to_json(standard: Standard) -> str:
    """The record as JSON: two-space indent, Chinese as itself, keys in the order of this module, final newline."""
    return json.dumps(standard.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def from_json(text: str | bytes) -> Standard:
    """The record that ``to_json`` wrote.

    Raises:
        NotARecordError: not JSON, of another schema version, or not of the form that ``json_schema`` describes.
    """
    try:
        return Standard.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or _("the whole file")
        raise NotARecordError(f"{where}: {_fault(first['type'])}") from error


def _fault(kind: str) -> str:
    """What is wrong with a value, by what Pydantic calls it."""
    said = {
        "missing": _("missing"),
        "extra_forbidden": _("unknown to this version of the program"),
        "json_invalid": _("no JSON"),
        "literal_error": _("not one of the values that there are"),
    }
    return said.get(kind) or _("not of the form that icap schema describes")


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the record."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Standard.model_json_schema()}


def content(standard: Standard) -> dict[str, Any]:
    """The record without ``source`` and without places: what two readings of one standard have in common."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(item) for key, item in value.items() if key not in ("at", "source")}
        if isinstance(value, list):
            return [bare(item) for item in value]
        return value

    stripped: dict[str, Any] = bare(standard.model_dump(mode="json"))
    return stripped
