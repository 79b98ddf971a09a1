"""The layout quirks of real documents as switches that can be combined (domain knowledge: docs, the 40 quirks)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Break:
    """A page break in the competence table, for the formats without pages of their own.

    ``row``: which body row it falls in, counted around. ``kept``: how many hundredths of the row's task cell,
    outputs, indicators, knowledge and skills still stand before the break; all zero puts the break before the row.
    """

    row: int
    kept: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Quirks:
    """How a standard is laid out. Every switch stands for itself; the numbers are those of the list of quirks."""

    breaks: tuple[Break, ...] = ()
    """1, 2: rows split over pages; the next page leaves task and level blank and begins with the tail of an item."""
    header_repeated: bool = True
    """3: whether a continuation repeats the header."""
    header_rows: Literal[1, 2, 3] = 1
    """4: a header of one to three rows."""
    wide_grid: bool = False
    """4: thirteen grid columns, the labels over the first of two."""
    level_remark: str = ""
    """9: text behind the digit of a level."""
    dash_for_no_level: bool = False
    """10: a dash where a block has no level."""
    derived_tasks: bool = False
    """15: the task cell is empty, only the codes of O and P tell the task."""
    duty_column: bool = True
    """17, 1.3: whether there is a column 主要職責 at all."""
    duty_cells: Literal["merged", "repeated", "blank"] = "merged"
    """17: the cells of a duty (and of a task with several blocks) merged, printed again in every row, or left blank."""
    attitudes_in_table: bool = False
    """19: the attitudes share the table of the last task."""
    notes_in_table: bool = False
    """20: so do the notes, with the level table among them."""
    glued: bool = False
    """21: no space between a code and its name."""
    code_spaces: Literal["", "letter", "all"] = ""
    """22: spaces inside codes: ``P 5.1.2``, or ``K 0 5`` and ``P 5 . 1 . 2``."""
    uncoded_outputs: bool = False
    """24: outputs without codes."""
    uncoded_attitudes: bool = False
    """24: attitudes without codes."""
    attitudes_on_one_line: bool = False
    """29: attitudes run together."""
    wrong_total: bool = False
    """30: the footer promises a page too many."""
    version_table: bool = True
    """31: first editions have no version table."""
    kangxi: bool = False
    """32: radicals for characters."""
    prerequisites_inline: bool = True
    """34: a single prerequisite stands on the line of its heading."""
    items_on_one_line: bool = False
    """36: the items of a cell follow each other without a line end."""
    residue: bool = True
    """37: text only: ``<p>`` and ``^{}`` left over."""
    zero_for_o: bool = False
    """2.2: the digit zero for the letter O."""
    stop_after_t: bool = False
    """2.2: ``T1.`` with a full stop."""
    full_width_codes: bool = False
    """2.2: letters, digits and stops of codes in full width."""
    duty_label: Literal["主要職責", "工作職責"] = "主要職責"
    """1.3: label variants."""
    full_width_labels: bool = False
    """1.3: full-width brackets without spaces in the labels."""
    bullet: str = ""
    """1.2: what stands before every item of a cell and every attitude."""
    note_bullet: str = "●"
    """1.2: what stands before every line of the notes. PDF always has one: a line's end need not end the text."""
    raised_marks: bool = True
    """1.2: note marks as superscripts."""
    spaced_marks: bool = False
    """2.2: ``【註 1】``, and spaces around marks in the body."""
    footers: Literal["none", "margin", "between", "in_table"] = "margin"
    """1.2: the page number in the margin, in a paragraph between the tables, or in a row of the table."""
    boxes: bool = True
    """1.1: attitudes and notes in boxes of their own; else as paragraphs."""
    code_separator: Literal["\n", "；"] = "\n"
    """1.5: what stands between several values of 職類別, 職業別 or 行業別."""
    line_ends: Literal["paragraph", "break", "list"] = "paragraph"
    """How a cell's lines are marked up; a list is one of HTML or ODT."""
    pages_around: bool = True
    """HTML: navigation and a foot around the form."""
    paper: Literal["a4-landscape", "a4-portrait", "a3-landscape", "low"] = "a4-landscape"
    """PDF: the page; ``low`` pages hold few lines, so that rows break often."""
    size: int = 9
    """PDF: points of the text."""
    narrow: bool = False
    """PDF: a narrow table, so that lines wrap within words of Chinese and behind every code."""
    doubled: bool = False
    """PDF: fake bold; every glyph of the title and the headers is drawn twice."""
    tracking: bool = False
    """22: PDF: letters set apart."""
    centred_levels: bool = True
    """PDF: the level in the middle of its cell's height instead of its top."""
