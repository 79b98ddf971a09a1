"""The form as PDF, set by typst within this process, with real page breaks.

The form is handed to a constant template as JSON: text is data there, never markup.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import manimgx_fonts_cjk
import typst

from tests.typeset.quirks import Quirks
from tests.typeset.shapes import Form, Paragraph

_TEMPLATE = Path(__file__).with_name("form.typ")
_PAPERS = {"a4-landscape": (842, 595), "a4-portrait": (595, 842), "a3-landscape": (1191, 842), "low": (842, 260)}
_MARGIN = 36
_NARROW = 510
"""Points; the longest word of a header still fits, as typst lets longer words run into the next column."""


def typeset(form: Form, quirks: Quirks) -> bytes:
    """A PDF.

    Raises:
        AssertionError: typst has anything to warn of, such as a character that the font lacks.
    """
    width, height = _PAPERS[quirks.paper]
    data = {
        "blocks": [_block(block) for block in form],
        "width": width,
        "height": height,
        "size": quirks.size,
        "table_width": _NARROW if quirks.narrow else width - 2 * _MARGIN,
        "margin": _MARGIN,
        "header_repeated": quirks.header_repeated,
        "doubled": quirks.doubled,
        "tracking": 1 if quirks.tracking else 0,
        "centred_levels": quirks.centred_levels,
        "footer_in_table": quirks.footers == "in_table",
        "footer_in_margin": quirks.footers in ("margin", "between"),
        "extra_pages": 1 if quirks.wrong_total else 0,
    }
    pdf, warnings = typst.compile_with_warnings(
        _TEMPLATE.read_bytes(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"form": json.dumps(data)},
        timestamp=0,
    )
    assert not warnings, warnings
    return pdf


@cache
def _fonts() -> typst.Fonts:
    folder = Path(manimgx_fonts_cjk.__file__).parent
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _block(block: Any) -> dict[str, Any]:
    kind = "paragraph" if isinstance(block, Paragraph) else "table"
    return {"kind": kind, **asdict(block)}
