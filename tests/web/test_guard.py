"""Attacks on a server: each must come to nothing."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import socket
import subprocess
import sys
from urllib.parse import urlsplit

import httpx
import pytest
import small_documents as small
from serving import TOKEN, served

from pipeline.web.guard import Access
from pipeline.web.uploads import shown_name

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals end it otherwise there")
PATHS = [
    ("GET", "/api/documents"),
    ("POST", "/api/documents"),
    ("DELETE", "/api/documents"),
    ("GET", "/api/documents/x"),
    ("DELETE", "/api/documents/x"),
    ("GET", "/api/documents/x/record"),
    ("GET", "/api/documents/x/handbook.html"),
    ("GET", "/api/documents/x/pages/1.png"),
    ("POST", "/api/cancel"),
    ("POST", "/api/takeaways"),
    ("GET", "/api/settings"),
    ("PUT", "/api/settings"),
    ("POST", "/api/settings/save"),
    ("GET", "/api/nothing"),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Programs that a careless server might run on an upload stand first on its path, and leave a mark."""
    folder = tmp_path_factory.mktemp("served")
    marks = tmp_path_factory.mktemp("marks")
    for name in ("soffice", "libreoffice", "pdftoppm", "pdftotext", "unzip", "file", "antiword", "tesseract", "sh"):
        (folder / name).write_text(f"#!/bin/bash\n/usr/bin/touch {marks}/{name}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    with served(folder, PATH=f"{folder}{os.pathsep}{os.environ['PATH']}") as running:
        running.marks = marks
        yield running


def asked(server, method, path, **headers):
    """The answer to a request with exactly these headers."""
    place = urlsplit(server.url)
    with contextlib.closing(http.client.HTTPConnection(place.hostname, place.port, timeout=30)) as connection:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": place.netloc, **headers}.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode(errors="replace")


@pytest.mark.parametrize(("method", "path"), PATHS)
@pytest.mark.parametrize("token", [None, "", "a-token-for-test", "a-token-for-tests2", "ö"])
def test_without_the_token_nothing_is_told_and_nothing_is_done(server, method, path, token):
    headers = {} if token is None else {"X_ICAP_Token": token}
    assert asked(server, method, path, **headers)[0] == 401


def test_a_token_in_the_address_or_a_cookie_opens_nothing(server):
    assert asked(server, "GET", f"/api/documents?token={TOKEN}")[0] == 401
    assert asked(server, "GET", "/api/documents", Cookie=f"X-ICAP-Token={TOKEN}; token={TOKEN}")[0] == 401
    assert asked(server, "GET", "/api/documents", Authorization=f"Bearer {TOKEN}")[0] == 401


def test_the_page_carries_the_token_and_sets_no_cookie(server):
    status, headers, page = asked(server, "GET", "/")
    assert status == 200
    assert f'<meta name="icap-token" content="{TOKEN}">' in page
    assert "set-cookie" not in {name.lower() for name in headers}


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:80",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "",
        "[",
        "192.0.2.1",
        "evil.example@127.0.0.1",
        "127.0.0.1/x",
    ],
)
@pytest.mark.parametrize("path", ["/", "/page.js", "/api/documents", "/api/openapi.json"])
def test_a_name_that_somebody_lets_lead_here_is_not_answered(server, host, path):
    """DNS rebinding: the browser asks this server and believes that it is another."""
    status, _headers, told = asked(server, "GET", path, Host=host, X_ICAP_Token=TOKEN)
    assert status == 403
    assert TOKEN not in told


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:1", "http://localhost.evil.example", ""],
)
@pytest.mark.parametrize(("method", "path"), [("POST", "/api/documents"), ("GET", "/api/documents"), ("GET", "/")])
def test_a_page_of_another_site_is_not_answered(server, origin, method, path):
    assert asked(server, method, path, Origin=origin, X_ICAP_Token=TOKEN)[0] == 403


def test_its_own_page_is_answered(server):
    place = urlsplit(server.url).netloc
    assert asked(server, "GET", "/api/documents", Origin=f"http://{place}", X_ICAP_Token=TOKEN)[0] == 200
    local = place.replace("127.0.0.1", "localhost")
    assert asked(server, "GET", "/api/documents", Host=local, Origin=f"http://{local}", X_ICAP_Token=TOKEN)[0] == 200


def test_no_other_site_is_told_that_it_may_read(server):
    headers = asked(server, "GET", "/api/documents", X_ICAP_Token=TOKEN)[1]
    assert not [name for name in headers if name.lower().startswith("access-control")]
    assert asked(server, "OPTIONS", "/api/documents", Origin="https://evil.example")[0] == 403


@pytest.mark.parametrize("path", ["/", "/page.js", "/page.css", "/api/openapi.json", "/nothing"])
def test_every_answer_forbids_what_does_not_come_from_here(server, path):
    headers = {name.lower(): value for name, value in asked(server, "GET", path)[1].items()}
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in policy


def test_what_was_made_of_a_document_runs_nothing_in_the_name_of_the_server(server):
    (id,) = server.drop(("<img src=x onerror=alert(1)>.txt", small.flat_text(name="<script>alert(1)</script>")))
    server.done(id)
    answer = server.get(f"/api/documents/{id}/handbook.html")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"<script>alert(1)" not in answer.content


def test_the_proof_needs_its_own_key_and_runs_only_its_own_script(server):
    one, other = server.drop(("a.txt", small.flat_text()), ("b.txt", small.flat_text("XYZ1234-001")))
    address = server.done(one)["proof"]
    assert server.done(other)["proof"] != address
    status, headers, page = asked(server, "GET", address)
    policy = {name.lower(): value for name, value in headers.items()}["content-security-policy"]
    assert (status, "物料管理人員" in page) == (200, True)
    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy
    assert "unsafe" not in policy
    for wrong in (address[:-1], address.split("?")[0], address.replace(one, other), address.replace("key=", "token=")):
        assert asked(server, "GET", wrong)[0] == 401
    assert asked(server, "GET", address.replace("proof?", "pages/1.png?"))[0] == 404
    assert asked(server, "GET", address, Host="evil.example")[0] == 403
    key = address.partition("key=")[2]
    assert asked(server, "GET", f"/api/documents/{one}/record?key={key}")[0] == 401


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../../../tmp/icap-escaped.txt", "tmp/icap-escaped.txt"),
        ("/etc/passwd", "etc/passwd"),
        ("..\\..\\windows\\system.ini", "windows/system.ini"),
        ("C:\\a.txt", "C:/a.txt"),
        ("a\0b.txt", "ab.txt"),
        ("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie: x=1.txt"),
        ("\u202etxt.exe", "txt.exe"),
        ("", "document"),
        ("..", "document"),
        (" ./. / .. ", "document"),
        ("x" * 1000 + ".txt", "x" * 196 + ".txt"),
        ("a/" * 100 + "b.txt", "a/" * 19 + "b.txt"),
        ("職能基準.pdf", "職能基準.pdf"),
    ],
)
def test_what_a_file_is_called_is_only_shown(name, shown):
    assert shown_name(name) == shown


def test_no_name_leads_out_of_the_folder_of_the_server(server, tmp_path):
    before = set(server.home.rglob("*"))
    names = ["../../escaped.txt", "/icap-escaped.txt", "..\\escaped.txt", f"{tmp_path}/escaped.txt", "a/../../b.txt"]
    ids = server.drop(*((name, small.flat_text()) for name in names))
    found = [server.done(id) for id in ids]
    assert {one["outcome"] for one in found} == {"ok"}
    new = {path for path in set(server.home.rglob("*")) - before if path.is_file()}
    assert {path.name for path in new} <= {"document.txt", "found.en"}
    assert not list(tmp_path.iterdir())
    assert not [path for path in server.folder.iterdir() if "escaped" in path.name]


def test_no_program_is_run_on_what_is_dropped(server):
    ids = server.drop(
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)),
        ("a.pdf", small.SAMPLE_PDF.read_bytes()),
        ("a.docx", small.word()),
        ("scan.pdf", small.scan()),
        ("a.wps", b"anything"),
        ("a; touch x.txt", b"$(touch x)"),
    )
    for id in ids:
        server.done(id)
    server.get(f"/api/documents/{ids[1]}/handbook.odt")
    server.get(f"/api/documents/{ids[1]}/pages/1.png")
    assert list(server.marks.iterdir()) == []


def test_nothing_stays_of_a_form_that_is_damaged_or_cut_off(server):
    boundary = "x"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'.encode()
    kept = set(server.home.rglob("*"))
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    for body in (head + b"text", b"nonsense", head, b""):
        answer = server.client.post("/api/documents", content=body, headers=kind)
        assert answer.status_code == 400, body
    for content_type in ("text/plain", "multipart/form-data", "application/json"):
        answer = server.client.post("/api/documents", content=head, headers={"Content-Type": content_type})
        assert answer.status_code == 415
    long = {"Content-Type": f"multipart/form-data; boundary={'x' * 300}"}
    assert server.client.post("/api/documents", content=head, headers=long).status_code == 400
    header = b'--x\r\nContent-Disposition: form-data; name="files"; filename="' + b"a" * 2**20
    assert server.client.post("/api/documents", content=header, headers=kind).status_code == 400
    other = head.replace(b'"files"', b'"other"') + b"\r\n--x--\r\n"
    assert server.client.post("/api/documents", content=other, headers=kind).status_code == 422
    assert set(server.home.rglob("*")) == kept


def test_more_than_is_allowed_is_refused_before_it_is_read(server):
    headers = {"X_ICAP_Token": TOKEN, "Content_Type": "multipart/form-data; boundary=x"}
    assert asked(server, "POST", "/api/documents", Content_Length=str(2 * 1024**3), **headers)[0] == 413
    assert server.client.put("/api/settings", content=b'"' + b"x" * 2**21 + b'"').status_code == 413
    many = [("files", (f"{number}.txt", b"")) for number in range(1001)]
    assert server.client.post("/api/documents", files=many).status_code == 413
    assert server.get("/api/settings")


def sent_whole(server, request):
    """What a client hears that sends all before it listens, and asks one thing only, as simple ones do."""
    content, headers = request.read(), {**request.headers, "connection": "close"}
    connection = http.client.HTTPConnection(request.url.host, request.url.port, timeout=60)
    with contextlib.closing(connection):
        connection.request("POST", request.url.path, content, headers)
        answer = connection.getresponse()
        return answer.status, json.load(answer)["detail"]


def test_whoever_sends_too_much_is_told_so_when_all_is_sent(server):
    kept = set(server.home.rglob("*"))
    many = [("files", (f"{number}.txt", b"x" * 20_000)) for number in range(1_200)]
    status, detail = sent_whole(server, server.client.build_request("POST", "/api/documents", files=many))
    assert (status, "more files than one request may bring" in detail) == (413, True)
    damaged = b"no form at all" + b"x" * 20_000_000
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    request = server.client.build_request("POST", "/api/documents", content=damaged, headers=kind)
    status, detail = sent_whole(server, request)
    assert (status, "damaged" in detail) == (400, True)
    assert set(server.home.rglob("*")) == kept


def test_requests_that_never_come_to_their_end_keep_nobody_out_for_long(tmp_path):
    code = (
        "import sys; from pipeline.web import server; server._PATIENCE_WITH_HEADS = 0.5; "
        "from pipeline.cli.main import main; main(sys.argv[1:])"
    )
    command = [sys.executable, "-c", code, "serve", "--port", "0", "--token", TOKEN]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        try:
            place = urlsplit(process.stdout.readline().strip())
            with contextlib.ExitStack() as open_still:
                for _number in range(200):
                    half = open_still.enter_context(socket.create_connection((place.hostname, place.port), timeout=30))
                    half.sendall(b"GET / HTTP/1.1\r\nHost: ")
                assert half.recv(1) == b""
                assert httpx.get(f"http://{place.netloc}/", trust_env=False).status_code == 200
        finally:
            process.terminate()


def test_only_this_computer_reaches_it_unless_somebody_says_so_and_sets_a_token(server, tmp_path):
    own = socket.gethostbyname(socket.gethostname())
    if not own.startswith("127."):
        with pytest.raises(OSError, match="refused"):
            socket.create_connection((own, urlsplit(server.url).port), timeout=5)
    command = [sys.executable, "-m", "pipeline", "serve", "--port", "0", "--lang", "en", "--host", "0.0.0.0"]
    refused = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (refused.returncode, "--token" in refused.stderr) == (2, True)


def test_where_others_can_reach_it_the_page_gives_the_token_to_nobody(tmp_path):
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(served(tmp_path, "--host", "0.0.0.0"))
        port = urlsplit(server.url).port
        here = stack.enter_context(httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False))
        door = here.get("/")
        assert (door.status_code, TOKEN in door.text, "<form" in door.text) == (401, False, True)
        assert here.get("/", params={"token": "wrong"}).status_code == 401
        assert TOKEN in here.get("/", params={"token": TOKEN}).text
        assert here.get("/", headers={"Host": "evil.example"}).status_code == 403
        own = {"X-ICAP-Token": TOKEN}
        assert here.put("/api/settings", json={"templates": "/"}, headers=own).status_code == 403
        assert here.post("/api/settings/save", headers=own).status_code == 403
        assert not (tmp_path / "icap.toml").exists()


def test_addresses_are_told_from_names():
    everywhere = Access("0.0.0.0", "t")
    assert everywhere.allows_host("192.0.2.7:8765")
    assert everywhere.allows_host(f"{socket.gethostname()}:8765")
    assert not everywhere.allows_host("evil.example:8765")
    assert not Access("127.0.0.1", "t").allows_host("192.0.2.7")
    assert Access("localhost", "t").is_local
    assert not Access("0.0.0.0", "t").is_local
