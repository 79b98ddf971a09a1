"""The guide to the page: both languages say the same, name what there is, and the program in it runs."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from serving import TOKEN, served

from pipeline.findings.settings import load
from pipeline.web.bounds import USUAL
from pipeline.web.description import description

DOCS = Path(__file__).parents[2] / "docs"
ENGLISH, CHINESE = ((DOCS / name).read_text(encoding="utf-8") for name in ("serve.md", "serve.zh-TW.md"))


def programs(text):
    return re.findall(r"```python\n(.*?)```", text, re.DOTALL)


def test_both_languages_have_the_same_programs_requests_and_headings():
    assert programs(ENGLISH) == programs(CHINESE)
    for pattern in (
        r"`(--\w[\w-]*)",
        r"^\| `((?:GET|POST|DELETE) [^ `]*)",
        r"\]\((\w+)(?:\.zh-TW)?\.md",
        r"([\d,]+) (?:GiB|files|個檔案)",
    ):
        found, other = (set(re.findall(pattern, text, re.MULTILINE)) - {"serve"} for text in (ENGLISH, CHINESE))
        assert found == other, pattern
        assert found, pattern
    headings = [re.findall(r"^#+", text, re.MULTILINE) for text in (ENGLISH, CHINESE)]
    assert headings[0] == headings[1]


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["en", "zh_TW"])
def test_every_request_is_told(text):
    for path in description()["paths"]:
        told = path.replace("{page}", "{n}")
        if told.startswith("/api/takeaways/") and told.endswith(".zip"):
            told = "takeaway.zip"
        assert told in text


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["en", "zh_TW"])
def test_the_bounds_are_those_of_the_server(text):
    assert f"{USUAL.request_bytes // 1024**3} GiB" in text
    assert f"{USUAL.kept_bytes // 1024**3} GiB" in text
    assert f"{USUAL.request_files:,}" in text
    assert f"{USUAL.documents:,}" in text


def test_the_settings_that_are_told_can_be_read(tmp_path):
    keys = dict.fromkeys(re.findall(r"`\[serve\]` `(\w+)`", ENGLISH), "x")
    assert set(keys) == {"language", "formats", "templates"}
    (tmp_path / "icap.toml").write_text("[serve]\n" + "".join(f'{key} = "x"\n' for key in keys), encoding="utf-8")
    assert load(tmp_path).serve == keys


@pytest.mark.skipif(sys.platform == "win32", reason="signals end it otherwise there")
def test_the_program_runs(tmp_path, capsys, monkeypatch):
    (program,) = programs(ENGLISH)
    monkeypatch.chdir(DOCS.parent)
    monkeypatch.delenv("HTTP_PROXY", raising=False)
    with served(tmp_path) as server:
        own = program.replace("http://127.0.0.1:8765", server.url).replace('"a token"', f'"{TOKEN}"')
        found: dict[str, object] = {}
        exec(compile(own, "docs/serve.md", "exec"), found)
        assert server.get("/api/documents").json()["ids"] == []
    assert capsys.readouterr().out == "ok 5\n"
    assert found["record"]["code"] == "KPS3322-002v2"
    assert found["handbook"][:2] == b"PK"
