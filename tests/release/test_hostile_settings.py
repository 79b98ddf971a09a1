"""Manifests, settings, waivers, baselines and pairs are refused or ended before they take long or much memory."""

from __future__ import annotations

import hashlib
import resource
import subprocess
import sys
from pathlib import Path

import pytest
import small_documents as small

ROOT = Path(__file__).parents[2]
MEBIBYTE = 1024**2
SECONDS, MEMORY = 15, 1024 * MEBIBYTE
DOTTED = b"a." * 20_000 + b"a = 1\n"
"""Read by tomllib it takes half a minute and 1.6 GB."""

pytestmark = pytest.mark.slow


def run(folder, *arguments):
    """The command with no more of a processor and of memory than a hostile file may take."""

    def limited():
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))

    return subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments, "--lang", "en"],
        cwd=folder,
        env={"PATH": "", "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limited,
    )


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_bytes(small.flat_text())
    (tmp_path / "b.txt").write_bytes(small.flat_text(indicator="另一項指標。"))
    return tmp_path


LARGE = b"x = 1\n" * (MEBIBYTE // 6 + 1)
SETTINGS = {
    "a key of endless parts": DOTTED,
    "a table of endless parts": b"[" + b'"a" . ' * 20_000 + b"a]\n",
    "one that is large": LARGE,
    "as many lines as may be": b"".join(b"key-%d = 1\n" % number for number in range(70_000)),
    "as deep as may be": b"".join(b"[%s]\n" % b".".join([b"a"] * 31 + [b"%d" % number]) for number in range(14_000)),
}


@pytest.mark.parametrize("what", SETTINGS)
def test_settings_and_waivers_are_refused(what, folder):
    (folder / "icap.toml").write_bytes(SETTINGS[what])
    done = run(folder, "check", "a.txt")
    assert (done.returncode, "icap.toml" in done.stderr) == (2, True), done.stderr
    (folder / "icap.toml").unlink()
    (folder / "waivers.toml").write_bytes(SETTINGS[what])
    done = run(folder, "check", "a.txt")
    assert (done.returncode, "waivers.toml" in done.stderr) == (2, True), done.stderr


def test_a_text_with_many_full_stops_is_no_deep_key(folder):
    stops = " ".join(["見第1.2.3節。"] * 40) + "." * 100 + "a. b. c. " * 10
    (folder / "waivers.toml").write_text(
        f'[[waiver]]\ndocument = "ABC1234-001"\nrule = "CF101"\nsubject = "code"\nreason = "{stops}"\nby = "王"\n',
        "utf-8",
    )
    assert run(folder, "check", "a.txt").returncode == 0


FLOODED = b'"inputs":{' + b",".join(b'"%x":{}' % number for number in range(1_500_000)) + b"}}"
HEAD = b'{"manifest_version":"1","tool":"icap",'
MANIFESTS = {
    "a million wrong entries": HEAD + FLOODED,
    "brackets without end": b"[" * 3 * MEBIBYTE,
    "one that is large": HEAD + b'"inputs":{},"x":"' + b" " * 70 * MEBIBYTE + b'"}',
}


@pytest.mark.parametrize("what", MANIFESTS)
def test_a_manifest_is_not_used(what, folder):
    (folder / "out").mkdir()
    (folder / "out" / "manifest.json").write_bytes(MANIFESTS[what])
    done = run(folder, "merge", "out", "-o", "joined")
    assert (done.returncode, "has no manifest that can be used" in done.stderr) == (2, True), done.stderr
    done = run(folder, "build", "a.txt", "-o", "out", "--to", "md")
    assert done.returncode == 0, done.stderr
    assert "cannot be used" in done.stderr


def test_a_manifest_that_counts_without_end_is_not_used(folder):
    (folder / "part").mkdir()
    (folder / "part" / "manifest.json").write_bytes(HEAD + b'"inputs":{},"part":[1,1000000000000]}')
    assert "has no manifest that can be used" in run(folder, "merge", "part", "-o", "joined").stderr


def test_a_large_manifest_that_is_right_is_used(folder):
    assert run(folder, "build", "a.txt", "-o", "out", "--to", "md").returncode == 0
    manifest = folder / "out" / "manifest.json"
    manifest.write_bytes(manifest.read_bytes() + b" " * 2 * MEBIBYTE)
    done = run(folder, "build", "a.txt", "-o", "out", "--to", "md")
    assert "files in out that were up to date: 1" in done.stderr


BASELINES = {
    "a million entries": b'{"baseline_version":"1.0","entries":[' + b",".join([b"{}"] * 1_000_000) + b"]}",
    "one that is large": b'{"baseline_version":"1.0","entries":[' + b" " * 17 * MEBIBYTE + b"]}",
    "brackets without end": b"[" * MEBIBYTE,
}


@pytest.mark.parametrize("what", BASELINES)
def test_a_baseline_is_refused(what, folder):
    (folder / "b.json").write_bytes(BASELINES[what])
    for arguments in (("check", "a.txt", "--baseline", "b.json"), ("baseline", "update", "b.json", "a.txt")):
        done = run(folder, *arguments)
        assert "Traceback" not in done.stderr
        assert (done.returncode, "b.json" in done.stderr) == (2, True), (arguments, done.stderr)


PAIRS = {
    "one that is large": b"old,new\n" + b"a" * 17 * MEBIBYTE,
    "a million lines": b"old,new\n" + b"duties/T1,duties/T1\n" * 800_000,
    "a field without end": b"old,new\n" + b'"' + b"a" * MEBIBYTE,
}


@pytest.mark.parametrize("what", PAIRS)
def test_pairs_are_refused(what, folder):
    (folder / "m.csv").write_bytes(PAIRS[what])
    done = run(folder, "compare", "a.txt", "b.txt", "--matches", "m.csv")
    assert (done.returncode, "m.csv" in done.stderr) == (2, True), done.stderr
    assert len(done.stderr) < 2_000


FLOODS = {
    "findings": (b"[{},[" + b",".join([b"{}"] * 2_000_000) + b"]]", None),
    "records": (None, b'{"duties":[' + b",".join([b"{}"] * 2_000_000) + b"]}"),
}


def tampered(part, head=None, record=None):
    """The part with another examination, under a digest that is right."""
    (path,) = (part / ".icap").glob("*.examined")
    old_head, _end, old_record = path.read_bytes().partition(b"\n")
    data = b"\n".join((head or old_head, record or old_record))
    digest = hashlib.sha256(data).hexdigest()
    path.with_name(f"{digest}.examined").write_bytes(data)
    manifest = part / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(path.stem.encode(), digest.encode()))


@pytest.mark.parametrize("what", FLOODS)
def test_what_is_kept_of_a_document_is_not_used(what, folder):
    (folder / "part").mkdir()
    assert run(folder, "build", "a.txt", "-o", "part", "--to", "md").returncode == 0
    tampered(folder / "part", *FLOODS[what])
    done = run(folder, "merge", "part", "-o", "joined")
    assert (done.returncode, "part is incomplete" in done.stderr) == (2, True), done.stderr


def test_a_record_that_is_none_is_no_fault_of_the_program(folder):
    """Two inputs of one code that differ: their records are looked at."""
    for name in ("a", "b"):
        assert run(folder, "build", f"{name}.txt", "-o", name, "--to", "md").returncode == 0
    tampered(folder / "a", record=b"{}")
    done = run(folder, "merge", "a", "b", "-o", "joined")
    assert "internal error" not in done.stderr
    assert done.returncode == 2, done.stderr


@pytest.mark.parametrize("command", ["build", "export"])
def test_a_kept_record_that_is_none_is_built_anew_if_that_is_asked_for(command, folder):
    arguments = [command, "a.txt", "-o", "out", "--to", {"build": "md", "export": "csv"}[command]]
    assert run(folder, *arguments).returncode == 0
    tampered(folder / "out", record=b"{}")
    for path in (folder / "out").rglob("*.csv" if command == "export" else "*.md"):
        path.unlink()
    done = run(folder, *arguments)
    assert (done.returncode, "--force" in done.stderr, "XX999" in done.stderr) == (2, True, False), done.stderr
    assert run(folder, *arguments, "--force").returncode == 0
