"""The one view that every template shows: a standard with its links resolved and its repetitions counted.

Everything is frozen and holds plain values, ``links.Text`` or ``links.Link``, in the order in which handbooks
show them; ``docs/templates.md`` lists all fields.
A ``remark`` says in brackets how the document prints a thing that was mended or told from elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.base.imprint import Imprint
from pipeline.handbooks.links import Anchor, Link, Text


@dataclass(frozen=True, slots=True)
class CategoryView:
    """One value of 職類別, 職業別 or 行業別."""

    name: str | None
    code: str | None


@dataclass(frozen=True, slots=True)
class ItemView:
    """An output or an indicator."""

    code: str | None
    remark: str | None
    text: Text


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """Knowledge or skill named in a task; ``code`` leads to its entry in the register.

    ``name`` is the name as printed in the task; ``scope`` holds the tasks it is meant for, unless the name shows them.
    """

    code: Link | None
    remark: str | None
    name: Text | None
    scope: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class BlockView:
    """One level row of a task. ``lines`` is about how many lines it takes in print."""

    outputs: tuple[ItemView, ...]
    indicators: tuple[ItemView, ...]
    level: int | None
    remark: str | None
    knowledge: tuple[ReferenceView, ...]
    skills: tuple[ReferenceView, ...]
    lines: int


@dataclass(frozen=True, slots=True)
class TaskHeading:
    """The code and name of a task; ``label`` is both in one line."""

    anchor: Anchor
    code: str | None
    remark: str | None
    name: Text | None
    label: str


@dataclass(frozen=True, slots=True)
class TaskView:
    """工作任務: one head, or several that share the blocks."""

    heads: tuple[TaskHeading, ...]
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True, slots=True)
class DutyView:
    """主要職責; ``label`` is its code and name in one line.

    ``spread``: lists of knowledge and skills are so much longer than the rest of their row that they are better shown
    below it, at full width.
    """

    anchor: Anchor
    code: str | None
    remark: str | None
    name: Text | None
    label: str
    tasks: tuple[TaskView, ...]
    spread: bool


@dataclass(frozen=True, slots=True)
class NameVariant:
    """Another name under which tasks print a piece of knowledge or a skill."""

    name: str
    uses: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """An entry of the register of knowledge or skills; ``uses`` leads to every task that names it."""

    anchor: Anchor
    code: str
    name: Text | None
    variants: tuple[NameVariant, ...]
    uses: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MatrixDuty:
    """A duty above its tasks in the matrix; ``tasks`` says how many of them there are."""

    duty: Link
    tasks: int


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One entry of the registers; ``used`` says of every task of the matrix whether it names the entry.

    ``total`` is the number of tasks that name it.
    """

    code: Link
    name: str | None
    used: tuple[bool, ...]
    total: int


@dataclass(frozen=True, slots=True)
class MatrixSection:
    """The rows from ``start`` up to ``end`` are of one ``kind``, ``知識`` or ``技能``.

    ``totals`` says of every task how many of them it names.
    """

    kind: str
    start: int
    end: int
    totals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Which task needs what: all tasks across, by duty, all knowledge and then all skills down.

    A link of ``tasks`` shows the code, its title is the name. A kind without any entry has no section.
    """

    duties: tuple[MatrixDuty, ...]
    tasks: tuple[Link, ...]
    rows: tuple[MatrixRow, ...]
    sections: tuple[MatrixSection, ...]

    def part(self, start: int, end: int) -> Matrix:
        """The same for the tasks from ``start`` up to ``end`` only, for pages that do not hold all of them.

        The ``total`` of a row stays that of all tasks.
        """
        duties, first = [], 0
        for one in self.duties:
            shown = min(first + one.tasks, end) - max(first, start)
            duties += [replace(one, tasks=shown)] if shown > 0 else []
            first += one.tasks
        return Matrix(
            duties=tuple(duties),
            tasks=self.tasks[start:end],
            rows=tuple(replace(row, used=row.used[start:end]) for row in self.rows),
            sections=tuple(replace(one, totals=one.totals[start:end]) for one in self.sections),
        )


@dataclass(frozen=True, slots=True)
class OverviewTask:
    """A task cell in one box: its ``tasks`` (label: code, title: name), its levels, and how many items it has.

    Knowledge and skills that several of its rows name count once.
    """

    tasks: tuple[Link, ...]
    levels: tuple[int, ...]
    outputs: int
    indicators: int
    knowledge: int
    skills: int


@dataclass(frozen=True, slots=True)
class OverviewDuty:
    """A duty (label: code, title: name) with the boxes of its tasks."""

    duty: Link
    tasks: tuple[OverviewTask, ...]


@dataclass(frozen=True, slots=True)
class LevelShare:
    """How many level rows of the task tables have this ``level``, of a hundred ``percent``.

    ``level`` is ``None`` for rows that state none. ``rated``: it is the level of the standard itself.
    """

    level: int | None
    rows: int
    percent: int
    rated: bool


@dataclass(frozen=True, slots=True)
class LevelStrip:
    """The level rows of all tasks by level, in order of levels, those without one last.

    The level of the standard and those between belong to it even where no row has them. ``below``, ``same`` and
    ``above`` count the rows by how they compare with the level of the standard: ``None`` where it has none.
    """

    rows: int
    shares: tuple[LevelShare, ...]
    below: int | None
    same: int | None
    above: int | None


@dataclass(frozen=True, slots=True)
class Usage:
    """The entries of one register by how many tasks name them; ``kind`` is ``知識`` or ``技能``.

    ``most``: more than half of all tasks, and at least two; ``several``: at least two; a link shows the code, its
    title is the name.
    """

    kind: str
    most: tuple[Link, ...]
    several: tuple[Link, ...]
    one: tuple[Link, ...]
    none: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The standard on one page: map of duties and tasks, levels, use of knowledge and skills."""

    duties: tuple[OverviewDuty, ...]
    levels: LevelStrip
    usage: tuple[Usage, ...]


@dataclass(frozen=True, slots=True)
class AttitudeView:
    """An entry of the register of attitudes."""

    anchor: Anchor
    code: str | None
    remark: str | None
    name: Text
    description: Text | None


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note; ``marks`` leads back to every place that is marked with its number."""

    anchor: Anchor
    number: int
    term: Text | None
    text: Text
    marks: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class VersionView:
    """A row of the version history; ``date`` is ISO."""

    version: str | None
    code: str | None
    code_remark: str | None
    name: str | None
    status: str | None
    note: Text | None
    date: str | None
    date_remark: str | None


@dataclass(frozen=True, slots=True)
class LevelView:
    """A row of the level table that some documents reprint."""

    level: int
    text: Text


@dataclass(frozen=True, slots=True)
class RelatedPlace:
    """A further place that belongs to a finding; ``message`` is what is printed there."""

    subject: Link
    message: str
    location: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding of the checks, in Chinese. ``language``: the language tag (BCP 47) of a message that is not."""

    severity: str
    rule: str
    name: str
    subject: Link
    message: str
    proposal: str | None
    related: tuple[RelatedPlace, ...]
    location: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are of each kind; shared tasks count one by one."""

    duties: int
    tasks: int
    outputs: int
    indicators: int
    knowledge: int
    skills: int
    attitudes: int


@dataclass(frozen=True, slots=True)
class Colophon:
    """Where the handbook comes from. ``coverage`` is a percentage, never rounded up."""

    file: str
    format: str
    pages: int | None
    sha256: str
    coverage: str
    schema_version: str
    tool_version: str


@dataclass(frozen=True, slots=True)
class Handbook:
    """A standard as templates see it. ``heading`` is its name, or its code, or a word that says it has neither.

    ``version`` is the row of ``versions`` that has the code of this standard. ``imprint``: what the publisher wants
    shown; a chapter of a volume has none, since the volume bears it.
    """

    heading: str
    code: str | None
    code_remark: str | None
    name: str | None
    job_category: str | None
    occupation: str | None
    categories: tuple[CategoryView, ...]
    occupations: tuple[CategoryView, ...]
    industries: tuple[CategoryView, ...]
    description: Text | None
    level: int | None
    level_remark: str | None
    version: VersionView | None
    imprint: Imprint
    overview: Overview
    duties: tuple[DutyView, ...]
    knowledge: tuple[RegisterEntry, ...]
    skills: tuple[RegisterEntry, ...]
    attitudes: tuple[AttitudeView, ...]
    matrix: Matrix
    prerequisites: tuple[Text, ...]
    supplements: tuple[Text, ...]
    notes: tuple[NoteView, ...]
    level_definitions: tuple[LevelView, ...]
    versions: tuple[VersionView, ...]
    counts: Counts
    partial: bool
    colophon: Colophon
    findings: tuple[FindingView, ...] | None
