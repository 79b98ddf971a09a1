"""Turns what a reader saw into the record. The only part that knows the official form.

``rows`` makes one sequence of all tables and paragraphs, ``sections`` sorts it into the parts of the form, a module
a part reads them, ``record`` puts the record together. ``coverage`` counts every character on the way. What is
concluded is concluded by named rules (``rules``); docs/architecture.md tells how they hang together.
"""

from __future__ import annotations

from pipeline.assemble.coverage import LABEL, OUTSIDE, Coverage, Placement, PlainCharacter, RecordText
from pipeline.assemble.record import Assembly, SeveralStandards, assemble

__all__ = [
    "LABEL",
    "OUTSIDE",
    "Assembly",
    "Coverage",
    "Placement",
    "PlainCharacter",
    "RecordText",
    "SeveralStandards",
    "assemble",
]
