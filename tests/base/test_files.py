"""Safe names and whole files."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.base import files
from pipeline.base.errors import WriteError


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("KPS3322-002v2", "KPS3322-002v2"),
        ("批發業務人員", "批發業務人員"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Windows\\x", "C_Windows_x"),
        (".hidden", "hidden"),
        ("-rf", "rf"),
        ("a\x00b\x1b[31m\u202ec\ud800", "ab[31mc"),
        ("採購 / 業務\n人員", "採購_業務_人員"),
        ("name. .", "name._"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com¹", "_com¹"),
        ("console", "console"),
        ("", "standard"),
        ("///", "standard"),
        ("e\u0301", "é"),
    ],
)
def test_a_name_becomes_safe(name, stem):
    assert files.safe_stem(name) == stem


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_can_be_written(name):
    stem = files.safe_stem(name)
    assert stem
    assert len(stem.encode()) <= 181
    assert not set(stem) & set('/\\:*?"<>|\0')
    assert not stem.startswith((".", "-"))
    assert not stem.endswith((".", " "))
    assert stem.isprintable()


def test_names_that_differ_in_case_only_get_numbers():
    taken: set[str] = set()
    assert [files.unique_stem(name, taken) for name in ("Abc", "abc", "ABC", "abc-2")] == [
        "Abc",
        "abc-2",
        "ABC-3",
        "abc-2-2",
    ]


def test_a_file_is_written_whole_with_plain_permissions_and_nothing_beside_it(tmp_path):
    target = tmp_path / "a.html"
    target.write_bytes(b"old")
    previous = os.umask(0o022)
    try:
        files.write(target, b"new")
    finally:
        os.umask(previous)
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o644
    assert list(tmp_path.iterdir()) == [target]


def test_a_write_that_fails_leaves_no_trace_and_says_where(tmp_path):
    target = tmp_path / "a.html"
    target.mkdir()
    with pytest.raises(WriteError, match=r"a\.html"):
        files.write(target, b"new")
    assert list(tmp_path.iterdir()) == [target]


def test_a_write_that_is_stopped_keeps_the_old_file(tmp_path, monkeypatch):
    target = tmp_path / "a.html"
    target.write_bytes(b"old")

    def stop(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.base.files.os.fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        files.write(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_is_made_with_its_parents(tmp_path):
    files.prepare_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_a_folder_that_cannot_be_made_is_an_error_that_names_it(tmp_path):
    (tmp_path / "taken").write_bytes(b"")
    with pytest.raises(WriteError, match="taken"):
        files.prepare_folder(tmp_path / "taken")
    with pytest.raises(WriteError, match="below"):
        files.prepare_folder(tmp_path / "taken" / "below")


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no terminals to write to")
def test_a_device_is_written_to_and_stays_a_device():
    reading, writing = os.openpty()
    try:
        device = Path(os.ttyname(writing))
        files.write(device, b"all of it")
        assert os.read(reading, 100) == b"all of it"
        assert stat.S_ISCHR(device.stat().st_mode)
    finally:
        os.close(reading)
        os.close(writing)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        files.write(pipe, b"all of it")
        assert os.read(reading, 100) == b"all of it"
    finally:
        os.close(reading)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [one.name for one in tmp_path.iterdir()] == ["pipe"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_that_nobody_reads_is_refused_and_not_waited_for(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(WriteError, match="pipe cannot be written"):
        files.write(pipe, b"all of it")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
