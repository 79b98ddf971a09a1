"""An OpenDocument text from its bytes: one XML or the parts of a container."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline.base.i18n import _
from pipeline.base.limits import Limits
from pipeline.findings.diagnostics import Unreadable
from pipeline.findings.raised.rd101_unreadable_file import RULE as UNREADABLE_FILE
from pipeline.readers import containers, xml
from pipeline.readers._odf.body import OdfReader
from pipeline.readers._odf.names import qn
from pipeline.readers._odf.styles import OdfStyles
from pipeline.readers.blocks import Body


def read(data: bytes, limits: Limits) -> Body:
    """Paragraphs and tables of the body in order, then its notes; headers, footers and hidden text as text outside.

    Raises:
        Unreadable: the container or its XML is damaged, encrypted or too large.
    """
    if data.startswith(b"PK"):
        container = containers.Container(data, limits)
        _refuse_encrypted(container)
        part = _parts(container, limits)
        content, styles = part("content.xml"), part("styles.xml")
    else:
        content, styles, part = xml.parse(data, limits), None, _nothing
    body = content.find(f"{qn('office:body')}/{qn('office:text')}") if content is not None else None
    if body is None:
        raise containers.damaged()
    reader = OdfReader(OdfStyles([root for root in (styles, content) if root is not None]), body, part)
    blocks = (*reader.blocks(body), *reader.later(), *reader.notes())
    margins = tuple(line for root in (styles, content) if root is not None for line in reader.margins(root))
    reader.rest(body.getparent())
    account = reader.account
    return Body(
        blocks, (*margins, *account.outside), reader.pages, account.diagnostics(), withheld=tuple(account.withheld)
    )


def _parts(container: containers.Container, limits: Limits) -> Callable[[str], Any | None]:
    def part(name: str) -> Any | None:
        data = container.read(name)
        return None if data is None else xml.parse(data, limits)

    return part


def _nothing(_name: str) -> None:
    """A flat document has no other parts."""


def _refuse_encrypted(container: containers.Container) -> None:
    """A password is asked for if the manifest says how the content is encrypted."""
    manifest = container.read("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest or "encrypted-package" in container.names:
        message = _("The document is protected by a password. Save a copy without one in Writer and try that.")
        raise Unreadable(UNREADABLE_FILE.found("file", message))
