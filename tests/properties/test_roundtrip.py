"""What is printed is read back equal, in every format, whatever the names, lengths, layouts and page breaks.

``ICAP_EXAMPLES=2000`` asks for that many random examples a format; without it a fixed set is run, in bounded time.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings

from pipeline.record.model import Standard
from tests.properties.roundtrip import complaints
from tests.properties.strategies import cases
from tests.typeset import Quirks

# An example that fails may be long; it must be shown all the same.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

_WANTED = int(os.environ.get("ICAP_EXAMPLES", "0"))


def _examples(default: int) -> settings:
    return settings(
        max_examples=_WANTED or default,
        derandomize=not _WANTED,
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )


@_examples(100)
@given(cases("txt"))
def test_text_is_read_back_equal(case: tuple[Standard, Quirks]) -> None:
    assert complaints(*case, "txt") == []


@_examples(100)
@given(cases("html"))
def test_html_is_read_back_equal(case: tuple[Standard, Quirks]) -> None:
    assert complaints(*case, "html") == []


@_examples(100)
@given(cases("docx"))
def test_docx_is_read_back_equal(case: tuple[Standard, Quirks]) -> None:
    assert complaints(*case, "docx") == []


@_examples(100)
@given(cases("odt"))
def test_odt_is_read_back_equal(case: tuple[Standard, Quirks]) -> None:
    assert complaints(*case, "odt") == []


@_examples(60)
@given(cases("pdf"))
def test_pdf_is_read_back_equal(case: tuple[Standard, Quirks]) -> None:
    assert complaints(*case, "pdf") == []
