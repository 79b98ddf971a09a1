"""The same jobs on a Dask cluster: a real scheduler with two workers on this machine."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
import small_documents as small
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

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


CERTIFICATES = ("ca", "scheduler", "worker", "client", "stranger")
"""By whom they are held; that of the stranger is signed by nobody but itself."""


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """A folder with a certificate authority, what it has signed for each party, and what a stranger signed for itself."""
    folder = tmp_path_factory.mktemp("keys")
    authority = None
    for name in CERTIFICATES:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        issuer, signer = (subject, key) if name in ("ca", "stranger") else authority
        now = datetime.datetime.now(datetime.UTC)
        certificate = (
            x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=name == "ca", path_length=None), critical=True)
            .sign(signer, hashes.SHA256())
        )
        authority = authority or (subject, key)
        pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
        (folder / f"{name}.pem").write_bytes(certificate.public_bytes(pem))
        (folder / f"{name}.key").write_bytes(
            key.private_bytes(pem, serialization.PrivateFormat.TraditionalOpenSSL, plain)
        )
    return folder


@pytest.fixture(scope="module")
def guarded(keys):
    """The address of a scheduler that talks to nobody without a certificate of its authority."""
    pairs = {
        f"tls_{one}_{kind}": str(keys / f"{one}.{kind.replace('cert', 'pem')}")
        for one in CERTIFICATES[1:4]
        for kind in ("cert", "key")
    }
    security = distributed.Security(tls_ca_file=str(keys / "ca.pem"), require_encryption=True, **pairs)
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=None, host="tls://127.0.0.1", security=security
    ) as cluster:
        yield cluster.scheduler_address


def build_as(holder, keys, address, folder):
    """A build by somebody who holds these keys; Dask takes them from its own settings, as docs/releases.md shows."""
    folder.mkdir(exist_ok=True)
    (folder / "a.txt").write_bytes(small.flat_text())
    settings = {
        "REQUIRE_ENCRYPTION": "True",
        "TLS__CA_FILE": str(keys / "ca.pem"),
        "TLS__CLIENT__CERT": str(keys / f"{holder}.pem"),
        "TLS__CLIENT__KEY": str(keys / f"{holder}.key"),
    }
    environment = os.environ | {f"DASK_DISTRIBUTED__COMM__{name}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "pipeline", "build", "a.txt", "-o", "out", "--to", "md", "--cluster", address]
    return subprocess.run(
        [*command, "--lang", "en"],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_cluster_with_tls_works_for_whoever_holds_a_certificate(guarded, keys, tmp_path):
    assert guarded.startswith("tls://")
    done = build_as("client", keys, guarded, tmp_path)
    assert done.returncode == ExitCode.CLEAN, done.stderr
    assert (tmp_path / "out" / f"{small.CODE}.md").is_file()
    assert "anybody" not in done.stderr


def test_a_cluster_with_tls_does_nothing_for_a_stranger(guarded, keys, tmp_path):
    done = build_as("stranger", keys, guarded, tmp_path)
    assert done.returncode == ExitCode.UNUSABLE
    assert not (tmp_path / "out" / f"{small.CODE}.md").exists()
    assert "Traceback" not in done.stderr
    assert guarded in done.stderr


def test_a_cluster_with_tls_does_not_talk_in_the_clear(guarded, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "a.txt").write_bytes(small.flat_text())
    arguments = [
        "build",
        str(tmp_path / "a.txt"),
        "-o",
        str(tmp_path / "out"),
        "--cluster",
        guarded.replace("tls:", "tcp:"),
    ]
    assert main(arguments) == ExitCode.UNUSABLE


def test_an_address_of_tls_without_certificates_says_what_is_missing(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "a.txt").write_bytes(small.flat_text())
    arguments = ["build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), "--cluster", "tls://127.0.0.1:9"]
    assert main(arguments) == ExitCode.UNUSABLE
    assert "tls://127.0.0.1:9 needs certificates" in capsys.readouterr().err
