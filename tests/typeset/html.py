"""The form inside a web page, with the site's navigation and foot around it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tests.typeset.quirks import Quirks
from tests.typeset.shapes import Cell, Form, Line, Paragraph, Table

_ABOVE = '<header><nav><ul><li><a href="/">首頁</a></li><li><a href="/ocs">職能基準查詢</a></li></ul></nav></header>'
_BELOW = "<footer><p>第1頁，總共1頁</p><p>本網站著作權所有</p></footer>"


def typeset(form: Form, quirks: Quirks) -> bytes:
    """A UTF-8 page."""
    body = "\n".join(piece for block in form for piece in _block(block, quirks))
    if quirks.pages_around:
        body = f"{_ABOVE}\n<main><article>\n{body}\n</article></main>\n{_BELOW}"
    head = '<meta charset="utf-8"><title>職能基準查詢</title><style>td { border: 1px solid }</style>'
    return f'<!DOCTYPE html>\n<html lang="zh-Hant"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'.encode()


def _block(block: Paragraph | Table, quirks: Quirks) -> Iterator[str]:
    if isinstance(block, Paragraph):
        tag = "h1" if block.is_title else "p"
        yield f"<{tag}>{_text(block.line)}</{tag}>"
        return
    yield "<table>"
    for at, row in enumerate(block.rows):
        tag = "th" if at < block.header else "td"
        cells = "".join(_cell(cell, tag, quirks) for cell in row)
        yield f"<tr>{cells}</tr>"
    if block.footer:
        yield f'<tr><td colspan="{len(block.widths)}">{escape(block.footer)}</td></tr>'
    yield "</table>"


def _cell(cell: Cell, tag: str, quirks: Quirks) -> str:
    spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    spans += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    texts = [_text(line) for line in cell.lines]
    if quirks.line_ends == "break":
        content = "<br>\n".join(texts)
    elif quirks.line_ends == "list" and len(texts) > 1:
        first, *rest = texts
        nested = "".join(f"\n  <li>{text}</li>" for text in rest)
        content = f"<ul>\n <li>{first}<ul>{nested}\n </ul></li>\n</ul>"
    else:
        content = "".join(f"<p>{text}</p>" for text in texts)
    return f"<{tag}{spans}>{content}</{tag}>"


def _text(line: Line) -> str:
    return "".join(f"<sup>{escape(run.text)}</sup>" if run.raised else escape(run.text) for run in line)
