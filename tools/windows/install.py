"""Installs icap for this user from the wheels beside this file, and puts what starts it on the desktop.

It is started by install.cmd, and needs nothing but Python itself. A second run replaces the first installation.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOME = Path.home() / "icap-program"
"""Not in AppData: what Python from the Microsoft Store writes there, Windows puts elsewhere."""
STARTER = "職能基準手冊.cmd"
START = '@echo off\r\n"%USERPROFILE%\\icap-program\\Scripts\\icap.exe" serve --open\r\nif errorlevel 1 pause\r\n'
"""The user's folder by its variable: its name may have characters that no command file can hold."""


def main() -> int:
    """The exit code."""
    print(f"安裝至 {HOME}，約需一分鐘……\nInstalling into {HOME}; this takes a minute ...")
    try:
        program = install(HOME)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"安裝未完成：{error}\n若 icap 正在執行，請先關閉其視窗，再執行一次 install.cmd。")
        print(f"Not installed: {error}\nIf icap is running, close its window and run install.cmd again.")
        return 1
    print(f"完成。指令：{program}\nDone. The command is {program}")
    starter = desktop() / STARTER
    try:
        starter.write_bytes(START.encode())
    except OSError as error:
        print(f"桌面上未能放置「{STARTER}」（{error}），請直接執行上列指令，後接 serve --open。")
        print(f"Nothing could be put on the desktop ({error}); run the command above with: serve --open")
    else:
        print(f"請按兩下桌面上的「{STARTER}」開始使用。\nTo start, open “{STARTER}” on the desktop.")
    return 0


def install(home: Path) -> Path:
    """Makes an environment at ``home`` with all that requirements.txt names, by digest; gives the command in it.

    Raises:
        OSError: something else is at ``home``, or it cannot be written.
        subprocess.CalledProcessError: a wheel is missing or is not what requirements.txt says.
    """
    if home.exists() and not (home / "pyvenv.cfg").is_file():
        raise FileExistsError(f"{home}: 不是先前安裝的程式 / not an earlier installation")
    venv.create(home, clear=True, with_pip=True)
    place = venv.EnvBuilder().ensure_directories(home)
    source = ["--no-index", "--find-links", str(HERE / "wheels"), "--require-hashes"]
    pip = [place.env_exe, "-I", "-m", "pip", "--isolated", "--disable-pip-version-check", "install"]
    subprocess.run([*pip, *source, "--quiet", "-r", str(HERE / "requirements.txt")], check=True)
    return Path(place.bin_path, "icap.exe" if os.name == "nt" else "icap")


def desktop() -> Path:
    """The desktop's folder, wherever the office keeps it (OneDrive, a network drive)."""
    folders = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
    try:
        winreg = importlib.import_module("winreg")
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, folders) as key:
            return Path(os.path.expandvars(winreg.QueryValueEx(key, "Desktop")[0]))
    except (ImportError, OSError):
        return Path.home() / "Desktop"


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    sys.exit(main())
