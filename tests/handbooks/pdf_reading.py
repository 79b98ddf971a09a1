"""Reads a PDF back as a screen reader has it, and gives tests the same fonts on every machine."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache

import pdfplumber
import pypdfium2
import typst
from pdfminer.pdftypes import resolve1

from pipeline.handbooks import _fonts


@cache
def carried_fonts() -> typst.Fonts:
    """The fonts of the extra ``fonts`` alone."""
    return typst.Fonts(include_system_fonts=False, font_paths=_fonts.carried())


class Reading:
    """A PDF as a screen reader has it: the tree of tags, without what is only decoration."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.pdf = pdfplumber.open(io.BytesIO(data))
        self.catalog = self.pdf.doc.catalog
        self.pages = {page.page_obj.pageid: page.page_number for page in self.pdf.pages}
        self.texts: dict[tuple[int, int], str] = {}
        for page in self.pdf.pages:
            mcid = None
            for char in page.chars:
                if char["mcid"] is not None or char["tag"] == "Artifact":
                    mcid = char["mcid"]  # what has neither stands in a mark within the content, or after one
                key = (page.page_number, mcid)
                self.texts[key] = self.texts.get(key, "") + char["text"]
        self.root = resolve1(self.catalog["StructTreeRoot"])

    def elements(self, kind: str, under: dict | None = None) -> list[dict]:
        return [one for one in self.walk(under or self.root) if isinstance(one, dict) and kind_of(one) == kind]

    def walk(self, element: dict, page: int = 0) -> Iterator[dict | str]:
        """The elements below ``element`` and their texts, in reading order."""
        page = self.pages[element["Pg"].objid] if "Pg" in element else page
        kids = resolve1(element.get("K", []))
        for kid in map(resolve1, kids if isinstance(kids, list) else [kids]):
            if isinstance(kid, int):
                yield self.texts.get((page, kid), "")
            elif "MCID" in kid:
                yield self.texts.get((self.pages[kid["Pg"].objid] if "Pg" in kid else page, kid["MCID"]), "")
            elif "S" in kid:
                yield kid
                yield from self.walk(kid, page)

    def text(self, under: dict | None = None) -> str:
        """Tagged text in reading order, without white space."""
        return bare("".join(one for one in self.walk(under or self.root) if isinstance(one, str)))

    def printed(self, page: int) -> str:
        """Everything that stands on a page, decoration too."""
        return bare("".join(char["text"] for char in self.pdf.pages[page].chars))

    def bookmarks(self) -> list[tuple[int, str]]:
        return [(mark.level, bare(mark.get_title())) for mark in pypdfium2.PdfDocument(self.data).get_toc()]

    def links(self) -> list[object]:
        """Where every link leads."""
        notes = [note for page in self.pdf.pages for note in page.annots if note["data"]["Subtype"].name == "Link"]
        return [resolve1(note["data"].get("Dest") or resolve1(note["data"]["A"])["D"]) for note in notes]


def kind_of(element: dict) -> str:
    return element["S"].name


def bare(text: str) -> str:
    return re.sub(r"\s+", "", re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text))


def unmarked(text: str) -> str:
    """Without the marks of direction, which have no picture."""
    return re.sub("[\u200e\u200f\u202a-\u202e]", "", text)
