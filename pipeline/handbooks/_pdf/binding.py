"""Parts of a volume as one PDF: pages, bookmarks and tags of all, one behind the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from pipeline.handbooks._pdf.objects import Object, PdfFile, moved, references
from pipeline.handbooks._pdf.parts import PdfPart

_TAG_ID = re.compile(rb"\((U\d+x\d+y\d+)\)")
_TAG_KEY = re.compile(rb"/(StructParents?) (\d+)")
_TAG_KEYS = re.compile(rb"/ParentTree<</Nums\[(.*?)\]>>")
_TAG_IDS = re.compile(rb"/IDTree<</Names\[(.*?)\]>>")
_NEXT_KEY = re.compile(rb"/ParentTreeNextKey (\d+)")
_PAIR = re.compile(rb"(\d+) (\d+) 0 R")
_ROLES = re.compile(rb"/RoleMap<<.*?>>")
_PARENT = re.compile(rb"/(?:Parent|P) \d+ 0 R")
_COUNT = re.compile(rb"/Count -?(\d+)")
_BOX = re.compile(rb"/MediaBox\[.*?\]")
_OF_A_FILE = (b"Pages", b"PageLabels", b"StructTreeRoot", b"Outlines")
_PAGE_COUNT = re.compile(rb"(?<=<xmpTPg:NPages>)\d+")


@dataclass(frozen=True, slots=True)
class _ObjectNumbers:
    """The numbers of the objects of the volume itself."""

    pages: int
    bookmarks: int
    labels: int
    tags: int
    document: int
    root: int


def bound(parts: Sequence[PdfPart], *, duplex: bool) -> PdfPart:
    """The volume. Title, language and the like are those of the first part; links may lead to anchors of any.

    ``duplex``: every part begins on a right-hand page, so that after an odd number of pages there is an empty one.
    """
    starts = accumulate((max(one.file.objects) for one in parts), initial=0)
    keys = accumulate((_keys(one) for one in parts), initial=0)
    pieces = [_moved(one, *where) for one, *where in zip(parts, range(len(parts)), starts, keys, strict=False)]
    first = max(max(one.file.objects) for one in pieces) + 1
    own = _ObjectNumbers(*range(first, first + len(_ObjectNumbers.__slots__)))
    objects = {number: one for piece in pieces for number, one in piece.file.objects.items()}
    pages: list[int] = []
    for piece in pieces:
        if duplex and len(pages) % 2:
            number = own.root + len(pages) + 1
            objects[number] = _empty_page(objects[pages[-1]])
            pages.append(number)
        pages += piece.pages
    for page in pages:
        objects[page] = objects[page].with_value(_PARENT.sub(b"/Parent %d 0 R" % own.pages, objects[page].value))
    objects |= _bookmarks(pieces, objects, own) | _tags(pieces, objects, own)
    objects[own.pages] = Object(b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(pages), _list(pages)))
    objects[own.labels] = Object(b"<</Nums[0<</Type/PageLabel/S/D/St 1>>]>>")
    objects |= _catalog(pieces[0].file, own, len(pages))
    for gone in _replaced(pieces):
        objects.pop(gone)
    numbers = {page: number for number, page in enumerate(pages, 1)}
    places = {
        anchor: replace(place, number=numbers[place.page]) for piece in pieces for anchor, place in piece.places.items()
    }
    return PdfPart(replace(pieces[0].file, objects=objects, root=own.root), tuple(pages), places)


def _replaced(pieces: Sequence[PdfPart]) -> Iterator[int]:
    """The objects of the parts in whose place there are those of the volume."""
    for at, piece in enumerate(pieces):
        yield piece.file.root
        for key in _OF_A_FILE:
            yield from references(piece.file.catalog, key)
        if at:
            yield piece.file.information
            yield from references(piece.file.catalog, b"Metadata")


def _keys(one: PdfPart) -> int:
    """How many keys the tags of a part have for pages and links."""
    found = _NEXT_KEY.search(_tag_root(one))
    return int(found[1]) if found else 0


def _tag_root(one: PdfPart) -> bytes:
    numbers = references(one.file.catalog, b"StructTreeRoot")
    return one.file.objects[numbers[0]].value if numbers else b""


def _moved(one: PdfPart, serial: int, start: int, key: int) -> PdfPart:
    """The part with numbers of objects, keys and names of tags that no other part has."""

    def next_key(found: re.Match[bytes]) -> bytes:
        return b"/%b %d" % (found[1], int(found[2]) + key)

    def changed(value: bytes) -> bytes:
        if value.startswith((b"<</Type/Page/", b"<</Type/Annot/")):
            value = _TAG_KEY.sub(next_key, value)
        elif value.startswith((b"<</Type/StructElem/", b"<</Type/StructTreeRoot/")):
            value = _TAG_ID.sub(rb"(%05d\1)" % serial, value)
            value = _TAG_KEYS.sub(lambda found: b"/ParentTree<</Nums[%b]>>" % _raised(found[1], key), value)
        return moved(value, start)

    file = one.file
    return PdfPart(
        PdfFile(
            {number + start: value.with_value(changed(value.value)) for number, value in file.objects.items()},
            file.root + start,
            file.information + start,
            file.name,
        ),
        tuple(page + start for page in one.pages),
        {anchor: replace(place, page=place.page + start) for anchor, place in one.places.items()},
    )


def _raised(pairs: bytes, by: int) -> bytes:
    """The pairs of a number tree with keys that are higher ``by`` so much."""
    return b" ".join(b"%d %b 0 R" % (int(key) + by, number) for key, number in _PAIR.findall(pairs))


def _empty_page(before: Object) -> Object:
    box = _BOX.search(before.value)
    return Object(b"<</Type/Page/Parent 0 0 R/Resources<<>>%b>>" % (box[0] if box else b""))


def _bookmarks(pieces: Sequence[PdfPart], objects: dict[int, Object], own: _ObjectNumbers) -> dict[int, Object]:
    """One list of bookmarks: the last of each part is followed by the first of the next."""
    roots = [objects[number].value for piece in pieces for number in references(piece.file.catalog, b"Outlines")]
    chains = [(references(root, b"First")[0], references(root, b"Last")[0]) for root in roots if b"/First" in root]
    if not chains:
        return {own.bookmarks: Object(b"<</Type/Outlines/Count 0>>")}
    changed = {
        number: _PARENT.sub(b"/Parent %d 0 R" % own.bookmarks, objects[number].value, count=1)
        for first, _last in chains
        for number in _chain(first, objects)
    }
    for (_first, last), (following, _end) in pairwise(chains):
        changed[last] = changed[last].removesuffix(b">>") + b"/Next %d 0 R>>" % following
        changed[following] = changed[following].removesuffix(b">>") + b"/Prev %d 0 R>>" % last
    count = sum(int(found[1]) for root in roots if (found := _COUNT.search(root)))
    ends = (own.bookmarks, chains[0][0], chains[-1][1], count)
    changed[own.bookmarks] = b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % ends[1:]
    return {number: Object(value) for number, value in changed.items()}


def _chain(first: int, objects: dict[int, Object]) -> Iterator[int]:
    following = [first]
    while following:
        yield following[0]
        following = references(objects[following[0]].value, b"Next")


def _tags(pieces: Sequence[PdfPart], objects: dict[int, Object], own: _ObjectNumbers) -> dict[int, Object]:
    """One tree of tags, in which the document of each part is a part of the volume's."""
    roots = [_tag_root(piece) for piece in pieces]
    documents = [number for root in roots for number in references(root, b"K")]
    changed = {}
    for number in documents:
        value = objects[number].value.replace(b"/S/Document", b"/S/Part", 1)
        changed[number] = Object(_PARENT.sub(b"/P %d 0 R" % own.document, value, count=1))

    def all_of(pattern: re.Pattern[bytes]) -> bytes:
        return b" ".join(found[1] for root in roots if (found := pattern.search(root)))

    roles = _ROLES.search(roots[0])
    changed[own.document] = Object(b"<</Type/StructElem/S/Document/P %d 0 R/K[%b]>>" % (own.tags, _list(documents)))
    changed[own.tags] = Object(
        b"<</Type/StructTreeRoot%b/K[%d 0 R]/ParentTree<</Nums[%b]>>/IDTree<</Names[%b]>>/ParentTreeNextKey %d>>"
        % (
            roles[0] if roles else b"",
            own.document,
            all_of(_TAG_KEYS),
            all_of(_TAG_IDS),
            1 + max((int(key) for key, _number in _PAIR.findall(all_of(_TAG_KEYS))), default=-1),
        )
    )
    return changed


def _catalog(first: PdfFile, own: _ObjectNumbers, pages: int) -> dict[int, Object]:
    """The catalog of the first part, for the volume; its metadata tell how many pages there are."""
    catalog = first.catalog
    for key, number in zip(_OF_A_FILE, (own.pages, own.labels, own.tags, own.bookmarks), strict=True):
        catalog = re.sub(rb"/%b \d+ 0 R" % key, b"", catalog)
        catalog = catalog.removesuffix(b">>") + b"/%b %d 0 R>>" % (key, number)
    (metadata,) = references(catalog, b"Metadata")
    stream = _PAGE_COUNT.sub(b"%d" % pages, first.objects[metadata].stream or b"")
    value = re.sub(rb"/Length \d+", b"/Length %d" % len(stream), first.objects[metadata].value)
    return {own.root: Object(catalog), metadata: Object(value, stream)}


def _list(numbers: Sequence[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)
