"""A release in parts: every input in one part, and the parts joined as if they had never been apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import small_documents as small

from pipeline.base.errors import ExitCode, SettingsError
from pipeline.cli.main import main
from pipeline.findings.outcomes import Outcome
from pipeline.release import manifest
from pipeline.release.build import BuildOrder, build
from pipeline.release.discover import part
from pipeline.release.merge import merge

OTHER = "每日記錄進出數量。"


@pytest.fixture
def here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    Path("in").mkdir()
    return tmp_path


def put(name, data):
    path = Path("in") / name
    path.write_bytes(data)
    return path


def built(folder, *paths, formats=("md", "json")):
    return list(build(paths, BuildOrder(Path(folder), formats, incremental=True)))


def seen(folder):
    return {path.name: path.read_bytes() for path in Path(folder).glob("[!.]*")}


def test_every_input_is_in_exactly_one_part_and_files_of_one_name_stay_together():
    paths = [Path(name) for name in ("a.pdf", "a.odt", "b.pdf", "sub/A.docx", "c.pdf", "d.pdf", "e.pdf")]
    parts = [part(paths, number, 3) for number in (1, 2, 3)]
    assert sorted(path for one in parts for path in one) == sorted(paths)
    assert [len({path.stem.lower() for path in one}) for one in parts] == [2, 2, 1]
    assert {Path("a.pdf"), Path("a.odt"), Path("sub/A.docx")} <= set(parts[0])
    assert part(paths, 1, 1) == tuple(paths)


def test_parts_joined_are_what_one_run_gives(here):
    paths = [put(f"{number}.txt", small.flat_text(code=f"ABC1234-{number:03}")) for number in range(1, 6)]
    paths.append(put("6.pdf", b"%PDF-"))
    whole = built("whole", *paths)
    for number in (1, 2):
        built(f"part{number}", *part(paths, number, 2))
    joined = list(merge([Path("part1"), Path("part2")], Path("joined")))
    assert [one.document for one in joined] == [one.document for one in whole]
    assert seen("joined") == seen("whole")
    assert [one.written for one in built("joined", *paths)] == [()] * 6


def test_joining_again_writes_nothing(here):
    built("part1", put("a.txt", small.flat_text()))
    assert [len(one.written) for one in merge([Path("part1")], Path("joined"))] == [2]
    before = {path: path.stat().st_mtime_ns for path in Path("joined").glob("[!.]*")}
    (result,) = merge([Path("part1")], Path("joined"))
    assert (len(result.outputs), result.written) == (2, ())
    assert {path: path.stat().st_mtime_ns for path in Path("joined").glob("[!.]*")} == before


def test_duplicates_in_different_parts_become_one(here):
    built("part1", put("a.docx", small.word()))
    built("part2", put("b.txt", small.flat_text()))
    first, second = merge([Path("part1"), Path("part2")], Path("joined"))
    assert (first.document.outcome, second.document.outcome) == (Outcome.OK, Outcome.SKIPPED)
    assert second.duplicate_of == Path("in/a.docx")
    assert json.loads(seen("joined")[f"{small.CODE}.json"])["source"]["name"] == "a.docx"


def test_a_conflict_between_parts_is_found_and_neither_is_taken(here):
    built("part1", put("a.txt", small.flat_text()))
    built("part2", put("b.txt", small.flat_text(indicator=OTHER)))
    results = list(merge([Path("part1"), Path("part2")], Path("joined")))
    assert [one.document.outcome for one in results] == [Outcome.FAILED] * 2
    assert all(OTHER in one.document.diagnostics[-1].message for one in results)
    assert list(seen("joined")) == [manifest.FILE]


def test_standards_without_a_code_and_of_one_name_do_not_overwrite_each_other(here):
    built("part1", put("a.txt", small.flat_text(code=None)))
    built("part2", put("b.txt", small.flat_text(code=None, indicator=OTHER)))
    list(merge([Path("part1"), Path("part2")], Path("joined")))
    joined = seen("joined")
    assert small.INDICATOR in joined[f"{small.NAME}.md"].decode()
    assert OTHER in joined[f"{small.NAME}-2.md"].decode()


def test_what_a_part_could_not_print_is_still_told(here, monkeypatch):
    from pipeline.exports import json as record

    def crash(*_):
        raise KeyError("level")

    monkeypatch.setattr(record, "export", crash)
    built("part1", put("a.txt", small.flat_text()))
    built("part2", put("b.txt", small.flat_text(code="ABC1234-002")), formats=("json",))
    one, other = merge([Path("part1"), Path("part2")], Path("joined"))
    assert (one.document.outcome, other.document.outcome) == (Outcome.PARTIAL, Outcome.FAILED)
    assert [found.rule for found in one.document.diagnostics if found.severity == "error"] == ["XX999"]


def test_an_output_that_is_not_what_its_manifest_says_is_refused(here):
    built("part1", put("a.txt", small.flat_text()))
    (Path("part1") / f"{small.CODE}.md").write_bytes(b"changed")
    with pytest.raises(SettingsError, match=rf"{small.CODE}\.md"):
        list(merge([Path("part1")], Path("joined")))


@pytest.mark.parametrize("content", [None, b"{"])
def test_a_folder_without_a_manifest_is_refused(here, content):
    Path("part1").mkdir()
    if content:
        (Path("part1") / manifest.FILE).write_bytes(content)
    with pytest.raises(SettingsError, match="part1"):
        list(merge([Path("part1")], Path("joined")))


@pytest.mark.slow
def test_the_command_joins_reports_too(here, capfd):
    for number in range(1, 4):
        put(f"{number}.txt", small.flat_text(code=f"ABC1234-{number:03}"))
    put("4.pdf", b"%PDF-")
    usual = ["--to", "md", "--report"]
    assert main(["build", "in", "-o", "whole", *usual, "json=whole.json"]) == ExitCode.FINDINGS
    codes = [main(["build", "in", "-o", f"part{n}", "--shard", f"{n}/2", *usual, f"json={n}.json"]) for n in (1, 2)]
    assert sorted(codes) == [ExitCode.CLEAN, ExitCode.FINDINGS]
    assert main(["merge", "part1", "part2", "-o", "joined", "--report", "json=joined.json"]) == ExitCode.FINDINGS
    assert Path("joined.json").read_bytes() == Path("whole.json").read_bytes()
    assert seen("joined") == seen("whole")
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize("shard", ["0/2", "3/2", "1", "a/b", "1/0"])
def test_a_part_that_cannot_be_is_refused(here, shard):
    put("1.txt", small.flat_text())
    assert main(["build", "in", "-o", "out", "--shard", shard]) == ExitCode.UNUSABLE


def test_a_part_whose_output_is_a_link_or_lies_elsewhere_is_refused(here):
    built("part1", put("a.txt", small.flat_text()))
    output = Path("part1") / f"{small.CODE}.md"
    output.rename("secret.md")
    output.symlink_to("../secret.md")
    with pytest.raises(SettingsError, match=rf"{small.CODE}\.md"):
        list(merge([Path("part1")], Path("joined")))
    path = Path("part1") / manifest.FILE
    path.write_text(path.read_text("utf-8").replace(f'"{small.CODE}.md"', '"../secret.md"'), encoding="utf-8")
    with pytest.raises(SettingsError, match="no manifest that can be used"):
        list(merge([Path("part1")], Path("joined")))


def test_a_part_that_had_no_document_joins_like_the_others(here):
    put("a.txt", small.flat_text())
    Path("in/old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    for number in (1, 2, 3):
        assert main(["build", "in", "-o", f"part{number}", "--to", "md", "--shard", f"{number}/3"]) == ExitCode.CLEAN
    assert main(["merge", "part1", "part2", "part3", "-o", "joined"]) == ExitCode.CLEAN
    assert {path.name for path in Path("joined").glob("[!.]*")} == {f"{small.CODE}.md", manifest.FILE}


def test_a_part_that_was_never_built_is_refused_beside_an_empty_one(here):
    put("a.txt", small.flat_text())
    main(["build", "in", "-o", "empty", "--shard", "2/2"])
    Path("nothing").mkdir()
    with pytest.raises(SettingsError, match="nothing"):
        list(merge([Path("empty"), Path("nothing")], Path("joined")))


@pytest.mark.parametrize("strict", [[], ["--strict"]])
@pytest.mark.slow
def test_what_no_reader_takes_is_in_the_reports_of_the_joined_parts_too(here, strict):
    put("a.txt", small.flat_text())
    put("b.txt", small.flat_text(code="ABC1234-002"))
    put("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    Path("in/link").symlink_to(here / "in", target_is_directory=True)
    whole = main(["build", "in", "-o", "whole", *strict, "--report", "json=whole.json"])
    for number in (1, 2):
        main(["build", "in", "-o", f"sub/part{number}", "--shard", f"{number}/2", *strict])
    assert main(["merge", "sub/part1", "sub/part2", "-o", "joined", "--report", "json=joined.json"]) == whole
    reports = [json.loads(Path(f"{name}.json").read_text())["documents"] for name in ("whole", "joined")]
    assert reports[0] == reports[1]
    assert [one["path"] for one in reports[0]] == ["in/a.txt", "in/b.txt", "in/link", "in/old.doc"]
    assert whole == (ExitCode.FINDINGS if strict else ExitCode.CLEAN)


def test_a_part_that_is_missing_is_named_and_nothing_is_merged(here, capfd):
    put("a.txt", small.flat_text())
    for number in (1, 2):
        main(["build", "in", "-o", f"part{number}", "--to", "md", "--shard", f"{number}/4"])
    capfd.readouterr()
    assert main(["merge", "part1", "part2", "-o", "out"]) == ExitCode.UNUSABLE
    assert "Of 4 parts these are missing: 3/4, 4/4." in capfd.readouterr().err
    assert not Path("out").exists()


def test_a_folder_built_whole_again_is_no_part_any_more(here):
    put("a.txt", small.flat_text())
    main(["build", "in", "-o", "part1", "--to", "md", "--shard", "1/2"])
    main(["build", "in", "-o", "part1", "--to", "md"])
    assert main(["merge", "part1", "-o", "out"]) == ExitCode.CLEAN
