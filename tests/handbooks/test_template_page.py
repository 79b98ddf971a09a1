"""The page for those who make templates names everything a template can show, and the files there are."""

import dataclasses
import re
from pathlib import Path

import pytest

from pipeline.handbooks import book, folders, form, view
from pipeline.handbooks.links import Link

PAGES = [
    (Path(__file__).parents[2] / "docs" / name).read_text(encoding="utf-8")
    for name in ("templates.zh-TW.md", "templates.md")
]
KINDS = [
    kind
    for home in (view, form, book)
    for kind in vars(home).values()
    if dataclasses.is_dataclass(kind) and kind.__module__ == home.__name__
]


@pytest.mark.parametrize("kind", [*KINDS, Link])
def test_every_field_is_explained(kind):
    for page in PAGES:
        assert {field.name for field in dataclasses.fields(kind)} <= set(re.findall(r"`([a-z0-9_]+)`", page))


def test_every_supplied_template_is_named():
    files = {file.name for file in folders.SUPPLIED.iterdir() if file.is_file()}
    assert len(files) >= 4
    assert [name for name in files for page in PAGES if f"`{name}`" not in page] == []


def test_every_style_that_is_named_exists_in_the_word_template():
    import docx

    styles = {style.name for style in docx.Document(str(folders.SUPPLIED / "handbook.docx")).styles}
    line = next(line for line in PAGES[0].splitlines() if line.startswith("**改樣式**"))
    named = {name.replace("heading", "Heading") for name in re.findall(r"`([^`]+)`", line)}
    assert len(named) > 10
    assert named <= styles
