"""A handful of inputs for every target; `make fuzz` tries as many as there is time for."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from pipeline.findings.outcomes import Outcome
from pipeline.release.load import File
from pipeline.release.read import read_file
from tests.fuzz import seeds
from tests.fuzz.judge import lost
from tests.fuzz.shown import SHOWN
from tests.fuzz.targets import TARGETS, Recipe, drawn, made, tried
from tests.typeset import FORMATS

_SEED = 2
_INPUTS = 12
_LOSSES = {"vanished", "vanished-partial", "label", "unrecorded"}
"""Of these a machine at leisure finds more than can be mended at once; `make fuzz` is there for them."""

SEEDS = [pytest.param(Recipe(name, seed), id=f"{name} {seed}") for name, one in TARGETS.items() for seed in one.seeds()]
HANDFULS = [pytest.param(one, id=name) for name, one in TARGETS.items()]


@pytest.mark.parametrize("recipe", SEEDS)
def test_nothing_is_wrong_with_a_seed(recipe, tmp_path) -> None:
    problems, _ = tried(recipe, made(recipe), tmp_path)
    assert problems == []


@pytest.mark.parametrize("target", HANDFULS)
def test_a_handful_of_mutated_inputs_end_plainly(target, worker) -> None:
    rng = Random(_SEED)
    names = sorted(target.seeds())
    for _input in range(_INPUTS):
        recipe = drawn(target, rng, Recipe(target.name, rng.choice(names)))
        assert [one for one in worker.report(recipe).problems if one.kind not in _LOSSES] == [], recipe


@pytest.mark.parametrize("suffix", [*FORMATS, "record", "office"])
def test_every_mutation_changes_some_seed(suffix) -> None:
    target = TARGETS[suffix]
    names = {f"{sort}.{name}" for sort, (_, found) in target.sorts().items() for name in found}
    changing = {
        name
        for name in names
        for seed, data in target.seeds().items()
        if any(made(Recipe(suffix, seed, ((name, number),))) != data for number in range(6))
    }
    assert names - changing == ({"text.cell"} if suffix == "html" else set())


def test_a_recipe_is_written_and_read() -> None:
    recipe = Recipe("docx", "plain", (("xml.delete", 7), ("zip.drop", 2**31)))
    assert Recipe.of(str(recipe)) == recipe
    assert made(recipe) == made(Recipe.of(str(recipe))) != made(Recipe("docx", "plain"))


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_count_of_a_format_finds_what_its_standard_says(suffix) -> None:
    pieces = SHOWN[suffix](seeds.documents(suffix)["plain"])
    assert pieces is not None
    text = "".join(piece.text for piece in pieces)
    for words in ("倉儲管理人員", "P1.1.2", "搬運設備操作能力", "外觀破損或數量不符之貨品"):
        assert words in text


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_judge_misses_a_word_that_nothing_tells(suffix, tmp_path) -> None:
    data = seeds.documents(suffix)["plain"]
    reading = read_file(File(tmp_path / f"x.{suffix}", data, "0" * 64), explain=True)
    assert reading.outcome is Outcome.OK
    assert list(lost(suffix, data, reading)) == []
    silent = replace(reading, placements=tuple(one for one in reading.placements if "揀選貨品" not in one.text))
    (problem,) = lost(suffix, data, silent)
    assert problem.kind == "vanished"
    assert {"揀", "選"} <= {letter for letter, _ in problem.told}


def test_the_judge_misses_a_word_that_is_in_no_field_of_the_record(tmp_path) -> None:
    data = seeds.documents("txt")["plain"]
    reading = read_file(File(tmp_path / "x.txt", data, "0" * 64), explain=True)
    assert reading.standard is not None
    short = replace(reading, standard=reading.standard.model_copy(update={"attitudes": ()}))
    assert {(one.kind, one.place) for one in lost("txt", data, short)} == {("unrecorded", "attitudes")}
