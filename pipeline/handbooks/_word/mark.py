"""The program's mark in a Word document: a custom property, which Word and LibreOffice keep when they save the file."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from pipeline.base import mark

PART = "docProps/custom.xml"

_TYPES, _LINKS = "[Content_Types].xml", "_rels/.rels"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_LINK_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_ID = 2


def marked(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """The members of a package with the mark among its custom properties; those of the template stay."""
    found = dict(members)
    if PART not in found:
        found[PART] = etree.tostring(etree.Element(f"{{{_PROPERTIES}}}Properties", nsmap={None: _PROPERTIES}))
        found[_TYPES] = _with(found[_TYPES], "Override", {"PartName": f"/{PART}", "ContentType": _CONTENT_TYPE})
        link = {"Id": "icapGenerator", "Type": _LINK_TYPE, "Target": PART}
        found[_LINKS] = _with(found[_LINKS], "Relationship", link)
    properties = etree.fromstring(found[PART])
    for one in properties.findall(f"{{{_PROPERTIES}}}property"):
        if one.get("name") == mark.PROPERTY:
            properties.remove(one)
    ids = [int(one.get("pid", "0")) for one in properties]
    attributes = {"fmtid": _USER_DEFINED, "pid": str(max(ids, default=_FIRST_ID - 1) + 1), "name": mark.PROPERTY}
    own = etree.SubElement(properties, f"{{{_PROPERTIES}}}property", attributes)
    etree.SubElement(own, f"{{{_VALUES}}}lpwstr", nsmap={"vt": _VALUES}).text = mark.GENERATOR
    found[PART] = _written(properties)
    return found


def _with(part: bytes, name: str, attributes: Mapping[str, str]) -> bytes:
    root = etree.fromstring(part)
    etree.SubElement(root, f"{{{etree.QName(root).namespace}}}{name}", dict(attributes))
    return _written(root)


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
