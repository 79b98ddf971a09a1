"""Worker processes: results whatever the order, and jobs that die, hang or take too much."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import small_documents as small

from pipeline.base.errors import ExitCode, SettingsError
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.outcomes import Outcome
from pipeline.release import pools
from pipeline.release.build import BuildOrder, build
from pipeline.release.check import check
from pipeline.release.pools import INLINE, Pool, is_open_to_others, processes, within_limits
from pipeline.release.workers import Allowance, LimitedExecutor

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def done(pool, function, *jobs):
    return dict(pool.finished(function, [(number, (job,)) for number, job in enumerate(jobs)]))


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_every_job_gives_its_result(workers):
    values = {number: number**2 for number in range(30)}
    if not workers:
        assert dict(INLINE.finished(pow, [(number, (number, 2)) for number in values])) == values
        return
    with processes(workers) as pool:
        assert dict(pool.finished(pow, [(number, (number, 2)) for number in values])) == values


def test_jobs_are_taken_only_as_they_are_worked_on():
    taken = []

    def jobs():
        for number in range(20):
            taken.append(number)
            yield number, (number, 2)

    with processes(1) as pool:
        results = pool.finished(pow, jobs())
        next(results)
        assert len(taken) < 10


def test_a_job_that_hangs_is_given_up_and_the_others_go_on():
    with processes(2, timeout=3) as pool:
        results = done(pool, time.sleep, 0, 60, 0, 0)
    assert [results[number] for number in (0, 2, 3)] == [None, None, None]
    assert results[1].rule == "RD105"
    assert "--timeout" in results[1].message


def _told(numbers):
    return within_limits(sum, numbers), within_limits(sum, ["no number"])


@pytest.mark.parametrize("is_in_a_worker", [False, True])
def test_what_needs_limits_is_done_also_where_no_process_can_be_started(is_in_a_worker):
    if is_in_a_worker:
        with multiprocessing.get_context("spawn").Pool(1) as workers:
            good, bad = workers.apply(_told, ([1, 2, 3],))
    else:
        good, bad = _told([1, 2, 3])
    assert (good, isinstance(bad, Diagnostic)) == (6, True)


def busy(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return seconds


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_a_job_that_takes_too_much_of_a_processor_is_given_up_and_what_waits_counts_nothing():
    with LimitedExecutor(1, Allowance(seconds=60, processor_seconds=0.5)) as executor:
        pool = Pool(executor, 1)
        results = dict(pool.finished(busy, [(number, (number,)) for number in (0.1, 30, 0.2)]))
        slept = dict(pool.finished(time.sleep, [("slept", (2.5,))]))
    assert (results[0.1], results[0.2]) == (0.1, 0.2)
    assert (results[30].rule, "--timeout" in results[30].message) == ("RD105", True)
    assert slept == {"slept": None}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_a_large_job_may_take_more_of_a_processor():
    with LimitedExecutor(1, Allowance(seconds=60, processor_seconds=0.1)) as executor:
        (of_small, of_large) = (executor.submit(busy_with, data, 2.5) for data in (b"", bytes(8 * 1024**2)))
        assert isinstance(of_small.exception(), TimeoutError)
        assert of_large.result() == 8 * 1024**2


def busy_with(data, seconds):
    busy(seconds)
    return len(data)


@pytest.mark.skipif(sys.platform == "win32", reason="processes end otherwise there")
def test_a_library_that_gives_up_for_want_of_memory_is_no_fault_of_the_program():
    with processes(1) as pool:
        results = {**done(pool, abort, 1), **dict(pool.finished(pow, [("next", (3, 2))]))}
    assert (results[0].rule, results["next"]) == ("RD105", 9)
    assert "--max-memory" in results[0].message


def abort(_number):
    os.abort()


def test_a_job_that_dies_costs_only_itself():
    with processes(1) as pool:
        results = {**done(pool, os._exit, 7), **dict(pool.finished(pow, [("next", (3, 2))]))}
    assert results["next"] == 9
    assert results[0].rule == "XX999"
    assert "--max-memory" in results[0].message


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_a_job_that_takes_too_much_memory_costs_only_itself():
    with processes(1, memory=512) as pool:
        results = done(pool, bytes, 2**30, 10)
    assert (results[0].rule, results[1]) == ("RD105", bytes(10))
    assert "--max-memory" in results[0].message


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_an_answer_for_which_there_is_no_memory_is_told():
    with processes(1, memory=512) as pool:
        results = done(pool, text_of, 3 * 10**8, 10)
    assert (results[0].rule, results[1]) == ("RD105", "x" * 10)


def text_of(length):
    """Twice its size when it is packed."""
    return "x" * length


def slow(number):
    time.sleep(0.02)
    return number


@pytest.mark.skipif(sys.platform == "win32", reason="processes are started otherwise there")
def test_a_hundred_processes_that_are_killed_cost_at_most_a_job_each():
    """Workers, and the server that starts them."""
    import random
    import threading

    import psutil

    chance = random.Random(20261127)
    killed, finished = [], threading.Event()

    def kill():
        while len(killed) < 100 and not finished.wait(0.03):
            direct = psutil.Process().children()
            servers = [one for one in direct if is_server(one)]
            below = [one for one in psutil.Process().children(recursive=True) if one not in direct]
            workers = [*below, *(one for one in direct if is_copy(one))]
            if not workers:
                continue  # the server has just been killed
            victim = chance.choice(servers if servers and len(killed) % 40 == 20 else workers)
            try:
                victim.kill()
            except psutil.NoSuchProcess:
                continue
            killed.append(victim.pid)

    def jobs():
        number = 0
        while len(killed) < 100:
            yield number, (number,)
            number += 1

    killer = threading.Thread(target=kill)
    with processes(3) as pool:
        killer.start()
        results = dict(pool.finished(slow, jobs()))
        finished.set()
        killer.join()
        assert dict(pool.finished(pow, [("next", (3, 2))])) == {"next": 9}
    assert len(killed) == 100
    assert sorted(results) == list(range(len(results)))
    lost = [one.rule for number, one in results.items() if one != number]
    assert set(lost) <= {"XX999"}
    assert len(lost) <= 100


def is_copy(process):
    import psutil

    try:
        return process.cmdline() == psutil.Process().cmdline()
    except psutil.NoSuchProcess:
        return False


def is_server(process):
    import psutil

    try:
        return any("forkserver" in part for part in process.cmdline())
    except psutil.NoSuchProcess:
        return False


def test_what_was_not_begun_is_not_lost_with_its_process():
    with processes(1) as pool:
        (pid,) = done(pool, pid_of, 0).values()
        os.kill(pid, signal.SIGKILL)
        assert done(pool, abs, -3) == {0: 3}


def pid_of(_number):
    return os.getpid()


ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="a process is copied only there")


def told_alone(script):
    """What a program prints that does this with ``processes``: small and without threads, as the command is."""
    done = subprocess.run(
        [sys.executable, "-c", f"import os\nfrom pipeline.release.pools import processes\n{script}"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@ON_LINUX
def test_first_workers_are_copies_and_a_server_starts_those_that_follow():
    own, first, second = told_alone(
        "with processes(1) as pool:\n"
        "    first = pool.executor.submit(os.getppid).result()\n"
        "    pool.executor.submit(os._exit, 7).exception()\n"
        "    print(os.getpid(), first, pool.executor.submit(os.getppid).result())"
    )
    assert first == own != second


@ON_LINUX
def test_a_process_that_holds_much_is_not_copied():
    """A copy would have that taken from its own allowance."""
    own, parent = told_alone(
        "ballast = bytearray(2**27)\n"
        "with processes(1, memory=256) as pool:\n"
        "    print(os.getpid(), pool.executor.submit(os.getppid).result())"
    )
    assert parent != own


@ON_LINUX
def test_a_copy_keeps_no_end_of_the_pipes_of_the_copies_before_it():
    """Else those would go on when nobody is there any more."""
    told = told_alone(
        "from pathlib import Path\n"
        "def ends():\n"
        "    return os.getpid(), sum(one.is_socket() for one in list(Path('/proc/self/fd').iterdir()))\n"
        "with processes(3) as pool:\n"
        "    for _worker in range(3):\n"
        "        print(*pool.executor.submit(ends).result())"
    )
    assert len(set(told[::2])) == 3
    assert told[1::2] == ["1", "1", "1"]


def test_an_answer_that_cannot_be_sent_is_told():
    with processes(1) as pool:
        results = done(pool, unsendable, 0)
        assert done(pool, abs, -3) == {0: 3}
    assert results[0].rule == "XX999"


def unsendable(_number):
    return lambda: None


def put(folder, count):
    paths = []
    for number in range(count):
        path = folder / f"{number:03}.txt"
        path.write_bytes(small.flat_text(code=f"ABC1234-{number + 1:03}"))
        paths.append(path)
    return paths


def test_any_number_of_workers_gives_the_same_results_in_the_same_order(tmp_path):
    paths = put(tmp_path, 12)
    paths[5].write_bytes(b"%PDF-")
    alone = list(build(paths, BuildOrder(tmp_path / "alone", ("md",))))
    with processes(2) as pool:
        together = list(build(paths, BuildOrder(tmp_path / "together", ("md",)), pool))
        checked = list(check(paths, pool=pool))
    assert [one.document for one in together] == [one.document for one in alone]
    assert [one.document.path for one in together] == [str(path) for path in paths]
    assert [one.path for one in checked] == [str(path) for path in paths]
    for path in (tmp_path / "alone").iterdir():
        assert path.read_bytes() == (tmp_path / "together" / path.name).read_bytes()


def test_a_document_that_kills_its_worker_is_one_failure(tmp_path, monkeypatch):
    """The job runs in another process, so it is replaced as a whole: for one path by the end of that process."""
    paths = put(tmp_path, 4)
    with processes(2) as pool:

        class Fatal:
            def submit(self, function, *arguments):
                if getattr(arguments[0], "path", None) == paths[1]:
                    return pool.executor.submit(os._exit, 1)
                return pool.executor.submit(function, *arguments)

        results = list(build(paths, BuildOrder(tmp_path / "out", ("md",), incremental=True), pools.Pool(Fatal(), 2)))
        again = list(build(paths, BuildOrder(tmp_path / "out", ("md",), incremental=True), pool))
    assert [one.document.outcome for one in results] == ["ok", "failed", "ok", "ok"]
    assert [one.rule for one in results[1].document.diagnostics] == ["XX999"]
    assert [one.document.outcome for one in again] == [Outcome.OK] * 4


@pytest.mark.parametrize("wanted", ["0", "-1", "many", "1.5"])
def test_a_number_of_workers_that_is_none_is_refused(tmp_path, wanted):
    from pipeline.cli.main import main

    assert main(["check", str(put(tmp_path, 1)[0]), "-j", wanted]) == ExitCode.UNUSABLE


def command(*arguments, cwd):
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell may have it ignored
    )


def survivors(group):
    """The processes of a group that are still at work a while after its end."""
    left = []
    for _moment in range(50):
        left = list(at_work(group))
        if not left:
            break
        time.sleep(0.1)
    return left


def at_work(group):
    """The command lines of a group's processes. One that ends while it is asked is none of them."""
    import psutil

    for process in psutil.process_iter():
        try:
            if os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE:
                yield process.cmdline()
        except (psutil.NoSuchProcess, ProcessLookupError):  # a zombie counts as no such process
            continue


@pytest.mark.skipif(sys.platform == "win32", reason="signals are other there")
def test_ctrl_c_ends_with_130_keeps_what_is_done_and_leaves_no_process(tmp_path):
    inputs = tmp_path / "in"
    inputs.mkdir()
    put(inputs, 150)
    running = command("build", "in", "-o", "out", "-j", "2", cwd=tmp_path)
    while not list((tmp_path / "out").glob("*.html")):
        assert running.poll() is None, running.stderr.read()
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    _payload, notes = running.communicate(timeout=30)
    assert running.returncode == ExitCode.INTERRUPTED
    assert b"Traceback" not in notes
    kept = len(list((tmp_path / "out").glob("*.html")))
    assert 0 < kept < 150
    assert survivors(running.pid) == []
    again = command("build", "in", "-o", "out", "-j", "2", cwd=tmp_path)
    _payload, notes = again.communicate(timeout=120)
    assert again.returncode == ExitCode.CLEAN, notes.decode()
    told = [line for line in notes.decode().splitlines() if "up to date" in line]
    assert len(told) == 1
    assert int(told[0].rsplit(": ", 1)[1]) >= kept


def test_there_is_no_cluster_where_nobody_listens():
    pytest.importorskip("distributed")
    with pytest.raises(SettingsError, match=r"tcp://127\.0\.0\.1:9"), pools.cluster("tcp://127.0.0.1:9"):
        pass


@pytest.mark.parametrize(
    "address", ["tcp://10.0.0.7:8786", "scheduler:8786", "ws://scheduler", "tcp://[2001:db8::1]:1"]
)
def test_a_scheduler_without_tls_on_the_network_is_open_to_others(address):
    assert is_open_to_others(address)


@pytest.mark.parametrize(
    "address",
    [
        "tls://scheduler:8786",
        "wss://scheduler",
        "tcp://127.0.0.1:8786",
        "tcp://[::1]:8786",
        "localhost:8786",
        "inproc://x",
    ],
)
def test_one_with_tls_or_on_this_machine_is_not(address):
    assert not is_open_to_others(address)
