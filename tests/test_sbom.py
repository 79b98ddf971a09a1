"""What the tools tell of the lock files: the bill of materials, and the licences."""

from __future__ import annotations

import subprocess
import sys

from tools import licences, lock, sbom

LOCK = """\
# made by hand
aaa==1.0 \\
    --hash=sha256:{0} \\
    --hash=sha256:{1}
    # via icap-pipeline (pyproject.toml)
bbb-c==2.0.1 ; sys_platform == 'win32' \\
    --hash=sha256:{0}
    # via
    #   -c requirements.lock
    #   aaa
    #   icap-pipeline (pyproject.toml:dev)
""".format("a" * 64, "b" * 64)


def test_a_lock_file_is_read_with_what_needs_each_package(tmp_path):
    file = tmp_path / "x.lock"
    file.write_text(LOCK)
    first, second = lock.read(file)
    assert first == lock.Pinned("aaa", "1.0", ("a" * 64, "b" * 64), ("icap-pipeline",))
    assert second == lock.Pinned("bbb-c", "2.0.1", ("a" * 64,), ("aaa", "icap-pipeline"))


def test_the_bill_names_every_pinned_package_with_its_digests_and_its_place():
    bill = sbom.bill()
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    text = lock.RUN.read_text("utf-8")
    pins = [line.split(" ")[0] for line in text.splitlines() if "==" in line and line[0].isalnum()]
    assert [f"{one['name']}=={one['version']}" for one in bill["components"]] == pins
    digests = sum(len(one["externalReferences"][0]["hashes"]) for one in bill["components"])
    assert digests == text.count("--hash=sha256:")
    edges = {one["ref"]: one["dependsOn"] for one in bill["dependencies"]}
    assert any(one.startswith("pkg:pypi/lxml@") for one in edges[bill["metadata"]["component"]["bom-ref"]])
    reached, waiting = set(), [bill["metadata"]["component"]["bom-ref"]]
    while waiting:
        one = waiting.pop()
        if one not in reached:
            reached.add(one)
            waiting += edges[one]
    assert reached == set(edges)


def test_the_bill_is_the_same_each_time():
    made = {subprocess.run([sys.executable, "-m", "tools.sbom"], check=True, capture_output=True).stdout for _ in "ab"}
    assert len(made) == 1


def test_licences_of_the_gpl_family_are_marked_and_none_is_unknown():
    page = licences.page()
    assert "| docxtpl |" in page
    assert "**LGPL-2.1-only**" in page
    assert " ? |" not in page
    assert not licences.is_copyleft("MIT")
