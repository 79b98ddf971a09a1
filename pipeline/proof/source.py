"""The source as it is shown beside the record: pages with boxes, or text stretch by stretch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby

from pipeline.assemble import Placement
from pipeline.base.provenance import Box, Location, union
from pipeline.proof.account import kind_word
from pipeline.proof.linked import Linked
from pipeline.proof.links import Fate, fate
from pipeline.proof.view import BoxView, CellView, PageView, RowView, StretchView

_TOLD = (Fate.OUTSIDE, Fate.UNPLACED)


class ShownSource:
    """The source of all ``parts``. ``pictures`` are those pages that are shown as such, by their numbers from 1."""

    def __init__(
        self, parts: Sequence[Linked], sizes: Sequence[tuple[float, float]], pictures: Mapping[int, str]
    ) -> None:
        self._parts = parts
        self._sizes = sizes
        self._pictures = {number: one for number, one in pictures.items() if 1 <= number <= len(sizes)}

    def _is_drawn(self, placement: Placement) -> bool:
        """Whether a stretch is shown as an area of a picture."""
        return placement.location.page in self._pictures and placement.location.box is not None

    def page_id(self, page: int | None) -> str | None:
        """What a page is called, if there is such a page."""
        return f"page-{page}" if page is not None and page in self._numbers else None

    def marked(self, one: Linked, field: int) -> tuple[str, ...]:
        """The ids of all that shows the field: boxes on pictures, stretches in text."""
        found: dict[str, None] = {}
        for number in one.stretches[field]:
            placement = one.part.placements[number]
            if self._is_drawn(placement):
                found[_box_id(one, one.owners[number], placement.location.page)] = None
            else:
                found[one.stretch_id(number)] = None
        return tuple(found)

    @cached_property
    def _boxes(self) -> dict[int, dict[int | None, dict[int, Box]]]:
        """Of every part, by its number, and every page the areas of its fields."""
        return {one.number: self._boxes_of(one) for one in self._parts}

    def _boxes_of(self, one: Linked) -> dict[int | None, dict[int, Box]]:
        found: defaultdict[int | None, defaultdict[int, list[Box]]] = defaultdict(lambda: defaultdict(list))
        for number, field in one.owners.items():
            placement = one.part.placements[number]
            if self._is_drawn(placement) and placement.location.box is not None:
                found[placement.location.page][field].append(placement.location.box)
        return {
            page: {field: whole for field, boxes in fields.items() if (whole := union(boxes))}
            for page, fields in found.items()
        }

    def pages(self) -> tuple[PageView, ...]:
        """Every page in order; a source without pages is one."""
        return tuple(map(self._page, self._numbers))

    @cached_property
    def _numbers(self) -> tuple[int | None, ...]:
        """Those of all pages."""
        numbers: dict[int | None, None] = dict.fromkeys(range(1, len(self._sizes) + 1))
        for one in self._parts:
            numbers |= dict.fromkeys(placement.location.page for placement in one.part.placements)
        return tuple(sorted(numbers, key=lambda number: number or 0))

    def _page(self, number: int | None) -> PageView:
        picture = self._pictures.get(number) if number is not None else None
        width, height = self._sizes[number - 1] if number is not None and picture else (0.0, 0.0)
        boxes = sorted(self._areas(number), key=_area, reverse=True) if picture else []
        return PageView(number, width, height, picture, tuple(boxes), tuple(self._rows(number)))

    def _areas(self, page: int | None) -> Iterator[BoxView]:
        """The boxes on a page: of fields, and of what is in none."""
        for one in self._parts:
            for field, box in self._boxes[one.number].get(page, {}).items():
                kinds = " ".join(dict.fromkeys(("field", *(mark.kind for mark in one.marks[field]))))
                label = " ".join(part for part in (one.fields[field].label, one.fields[field].code) if part)
                yield BoxView(_box_id(one, field, page), box, kinds, label, one.field_id(field))
            for number in one.on_page.get(page, []):
                placement = one.part.placements[number]
                kind, area = fate(placement), placement.location.box
                if kind in _TOLD and area is not None:
                    yield BoxView(one.stretch_id(number), area, kind.value, kind_word(kind.value))

    def _rows(self, page: int | None) -> Iterator[RowView]:
        """The text of a page that is not drawn, or what of it has no place on the picture."""
        for one in self._parts:
            numbers = one.on_page.get(page, [])
            yield from _rows(one, [number for number in numbers if not self._is_drawn(one.part.placements[number])])


def _rows(one: Linked, numbers: Sequence[int]) -> Iterator[RowView]:
    placements = one.part.placements

    def row(number: int) -> tuple[object, ...]:
        where = placements[number].location
        return (where.page, where.table, where.row) if where.table else (placements[number].line,)

    def cell(number: int) -> object:
        return placements[number].location.column

    def line(number: int) -> int:
        return placements[number].line

    for _key, members in groupby(numbers, row):
        found = list(members)
        where = placements[found[0]].location
        yield RowView(
            Location(table=where.table, row=where.row).words,
            tuple(
                CellView(
                    tuple(
                        tuple(_stretch(one, number) for number in in_line) for _line, in_line in groupby(in_cell, line)
                    )
                )
                for _cell, in_cell in groupby(found, cell)
            ),
        )


def _stretch(one: Linked, number: int) -> StretchView:
    placement = one.part.placements[number]
    field = one.owners.get(number)
    kinds = [fate(placement).value]
    if field is not None:
        kinds += [mark.kind for mark in one.marks[field]]
    elif placement.mended:
        kinds.append("mended")
    kinds = list(dict.fromkeys(kinds))
    word = kind_word(kinds[-1]) if kinds[-1] not in (Fate.FIELD, Fate.LABEL) else ""
    return StretchView(
        one.stretch_id(number),
        tuple(_pieces(placement)),
        " ".join(kinds),
        None if field is None else one.field_id(field),
        word,
    )


def _pieces(placement: Placement) -> Iterator[str]:
    """The text as printed, cut at the characters that were made plain."""
    end = 0
    for one in placement.mended:
        yield placement.text[end : one.at]
        yield one.printed
        end = one.at + len(one.plain)
    yield placement.text[end:]


def _box_id(one: Linked, field: int, page: int | None) -> str:
    return f"{one.field_id(field)}p{page}"


def _area(view: BoxView) -> float:
    left, top, right, bottom = view.box
    return (right - left) * (bottom - top)
