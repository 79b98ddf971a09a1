"""Archives that nobody wants any more leave nothing on the disk, wherever the work on them was."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager

import pytest

from pipeline.base.errors import SettingsError
from pipeline.release.pools import INLINE
from pipeline.release.takeaway import TakeawayOrder
from pipeline.web.refusal import Refusal
from pipeline.web.takeaways import Takeaways


def test_one_that_is_removed_while_it_fails_is_gone(tmp_path):
    may_fail = threading.Event()

    @contextmanager
    def common(_count):
        may_fail.wait(20)
        raise SettingsError("it cannot be made")
        yield INLINE

    async def run():
        takeaways = Takeaways(tmp_path, INLINE, common)
        one = takeaways.begin([], TakeawayOrder)
        assert one.place.is_dir()
        takeaways.remove(one.id)
        (task,) = takeaways._tasks
        may_fail.set()
        await task
        with pytest.raises(Refusal):
            takeaways.get(one.id)

    asyncio.run(run())
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_ordered_is_not_begun(tmp_path):
    def order(_folder):
        raise SettingsError("the logo is missing")

    async def run():
        takeaways = Takeaways(tmp_path, INLINE, lambda _count: None)
        for _time in range(6):
            with pytest.raises(SettingsError):
                takeaways.begin([], order)

    asyncio.run(run())
    assert list(tmp_path.iterdir()) == []
