"""Puts the parts together to the record, and says what was missing, derived, repaired or left over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.assemble.codebook import Codebook, Doubt
from pipeline.assemble.column_codes import Column
from pipeline.assemble.columns import HeaderColumn, label_in
from pipeline.assemble.competence import CompetenceTable, competence
from pipeline.assemble.coverage import LABEL, OUTSIDE, Coverage, Placement
from pipeline.assemble.divide import divide
from pipeline.assemble.doubtful_items import attitudes_in_doubt, notes_in_doubt, outputs_in_doubt, tasks_in_doubt
from pipeline.assemble.drafts import CONTENT, BlockDraft, DutyDraft, ItemDraft, TaskDraft
from pipeline.assemble.header_lines import header_lines
from pipeline.assemble.header_table import header_table, level_of, title, versions
from pipeline.assemble.header_values import ToldValue
from pipeline.assemble.items import Context, cut
from pipeline.assemble.leftovers import left_in_doubt, may_be_several
from pipeline.assemble.marks import mixed_marks
from pipeline.assemble.notes import attitudes, notes_part
from pipeline.assemble.register import Mention, reference, register
from pipeline.assemble.rows import FormRow, rows
from pipeline.assemble.sections import Sections, split
from pipeline.assemble.several import several
from pipeline.assemble.spans import Span
from pipeline.assemble.titles import FOOTER
from pipeline.assemble.withheld import looks_like_form
from pipeline.assemble.words import BrokenWord, whole_words
from pipeline.base.i18n import _
from pipeline.base.provenance import Location
from pipeline.findings.diagnostics import Diagnostic, Severity, Unreadable
from pipeline.findings.raised.as101_not_a_standard import RULE as NOT_A_STANDARD
from pipeline.findings.raised.as102_missing_part import RULE as MISSING_PART
from pipeline.findings.raised.as103_text_not_placed import RULE as TEXT_NOT_PLACED
from pipeline.findings.raised.as104_unknown_header import RULE as UNKNOWN_HEADER
from pipeline.findings.raised.as105_task_derived import RULE as TASK_DERIVED
from pipeline.findings.raised.as106_code_mended import RULE as CODE_MENDED
from pipeline.findings.raised.as107_character_mended import RULE as CHARACTER_MENDED
from pipeline.findings.raised.as108_doubtful_code import RULE as DOUBTFUL_CODE
from pipeline.findings.raised.as109_doubtful_word import RULE as DOUBTFUL_WORD
from pipeline.findings.raised.as110_several_standards import RULE as SEVERAL_STANDARDS
from pipeline.findings.raised.as111_column_told import RULE as COLUMN_TOLD
from pipeline.findings.raised.as113_merged_cell_told import RULE as MERGED_CELL_TOLD
from pipeline.findings.raised.rd104_page_total_mismatch import RULE as PAGE_TOTAL_MISMATCH
from pipeline.readers.blocks import Body, SourceDocument
from pipeline.record.model import Block, Competence, Duty, Place, Reference, Source, Standard, Statement, Task, TaskHead


@dataclass(frozen=True)
class Assembly:
    """The record, what is to be said about reading it, and the account of where each character went."""

    standard: Standard
    diagnostics: tuple[Diagnostic, ...]
    coverage: Coverage

    @property
    def placements(self) -> tuple[Placement, ...]:
        """Where every stretch of the source went."""
        return tuple(self.coverage.placements())


class SeveralStandards(Unreadable):
    """Raised where a document holds several standards; ``documents`` are those with one of them each."""

    def __init__(self, diagnostic: Diagnostic, documents: tuple[SourceDocument, ...]) -> None:
        super().__init__(diagnostic)
        self.documents = documents


def assemble(document: SourceDocument) -> Assembly:
    """The record of the standard in ``document``.

    Raises:
        SeveralStandards: it holds several: no text of one may get into the record of another.
        Unreadable: it has neither a competence table nor a header table, so it is no 職能基準.
    """
    coverage = Coverage()
    whole = whole_words(rows(document.body.blocks, coverage))
    _refuse_several(document, whole.rows)
    sections = split(header_lines(whole.rows))
    if not sections.is_form and not sections.speaks_of_form:
        message = _("This is no 職能基準: it has neither the competence table nor the header table of the form.")
        raise Unreadable(NOT_A_STANDARD.found("file", message))
    _enter_outside(document, sections, coverage)
    table = competence(sections.competence, sections.attitudes, coverage)
    writer = _RecordWriter(coverage, table.elsewhere)
    parts = writer.parts(sections, table)
    diagnostics = (
        *document.diagnostics,
        *document.body.diagnostics,
        *_page_totals(sections, document.body),
        *_missing(sections, parts),
        *_columns(table, coverage),
        *_no_tables(sections),
        *_derived(table, coverage),
        *_cut_cells(table, coverage),
        *writer.repaired,
        *_doubtful(table, coverage),
        *_broken(whole.doubts, coverage),
        *outputs_in_doubt(writer.doubtful, coverage),
        *tasks_in_doubt(table.duties, coverage),
        *_marked(table, writer, sections, coverage),
        *attitudes_in_doubt(writer.attitudes, coverage),
        *notes_in_doubt(writer.doubtful_notes, coverage),
        *_left_over(coverage),
        *looks_like_form(document.body.withheld, parts),
        *_characters(coverage),
    )
    failed = any(one.severity is Severity.ERROR for one in diagnostics)
    source = Source(
        name=document.name,
        format=document.format,
        sha256=document.sha256,
        pages=document.body.pages,
        coverage=_share(coverage),
        outcome="partial" if failed else "ok",
    )
    return Assembly(parts.model_copy(update={"source": source}), diagnostics, coverage)


def _refuse_several(document: SourceDocument, found: Sequence[FormRow]) -> None:
    forms = several(found)
    if forms:
        names = _(", ").join(
            form.name if form.page is None else _("{name} (page {page})").format(name=form.name, page=form.page)
            for form in forms
        )
        message = _(
            "The file holds {count} standards: {names}. Give a folder for their records with -o, or split the file "
            "into one for each."
        ).format(count=len(forms), names=names)
        raise SeveralStandards(SEVERAL_STANDARDS.found("file", message), divide(document, forms))


def _enter_outside(document: SourceDocument, sections: Sections, coverage: Coverage) -> None:
    for row in (*sections.outside, *sections.footers):
        coverage.assign(row.span, OUTSIDE)
    for piece in (piece for row in sections.headers for piece in row.pieces):
        coverage.assign(label_in(piece.span), LABEL)
    for row, rule in sections.told:
        coverage.credit(row.span, rule)
    for line in document.body.outside:
        coverage.assign(coverage.enter([line], Location(page=line.page)), OUTSIDE)


def _share(coverage: Coverage) -> float:
    """The coverage, never rounded up to 1."""
    share = coverage.share()
    return share if share == 1.0 else min(round(share, 4), 0.9999)


class _RecordWriter:
    """Turns drafts into parts of the record, noting where every character went."""

    def __init__(self, coverage: Coverage, elsewhere: Codebook) -> None:
        self._coverage = coverage
        self._elsewhere = elsewhere
        self.repaired: list[Diagnostic] = []
        self.attitudes: Sequence[ItemDraft] = ()
        self.doubtful: list[ItemDraft] = []
        """Outputs without codes that may be several."""
        self.doubtful_notes: Sequence[Span] = ()

    def parts(self, sections: Sections, table: CompetenceTable) -> Standard:
        """The record, its source still to be told."""
        coverage = self._coverage
        head = header_table(sections.header_table, coverage)
        self.repaired += [_told_value(one, coverage) for one in head.told]
        names = (head.title.occupation, head.title.job_category)
        name = title(sections.front if sections.is_form else [], names, coverage)
        knowledge = _mentions(table, Column.KNOWLEDGE, self)
        skills = _mentions(table, Column.SKILL, self)
        registers = {
            Column.KNOWLEDGE: register(mention for group in knowledge.values() for mention in group),
            Column.SKILL: register(mention for group in skills.values() for mention in group),
        }
        entries = {
            Column.KNOWLEDGE: {entry.code: entry for entry in registers[Column.KNOWLEDGE]},
            Column.SKILL: {entry.code: entry for entry in registers[Column.SKILL]},
        }

        def block(draft: BlockDraft) -> Block:
            level, printed = level_of(coverage.assign(draft.level, "level"))
            return Block(
                level=level,
                level_as_printed=printed,
                outputs=self._statements(draft, Column.OUTPUT),
                indicators=self._statements(draft, Column.INDICATOR),
                knowledge=_references(knowledge[id(draft)], entries[Column.KNOWLEDGE]),
                skills=_references(skills[id(draft)], entries[Column.SKILL]),
                at=coverage.at(draft.level),
            )

        def task(draft: TaskDraft) -> Task:
            first, *others = [self._head(head, Column.TASK) for head in draft.heads] or [TaskHead(code=None, name=None)]
            return Task(
                **dict(first),
                also=tuple(others),
                derived=draft.derived,
                blocks=tuple(block(one) for one in draft.blocks),
            )

        def duty(draft: DutyDraft) -> Duty:
            return Duty(
                **dict(self._head(draft.head, Column.DUTY)),
                derived=draft.derived,
                tasks=tuple(task(one) for one in draft.tasks),
            )

        duties = tuple(duty(draft) for draft in table.duties)
        closed = notes_part(sections.notes, coverage)
        self.doubtful_notes = closed.doubtful
        attitude_part = attitudes(sections.attitudes, coverage)
        self.attitudes = attitude_part.drafts
        for draft in attitude_part.drafts:
            self._tell(draft, Column.ATTITUDE)
        self.repaired += [_in_doubt(doubt, coverage) for doubt in attitude_part.doubts]
        places = dict(head.at)
        if name and (place := coverage.at(name)):
            places["name"] = place
        return Standard(
            source=Source(name="", format="", sha256="", coverage=0.0),
            code=head.code,
            code_as_printed=head.code_as_printed,
            name=(name.normalized() if name else None) or head.title.occupation or head.title.job_category,
            title=head.title,
            classification=head.classification,
            description=head.description,
            level=head.level,
            level_as_printed=head.level_as_printed,
            versions=versions(sections.versions, coverage),
            duties=duties,
            knowledge=registers[Column.KNOWLEDGE],
            skills=registers[Column.SKILL],
            attitudes=attitude_part.attitudes,
            prerequisites=closed.prerequisites,
            notes=closed.notes,
            supplements=closed.supplements,
            level_definitions=closed.level_definitions,
            at=places | _section_places(sections, coverage),
        )

    def placed(self, draft: ItemDraft, column: Column) -> tuple[str, str | None, Place | None]:
        """An item's text, its code as printed where that was repaired, and its place; notes that it was placed."""
        self._coverage.assign(draft.whole, f"{column.label} {draft.code}" if draft.code else column.label)
        self._tell(draft, column)
        body = _without_separator(draft.body) if "、" in draft.body.text[-_LONGEST_END:] else draft.body
        return body.normalized(), draft.printed if draft.is_repaired else None, self._coverage.at(draft.whole)

    def _tell(self, draft: ItemDraft, column: Column) -> None:
        """Notes that a code was mended, and what may be a code in the text."""
        if draft.is_repaired and draft.code:
            message = _("The code is printed as “{printed}”; it was read as {code}.").format(
                printed=draft.printed, code=draft.code
            )
            self.repaired.append(CODE_MENDED.found(draft.code, message, self._coverage.location(draft.whole)))
        text = draft.body if draft.code else draft.whole
        for printed, is_range in left_in_doubt(text, column, self._elsewhere) if text.text else ():
            self.repaired.append(_in_doubt(Doubt(printed, draft.whole), self._coverage, is_range=is_range))
        if column is Column.OUTPUT and not draft.code and may_be_several(draft.whole):
            self.doubtful.append(draft)

    def _statements(self, block: BlockDraft, column: Column) -> tuple[Statement, ...]:
        found = []
        for draft in block.of(column):
            text, printed, place = self.placed(draft, column)
            found.append(Statement(code=draft.code, text=text, code_as_printed=printed, at=place))
        return tuple(found)

    def _head(self, draft: ItemDraft, column: Column) -> TaskHead:
        name, printed, place = self.placed(draft, column)
        return TaskHead(code=draft.code, name=name or None, code_as_printed=printed, at=place)


_LONGEST_END = 4
"""A separator, with white space behind it."""


def _without_separator(body: Span) -> Span:
    """An item's text without the 、 between it and the next one, which a page break can part from it."""
    text = body.text.rstrip()
    return body.cut(0, len(text) - 1) if text.endswith("、") else body


def _mentions(table: CompetenceTable, column: Column, writer: _RecordWriter) -> dict[int, list[Mention]]:
    """The K or S of every block as printed, by the block's identity."""
    found: dict[int, list[Mention]] = {}
    for block in _blocks(table):
        mentions = found.setdefault(id(block), [])
        for draft in block.of(column):
            name, printed, place = writer.placed(draft, column)
            mentions.append(Mention(draft.code, printed, name, place))
    return found


def _references(mentions: list[Mention], entries: dict[str, Competence]) -> tuple[Reference, ...]:
    return tuple(reference(mention, entries) for mention in mentions)


def _blocks(table: CompetenceTable) -> Iterator[BlockDraft]:
    for duty in table.duties:
        for task in duty.tasks:
            yield from task.blocks


def _section_places(sections: Sections, coverage: Coverage) -> dict[str, Place]:
    """Where the parts that have no place of their own begin."""
    starts = {"versions": sections.versions, "attitudes": sections.attitudes, "notes": sections.notes}
    places = {name: coverage.at(found[0].span) for name, found in starts.items() if found}
    return {name: place for name, place in places.items() if place}


def _page_totals(sections: Sections, body: Body) -> Iterator[Diagnostic]:
    """The first footer that promises another number of pages than there are (quirk 30), in the form or in a margin."""
    pages = body.pages
    inside = [(row.texts[0], row.location) for row in sections.footers]
    outside = [("".join(line.text.split()), Location(page=line.page, box=line.box)) for line in body.outside]
    for text, location in (*inside, *outside):
        match = FOOTER.fullmatch(text)
        if match and pages is not None and int(match[2]) != pages:
            message = _("The footer speaks of {promised} pages, the file has {pages}; pages may be missing.").format(
                promised=match[2], pages=pages
            )
            yield PAGE_TOTAL_MISMATCH.found("file", message, location)
            return


def _missing(sections: Sections, standard: Standard) -> Iterator[Diagnostic]:
    """The parts of the form that the document lacks; first editions have no version table (quirk 31)."""
    parts = (
        ("competence", standard.duties, _("the competence table"), Severity.ERROR),
        ("title", "name" in standard.at or sections.front, _("the title line"), Severity.WARNING),
        ("header", sections.header_table, _("the header table"), Severity.WARNING),
        ("versions", standard.versions, _("the version table"), Severity.INFO),
        ("attitudes", standard.attitudes, _("the list of attitudes"), Severity.INFO),
        ("notes", sections.notes, _("the part 說明與補充事項"), Severity.INFO),
    )
    for name, present, label, severity in parts:
        if not present:
            message = _("The document lacks {part}.").format(part=label)
            yield MISSING_PART.found(f"part/{name}", message, severity=severity)


def _no_tables(sections: Sections) -> Iterator[Diagnostic]:
    if not sections.is_form:
        message = _("The labels of the form are there, but no table can be told: it has no lines around its cells.")
        yield UNKNOWN_HEADER.found("file", message)


def _columns(table: CompetenceTable, coverage: Coverage) -> Iterator[Diagnostic]:
    """The columns whose labels are not the form's, once each: what was concluded, or that nothing could be."""
    entries: dict[tuple[str, Column | None], HeaderColumn] = {}
    for entry in table.columns:
        entries.setdefault((entry.label.compact, entry.column), entry)
    for entry in entries.values():
        location = coverage.location(entry.label or next(iter(entry.cells), Span()))
        label = entry.label.normalized()
        if entry.column is None:
            message = _("The competence table has a column “{label}” that the form does not know.").format(label=label)
            subject = str(replace(location, row=None, column=None, box=None)) or "file"
            yield UNKNOWN_HEADER.found(subject, message, location)
        else:
            name = entry.column.label
            message = _("The column “{label}” was read as {column}, by what stands in it and beside it.")
            yield COLUMN_TOLD.found(f"column/{name}", message.format(label=label, column=name), location)


def _told_value(value: ToldValue, coverage: Coverage) -> Diagnostic:
    text = value.span.normalized()
    if value.is_rest:
        message = _("“{text}” stands behind no label of the header table; it was read as the rest of {label}.")
    else:
        message = _(
            "“{text}” stands behind no label of the header table; it was read as {label} by its form and place."
        )
    subject = f"label/{value.label}"
    return COLUMN_TOLD.found(subject, message.format(text=text, label=value.label), coverage.location(value.span))


def _derived(table: CompetenceTable, coverage: Coverage) -> Iterator[Diagnostic]:
    for duty in table.duties:
        for task in duty.tasks:
            if task.derived and task.heads[0].code:
                code = task.heads[0].code
                first = next((items[0] for column in CONTENT if (items := task.blocks[0].of(column))), None)
                message = _("The task cell is empty; the O and P codes tell that this is {code}.").format(code=code)
                yield TASK_DERIVED.found(code, message, coverage.location(first.whole) if first else Location())


def _cut_cells(table: CompetenceTable, coverage: Coverage) -> Iterator[Diagnostic]:
    """One finding for every task that shares cells from the other side of a page break."""
    for task in {cell.told: cell.told for cell in table.cut_cells}:
        message = _(
            "Beside {task} a cell merged over several tasks goes on from the page before; only empty cells tell so."
        )
        name = task.normalized()
        subject = next((item.code for item in cut(task, Context(Column.TASK)).items if item.code), "part/competence")
        yield MERGED_CELL_TOLD.found(subject, message.format(task=name), coverage.location(task))


def _doubtful(table: CompetenceTable, coverage: Coverage) -> Iterator[Diagnostic]:
    for codebook in table.codebooks:
        yield from (_in_doubt(doubt, coverage) for doubt in codebook.doubts)


def _broken(words: Iterable[BrokenWord], coverage: Coverage) -> Iterator[Diagnostic]:
    """One finding for every pair of parts."""
    for word in {(word.first, word.second): word for word in words}.values():
        message = _("“{first}” and “{second}” stand on two lines; they were read as two words, but may be one.").format(
            first=word.first, second=word.second
        )
        yield DOUBTFUL_WORD.found(f"{word.first} {word.second}", message, coverage.location(word.span))


def _marked(
    table: CompetenceTable, writer: _RecordWriter, sections: Sections, coverage: Coverage
) -> Iterator[Diagnostic]:
    """At most one finding: every list of the document is held against itself."""
    duties = [duty.head for duty in table.duties]
    tasks = [head for duty in table.duties for task in duty.tasks for head in task.heads]
    contents = (block.of(column) for block in _blocks(table) for column in CONTENT)
    lists = (duties, tasks, writer.attitudes, *contents)
    lines = (line for row in sections.notes for line in row.span.pieces())
    return mixed_marks(((item.whole for item in items) for items in lists), lines, coverage)


def _in_doubt(doubt: Doubt, coverage: Coverage, *, is_range: bool = False) -> Diagnostic:
    if is_range:
        message = _("“{printed}” is a range of codes; it was kept as printed and refers to none of them.")
    elif doubt.taken_as:
        message = _("“{printed}” can be read as more than one code; it was read as {code}.")
    else:
        message = _("“{printed}” may be a code; it was left in the text.")
    subject = doubt.taken_as or doubt.printed
    text = message.format(printed=doubt.printed, code=doubt.taken_as)
    return DOUBTFUL_CODE.found(subject, text, coverage.location(doubt.span))


def _left_over(coverage: Coverage) -> Iterator[Diagnostic]:
    for placement in coverage.left_over():
        message = _("This text was placed nowhere: “{text}”.").format(text=placement.text)
        yield TEXT_NOT_PLACED.found(str(placement.location) or "file", message, placement.location)


def _characters(coverage: Coverage) -> Iterator[Diagnostic]:
    if coverage.repaired_characters:
        message = _("{count} compatibility characters were read as the plain characters they stand for.").format(
            count=coverage.repaired_characters
        )
        yield CHARACTER_MENDED.found("text", message)
