"""The objects of a PDF as pdfminer gives them; whatever is not of the kind asked for counts as empty."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any


def catalog(data: bytes) -> Mapping[str, Any]:
    """The catalogue of a file; empty if it cannot be read."""
    from pdfminer.pdfdocument import PDFDocument  # noqa: PLC0415 - few files need it
    from pdfminer.pdfparser import PDFParser  # noqa: PLC0415

    try:
        return PDFDocument(PDFParser(io.BytesIO(data))).catalog
    except Exception:
        return {}


def resolved(value: Any) -> Any:
    """What a reference leads to; any other value as it is."""
    from pdfminer.pdftypes import resolve1  # noqa: PLC0415

    return resolve1(value)


def object_number(value: Any) -> int | None:
    """The number of the object that a reference names."""
    found = getattr(value, "objid", None)
    return found if isinstance(found, int) else None


def object_numbers(values: Any) -> set[int | None]:
    """The numbers of the objects that the references of a list name."""
    return {object_number(value) for value in listed(values)}


def dictionary(value: Any) -> Mapping[str, Any]:
    """A dictionary, or that of a stream."""
    found = resolved(value)
    found = getattr(found, "attrs", found)
    return found if isinstance(found, dict) else {}


def listed(value: Any) -> list[Any]:
    """An array."""
    found = resolved(value)
    return found if isinstance(found, list) else []


def name(value: Any) -> str:
    """A name, without its slash."""
    return str(getattr(resolved(value), "name", ""))
