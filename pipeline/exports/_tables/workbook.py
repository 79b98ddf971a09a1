"""The parts of an Excel workbook (ECMA-376) that are the same whatever its sheets hold, or need only their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.base import mark
from pipeline.base.xml_text import escape, quoted
from pipeline.exports._tables.package import TITLE
from pipeline.exports._tables.parts import DECLARATION

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""By what Office knows the properties that users gave."""
_FONTS = (
    '<font><sz val="11"/><name val="新細明體"/><family val="1"/></font>',
    '<font><b/><sz val="11"/><name val="新細明體"/><family val="1"/></font>',
    '<font><b/><sz val="16"/><name val="新細明體"/><family val="1"/></font>',
    '<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="新細明體"/><family val="1"/></font>',
)
_FILLS = (
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    '<fill><patternFill patternType="solid"><fgColor rgb="FFEEF2F7"/><bgColor indexed="64"/></patternFill></fill>',
)
_SIDES = "".join(f'<{side} style="thin"><color auto="1"/></{side}>' for side in ("left", "right", "top", "bottom"))
_BORDERS = (
    "<border><left/><right/><top/><bottom/><diagonal/></border>",
    f"<border>{_SIDES}<diagonal/></border>",
)
BODY, HEAD, TITLE_STYLE, LINK, PRINTED_BODY, PRINTED_TITLE = range(1, 7)
"""The styles of cells, by their places in ``_FORMATS``."""
_FORMATS = (
    # font, fill, border, whether it wraps
    (0, 0, 0, False),
    (0, 0, 0, True),
    (1, 2, 1, True),
    (2, 0, 0, False),
    (3, 0, 0, True),
    (0, 0, 1, True),
    (2, 0, 1, False),
)


def members(sheets: Sequence[str], names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every part but the sheets, as its name and its content. ``names`` are the defined names as XML."""
    yield "[Content_Types].xml", _types(len(sheets))
    yield (
        "_rels/.rels",
        _relations(
            (f"{_OFFICE}/relationships/officeDocument", "xl/workbook.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{_OFFICE}/relationships/custom-properties", "docProps/custom.xml"),
        ),
    )
    yield (
        "docProps/core.xml",
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{escape(TITLE)}</dc:title>'
        '<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created></cp:coreProperties>',
    )
    yield (
        "docProps/custom.xml",
        f'{DECLARATION}<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
        f'<property fmtid="{_USER_DEFINED}" pid="2" name="{mark.PROPERTY}"><vt:lpwstr>{escape(mark.GENERATOR)}'
        "</vt:lpwstr></property></Properties>",
    )
    yield "xl/workbook.xml", _workbook(sheets, names)
    yield (
        "xl/_rels/workbook.xml.rels",
        _relations(
            *((f"{_OFFICE}/relationships/worksheet", f"worksheets/sheet{at}.xml") for at in _numbers(sheets)),
            (f"{_OFFICE}/relationships/styles", "styles.xml"),
        ),
    )
    yield "xl/styles.xml", _styles()


def _numbers(sheets: Sequence[str]) -> range:
    return range(1, len(sheets) + 1)


def _types(sheets: int) -> str:
    parts = (
        ("xl/workbook.xml", f"{_SPREADSHEET}.sheet.main+xml"),
        *((f"xl/worksheets/sheet{at}.xml", f"{_SPREADSHEET}.worksheet+xml") for at in range(1, sheets + 1)),
        ("xl/styles.xml", f"{_SPREADSHEET}.styles+xml"),
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml"),
    )
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts)
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    found = "".join(
        f'<Relationship Id="rId{at}" Type="{kind}" Target="{target}"/>' for at, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def _workbook(sheets: Sequence[str], names: Sequence[str]) -> str:
    listed = "".join(f'<sheet name={quoted(name)} sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(sheets, 1))
    defined = f"<definedNames>{''.join(names)}</definedNames>" if names else ""
    return (
        f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}/relationships">'
        '<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="24000" windowHeight="12000" tabRatio="800"/>'
        f"</bookViews><sheets>{listed}</sheets>{defined}</workbook>"
    )


def _styles() -> str:
    formats = "".join(map(_format, _FORMATS))
    return (
        f'{DECLARATION}<styleSheet xmlns="{MAIN}">'
        f'<fonts count="{len(_FONTS)}">{"".join(_FONTS)}</fonts><fills count="{len(_FILLS)}">{"".join(_FILLS)}</fills>'
        f'<borders count="{len(_BORDERS)}">{"".join(_BORDERS)}</borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(_FORMATS)}">{formats}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _format(form: tuple[int, int, int, bool]) -> str:
    font, fill, border, wraps = form
    alignment = f'<alignment vertical="top"{" wrapText=" + chr(34) + "1" + chr(34) if wraps else ""}/>'
    return (
        f'<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyFont="1" applyFill="1" '
        f'applyBorder="1" applyAlignment="1">{alignment}</xf>'
    )
