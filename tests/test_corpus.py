"""Real standards in many layouts, held against their true content. They lie outside the repository, beside it."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipeline.assemble import Assembly, assemble
from pipeline.readers import read
from pipeline.record.model import content

SHARED = Path(__file__).parents[2] / "shared"
CORPUS = SHARED / "corpus"
DOCUMENTS = sorted(path for path in CORPUS.glob("*.*.*") if path.suffix in (".pdf", ".docx", ".odt", ".html", ".txt"))
CODES = sorted({path.name.split(".")[0] for path in DOCUMENTS})

pytestmark = pytest.mark.skipif(not DOCUMENTS, reason="no corpus in ../shared: nothing to hold the readers against")


@pytest.fixture(scope="session")
def score() -> ModuleType:
    """The tool that counts items; it is not part of the project."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "tools" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def parsed(path: Path) -> Assembly:
    return assemble(read(path))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_comes_out_whole(path: Path, score: ModuleType) -> None:
    truth = json.loads((CORPUS / f"{path.name.split('.')[0]}.json").read_text("utf-8"))
    found = parsed(path).standard.model_dump(mode="json")
    want = Counter(score.key(item, False) for item in score.truth_items(truth))
    got = Counter(score.key(item, False) for item in score.parsed_items(found))
    assert (sorted(map(str, want - got)), sorted(map(str, got - want))) == ([], [])
    want_exact = Counter(score.key(item, True) for item in score.truth_items(truth))
    got_exact = Counter(score.key(item, True) for item in score.parsed_items(found))
    share = (want_exact & got_exact).total() / want_exact.total()
    assert share >= (0.995 if path.suffix == ".pdf" else 1.0)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_character_is_placed(path: Path) -> None:
    assembly = parsed(path)
    assert assembly.standard.source.coverage == 1.0
    assert assembly.standard.source.outcome == "ok"


def squeezed(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(value.split())
    if isinstance(value, list):
        return [squeezed(item) for item in value]
    if isinstance(value, dict):
        return {key: squeezed(item) for key, item in value.items() if key != "code_as_printed"}
    return value


@pytest.mark.parametrize("code", CODES)
def test_all_forms_of_a_standard_give_one_record(code: str) -> None:
    records = {path.name: squeezed(content(parsed(path).standard)) for path in DOCUMENTS if path.name.startswith(code)}
    first = next(iter(records))
    assert {name for name, record in records.items() if record != records[first]} == set()
