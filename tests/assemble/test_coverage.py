"""Every character has to go somewhere; the sample is counted a second time, by another way than the coverage's."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.assemble import assemble
from pipeline.assemble.coverage import LABEL, OUTSIDE, Coverage
from pipeline.assemble.spans import Span, joined
from pipeline.base.provenance import Location
from pipeline.readers import read
from pipeline.readers.blocks import Line, Run

SAMPLES = Path(__file__).parents[2] / "samples"


def letters(text: str) -> Counter[str]:
    """Chinese characters, Latin letters and digits; punctuation between code and name belongs to neither."""
    return Counter(one for one in unicodedata.normalize("NFKC", text) if one.isalnum())


def texts(value: Any, key: str = "") -> Iterator[str]:
    """Every printed text of a record's duties; a reference without a name of its own is printed as the register has it."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from texts(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item, key)
    elif isinstance(value, str | int) and not isinstance(value, bool) and key not in ("scope", "derived"):
        yield str(value)


@pytest.mark.parametrize("name", ["KPS3322-002v2.txt", "KPS3322-002v2.docx", "KPS3322-002v2.pdf"])
def test_the_record_holds_the_letters_of_the_source_no_more_and_no_less(name: str) -> None:
    assembly = assemble(read(SAMPLES / name))
    placed = Counter[str]()
    for placement in assembly.placements:
        if placement.field not in (LABEL, OUTSIDE) and not str(placement.field).startswith("versions."):
            placed += letters(placement.text)
    standard = assembly.standard.model_dump(mode="json", exclude={"source", "at", "versions", "name", "schema_version"})
    names = {entry["code"]: entry["name"] for kind in ("knowledge", "skills") for entry in standard.pop(kind)}
    title = assembly.standard.name or ""
    recorded = letters(title)
    for duty in standard["duties"]:
        for task in duty["tasks"]:
            for block in task["blocks"]:
                for reference in (*block["knowledge"], *block["skills"]):
                    reference.setdefault("as_printed", names[reference["code"]])
    for part in list(texts(without_places(standard))):
        recorded += letters(part)
    recorded += Counter({"註": len(assembly.standard.notes)})
    assert placed - recorded == Counter()
    assert recorded - placed == Counter()


def without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_places(item) for key, item in value.items() if key != "at"}
    if isinstance(value, list):
        return [without_places(item) for item in value]
    return value


def test_what_is_placed_nowhere_shows_up_with_its_place() -> None:
    coverage = Coverage()
    span = coverage.enter([Line((Run("甲 乙丙"),), page=2, box=(1.0, 2.0, 3.0, 4.0))], Location(table=1, row=3))
    coverage.assign(span.cut(0, 1), "here")
    assert [(one.text, one.field) for one in coverage.placements()] == [("甲", "here"), ("乙丙", None)]
    assert coverage.share() == pytest.approx(1 / 3)
    assert str(list(coverage.placements())[1].location) == "p.2/表1/列3"


def test_text_outside_the_form_does_not_count() -> None:
    coverage = Coverage()
    coverage.assign(coverage.enter([Line.plain("甲")], Location()), "here")
    coverage.assign(coverage.enter([Line.plain("首頁")], Location()), OUTSIDE)
    assert coverage.share() == 1.0


def test_a_raised_bare_mark_gets_brackets_that_are_not_counted() -> None:
    coverage = Coverage()
    span = coverage.enter([Line((Run("資訊"), Run("註2", superscript=True)))], Location())
    assert span.normalized() == "資訊【註2】"
    coverage.assign(span, "here")
    assert [one.text for one in coverage.placements()] == ["資訊註2"]


@pytest.mark.parametrize(
    ("printed", "mended"),
    [
        ("與 PM\u2028對", "與 PM對"),
        ("與\u2028PM", "與PM"),
        ("machine\u2028learning", "machine learning"),
        ("e-\u2028mail", "e-mail"),
        ("資訊 【 註 1 】 ，以", "資訊【註1】，以"),
        ("資訊【註\u20281】", "資訊【註1】"),
        ("一\u2028二", "一二"),
        ("一 \u2028PM", "一 PM"),
    ],
)
def test_wraps_and_marks_are_mended(printed: str, mended: str) -> None:
    assert Span(printed, tuple(range(len(printed)))).normalized() == mended


def test_joined_leaves_out_what_is_empty() -> None:
    assert joined([Span(), Span("甲", (0,)), Span(" ", (1,)), Span("乙", (2,))]).text == "甲\n乙"


@pytest.mark.parametrize("unseen", ["", " \u3000\u2028", "\u115f\u1160", "\u200b\u00ad", "\ufeff\u202e"])
def test_what_nobody_sees_is_no_text(unseen: str) -> None:
    """Fillers (U+115F, U+1160) count as letters for Unicode."""
    assert not Span(unseen, (-1,) * len(unseen))
    assert Span(unseen + "客", (-1,) * (len(unseen) + 1))
