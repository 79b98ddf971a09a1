"""The same jobs on a Dask cluster: a real scheduler with two workers on this machine."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
import small_documents as small

from pipeline.base.errors import ExitCode
from pipeline.cli.main import main
from pipeline.release import pools
from pipeline.release.build import BuildOrder, build

distributed = pytest.importorskip("distributed")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def address():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as cluster:
            yield cluster.scheduler_address


def put(folder):
    folder.mkdir()
    paths = []
    for number in range(1, 9):
        path = folder / f"{number}.txt"
        path.write_bytes(small.flat_text(code=f"ABC1234-{number:03}"))
        paths.append(path)
    paths[2].write_bytes(b"%PDF-")
    return paths


def test_a_cluster_gives_what_this_process_gives(address, tmp_path):
    paths = put(tmp_path / "in")
    alone = list(build(paths, BuildOrder(tmp_path / "alone", ("md", "docx"))))
    with pools.cluster(address) as pool:
        assert pool.workers == 2
        together = list(build(paths, BuildOrder(tmp_path / "together", ("md", "docx")), pool))
    assert [one.document for one in together] == [one.document for one in alone]
    assert [one.document.outcome for one in together][:4] == ["ok", "ok", "failed", "ok"]
    for path in (tmp_path / "alone").iterdir():
        assert path.read_bytes() == (tmp_path / "together" / path.name).read_bytes()


def test_the_command_takes_the_address(address, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "in")
    assert main(["build", "in", "-o", "out", "--to", "md", "--cluster", address]) == ExitCode.FINDINGS
    assert len(list(Path("out").glob("*.md"))) == 7


def test_an_address_of_tls_without_certificates_says_what_is_missing(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "a.txt").write_bytes(small.flat_text())
    arguments = ["build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), "--cluster", "tls://127.0.0.1:9"]
    assert main(arguments) == ExitCode.UNUSABLE
    assert "tls://127.0.0.1:9 needs certificates" in capsys.readouterr().err
