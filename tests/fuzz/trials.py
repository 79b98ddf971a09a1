"""One input tried: its problems, and a few words that tell what became of it.

What raises anything but the errors that are meant for people is left to the caller, who calls it a crash.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from functools import cache
from pathlib import Path

from pipeline import api, checks
from pipeline.base.errors import FatalError
from pipeline.findings import exceptions, selection
from pipeline.findings import settings as settings_files
from pipeline.findings.diagnostics import CannotRender, Diagnostic
from pipeline.findings.rules import known_rules
from pipeline.release import read
from pipeline.release import trials as template_trials
from pipeline.release.build import BuildOrder, build
from pipeline.release.load import File
from pipeline.release.merge import merge
from pipeline.release.pools import INLINE, processes
from tests.fuzz.judge import Problem, lost
from tests.fuzz.seeds import documents

Told = Iterator[Problem | str]
_INTERNAL = "XX999"
_FORMATS = ("html", "md", "docx", "odt", "json")
_PRECIOUS = b"nobody may touch this\n"


def document(suffix: str, name: str, data: bytes, _folder: Path) -> Told:
    """A source document: read and checked, and its text accounted for."""
    reading = read.read_file(
        File(Path(name).with_suffix(f".{suffix}"), data, hashlib.sha256(data).hexdigest()), explain=True
    )
    yield from _told(reading.outcome, reading.diagnostics)
    if reading.standard is not None:
        checks.run(reading.standard, known_rules().values())
    yield from lost(suffix, data, reading)


def record(name: str, data: bytes, _folder: Path) -> Told:
    """A record: read, checked, and printed in one of the formats."""
    reading = read.read_file(File(Path(name).with_suffix(".json"), data, hashlib.sha256(data).hexdigest()))
    yield from _told(reading.outcome, reading.diagnostics)
    if reading.standard is not None:
        findings = checks.run(reading.standard, known_rules().values())
        format_name = _FORMATS[sum(data) % len(_FORMATS)]
        try:
            api.render(reading.standard, format_name, findings=findings)
        except CannotRender as reason:
            yield _plain(str(reason))


def settings(_name: str, data: bytes, folder: Path) -> Told:
    """A file of settings: loaded, shown, and the rules chosen by it."""
    file = _written(folder, "icap.toml", data)
    try:
        found = settings_files.load(folder, file)
        found.shown().encode()
        selection.choose(found.select, found.ignore, found.severity)
    except FatalError as error:
        yield _plain(str(error))


def waivers(_name: str, data: bytes, folder: Path) -> Told:
    """A file of waivers: read."""
    try:
        exceptions.read_waivers(_written(folder, "waivers.toml", data))
    except FatalError as error:
        yield _plain(str(error))


def baseline(_name: str, data: bytes, folder: Path) -> Told:
    """A baseline: read, and its entries written again."""
    try:
        exceptions.baseline_text(exceptions.read_baseline(_written(folder, "baseline.json", data))).encode()
    except FatalError as error:
        yield _plain(str(error))


def template(name: str, data: bytes, folder: Path) -> Told:
    """A template of the user's own: filled as ``icap template check`` does.

    What typst does within limits, only a process of its own can end: it has no other way out of memory than to stop.
    """
    own = folder / "own"
    shutil.rmtree(own, ignore_errors=True)
    own.mkdir()
    _written(own, name, data)
    try:
        with processes(1, preload=False) if name.endswith(".typ") else nullcontext(INLINE) as pool:
            for trial in template_trials.check(own, pool):
                yield _plain(trial.fault or trial.remark or "")
    except FatalError as error:
        yield _plain(str(error))


@cache
def _built() -> dict[str, bytes]:
    """The files of a folder into which one small text was built, by their names in it."""
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        list(build([_written(home, "a.txt", documents("txt")["plain"])], _order(home / "out")))
        return {str(file.relative_to(home)): file.read_bytes() for file in home.rglob("*") if file.is_file()}


def manifests() -> dict[str, bytes]:
    """The manifest of a good folder, and one that names a file beside the folder as an output of an input that is gone."""
    good = _built()["out/manifest.json"]
    digest = hashlib.sha256(_PRECIOUS).hexdigest().encode()
    evil = re.sub(rb'("outputs": \{\s*)"[^"]*"', rb'\1"../precious/file.txt"', good)
    evil = re.sub(rb'("\.\./precious/file.txt": \{\s*"sha256": )"\w*"', rb'\1"%s"' % digest, evil)
    return {"good": good, "evil": evil.replace(b'"../a.txt"', b'"../gone.txt"')}


def manifest(_name: str, data: bytes, folder: Path) -> Told:
    """A manifest: built and pruned by it, and merged; what lies outside of the folder must stay as it was."""
    home = folder / "home"
    shutil.rmtree(home, ignore_errors=True)
    kept = {"precious/file.txt": _PRECIOUS, "a.txt": _built()["a.txt"]}
    for name, content in {**_built(), **kept}.items():
        _written(home, name, content)
    _written(home, "out/manifest.json", data.replace(b"@HERE@", str(home).encode()))
    for step in (
        lambda: list(merge([home / "out"], home / "merged")),
        lambda: list(build([home / "a.txt"], _order(home / "out"))),
    ):
        try:
            for result in step():
                yield from _told(str(result.document.outcome), result.document.diagnostics)
        except FatalError as error:
            yield _plain(str(error))
        for name, content in kept.items():
            if not (home / name).is_file() or (home / name).read_bytes() != content:
                yield Problem("touched", name, "a file outside of the output folder is gone or is another")
    strays = {one.name for one in home.iterdir()} - {"out", "merged", "precious", "a.txt"}
    if strays:
        yield Problem("touched", "beside", f"written beside the output folder: {sorted(strays)}")


def _order(folder: Path) -> BuildOrder:
    return BuildOrder(folder, ("md",), incremental=True, pruned=True)


def _told(outcome: str, diagnostics: tuple[Diagnostic, ...]) -> Told:
    yield str(outcome)
    for one in diagnostics:
        yield f"{one.rule}:{_plain(one.message)}"
        if one.rule == _INTERNAL:
            yield Problem("crash", _plain(one.message), one.message)


def _plain(message: str) -> str:
    """A message without what is different in every input."""
    return re.sub(r"[\"'“「].*?[\"'”」]|\d+|[^\x00-\x7f]+|/\S+", "#", message)[:100].replace(" ", "-")


def _written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
