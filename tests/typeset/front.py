"""The title, the version table and the header table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from pipeline.record.model import Category, Standard
from tests.typeset import shapes, spelling
from tests.typeset.quirks import Quirks
from tests.typeset.shapes import Cell, Paragraph, Table

_VERSION_LABELS = ("版本", "職能基準代碼", "職能基準名稱", "狀態", "更新說明", "發展更新日期")


def front(standard: Standard, quirks: Quirks) -> Iterator[Paragraph | Table]:
    """The parts before the competence table."""
    yield Paragraph(shapes.runs(f"{standard.name}職能基準", quirks), is_title=True)
    if quirks.version_table and standard.versions:
        yield _versions(standard, quirks)
    yield _profile(standard, quirks)


def _versions(standard: Standard, quirks: Quirks) -> Table:
    cell = partial(shapes.cell, quirks=quirks)
    rows = [tuple(cell(label, column) for column, label in enumerate(_VERSION_LABELS))]
    for version in standard.versions:
        date = version.date.replace("-", "/") if version.date else version.date_as_printed
        values = (version.version, version.code, version.name, version.status, version.note, date)
        rows.append(tuple(cell(value or "", column) for column, value in enumerate(values)))
    return Table((5, 14, 16, 10, 34, 12), tuple(rows), header=1)


def _profile(standard: Standard, quirks: Quirks) -> Table:
    cell = partial(shapes.cell, quirks=quirks)
    naming = "職能基準名稱（擇一填寫）" if quirks.full_width_labels else "職能基準名稱 (擇一填寫)"
    parts = standard.classification
    level = spelling.level(standard.level, standard.level_as_printed, quirks)
    rows = (
        (cell("職能基準代碼", 0, 2), cell(standard.code_as_printed or standard.code or "", 2, 3)),
        (cell(naming, 0, 1, 2), cell("職類", 1), cell(standard.title.job_category or "", 2, 3)),
        (cell("職業", 1), cell(standard.title.occupation or "", 2, 3)),
        (cell("所屬 類別", 0, 1, 3), *_values("職類別", parts.categories, quirks)),
        _values("職業別", parts.occupations, quirks),
        _values("行業別", parts.industries, quirks),
        (cell("工作描述", 0, 2), cell(standard.description or "", 2, 3)),
        (cell("基準級別", 0, 2), cell(level, 2, 3)),
    )
    return Table((10, 8, 42, 12, 14), rows)


def _values(label: str, values: Sequence[Category], quirks: Quirks) -> tuple[Cell, ...]:
    names = quirks.code_separator.join(value.name for value in values if value.name)
    codes = quirks.code_separator.join(value.code for value in values if value.code)
    texts = (label, names, f"{label}代碼", codes)
    return tuple(shapes.cell(text, column, quirks=quirks) for column, text in enumerate(texts, start=1))
