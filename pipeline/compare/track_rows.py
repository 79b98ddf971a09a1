"""Two versions of a standard as the rows of one official form, each row and line with what it was and what it is.

Pure. The form is that of ``handbooks.form``; here it has no merged duty and task cells: an empty cell goes on with the
one above, so that any row can come or go by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.compare import wording
from pipeline.compare.items import ComparedItem, ComparedKind
from pipeline.compare.pairing import Pairing
from pipeline.compare.sequence import merged
from pipeline.handbooks.form import Form
from pipeline.handbooks.links import Text
from pipeline.record.codes import squeezed

_ALIKE = 0.4
_MOST_LINES = 60
"""Cells with more lines than this are paired by equal lines only."""

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrackedCell:
    """The lines of a cell before and after. ``style`` is that of the official form's template."""

    old: Lines
    new: Lines
    width: int
    style: str = "TableText"
    span: int = 1
    merged: bool | None = None
    """Whether the cell goes on with the one above (``True``) or begins such a group (``False``)."""

    def lines(self) -> Iterator[tuple[str | None, str | None]]:
        """Every line with what it was and what it is."""
        for one, other in merged(self.old, self.new, self._worth):
            yield None if one is None else self.old[one], None if other is None else self.new[other]

    def _worth(self, one: str, other: str) -> float:
        if squeezed(one) == squeezed(other):
            return 1.0
        if max(len(self.old), len(self.new)) > _MOST_LINES:
            return 0.0
        likeness = wording.similarity(wording.parts(one, other))
        return likeness if likeness >= _ALIKE or len(self.old) == len(self.new) == 1 else 0.0


@dataclass(frozen=True, slots=True)
class TrackedRow:
    """A row; one that ``was`` not has come, one that ``is`` not has gone."""

    cells: tuple[TrackedCell, ...]
    was: bool = True
    is_there: bool = True
    header: bool = False


@dataclass(frozen=True, slots=True)
class TrackedTable:
    """A table of the form with the widths of its columns in twentieths of a point."""

    caption: str
    widths: tuple[int, ...]
    rows: tuple[TrackedRow, ...]


_VERSIONS = (1000, 2300, 2800, 1400, 5936, 1700)
_PROFILE = (1700, 1300, 8136, 2000, 2000)
_COMPETENCE = (1700, 2000, 2100, 4136, 800, 2200, 2200)
_WIDTH = 15136
_LEVELS = (1300, 13836)


def tables(old: Form, new: Form, pairing: Pairing) -> Iterator[TrackedTable]:
    """Every table of the form in its order; ``pairing`` tells which rows of the competence table are which."""
    if old.versions or new.versions:
        yield _versions(old, new)
    yield TrackedTable("基本資料", _PROFILE, tuple(_profile(old, new)))
    yield TrackedTable("職能內涵", _COMPETENCE, tuple(_competence(old, new, pairing)))
    attitudes = TrackedCell(_plain(old.attitudes), _plain(new.attitudes), _WIDTH)
    yield TrackedTable("態度", (_WIDTH,), (_heads(["職能內涵 (A=attitude 態度)"], (_WIDTH,)), TrackedRow((attitudes,))))
    yield TrackedTable("說明與補充事項", (_WIDTH,), tuple(_closing(old, new)))
    if old.level_definitions or new.level_definitions:
        yield _level_table(old, new)


def _plain(texts: Iterable[Text]) -> Lines:
    return tuple(_text(text) for text in texts)


def _text(text: Text | None) -> str:
    return "" if text is None else "".join(segment.text for segment in text.segments)


def _line(text: str | None) -> Lines:
    return (text,) if text else ()


def _heads(labels: Sequence[str], widths: Sequence[int], *, was: bool = True, is_there: bool = True) -> TrackedRow:
    cells = (
        TrackedCell(tuple(label.split("\n")), tuple(label.split("\n")), width, "TableHead")
        for label, width in zip(labels, widths, strict=True)
    )
    return TrackedRow(tuple(cells), was, is_there, header=True)


def _versions(old: Form, new: Form) -> TrackedTable:
    labels = ["版本", "職能基準代碼", "職能基準名稱", "狀態", "更新說明", "發展更新日期"]
    befores, afters = _version_rows(old), _version_rows(new)
    rows = _rows(befores, afters, _VERSIONS, lambda one, other: float(one[0] == other[0]))
    heads = _heads(labels, _VERSIONS, was=bool(old.versions), is_there=bool(new.versions))
    return TrackedTable("版本", _VERSIONS, (heads, *rows))


def _version_rows(form: Form) -> list[tuple[Lines, ...]]:
    return [
        tuple(map(_line, (row.version, row.code, row.name, row.status, _text(row.note), row.date)))
        for row in form.versions
    ]


def _rows(
    old: Sequence[tuple[Lines, ...]],
    new: Sequence[tuple[Lines, ...]],
    widths: Sequence[int],
    worth: Callable[[tuple[Lines, ...], tuple[Lines, ...]], float],
) -> Iterator[TrackedRow]:
    """The rows of both versions in one order."""
    for one, other in merged(old, new, worth):
        yield _row(None if one is None else old[one], None if other is None else new[other], widths)


def _row(old: tuple[Lines, ...] | None, new: tuple[Lines, ...] | None, widths: Sequence[int]) -> TrackedRow:
    none: tuple[Lines, ...] = ((),) * len(widths)
    cells = (TrackedCell(one, other, width) for one, other, width in zip(old or none, new or none, widths, strict=True))
    return TrackedRow(tuple(cells), old is not None, new is not None)


def _profile(old: Form, new: Form) -> Iterator[TrackedRow]:
    label, kind, value, code_label, code = _PROFILE
    rest = value + code_label + code

    def fixed(text: str, width: int, span: int = 1, merged: bool | None = None) -> TrackedCell:
        lines = tuple(text.split("\n")) if text else ()
        return TrackedCell(lines, lines, width, "TableLabel", span, merged)

    def single(one: str | None, other: str | None) -> TrackedCell:
        return TrackedCell(_line(one), _line(other), rest, span=3)

    yield TrackedRow((fixed("職能基準代碼", label + kind, 2), single(old.code, new.code)))
    yield TrackedRow(
        (
            fixed("職能基準名稱\n(擇一填寫)", label, merged=False),
            fixed("職類", kind),
            single(old.job_category, new.job_category),
        )
    )
    yield TrackedRow((fixed("", label, merged=True), fixed("職業", kind), single(old.occupation, new.occupation)))
    for number, (name, values, codes) in enumerate(
        (
            ("職類別", (old.categories, new.categories), (old.category_codes, new.category_codes)),
            ("職業別", (old.occupations, new.occupations), (old.occupation_codes, new.occupation_codes)),
            ("行業別", (old.industries, new.industries), (old.industry_codes, new.industry_codes)),
        )
    ):
        yield TrackedRow(
            (
                fixed("" if number else "所屬類別", label, merged=number > 0),
                fixed(name, kind),
                TrackedCell(*values, value),
                fixed(f"{name}代碼", code_label),
                TrackedCell(*codes, code),
            )
        )
    description = TrackedCell(_plain(old.description), _plain(new.description), rest, span=3)
    yield TrackedRow((fixed("工作描述", label + kind, 2), description))
    yield TrackedRow((fixed("基準級別", label + kind, 2), single(old.level, new.level)))


def _competence(old: Form, new: Form, pairing: Pairing) -> Iterator[TrackedRow]:
    labels = [
        "主要職責",
        "工作任務",
        "工作產出",
        "行為指標",
        "職能\n級別",
        "職能內涵\n(K=knowledge 知識)",
        "職能內涵\n(S=skills 技能)",
    ]
    yield _heads(labels, _COMPETENCE)
    befores, afters = _competence_rows(old), _competence_rows(new)
    hosts = {one: pairing.hosts.get(one, -1) for one in range(len(pairing.old))}
    old_keys = [(hosts.get(key, -1), block) for key, block in _keys(pairing.old, old)]
    new_keys = list(_keys(pairing.new, new))
    for one, other in merged(old_keys, new_keys, lambda key, its: float(key == its)):
        yield _row(None if one is None else befores[one], None if other is None else afters[other], _COMPETENCE)


def _competence_rows(form: Form) -> list[tuple[Lines, ...]]:
    """The rows with the names of duty and task in their first row only."""
    return [
        (
            _plain(row.duty),
            _plain(row.task),
            _plain(row.outputs),
            _plain(row.indicators),
            _line(row.level),
            _plain(row.knowledge),
            _plain(row.skills),
        )
        for row in form.rows
    ]


def _keys(items: Sequence[ComparedItem], form: Form) -> Iterator[tuple[int, int]]:
    """For every row of the competence table the index of its first task and the number of its level row."""
    tasks = _first_tasks(items)
    task, block = -1, 0
    for row in form.rows:
        task, block = (next(tasks), 0) if row.task_rows else (task, block + 1)
        yield task, block


def _first_tasks(items: Sequence[ComparedItem]) -> Iterator[int]:
    """The first task of every cell; -2 for a duty that has none, which takes a row as well."""
    with_tasks = {item.parent for item in items if item.kind is ComparedKind.TASK}
    for at, item in enumerate(items):
        if item.cell == at:
            yield at
        elif item.kind is ComparedKind.DUTY and at not in with_tasks:
            yield -2


def _closing(old: Form, new: Form) -> Iterator[TrackedRow]:
    yield _heads(["說明與補充事項"], (_WIDTH,))
    for part in (_prerequisites, _notes):
        yield TrackedRow((TrackedCell(part(old), part(new), _WIDTH),))


def _prerequisites(form: Form) -> Lines:
    heading, lines = "建議擔任此職類/職業之學歷/經歷/或能力條件：", _plain(form.prerequisites)
    return (heading + lines[0],) if len(lines) == 1 else (heading, *lines)


def _notes(form: Form) -> Lines:
    notes = (f"{note.label}{_text(note.text)}" for note in form.notes)
    return ("其他補充說明：", *notes, *_plain(form.supplements))


def _level_table(old: Form, new: Form) -> TrackedTable:
    befores, afters = _level_rows(old), _level_rows(new)
    rows = _rows(befores, afters, _LEVELS, lambda one, other: float(one[0] == other[0]))
    heads = _heads(
        ["級別", "能力內涵說明"],
        _LEVELS,
        was=bool(old.level_definitions),
        is_there=bool(new.level_definitions),
    )
    return TrackedTable("級別", _LEVELS, (heads, *rows))


def _level_rows(form: Form) -> list[tuple[Lines, ...]]:
    return [(_line(row.level), _line(_text(row.text))) for row in form.level_definitions]
