"""Makes the view of a standard: gives everything its anchor, resolves references, counts, finds the ways back."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from pipeline.base import i18n
from pipeline.base.i18n import _
from pipeline.base.imprint import Imprint
from pipeline.base.provenance import Location
from pipeline.base.terminal_text import one_line
from pipeline.base.xml_text import legible
from pipeline.findings.diagnostics import Diagnostic, Severity, in_order
from pipeline.findings.subject_words import words
from pipeline.handbooks import view
from pipeline.handbooks.links import Anchor, Anchors, Link, Linker
from pipeline.handbooks.overview import overview
from pipeline.record import codes, model
from pipeline.record.navigate import PrintedNames

_LANGUAGE_TAGS = {"zh_TW": None, "en": "en"}
_SEVERITIES = {Severity.ERROR: "錯誤", Severity.WARNING: "警告", Severity.INFO: "提示"}

_NARROW, _WIDE = 16, 24
"""Chinese characters in a line of the task table on A4 landscape: indicators have the wide column."""
_CODE_WIDTH = 3
_LONG_LIST = 9
"""Lines of knowledge or skills from which on it is worth while to set them otherwise."""
_LOPSIDED = 1.6

_Value = TypeVar("_Value")


class HandbookComposer:
    """Holds the anchors and registers of one document while its view is put together."""

    def __init__(self, standard: model.Standard) -> None:
        self.standard = standard
        anchors = Anchors()
        self.duty_anchors = [anchors.claim("duty", duty.code) for duty in standard.duties]
        self.head_anchors = [[anchors.claim("task", head.code) for head in task.heads] for _, task in standard.tasks()]
        self.attitude_anchors = [anchors.claim("attitude", attitude.code) for attitude in standard.attitudes]
        self.note_anchors = [anchors.claim("note", note.number) for note in standard.notes]
        self.tasks = _first(
            (head.code, anchor)
            for (_, task), row in zip(standard.tasks(), self.head_anchors, strict=True)
            for head, anchor in zip(task.heads, row, strict=True)
        )
        notes = _first(zip((note.number for note in standard.notes), self.note_anchors, strict=True))
        self.linker = Linker(anchors, notes, self.tasks)
        self.names = PrintedNames(standard)
        self.knowledge = _Register(anchors, "knowledge", standard.knowledge)
        self.skills = _Register(anchors, "skill", standard.skills)

    def handbook(self, findings: tuple[Diagnostic, ...] | None, tool_version: str, imprint: Imprint) -> view.Handbook:
        """Puts the parts together in the order in which they are shown; notes last, when all marks are known."""
        standard, text = self.standard, self.linker.text
        description = self.linker.optional(standard.description, "工作描述")
        duties = self._duties()
        matrix = self._matrix()
        made = view.Handbook(
            heading=standard.name or standard.code or "（原件未載名稱）",
            code=standard.code,
            code_remark=_remark(standard.code_as_printed),
            name=standard.name,
            job_category=standard.title.job_category,
            occupation=standard.title.occupation,
            categories=_categories(standard.classification.categories),
            occupations=_categories(standard.classification.occupations),
            industries=_categories(standard.classification.industries),
            description=description,
            level=standard.level,
            level_remark=_remark(standard.level_as_printed),
            version=None,
            imprint=imprint,
            overview=overview(duties, matrix, standard.level),
            duties=duties,
            knowledge=self.knowledge.entries(self.linker),
            skills=self.skills.entries(self.linker),
            attitudes=self._attitudes(),
            matrix=matrix,
            prerequisites=tuple(text(line, "建議條件") for line in standard.prerequisites),
            supplements=tuple(text(line, "其他補充說明") for line in standard.supplements),
            level_definitions=tuple(
                view.LevelView(row.level, text(row.text, "職能級別說明")) for row in standard.level_definitions
            ),
            versions=self._versions(),
            notes=self._notes(),
            counts=_counts(standard),
            partial=standard.source.outcome == "partial",
            colophon=_colophon(standard, tool_version),
            findings=None if findings is None else self._findings(findings),
        )
        return replace(made, version=next((row for row in made.versions if row.code == made.code is not None), None))

    def _duties(self) -> tuple[view.DutyView, ...]:
        head_anchors = iter(self.head_anchors)
        return tuple(
            self._duty(duty, anchor, head_anchors)
            for duty, anchor in zip(self.standard.duties, self.duty_anchors, strict=True)
        )

    def _duty(self, duty: model.Duty, anchor: Anchor, head_anchors: Iterator[list[Anchor]]) -> view.DutyView:
        name = self.linker.optional(duty.name, duty.code or "主要職責")
        tasks = tuple(self._task(task, next(head_anchors)) for task in duty.tasks)
        return view.DutyView(
            anchor=anchor,
            code=duty.code,
            remark=_remark(duty.code_as_printed, duty.derived),
            name=name,
            label=_label(duty.code, duty.name),
            tasks=tasks,
            spread=any(_is_lopsided(task, block) for task in tasks for block in task.blocks),
        )

    def _task(self, task: model.Task, anchors: list[Anchor]) -> view.TaskView:
        heads = tuple(
            view.TaskHeading(
                anchor=anchor,
                code=head.code,
                remark=_remark(head.code_as_printed, head is task and task.derived),
                name=self.linker.optional(head.name, head.code or "工作任務"),
                label=_label(head.code, head.name),
            )
            for head, anchor in zip(task.heads, anchors, strict=True)
        )
        return view.TaskView(heads, tuple(self._block(block, task, heads) for block in task.blocks))

    def _block(self, block: model.Block, task: model.Task, heads: tuple[view.TaskHeading, ...]) -> view.BlockView:
        def items(statements: tuple[model.Statement, ...]) -> tuple[view.ItemView, ...]:
            return tuple(self._item(item, task.subject) for item in statements)

        def references(printed: tuple[model.Reference, ...], column: str) -> tuple[view.ReferenceView, ...]:
            return tuple(self._reference(one, column, task.subject, heads) for one in printed)

        outputs, indicators = items(block.outputs), items(block.indicators)
        knowledge, skills = references(block.knowledge, "knowledge"), references(block.skills, "skills")
        return view.BlockView(
            level=block.level,
            remark=_remark(block.level_as_printed),
            lines=max(
                _lines(outputs, _NARROW), _lines(indicators, _WIDE), _lines(knowledge, _NARROW), _lines(skills, _NARROW)
            ),
            outputs=outputs,
            indicators=indicators,
            knowledge=knowledge,
            skills=skills,
        )

    def _item(self, item: model.Statement, task: str) -> view.ItemView:
        return view.ItemView(item.code, _remark(item.code_as_printed), self.linker.text(item.text, item.code or task))

    def _reference(
        self, reference: model.Reference, column: str, task: str, heads: tuple[view.TaskHeading, ...]
    ) -> view.ReferenceView:
        register = self.knowledge if column == "knowledge" else self.skills
        register.note_use(reference, heads)
        code = reference.code or ""
        printed = self.names.of(reference, column)
        shown = codes.scope(printed)
        return view.ReferenceView(
            code=Link(code, register.targets.get(code)) if code else None,
            remark=_remark(reference.code_as_printed),
            name=self.linker.optional(printed, f"{task} {code}".rstrip()),
            scope=tuple(Link(tag, self.tasks.get(tag)) for tag in reference.scope if tag not in shown),
        )

    def _matrix(self) -> view.Matrix:
        anchors = [anchor for row in self.head_anchors for anchor in row]
        heads = [head for _, task in self.standard.tasks() for head in task.heads]
        knowledge, skills = tuple(self.knowledge.rows(anchors)), tuple(self.skills.rows(anchors))
        return view.Matrix(
            duties=tuple(
                view.MatrixDuty(
                    Link(duty.code or _label(duty.code, duty.name), anchor, duty.name),
                    sum(len(task.heads) for task in duty.tasks),
                )
                for duty, anchor in zip(self.standard.duties, self.duty_anchors, strict=True)
                if duty.tasks
            ),
            tasks=tuple(
                Link(head.code or _label(head.code, head.name), anchor, head.name)
                for head, anchor in zip(heads, anchors, strict=True)
            ),
            rows=knowledge + skills,
            sections=(
                *_section("知識", 0, knowledge),
                *_section("技能", len(knowledge), skills),
            ),
        )

    def _attitudes(self) -> tuple[view.AttitudeView, ...]:
        return tuple(
            view.AttitudeView(
                anchor=anchor,
                code=attitude.code,
                remark=_remark(attitude.code_as_printed),
                name=self.linker.text(attitude.name, attitude.code or "態度"),
                description=self.linker.optional(attitude.description, attitude.code or "態度"),
            )
            for attitude, anchor in zip(self.standard.attitudes, self.attitude_anchors, strict=True)
        )

    def _versions(self) -> tuple[view.VersionView, ...]:
        return tuple(
            view.VersionView(
                version=row.version,
                code=row.code,
                code_remark=_remark(row.code_as_printed),
                name=row.name,
                status=row.status,
                note=self.linker.optional(row.note, row.version or "版本"),
                date=row.date,
                date_remark=_remark(row.date_as_printed),
            )
            for row in self.standard.versions
        )

    def _notes(self) -> tuple[view.NoteView, ...]:
        texts = [
            (self.linker.optional(note.term, f"註{note.number}"), self.linker.text(note.text, f"註{note.number}"))
            for note in self.standard.notes
        ]
        return tuple(
            view.NoteView(anchor, note.number, term, text, tuple(self.linker.backlinks[note.number]))
            for note, anchor, (term, text) in zip(self.standard.notes, self.note_anchors, texts, strict=True)
        )

    def _findings(self, findings: tuple[Diagnostic, ...]) -> tuple[view.FindingView, ...]:
        targets = self._subjects()

        def link(subject: str) -> Link:
            label = words(subject) or _("file")
            return Link(
                legible(i18n.chinese(label) or label), targets.get(subject) or targets.get(subject.partition("/")[0])
            )

        return tuple(
            view.FindingView(
                severity=_SEVERITIES[one.severity],
                rule=one.rule,
                name=one.name,
                subject=link(one.subject),
                message=legible(one.chinese or one.message),
                location=_where(one.location),
                proposal=legible(one.proposal),
                related=tuple(
                    view.RelatedPlace(link(place.subject), legible(place.message), _where(place.location))
                    for place in one.related
                ),
                language=None if one.chinese else _LANGUAGE_TAGS[i18n.current()],
            )
            for one in sorted(in_order(findings), key=lambda one: one.severity.rank)
        )

    def _subjects(self) -> dict[str, Anchor]:
        """Where the things that findings are about are shown; outputs and indicators in their task."""
        standard = self.standard
        pairs: list[tuple[str | None, Anchor]] = [
            *((duty.code, anchor) for duty, anchor in zip(standard.duties, self.duty_anchors, strict=True)),
            *self.tasks.items(),
            *self.knowledge.targets.items(),
            *self.skills.targets.items(),
            *((one.code, anchor) for one, anchor in zip(standard.attitudes, self.attitude_anchors, strict=True)),
            *((f"note/{note.number}", anchor) for note, anchor in zip(standard.notes, self.note_anchors, strict=True)),
        ]
        for (_duty, task), anchors in zip(standard.tasks(), self.head_anchors, strict=True):
            for block in task.blocks:
                pairs += [(item.code, anchors[0]) for item in (*block.outputs, *block.indicators)]
        return _first(pairs)


class _Register:
    """The register of knowledge, or of skills, and what tasks say of its codes."""

    def __init__(self, anchors: Anchors, kind: str, entries: tuple[model.Competence, ...]) -> None:
        self._entries = [(entry, anchors.claim(kind, entry.code)) for entry in entries]
        self._uses: defaultdict[str, list[tuple[Link, str | None]]] = defaultdict(list)
        self.targets = _first((entry.code, anchor) for entry, anchor in self._entries)

    def note_use(self, reference: model.Reference, heads: tuple[view.TaskHeading, ...]) -> None:
        """Remembers that these tasks name this code; a scope tag leaves out the others of a shared cell."""
        if reference.code is None:
            return
        meant = [head for head in heads if head.code in reference.scope] or heads
        for head in meant:
            link = Link(head.code or head.label, head.anchor, head.name.plain if head.name else None)
            self._uses[reference.code].append((link, reference.as_printed))

    def entries(self, linker: Linker) -> tuple[view.RegisterEntry, ...]:
        """The register as shown, once all uses have been noted."""
        return tuple(self._entry(entry, anchor, linker) for entry, anchor in self._entries)

    def rows(self, tasks: Sequence[Anchor]) -> Iterator[view.MatrixRow]:
        """A row of the matrix for every entry, once all uses have been noted."""
        for entry, anchor in self._entries:
            used = {link.target for link, _ in self._uses[entry.code]}
            marks = tuple(task in used for task in tasks)
            yield view.MatrixRow(Link(entry.code, anchor), entry.name, marks, sum(marks))

    def _entry(self, entry: model.Competence, anchor: Anchor, linker: Linker) -> view.RegisterEntry:
        uses = self._uses[entry.code]
        others: dict[str, list[Link]] = {}
        for link, printed in uses:
            if printed and not codes.same_name(printed, entry.name or ""):
                others.setdefault(codes.bare_name(printed), []).append(link)
        return view.RegisterEntry(
            anchor=anchor,
            code=entry.code,
            name=linker.optional(entry.name, entry.code),
            uses=tuple(dict.fromkeys(link for link, _ in uses)),
            variants=tuple(view.NameVariant(name, tuple(dict.fromkeys(links))) for name, links in others.items()),
        )


def _where(location: Location) -> str:
    """The place in the source document, in Chinese."""
    words = location.words
    return i18n.chinese(words) or words


def _first(pairs: Iterable[tuple[Any, _Value]]) -> dict[Any, _Value]:
    """A dictionary in which the first pair of a key wins; pairs without a key are left out."""
    found: dict[Any, _Value] = {}
    for key, value in pairs:
        if key is not None:
            found.setdefault(key, value)
    return found


def _lines(cell: Sequence[view.ItemView | view.ReferenceView], width: int) -> int:
    """How many lines of ``width`` Chinese characters a cell of the task table takes, roughly."""
    texts = [one.text if isinstance(one, view.ItemView) else one.name for one in cell]
    return sum(math.ceil((len(text.plain) + _CODE_WIDTH) / width) if text else 1 for text in texts)


def _is_lopsided(task: view.TaskView, block: view.BlockView) -> bool:
    """Whether knowledge or skills of a row take many lines beside a task, outputs and indicators that take few."""
    lists = max(_lines(block.knowledge, _NARROW), _lines(block.skills, _NARROW))
    heads = sum(math.ceil((len(head.label) or 1) / _NARROW) for head in task.heads)
    rest = max(heads, _lines(block.outputs, _NARROW), _lines(block.indicators, _WIDE))
    return lists >= _LONG_LIST and lists > _LOPSIDED * rest


def _remark(as_printed: str | None, derived: bool = False) -> str | None:
    """What is said of a thing that stands otherwise in the document, or not at all."""
    remarks = [f"（原件印為「{as_printed}」）"] if as_printed else []
    if derived:
        remarks.append("（原件此欄空白，由編碼推得）")
    return "".join(remarks) or None


def _label(code: str | None, name: str | None) -> str:
    return " ".join(part for part in (code, name) if part) or "（原件未載）"


def _section(kind: str, start: int, rows: tuple[view.MatrixRow, ...]) -> Iterator[view.MatrixSection]:
    if rows:
        totals = tuple(sum(marks) for marks in zip(*(row.used for row in rows), strict=True))
        yield view.MatrixSection(kind, start, start + len(rows), totals)


def _categories(values: tuple[model.Category, ...]) -> tuple[view.CategoryView, ...]:
    return tuple(view.CategoryView(value.name, value.code) for value in values)


def _counts(standard: model.Standard) -> view.Counts:
    blocks = [block for _, block in standard.blocks()]
    return view.Counts(
        duties=len(standard.duties),
        tasks=sum(len(task.heads) for _, task in standard.tasks()),
        outputs=sum(len(block.outputs) for block in blocks),
        indicators=sum(len(block.indicators) for block in blocks),
        knowledge=len(standard.knowledge),
        skills=len(standard.skills),
        attitudes=len(standard.attitudes),
    )


def _colophon(standard: model.Standard, tool_version: str) -> view.Colophon:
    source = standard.source
    return view.Colophon(
        file=one_line(source.name),
        format=source.format,
        sha256=source.sha256,
        pages=source.pages,
        coverage=f"{math.floor(source.coverage * 10_000) / 100:g}%",
        schema_version=standard.schema_version,
        tool_version=tool_version,
    )
