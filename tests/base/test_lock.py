"""The lock on a folder: one holder at a time, whoever that is, and none that is gone."""

from __future__ import annotations

import multiprocessing
import os
import signal

import pytest

from pipeline.base.errors import WriteError
from pipeline.base.lock import held


def _hold(path, started, release):
    with held(path):
        started.set()
        release.wait(30)


@pytest.fixture
def other(tmp_path):
    """Another process that holds the lock, and what lets it go."""
    context = multiprocessing.get_context("spawn")
    started, release = context.Event(), context.Event()
    process = context.Process(target=_hold, args=(tmp_path / "lock", started, release))
    process.start()
    assert started.wait(60)
    yield process, release
    process.kill()
    process.join()


def test_a_lock_can_be_taken_again_and_again(tmp_path):
    for _time in range(2):
        with held(tmp_path / "lock"):
            assert (tmp_path / "lock").exists()


def test_what_another_process_holds_is_refused_with_its_name(tmp_path, other):
    process, _release = other
    with pytest.raises(WriteError, match=rf"process {process.pid} on .*--wait") as refusal, held(tmp_path / "lock"):
        pass
    assert str(tmp_path.parent) in str(refusal.value)


def test_it_can_be_waited_for(tmp_path, other):
    _process, release = other
    release.set()
    with held(tmp_path / "lock", wait=60):
        assert (tmp_path / "lock").read_bytes().startswith(f"process {os.getpid()} on ".encode())


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_a_killed_process_holds_nothing(tmp_path, other):
    process, _release = other
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    with held(tmp_path / "lock"):
        pass


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_not_followed(tmp_path):
    precious = tmp_path / "precious.txt"
    precious.write_text("kept", encoding="utf-8")
    (tmp_path / "lock").symlink_to(precious)
    with pytest.raises(WriteError, match="lock"), held(tmp_path / "lock"):
        pass
    assert precious.read_text(encoding="utf-8") == "kept"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_no_lock(tmp_path):
    os.mkfifo(tmp_path / "lock")
    with pytest.raises(WriteError, match="no regular file"), held(tmp_path / "lock"):
        pass
