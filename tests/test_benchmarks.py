"""The measuring programs start: they are run so seldom that nothing else would tell."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

MODULES = sorted(path.stem for path in (Path(__file__).parents[1] / "benchmarks").glob("[a-z]*.py"))


@pytest.mark.parametrize("name", MODULES)
def test_a_measuring_program_can_be_loaded(name):
    assert importlib.import_module(f"benchmarks.{name}").__doc__
