"""Builds that remember: what is made again, what is not, and what the manifest says of it."""

from __future__ import annotations

import json
import shutil

import pytest
import small_documents as small

from pipeline.base import files
from pipeline.base.errors import WriteError
from pipeline.findings.outcomes import Outcome
from pipeline.handbooks.folders import SUPPLIED
from pipeline.release import jobs, manifest
from pipeline.release.build import BuildOrder, build

OTHER_CODE = "ABC1234-002"


@pytest.fixture
def folder(tmp_path):
    """Two documents, one a PDF in name only, so that there is a finding (RD103)."""
    home = tmp_path / "in"
    home.mkdir()
    (home / "a.txt").write_bytes(small.flat_text())
    (home / "b.pdf").write_bytes(small.word(code=OTHER_CODE))
    return home


@pytest.fixture
def work(monkeypatch):
    """Notes what is read and what is printed."""
    done = []
    examine, print_record = jobs.examine, jobs.print_record
    monkeypatch.setattr(jobs, "examine", lambda file, terms: done.append(file.path.name) or examine(file, terms))
    monkeypatch.setattr(
        jobs,
        "print_record",
        lambda record, formats, *more: done.append(" ".join(formats)) or print_record(record, formats, *more),
    )
    return done


class Notes:
    def __init__(self):
        self.texts = []

    def begin(self, step, total):
        pass

    def advance(self):
        pass

    def note(self, text):
        self.texts.append(text)


def run(folder, notes=None, formats=("md", "json"), **options):
    paths = sorted(folder.iterdir())
    order = BuildOrder(folder.parent / "out", formats, incremental=True, **options)
    return list(build(paths, order, listener=notes or Notes()))


def stamps(folder):
    return {path.name: path.stat().st_mtime_ns for path in (folder.parent / "out").glob("[!.]*")}


def test_a_second_run_works_on_nothing_and_touches_nothing(folder, work):
    first = run(folder)
    before, findings = stamps(folder), [one.document for one in first]
    assert len(work) == 4
    work.clear()
    second = run(folder)
    assert work == []
    assert stamps(folder) == before
    assert [one.document for one in second] == findings
    assert "RD103" in [one.rule for one in second[1].document.diagnostics]
    assert [one.outputs for one in second] == [one.outputs for one in first]
    assert [one.written for one in second] == [(), ()]


def test_only_the_document_that_changed_is_made_again(folder, work):
    run(folder)
    work.clear()
    (folder / "a.txt").write_bytes(small.flat_text(indicator="每日記錄進出數量。"))
    results = run(folder)
    assert work == ["a.txt", "md json"]
    assert "每日記錄進出數量。" in (folder.parent / "out" / f"{small.CODE}.md").read_text(encoding="utf-8")
    assert [len(one.written) for one in results] == [2, 0]


def test_a_file_that_is_only_touched_is_not_made_again(folder, work):
    run(folder)
    work.clear()
    data = (folder / "a.txt").read_bytes()
    (folder / "a.txt").unlink()
    (folder / "a.txt").write_bytes(data)
    run(folder)
    assert work == []


def test_a_changed_template_prints_anew_without_reading(folder, work, tmp_path):
    templates = tmp_path / "templates"
    shutil.copytree(SUPPLIED, templates)
    run(folder, templates=templates)
    work.clear()
    page = templates / "handbook.md.j2"
    page.write_text("本部範本\n" + page.read_text(encoding="utf-8"), encoding="utf-8")
    results = run(folder, templates=templates)
    assert work == ["md json", "md json"]
    assert (folder.parent / "out" / f"{small.CODE}.md").read_text(encoding="utf-8").startswith("本部範本\n")
    assert [[path.suffix for path in one.written] for one in results] == [[".md"], [".md"]]


def test_an_output_that_somebody_changed_or_took_away_is_made_again(folder, work):
    run(folder)
    out = folder.parent / "out"
    good = (out / f"{small.CODE}.md").read_bytes()
    (out / f"{small.CODE}.md").write_bytes(b"changed")
    (out / f"{OTHER_CODE}.json").unlink()
    work.clear()
    run(folder)
    assert work == ["md", "json"]
    assert (out / f"{small.CODE}.md").read_bytes() == good
    assert (out / f"{OTHER_CODE}.json").exists()


def test_another_format_is_added_without_making_the_others_again(folder, work):
    run(folder, formats=("md",))
    work.clear()
    run(folder, formats=("md", "json"))
    assert work == ["json", "json"]


def test_another_way_to_check_reads_anew(folder, work):
    run(folder)
    work.clear()
    run(folder, checked=False)
    assert [name for name in work if name.endswith((".txt", ".pdf"))] == ["a.txt", "b.pdf"]


def test_forced_makes_everything_again(folder, work):
    run(folder)
    work.clear()
    run(folder, forced=True)
    assert work == ["a.txt", "b.pdf", "md json", "md json"]


@pytest.mark.parametrize("content", [b"{", b"", b'{"manifest_version": "0", "tool": "icap", "inputs": {}}', b"[]"])
def test_a_manifest_that_cannot_be_used_means_a_full_build_with_a_note(folder, work, content):
    run(folder)
    path = folder.parent / "out" / manifest.FILE
    good = path.read_bytes()
    path.write_bytes(content)
    work.clear()
    notes = Notes()
    run(folder, notes)
    assert len(work) == 4
    assert [str(path) in text for text in notes.texts] == [True]
    assert path.read_bytes() == good


def test_the_same_inputs_give_the_same_manifest(folder):
    run(folder)
    path = folder.parent / "out" / manifest.FILE
    first = path.read_bytes()
    shutil.rmtree(folder.parent / "out")
    run(folder)
    assert path.read_bytes() == first
    content = json.loads(first)
    assert list(content["inputs"]) == ["../in/a.txt", "../in/b.pdf"]


def test_outputs_of_a_removed_input_stay_until_they_are_pruned(folder):
    run(folder)
    out = folder.parent / "out"
    (folder / "b.pdf").unlink()
    notes = Notes()
    run(folder, notes)
    assert (out / f"{OTHER_CODE}.md").exists()
    assert len(notes.texts) == 1
    assert notes.texts[0].endswith(": 2")
    run(folder, notes, pruned=True)
    assert sorted(path.name for path in out.glob("[!.]*")) == [f"{small.CODE}.json", f"{small.CODE}.md", manifest.FILE]
    assert list(json.loads((out / manifest.FILE).read_bytes())["inputs"]) == ["../in/a.txt"]


def test_pruning_spares_what_somebody_changed_and_what_it_does_not_know(folder):
    run(folder)
    out = folder.parent / "out"
    (out / f"{OTHER_CODE}.md").write_bytes(b"corrected by hand")
    (out / "letter.docx").write_bytes(b"somebody else's")
    (folder / "b.pdf").unlink()
    run(folder, pruned=True)
    assert (out / f"{OTHER_CODE}.md").read_bytes() == b"corrected by hand"
    assert (out / "letter.docx").exists()
    assert not (out / f"{OTHER_CODE}.json").exists()


def test_pruning_takes_the_outputs_of_a_standard_whose_code_was_changed(folder):
    run(folder)
    (folder / "a.txt").write_bytes(small.flat_text(code="ABC1234-009"))
    run(folder, pruned=True)
    names = {path.name for path in (folder.parent / "out").glob("*.md")}
    assert names == {"ABC1234-009.md", f"{OTHER_CODE}.md"}


def test_an_output_belongs_to_the_input_that_is_built_now(tmp_path):
    """A better duplicate takes over; what the manifest says of the file is true, and said once."""
    home = tmp_path / "in"
    home.mkdir()
    shutil.copy(small.SAMPLES / "KPS3322-002v2.txt", home)
    run(home, formats=("json",))
    shutil.copy(small.SAMPLE_PDF, home)
    results = run(home, formats=("json",))
    assert [one.document.outcome for one in results] == [Outcome.OK, Outcome.SKIPPED]
    inputs = json.loads((tmp_path / "out" / manifest.FILE).read_bytes())["inputs"]
    owned = {name: one["sha256"] for entry in inputs.values() for name, one in entry["outputs"].items()}
    assert [list(entry["outputs"]) for entry in inputs.values()] == [["KPS3322-002v2.json"], []]
    assert owned == {"KPS3322-002v2.json": files.digest(tmp_path / "out" / "KPS3322-002v2.json")}


def test_outputs_that_another_input_has_taken_over_are_not_pruned(folder):
    run(folder)
    (folder / "a.txt").rename(folder / "c.txt")
    run(folder, pruned=True)
    assert (folder.parent / "out" / f"{small.CODE}.md").exists()


def test_a_run_about_some_of_the_inputs_keeps_what_is_known_of_the_others(folder, work):
    run(folder)
    work.clear()
    order = BuildOrder(folder.parent / "out", ("md", "json"), incremental=True)
    list(build([folder / "a.txt"], order))
    run(folder)
    assert work == []


def test_an_input_that_fails_keeps_failing_from_memory_and_leaves_its_old_outputs_alone(folder, work):
    run(folder)
    out = folder.parent / "out"
    old = (out / f"{small.CODE}.md").read_bytes()
    (folder / "a.txt").write_bytes(b"\n")
    for _time in range(2):
        work.clear()
        results = run(folder)
        assert results[0].document.outcome is Outcome.FAILED
        assert [one.rule for one in results[0].document.diagnostics] == ["RD101"]
    assert work == []
    assert (out / f"{small.CODE}.md").read_bytes() == old


def test_what_could_not_be_printed_is_tried_again_and_told_again(folder, work, monkeypatch):
    from pipeline.exports import json as json_export

    whole = json_export.export

    def crash(*_):
        raise KeyError("level")

    monkeypatch.setattr(json_export, "export", crash)
    for _time in range(2):
        results = run(folder)
        assert [one.document.outcome for one in results] == [Outcome.PARTIAL, Outcome.PARTIAL]
        assert all("XX999" in [found.rule for found in one.document.diagnostics] for one in results)
    monkeypatch.setattr(json_export, "export", whole)
    work.clear()
    assert [one.document.outcome for one in run(folder)] == [Outcome.OK, Outcome.OK]
    assert work == ["json", "json"]


def test_what_the_archive_lost_or_holds_wrongly_is_read_again(folder, work):
    run(folder)
    kept = sorted((folder.parent / "out" / ".icap").iterdir())
    kept[0].unlink()
    kept[1].write_bytes(kept[1].read_bytes() + b" ")
    work.clear()
    run(folder)
    assert sorted(work) == ["a.txt", "b.pdf"]


def test_the_manifest_doubts_an_output_before_it_is_replaced(folder, monkeypatch):
    """A run that is killed between two files leaves a manifest that claims nothing of either."""
    run(folder)
    (folder / "a.txt").write_bytes(small.flat_text(indicator="每日記錄進出數量。"))
    seen = []

    def look(*arguments):
        seen.append(json.loads((folder.parent / "out" / manifest.FILE).read_bytes()))
        raise KeyboardInterrupt

    monkeypatch.setattr(jobs, "print_record", look)
    with pytest.raises(KeyboardInterrupt):
        run(folder)
    digests = {name: one["sha256"] for name, one in seen[0]["inputs"]["../in/a.txt"]["outputs"].items()}
    assert digests == {f"{small.CODE}.md": None, f"{small.CODE}.json": None}
    assert None not in [one["sha256"] for one in seen[0]["inputs"]["../in/b.pdf"]["outputs"].values()]


def test_a_standard_called_manifest_does_not_take_the_manifests_place(folder):
    (folder / "c.txt").write_bytes(small.flat_text(code=None, name="manifest"))
    run(folder)
    out = folder.parent / "out"
    assert (out / "manifest-2.json").exists()
    assert "inputs" in json.loads((out / manifest.FILE).read_bytes())


def rename_output(folder, name):
    """A manifest that calls an output of b.pdf otherwise, as somebody may write it who can write into the folder."""
    path = folder.parent / "out" / manifest.FILE
    content = json.loads(path.read_bytes())
    outputs = content["inputs"]["../in/b.pdf"]["outputs"]
    outputs[name] = outputs.pop(f"{OTHER_CODE}.md")
    path.write_text(json.dumps(content), encoding="utf-8")
    return outputs[name]


@pytest.mark.parametrize(
    "place", ["../precious.txt", "ABSOLUTE", "sub/precious.txt", "..\\precious.txt", ".icap", ".", ""]
)
def test_a_manifest_that_names_files_elsewhere_deletes_nothing(folder, place):
    run(folder)
    out = folder.parent / "out"
    (out / "sub").mkdir()
    precious = [folder.parent / "precious.txt", out / "sub" / "precious.txt"]
    for path in precious:
        path.write_bytes((out / f"{OTHER_CODE}.md").read_bytes())
    rename_output(folder, str(precious[0]) if place == "ABSOLUTE" else place)
    (folder / "b.pdf").unlink()
    notes = Notes()
    run(folder, notes, pruned=True)
    assert all(path.exists() for path in precious)
    assert str(out / manifest.FILE) in notes.texts[0]


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_pruning_leaves_links_and_folders_alone(folder, kind):
    run(folder)
    out = folder.parent / "out"
    target, elsewhere = out / f"{OTHER_CODE}.md", folder.parent / "elsewhere.md"
    if kind == "link":
        target.rename(elsewhere)
        target.symlink_to(elsewhere)
    else:
        target.unlink()
        target.mkdir()
        rename_output(folder, f"{OTHER_CODE}.md")["sha256"] = None
    (folder / "b.pdf").unlink()
    notes = Notes()
    run(folder, notes, pruned=True)
    assert target.is_symlink() or target.is_dir()
    assert any("it stays" in text for text in notes.texts)


def test_what_is_kept_behind_a_link_is_not_used(folder):
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    precious = elsewhere / f"{'0' * 64}.examined"
    precious.write_bytes(b"somebody else's")
    (folder.parent / "out").mkdir()
    (folder.parent / "out" / ".icap").symlink_to(elsewhere)
    with pytest.raises(WriteError, match="link"):
        run(folder)
    assert list(elsewhere.iterdir()) == [precious]
