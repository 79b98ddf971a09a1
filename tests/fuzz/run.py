"""The hunt: ``python -m tests.fuzz.run``; docs/robustness.md says what it looks for.

usage: run.py [--seconds N] [--seed N] [--finds FOLDER] [TARGET ...]
       run.py --replay "RECIPE" [--write FILE]
"""

from __future__ import annotations

import argparse
import re
import secrets
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from tests.fuzz.confirm import is_printed
from tests.fuzz.judge import Problem
from tests.fuzz.targets import TARGETS, Recipe, Target, drawn, made, stored
from tests.fuzz.worker import Report, Worker

_POOL = 400
_MOST_STEPS = 8
_OF_ONE_HOLDER = 3
"""So many finds of a kind are kept that are about text in one sort of element: the cause is mostly one."""
_OF_A_KIND = 12
"""So many are kept of a kind in all, where elements do not tell."""
_SUFFIXES = {"record": "json", "settings": "toml", "waivers": "toml", "baseline": "json", "manifest": "json"}


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if nothing was found."""
    parser = argparse.ArgumentParser(description="Tries mutated inputs; see docs/robustness.md.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}; all if none is named")
    parser.add_argument("--seconds", type=float, default=300, help="for all targets together")
    parser.add_argument("--seed", type=int, default=None, help="the same seed tries the same inputs")
    parser.add_argument("--finds", type=Path, default=Path("out/fuzz"), help="where finds are written")
    parser.add_argument("--replay", metavar="RECIPE", help="try one input and say what comes of it")
    parser.add_argument("--write", type=Path, metavar="FILE", help="with --replay: write the input there")
    options = parser.parse_args(arguments)
    if options.replay:
        return _replayed(Recipe.of(options.replay), options.write)
    targets = [TARGETS[name] for name in options.targets or TARGETS]
    seed = secrets.randbelow(2**32) if options.seed is None else options.seed
    print(f"SEED={seed}, {options.seconds:g} s for {len(targets)} targets; finds go to {options.finds}", flush=True)
    hunts = [Hunt(target, seed, options.finds) for target in targets]
    for hunt in hunts:
        hunt.run(options.seconds / len(targets))
        print(hunt.summary(), flush=True)
    return 1 if any(hunt.found for hunt in hunts) else 0


class Hunt:
    """The inputs of one target. One that becomes of a new kind is kept to be mutated further."""

    def __init__(self, target: Target, seed: int, folder: Path) -> None:
        self.found: dict[tuple[str, str], Recipe] = {}
        self.doubtful: dict[tuple[str, str], Recipe] = {}
        self.tried = 0
        self._target = target
        self._rng = Random(f"{seed} {target.name}")
        self._folder = folder / target.name
        self._seeds = [Recipe(target.name, name) for name in sorted(target.seeds())]
        self._seeds += [recipe for recipe in stored() if recipe.target == target.name]
        self._pool = list(self._seeds)
        self._signatures: set[str] = set()
        self._outcomes: Counter[str] = Counter()
        self._seconds = 0.0
        self._holders: Counter[tuple[str, str]] = Counter()

    def run(self, seconds: float, most: int = sys.maxsize) -> None:
        """Tries inputs for some time, ``most`` of them at the most; the unchanged seeds come before."""
        with Worker() as worker:
            for seed in self._seeds:
                self._note(worker, seed, worker.report(seed))
            start = time.monotonic()
            while time.monotonic() - start < seconds and self.tried < most:
                base = self._rng.choice(self._rng.choice((self._seeds, self._pool)))
                recipe = drawn(self._target, self._rng, base)
                self._note(worker, recipe, worker.report(recipe))
            self._seconds = time.monotonic() - start

    def summary(self) -> str:
        """One line for people."""
        outcomes = ", ".join(f"{name} {count}" for name, count in sorted(self._outcomes.items()))
        pace = self.tried / max(self._seconds, 0.001)
        return f"{self._target.name}: {self.tried} inputs, {pace:.0f}/s, {len(self.found)} finds, {len(self.doubtful)} doubtful; {outcomes}".rstrip(
            "; "
        )

    def _note(self, worker: Worker, recipe: Recipe, report: Report) -> None:
        self.tried += 1
        if self._target.name in _WITH_OUTCOME:
            self._outcomes[report.signature.partition(" ")[0] or "none"] += 1
        for problem in report.problems:
            key = (problem.kind.removesuffix("-partial"), problem.place)
            holder = (key[0], key[1].partition(">")[0] if ">" in key[1] else "")
            most = _OF_ONE_HOLDER if holder[1] else _OF_A_KIND
            if key in self.found or key in self.doubtful or self._holders[holder] >= most:
                continue
            least = minimised(worker, recipe, problem)
            is_doubtful = bool(problem.told) and is_printed(problem, made(least), recipe.target) is False
            (self.doubtful if is_doubtful else self.found)[key] = least
            self._holders[holder] += not is_doubtful
            self._write(least, problem, self._folder / "doubtful" if is_doubtful else self._folder)
        if report.signature and report.signature not in self._signatures and len(self._pool) < _POOL:
            self._signatures.add(report.signature)
            if len(recipe.steps) <= _MOST_STEPS and not report.signature.startswith("failed"):
                self._pool.append(recipe)

    def _write(self, recipe: Recipe, problem: Problem, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        name = (
            re.sub(r"\W+", "-", f"{problem.kind}-{problem.place}")[:80].strip("-")
            + f"-{len(self.found) + len(self.doubtful)}"
        )
        suffix = _SUFFIXES.get(
            recipe.target, recipe.target if recipe.target in _WITH_OUTCOME else Path(recipe.seed).name
        )
        (folder / f"{name}.{suffix}").write_bytes(made(recipe))
        replay = f'python -m tests.fuzz.run --replay "{recipe}"'
        (folder / f"{name}.note").write_text(f"{problem.kind}: {problem.detail}\nat: {problem.place}\n{replay}\n")
        print(f"  {folder / name}: {problem.kind}, {problem.place}: {problem.detail[:120]}", flush=True)


_WITH_OUTCOME = ("pdf", "docx", "odt", "html", "txt", "record")


def minimised(worker: Worker, recipe: Recipe, problem: Problem) -> Recipe:
    """The recipe without the mutations that the problem does not need."""
    at = 0
    while at < len(recipe.steps):
        fewer = replace(recipe, steps=recipe.steps[:at] + recipe.steps[at + 1 :])
        again = [(one.kind, one.place) for one in worker.report(fewer).problems]
        if (problem.kind, problem.place) in again:
            recipe = fewer
        else:
            at += 1
    return recipe


def _replayed(recipe: Recipe, file: Path | None) -> int:
    if file:
        file.write_bytes(made(recipe))
    with Worker() as worker:
        report = worker.report(recipe)
    print(report.signature)
    for problem in report.problems:
        print(f"{problem.kind}: {problem.detail}\nat: {problem.place}")
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main())
