"""The hunt itself: what it draws, how it minimises and what it writes."""

from __future__ import annotations

from pathlib import Path

from tests.fuzz.judge import Problem
from tests.fuzz.run import Hunt, minimised
from tests.fuzz.targets import TARGETS, Recipe
from tests.fuzz.worker import Report, Worker

_CULPRITS = {("text.code", 2), ("text.line", 4)}


class _Accuser(Worker):
    """Calls every recipe a crash that has both culprits."""

    def report(self, recipe: Recipe) -> Report:
        problem = Problem("crash", "here", "both are there")
        return Report((problem,) if set(recipe.steps) >= _CULPRITS else (), "ok")


def test_a_find_keeps_only_the_mutations_that_it_needs() -> None:
    steps = (("text.plant", 1), ("text.code", 2), ("text.cell", 3), ("text.line", 4), ("text.plant", 5))
    with _Accuser() as worker:
        least = minimised(worker, Recipe("txt", "plain", steps), Problem("crash", "here", ""))
    assert least == Recipe("txt", "plain", (("text.code", 2), ("text.line", 4)))


def test_a_hunt_that_finds_something_writes_it_with_its_recipe(tmp_path: Path) -> None:
    hunt = Hunt(TARGETS["manifest"], 1, tmp_path)
    recipe = Recipe("manifest", "evil")
    with _Accuser() as worker:
        hunt._note(worker, recipe, Report((Problem("touched", "precious/file.txt", "it is gone"),), "ok"))
    (note,) = tmp_path.rglob("*.note")
    assert '--replay "manifest evil"' in note.read_text()
    assert b"../precious/file.txt" in note.with_suffix(".json").read_bytes()
    assert "1 finds" in hunt.summary()


def test_a_hunt_tries_the_seeds_and_then_mutated_inputs(tmp_path: Path) -> None:
    hunt = Hunt(TARGETS["settings"], 1, tmp_path)
    hunt.run(seconds=60, most=5)
    assert hunt.tried == 5
    assert hunt.found == {}
