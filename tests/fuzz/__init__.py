"""A fuzzing pass over everything that the pipeline reads; docs/robustness.md tells how to run it."""

import sys
from pathlib import Path

# Where pytest finds the small standards by its settings, `python -m tests.fuzz.run` must be told.
sys.path.append(str(Path(__file__).parent.parent / "checks"))
