"""What the hunts found and what was mended since: every file under ``finds`` ends plainly, and nothing in it is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.targets import FINDS as FOLDER
from tests.fuzz.targets import TARGETS, Recipe, stored

FINDS = [pytest.param(one, id=str(Path(one.seed[1:]).relative_to(FOLDER).with_suffix(""))) for one in stored()]


@pytest.mark.parametrize("recipe", FINDS)
def test_a_find_stays_mended(recipe, worker) -> None:
    assert worker.report(recipe).problems == ()


def test_a_worker_reports_and_outlives_what_kills_it(tmp_path, worker) -> None:
    target = next(iter(TARGETS))
    assert worker.report(Recipe(target, f"@{tmp_path / 'missing'}")).problems == ()
    assert "ok" in worker.report(Recipe("txt", "plain")).signature
