"""Slips of the hand in the tags of a template, found by reading it, with the paragraph or line where they stand.

Chinese input methods type full-width braces and signs, which no engine takes for tags: they would be printed. A block
that is never closed is told at its opening tag; the engine itself knows only where the template ended.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from pipeline.base import zips
from pipeline.base.i18n import _
from pipeline.base.odf import name as odf_name

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = {
    ".docx": re.compile(r"word/(document|header\d*|footer\d*)\.xml"),
    ".odt": re.compile(r"(content|styles)\.xml"),
}
_PARAGRAPHS = {".docx": (f"{_W}p",), ".odt": (odf_name("text:p"), odf_name("text:h"))}
_SPACES = {f"{_W}tab": " ", f"{_W}br": " ", odf_name("text:s"): " ", odf_name("text:tab"): " "}

_HIDDEN = re.compile(r"\{#.*?#\}|\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_WIDE_BRACES = re.compile(r"[｛{]\s?[｛％]|｛\s?[{%]|[｝％]\s?[｝}]|[}%]\s?｝")
_TAG = re.compile(r"\{\{(?:(?!\{[{%]).)*?\}\}|\{%(?:(?!\{[{%]).)*?%\}", re.DOTALL)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_TYPED_QUOTES = str.maketrans("“”‘’", "\"\"''")
_WIDE_SIGN = re.compile("[\uff01-\uff5e\u3000-\u301f“”‘’]")
_STATEMENT = re.compile(r"\{%[-+]?(?:(?:p|tr|tc|li|r)\s)?\s*(\w+)(.*?)[-+]?%\}", re.DOTALL)
_BLOCKS = ("for", "if", "macro", "call", "filter", "block", "with", "autoescape")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong, in a sentence; the text of the paragraph or line; the line's number where there are lines."""

    reason: str
    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a template that is filled by itself: the texts of its paragraphs or lines, one a line of ``text``."""

    text: str
    has_lines: bool
    takes_typed_quotes: bool

    def slip(self, reason: str, offset: int) -> Slip:
        at = self.text.count("\n", 0, offset)
        shown = self.text.split("\n")[at].strip()
        return Slip(reason, shown[:_SHOWN], at + 1 if self.has_lines else None)


def slips(template: Path) -> Iterator[Slip]:
    """Every slip in a template for Word, Writer or Jinja, in order. A file that cannot be opened has none."""
    for part in _parts(template):
        visible = _Part(_HIDDEN.sub(_blank, part.text), part.has_lines, part.takes_typed_quotes)
        yield from _wide_braces(visible)
        yield from _wide_signs(visible)
        yield from _open_blocks(visible)


def slip_faults(file: Path) -> list[str]:
    """What is wrong with the marks of the template in ``file``, each with its place."""
    return [_told(file.name, slip) for slip in slips(file)]


def _told(name: str, slip: Slip) -> str:
    where = name if slip.line is None else _("{template}, line {line}").format(template=name, line=slip.line)
    return _("{template}: {reason}, in: {text}").format(template=where, reason=slip.reason, text=slip.text)


def _blank(hidden: re.Match[str]) -> str:
    return "".join(char if char == "\n" else " " for char in hidden[0])


def _parts(template: Path) -> Iterator[_Part]:
    suffix = template.suffix
    if suffix == ".j2":
        yield _Part(template.read_text("utf-8", errors="replace"), has_lines=True, takes_typed_quotes=False)
    elif suffix in _PARTS:
        try:
            with zipfile.ZipFile(template) as package:
                names = [one for one in package.namelist() if _PARTS[suffix].fullmatch(one)]
                contents = [package.read(one) for one in names]
        except (OSError, RuntimeError, *zips.BROKEN):
            return
        for content in contents:
            yield _Part("\n".join(_paragraphs(content, suffix)), has_lines=False, takes_typed_quotes=True)


def _paragraphs(content: bytes, suffix: str) -> Iterator[str]:
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError:
        return
    for paragraph in root.iter(*_PARAGRAPHS[suffix]):
        yield "".join(_texts(paragraph, _PARAGRAPHS[suffix])).replace("\n", " ")


def _texts(element: etree._Element, paragraphs: tuple[str, ...]) -> Iterator[str]:
    """The text of a paragraph without that of paragraphs inside it (text boxes), which come by themselves."""
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, one in walk:
        if event == "start" and one is not element and one.tag in paragraphs:
            walk.skip_subtree()
        elif event == "start":
            yield _SPACES.get(one.tag, one.text or "")
        elif one is not element:
            yield one.tail or ""


def _wide_braces(part: _Part) -> Iterator[Slip]:
    seen = set()
    for found in _WIDE_BRACES.finditer(part.text):
        slip = part.slip(
            _("{sign} is typed full-width; tags are written {{{{ … }}}} and {{% … %}}").format(sign=found[0]),
            found.start(),
        )
        if (slip.line, slip.text) not in seen:
            seen.add((slip.line, slip.text))
            yield slip


def _wide_signs(part: _Part) -> Iterator[Slip]:
    for tag in _TAG.finditer(part.text):
        code = tag[0].translate(_TYPED_QUOTES) if part.takes_typed_quotes else tag[0]
        sign = _WIDE_SIGN.search(_QUOTED.sub(lambda quoted: " " * len(quoted[0]), code))
        if sign:
            reason = _("{sign} inside a tag is typed full-width; write the half-width sign").format(sign=sign[0])
            yield part.slip(reason, tag.start())


def _open_blocks(part: _Part) -> Iterator[Slip]:
    """The innermost opening tag that is not closed, or the first closing tag without an opening one."""
    stack: list[tuple[str, str, int]] = []
    for tag in _STATEMENT.finditer(part.text):
        word = tag[1]
        if word in _BLOCKS or (word == "set" and "=" not in tag[2]):
            stack.append((word, tag[0], tag.start()))
        elif word.startswith("end") and word[3:] in (*_BLOCKS, "set"):
            if not stack:
                yield part.slip(_("{tag} closes nothing that was opened").format(tag=tag[0]), tag.start())
                return
            if stack[-1][0] != word[3:]:
                break
            stack.pop()
    if stack:
        word, opening, offset = stack[-1]
        reason = _("{tag} is never closed; {closing} is missing").format(tag=opening, closing=f"end{word}")
        yield part.slip(reason, offset)
