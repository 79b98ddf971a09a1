"""Makes a Python process, and every one that it starts, as poor as one on Windows; found by being on PYTHONPATH.

What is only there on POSIX is taken away, and what only Windows refuses is refused: opening a file by a name that it
reserves, replacing or removing one that is open. ``msvcrt`` stands in for the real one, by means kept for that alone.
"""

from __future__ import annotations

import errno
import fcntl
import multiprocessing.context
import multiprocessing.popen_spawn_posix
import multiprocessing.resource_tracker
import multiprocessing.spawn
import os
import re
import signal
import subprocess  # noqa: F401 - loaded before what it needs is gone
import sys
import tempfile
import types
import warnings
from pathlib import Path, PurePath

MODULES = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "crypt", "spwd", "readline", "curses"}
OF_OS = (
    *("fork", "forkpty", "killpg", "getuid", "geteuid", "getgid", "getegid", "getgroups", "getpgid", "getpgrp"),
    *(
        "setsid",
        "setuid",
        "setgid",
        "mkfifo",
        "mknod",
        "chown",
        "lchown",
        "fchmod",
        "fchown",
        "chroot",
        "nice",
        "uname",
    ),
    *("sched_getaffinity", "sched_setaffinity", "getloadavg", "sysconf", "getpriority", "posix_spawn"),
    *("O_NOFOLLOW", "O_DIRECTORY", "O_CLOEXEC", "O_TMPFILE", "pread", "pwrite", "sendfile", "sync", "wait3", "wait4"),
)
SIGNALS = {"SIGABRT", "SIGFPE", "SIGILL", "SIGINT", "SIGSEGV", "SIGTERM"}
"""Those that Windows has."""
REFUSED_NAME = re.compile(r'(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\..*)?|.*[<>:"|?*\\].*|.*[. ]', re.IGNORECASE)


class Hiding:
    """A finder of modules that does not find those that Windows lacks."""

    def __init__(self, finder):
        self._finder = finder

    def __getattr__(self, name):
        return getattr(self._finder, name)

    def find_spec(self, name, path=None, target=None):
        return None if name in MODULES else self._finder.find_spec(name, path, target)


def _open_files():
    """What this process has open, as device and number."""
    for number in range(3, 256):
        try:
            found = os.fstat(number)
        except OSError:
            continue
        yield found.st_dev, found.st_ino


def _refusing_what_is_open(function):
    def refusing(*paths, **options):
        for path in paths if not options.get("dir_fd") else ():
            try:
                found = Path(path).lstat()
            except OSError:
                continue
            if (found.st_dev, found.st_ino) in set(_open_files()):
                raise PermissionError(errno.EACCES, "The process cannot access the file", os.fspath(path))
        return function(*paths, **options)

    return refusing


def _audit(event, arguments):
    if event not in ("open", "os.listdir", "os.scandir") or not isinstance(arguments[0], str):
        return
    path = arguments[0]
    if path.startswith("/proc/"):
        raise FileNotFoundError(errno.ENOENT, "there is no /proc", path)
    is_written = event == "open" and arguments[2] is not None and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if is_written and not path.startswith("/dev/") and REFUSED_NAME.fullmatch(PurePath(path).name):
        raise OSError(errno.EINVAL, "The filename, directory name, or volume label syntax is incorrect", path)


def _stand_in_for_msvcrt():
    module = types.ModuleType("msvcrt")
    module.LK_NBLCK = 2

    def locking(number, _mode, size, lockf=fcntl.lockf, how=fcntl.LOCK_EX | fcntl.LOCK_NB):
        lockf(number, how, size, os.lseek(number, 0, os.SEEK_CUR))

    module.locking = locking
    return module


def _take_away():
    sys.modules["msvcrt"] = _stand_in_for_msvcrt()
    sys.meta_path[:] = map(Hiding, sys.meta_path)
    for name in MODULES:
        sys.modules.pop(name, None)
    for name in OF_OS:
        if hasattr(os, name):
            delattr(os, name)
    tempfile.TemporaryFile = tempfile.NamedTemporaryFile  # as there
    end = int(signal.SIGKILL)
    multiprocessing.popen_spawn_posix.Popen.kill = lambda self: self._send_signal(end)
    for name in [one for one in dir(signal) if re.fullmatch(r"SIG[A-Z0-9]+", one)]:
        if name not in SIGNALS:
            delattr(signal, name)
    contexts = multiprocessing.context._concrete_contexts
    for method in ("fork", "forkserver"):
        del contexts[method]
    default = multiprocessing.context._default_context
    default._default_context = default._actual_context = contexts["spawn"]
    multiprocessing.get_all_start_methods = lambda: ["spawn"]
    for name in ("replace", "rename", "remove", "unlink"):
        setattr(os, name, _refusing_what_is_open(getattr(os, name)))
    sys.addaudithook(_audit)
    warnings.filterwarnings("error", category=EncodingWarning, module=r"pipeline\b")


_take_away()
