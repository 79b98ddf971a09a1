"""An output whose place is taken costs that output alone; the next run makes what is missing."""

from __future__ import annotations

import errno
import os

import pytest
import small_documents as small

from pipeline.base import files
from pipeline.base.errors import OccupiedError, WriteError
from pipeline.cli.main import main
from pipeline.release import manifest
from pipeline.reports import _forms


@pytest.fixture
def two(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for number in (1, 2):
        (tmp_path / "in" / f"{number}.txt").write_bytes(small.flat_text(code=f"ABC1234-{number:03}"))
    return tmp_path


def names(folder):
    return {path.name for path in folder.iterdir() if path.is_file() and path.name != "manifest.json"}


def test_a_handbook_whose_place_is_taken_is_the_only_one_missing(two, capfd):
    (two / "out" / "ABC1234-001.html").mkdir(parents=True)
    assert main(["build", "in", "-o", "out", "--to", "html,md"]) == 1
    said = capfd.readouterr().err
    assert "in/1.txt: partial ABC1234-001" in said
    assert "error BD102 out/ABC1234-001.html cannot be replaced: it is a folder." in said
    assert "in/2.txt: ok ABC1234-002" in said
    assert names(two / "out") == {"ABC1234-001.md", "ABC1234-002.html", "ABC1234-002.md"}
    (two / "out" / "ABC1234-001.html").rmdir()
    assert main(["build", "in", "-o", "out", "--to", "html,md"]) == 0
    assert "files written to out: 1" in capfd.readouterr().err
    assert "ABC1234-001.html" in names(two / "out")


def test_a_document_all_of_whose_outputs_are_missing_has_failed(two, capfd):
    (two / "out" / "ABC1234-001.html").mkdir(parents=True)
    assert main(["build", "in", "-o", "out", "--to", "html"]) == 1
    assert "in/1.txt: failed ABC1234-001" in capfd.readouterr().err


def test_so_are_volumes_exports_sheets_and_joined_parts(two, capfd):
    for taken in ("v.html", "data/release.xlsx", "joined/ABC1234-001.html", "sheets/ABC1234-001-compare.docx"):
        (two / taken).mkdir(parents=True)
    assert main(["book", "in", "-o", "v", "--title", "彙編", "--to", "html,docx"]) == 1
    assert (two / "v.docx").is_file()
    assert main(["export", "in", "-o", "data", "--to", "xlsx,csv"]) == 1
    assert (two / "data" / "csv").is_dir()
    assert main(["build", "in", "-o", "part", "--to", "html,md", "--shard", "1/1"]) == 0
    assert main(["merge", "part", "-o", "joined"]) == 1
    assert names(two / "joined") == {"ABC1234-001.md", "ABC1234-002.html", "ABC1234-002.md"}
    (two / "new").mkdir()
    (two / "new" / "1.txt").write_bytes(small.flat_text(code="ABC1234-001", indicator="另一項指標。"))
    assert main(["compare", "in", "new", "-o", "sheets"]) == 1
    assert names(two / "sheets") >= {"ABC1234-001-compare.html", "releases-compare.html"}
    assert capfd.readouterr().err.count("error BD102 ") == 4


def test_a_file_in_the_place_of_a_folder_costs_the_files_of_that_folder(two, capfd):
    (two / "data").mkdir()
    (two / "data" / "csv").write_text("my own notes")
    assert main(["export", "in", "-o", "data", "--to", "csv,json"]) == 1
    said = capfd.readouterr().err
    assert said.count("error BD102 data/csv is a file, and a folder is needed there.") == 1
    assert "were up to date" not in said
    assert (two / "data" / "csv").read_text() == "my own notes"
    assert (two / "data" / "ABC1234-001.json").is_file()
    (two / "data" / "csv").unlink()
    assert main(["export", "in", "-o", "data", "--to", "csv,json"]) == 0
    assert (two / "data" / "csv" / "standards.csv").is_file()


def test_where_nothing_can_be_written_the_run_ends(tmp_path):
    with pytest.raises(WriteError) as failed:
        files.write(tmp_path / "no folder" / "x", b"")
    assert not isinstance(failed.value, OccupiedError)


def test_a_file_that_is_open_elsewhere_is_in_the_way(tmp_path, monkeypatch):
    def refuse(_source, target):
        raise PermissionError(errno.EACCES, "The process cannot access the file", target)

    (tmp_path / "x").write_bytes(b"old")
    monkeypatch.setattr(os, "replace", refuse)  # as Windows does
    with pytest.raises(OccupiedError, match=r"permission denied\. Close it in other programs"):
        files.write(tmp_path / "x", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"x": b"old"}


def test_inputs_on_another_drive_have_their_whole_path(two, monkeypatch):
    def no_way(path, start=None):
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", no_way)
    whole = (two / "in" / "1.txt").as_posix()
    assert files.seen_from(two / "in" / "1.txt", two / "out") == whole
    assert _forms.relative("in/1.txt") == whole
    assert main(["build", "in", "-o", "out", "--to", "md"]) == 0
    known = manifest.load(two / "out")
    assert known is not None
    assert whole in known.inputs
    assert main(["build", "in", "-o", "out", "--to", "md"]) == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_pipes_in_the_place_of_outputs_make_room_for_them(two):
    (two / "out").mkdir()
    for name in ("ABC1234-001.html", "manifest.json"):
        os.mkfifo(two / "out" / name)
    assert main(["build", "in", "-o", "out", "--to", "html"]) == 0
    assert names(two / "out") == {"ABC1234-001.html", "ABC1234-002.html"}
    assert files.is_regular(two / "out" / "manifest.json")


@pytest.mark.skipif(os.name == "nt", reason="devices of Unix")
@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
def test_a_link_to_a_device_swallows_no_output(two, device):
    (two / "out").mkdir()
    (two / "out" / "ABC1234-001.html").symlink_to(device)
    assert files.digest(two / "out" / "ABC1234-001.html") is None
    assert main(["build", "in", "-o", "out", "--to", "html"]) == 0
    assert files.is_regular(two / "out" / "ABC1234-001.html")


@pytest.mark.parametrize("title", ["  ", "a\x1b[31mb", "a\ufffeb"])
def test_a_title_that_cannot_be_written_is_refused(two, capfd, title):
    assert main(["book", "in", "-o", "v", "--title", title]) == 2
    assert main(["site", "in", "-o", "s", "--title", title]) == 2
    assert capfd.readouterr().err.lower().count("icap: the title" if title.isspace() else "icap: title holds") == 2
    assert not (two / "v.html").exists()
