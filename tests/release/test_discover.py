"""Which files a run is about."""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import replace

import pytest
import small_documents as small

from pipeline import readers
from pipeline.base.errors import SettingsError
from pipeline.base.limits import DEFAULT_LIMITS
from pipeline.findings.diagnostics import Unreadable
from pipeline.release import archives
from pipeline.release.discover import plan
from pipeline.release.load import fetch
from pipeline.release.looking import Wanted

DOCUMENTS = Wanted(readers.formats(), records=False)


def put(folder, *names, content=b"x"):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def planned(folder, *sources, **options):
    found = plan([folder / source for source in sources or ("",)], options.pop("wanted", DOCUMENTS), **options)
    return [path.relative_to(folder).as_posix() for path in found.inputs]


def unread(folder, **options):
    found = plan([folder], options.pop("wanted", DOCUMENTS), **options)
    return {one.path.relative_to(folder).as_posix(): one.reason for one in found.unread}


def products(folder, **options):
    found = plan([folder], options.pop("wanted", DOCUMENTS), **options)
    return [one.path.relative_to(folder).as_posix() for one in found.products]


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


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_to_themselves_are_said_to_lead_in_a_circle_and_end_no_run(tmp_path):
    put(tmp_path, "a.txt", content=small.flat_text())
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "folder").symlink_to(tmp_path / "folder")
    assert planned(tmp_path) == ["a.txt", "loop.txt"]
    assert list(unread(tmp_path)) == ["folder"]
    assert [fetch(tmp_path / name).refusal is None for name in ("a.txt", "loop.txt")] == [True, False]


@pytest.mark.skipif(os.name == "nt", reason="paths end earlier there")
def test_folders_deeper_than_any_path_stand_for_themselves(tmp_path, monkeypatch):
    put(tmp_path, "a.txt", content=small.flat_text())
    monkeypatch.chdir(tmp_path)
    for _step in range(45):
        os.mkdir("d" * 100)  # noqa: PTH102 - the whole path would be too long
        os.chdir("d" * 100)
    os.chdir(tmp_path)
    first, second = planned(tmp_path)
    assert first == "a.txt"
    assert "the name is too long" in fetch(tmp_path / second).refusal.message


def test_of_json_files_in_a_folder_only_records_count(tmp_path):
    put(tmp_path, "package.json", content=b'{"name": "x"}')
    put(tmp_path, "record.json", content=b'{\n  "schema_version": "1.0"')
    put(tmp_path, "report.json", content=b'{\n  "schema_version": "1.0",\n  "tool": {"name": "icap"')
    assert planned(tmp_path, wanted=Wanted((), records=True)) == ["record.json"]
    assert set(unread(tmp_path, wanted=Wanted((), records=True))) == {"package.json"}
    assert products(tmp_path, wanted=Wanted((), records=True)) == ["report.json"]


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


# --- every file has an outcome ---


def test_the_content_decides_in_folders_too(tmp_path):
    put(tmp_path, "scan", content=small.scan())
    put(tmp_path, "form.docx_", content=small.word())
    put(tmp_path, "form.bak", content=small.flat_text())
    assert planned(tmp_path) == ["form.bak", "form.docx_", "scan"]


def test_what_no_reader_takes_is_named_with_the_reason(tmp_path):
    put(tmp_path, "a.txt")
    put(tmp_path, "old.doc", content=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    put(tmp_path, "sub/photo.png", content=b"\x89PNG\r\n\x1a\n\0\0")
    put(tmp_path, "notes.csv", content="一，二".encode())
    put(tmp_path, "empty", content=b"")
    put(tmp_path, "package.json", content=b"{}")
    (tmp_path / "table.xlsx").write_bytes(packed({"xl/workbook.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}))
    (tmp_path / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    found = unread(tmp_path)
    assert set(found) == {
        "old.doc", "sub/photo.png", "notes.csv", "empty", "package.json", "table.xlsx", "up", "gone",
    }  # fmt: skip
    assert ".docx" in found["old.doc"]
    assert "picture" in found["sub/photo.png"]
    assert "workbook" in found["table.xlsx"]
    assert "link" in found["up"]
    assert planned(tmp_path) == ["a.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_nobody_waits_for_a_pipe(tmp_path):
    put(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe")
    assert set(unread(tmp_path)) == {"pipe"}


def test_hidden_and_temporary_files_are_counted(tmp_path):
    put(tmp_path, "a.txt", "~$a.docx", "._a.docx", ".DS_Store", "b.pdf.crdownload", "Thumbs.db", ".git/config")
    found = plan([tmp_path], DOCUMENTS)
    assert found.hidden == 6
    assert found.unread == ()


def test_with_nothing_to_read_the_error_names_what_lies_there(tmp_path):
    put(tmp_path, "photo.png", content=b"\x89PNG\r\n\x1a\n\0\0")
    with pytest.raises(SettingsError, match=r"photo\.png.*picture"):
        plan([tmp_path], DOCUMENTS)


# --- archives ---


def packed(members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_members_of_an_archive_are_inputs_and_the_others_are_named(tmp_path):
    members = {
        "甲/a.docx": b"x",
        "b": small.scan(),
        "read.exe": b"MZ\0\0",
        "__MACOSX/._a.docx": b"x",
        "../out.docx": b"x",
        "inner.zip": packed({"c.docx": b"x"}),
    }
    (tmp_path / "all.zip").write_bytes(packed(members))
    for source in ("all.zip", ""):
        assert planned(tmp_path, source) == ["all.zip/甲/a.docx", "all.zip/b"]
    found = unread(tmp_path)
    assert set(found) == {"all.zip/read.exe", "all.zip/..\\out.docx", "all.zip/inner.zip"}
    assert "archive" in found["all.zip/inner.zip"]


def test_products_in_an_archive_are_passed_over_and_records_beside_documents_too(tmp_path):
    record, page = b'{\n  "schema_version": "1.0"', b'<head><meta name="generator" content="icap 1"></head>'
    wanted = Wanted(readers.formats(), records=True)
    (tmp_path / "all.zip").write_bytes(packed({"a.docx": b"x", "r.json": record, "h.html": page}))
    (tmp_path / "made.zip").write_bytes(packed({"r.json": record, "h.html": page}))
    assert planned(tmp_path, "all.zip", wanted=wanted) == ["all.zip/a.docx"]
    assert planned(tmp_path, "made.zip", wanted=wanted) == ["made.zip/r.json"]
    assert products(tmp_path, wanted=wanted) == [
        "all.zip/r.json",
        "all.zip/h.html",
        "made.zip/r.json",
        "made.zip/h.html",
    ]
    assert unread(tmp_path, wanted=wanted) == {}


def test_names_in_the_code_page_of_windows_are_read(tmp_path):
    data = packed({"xxxx.docx": b"x"}).replace(b"xxxx", "職能".encode("cp950"))
    (tmp_path / "a.zip").write_bytes(data)
    assert planned(tmp_path) == ["a.zip/職能.docx"]


def test_an_archive_with_nothing_to_read_is_named_as_a_whole(tmp_path):
    put(tmp_path, "a.txt")
    (tmp_path / "photos.zip").write_bytes(packed({"a.png": b"\x89PNG\0"}))
    (tmp_path / "bad.zip").write_bytes(packed({"a.docx": b"x"})[:40])
    assert set(unread(tmp_path)) == {"photos.zip", "bad.zip"}
    assert planned(tmp_path, "photos.zip") == ["photos.zip"]


def test_a_member_that_unpacks_to_far_too_much_is_named_not_unpacked(tmp_path):
    (tmp_path / "a.zip").write_bytes(packed({"bomb.txt": b"\0" * 5_000_000, "a.txt": b"x"}))
    assert planned(tmp_path) == ["a.zip/a.txt"]
    assert "size" in unread(tmp_path)["a.zip/bomb.txt"]


def test_an_archive_of_too_many_documents_is_not_spread_out(tmp_path):
    (tmp_path / "a.zip").write_bytes(packed({f"{number}.txt": b"x" for number in range(4)}))
    limits = replace(DEFAULT_LIMITS, archive_documents=3)
    put(tmp_path, "b.txt")
    assert planned(tmp_path, limits=limits) == ["b.txt"]
    assert set(unread(tmp_path, limits=limits)) == {"a.zip"}


def test_a_directory_that_is_too_large_is_not_read(tmp_path):
    (tmp_path / "a.zip").write_bytes(packed({"a.txt": b"x"}))
    with pytest.raises(Unreadable):
        archives.members(tmp_path / "a.zip", replace(DEFAULT_LIMITS, directory_bytes=10))
