"""Small good files that the mutations start from, all made of own small standards."""

from __future__ import annotations

import json
from functools import cache

from small_standard import small_standard

from pipeline import api
from pipeline.handbooks.folders import SUPPLIED
from pipeline.record import model
from tests.fuzz import mutate_pdf
from tests.mutations.standards import CLEAN, standard
from tests.typeset import Quirks, typeset

_LAYOUTS = {
    "plain": Quirks(),
    "dense": Quirks(glued=True, items_on_one_line=True, notes_in_table=True, attitudes_in_table=True, header_rows=2),
    "loose": Quirks(line_ends="break", bullet="●", boxes=False, duty_cells="repeated", footers="none", header_rows=3),
    "lists": Quirks(line_ends="list", boxes=False, raised_marks=False, level_remark="（含）"),
}
_SETTINGS = """select = ["ALL"]
ignore = ["TX7", "name-drift"]
fail-on = "warning"
waivers = "waivers.toml"
baseline = "baseline.json"

[severity]
CR201 = "error"
stray-character = "info"
"""
_WAIVERS = """[[waiver]]
document = "LOG4321-007v2"
rule = "CR201"
subject = "T1.2/K02"
reason = "經承辦單位確認"
by = "王小明"
until = 2031-12-31

[[waiver]]
document = "LOG4321-007v2"
rule = "name-drift"
subject = "T1.1/K01"
reason = "同上"
by = "王小明"
"""
_BASELINE = {
    "baseline_version": "1.0",
    "entries": [{"document": "LOG4321-007v2", "rule": "CR201", "subject": "T1.2/K02"}],
}


@cache
def documents(suffix: str) -> dict[str, bytes]:
    """Source documents by name: several layouts, and the form as the supplied template prints it, where one does."""
    found = {name: typeset(standard(), quirks, suffix) for name, quirks in _LAYOUTS.items()}
    if suffix != "txt":
        found["form"] = api.render(standard(), suffix, template="form")
    return {name: mutate_pdf.plain(data) for name, data in found.items()} if suffix == "pdf" else found


@cache
def records() -> dict[str, bytes]:
    """Records: a whole one, and one of a standard that has hardly anything."""
    bare = small_standard({**CLEAN, "duties": {}, "versions": [], "code": None})
    return {"whole": model.to_json(standard()).encode(), "bare": model.to_json(bare).encode()}


def settings() -> dict[str, bytes]:
    """A file of settings."""
    return {"settings": _SETTINGS.encode()}


def waivers() -> dict[str, bytes]:
    """A file of waivers."""
    return {"waivers": _WAIVERS.encode()}


def baselines() -> dict[str, bytes]:
    """A baseline."""
    return {"baseline": json.dumps(_BASELINE).encode()}


@cache
def templates(suffix: str) -> dict[str, bytes]:
    """The supplied templates that end so, by file name."""
    assert SUPPLIED is not None
    return {file.name: file.read_bytes() for file in sorted(SUPPLIED.iterdir()) if file.name.endswith(suffix)}
