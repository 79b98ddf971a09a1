"""The parts of a Word document and how they belong together (ECMA-376, part 2).

What a part is, is told by the relationship that leads to it, not by its name. A relationship that leads nowhere costs
what it would lead to. Content types are not needed, so a document that lacks them is read all the same.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import unquote

from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Unreadable
from pipeline.readers import xml
from pipeline.readers.containers import Container, damaged

_STRICT = {
    b"http://purl.oclc.org/ooxml/officeDocument/": b"http://schemas.openxmlformats.org/officeDocument/2006/",
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
    b"http://purl.oclc.org/ooxml/wordprocessingml/": b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
}
"""Namespaces of the strict form of the standard, and the same in the form that Word writes by itself."""
_WORD = b"wordprocessingml"
_USUAL = "word/document.xml"
_HEAD = 8192


class Relation(NamedTuple):
    """Where a relationship leads: the last word of its type, and a part's name or (``is_external``) an address."""

    kind: str
    target: str
    is_external: bool


class Package:
    """A Word document's container; parts are parsed when they are asked for."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._container = Container(data, limits)
        self._relations: dict[str, dict[str, Relation]] = {}
        self.damaged: dict[str, None] = {}
        """The names of parts that were asked for, and whose XML cannot be read, each once."""

    @cached_property
    def main(self) -> str | None:
        """The name of the part that holds the body: by the relationship, else by its usual name."""
        targets = [relation.target for relation in self.relations("").values() if relation.kind == "officeDocument"]
        usual = [name for name in self._container.names if name.lower() == _USUAL]
        found = (name for name in (*targets, *usual) if name in self._container.names)
        return next((name for name in found if name in usual or self._is_word(name)), None)

    def _is_word(self, part: str) -> bool:
        return _WORD in (self._container.read(part) or b"")[:_HEAD]

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part by their ids; those of the whole package for an empty name."""
        if part not in self._relations:
            self._relations[part] = dict(self._read_relations(part))
        return self._relations[part]

    def related(self, part: str, *kinds: str, ids: Collection[str] = ()) -> Iterator[str]:
        """The parts that relationships of these kinds, or with these ids, lead to, each once, in the file's order."""
        named = (one for name, one in self.relations(part).items() if one.kind in kinds or name in ids)
        found = (one.target for one in named if not one.is_external)
        yield from (target for target in dict.fromkeys(found) if target in self._container.names)

    def content(self, part: str) -> bytes | None:
        """The bytes of a part; ``None`` if there is no such part."""
        return self._container.read(part)

    def root(self, part: str) -> Any | None:
        """The root element of a part; ``None`` if there is no such part.

        Raises:
            Unreadable: its XML is damaged.
        """
        data = self._container.read(part)
        return None if data is None else xml.parse(_transitional(data), self._limits)

    def root_if_whole(self, part: str) -> Any | None:
        """The same of a part that the document can do without: ``None`` too if its XML is damaged."""
        try:
            return self.root(part)
        except Unreadable:
            self.damaged[part] = None
            return None

    def main_root(self) -> Any:
        """The root element of the main part.

        Raises:
            Unreadable: there is none, or its XML is damaged.
        """
        root = self.root(self.main) if self.main else None
        if root is None:
            raise damaged()
        return root

    @cached_property
    def _spellings(self) -> dict[str, str]:
        return {name.lower(): name for name in self._container.names}

    def _spelt(self, name: str) -> str:
        """The name of a part as the container spells it: capitals make no difference."""
        return name if name in self._container.names else self._spellings.get(name.lower(), name)

    def _read_relations(self, part: str) -> Iterator[tuple[str, Relation]]:
        folder, name = posixpath.split(part)
        root = self.root_if_whole(self._spelt(posixpath.join(folder, "_rels", f"{name}.rels")))
        for element in root if root is not None else ():
            target, is_external = element.get("Target") or "", element.get("TargetMode") == "External"
            if not is_external:
                target = self._spelt(posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/"))
            kind = (element.get("Type") or "").rstrip("/").rsplit("/", 1)[-1]
            yield element.get("Id") or "", Relation(kind, target, is_external)


def _transitional(data: bytes) -> bytes:
    if b"purl.oclc.org/ooxml" in data[:_HEAD]:
        for strict, usual in _STRICT.items():
            data = data.replace(strict, usual)
    return data
