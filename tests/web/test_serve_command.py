"""The command ``icap serve`` where it cannot serve: it says why, and what to do."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest


def icap(folder, *arguments, before=""):
    code = f"import sys; {before}\nfrom pipeline.__main__ import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "serve", "--lang", "en", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("package", ["starlette", "uvicorn", "python_multipart"])
def test_without_the_extra_it_says_what_to_install(tmp_path, package):
    ended = icap(tmp_path, before=f"sys.modules[{package!r}] = None")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "pip install 'icap-pipeline[web]'" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_port_that_is_taken_is_named(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = icap(tmp_path, "--port", port)
    assert ended.returncode == 2
    assert port in ended.stderr
    assert "--port" in ended.stderr
    assert "another program is using it" in ended.stderr


@pytest.mark.parametrize(
    "options", [("--host", "192.0.2.1"), ("--token", "tö"), ("--token", " x"), ("--host", "no.invalid", "--token", "x")]
)
def test_what_cannot_be_is_refused(tmp_path, options):
    ended = icap(tmp_path, "--port", "0", *options)
    assert ended.returncode == 2
    assert ended.stderr.startswith("icap: ")


def test_settings_that_cannot_be_are_refused_at_once(tmp_path):
    (tmp_path / "icap.toml").write_text('[serve]\nformats = "xyz"\n', encoding="utf-8")
    ended = icap(tmp_path, "--port", "0")
    assert (ended.returncode, "xyz" in ended.stderr) == (2, True)
