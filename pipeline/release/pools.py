"""Who does the work: this process, worker processes with limits, or a cluster. All have the interface of
``concurrent.futures``.
"""

from __future__ import annotations

import ipaddress
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar
from urllib.parse import urlsplit

from pipeline.base import registry
from pipeline.base.errors import FatalError, SettingsError
from pipeline.base.i18n import _
from pipeline.findings.diagnostics import Diagnostic
from pipeline.findings.raised import rd105_limit_exceeded, xx999_internal_error

Key = TypeVar("Key")
Value = TypeVar("Value")

TIMEOUT = 120.0
"""Seconds that one step of one document may take, unless the user says otherwise."""
PROCESSOR_TIME = 8.0
"""Seconds of a processor that such a step may take, and some more for every MiB that it works on.

Long standards take one second; the reference engine for PDF takes a quarter of a second a page. What takes no end is
given up within a quarter of a minute.
"""
MEMORY = 768
"""MiB of memory that a worker process may take, unless the user says otherwise."""
_SECONDS_OF_ANOTHER = 1.0
"""Seconds, of the clock and of a processor, for each further document that one step is about, as in a volume."""
_MEMORY_OF_ANOTHER = 8
"""MiB for each of these."""
_SAFE_PATH = "PYTHONSAFEPATH"
"""Python's own switch: with it the current folder is no place to import from."""
_AHEAD = 3
"""Documents in hand for every worker, so that none waits for this process."""


@dataclass(frozen=True, slots=True)
class Pool:
    """An executor and how many jobs it works on at a time; 0: it does each job while it is being submitted."""

    executor: Executor
    workers: int

    def finished(
        self, function: Callable[..., Value], jobs: Iterable[tuple[Key, tuple[Any, ...]]]
    ) -> Iterator[tuple[Key, Value | Diagnostic]]:
        """Calls ``function`` with the arguments of every job, and gives what comes of it as it comes.

        ``jobs`` are taken only as fast as they are worked on. A job that dies, or takes longer or more memory than it
        may, gives a diagnostic.

        Raises:
            FatalError: a job raised it.
        """
        waiting = iter(jobs)
        running: dict[Future[Value], Key] = {}
        most = max(1, self.workers * _AHEAD)
        try:
            while True:
                for key, arguments in islice(waiting, most - len(running)):
                    running[self.executor.submit(function, *arguments)] = key
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    yield running.pop(future), came_of(future)
        finally:
            for future in running:
                future.cancel()

    def give_up(self, future: Future[Any]) -> None:
        """Lets nobody go on with a job that was submitted to ``executor``, if that can end one alone."""
        if not future.cancel() and hasattr(self.executor, "give_up"):
            self.executor.give_up(future)


def came_of(future: Future[Any]) -> Any:
    """What a job that has ended gave: its value, or a diagnostic if it died or took more than it may.

    Raises:
        FatalError: the job raised it.
    """
    try:
        return future.result()
    except FatalError:
        raise
    except TimeoutError:
        message = _("It took longer than it may, and was given up. Look at the document, or allow more with --timeout.")
        return rd105_limit_exceeded.RULE.found("file", message)
    except MemoryError:
        message = _("It took more memory than it may. Look at the document, or allow more with --max-memory.")
        return rd105_limit_exceeded.RULE.found("file", message)
    except Exception as error:  # whatever a pool raises when it has lost a worker
        message = _(
            "The process that worked on it died ({kind}: {error}), perhaps for want of memory. Look at the document, "
            "or allow more with --max-memory; if that does not help, please report it."
        )
        return xx999_internal_error.RULE.found("file", message.format(kind=type(error).__name__, error=error))


class _Inline(Executor):
    """Does every job at once, in this process."""

    def submit(self, function: Callable[..., Value], /, *args: Any, **kwargs: Any) -> Future[Value]:
        future: Future[Value] = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


INLINE = Pool(_Inline(), 0)
"""This process, without limits of time and memory: for callers from Python, which have their own."""


@contextmanager
def processes(
    workers: int,
    timeout: float = TIMEOUT,
    memory: int = MEMORY,
    *,
    preload: bool = True,
    documents: int = 1,
    gives_way: bool = False,
) -> Iterator[Pool]:
    """So many worker processes; ``timeout`` in seconds for every job, ``memory`` in MiB for every process.

    With the usual ``timeout`` a job may also take no more than ``PROCESSOR_TIME``; whoever gives one means that alone.
    ``preload``: they load at once all that any document may need, which pays if there are several. A job that is about
    several ``documents`` together may take more, the more they are. ``gives_way`` is as in ``Allowance``.
    """
    from pipeline.release.workers import Allowance, LimitedExecutor  # noqa: PLC0415 - only where there are processes

    more = max(0, documents - 1)
    seconds = _SECONDS_OF_ANOTHER * more
    work = PROCESSOR_TIME + seconds if timeout == TIMEOUT else None
    allowance = Allowance(timeout + seconds, work, memory + _MEMORY_OF_ANOTHER * more, gives_way)
    executor = LimitedExecutor(workers, allowance, _worker_modules() if preload else ())
    with _no_code_from_documents():
        try:
            yield Pool(executor, workers)
        finally:
            executor.shutdown(cancel_futures=True)


def within_limits(function: Callable[..., Value], *arguments: Any) -> Value | Diagnostic:
    """What ``function`` gives in a process of its own with the usual limits; a diagnostic if it exceeds them.

    A process that may start no other, such as a worker, does it itself: it has limits already.
    """
    if multiprocessing.current_process().daemon:
        ((_job, found),) = INLINE.finished(function, [(None, arguments)])
        return found
    with processes(1, preload=False) as pool:
        ((_job, found),) = pool.finished(function, [(None, arguments)])
        return found


@contextmanager
def _no_code_from_documents() -> Iterator[None]:
    """Lets no process that starts meanwhile import from the current folder, which may hold a file called ``json.py``.

    ``multiprocessing`` starts Python with ``-c``, which looks for modules there first, unless it is told not to.
    """
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before


@contextmanager
def cluster(address: str) -> Iterator[Pool]:
    """The workers of the Dask cluster whose scheduler is at ``address``; the limits are those of the cluster.

    Raises:
        SettingsError: there is no scheduler, it has no workers, certificates for it are missing, or the extra
            ``cluster`` is not installed.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise SettingsError(_("--cluster needs the extra: pip install 'icap-pipeline[cluster]'.")) from error
    try:
        client = Client(address, timeout="10s")
    except (OSError, ValueError) as error:
        raise SettingsError(_("There is no Dask scheduler at {address}.").format(address=address)) from error
    except TypeError as error:  # what Dask raises for an address of TLS without certificates
        said = _("{address} needs certificates; docs/releases.md says where Dask takes them from.")
        raise SettingsError(said.format(address=address)) from error
    except RuntimeError as error:  # as Dask tells of encryption that is demanded or lacks its certificates
        message = _("The Dask scheduler at {address} cannot be used: {reason}")
        raise SettingsError(message.format(address=address, reason=error)) from error
    with client:
        workers = sum(client.nthreads().values())
        if not workers:
            raise SettingsError(_("The Dask cluster at {address} has no workers.").format(address=address))
        executor = client.get_executor(pure=False)
        try:
            yield Pool(executor, workers)
        finally:
            executor.shutdown(wait=False)


def is_open_to_others(address: str) -> bool:
    """Whether a scheduler at ``address`` is reached without TLS over a network, where anybody may reach it too."""
    scheme, mark, place = address.rpartition("://")
    if mark and scheme not in ("tcp", "ws"):
        return False
    host = urlsplit(f"//{place}").hostname or ""
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower().rstrip(".") != "localhost"


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _worker_modules() -> Iterator[str]:
    """The modules that a worker needs, so that they are loaded once for all workers."""
    yield from ("pipeline.cli.main", "pipeline.api", "pipeline.release.jobs")
    for reader in ("_html.page", "_odf.document", "_pdf.engines", "_word.body"):
        yield f"pipeline.readers.{reader}"
    for package in ("readers", "checks", "findings.raised", "handbooks", "exports"):
        yield from registry.names(f"pipeline.{package}")
