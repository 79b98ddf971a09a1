"""Fills a typst template and makes a PDF of it: tagged, with the same bytes each time, and without any network."""

from __future__ import annotations

import dataclasses
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import typst

from pipeline.diagnostics import CannotRender, Diagnostic
from pipeline.errors import TemplateError
from pipeline.incidents import rn901_missing_glyph, rn902_no_font
from pipeline.language import _
from pipeline.renderers import Options, _fonts
from pipeline.renderers.environment import locate

ACCESSIBLE: Final = "ua-1"
"""PDF/UA-1 (ISO 14289-1): what screen readers need. It allows no character without a picture."""

_LACKING = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_FROM_NETWORK = re.compile(r'"@\w+/')
_INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Zs"}
_NO_PACKAGES = Path(__file__)
"""No folder, so that typst finds no packages in it and can store none."""
_EPOCH = 0


def fill(name: str, context: Mapping[str, object], options: Options) -> bytes:
    """The typst template ``name`` as PDF. It reads every value of ``context`` as JSON, from ``sys.inputs``.

    The template can read files of its own folder and no others. Characters that no font has are reported.

    Raises:
        CannotRender: there is no Chinese font.
        TemplateError: the template is missing, is broken, or wants a package from the network.
    """
    fonts = _fonts.chinese(_fonts.book().families())
    if fonts is None:
        raise CannotRender(_no_font())
    template = locate(name, options)
    _refuse_packages(template)
    data = inputs(context, fonts)
    try:
        return _compile(template, data, ACCESSIBLE)
    except typst.TypstError as error:
        refusal = error
    try:
        made = _compile(template, data)
    except typst.TypstError as error:
        raise TemplateError(
            _("{template}: {reason}").format(template=name, reason=error.diagnostic.strip() or error.message)
        ) from error
    for found in _missing_glyphs(refusal.diagnostic):
        options.report(found)
    return made


def inputs(context: Mapping[str, object], fonts: _fonts.Fonts) -> dict[str, str]:
    """What the template finds in ``sys.inputs``: JSON, so that no text can be markup."""
    return {key: json.dumps(value, default=_fields) for key, value in {**context, "fonts": fonts}.items()}


def _compile(template: Path, data: dict[str, str], *standards: typst.PDFStandard) -> bytes:
    return typst.compile(
        template,
        root=template.parent,
        font_paths=_fonts.book(),
        sys_inputs=data,
        pdf_standards=list(standards),
        package_path=_NO_PACKAGES,
        package_cache_path=_NO_PACKAGES,
        timestamp=_EPOCH,
    )


def _refuse_packages(template: Path) -> None:
    """typst itself would fetch packages from the network."""
    for file in sorted(template.parent.rglob("*.typ")):
        if _FROM_NETWORK.search(file.read_text(encoding="utf-8", errors="replace")):
            raise TemplateError(
                _("{template}: packages from the network are not used; copy what you need into the folder.").format(
                    template=file.name
                )
            )


def _fields(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}


def _missing_glyphs(diagnostic: str) -> Iterator[Diagnostic]:
    """A finding for every visible character that typst says it could not show."""
    texts = "".join(_LACKING.findall(diagnostic))
    characters = _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), texts)
    for character in dict.fromkeys(characters):
        if unicodedata.category(character) not in _INVISIBLE:
            code = f"U+{ord(character):04X}"
            yield rn901_missing_glyph.RULE.found(
                code,
                _(
                    "No font on this machine has {character} ({code}); the PDF shows an empty box there. "
                    "Install a font with more characters, or use the HTML or DOCX handbook."
                ).format(character=character, code=code),
            )


def _no_font() -> Diagnostic:
    return rn902_no_font.RULE.found(
        "pdf",
        _(
            "No PDF was made: this machine has no Chinese font. Install one, for example the package fonts-noto-cjk "
            'of Debian and Ubuntu, or the font that comes with: pip install "icap-pipeline[fonts]".'
        ),
    )
