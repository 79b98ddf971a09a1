"""The way over a cluster, with local workers, and what every document costs on the wire."""

from __future__ import annotations

import pickle
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

from benchmarks.small import HANDBOOKS
from benchmarks.timing import build as timed_build
from pipeline.release import pools
from pipeline.release.build import BuildOrder, build
from pipeline.release.pools import INLINE, Pool

WORKERS = (2, 4)


def several_machines(folder: Path, paths: Sequence[Path]) -> Iterator[str]:
    """A build of ``paths`` (all that is in their folder) over clusters of some workers on this machine."""
    home = paths[0].parent
    shutil.rmtree(home.with_suffix(".out"), ignore_errors=True)
    local, _peak = timed_build(home, "-j", "2")
    yield f"**Several machines**: {len(paths)} documents, all usual formats, {local:.1f} s with `-j 2`"
    yield ""
    weighed = _Weighed()
    _built(folder / "weighed", paths, Pool(weighed, 0))
    sent, answered = (weight / len(paths) / 1024 for weight in (weighed.sent, weighed.answered))
    yield f"On the wire for each document: {sent:.0f} KiB to a worker, {answered:.0f} KiB back."
    yield ""
    try:
        from distributed import LocalCluster
    except ImportError:
        yield "The extra `cluster` is not installed."
        yield ""
        return
    for workers in WORKERS:
        with (
            LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,
            pools.cluster(cluster.scheduler_address) as pool,
        ):
            _built(folder / f"warm-{workers}", paths[:workers], pool)  # what is loaded once is not measured
            taken = _built(folder / f"cluster-{workers}", paths, pool)
        yield f"Cluster of {workers} local workers: {taken:.1f} s."
        yield ""


def _built(output: Path, paths: Sequence[Path], pool: Pool) -> float:
    start = time.perf_counter()
    failed = [one.document.path for one in build(paths, BuildOrder(output, HANDBOOKS), pool) if not one.outputs]
    if failed:
        raise SystemExit(f"not built: {failed}")
    return time.perf_counter() - start


class _Weighed(Executor):
    """Does every job at once, and weighs what would be sent for it and what would come back."""

    def __init__(self) -> None:
        self.sent = self.answered = 0

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.sent += len(pickle.dumps((function, args, kwargs)))
        future = INLINE.executor.submit(function, *args, **kwargs)
        self.answered += len(pickle.dumps(future.result()))
        return future
