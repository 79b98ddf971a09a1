"""Flat text as it is extracted from a standard: tab-separated rows, residue of markup (``<p>``, ``^{}``, ``&nbsp;``).

docs/form.md, quirk 37; ``samples/KPS3322-002v2.txt`` is the model. Rows between upright strokes (Markdown) and
cells in quotation marks (a spreadsheet's, which may hold line ends) are read as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count, groupby, zip_longest

from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.base.values import frozen
from pipeline.findings.diagnostics import Unreadable
from pipeline.findings.raised.rd101_unreadable_file import RULE as UNREADABLE_FILE
from pipeline.readers.blocks import Block, Body, Cell, Line, Paragraph, Run, Table
from pipeline.readers.encodings import decode, remarks
from pipeline.readers.foreign import is_no_text
from pipeline.readers.left_out import left_out
from pipeline.readers.profile_rows import is_list, profile_row_end
from pipeline.readers.tables import too_much_text

NAME = "txt"
SUFFIXES = (".txt", ".text", ".tsv")

_ROW_END = re.compile(r"\r\n|\n|\r")
_FEW = 4
"""Line ends of another kind than the file's are few if there is at most one to so many of these."""
_IN_CELL = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""Line ends inside a cell: what Word, spreadsheets and mainframes write there. A form feed also begins a page."""
_INNER_END = re.compile(f"([\r\n{_IN_CELL}])")
_BARE = "\x1f"
"""Stands for a line end that stood bare inside a cell, which the width of its column may have made."""
_FEWEST_TABS = {"版本": 5, "主要職責": 6, "工作職責": 6}
"""So many tabs the header of a version or competence table has at least, by its first label (docs/form.md 1.1)."""
_LONGEST_ROW = 200
"""Lines that a row with bare line ends may have."""
_BEGINS_ROW = re.compile(r"T ?\d")
_BELOW_CELL = re.compile(r"T ?\d|\W*(?:職[能業]內涵|說明與補充|第\s*\d+\s*頁|A ?\d|.*職能基準\s*\Z)")
"""What begins the next row, the attitudes or the notes, or is a page line or the title."""
_ENDS_TABLE = re.compile(r"\W*(?:說明與補充|職[能業]內涵\W*(?:A|態度))")
"""The titles of the parts below the competence table."""
_BEGINS_PROFILE = re.compile(r"\W*職能基準代碼[ \u3000]*(?:\t|\Z)")
"""The first label of the header table, whose rows have as many tabs as cells."""
_BEGINS_HEADER = re.compile(rf"({'|'.join(_FEWEST_TABS)})\t")
_NEARLY = 2
"""A line is full if it lacks at most so many characters of the longest one of its cell."""
_BREAK = re.compile(rf"</p>|<p(?:\s[^<>]*)?>|<br\s*/?>|[\r\n{_IN_CELL}]", re.IGNORECASE)
_SUPERSCRIPT = re.compile(r"\^\{([^{}]*)\}|<sup>([^<>]*)</sup>", re.IGNORECASE)
_MARKED = re.compile(rf"[<^&{_BARE}\r\n{_IN_CELL}]")
"""What every line end, residue of markup and reference has: most cells have none of it."""
_REFERENCE = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_STROKES = re.compile(r"\s*\|(.*)\|\s*")
_STROKE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
"""The line that Markdown draws below a header."""
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_CELL = r'(?:"(?:[^"\t]|"")*"|(?!")(?:(?!\r\n)[^\t])*)(?=\t|\r\n|\Z)'
_QUOTED_ROW = re.compile(rf"{_CELL}(?:\t{_CELL})*")
"""A row whose quoted cells begin and end where cells do, and hold no other row; before lines ended by CR and LF."""
_NEEDS_MARKS = re.compile(f'[\r\n{_IN_CELL}]|""')
"""What a spreadsheet puts a cell in quotation marks for."""
_LONGEST_RECORD = 50
"""Lines that a row of quoted cells may have; behind a lone quotation mark no more are searched for the other."""


def sniff(data: bytes) -> float:
    """Text is what decodes and is no other program's code; every other format is surer of itself."""
    return 0.1 if not is_no_text(data) and decode(data) else 0.0


def read(data: bytes, limits: Limits) -> Body:
    """Rows of cells become tables, other lines paragraphs; a form feed begins a new page."""
    decoded = decode(data)
    if decoded is None:
        raise Unreadable(UNREADABLE_FILE.found("file", _("The text is in no encoding that is known here.")))
    text = decoded.text
    if len(text) > limits.characters:
        raise too_much_text()
    blocks = _blocks(_with_row_ends(text))
    pages = 1 + text.rstrip().count("\f")
    return Body(tuple(blocks), pages=pages if pages > 1 else None, diagnostics=remarks(decoded))


def _with_row_ends(text: str) -> str:
    """A text whose only line ends are of the kinds that stand inside cells elsewhere, with plain ones for them."""
    if _ROW_END.search(text.strip()):
        return text
    return re.sub(f"[{_IN_CELL.replace(chr(12), '')}]", "\n", text)


@frozen
class _Record:
    """A row or a paragraph as text, the page that it begins on (``None`` if there is but one), and its cells."""

    text: str
    page: int | None
    cells: list[str]


def _blocks(text: str) -> Iterator[Block]:
    tables = count(1)
    for (tabular, page), group in groupby(_records(text), key=lambda one: (bool(one.cells), one.page)):
        if tabular:
            found = [record for record in group if not _RULE.fullmatch(record.text)]
            yield Table(tuple(_row(one.cells, row, page) for row, one in enumerate(found)), next(tables), page)
        else:
            yield from (Paragraph(tuple(_lines(one.text, page))) for one in group if one.text.strip())


def _records(text: str) -> Iterator[_Record]:
    """Every row and paragraph with its page; a form feed between two of them begins a new page, as one inside does."""
    page = 1 if "\f" in text.rstrip() else None
    lines = _whole_rows(list(_whole_lines(text)))
    width = 0
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        below = following.count("\t")
        for begins_page, part in _parts(line, {width, below} - {0}, goes_on=below > 0):
            page = page and page + begins_page
            cells = _cells(part)
            width = part.count("\t") or width
            yield _Record(part, page, cells)
            page = page and page + part.count("\f")


def _parts(line: str, widths: set[int], *, goes_on: bool) -> Iterator[tuple[bool, str]]:
    """A line, cut at the line ends in it but for those inside cells, each part with whether it begins a page.

    ``widths``: how many tabs the rows above and below have; ``goes_on``: there is a row below.
    """
    first, *others = _INNER_END.split(line)
    if not others:
        yield False, line
        return
    whole, before, begins_page = [first], first.count("\t"), False
    for end, part in zip(others[::2], others[1::2], strict=True):
        behind = part.count("\t")
        is_inside = _is_inside(end, before, behind, widths) or (
            goes_on and _is_in_last_cell(end, before, behind, widths)
        )
        if is_inside and (end != "\f" or (part and whole != [""])):
            whole += (end, part)
            before += behind
        else:
            yield begins_page, "".join(whole)
            whole, before, begins_page = [part], behind, end == "\f"
    yield begins_page, "".join(whole)


def _is_inside(end: str, before: int, behind: int, widths: set[int]) -> bool:
    """Whether a line end between so many tabs stands inside a cell: what is around it is a row only as a whole."""
    makes_row = before + behind in widths
    if end == "\f":
        return makes_row and max(before, behind) < before + behind
    if before in widths and behind in widths:
        return False
    return makes_row if end in "\r\n" else True


def _is_in_last_cell(end: str, before: int, behind: int, widths: set[int]) -> bool:
    """Whether a form feed stands inside the last cell of a row: what is before it is whole, and no row follows it."""
    return end == "\f" and before in widths and behind == 0


def _whole_lines(text: str) -> Iterator[str]:
    """The lines; those of a row with quoted cells as one, their ends as such inside a cell."""
    lines = _row_end(text).split(text)
    at = 0
    while at < len(lines):
        end = _record_end(lines, at)
        yield "\v".join(lines[at:end])
        at = end


def _whole_rows(lines: list[str]) -> list[str]:
    """The lines; those of a row whose cells hold bare line ends as one.

    Only where some row shows by its tabs that it has such ends, lines below one without any belong to its last cell.
    """
    whole = list(_rejoined(lines, last_cells=False))
    return list(_rejoined(lines, last_cells=True)) if len(whole) < len(lines) else lines


def _rejoined(lines: Sequence[str], *, last_cells: bool) -> Iterator[str]:
    """Rows are told from the header of such a table on, up to a paragraph below an empty line, by their tabs: together
    its lines have as many as the header, and none but the first begins with one.
    """
    at, width = 0, 0
    while at < len(lines):
        is_apart = at > 0 and not (lines[at - 1].strip() or _may_begin_row(lines[at]))
        if is_apart or _ENDS_TABLE.match(lines[at]) or _BEGINS_PROFILE.match(lines[at]):
            width = 0
        elif header := _BEGINS_HEADER.match(lines[at]):
            width = max(lines[at].count("\t"), _FEWEST_TABS[header[1]])
        end = _row_end_at(lines, at, width) if width else profile_row_end(lines, at)
        if last_cells and lines[end - 1].strip() and width:
            end = _last_cell_end(lines, end, width)
        whole = lines[at:end]
        yield ("\v" if not width and is_list(whole) else _BARE).join(whole) if len(whole) > 1 else lines[at]
        at = end


def _may_begin_row(line: str) -> bool:
    return "\t" in line or _BEGINS_ROW.match(line) is not None or left_out(line) > 0


def _row_end_at(lines: Sequence[str], start: int, width: int) -> int:
    """Where the row of so many tabs ends that begins with a line; behind that line if none does."""
    tabs, at = lines[start].count("\t"), start + 1
    if not _may_begin_row(lines[start]):
        return at
    width -= left_out(lines[start])
    while tabs < width and at < len(lines) and at - start < _LONGEST_ROW and not _begins_another(lines[at]):
        tabs += lines[at].count("\t")
        at += 1
    return at if tabs == width else start + 1


def _begins_another(line: str) -> bool:
    """Whether a line is surely none of the row above it."""
    return line.startswith("\t") or _ENDS_TABLE.match(line) is not None or _BEGINS_PROFILE.match(line) is not None


def _last_cell_end(lines: Sequence[str], at: int, width: int) -> int:
    """Where the last cell of a row ends: before the next row, an empty line, or what stands below the table."""
    end = at
    while end < len(lines) and lines[end].strip() and not ("\t" in lines[end] or _BELOW_CELL.match(lines[end])):
        end += 1
    begun = (row for row in range(max(at, end - _LONGEST_ROW), end) if left_out(lines[row]))
    return next((row for row in begun if _row_end_at(lines, row, width) > row + 1), end)


def _record_end(lines: Sequence[str], at: int) -> int:
    """Where the row ends that begins with a line: behind the line on which its last quoted cell ends."""
    if '"' not in lines[at] or not any(cell.startswith('"') and cell.count('"') % 2 for cell in lines[at].split("\t")):
        return at + 1
    record = lines[at : at + _LONGEST_RECORD]
    row = _QUOTED_ROW.match("\r\n".join(record))
    return at + (1 + row[0].count("\r\n") if row and "\t" in row[0] else 1)


def _row_end(text: str) -> re.Pattern[str]:
    """What ends the rows of a text; a few line ends of another kind may stand inside cells."""
    both, lines, returns = text.count("\r\n"), text.count("\n"), text.count("\r")
    if 0 < (lines - both) * _FEW <= both:
        return re.compile(r"\r\n")
    return re.compile(r"\r?\n") if 0 < (returns - both) * _FEW <= lines else _ROW_END


def _cells(line: str) -> list[str]:
    """The cells of a row; none if the line is no row."""
    if "\t" in line:
        return _unquoted(line.split("\t")) if '"' in line else line.split("\t")
    strokes = _STROKES.fullmatch(line)
    return [cell.replace("\\|", "|").strip() for cell in _STROKE.split(strokes[1])] if strokes else []


def _unquoted(cells: list[str]) -> list[str]:
    """The cells without the quotation marks that a spreadsheet put around them: all but numbers, or where a cell needs
    them. Others are the text's own.
    """
    marked = [_QUOTED.fullmatch(cell) for cell in cells]
    are_all = all(one or not cell.strip() or cell.isdecimal() for cell, one in zip(cells, marked, strict=True))
    takes_all = are_all and len([one for one in marked if one]) > 1
    return [
        one[1].replace('""', '"') if one and (takes_all or _NEEDS_MARKS.search(one[1])) else cell
        for cell, one in zip(cells, marked, strict=True)
    ]


def _row(cells: list[str], number: int, page: int | None) -> tuple[Cell, ...]:
    row = []
    for column, text in enumerate(cells):
        row.append(Cell(tuple(_lines(text, page)), number, column, 1, 1, column, column + 1))
        page = page and page + text.count("\f")
    return tuple(row)


def _lines(text: str, page: int | None) -> Iterator[Line]:
    if not _MARKED.search(text):
        if text := text.strip():
            yield Line((Run(text),), page=page)
        return
    for part in text.split("\f"):
        for whole in _BREAK.split(part):
            pieces = [piece.strip() for piece in whole.split(_BARE)]
            full = max(map(len, pieces)) - _NEARLY
            for number, piece in enumerate(pieces, start=1):
                if _decoded(piece).strip():
                    yield Line(tuple(_runs(piece)), soft=number < len(pieces) and len(piece) >= full, page=page)
        page = page and page + 1


def _runs(text: str) -> Iterator[Run]:
    end = 0
    for match in _SUPERSCRIPT.finditer(text):
        if match.start() > end:
            yield Run(_decoded(text[end : match.start()]))
        yield Run(_decoded(match[1] or match[2] or ""), superscript=True)
        end = match.end()
    if end < len(text):
        yield Run(_decoded(text[end:]))


def _decoded(text: str) -> str:
    """The text with the characters that references of a web page (``&nbsp;``, ``&#12289;``) stand for."""
    if "&" not in text:
        return text
    import html  # noqa: PLC0415 - few texts need the names of 2,000 characters

    return _REFERENCE.sub(lambda match: html.unescape(match[0]), text)
