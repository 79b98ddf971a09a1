"""A run that is killed, whenever, leaves whole files and a manifest that says nothing but the truth."""

from __future__ import annotations

import json
import multiprocessing
import random
import sys

import killing
import pytest
import small_documents as small

from pipeline.base import files
from pipeline.release import manifest

pytestmark = pytest.mark.slow

DOCUMENTS = 4
TIMES = 50
TEXTS = ("依據物料清單逐項核對數量。", "每日記錄進出數量。")


def put(folder, text):
    for number in range(1, DOCUMENTS + 1):
        (folder / f"{number}.txt").write_bytes(small.flat_text(code=f"ABC1234-{number:03}", indicator=text))


@pytest.mark.skipif(sys.platform == "win32", reason="processes are started otherwise there")
def test_killed_fifty_times_at_random(tmp_path):
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["killing"])
    inputs, out = tmp_path / "in", tmp_path / "out"
    inputs.mkdir()
    good: dict[str, set[bytes]] = {}
    for text in TEXTS:
        put(inputs, text)
        fresh = tmp_path / f"fresh {TEXTS.index(text)}"
        killing.build_once(inputs, fresh)
        for path in fresh.glob("ABC*"):
            good.setdefault(path.name, set()).add(path.read_bytes())
    chance = random.Random(20261125)
    killed = 0
    window = 0.2  # seconds; it follows how long a run takes here
    for time_ in range(TIMES):
        put(inputs, TEXTS[time_ % 2])
        known = {path.name for path in out.glob("ABC*")}
        begun = context.Event()
        process = context.Process(target=killing.build_once, args=(inputs, out, begun))
        process.start()
        assert begun.wait(60)
        process.join(chance.uniform(0, window))
        killed += process.is_alive()
        window *= 1.2 if process.is_alive() else 0.8
        process.kill()
        process.join()
        outputs = {path.name: path.read_bytes() for path in out.glob("[!.]*") if path.name != manifest.FILE}
        assert known <= outputs.keys()
        for name, data in outputs.items():
            assert data in good[name], f"{name} is half a file"
        if (out / manifest.FILE).exists():
            for entry in json.loads((out / manifest.FILE).read_bytes())["inputs"].values():
                for name, output in entry["outputs"].items():
                    assert output["sha256"] in (None, files.digest(out / name))
    assert killed > TIMES / 5
    put(inputs, TEXTS[0])
    killing.build_once(inputs, out)
    for path in (tmp_path / "fresh 0").glob("ABC*"):
        assert (out / path.name).read_bytes() == path.read_bytes()
    assert not list((out / ".icap").glob("*.part"))
