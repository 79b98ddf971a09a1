"""Fills a typst template and makes a PDF of it: tagged, with the same bytes each time, and without any network."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import typst

from pipeline.base.errors import TemplateError
from pipeline.base.files import resolved
from pipeline.base.i18n import _
from pipeline.base.imprint import Imprint
from pipeline.base.terminal_text import one_line
from pipeline.findings.diagnostics import CannotRender, Diagnostic
from pipeline.findings.raised import rn901_missing_glyph, rn902_no_font
from pipeline.handbooks import RenderOptions, _fonts
from pipeline.handbooks._pdf import parts
from pipeline.handbooks.compose import View
from pipeline.handbooks.environment import locate
from pipeline.handbooks.links import Anchor

ACCESSIBLE: Final = "ua-1"
"""PDF/UA-1 (ISO 14289-1): what screen readers need. It allows no character without a picture."""

_LACKING = re.compile(r'the text `"(.+?)"` could not be displayed')
_WORD = re.compile(r"\w+")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_FROM_NETWORK = re.compile(r'"@\w+/')
_INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Zs"}
_NO_PACKAGES = Path(__file__)
"""No folder, so that typst finds no packages in it and can store none."""
_EPOCH = 0
_REMEMBERED = 10
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
_NO_PROXIES = ("no_proxy", "NO_PROXY")
_NOWHERE = "http://127.0.0.1:0"
"""A place that nothing can be sent to."""


def fill(name: str, view: View, options: RenderOptions) -> bytes:
    """The typst template ``name`` as PDF. It reads the parts of ``view`` that it names as JSON, from ``sys.inputs``.

    The template can read files of its own folder and no others. Characters that no font has are reported.

    Raises:
        CannotRender: there is no Chinese font.
        TemplateError: the template is missing, is broken, or wants a package from the network.
    """
    fonts = chinese_fonts()
    template = locate(name, options)
    data = inputs({**asked(template, view), "fonts": fonts})
    with links_told(name):
        return parts.finished(set_by(Job(name, template.read_bytes(), template.parent, data), options))


def inputs(context: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    """What a template finds in ``sys.inputs``: JSON, so that no text can be markup. All anchors get the ``prefix``."""

    def fields(value: Any) -> dict[str, Any]:
        found = (_imprint(value) if isinstance(value, Imprint) else fields_of(value)).items()
        return {key: f"{prefix}{one}" if isinstance(one, Anchor) else one for key, one in found}

    return {key: json.dumps(value, default=fields) for key, value in context.items()}


def asked(template: Path, view: View) -> dict[str, object]:
    """The parts of ``view`` that the template names, or a file that it takes in; all of them where none is named.

    typst cannot ask for what it needs while it is at work, so the text of the template tells beforehand.
    """
    unread = set(template.parent.rglob("*.typ")) - {template}
    text = text_of(template)
    while taken_in := {file for file in unread if file.name in text}:
        unread -= taken_in
        text += "\n".join(map(text_of, sorted(taken_in)))
    named = set(_WORD.findall(text)).intersection(View.PARTS) or View.PARTS
    return {part: getattr(view, part) for part in View.PARTS if part in named}


@dataclasses.dataclass(frozen=True, slots=True)
class Job:
    """A template and its text, the folder whose files it can read, and its data."""

    name: str
    source: bytes
    folder: Path
    data: dict[str, str]


def set_by(job: Job, options: RenderOptions, *, accessible: bool = True) -> parts.PdfPart:
    """The PDF, accessible if every character has its picture, and if it is meant to be; what has none is reported.

    Raises:
        TemplateError: the template is broken, or wants a package from the network.
    """
    _refuse_packages(job.folder)
    _refuse_links(job.folder)
    try:
        return parts.part(_compile(job, *((ACCESSIBLE,) if accessible else ())))
    except typst.TypstError as error:
        refusal = error
    try:
        made = _compile(job)
    except typst.TypstError as error:
        raise TemplateError(
            _("{template}: {reason}").format(template=job.name, reason=error.diagnostic.strip() or error.message)
        ) from error
    for found in _missing_glyphs(refusal.diagnostic):
        options.report(found)
    return parts.part(made)


@contextmanager
def links_told(name: str) -> Iterator[None]:
    """Turns a link that leads nowhere into a fault of the template ``name``."""
    try:
        yield
    except parts.NowhereError as error:
        raise TemplateError(
            _("{template}: a link leads to {anchor}, which stands nowhere").format(template=name, anchor=error.args[0])
        ) from error


@contextmanager
def _offline() -> Iterator[None]:
    """Leaves the compiler no way out: it takes each address through a proxy, and the one that it is told is none.

    Whatever a template writes, a package that is not in its folder cannot be fetched.
    """
    before = {name: os.environ.pop(name, None) for name in (*_PROXIES, *_NO_PROXIES)}
    os.environ.update(dict.fromkeys(_PROXIES, _NOWHERE))
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _compile(job: Job, *standards: typst.PDFStandard) -> bytes:
    try:
        job.source.decode()
    except UnicodeDecodeError as error:
        raise TemplateError(_("{template}: the file is no text in UTF-8").format(template=job.name)) from error
    with _offline():
        made: bytes = typst.compile(  # type: ignore[type-var]  # the stub wants text and package path of one type
            job.source + parts.TELLS_ANCHORS.encode(),
            root=job.folder,
            font_paths=_fonts.book(),
            sys_inputs=job.data,
            pdf_standards=list(standards),
            package_path=_NO_PACKAGES,
            package_cache_path=_NO_PACKAGES,
            timestamp=_EPOCH,
        )
    return made


def forget() -> None:
    """Frees what typst has laid out before: it does so itself with what the last ten documents have not needed."""
    for _document in range(_REMEMBERED):
        typst.compile(b"", font_paths=_fonts.book())


def chinese_fonts() -> _fonts.Fonts:
    fonts = _fonts.chinese(_fonts.book().families())
    if fonts is None:
        raise CannotRender(_no_font())
    return fonts


def _imprint(imprint: Imprint) -> dict[str, object]:
    """What templates see of the imprint; the bytes of the logo as numbers, since JSON holds none."""
    logo = imprint.picture
    picture = None if logo is None else {**fields_of(logo), "content": list(logo.content)}
    return {"lines": imprint.lines, "colour": imprint.colour, "preface": imprint.preface, "picture": picture}


def text_of(template: Path) -> str:
    return template.read_text(encoding="utf-8", errors="replace")


def _refuse_packages(folder: Path) -> None:
    """typst itself would fetch packages from the network."""
    for file in sorted(folder.rglob("*.typ")):
        if _FROM_NETWORK.search(text_of(file)):
            raise TemplateError(
                _("{template}: packages from the network are not used; copy what you need into the folder.").format(
                    template=file.name
                )
            )


def _refuse_links(folder: Path) -> None:
    """typst itself would follow links out of the folder."""
    inside = resolved(folder)
    for file in sorted(folder.rglob("*")):
        if file.is_symlink() and not resolved(file).is_relative_to(inside):
            raise TemplateError(
                _(
                    "{template}: a link leads out of the folder of templates; copy what you need into the folder."
                ).format(template=one_line(file.name))
            )


def fields_of(value: Any) -> dict[str, Any]:
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
