"""Seconds and peak memory of reading, checking and rendering the sample standard, as a table.

Every step runs in a process of its own, so that its peak memory is its own; the libraries' import is in the memory
but not in the seconds, except for the whole command at the end, which is measured as the shell sees it.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pipeline import __version__, api, reading, renderers

SAMPLES = Path(__file__).parent.parent / "samples"
PDF = SAMPLES / "KPS3322-002v2.pdf"
ROUNDS = 3


def main() -> None:
    """Prints the table; with two arguments, measures that one step and prints it as JSON."""
    if len(sys.argv) == 3:
        print(json.dumps(measured(step(*sys.argv[1:]))))
        return
    print(f"icap {__version__}, Python {platform.python_version()}, {os.cpu_count()} x {platform.machine()}")
    print(f"best of {ROUNDS} rounds; peak memory of the process\n")
    print("| step | seconds | peak MB |\n| --- | ---: | ---: |")
    for sample in sorted(SAMPLES.glob("KPS3322-002v2.*")):
        report(f"read {sample.suffix[1:]}", "read", str(sample))
    report("check", "check", "")
    for renderer in renderers.available():
        report(f"render {renderer.NAME}", "render", renderer.NAME)
    whole_command("icap --version", ["--version"])
    with tempfile.TemporaryDirectory() as output:
        whole_command("icap build (PDF to html, docx, md)", ["build", str(PDF), "-o", output, "--to", "html,docx,md"])


def step(kind: str, subject: str) -> Callable[[], object]:
    """The piece of work to be measured."""
    if kind == "read":
        return lambda: reading.read_standard(Path(subject))
    standard = reading.read_standard(SAMPLES / "KPS3322-002v2.txt").standard
    if standard is None:
        raise SystemExit("the sample cannot be read")
    if kind == "check":
        return lambda: api.check(standard)
    return lambda: api.render(standard, subject)


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """The shortest of some rounds in seconds, and the peak memory of this process in MB."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def report(name: str, *arguments: str) -> None:
    """Measures a step in a process of its own and prints its row."""
    done = subprocess.run([sys.executable, __file__, *arguments], check=True, capture_output=True, text=True)
    seconds, megabytes = json.loads(done.stdout)
    print(f"| {name} | {seconds:.3f} | {megabytes:.0f} |", flush=True)


def whole_command(name: str, arguments: list[str]) -> None:
    """Measures the command from the shell, start-up and all, and prints its row."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        command = subprocess.Popen(
            [sys.executable, "-m", "pipeline", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        _, messages = command.communicate()
        rounds.append(time.perf_counter() - start)
        if command.returncode:
            raise SystemExit(f"{name} ended with {command.returncode}: {messages.decode()}")
    print(f"| {name} | {min(rounds):.3f} | {peak_of(arguments):.0f} |", flush=True)


def peak_of(arguments: list[str]) -> float:
    """The peak memory of the command in MB, alone among the children of a fresh process."""
    probe = (
        "import resource, subprocess, sys;"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [sys.executable, "-c", probe, sys.executable, "-m", "pipeline", *arguments]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout) / 1024


if __name__ == "__main__":
    main()
