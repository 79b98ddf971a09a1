"""The rule of identifiers, as docs/exports.md has it."""

from __future__ import annotations

import json
import uuid

import pytest
import rdflib
from rdflib.namespace import SKOS
from small_standard import small_standard
from whole import SAMPLE

from pipeline.base.export_settings import ExportSettings
from pipeline.exports import ExportedStandard, ExportOptions, alignments, case, ctdl, skos
from pipeline.handbooks import schema_org
from pipeline.record.identifiers import Identifiers
from pipeline.record.model import Source
from pipeline.record.outline import Kind, outline, path_of

BASE = "https://standards.example/icap/"


def test_they_follow_from_base_and_path_alone():
    ids = Identifiers(BASE)
    path = "KPS3322-002v2/task/T1.1"
    assert ids.uri(path) == f"{BASE}{path}"
    assert ids.uuid(path) == str(uuid.uuid5(uuid.NAMESPACE_URL, f"{BASE}{path}"))
    bare = Identifiers()
    assert (
        bare.uri(path)
        == f"urn:uuid:{bare.uuid(path)}"
        == f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'urn:icap:{path}')}"
    )
    assert ids.ctid(path) == Identifiers(BASE).ctid(path) != bare.ctid(path)
    assert uuid.UUID(ids.ctid(path).removeprefix("ce-")).version == 4


@pytest.mark.parametrize("base", [BASE, "urn:x-icap:"])
def test_an_item_has_one_uri_in_all_formats(base, tmp_path):
    options = ExportOptions(ExportSettings(base))
    entry = ExportedStandard("one", SAMPLE)
    package = json.loads(case.export(entry, options))
    uris = {package["CFDocument"]["uri"], *(one["uri"] for one in package["CFItems"])}
    framework = json.loads(ctdl.export(entry, options))["@graph"]
    assert {one["@id"] for one in framework if "ceterms:ctid" in one} == uris
    skos.export([entry], tmp_path, options)
    graph = rdflib.Graph().parse(tmp_path / "release.skos.ttl")
    members = {str(one) for one in graph.objects(None, SKOS.member)}
    assert members | {str(one) for one in graph.subjects(SKOS.topConceptOf)} == uris
    terms = schema_org.linked_data(SAMPLE, base)["@graph"][1]["hasDefinedTerm"]
    assert {one["@id"] for one in terms} < uris
    if base == BASE:
        assert {one["targetUrl"] for one in json.loads(alignments.export(entry, options))} == uris


def test_versions_differ_and_files_do_not():
    one, other = (small_standard({"code": f"ABC1234-001v{number}"}) for number in (1, 2))
    paths = [{item.path for item in outline(standard).items} for standard in (one, other)]
    assert paths[0] & paths[1] == set()
    moved = one.model_copy(
        update={"source": Source(name="x.pdf", format="pdf", sha256="1" * 64, coverage=0.5), "at": {}}
    )
    assert {item.path for item in outline(moved).items} == paths[0]


def test_a_standard_without_code_is_known_by_what_it_says():
    nameless = small_standard({"code": None})
    assert path_of(nameless).startswith("content-")
    moved = nameless.model_copy(update={"source": Source(name="x.pdf", format="pdf", sha256="1" * 64, coverage=0.5)})
    assert path_of(nameless) == path_of(moved)
    assert path_of(nameless) != path_of(nameless.model_copy(update={"description": "別的"}))


def test_what_has_no_code_or_shares_one_goes_by_its_place():
    task = {"outputs": ["紀錄", "O1.1.1 清單", "O1.1.1 另一清單", "報表"]}
    found = outline(small_standard({"duties": {"T1 管理物料": {"T1.1 清點物料": task}}}))
    assert [item.path.removeprefix("ABC1234-001v2/") for item in found.of_kind(Kind.OUTPUT)] == [
        "output/-",
        "output/O1.1.1",
        "output/O1.1.1~2",
        "output/-~2",
    ]


def test_signs_that_no_uri_holds_are_in_per_cent_signs():
    found = outline(small_standard({"code": "ABC 1<2/>"}))
    assert found.path == "ABC%201%3C2%2F%3E"


def test_tasks_of_one_cell_share_what_their_codes_and_scope_tags_do_not_part():
    tasks = {
        "T1.1 清點 + T1.2 發放": {
            "outputs": ["O1.1.1 清單", "O1.2.1 單據", "合計表"],
            "indicators": [],
            "knowledge": ["K01 物料知識", "K02 帳務知識【T1.2】"],
            "skills": [],
        }
    }
    found = outline(small_standard({"code": "ABC1234-001v2", "duties": {"T1 管理物料": tasks}}))
    short = [(item.text, [parent.rpartition("/")[2] for parent in item.parents]) for item in found.of_kind(Kind.OUTPUT)]
    assert short == [("清單", ["T1.1"]), ("單據", ["T1.2"]), ("合計表", ["T1.1", "T1.2"])]
    uses = [(use.task.rpartition("/")[2], use.competence.rpartition("/")[2]) for use in found.uses]
    assert uses == [("T1.1", "K01"), ("T1.2", "K01"), ("T1.2", "K02")]
