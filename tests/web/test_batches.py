"""Many documents at once, documents that hang or die, and a server that is killed."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest
import small_documents as small
from serving import TOKEN, served

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="processes are started and ended otherwise there"),
]


def documents(count):
    return [(f"{number:03}.txt", small.flat_text(f"ABC1234-{number:03}")) for number in range(1, count + 1)]


def lengthy():
    """A document that takes a second or more to read."""
    return small.flat_text() + "".join(f"● 第{number}段補充說明。\n" for number in range(20_000)).encode()


def workers(server):
    """The processes at work: the first ones are copies of the server, later ones are children of Python's fork server."""
    return working(psutil.Process(server.process.pid))


def working(process):
    direct = process.children()
    keepers = [one for one in direct if any("from multiprocessing." in word for word in one.cmdline())]
    return [one for one in direct if one not in keepers] + [one for keeper in keepers for one in keeper.children()]


@contextlib.contextmanager
def ended(process):
    """Ends a process whatever comes, so that nobody waits for it."""
    try:
        yield
    finally:
        process.kill()


def wait_for(condition, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError("it does not come about")


def test_two_hundred_documents_come_to_their_end_and_memory_stays_flat(tmp_path):
    with served(tmp_path) as server:
        process = psutil.Process(server.process.pid)
        for id in server.drop(*documents(20)):
            server.done(id)
        server.client.delete("/api/documents")
        before = process.memory_info().rss
        ids = [*server.drop(*documents(199)), *server.drop(("broken.pdf", b"%PDF-"))]
        listed = server.get("/api/documents").json()  # it answers meanwhile
        assert len(listed["ids"]) == 200
        wait_for(lambda: all(one["state"] == "done" for one in server.get("/api/documents").json()["documents"]), 120)
        found = {one["id"]: one for one in server.get("/api/documents").json()["documents"]}
        assert [found[id]["outcome"] for id in ids] == ["ok"] * 199 + ["failed"]
        assert [found[id]["code"] for id in ids[:3]] == ["ABC1234-001", "ABC1234-002", "ABC1234-003"]
        assert process.memory_info().rss - before < 24 * 1024**2
        begun = server.client.post("/api/takeaways", json={"formats": ["md", "json"], "exports": ["csv"]}).json()
        made = server.ended(f"/api/takeaways/{begun['id']}", 120)
        assert len(made["files"]) > 2 * 199
        assert process.memory_info().rss - before < 32 * 1024**2


@pytest.mark.parametrize(("how", "rule"), [(signal.SIGSTOP, "RD105"), (signal.SIGKILL, "XX999")])
def test_a_document_that_hangs_or_dies_is_one_failure(tmp_path, how, rule):
    """A process that is stopped hangs as thoroughly as one can."""
    with served(tmp_path, "--jobs", "1", "--timeout", "5") as server:
        (first,) = server.drop(*documents(1))
        server.done(first)  # the process is there
        for _attempt in range(10):
            struck, *after = server.drop(("a.txt", lengthy()), *documents(5))
            wait_for(lambda id=struck: server.get(f"/api/documents/{id}").json()["state"] == "working")
            (worker,) = wait_for(lambda: workers(server))
            time.sleep(0.2)  # it has taken the job by now
            worker.send_signal(how)
            found = [server.done(id) for id in (struck, *after)]  # it answers, whatever a document does
            failed = [one for one in found if one["outcome"] != "ok"]
            if failed:
                break  # else none was at work at this moment
        assert [[finding["rule"] for finding in one["findings"]] for one in failed] == [[rule]]
        assert failed[0]["outcome"] == "failed"
        assert failed[0]["reason"] == failed[0]["findings"][0]["message"]


def test_what_is_called_off_while_it_is_at_work_is_not_waited_for(tmp_path):
    with served(tmp_path, "--jobs", "1") as server:
        (id,) = server.drop(("a.txt", small.flat_text()))
        server.done(id)  # the process is there
        (worker,) = workers(server)
        worker.suspend()
        hanging, after = server.drop(*documents(2))
        wait_for(lambda: server.get(f"/api/documents/{hanging}").json()["state"] == "working")
        assert server.client.post(f"/api/documents/{hanging}/cancel").json()["state"] == "cancelled"
        assert server.done(after, 30)["outcome"] == "ok"
        assert server.get(f"/api/documents/{hanging}").json()["state"] == "cancelled"


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_ended_at_work_leaves_no_process_and_no_file(tmp_path, how):
    with served(tmp_path) as server:
        server.drop(*documents(100))
        wait_for(lambda: len(workers(server)) > 1)
        family = psutil.Process(server.process.pid).children(recursive=True)
        server.process.send_signal(how)
        assert server.process.wait(30) == 0
        psutil.wait_procs(family, 20)
        assert not [one for one in family if one.is_running()]


def test_a_server_that_is_killed_leaves_no_process_and_the_next_one_takes_its_files_away(tmp_path):
    with tempfile.TemporaryDirectory(prefix="icap-t") as home:
        environment = {**os.environ, "TMPDIR": home}
        command = [sys.executable, "-m", "pipeline", "serve", "--port", "0", "--token", TOKEN]
        foreign = Path(home, "icap-serve-of-somebody")
        foreign.mkdir()
        killed = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True)
        with killed, ended(killed):
            import httpx

            url = killed.stdout.readline().strip()
            form = [("files", (name, data)) for name, data in documents(60)]
            httpx.post(f"{url}api/documents", files=form, headers={"X-ICAP-Token": TOKEN}, trust_env=False)
            process = psutil.Process(killed.pid)
            wait_for(lambda: len(working(process)) > 1)
            family = process.children(recursive=True)
            killed.kill()
            killed.wait()
        psutil.wait_procs(family, 20)
        assert not [one for one in family if one.is_running()]
        (left,) = [path for path in Path(home).iterdir() if path != foreign]
        assert list(left.rglob("document.txt"))
        with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as following:
            following.stdout.readline()
            assert not left.exists()
            assert foreign.exists()
            following.terminate()
            following.wait(20)
        assert list(Path(home).iterdir()) == [foreign]
