"""The pictures of the READMEs: there, small, of the formats that are made, and told in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
PICTURE = re.compile(r"!\[(.*?)\]\((.*?)\)")


@pytest.mark.parametrize("name", ["README.md", "README.zh-TW.md"])
def test_a_page_of_each_of_three_formats_a_site_and_a_proof_are_shown(name):
    shown = PICTURE.findall((ROOT / name).read_text("utf-8"))
    handbooks = [path for _, path in shown if path.startswith("docs/pictures/handbook-")]
    assert handbooks == [f"docs/pictures/handbook-{kind}.png" for kind in ("html", "docx", "pdf")]
    assert {"docs/pictures/site.png", "docs/pictures/serve.png"} <= {path for _, path in shown}
    assert all((ROOT / path).is_file() and len(told) > 10 for told, path in shown)


@pytest.mark.parametrize("name", ["site.md", "site.zh-TW.md"])
def test_a_search_of_a_site_is_shown(name):
    [(told, path)] = PICTURE.findall((ROOT / "docs" / name).read_text("utf-8"))
    assert path == "pictures/site.png" and len(told) > 10


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "pictures").iterdir()), ids=lambda path: path.name)
def test_pictures_are_small_and_can_be_read(path):
    assert path.stat().st_size < 100_000
    with Image.open(path) as picture:
        picture.load()
        assert picture.format == "PNG"
        assert picture.width > 800
