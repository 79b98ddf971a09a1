"""Worker processes with limits: whatever becomes of one of them costs at most the job that it was working on.

Each process has a thread here that looks after it alone, over a pipe of its own; nothing is shared that a process could
take with it when it dies. One that has died, taken too long or done enough is replaced by another.
"""

from __future__ import annotations

import gc
import importlib.util
import logging
import math
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

resource: Any = importlib.import_module("resource") if importlib.util.find_spec("resource") else None
"""The system's limits of a process; Windows has none."""

Value = TypeVar("Value")

_JOBS_OF_A_PROCESS = 200
"""So many documents, and a process is replaced: what libraries fail to give back goes with it."""
_ATTEMPTS = 5
"""So often is a job given to another process if one dies before it has taken the job."""
_PATIENCE = 60.0
"""Seconds within which a process that was just started must take a job."""
_MEBIBYTE = 1024**2
_SECONDS_OF_A_MEBIBYTE = 0.5
"""Seconds of a processor for each MiB that a job is given to work on, beside those of any job."""
MOST_SECONDS_FOR_SIZE = 3.0
"""For any number of MiB together: pictures make a file large, and nobody reads them."""
_NICENESS = 10
_STACK = 256 * 1024
"""Bytes for the thread of a worker that only waits."""
_DATA = 5
"""Where Linux tells how many pages of data a process has."""
_MOST_HELD = 0.25
"""Of the memory that a worker may have, so much may be taken already when it is made as a copy."""
_MADE_BETWEEN_LOOKS = 50_000
"""So many objects are made before Python looks for those that hold each other; a document makes few of these."""
_NO_MEMORY = pickle.dumps((False, MemoryError()))
"""The answer of a process that has no memory left to make one."""
_SERVER_LOST = 255
"""The exit code that ``multiprocessing`` gives for a process of which the fork server, now gone, told nothing more."""


def _ended_by(*names: str) -> frozenset[int]:
    """The exit codes of processes that were ended by signals of these names, as far as the system has them."""
    return frozenset(-getattr(signal, name) for name in names if hasattr(signal, name))


_OUT_OF_TIME = _ended_by("SIGXCPU")
"""How a process ends that has taken too much of a processor."""
_OUT_OF_MEMORY = _ended_by("SIGABRT", "SIGILL", "SIGTRAP")
"""How libraries end a process (typst, PDFium) that gets no more memory."""


class WorkerDied(Exception):  # noqa: N818 - it names what became of a process, not a fault of the program
    """The process that worked on a job is gone."""


def _may_be_copied(memory: int | None) -> bool:
    """Whether copies of this process can work within so many MiB of memory.

    A copy of one with threads can wait for ever for what they hold, and one that holds much has little left.
    """
    if sys.platform != "linux" or "fork" not in multiprocessing.get_all_start_methods():
        return False
    try:
        is_alone = len(list(Path("/proc/self/task").iterdir())) == 1
        held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[_DATA]) * os.sysconf("SC_PAGESIZE")
    except (OSError, ValueError, IndexError):  # a system that does not tell
        return False
    return is_alone and (memory is None or held <= memory * _MEBIBYTE * _MOST_HELD)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a job may take: seconds from its beginning to its end, seconds of a processor, and MiB of memory.

    A large job may take some seconds of a processor more. ``None``: without limit. The processor's seconds hold
    whatever else the machine does; not on Windows. ``gives_way``: other processes, such as one that somebody waits for
    an answer of, come first where there are too few processors.
    """

    seconds: float | None = None
    processor_seconds: float | None = None
    memory: int | None = None
    gives_way: bool = False


class LimitedExecutor(Executor):
    """``workers`` processes, each of which works within ``allowance``.

    A job that takes too long raises ``TimeoutError``, one whose process dies ``WorkerDied``.

    Where that is safe, the first processes are copies of this one, made at once, before there are threads: that costs
    next to nothing, as nothing is loaded twice. Those that take their place come from a server, which loads
    ``modules`` once for all of them, where the system can do that, and is not started before there is need.
    """

    def __init__(self, workers: int, allowance: Allowance, modules: Iterable[str] = ()) -> None:
        preloaded = list(modules)
        has_server = "forkserver" in multiprocessing.get_all_start_methods()
        context: Any = multiprocessing.get_context("forkserver" if has_server else "spawn")
        if has_server and preloaded:
            context.set_forkserver_preload(preloaded)
        starting = Lock()
        self._workers = [_Worker(context, allowance, starting) for _number in range(workers)]
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        if _may_be_copied(allowance.memory):
            _start_copies(self._workers)
        self._threads = ThreadPoolExecutor(workers)
        self._hands: WeakKeyDictionary[Future[Any], _Hand] = WeakKeyDictionary()

    def submit(self, function: Callable[..., Value], /, *args: Any, **kwargs: Any) -> Future[Value]:
        """What the job gives, when it gives it."""
        hand = _Hand()
        future = self._threads.submit(self._run, hand, function, args, kwargs)
        self._hands[future] = hand
        return future

    def give_up(self, future: Future[Any]) -> None:
        """Ends the job of ``future`` if it is at work, which raises ``WorkerDied`` then; else it is never begun."""
        if not future.cancel() and future in self._hands:
            self._hands[future].stop()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Lets all jobs come to their end, or with ``cancel_futures`` none, not even those at work."""
        if cancel_futures:
            for worker in self._workers:
                worker.end()
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        if wait:
            for worker in self._workers:
                worker.leave()

    def _run(self, hand: _Hand, function: Callable[..., Value], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Value:
        worker = self._idle.get()
        try:
            with hand.on(worker):
                answer: Value = worker.run((function, args, kwargs))
                return answer
        finally:
            self._idle.put(worker)


class _Hand:
    """Whoever works on one job, as long as it does, so that the job alone can be stopped."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._worker: _Worker | None = None

    @contextmanager
    def on(self, worker: _Worker) -> Iterator[None]:
        """``worker`` works on the job until the block ends."""
        self._worker = worker
        try:
            yield
        finally:
            with self._lock:
                self._worker = None

    def stop(self) -> None:
        """Ends the process that works on the job, if one does."""
        with self._lock:
            if self._worker:
                self._worker.interrupt()


class _Worker:
    """One process after the other; only one thread at a time uses it, but for ``end``."""

    def __init__(self, context: Any, allowance: Allowance, starting: Lock) -> None:
        self._context = context
        self._allowance = allowance
        self._starting = starting
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._jobs = 0
        self._is_ended = False

    def start_copy(self, ends: list[Connection]) -> None:
        """Makes its first process, a copy of this one; ``ends`` are this one's ends of all pipes, to which its own is
        added. That it cannot be made is told by the first job.
        """
        with suppress(OSError):
            self._start(multiprocessing.get_context("fork"), ends)

    def run(self, job: tuple[Any, ...]) -> Any:
        """What the job gives. ``TimeoutError``, ``WorkerDied`` and what the job itself raises are raised."""
        connection = self._handed_over(job)
        self._jobs += 1
        try:
            answered = connection.poll(self._allowance.seconds)
            succeeded, value = connection.recv() if answered else (False, TimeoutError())
        except (EOFError, OSError) as error:
            raise _end(self._discard()) from error
        if not answered:
            self._discard()
        elif self._jobs >= _JOBS_OF_A_PROCESS:
            self.leave()
        if not succeeded:
            raise value
        return value

    def interrupt(self) -> None:
        """Ends the process now; the next job gets another. May be called from any thread."""
        with self._starting:
            if self._process:
                _kill(self._process)

    def end(self) -> None:
        """Ends the process now, whatever it is doing, and starts no other; may be called from any thread."""
        with self._starting:
            self._is_ended = True
            if self._process:
                _kill(self._process)

    def leave(self) -> None:
        """Lets the process go, which has nothing to do."""
        if self._connection:
            self._connection.close()
        if self._process:
            self._process.join(1)
        self._discard()

    def _handed_over(self, job: tuple[Any, ...]) -> Connection:
        """Gives the job to a process, which has taken it then. That one dies before is no fault of the job."""
        for attempt in range(_ATTEMPTS):
            try:
                connection = self._started()
                connection.send(job)
                if connection.poll(_PATIENCE):
                    connection.recv()
                    return connection
            except (EOFError, OSError):
                time.sleep(0.1 * 2**attempt)  # the fork server may be starting again
            self._discard()
        raise WorkerDied("it does not start")

    def _started(self) -> Connection:
        with self._starting:
            if self._is_ended:
                raise WorkerDied("the run is ended")
            return self._connection or self._start(self._context, [])

    def _start(self, context: Any, ends: list[Connection]) -> Connection:
        self._connection, theirs = context.Pipe()
        ends.append(self._connection)
        self._jobs = 0
        others = ends if context.get_start_method() == "fork" else []
        self._process = context.Process(target=_serve, args=(theirs, self._allowance, others), daemon=True)
        try:
            self._process.start()
        finally:
            theirs.close()
        return self._connection

    def _discard(self) -> int | None:
        """Ends the process, if it has not ended, and forgets it; says its exit code."""
        process, connection = self._process, self._connection
        self._process = self._connection = None
        if connection:
            connection.close()
        if process is None or process.pid is None:
            return None
        process.join(0.1)
        code = process.exitcode
        _kill(process)
        process.join(1)
        return code


def _start_copies(workers: Iterable[_Worker]) -> None:
    """Copies of this process. Each has this one's ends of all pipes too, and must close them: else nobody would see
    that this process has closed its own.
    """
    ends: list[Connection] = []
    for worker in workers:
        worker.start_copy(ends)


def _end(code: int | None) -> Exception:
    """What to raise for a process that ended with this exit code while it was at work."""
    if code in _OUT_OF_TIME:
        return TimeoutError()
    return MemoryError() if code in _OUT_OF_MEMORY else WorkerDied(f"exit code {code}")


def _kill(process: BaseProcess) -> None:
    if process.pid is None:
        return
    if process.exitcode == _SERVER_LOST and hasattr(signal, "SIGKILL"):  # multiprocessing takes it for dead
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
    elif process.exitcode is None:
        process.kill()


def _serve(connection: Connection, allowance: Allowance, others: Iterable[Connection]) -> None:
    """What a worker process does: it takes a job and says so, works, answers, until nobody is there any more.

    ``others`` are ends of pipes that this process has too and that are not its own.
    """
    _prepare(allowance)
    for other in others:
        other.close()
    with suppress(EOFError, OSError):
        while True:
            job = connection.recv_bytes()
            connection.send(None)
            _limit_processor(allowance, len(job))
            connection.send_bytes(_answer(job))


def _answer(job: bytes) -> bytes:
    """What the job gives or raises, packed; what its values take is free again when this returns."""
    try:
        function, args, kwargs = pickle.loads(job)  # noqa: S301 - what the parent process has sent
        return pickle.dumps((True, function(*args, **kwargs)))
    except MemoryError:
        return _NO_MEMORY
    except Exception as error:  # it is raised where the job came from
        raised = error.with_traceback(None)
    try:
        return pickle.dumps((False, raised))
    except Exception as error:  # what cannot be packed
        return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))


def _prepare(allowance: Allowance) -> None:
    """Makes a worker process: it leaves Ctrl-C to its parent, dies with it, and keeps its memory within bounds."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what is loaded already stays; it need not be gone through again and again
    gc.set_threshold(_MADE_BETWEEN_LOOKS)
    if allowance.gives_way and hasattr(os, "nice"):
        os.nice(_NICENESS)
    threading.stack_size(_STACK)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    logging.disable(logging.CRITICAL)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if allowance.memory is not None:
        _limit(resource.RLIMIT_DATA, allowance.memory * _MEBIBYTE)


def _die_with_parent() -> None:
    """Ends this process when the one that gives it its jobs is gone, whatever ended that and whatever goes on here."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _limit_processor(allowance: Allowance, size: int) -> None:
    """Lets the system end this process if the job that now begins, of so many bytes, takes too much of a processor."""
    if allowance.processor_seconds is None or resource is None:
        return
    for_size = min(size / _MEBIBYTE * _SECONDS_OF_A_MEBIBYTE, MOST_SECONDS_FOR_SIZE)
    end = time.process_time() + allowance.processor_seconds + for_size
    _limit(resource.RLIMIT_CPU, math.ceil(end))


def _limit(kind: int, most: int) -> None:
    """Bounds what this process may take of something, where whoever started it allows no less anyway."""
    _now, allowed = resource.getrlimit(kind)
    resource.setrlimit(kind, (most if allowed == resource.RLIM_INFINITY else min(most, allowed), allowed))
