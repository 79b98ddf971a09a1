"""Tables as an OpenDocument spreadsheet: what the Excel workbook holds, for LibreOffice and others."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TextIO
from xml.sax.saxutils import escape, quoteattr

from pipeline.base import mark
from pipeline.base.odf import NAMESPACES
from pipeline.exports import RELEASE, Entries, ExportOptions
from pipeline.exports._tables.book import fill
from pipeline.exports._tables.cells import Cell, CellLink, CellSpan, Covered, Look
from pipeline.exports._tables.package import TITLE
from pipeline.exports._tables.parts import DECLARATION, letters, member

NAME = "ods"
SUFFIX = ".ods"
PER = "release"

_MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_XMLNS = " ".join(f"xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in NAMESPACES.items() if prefix != "xml")
_NOT_FOR_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n?|\n")
_SPACES = re.compile("^ | $|  +")
_EXACT = 2**53
_STYLES = {Look.BODY: "body", Look.HEAD: "head", Look.TITLE: "title"}
_BOLD = 'fo:font-weight="bold" style:font-weight-asian="bold"'
_POINTS_PER_CHARACTER = 6.5


def export(entries: Entries, folder: Path, options: ExportOptions) -> list[str]:
    """The spreadsheet. The rows of each sheet go to a file of its own until all are there."""
    name = f"{RELEASE}{SUFFIX}"
    parts = folder / "sheets"
    parts.mkdir()
    with ExitStack() as stack:
        book = _OdsWorkbook(parts, stack)
        fill(book, entries)
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr(member("mimetype", is_packed=False), _MEDIA_TYPE)
            for part, content in _small_members(book):
                package.writestr(member(part), content)
            with package.open(member("content.xml"), "w", force_zip64=True) as content_file:
                book.write(content_file)
    shutil.rmtree(parts)
    return [name]


class _OdsWorkbook:
    """See ``Book``. ``folder`` holds what is written until all is there."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self.sheets: list[_OdsSheet] = []

    def sheet(self, name: str, widths: Sequence[int], *, is_table: bool = False, is_printed: bool = False) -> _OdsSheet:
        path = self._folder / str(len(self.sheets))
        file = self._stack.enter_context(path.open("w+", encoding="utf-8", newline=""))
        self.sheets.append(_OdsSheet(name, widths, file, is_table=is_table, is_printed=is_printed))
        return self.sheets[-1]

    def write(self, target: IO[bytes]) -> None:
        """Writes the content of the package."""
        target.write(f'{DECLARATION}<office:document-content {_XMLNS} office:version="1.3">'.encode())
        target.write(f"<office:automatic-styles>{''.join(self._styles())}</office:automatic-styles>".encode())
        target.write(b"<office:body><office:spreadsheet>")
        for sheet in self.sheets:
            sheet.write(target)
        target.write(b"<table:database-ranges>")
        for number, sheet in enumerate(one for one in self.sheets if one.is_table):
            target.write(sheet.filters(number).encode())
        target.write(b"</table:database-ranges></office:spreadsheet></office:body></office:document-content>")

    def _styles(self) -> Iterator[str]:
        yield (
            '<style:style style:name="row" style:family="table-row">'
            '<style:table-row-properties style:use-optimal-row-height="true"/></style:style>'
            '<style:style style:name="page" style:family="table" style:master-page-name="Default">'
            '<style:table-properties table:display="true"/></style:style>'
        )
        for width in sorted({width for sheet in self.sheets for width in sheet.widths}):
            yield (
                f'<style:style style:name="w{width}" style:family="table-column"><style:table-column-properties '
                f'style:column-width="{width * _POINTS_PER_CHARACTER:.1f}pt"/></style:style>'
            )
        border = 'fo:border="0.5pt solid #808080"'
        for suffix, cell, text in (
            ("body", "", ""),
            ("head", f'fo:background-color="#EEF2F7" {border}', _BOLD),
            ("title", "", f'{_BOLD} fo:font-size="16pt" style:font-size-asian="16pt"'),
        ):
            wrap = "" if suffix == "title" else 'fo:wrap-option="wrap"'
            for style, frame in ((suffix, ""), (f"{suffix}-printed", border if suffix != "head" else "")):
                yield (
                    f'<style:style style:name="{style}" style:family="table-cell"><style:table-cell-properties '
                    f'style:vertical-align="top" {wrap} {cell} {frame}/><style:text-properties {text}/></style:style>'
                )


class _OdsSheet:
    """See ``Sheet``."""

    def __init__(self, name: str, widths: Sequence[int], file: TextIO, *, is_table: bool, is_printed: bool) -> None:
        self.name = name
        self.widths = widths
        self.is_table = is_table
        self._file = file
        self._suffix = "-printed" if is_printed else ""
        self._rows = 0

    def row(self, cells: Sequence[Cell], look: Look = Look.BODY) -> None:
        style = _STYLES[look] + self._suffix
        content = "".join(_cell(cell, style) for cell in cells) or "<table:table-cell/>"
        row = f'<table:table-row table:style-name="row">{content}</table:table-row>'
        if self.is_table and not self._rows:
            row = f"<table:table-header-rows>{row}</table:table-header-rows>"
        self._file.write(f"{row}\n")
        self._rows += 1

    def write(self, target: IO[bytes]) -> None:
        """Writes the sheet."""
        columns = "".join(f'<table:table-column table:style-name="w{width}"/>' for width in self.widths)
        target.write(f'<table:table table:name={quoteattr(self.name)} table:style-name="page">{columns}\n'.encode())
        self._file.flush()
        with Path(self._file.name).open("rb") as written:
            shutil.copyfileobj(written, target)
        target.write(b"</table:table>\n")

    def filters(self, number: int) -> str:
        """The range that has filters."""
        last = f"{letters(len(self.widths))}{max(self._rows, 2)}"
        address = f"{_sheet_name(self.name)}.A1:{_sheet_name(self.name)}.{last}"
        return (
            f'<table:database-range table:name="__Anonymous_Sheet_DB__{number}" table:display-filter-buttons="true" '
            f"table:target-range-address={quoteattr(address)}/>"
        )


def _cell(cell: Cell, style: str) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, Covered):
        return "<table:covered-table-cell/>"
    if isinstance(cell, CellSpan):
        spans = f'table:number-rows-spanned="{cell.rows}" table:number-columns-spanned="{cell.columns}"'
        return _text_cell(cell.text, style, spans)
    if isinstance(cell, CellLink):
        target = quoteattr(f"#{_sheet_name(cell.sheet)}.A{cell.row}")
        return _typed(
            style,
            "string",
            f'<text:p><text:a xlink:type="simple" xlink:href={target}>{_text(cell.text)}</text:a></text:p>',
        )
    if isinstance(cell, bool):
        value = str(cell).lower()
        return _typed(style, "boolean", f"<text:p>{value.upper()}</text:p>", f'office:boolean-value="{value}"')
    if isinstance(cell, int | float) and abs(cell) <= _EXACT:
        return _typed(style, "float", f"<text:p>{cell}</text:p>", f'office:value="{cell}"')
    return _text_cell(str(cell), style)


def _text_cell(text: str, style: str, attributes: str = "") -> str:
    if "\t" in text:  # which LibreOffice leaves out of the paragraphs of a cell
        value = quoteattr(_NOT_FOR_XML.sub("\ufffd", text))
        attributes = f"{attributes} office:string-value={value}"
    paragraphs = "".join(f"<text:p>{_text(line)}</text:p>" for line in _LINE_END.split(text))
    return _typed(style, "string", paragraphs, attributes)


def _typed(style: str, kind: str, content: str, attributes: str = "") -> str:
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="{kind}" {attributes}>'
        f"{content}</table:table-cell>"
    )


def _text(line: str) -> str:
    """A line as XML: what XML cannot hold is U+FFFD; spaces that would be dropped are elements."""
    escaped = escape(_NOT_FOR_XML.sub("\ufffd", line)).replace("\t", "<text:tab/>")
    return _SPACES.sub(lambda run: f'<text:s text:c="{len(run[0])}"/>', escaped)


def _sheet_name(name: str) -> str:
    return f"$'{name}'"


def _small_members(book: _OdsWorkbook) -> Iterator[tuple[str, str]]:
    yield "META-INF/manifest.xml", _manifest()
    yield (
        "meta.xml",
        f'{DECLARATION}<office:document-meta {_XMLNS} office:version="1.3"><office:meta>'
        f"<meta:generator>{mark.GENERATOR}</meta:generator><dc:title>{TITLE}</dc:title>"
        "</office:meta></office:document-meta>",
    )
    yield "settings.xml", _settings(book)
    yield "styles.xml", _page_styles()


def _manifest() -> str:
    members = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (
            ("/", _MEDIA_TYPE),
            *((f"{name}.xml", "text/xml") for name in ("content", "meta", "settings", "styles")),
        )
    )
    uri = NAMESPACES["manifest"]
    return (
        f'{DECLARATION}<manifest:manifest xmlns:manifest="{uri}" manifest:version="1.3">{members}</manifest:manifest>'
    )


def _page_styles() -> str:
    return (
        f'{DECLARATION}<office:document-styles {_XMLNS} office:version="1.3"><office:styles>'
        '<style:default-style style:family="table-cell">'
        '<style:text-properties fo:font-size="11pt" style:font-size-asian="11pt"/>'
        '</style:default-style><style:style style:name="Default" style:family="table-cell"/></office:styles>'
        '<office:automatic-styles><style:page-layout style:name="a4"><style:page-layout-properties '
        'fo:page-width="297mm" fo:page-height="210mm" style:print-orientation="landscape" style:scale-to-X="1" '
        'style:scale-to-Y="0"/></style:page-layout></office:automatic-styles><office:master-styles>'
        '<style:master-page style:name="Default" style:page-layout-name="a4"/></office:master-styles>'
        "</office:document-styles>"
    )


def _settings(book: _OdsWorkbook) -> str:
    """Which sheets have a head that stays in sight."""
    frozen = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(sheet.name)}>"
        + "".join(
            f'<config:config-item config:name="{key}" config:type="{kind}">{value}</config:config-item>'
            for key, kind, value in (
                ("VerticalSplitMode", "short", 2),
                ("VerticalSplitPosition", "int", 1),
                ("ActiveSplitRange", "short", 2),
                ("PositionBottom", "int", 1),
            )
        )
        + "</config:config-item-map-entry>"
        for sheet in book.sheets
        if sheet.is_table
    )
    return (
        f'{DECLARATION}<office:document-settings {_XMLNS} office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        '<config:config-item-map-entry><config:config-item config:name="ViewId" config:type="string">view1'
        '</config:config-item><config:config-item-map-named config:name="Tables">'
        f"{frozen}</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>"
    )
