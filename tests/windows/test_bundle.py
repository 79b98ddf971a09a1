"""The folder for Windows, and whether every locked package can be installed there and on macOS without a compiler."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tomllib
import zipfile

import pytest

from tools import lock, wheels, windows_bundle

MARKED = """\
# by hand
aaa==1.0 \\
    --hash=sha256:{0}
    # via icap-pipeline (pyproject.toml)
bbb==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:{0} \\
    --hash=sha256:{1}
    # via aaa
ccc==3.0 ; python_full_version < '3.12' and sys_platform != 'win32' \\
    --hash=sha256:{0}
""".format("a" * 64, "b" * 64)
TARGETS = [
    *(wheels.Target("win_amd64", version) for version in windows_bundle.PYTHONS),
    wheels.Target("macosx_13_0_arm64", "3.13"),
    wheels.Target("macosx_13_0_x86_64", "3.11"),
]
COMPILED = {"macosx_13_0_x86_64": "cryptography"}
"""What docs/install.md says has to be compiled: its authors make no wheels for Macs with processors of Intel any more."""


def ids(target):
    return f"{target.platform}-{target.python}"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (wheels.Target("win_amd64", "3.11"), ["aaa", "bbb"]),
        (wheels.Target("macosx_12_0_arm64", "3.11"), ["aaa", "ccc"]),
        (wheels.Target("macosx_12_0_arm64", "3.12"), ["aaa"]),
    ],
    ids=str,
)
def test_markers_are_settled_for_the_computer_that_wheels_are_for(target, expected):
    text = wheels.needed(MARKED, target)
    assert re.findall(r"^(\w+)==", text, re.MULTILINE) == expected
    assert "#" not in text
    assert ";" not in text
    assert text.count("--hash") == len(expected) + expected.count("bbb")


def test_the_lock_of_everything_has_what_the_program_and_each_extra_need():
    project = tomllib.loads((lock.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = {re.split(r"[^\w.-]", one)[0].lower() for group in (project["dependencies"], *extras) for one in group}
    pinned = {one.name: one.version for one in lock.read(lock.ALL)}
    assert wanted - set(pinned) == set()
    for path in (lock.RUN, lock.DEV):
        other = {one.name: one.version for one in lock.read(path)}
        assert {name: other[name] for name in other.keys() & pinned} == {
            name: pinned[name] for name in other.keys() & pinned
        }
    assert {one.name for one in lock.read(lock.RUN)} - set(pinned) == set()


@pytest.fixture(scope="module")
def registry(tmp_path_factory):
    """Whether pip reaches its index: without one, there is nothing to hold the lock against."""
    folder = tmp_path_factory.mktemp("probe")
    (one,) = [one for one in lock.read(lock.ALL) if one.name == "jinja2"]
    probe = ["download", "--no-deps", "--no-cache-dir", "--retries", "0", "--timeout", "10", "-d", str(folder)]
    try:
        wheels.pip(*probe, f"{one.name}=={one.version}")
    except subprocess.CalledProcessError:
        pytest.skip("no package index is reached")


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS, ids=ids)
def test_every_locked_package_has_a_wheel(registry, target, tmp_path):
    listed = tmp_path / "needed.txt"
    locked = wheels.needed(lock.ALL.read_text("utf-8"), target)
    if target.platform in COMPILED:
        locked, left_out = re.subn(rf"(?m)^{COMPILED[target.platform]}==(.*\\\n)*.*\n", "", locked)
        assert left_out == 1
    listed.write_text(locked, "utf-8")
    options = ["--dry-run", "--ignore-installed", "--no-deps", "--require-hashes", "--target", str(tmp_path / "none")]
    wheels.pip("install", *options, *target.options, "-r", str(listed))


@pytest.mark.slow
def test_the_folder_is_complete_for_an_installation_without_a_network(registry, tmp_path):
    """Without ``--no-deps``: pip says what is missing. It settles the markers of dependencies for the Python it runs on."""
    folder, python = tmp_path / "bundle", f"3.{sys.version_info.minor}"
    assert windows_bundle.main([str(folder), "--python", python]) == 0
    assert {path.name for path in folder.iterdir()} == {
        *("README.txt", "install.cmd", "install.py", "requirements.txt", "wheels")
    }
    locked = {digest for one in lock.read(lock.ALL) for digest in one.digests}
    own = {path.name for path in (folder / "wheels").iterdir() if digest(path) not in locked}
    assert [name.split("-")[0] for name in own] == ["icap_pipeline"]
    assert all(path.suffix == ".whl" for path in (folder / "wheels").iterdir())
    source = ["--no-index", "--find-links", str(folder / "wheels"), "--require-hashes"]
    target = wheels.Target("win_amd64", python)
    listed = tmp_path / "needed.txt"
    listed.write_text(wheels.needed((folder / "requirements.txt").read_text("utf-8"), target), "utf-8")
    options = ["--dry-run", "--ignore-installed", "--target", str(tmp_path / "none"), *target.options]
    wheels.pip("install", *options, *source, "-r", str(listed))


def own_line(folder):
    return (folder / "requirements.txt").read_text("utf-8").splitlines()[-1] + "\n"


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def bundle(tmp_path):
    """A folder with the real parts and one wheel, which stands for the program."""
    store = tmp_path / "bundle" / "wheels"
    store.mkdir(parents=True)
    wheel = store / "icap_pipeline-0.1.0-py3-none-any.whl"
    info = "icap_pipeline-0.1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as package:
        package.writestr("told.py", "def main():\n    print('it runs')\n")
        package.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: icap-pipeline\nVersion: 0.1.0\n")
        package.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        package.writestr(f"{info}/entry_points.txt", "[console_scripts]\nicap = told:main\n")
        package.writestr(f"{info}/RECORD", "")
    windows_bundle.add_parts(store.parent, "# nothing else\n", wheel)
    return store.parent


def test_the_parts_are_as_windows_wants_them(bundle):
    command = (bundle / "install.cmd").read_bytes()
    assert command.isascii()
    assert command.count(b"\r\n") == command.count(b"\n") > 10
    assert b"%PYTHON% install.py" in command
    assert (bundle / "README.txt").read_bytes().startswith(b"\xef\xbb\xbficap")
    supported = re.search(rb"\((3), (\d+)\) <= sys.version_info < \(3, (\d+)\)", command)
    assert [f"3.{number}" for number in range(int(supported[2]), int(supported[3]))] == list(windows_bundle.PYTHONS)
    assert own_line(bundle).startswith("icap-pipeline==0.1.0 --hash=sha256:")


def installed(bundle, home):
    environment = {**os.environ, "HOME": str(home), "USERPROFILE": str(home), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, str(bundle / "install.py")], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_the_installer_puts_the_program_and_what_starts_it_in_place(bundle, tmp_path):
    home = tmp_path / "王小明"
    (home / "Desktop").mkdir(parents=True)
    for _time in range(2):  # a second run replaces the first
        done = installed(bundle, home)
        assert done.returncode == 0, done.stdout + done.stderr
    program = next(home.glob("icap-program/*/icap*"))
    assert subprocess.run([program], capture_output=True, text=True, check=True).stdout == "it runs\n"
    starter = (home / "Desktop" / "職能基準手冊.cmd").read_bytes()
    assert b'"%USERPROFILE%\\icap-program\\Scripts\\icap.exe" serve --open\r\n' in starter
    assert starter.isascii()


@pytest.mark.slow
def test_a_wheel_that_is_not_the_one_named_is_not_installed(bundle, tmp_path):
    with zipfile.ZipFile(next(bundle.glob("wheels/*.whl")), "a") as package:
        package.writestr("more.py", "")
    done = installed(bundle, tmp_path)
    assert done.returncode == 1
    assert "安裝未完成" in done.stdout
    assert not list(tmp_path.glob("icap-program/*/icap*"))


def test_the_installer_takes_away_nothing_that_it_did_not_make(bundle, tmp_path):
    (tmp_path / "icap-program").mkdir()
    (tmp_path / "icap-program" / "公文.docx").write_bytes(b"kept")
    assert installed(bundle, tmp_path).returncode == 1
    assert (tmp_path / "icap-program" / "公文.docx").read_bytes() == b"kept"
