"""The form as extracted text: rows with tabs between the cells, ``<p>`` and ``^{}`` left over (quirk 37)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.typeset.quirks import Quirks
from tests.typeset.shapes import Form, Line, Paragraph, Table


def typeset(form: Form, quirks: Quirks) -> bytes:
    """UTF-8 text."""
    return "\n".join(line for block in form for line in (*_lines(block, quirks), "")).encode()


def _lines(block: Paragraph | Table, quirks: Quirks) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _text(block.line, quirks)
        return
    for row in block.rows:
        texts = [""] * len(block.widths)
        for cell in row:
            texts[cell.column] = _cell(cell.lines, quirks)
        yield "\t".join(texts)
    if block.footer:
        yield block.footer + "\t" * (len(block.widths) - 1)


def _cell(lines: tuple[Line, ...], quirks: Quirks) -> str:
    texts = [_text(line, quirks) for line in lines]
    if quirks.line_ends == "break":
        return "<br>".join(texts)
    return "".join(f"<p>{text}</p>" for text in texts) if len(texts) > 1 else "".join(texts)


def _text(line: Line, quirks: Quirks) -> str:
    return "".join(f"^{{{run.text}}}" if run.raised and quirks.residue else run.text for run in line)
