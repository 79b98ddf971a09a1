"""What programs ask a server, and get: the same records, outcomes and words as on the command line."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tomllib
import zipfile

import pytest
import small_documents as small
from serving import served

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals end it otherwise there")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with served(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture(autouse=True)
def empty(server):
    yield
    server.client.delete("/api/documents")


def icap(folder, *arguments):
    command = [sys.executable, "-m", "pipeline", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, timeout=120)


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return packed.getvalue()


def test_a_document_gives_the_record_and_the_findings_of_the_command_line(server, tmp_path):
    (tmp_path / "a.pdf").write_bytes(small.SAMPLE_PDF.read_bytes())
    (id,) = server.drop(("a.pdf", small.SAMPLE_PDF.read_bytes()))
    found = server.done(id)
    (checked,) = json.loads(icap(tmp_path, "check", "a.pdf", "--format", "json", "--lang", "en").stdout)["documents"]
    assert (found["outcome"], found["code"], found["sha256"]) == ("ok", "KPS3322-002v2", checked["sha256"])
    told = [{key: one[key] for key in checked["diagnostics"][0]} for one in found["findings"]]
    assert told == checked["diagnostics"]
    assert server.get(f"/api/documents/{id}/record").content == icap(tmp_path, "parse", "a.pdf").stdout


@pytest.mark.parametrize("template", ["handbook", "form"])
def test_handbooks_are_byte_for_byte_those_of_the_command_line(server, tmp_path, template):
    (tmp_path / "a.txt").write_bytes(small.flat_text())
    (id,) = server.drop(("a.txt", small.flat_text()))
    server.done(id)
    formats = "html,docx,md,odt,epub,json"
    icap(tmp_path, "build", "a.txt", "-o", "out", "--to", formats, "--template", template)
    written = {path.name: path.read_bytes() for path in (tmp_path / "out").glob("ABC*")}
    assert {"ABC1234-001.json"} < written.keys()
    made = {}
    for format in formats.split(","):
        answer = server.client.get(f"/api/documents/{id}/handbook.{format}", params={"template": template})
        if answer.status_code == 200:
            made[answer.headers["Content-Disposition"].partition("''")[2]] = answer.content
        else:
            assert (answer.status_code, template in answer.json()["detail"]) == (422, True)
    assert made == written


def test_what_cannot_be_read_is_told_with_its_advice(server):
    broken, scan, letter = server.drop(
        ("broken.pdf", b"%PDF-1.7 and no more"), ("scan.pdf", small.scan()), ("letter.docx", small.letter())
    )
    for id, rule in ((broken, "RD101"), (scan, "RD102"), (letter, "AS101")):
        found = server.done(id)
        assert (found["outcome"], [one["rule"] for one in found["findings"]]) == ("failed", [rule])
        assert found["findings"][0]["title"]
        assert server.get(f"/api/documents/{id}/record", 409).json()["status"] == 409
        assert server.get(f"/api/documents/{id}/handbook.html", 409)


def test_an_archive_gives_its_documents_and_names_what_is_not_looked_at(server):
    data = zipped(in__one_txt=small.flat_text(), two_txt=small.flat_text("XYZ1234-001"), photo_png=b"\x89PNG\r\n")
    (id,) = server.drop(("many.zip", data))
    whole = server.done(id)
    assert (whole["state"], whole["outcome"], whole["has_record"]) == ("done", "ok", False)
    parts = [server.done(part) for part in whole["parts"]]
    assert [(one["name"], one["outcome"], one["code"]) for one in parts] == [
        ("many.zip/in/one.txt", "ok", "ABC1234-001"),
        ("many.zip/two.txt", "ok", "XYZ1234-001"),
        ("many.zip/photo.png", "skipped", None),
    ]
    assert [one["rule"] for one in parts[2]["findings"]] == ["RD115"]
    assert whole["parts"][0] in server.get(f"/api/documents/{id}/record", 409).json()["detail"]
    server.client.delete(f"/api/documents/{id}")
    assert server.get("/api/documents").json()["ids"] == []


def test_a_file_of_two_standards_gives_two_documents(server):
    data = small.flat_text() + b"\n\n" + small.flat_text("XYZ1234-001", "另一人員")
    (id,) = server.drop(("two.txt", data))
    whole = server.done(id)
    parts = [server.done(part) for part in whole["parts"]]
    assert [(one["name"], one["code"]) for one in parts] == [
        ("two.txt#1", "ABC1234-001"),
        ("two.txt#2", "XYZ1234-001"),
    ]
    second = server.get(f"/api/documents/{whole['parts'][1]}/record").json()
    assert second["code"] == "XYZ1234-001"
    (address,) = {part["proof"].partition("?")[0] for part in parts if part["id"] == whole["parts"][1]}
    page = server.get(address, key=parts[1]["proof"].partition("key=")[2]).text
    assert "RD103" not in page  # ".txt#2" is no suffix of a file
    assert '<p class="file">two.txt</p>' in page


def test_a_folder_is_looked_through_as_on_the_command_line(server):
    ids = server.drop(
        ("in/a.txt", small.flat_text()),
        ("in/.DS_Store", b"\0\0"),
        ("in/readme.xyz", b"nothing of interest"),
        folder=True,
    )
    found = [server.done(id) for id in ids]
    assert [(one["name"], one["outcome"]) for one in found] == [
        ("in/a.txt", "ok"),
        ("in/.DS_Store", "skipped"),
        ("in/readme.xyz", "skipped"),
    ]
    assert all(one["findings"][0]["rule"] == "RD115" for one in found[1:])


def test_two_versions_give_the_sheet_of_the_command_line(server, tmp_path):
    old, new = small.flat_text("ABC1234-001v1"), small.flat_text("ABC1234-001v2", indicator="依據清單核對。")
    for name, data in (("old.txt", old), ("new.txt", new)):
        (tmp_path / name).write_bytes(data)
    one, other = server.drop(("old.txt", old), ("new.txt", new))
    server.done(one), server.done(other)
    icap(tmp_path, "compare", "old.txt", "new.txt", "--to", "html,docx,md", "-o", "out", "--track-changes")
    for form, name in (("html", "-compare.html"), ("docx", "-compare.docx"), ("tracked", "-track.docx")):
        answer = server.get(f"/api/documents/{other}/comparison.{form}", old=one)
        assert answer.content == (tmp_path / "out" / f"ABC1234-001v2{name}").read_bytes()
    assert server.get(f"/api/documents/{other}/comparison.xyz", 404, old=one)


def test_all_is_taken_away_as_one_archive(server):
    old, new, broken = server.drop(
        ("old.txt", small.flat_text("ABC1234-001v1")),
        ("new.txt", small.flat_text("ABC1234-001v2", indicator="依據清單核對。")),
        ("broken.pdf", b"%PDF-"),
    )
    for id in (old, new, broken):
        server.done(id)
    wishes = {
        "formats": ["html", "docx", "json"],
        "templates": ["handbook", "form"],
        "exports": ["csv", "xlsx"],
        "book": {"title": "彙編 <1>", "formats": ["html", "docx"]},
        "comparison": {"old": old, "new": new, "formats": ["html"], "tracked": True},
    }
    begun = server.client.post("/api/takeaways", json=wishes)
    assert begun.status_code == 201
    path = f"/api/takeaways/{begun.json()['id']}"
    made = server.ended(path)
    assert made["reason"] is None
    assert [(one["name"], one["outcome"]) for one in made["documents"]] == [
        ("old.txt", "ok"),
        ("new.txt", "ok"),
        ("broken.pdf", "failed"),
    ]
    assert made["documents"][2]["errors"]
    with zipfile.ZipFile(io.BytesIO(server.get(f"{path}/takeaway.zip").content)) as archive:
        names = set(archive.namelist())
        record = json.loads(archive.read("ABC1234-001v1.json"))
    assert names == set(made["files"])
    for code in ("ABC1234-001v1", "ABC1234-001v2"):
        assert {f"{code}.html", f"{code}.docx", f"{code}.json", f"{code}-form.docx", f"{code}-form.html"} <= names
    assert {"release.xlsx", "csv/tasks.csv", "report.html", "彙編_1_.html", "彙編_1_.docx"} <= names
    assert {"ABC1234-001v2-compare.html", "ABC1234-001v2-track.docx"} <= names
    assert record["code"] == "ABC1234-001v1"


def test_two_documents_of_one_code_that_differ_are_both_refused_when_taken_away(server):
    one, other = server.drop(("a.txt", small.flat_text()), ("a.txt", small.flat_text(indicator="不同的指標。")))
    server.done(one), server.done(other)
    begun = server.client.post("/api/takeaways", json={"formats": ["md"]}).json()
    made = server.ended(f"/api/takeaways/{begun['id']}")
    assert [(one["name"], one["outcome"]) for one in made["documents"]] == [
        ("a.txt", "failed"),
        ("a (2).txt", "failed"),
    ]
    assert made["files"] == ["report.html"]


def test_what_cannot_be_taken_away_is_told(server):
    assert server.client.post("/api/takeaways", json={}).status_code == 409
    (id,) = server.drop(("a.txt", small.flat_text()))
    server.done(id)
    begun = server.client.post("/api/takeaways", json={"formats": ["xyz"]}).json()
    assert "xyz" in server.ended(f"/api/takeaways/{begun['id']}")["reason"]
    for template, format in (("nope", "html"), ("../../nope", "docx"), ("form", "md")):
        begun = server.client.post("/api/takeaways", json={"templates": [template], "formats": [format]}).json()
        told = server.ended(f"/api/takeaways/{begun['id']}")
        assert template in told["reason"], told
        assert format in told["reason"], told
    for wrong in ({"colour": 1}, {"formats": "md"}, {"book": {"title": "", "formats": ["html"]}}, [], None):
        assert server.client.post("/api/takeaways", json=wrong).status_code == 422


def test_versions_that_have_no_record_of_their_own_are_refused_and_leave_nothing(server):
    holder, one = server.drop(
        ("both.zip", zipped(a_txt=small.flat_text("ABC1234-001v1"), b_txt=small.flat_text("ABC1234-001v2"))),
        ("c.txt", small.flat_text("ABC1234-001v3")),
    )
    server.done(holder), server.done(one)
    wishes = {"comparison": {"old": holder, "new": one, "formats": ["html"]}}
    answers = [server.client.post("/api/takeaways", json=wishes) for _time in range(6)]
    assert {answer.status_code for answer in answers} == {409}
    begun = server.client.post("/api/takeaways", json={"documents": [one], "formats": ["md"]})
    assert server.ended(f"/api/takeaways/{begun.json()['id']}")["reason"] is None


def test_handbooks_have_the_imprint_of_the_settings(tmp_path):
    (tmp_path / "icap.toml").write_text('[imprint]\npublisher = "某某部"\n', encoding="utf-8")
    with served(tmp_path) as server:
        (id,) = server.drop(("a.txt", small.flat_text()))
        server.done(id)
        assert "某某部" in server.get(f"/api/documents/{id}/handbook.md").text
        wishes = {"formats": ["md"], "book": {"title": "book", "formats": ["html"]}}
        path = f"/api/takeaways/{server.client.post('/api/takeaways', json=wishes).json()['id']}"
        server.ended(path)
        with zipfile.ZipFile(io.BytesIO(server.get(f"{path}/takeaway.zip").content)) as archive:
            made = [archive.read(name).decode() for name in archive.namelist() if name.endswith((".md", "book.html"))]
        assert len(made) == 2
        assert all("某某部" in text for text in made)


def test_settings_hold_at_once_and_are_saved_only_when_asked(tmp_path):
    kept = '# by hand\nfail-on = "warning"\n\n[severity]\nTX = "info"  # mild\n\n[serve]\nlanguage = "en"\n'
    (tmp_path / "icap.toml").write_text(kept, encoding="utf-8")
    with served(tmp_path) as server:
        before = server.get("/api/settings").json()
        assert (before["language"], before["formats"]) == ("en", "html,docx,md,json")
        (id,) = server.drop(("a.txt", small.flat_text("abc1234-001")))
        found = server.done(id)
        assert "waivers" not in (tmp_path / "icap.toml").read_text(encoding="utf-8")
        first = found["findings"][0]
        waivers = tmp_path / "own.toml"
        waivers.write_text(
            f'[[waiver]]\ndocument = "{found["code"]}"\nrule = "{first["rule"]}"\nsubject = "{first["subject"]}"\n'
            'reason = "known"\nby = "Lin"\n',
            encoding="utf-8",
        )
        changes = {"formats": "md", "language": "zh_TW", "waivers": str(waivers)}
        answer = server.client.put("/api/settings", json=changes)
        assert answer.status_code == 200, answer.text
        assert (answer.json()["language"], answer.json()["formats"]) == ("zh_TW", "md")
        waived = server.get(f"/api/documents/{id}").json()
        assert waived["findings"][0]["waived"]["reason"] == "known"
        assert waived["findings"][0]["message"] != found["findings"][0]["message"]
        assert (tmp_path / "icap.toml").read_text(encoding="utf-8") == kept
        saved = server.client.post("/api/settings/save")
        assert saved.json() == {"path": str(tmp_path / "icap.toml")}
        assert server.get("/api/settings").json()["origins"]["formats"] == str(tmp_path / "icap.toml")
        text = (tmp_path / "icap.toml").read_text(encoding="utf-8")
        assert text.startswith('waivers = "own.toml"\n# by hand\nfail-on = "warning"\n')
        assert 'TX = "info"  # mild' in text
        assert tomllib.loads(text)["serve"] == {"language": "zh_TW", "formats": "md"}
        for wrong in (
            {"formats": "xyz"},
            {"language": "fr"},
            {"templates": str(tmp_path / "no")},
            {"templates": "a" * 3_000},
            {"waivers": "a" * 3_000},
            {"colour": "red"},
        ):
            assert server.client.put("/api/settings", json=wrong).status_code == 422
        assert server.get("/api/settings").json()["formats"] == "md"


def test_what_is_called_off_gives_nothing_and_the_rest_goes_on(server):
    ids = server.drop(*((f"{number}.txt", small.flat_text(f"ABC1234-{number:03}")) for number in range(1, 40)))
    answer = server.client.post(f"/api/documents/{ids[-1]}/cancel")
    assert answer.json()["state"] == "cancelled"
    assert server.done(ids[0])["outcome"] == "ok"
    server.client.post("/api/cancel")
    states = [server.done(id, 30)["state"] for id in ids]
    assert states[0] == "done"
    assert states[-1] == "cancelled"
    assert server.get(f"/api/documents/{ids[-1]}/record", 409)
    (again,) = server.drop(("again.txt", small.flat_text()))
    assert server.done(again)["outcome"] == "ok"


def test_a_list_tells_only_what_has_changed(server):
    first = server.drop(("a.txt", small.flat_text()))
    server.done(first[0])
    known = server.get("/api/documents").json()
    assert [one["id"] for one in known["documents"]] == first
    second = server.drop(("b.txt", small.flat_text()))
    news = server.get("/api/documents", since=str(known["revision"])).json()
    assert news["ids"] == [*first, *second]
    assert [one["id"] for one in news["documents"]] == second
    assert server.get("/api/documents", 422, since="-1")
