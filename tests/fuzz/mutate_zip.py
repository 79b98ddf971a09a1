"""Mutations of ZIP containers: of the members themselves, and of the XML in one of them."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable
from random import Random

from lxml import etree

from tests.fuzz import mutate_bytes, values
from tests.fuzz.mutate_xml import Change

Members = list[tuple[str, bytes]]
Mutation = Callable[[Random, bytes], bytes]
_OTHER_MEMBER = 0.15
"""How often a change of XML is about another member than the main one."""


def unpacked(data: bytes) -> Members:
    """Every member with its content, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def packed(members: Members) -> bytes:
    """The container; an OpenDocument's media type is stored, all else compressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that are there twice
        for name, content in members:
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, kind)
    return stream.getvalue()


def in_member(change: Change, main: str) -> Mutation:
    """The mutation of a container that makes ``change`` in the tree of one of its members, mostly of ``main``."""

    def mutate(rng: Random, data: bytes) -> bytes:
        members = unpacked(data)
        others = [name for name, _ in members if name.endswith((".xml", ".rels"))]
        chosen = rng.choice(others) if rng.random() < _OTHER_MEMBER or main not in others else main
        place = [name for name, _ in members].index(chosen)
        root = etree.fromstring(members[place][1], etree.XMLParser(huge_tree=True))
        change(rng, root)
        members[place] = (chosen, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
        return packed(members)

    return mutate


def drop(rng: Random, data: bytes) -> bytes:
    """A member is not there."""
    members = unpacked(data)
    del members[rng.randrange(len(members))]
    return packed(members)


def rename(rng: Random, data: bytes) -> bytes:
    """A member has another name."""
    members = unpacked(data)
    at = rng.randrange(len(members))
    name, content = members[at]
    members[at] = (rng.choice((name.upper(), f"x/{name}", f"../{name}", name.replace(".", "2."), "")), content)
    return packed(members)


def exchange(rng: Random, data: bytes) -> bytes:
    """A member has the content of another, or none."""
    members = unpacked(data)
    at = rng.randrange(len(members))
    members[at] = (members[at][0], rng.choice((b"", b"<x/>", rng.choice(members)[1])))
    return packed(members)


def double(rng: Random, data: bytes) -> bytes:
    """A member is there twice, the second time with a change."""
    members = unpacked(data)
    name, content = rng.choice(members)
    members.append((name, mutate_bytes.flip(rng, content)))
    return packed(members)


def damage(rng: Random, data: bytes) -> bytes:
    """Bytes of a member are others, but the container is sound."""
    members = unpacked(data)
    at = rng.randrange(len(members))
    change = rng.choice(tuple(mutate_bytes.CHANGES.values()))
    members[at] = (members[at][0], change(rng, members[at][1]))
    return packed(members)


def entity(rng: Random, data: bytes) -> bytes:
    """A member declares entities that double each other, or one outside of the file."""
    members = unpacked(data)
    at = rng.choice([at for at, (name, _) in enumerate(members) if name.endswith((".xml", ".rels"))])
    name, content = members[at]
    doubling = "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};">' for n in range(1, 30))
    declared = rng.choice((f'<!ENTITY a0 "x">{doubling}', '<!ENTITY a29 SYSTEM "file:///etc/hostname">'))
    text = content.decode(errors="replace").partition("?>")[2]
    at_text = text.find("</", rng.randint(0, len(text)))
    members[at] = (name, f"<!DOCTYPE x [{declared}]>{text[:at_text]}&a29;{text[at_text:]}".encode())
    return packed(members)


def types(rng: Random, data: bytes) -> bytes:
    """A media type, or the target of a relationship, is a hostile value."""
    members = unpacked(data)
    names = [
        at for at, (name, _) in enumerate(members) if "ontent_Types" in name or "rels" in name or "manifest" in name
    ]
    at = rng.choice(names)
    root = etree.fromstring(members[at][1])
    element = rng.choice(list(root.iterdescendants(etree.Element)))
    element.set(rng.choice(sorted(element.attrib)), values.for_xml(values.value(rng)))
    members[at] = (members[at][0], etree.tostring(root))
    return packed(members)


CHANGES: dict[str, Mutation] = {one.__name__: one for one in (drop, rename, exchange, double, damage, entity, types)}
