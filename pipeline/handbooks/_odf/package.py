"""The package of an OpenDocument text: a ZIP file, with the same bytes for the same content."""

from __future__ import annotations

import copy
import io
import mimetypes
import re
import zipfile
from typing import Any

from lxml import etree

from pipeline.base import mark, zips
from pipeline.base.errors import TemplateError
from pipeline.base.i18n import _
from pipeline.base.imprint import HOUSE_COLOUR
from pipeline.base.odf import MEDIA_TYPE, name
from pipeline.handbooks import RenderOptions
from pipeline.handbooks.environment import locate

_LEFT_OUT = ("mimetype", "Thumbnails/", "Configurations2/", "META-INF/documentsignatures.xml", "layout-cache")
_META = "meta.xml"
_NO_META = (
    '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3"/>'
)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_COLOURED = ("content.xml", "styles.xml")
_TAG = re.compile(rb"<style:[^<>]*>")
_COLOUR = re.compile(HOUSE_COLOUR.encode(), re.IGNORECASE)

Members = dict[str, Any]
"""The files of a package by their paths: bytes, or the root of what has been parsed."""


def opened(template: str, options: RenderOptions) -> Members:
    """The files of the template's package, without what only helps LibreOffice to open it faster."""
    path = locate(template, options)
    try:
        with zipfile.ZipFile(path) as package:
            members: Members = {
                member.filename: package.read(member)
                for member in package.infolist()
                if not member.filename.endswith("/") and not member.filename.startswith(_LEFT_OUT)
            }
    except (OSError, RuntimeError, *zips.BROKEN) as error:
        raise _no_document(template) from error
    if not {"content.xml", "styles.xml", "META-INF/manifest.xml"} <= members.keys():
        raise _no_document(template)
    try:
        etree.fromstring(members["META-INF/manifest.xml"])
    except etree.XMLSyntaxError as error:
        raise _no_document(template) from error
    return members


def _no_document(template: str) -> TemplateError:
    return TemplateError(_("{template}: not an OpenDocument text (.odt)").format(template=template))


def packed(members: Members, colour: str | None = None) -> bytes:
    """The package: media type first and not compressed, the rest by name, no time of day.

    ``colour`` comes in the place of that of supplied templates.
    """
    result = io.BytesIO()
    members = {**members, _META: _marked(members.get(_META))}
    with zipfile.ZipFile(result, "w") as target:
        target.writestr(zipfile.ZipInfo("mimetype", _EPOCH), MEDIA_TYPE)
        for path in sorted(members):
            content = _manifest(members) if path == "META-INF/manifest.xml" else members[path]
            data = content if isinstance(content, bytes) else _written(content)
            if colour is not None and path in _COLOURED:
                data = _TAG.sub(lambda tag: _COLOUR.sub(colour.encode(), tag[0]), data)
            target.writestr(zipfile.ZipInfo(path, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _marked(meta: etree._Element | None) -> etree._Element:
    """The metadata with the program as the generator, and as a property that stays when another program saves it."""
    root = copy.deepcopy(meta) if meta is not None else etree.fromstring(_NO_META)
    holder = root.find(name("office:meta"))
    if holder is None:
        holder = etree.SubElement(root, name("office:meta"))
    for one in list(holder):
        if one.tag == name("meta:generator") or one.get(name("meta:name")) == mark.PROPERTY:
            holder.remove(one)
    etree.SubElement(holder, name("meta:generator")).text = mark.GENERATOR
    etree.SubElement(holder, name("meta:user-defined"), {name("meta:name"): mark.PROPERTY}).text = mark.GENERATOR
    return root


def _manifest(members: Members) -> bytes:
    """The template's list of files with the entries of left-out ones gone; an ``.ott`` becomes a document."""
    root = etree.fromstring(members["META-INF/manifest.xml"])
    for entry in list(root):
        path = entry.get(name("manifest:full-path"), "")
        if path == "/":
            entry.set(name("manifest:media-type"), MEDIA_TYPE)
        elif (not path.endswith("/") and path not in members) or path.startswith(_LEFT_OUT):
            root.remove(entry)
    listed = {entry.get(name("manifest:full-path")) for entry in root}
    for path in sorted(path for path in members if path.startswith(("Pictures/", _META)) and path not in listed):
        kind = "text/xml" if path == _META else mimetypes.guess_type(path)[0] or "application/octet-stream"
        etree.SubElement(
            root, name("manifest:file-entry"), {name("manifest:full-path"): path, name("manifest:media-type"): kind}
        )
    return _written(root)


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
