"""Rulings to cells and glyphs to lines, on pages made by hand."""

from __future__ import annotations

import pytest

from pipeline.base.limits import PdfEngine
from pipeline.readers._pdf import seams
from pipeline.readers._pdf.content import _distributed, laid_out
from pipeline.readers._pdf.grid import grids
from pipeline.readers._pdf.lines import lines, undoubled, unit_end
from pipeline.readers._pdf.page import Page, Ruling, Stretch, glyph, shown, straight
from pipeline.readers._pdf.seams import seamed
from pipeline.readers.blocks import Block, Cell, Line, Run, Table
from tests.readers.pdf_pages import TABLE, WORDS, page, read
from tests.steps import growth


def level(y: float, x0: float, x1: float) -> Ruling:
    return Ruling(x0, y, x1, y)


def upright(x: float, top: float, bottom: float) -> Ruling:
    return Ruling(x, top, x, bottom)


def area(x0: float, top: float, x1: float, bottom: float) -> list[Ruling]:
    corners = [(x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top)]
    return [*straight(corners, is_stroked=False, is_filled=True)]


def typed(text: str, x: float = 0.0, top: float = 0.0, size: float = 10.0) -> list[Stretch]:
    """Glyphs one after the other: Chinese as wide as high, all else half as wide."""
    found = []
    for character in text:
        width = size if ord(character) > 0x2E7F else size / 2
        found.append(glyph(character, x, top, x + width, top + size, size))
        x += width
    return found


def boxes(rulings: list[Ruling]) -> list[list[tuple[float, ...]]]:
    return [[cell.box for cell in grid.cells] for grid in grids(rulings)]


class TestGrids:
    def test_two_cells_side_by_side(self) -> None:
        rulings = [level(0, 0, 100), level(50, 0, 100), upright(0, 0, 50), upright(40, 0, 50), upright(100, 0, 50)]
        assert boxes(rulings) == [[(0, 0, 40, 50), (40, 0, 100, 50)]]

    def test_a_single_cell_is_a_table_too(self) -> None:
        assert boxes([level(0, 0, 100), level(50, 0, 100), upright(0, 0, 50), upright(100, 0, 50)]) == [
            [(0, 0, 100, 50)]
        ]

    def test_cells_that_a_page_break_leaves_open_end_with_their_lines(self) -> None:
        rulings = [level(0, 0, 100), upright(0, 0, 80), upright(40, 0, 80), upright(100, 0, 80)]
        assert boxes(rulings) == [[(0, 0, 40, 80), (40, 0, 100, 80)]]

    def test_one_open_cell_beside_closed_ones(self) -> None:
        rulings = [
            level(0, 0, 100),
            level(40, 40, 100),
            level(80, 40, 100),
            upright(0, 0, 80),
            upright(40, 0, 80),
            upright(100, 0, 80),
        ]
        assert boxes(rulings) == [[(0, 0, 40, 80), (40, 0, 100, 40), (40, 40, 100, 80)]]

    def test_a_merged_cell_spans_the_rows_beside_it(self) -> None:
        rulings = [
            level(0, 0, 100),
            level(40, 40, 100),
            level(80, 0, 100),
            upright(0, 0, 80),
            upright(40, 0, 80),
            upright(100, 0, 80),
        ]
        (grid,) = grids(rulings)
        assert [(cell.row, cell.rowspan, cell.column) for cell in grid.cells] == [(0, 2, 0), (0, 1, 1), (1, 1, 1)]

    @pytest.mark.parametrize("apart", [1.0, 3.0, 4.5])
    def test_cells_with_a_border_each_make_one_grid(self, apart: float) -> None:
        """As a double border is drawn, or one around every cell: no lines meet."""
        rulings = []
        for x0, x1 in ((0.0, 40.0), (40.0 + apart, 100.0)):
            for top, bottom in ((0.0, 15.0), (15.0 + apart, 30.0)):
                rulings += [
                    level(top, x0, x1),
                    level(bottom, x0, x1),
                    upright(x0, top, bottom),
                    upright(x1, top, bottom),
                ]
        (grid,) = grids(rulings)
        assert [(cell.row, cell.column, cell.rowspan, cell.colspan) for cell in grid.cells] == [
            (0, 0, 1, 1),
            (0, 1, 1, 1),
            (1, 0, 1, 1),
            (1, 1, 1, 1),
        ]

    def test_a_table_does_not_bend_the_columns_of_the_next(self) -> None:
        first = [level(0, 0, 100), level(20, 0, 100), upright(0, 0, 20), upright(40, 0, 20), upright(100, 0, 20)]
        second = [level(30, 0, 100), level(50, 0, 100), upright(0, 30, 50), upright(43, 30, 50), upright(100, 30, 50)]
        assert boxes(first + second) == [
            [(0, 0, 40, 20), (40, 0, 100, 20)],
            [(0, 30, 43, 50), (43, 30, 100, 50)],
        ]

    def test_coloured_areas_are_cells_where_no_lines_are(self) -> None:
        areas = [*area(0, 0, 40, 15), *area(42, 0, 100, 15), *area(0, 17, 40, 30), *area(42, 17, 100, 30)]
        (grid,) = grids(areas)
        assert [(cell.row, cell.column) for cell in grid.cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]

    def test_coloured_areas_between_lines_are_none(self) -> None:
        frame = [level(0, 0, 100), level(50, 0, 100), upright(0, 0, 50), upright(100, 0, 50)]
        assert boxes([*frame, *area(0, 0, 40, 20)]) == [[(0, 0, 100, 50)]]

    def test_a_coloured_band_is_no_table(self) -> None:
        assert boxes([*area(0, 0, 100, 15), *area(0, 15, 100, 30)]) == []

    def test_narrow_columns_are_no_double_border(self) -> None:
        uprights = [upright(x, 0, 30) for x in (0, 40, 45.5, 100)]
        (grid,) = grids([*uprights, level(0, 0, 100), level(9, 0, 100), level(30, 0, 100)])
        assert (len(grid.cells), grid.rows) == (6, 2)

    def test_a_border_around_the_page_is_no_table(self) -> None:
        page = [level(-50, -50, 150), level(150, -50, 150), upright(-50, -50, 150), upright(150, -50, 150)]
        cell = [level(0, 0, 100), level(50, 0, 100), upright(0, 0, 50), upright(100, 0, 50)]
        assert boxes(page + cell) == [[(0, 0, 100, 50)]]


def together(glyphs: list[Stretch]) -> Stretch:
    """One stretch of glyphs that stand side by side."""
    first, last = glyphs[0], glyphs[-1]
    text = "".join(one.text for one in glyphs)
    starts, ends = tuple(one.x0 for one in glyphs), tuple(one.x1 for one in glyphs)
    return Stretch(text, first.x0, first.top, last.x1, first.bottom, first.size, starts, ends)


def told(cells: list[list[Stretch]]) -> list[str]:
    return ["".join(one.text for one in found) for found in cells]


class TestStretches:
    def test_glyphs_of_a_stretch(self) -> None:
        assert together(typed("職K1", 5)).glyphs() == typed("職K1", 5)

    def test_a_ligature_is_one_glyph(self) -> None:
        ligature = glyph("ffi", 0, 0, 8, 10, 10)
        assert ligature.glyphs() == [ligature]

    def test_of_a_stretch_over_the_edge_of_a_page_the_glyphs_count_that_are_shown(self) -> None:
        (kept,), (gone,) = shown([together(typed("甲乙", -10))], 100, 100)
        assert kept == glyph("乙", 0, 0, 10, 10, 10)
        assert gone == glyph("甲", -10, 0, 0, 10, 10)

    def test_quirk_07_a_stretch_over_a_ruling_is_parted_between_words(self) -> None:
        """Quirk 7: level and knowledge drawn in one go, the K half in the level's column."""
        rulings = [level(0, 0, 100), level(20, 0, 100), upright(0, 0, 20), upright(20, 0, 20), upright(100, 0, 20)]
        inside, loose, _covered = _distributed([together([*typed("四", 6), *typed("K01知", 16)])], grids(rulings))
        assert (told(inside[0]), loose) == (["四", "K01知"], [])

    def test_quirk_07_a_word_of_two_stretches_stays_together(self) -> None:
        rulings = [level(0, 0, 100), level(20, 0, 100), upright(0, 0, 20), upright(20, 0, 20), upright(100, 0, 20)]
        stretches = [glyph("4", 6, 0, 11, 10, 10), together(typed("甲K", 4.5)), together(typed("01知", 19.5))]
        inside, _loose, _covered = _distributed(stretches, grids(rulings))
        assert told(inside[0]) == ["4甲", "K01知"]

    def test_a_stretch_drawn_twice_is_read_once(self) -> None:
        """As a faked bold face is, whatever the parts in which it is drawn again."""
        found = lines([together(typed("職責ll", 3)), *typed("職", 3.4), together(typed("責ll", 13.4))], 100, 1)
        assert [line.text for line in found] == ["職責ll"]

    def test_glyphs_inside_a_stretch_are_read_where_they_stand(self) -> None:
        wide = Stretch("甲丙", 0, 0, 30, 10, 10, (0, 20), (10, 30))
        assert [line.text for line in lines([wide, *typed("乙", 10)], 100, 1)] == ["甲乙丙"]


class TestGlyphs:
    def test_a_faked_bold_face_is_read_once(self) -> None:
        once = typed("職責ll")
        again = [glyph(g.text, g.x0 + 0.4, g.top, g.x1 + 0.4, g.bottom, g.size) for g in once]
        assert "".join(one.text for one in undoubled([*once, *again])) == "職責ll"

    @pytest.mark.parametrize(("across", "down"), [(1.5, 1.5), (2, 0), (3, 0), (1, 3), (-2, 2)])
    def test_a_shadow_of_thin_letters_is_read_once(self, across: float, down: float) -> None:
        once = [glyph(one, 2.5 * at, 0, 2.5 * at + 2.5, 10, 10) for at, one in enumerate("till ill")]
        again = [glyph(g.text, g.x0 + across, g.top + down, g.x1 + across, g.bottom + down, g.size) for g in once]
        assert [line.text for line in lines([*again, *once], 100, 1)] == ["till ill"]

    def test_doubled_letters_of_a_word_stay(self) -> None:
        narrow = [glyph("l", 0, 0, 2.5, 10, 10), glyph("l", 2.5, 0, 5, 10, 10)]
        assert len(undoubled(narrow)) == 2

    def test_quirk_07_a_letter_over_the_ruling_goes_with_its_word(self) -> None:
        """Quirk 7: the K of K01 stands half in the level column."""
        rulings = [level(0, 0, 100), level(20, 0, 100), upright(0, 0, 20), upright(20, 0, 20), upright(100, 0, 20)]
        glyphs = [*typed("4", 6), *typed("K01", 16.5)]
        inside, loose, _covered = _distributed(glyphs, grids(rulings))
        assert told(inside[0]) == ["4", "K01"]
        assert loose == []


class TestTextOverTheEdge:
    """Two cells, from 0 to 60 and from 60 to 200 points."""

    RULINGS = (level(0, 0, 200), level(20, 0, 200), upright(0, 0, 20), upright(60, 0, 20), upright(200, 0, 20))

    def parted(self, *parts: list[Stretch]) -> tuple[list[str], str]:
        inside, loose, covered = _distributed([one for part in parts for one in part], grids(self.RULINGS))
        assert loose == []
        return told(inside[0]), "".join(one.text for one in covered)

    def test_a_word_too_long_for_its_column_stays_in_its_cell(self) -> None:
        found = self.parted(typed("InternationalTelecommunication", 2), typed("甲乙", 170))
        assert found == (["InternationalTelecommunication", "甲乙"], "")

    def test_so_does_a_line_that_is_not_wrapped_and_what_follows_on_it(self) -> None:
        line = [*typed("客戶資料維護紀錄", 3), *typed("ERP", 85.5), *typed("表", 103)]
        assert self.parted(line) == (["客戶資料維護紀錄ERP表", ""], "")

    def test_text_of_the_next_cell_below_it_is_told(self) -> None:
        texts, covered = self.parted(typed("客戶資料維護紀錄", 3), typed("甲乙", 63.5))
        assert (texts, covered) == (["客戶資料維護紀錄", "甲乙"], "甲乙")

    def test_that_an_engine_gives_both_in_turns_makes_no_difference(self) -> None:
        long = typed("客戶資料維護紀錄", 3)
        own = typed("甲乙", 65.5)
        assert self.parted(long[:7], own[:1], long[7:], own[1:])[0] == ["客戶資料維護紀錄", "甲乙"]

    def test_what_begins_close_behind_a_word_that_just_reaches_over_is_the_next_cell_s(self) -> None:
        assert self.parted(typed("甲乙ERP", 26), typed("丙丁", 62))[0] == ["甲乙ERP", "丙丁"]

    def test_text_too_wide_for_the_cell_in_which_it_is_centred(self) -> None:
        word = typed("n" * 32, 50)
        assert (word[0].x0 + word[-1].x1) / 2 == 130
        assert self.parted(word) == (["", "n" * 32], "")

    def test_cells_without_padding_are_no_line(self) -> None:
        assert self.parted(typed("甲乙丙丁戊己", 0), typed("庚辛", 60))[0] == ["甲乙丙丁戊己", "庚辛"]


class TestLines:
    def test_a_raised_note_mark_stays_in_its_line(self) -> None:
        mark = [glyph(g.text, g.x0, g.top, g.x1, g.bottom, g.size) for g in typed("【註1】", 20, -1.5, 5)]
        found = lines([*typed("資訊"), *mark, *typed("，以", 37.5), *typed("分析", 0, 14)], 60, 1)
        assert [line.text for line in found] == ["資訊【註1】，以", "分析"]
        assert [run.text for run in found[0].runs if run.superscript] == ["【註1】"]

    @pytest.mark.parametrize(("limit", "soft"), [(32.0, True), (60.0, False)])
    def test_a_full_line_may_be_wrapped_one_with_room_is_not(self, limit: float, soft: bool) -> None:
        found = lines([*typed("一二三"), *typed("四", 0, 14)], limit, 1)
        assert found[0].soft is soft

    def test_a_line_is_full_if_the_next_word_would_not_fit(self) -> None:
        found = lines([*typed("知識"), *typed("【T1.1】、", 0, 14)], 50, 1)
        assert found[0].soft

    @pytest.mark.parametrize(
        ("above", "below"),
        [
            ("操作的", "2D(基礎/進階)"),
            ("系統的", "（附表）IoT"),
            ("系統的", "(表)IoT的"),
            ("評估協", "調、4K(基礎"),
            ("操作的", "系/10年的"),
            ("資訊的", r"寫、\n的"),
        ],
    )
    def test_a_line_is_full_if_nothing_below_can_be_broken_that_fits(self, above: str, below: str) -> None:
        first, second = typed(above), typed(below, 0, 14)
        fitting = first[-1].x1 + 15
        assert lines([*first, *second], fitting, 1)[0].soft
        assert not lines([*first, *second], fitting + 50, 1)[0].soft

    @pytest.mark.parametrize(("room", "soft"), [(39, True), (41, False)])
    def test_no_break_between_a_per_cent_sign_and_a_bracket(self, room: float, soft: bool) -> None:
        """Of the second line 35 points cannot be broken, and half a glyph is for gaps."""
        first, second = typed("彙整"), typed("50%（含附表", 0, 14)
        assert lines([*first, *second], first[-1].x1 + room, 1)[0].soft is soft

    @pytest.mark.parametrize(("below", "width"), [("+【註1】的", 40), ("+（甲）的", 35)])
    def test_no_break_between_a_plus_and_a_note_mark_or_bracket(self, below: str, width: float) -> None:
        """``C+⏎+【註1】``: of the second line so much cannot be broken, and half a glyph is for gaps."""
        first, second = typed("專案C+"), typed(below, 0, 14)
        assert sum(one.x1 - one.x0 for one in second[:-1]) == width
        for room, soft in ((width + 4, True), (width + 6, False)):
            assert lines([*first, *second], first[-1].x1 + room, 1)[0].soft is soft

    @pytest.mark.parametrize(("room", "soft"), [(44, True), (46, False)])
    def test_a_blank_at_the_end_would_stand_before_the_next_word(self, room: float, soft: bool) -> None:
        """Of the second line 35 points cannot be broken; the blank takes 5, and half a glyph is for gaps."""
        first, second = typed("■O"), typed("3.11R&D", 0, 14)
        blank = typed(" ", first[-1].x1)
        assert blank[0].x1 - blank[0].x0 == 5
        assert lines([*first, *blank, *second], first[-1].x1 + room, 1)[0].soft is soft

    @pytest.mark.parametrize(("room", "soft"), [(34, True), (36, False)])
    def test_no_break_between_a_backslash_and_letters(self, room: float, soft: bool) -> None:
        """Of the second line 30 points cannot be broken, and half a glyph is for gaps."""
        first, second = typed("資訊"), typed("寫、\\n的", 0, 14)
        assert lines([*first, *second], first[-1].x1 + room, 1)[0].soft is soft

    def test_words_apart_get_the_space_that_was_not_drawn(self) -> None:
        found = lines([*typed("run"), *typed("card", 20), *typed("卡", 45)], 100, 1)
        assert found[0].text == "run card卡"

    def test_glyphs_are_ordered_by_place(self) -> None:
        first, second = typed("甲乙"), typed("丙", 0, 14)
        assert [line.text for line in lines([*second, *reversed(first)], 100, 1)] == ["甲乙", "丙"]


@pytest.mark.parametrize(("first", "soft"), [("甲乙丙丁戊", False), ("甲乙丙丁戊己庚辛壬", True)])
def test_a_centred_line_is_full_if_the_next_word_would_not_have_fitted_on_either_side(first: str, soft: bool) -> None:
    """Both cells are 110 points wide; the longest line stands in the middle, the one below it too."""
    rulings = [level(0, 0, 110), level(40, 0, 110), upright(0, 0, 40), upright(110, 0, 40)]
    glyphs = [one for text, top in ((first, 5), ("甲乙", 20)) for one in typed(text, 55 - 5 * len(text), top)]
    ((_top, table),) = laid_out(Page(1, 200, 100, tuple(glyphs), tuple(rulings))).blocks
    assert [line.soft for line in table.rows[0][0].lines] == [soft, False]


def test_a_line_that_is_stretched_to_fill_its_cell_is_not_broken_by_its_width() -> None:
    """Five letters over a hundred points leave room for the next ones; ten do not, though they are set apart as well."""
    wide = [one for at, letter in enumerate("甲乙丙丁戊") for one in typed(letter, 22.5 * at, 0)]
    apart = [one for at, letter in enumerate("己庚辛壬癸子丑寅卯") for one in typed(letter, 11.25 * at, 15)]
    found = lines([*wide, *apart, *typed("辰", 0, 30)], 100, 1)
    assert [(line.text, line.soft) for line in found] == [
        ("甲乙丙丁戊", False),
        ("己庚辛壬癸子丑寅卯", True),
        ("辰", False),
    ]


def test_letters_that_are_set_apart_throughout_tell_nothing() -> None:
    rows = [[one for at, letter in enumerate(text) for one in typed(letter, 15 * at, top)] for text, top in _APART]
    found = lines([one for row in rows for one in row], 102, 1)
    assert [line.soft for line in found] == [True, False]


_APART = (("甲乙丙丁戊己庚", 0), ("辛壬", 15))


def test_blanks_and_some_wider_gaps_set_no_letters_apart() -> None:
    """All letters are a point apart; some gaps are wider, as behind a bullet and beside numbers."""
    first = [("甲", 0), ("乙", 14), ("丙", 25), ("一", 38), ("二", 49), ("己", 62)]
    glyphs = [one for letter, x in first for one in typed(letter, x, 0)]
    glyphs += [one for letter, x in (("丁", 0), ("戊", 11)) for one in typed(letter, x, 15)]
    found = lines(glyphs, 80, 1)
    assert ["".join(line.text.split()) for line in found] == ["甲乙丙一二己", "丁戊"]
    assert [line.soft for line in found] == [True, False]


@pytest.mark.parametrize(("beyond", "soft"), [(1.5, True), (2.5, False)])
def test_a_word_that_letters_set_apart_would_have_been_followed_by_is_set_apart_too(beyond: float, soft: bool) -> None:
    """Of the second line 12 points cannot be broken, half a glyph is for gaps, and a point for each side of the word."""
    first = [one for at, letter in enumerate("甲乙丙丁戊") for one in typed(letter, 11 * at, 0)]
    word = [*typed("1", 0, 15), *typed("2", 7, 15)]
    assert (first[-1].x1, word[-1].x1) == (54, 12)
    found = lines([*first, *word, *typed("己", 20, 15)], 54 + 12 + 5 + beyond, 1)
    assert [line.soft for line in found] == [soft, False]


@pytest.mark.parametrize("width", [5, 6], ids=["alone", "with the space before the next letter"])
def test_a_blank_sets_letters_apart_by_whatever_an_engine_takes_for_its_width(width: float) -> None:
    """Both items are typed with a point between all their letters and blanks; the first fills its cell."""
    glyphs = []
    for text, top in (("甲乙丙丁戊己庚", 0), ("辛", 15)):
        (blank,) = typed(" ", 11, top)
        glyphs += [*typed("●", 0, top), blank._replace(x1=11 + width, ends=(11 + width,))]
        glyphs += [one for at, letter in enumerate(text) for one in typed(letter, 17 + 11 * at, top)]
    assert [(line.text, line.soft) for line in lines(glyphs, 95, 1)] == [("● 甲乙丙丁戊己庚", True), ("● 辛", False)]


def test_a_bracket_that_hangs_out_of_its_line_tells_nothing_of_the_padding() -> None:
    """The first line ends 16 points before the edge, of which 3 are padding: for the next character, and some, too few."""
    rulings = [level(0, 0, 60), level(60, 0, 60), upright(0, 0, 60), upright(60, 0, 60)]
    glyphs = [*typed("◆彙整-", 3, 5), *typed("市場", 3, 20), *typed("（甲）", -2, 35)]
    ((_top, table),) = laid_out(Page(1, 100, 100, (*glyphs, *typed("資", 34, 5)), tuple(rulings))).blocks
    assert [line.text for line in table.rows[0][0].lines] == ["◆彙整-資", "市場", "（甲）"]
    assert table.rows[0][0].lines[0].soft


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("1,000件", "1,000"),
        ("PLC(GMP)資料", "PLC(GMP)"),
        ("ISO/IEC標準", "ISO/IEC"),
        ("比例1:20", "比"),
        ("1:20比例", "1:20"),
        ("資料B2B", "資"),
        ('甲"AI"(乙丙)', '甲"AI"(乙'),
        ("C#(基礎)", "C#(基"),
        ("20°C水溫", "20°C"),
        ("溫-20°C*時", "溫-20°C*"),
        ("、.NET技術", "、.NET"),
        ("甲|乙", "甲|"),
        ("café時", "café"),
        ("ﬁle:///甲", "ﬁle:///"),
        ("０ ． １", "０ ．"),
        ("人々說", "人々"),
    ],
)
def test_what_a_line_end_does_not_part(text: str, unit: str) -> None:
    assert text[: unit_end(text)] == unit


class TestSeams:
    """A cell 100 points wide, whose last line on a page ends at 70; Chinese characters are 10 points wide."""

    def last(self, below: str, *, header: bool = True, page: int = 2, left: float = 0.0) -> Line:
        def cell(text: str, row: int, width: float, at: float = 0.0) -> Cell:
            return Cell((Line((Run(text),), page=1, box=(at, 0.0, at + width, 10.0)),), row, 0, 1, 1, at, at + 100.0)

        head = cell("工作產出", 0, 40)
        upper = Table(((head,), (cell("市場調查與分析", 1, 70),)), 1, 1)
        width = sum(10.0 if ord(one) > 0x2E7F else 5.0 for one in below)
        rest = cell(below, int(header), width, left)
        blocks: list[Block] = [upper, Table(((head,), (rest,)) if header else ((rest,),), 2, page)]
        table = seamed(blocks)[0]
        assert isinstance(table, Table)
        return table.rows[1][0].lines[-1]

    @pytest.mark.parametrize("header", [True, False])
    def test_the_line_is_full_if_the_next_page_s_word_would_not_have_fitted(self, header: bool) -> None:
        assert self.last("International報告", header=header).soft
        assert not self.last("PLC報告", header=header).soft

    def test_a_last_line_that_is_stretched_to_fill_its_cell_is_not_broken_by_its_width(self) -> None:
        def cell(text: str, top: float, right: float) -> Cell:
            return Cell((Line((Run(text),), page=1, box=(3.0, top, right, top + 10)),), 0, 0, 1, 1, 0.0, 206.0)

        for right, soft in ((203.0, False), (193.0, True)):
            text = "甲乙丙丁戊" if not soft else "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申"
            upper, lower = Table(((cell(text, 90, right),),), 1, 1), Table(((cell("乙丙", 10, 23.0),),), 2, 2)
            (table, _below) = seamed([upper, lower])
            assert isinstance(table, Table)
            assert table.rows[0][0].lines[-1].soft == soft

    def test_rows_that_are_all_printed_again_are_looked_up(self) -> None:
        def printed(texts: list[str], page: int) -> Table:
            cells = (Cell((Line.plain(text, page),), at, 0, 1, 1, 0.0, 100.0) for at, text in enumerate(texts))
            return Table(tuple((cell,) for cell in cells), page, page)

        def again(count: int) -> None:
            upper = printed([str(number) for number in range(count)], 1)
            assert seamed([upper, printed([str(count - 1)] * count, 2)])[0] == upper

        assert growth(seams, again, 200) < 2.5

    def test_a_word_of_another_column_or_of_a_later_page_tells_nothing(self) -> None:
        assert not self.last("International報告", left=100.0).soft
        assert not self.last("International報告", page=3).soft


BOXED = b"66 576 44 16 re S\n"
"""A box around one of the words in the left cell."""
BOX = b"60 500 240 200 re S\n"


@pytest.mark.parametrize("engine", [PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER])
@pytest.mark.parametrize(
    ("lines", "cells"), [(TABLE, ["left\nwords", "right"]), (BOX, ["left right\nwords"])], ids=["table", "box"]
)
def test_a_box_around_words_is_no_table(lines: bytes, cells: list[str], engine: PdfEngine) -> None:
    (table,) = read(page(lines + BOXED + WORDS), engine).blocks
    assert isinstance(table, Table)
    assert [cell.text for row in table.rows for cell in row] == cells


LETTER = b"72 590 m 78 590 l 78 597 l 76 600 l 74 597 l 72 597 l 72 590 l S\n"
"""The outline of a letter, with straight sides and bends, as cairo draws one to make it bold."""
ROUNDED = (
    b"66 500 m 294 500 l 300 500 300 506 300 506 c 300 694 l 300 700 294 700 294 700 c 66 700 l "
    b"60 700 60 694 60 694 c 60 506 l 60 500 66 500 66 500 c S 180 500 m 180 700 l S\n"
)


@pytest.mark.parametrize("engine", [PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER])
@pytest.mark.parametrize("content", [TABLE + LETTER, ROUNDED, ROUNDED + LETTER])
def test_outlines_of_letters_are_no_lines_of_a_table(content: bytes, engine: PdfEngine) -> None:
    (table,) = read(page(content + WORDS), engine).blocks
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [["left\nwords", "right"]]


def dot(x: float, y: float) -> bytes:
    """A round dot of one point."""
    corners = ((1, 1), (-1, 1), (-1, -1), (1, -1))
    ends = ((0, 1), (-1, 0), (0, -1), (1, 0))
    starts = ((1, 0), *ends)
    path = "".join(
        f" {x + 0.5 * x0 + 0.28 * abs(y0) * cx} {y + 0.5 * y0 + 0.28 * abs(x0) * cy}"
        f" {x + 0.5 * x1 + 0.28 * abs(y1) * cx} {y + 0.5 * y1 + 0.28 * abs(x1) * cy} {x + 0.5 * x1} {y + 0.5 * y1} c"
        for (cx, cy), (x0, y0), (x1, y1) in zip(corners, starts, ends, strict=False)
    )
    return f"{x + 0.5} {y} m{path} f\n".encode()


ROUND_DOTS = b"".join(
    [*(dot(60 + 3 * at, y) for y in (500, 700) for at in range(81)), *(dot(x, 500 + 2.5 * at) for x in (60, 180, 300) for at in range(81))]
)  # fmt: skip


def rounded(x0: int, y0: int, x1: int, y1: int) -> bytes:
    """A cell with round corners, whose upright sides are only a few points long."""
    return (
        b"%d %d m %d %d l %d %d %d %d %d %d c %d %d l %d %d %d %d %d %d c "
        % (x0 + 3, y0, x1 - 3, y0, x1, y0, x1, y0, x1, y0 + 3, x1, y1 - 3, x1, y1, x1, y1, x1 - 3, y1)
    ) + (
        b"%d %d l %d %d %d %d %d %d c %d %d l %d %d %d %d %d %d c S\n"
        % (x0 + 3, y1, x0, y1, x0, y1, x0, y1 - 3, x0, y0 + 3, x0, y0, x0, y0, x0 + 3, y0)
    )


@pytest.mark.parametrize("engine", [PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER])
def test_round_dots_draw_the_lines_of_a_table(engine: PdfEngine) -> None:
    (table,) = read(page(ROUND_DOTS + WORDS), engine).blocks
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [["left\nwords", "right"]]


@pytest.mark.parametrize("engine", [PdfEngine.PDFIUM, PdfEngine.PDFPLUMBER])
def test_low_cells_with_round_corners_are_cells(engine: PdfEngine) -> None:
    cells = b"".join(rounded(x, y, x + 120, y + 16) for x in (60, 180) for y in (576, 592))
    (table,) = read(page(cells + WORDS), engine).blocks
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [["left", "right"], ["words", ""]]
