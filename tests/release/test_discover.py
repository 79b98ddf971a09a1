"""Which files a run is about."""

from __future__ import annotations

import os

import pytest

from pipeline.base.errors import SettingsError
from pipeline.release.discover import plan

SUFFIXES = {".pdf", ".txt"}


def put(folder, *names, content=b"x"):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def planned(folder, *sources, **options):
    found = plan([folder / source for source in sources or ("",)], options.pop("suffixes", SUFFIXES), **options)
    return [path.relative_to(folder).as_posix() for path in found]


def test_a_folder_gives_the_files_below_it_with_a_known_suffix_in_order(tmp_path):
    put(tmp_path, "b.pdf", "a.PDF", "sub/c.txt", "notes.xls", "README")
    assert planned(tmp_path) == ["a.PDF", "b.pdf", "sub/c.txt"]


def test_hidden_files_and_lock_files_are_no_inputs(tmp_path):
    put(tmp_path, "a.pdf", ".b.pdf", "~$c.pdf", ".git/d.pdf")
    assert planned(tmp_path) == ["a.pdf"]


def test_the_output_folder_is_left_out(tmp_path):
    put(tmp_path, "a.pdf", "out/a.pdf", "sub/out/b.pdf")
    assert planned(tmp_path, leave_out=tmp_path / "out") == ["a.pdf", "sub/out/b.pdf"]


def test_named_files_keep_their_order_and_any_suffix(tmp_path):
    put(tmp_path, "z.xls", "a.pdf")
    assert planned(tmp_path, "z.xls", "a.pdf") == ["z.xls", "a.pdf"]


def test_a_file_that_is_named_twice_is_one_input(tmp_path):
    put(tmp_path, "sub/a.pdf")
    (tmp_path / "again.pdf").symlink_to(tmp_path / "sub" / "a.pdf")
    assert planned(tmp_path, "sub/a.pdf", "sub", "sub/../sub/a.pdf", "again.pdf") == ["sub/a.pdf"]


def test_a_circle_of_links_ends(tmp_path):
    put(tmp_path, "sub/a.pdf")
    (tmp_path / "sub" / "up").symlink_to(tmp_path, target_is_directory=True)
    assert planned(tmp_path) == ["sub/a.pdf"]


def test_of_json_files_in_a_folder_only_records_count(tmp_path):
    put(tmp_path, "package.json", content=b'{"name": "x"}')
    put(tmp_path, "record.json", content=b'{\n  "schema_version": "1.0"')
    put(tmp_path, "report.json", content=b'{\n  "schema_version": "1.0",\n  "tool": {"name": "icap"')
    assert planned(tmp_path, suffixes={".json"}) == ["record.json"]


def test_a_missing_file_stays_in_among_others_so_that_it_is_reported(tmp_path):
    put(tmp_path, "a.pdf")
    assert planned(tmp_path, "none.pdf", "a.pdf") == ["none.pdf", "a.pdf"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may list every folder")
def test_a_folder_that_cannot_be_listed_stands_for_itself(tmp_path):
    put(tmp_path, "a.pdf", "closed/b.pdf")
    (tmp_path / "closed").chmod(0)
    try:
        assert planned(tmp_path) == ["a.pdf", "closed"]
    finally:
        (tmp_path / "closed").chmod(0o700)


@pytest.mark.parametrize("source", ["empty", "none.pdf"])
def test_no_input_at_all_is_an_error_that_names_the_source(tmp_path, source):
    (tmp_path / "empty").mkdir()
    with pytest.raises(SettingsError, match=source):
        planned(tmp_path, source)
