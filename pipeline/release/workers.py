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


def _is_single_threaded() -> bool:
    """Whether nothing else goes on in the process: a copy of one with threads can wait for ever for what they hold."""
    tasks = Path("/proc/self/task")
    return sys.platform == "linux" and tasks.is_dir() and len(list(tasks.iterdir())) == 1


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

    ``modules`` are loaded once for all processes, where the system can do that. No process is started before there is
    a job. A job that takes too long raises ``TimeoutError``, one whose process dies ``WorkerDied``.

    Without ``modules`` there is one process for a few jobs. Where that is safe it is a copy of this one, made at once,
    before there are threads: it costs next to nothing, as nothing is loaded twice.
    """

    def __init__(self, workers: int, allowance: Allowance, modules: Iterable[str] = ()) -> None:
        preloaded = list(modules)
        methods = multiprocessing.get_all_start_methods()
        is_copy = not preloaded and "fork" in methods and _is_single_threaded()
        method = "fork" if is_copy else "forkserver" if "forkserver" in methods else "spawn"
        context: Any = multiprocessing.get_context(method)
        if method == "forkserver":
            context.set_forkserver_preload(preloaded)
        starting = Lock()
        self._workers = [_Worker(context, allowance, starting) for _number in range(workers)]
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
            if is_copy:
                worker.start()
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

    def start(self) -> None:
        """Starts a process before there is a job. That it cannot be started is told by the first job."""
        with suppress(OSError):
            self._started()

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
            if self._connection is None:
                self._connection, theirs = self._context.Pipe()
                self._jobs = 0
                # A copy of this process has this end of the pipe too, and would never see that it is closed.
                ours = self._connection if self._context.get_start_method() == "fork" else None
                self._process = self._context.Process(target=_serve, args=(theirs, self._allowance, ours), daemon=True)
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


def _serve(connection: Connection, allowance: Allowance, others: Connection | None) -> None:
    """What a worker process does: it takes a job and says so, works, answers, until nobody is there any more.

    ``others`` is the other end of the connection, if this process has it too.
    """
    _prepare(allowance)
    if others is not None:
        others.close()
    with suppress(EOFError, OSError):
        while True:
            job = connection.recv_bytes()
            connection.send(None)
            _limit_processor(allowance, len(job))
            function, args, kwargs = pickle.loads(job)  # noqa: S301 - what the parent process has sent
            try:
                answer = (True, function(*args, **kwargs))
            except Exception as error:  # it is raised where the job came from
                answer = (False, error)
            try:
                connection.send(answer)
            except OSError:
                raise
            except Exception as error:  # what cannot be sent
                connection.send((False, RuntimeError(f"{type(error).__name__}: {error}")))


def _prepare(allowance: Allowance) -> None:
    """Makes a worker process: it leaves Ctrl-C to its parent, dies with it, and keeps its memory within bounds."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what the server has loaded stays; it need not be gone through again and again
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
        resource.setrlimit(resource.RLIMIT_DATA, (allowance.memory * _MEBIBYTE,) * 2)


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
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(end), resource.getrlimit(resource.RLIMIT_CPU)[1]))
