"""A server as anybody starts it, in a process of its own, and whoever asks it."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

TOKEN = "a-token-for-tests"


class Server:
    """One that runs; ``home`` is where its temporary files stand, ``folder`` where it was started."""

    def __init__(self, process: subprocess.Popen, url: str, home: Path, folder: Path) -> None:
        self.process, self.url, self.home, self.folder = process, url, home, folder
        self.client = httpx.Client(base_url=url, headers={"X-ICAP-Token": TOKEN}, timeout=60, trust_env=False)

    def drop(self, *files: tuple[str, bytes], folder: bool = False) -> list[str]:
        """The ids of files that are dropped."""
        form = [("files", (name, data)) for name, data in files]
        answer = self.client.post("/api/documents", files=form, params={"folder": "true"} if folder else {})
        assert answer.status_code == 201, answer.text
        return [one["id"] for one in answer.json()]

    def get(self, path: str, status: int = 200, **parameters: str) -> httpx.Response:
        answer = self.client.get(path, params=parameters)
        assert answer.status_code == status, answer.text
        return answer

    def done(self, id: str, seconds: float = 60) -> dict:
        """The document when it is done."""
        return self.ended(f"/api/documents/{id}", seconds)

    def ended(self, path: str, seconds: float = 60) -> dict:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = self.get(path).json()
            if found["state"] in ("done", "cancelled"):
                return found
            time.sleep(0.05)
        raise AssertionError(f"{path} is not done")


@contextlib.contextmanager
def served(folder: Path, *options: str, lang: str = "en", **variables: str) -> Iterator[Server]:
    """A server that is started in ``folder`` and ends with the block."""
    with tempfile.TemporaryDirectory(prefix="icap-t") as short:  # sockets stand there, whose paths must be short
        home = Path(short)
        with _started(folder, home, options, {"ICAP_LANG": lang, **variables}) as server:
            yield server
        assert list(home.iterdir()) == [], "the server has left something"


@contextlib.contextmanager
def _started(folder: Path, home: Path, options: tuple[str, ...], variables: dict[str, str]) -> Iterator[Server]:
    environment = {**os.environ, "TMPDIR": str(home), **variables}
    command = [sys.executable, "-m", "pipeline", "serve", "--port", "0", "--token", TOKEN, *options]
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)
    with process:
        try:
            address = re.match(r"http://\S+?:\d+/", process.stdout.readline())
            assert address, process.wait()
            server = Server(process, address[0], home, folder)
            with server.client:
                yield server
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
