"""Exports that anybody made: what is sound passes, each defect is found at its place, and nothing makes it stumble."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from whole import SAMPLE, STANDARDS

from pipeline import exports
from pipeline.base.export_settings import ExportSettings
from pipeline.base.limits import Limits
from pipeline.exports import ExportedStandard, ExportOptions, judging
from pipeline.release.judging import judge

BASE = "https://standards.example/icap/"
NAMES = {"case": "a.case.json", "ctdl": "a.ctdl.jsonld"}


def found(name: str, data: bytes | str) -> list[tuple[str, str]]:
    told = judging.judge(Path(name), data.encode() if isinstance(data, str) else data)
    return [(one.rule, one.subject) for one in told]


def made(format: str, **settings: Any) -> Any:
    options = ExportOptions(ExportSettings(**{"base_uri": BASE, **settings}))
    return json.loads(exports.find(format).export(ExportedStandard("one", SAMPLE), options))


@pytest.mark.parametrize("standard", [STANDARDS["sample"], STANDARDS["nasty"], STANDARDS["random3"]])
@pytest.mark.parametrize("settings", [{}, {"base_uri": BASE}, {"case_version": "1.0"}])
def test_what_we_write_is_sound(standard, settings, tmp_path):
    options = ExportOptions(ExportSettings(**settings))
    for format, name in NAMES.items():
        assert found(name, exports.find(format).export(ExportedStandard("one", standard), options)) == []
    exports.find("skos").export([ExportedStandard("one", standard)], tmp_path, options)
    for name in exports.find("csv").export([ExportedStandard("one", standard)], tmp_path, options):
        if name.endswith(".json"):
            assert judging.judge(tmp_path / name, (tmp_path / name).read_bytes()) == ()
    for name in ("release.skos.ttl", "release.skos.jsonld"):
        assert found(name, (tmp_path / name).read_bytes()) == []


class TestCase:
    @pytest.mark.parametrize(
        ("change", "rule", "place"),
        [
            (lambda it: it["CFDocument"].pop("title"), "EX302", "CFDocument/title"),
            (lambda it: it["CFItems"][3].update(own=1), "EX302", "CFItems/3/own"),
            (lambda it: it["CFItems"][3].update(uri="no uri"), "EX302", "CFItems/3/uri"),
            (lambda it: it["CFItems"][3].update(notes=None), "EX302", "CFItems/3/notes"),
            (lambda it: it["CFItems"][3].update(educationLevel="3"), "EX302", "CFItems/3/educationLevel"),
            (lambda it: it["CFItems"][3].update(identifier="7"), "EX302", "CFItems/3/identifier"),
            (lambda it: it["CFDocument"].update(lastChangeDateTime="2019"), "EX302", "CFDocument/lastChangeDateTime"),
            (lambda it: it["CFAssociations"][0].update(associationType="is"), "EX302", "CFAssociations/0/associationType"),
            (lambda it: it.update(CFItems={}), "EX302", "CFItems"),
            (
                lambda it: it["CFItems"][3].update(identifier=it["CFItems"][2]["identifier"]),
                "EX304",
                "CFItems/3",
            ),
            (
                lambda it: it["CFAssociations"][0]["destinationNodeURI"].update(identifier="0"),
                "EX303",
                "CFAssociations/0/destinationNodeURI",
            ),
        ],
    )  # fmt: skip
    def test_a_defect_is_found_at_its_place(self, change, rule, place):
        package = made("case")
        change(package)
        assert (rule, place) in found("x.json", json.dumps(package))
        assert len(found("x.json", json.dumps(package))) <= 3

    def test_what_1_0_does_not_have_is_found_there(self):
        package = made("case", case_version="1.0")
        package["CFItems"][0]["subject"] = ["x"]
        assert found("x.json", json.dumps(package)) == [("EX302", "CFItems/0/subject")]

    def test_a_document_is_enough(self):
        package = {"CFDocument": made("case")["CFDocument"]}
        assert found("x.json", json.dumps(package)) == []


class TestCtdl:
    @pytest.mark.parametrize(
        ("change", "rule", "place"),
        [
            (lambda it: it[5].pop("ceasn:competencyText"), "EX302", "@graph/5/ceasn:competencyText"),
            (lambda it: it[5].update({"ceasn:competencyText": "text"}), "EX302", "@graph/5/ceasn:competencyText"),
            (lambda it: it[0].update({"ceasn:codedNotation": {"zh-TW": "x"}}), "EX302", "@graph/0/ceasn:codedNotation"),
            (lambda it: it[5].update({"ceterms:ctid": it[5]["ceterms:ctid"][3:]}), "EX305", "@graph/5/ceterms:ctid"),
            (
                lambda it: it[5].update({"ceterms:ctid": "ce-b55f88e3-dfd4-530b-ab47-3e5f9986e1e4"}),
                "EX305",
                "@graph/5/ceterms:ctid",
            ),
            (lambda it: it[5].update({"ceterms:ctid": it[4]["ceterms:ctid"]}), "EX304", "@graph/5/ceterms:ctid"),
            (lambda it: it[5].update({"ceasn:isPartOf": it[4]["@id"]}), "EX303", "@graph/5/ceasn:isPartOf"),
            (lambda it: it[5].update({"ceasn:isChildOf": ["urn:x"]}), "EX303", "@graph/5/ceasn:isChildOf"),
        ],
    )  # fmt: skip
    def test_a_defect_is_found_at_its_place(self, change, rule, place):
        data = made("ctdl")
        change(data["@graph"])
        assert found("x.jsonld", json.dumps(data)) == [(rule, place)]


class TestSkos:
    HEAD = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <urn:x:> . :a a skos:Concept . :b a skos:Concept . :c a skos:Concept . "

    @pytest.mark.parametrize(
        ("turtle", "condition"),
        [
            (":a a skos:ConceptScheme .", "S9"),
            (":a a skos:Collection .", "S37"),
            (':a skos:prefLabel "x"@en ; skos:altLabel "x"@en .', "S13"),
            (':a skos:prefLabel "x"@en, "y"@en .', "S14"),
            (":a skos:broader :d .", "S19"),
            (":a skos:broader :b ; skos:related :b .", "S27"),
            (":a skos:broader :b . :b skos:broader :c . :c skos:related :a .", "S27"),
            (":b skos:narrower :a . :a skos:related :b .", "S27"),
            (":a skos:exactMatch :b ; skos:broadMatch :b .", "S46"),
        ],
    )
    def test_each_condition_is_kept(self, turtle, condition):
        told = judging.judge(Path("x.ttl"), (self.HEAD + turtle).encode())
        assert {one.rule for one in told} == {"EX306"}
        assert all(one.message.startswith(condition) for one in told)

    def test_what_conforms_passes(self):
        sound = ':a skos:prefLabel "x"@en, "y"@fr ; skos:altLabel "z"@en ; skos:broader :b ; skos:related :c .'
        assert found("x.ttl", self.HEAD + sound) == []

    def test_a_context_that_lies_elsewhere_is_not_fetched(self):
        graph = {"@graph": [{"@context": ["https://example.invalid/c"], "@id": "urn:a"}]}
        assert found("x.jsonld", json.dumps(graph)) == [("EX301", "@context")]
        graph = {"@context": {"@import": "https://example.invalid/c"}, "@graph": []}
        assert found("x.jsonld", json.dumps(graph)) == [("EX301", "@context")]


class TestDataPackage:
    FIELDS = (
        {"name": "id", "type": "string", "constraints": {"required": True}},
        {"name": "level", "type": "integer"},
        {"name": "parent", "type": "string"},
    )
    ROWS = ("a,1,", "b,2,a")

    def told(
        self, folder: Path, rows=ROWS, head="id,level,parent", path="t.csv", **schema: Any
    ) -> list[tuple[str, str]]:
        (folder / "t.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        key = {"fields": "parent", "reference": {"resource": "", "fields": "id"}}
        described = {"fields": self.FIELDS, "primaryKey": "id", "foreignKeys": [key], **schema}
        package = {"name": "x", "resources": [{"name": "t", "path": path, "schema": described}]}
        return [
            (one.rule, one.subject) for one in judging.judge(folder / "datapackage.json", json.dumps(package).encode())
        ]

    def test_what_is_sound_passes(self, tmp_path):
        assert self.told(tmp_path) == []

    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            (["a,三,"], ("EX307", "t/2/level")),
            ([",1,"], ("EX307", "t/2/id")),
            (["a,1"], ("EX307", "t/2")),
            (["a,３,"], ("EX307", "t/2/level")),
            (["a,1,", "a,2,"], ("EX304", "t/3")),
            (["a,1,", "b,1,z"], ("EX303", "t/3/parent")),
        ],
    )
    def test_a_defect_is_found_at_its_row(self, tmp_path, rows, expected):
        assert self.told(tmp_path, rows) == [expected]

    def test_the_description_has_to_fit(self, tmp_path):
        assert self.told(tmp_path, head="id,level") == [("EX302", "t")]
        assert self.told(tmp_path, path="../t.csv") == [("EX302", "resources/0/path")]
        assert self.told(tmp_path, path="/etc/passwd") == [("EX302", "resources/0/path")]
        assert self.told(tmp_path, path="none.csv") == [("EX303", "resources/0/path")]
        assert self.told(tmp_path, fields=7) == [("EX302", "resources/0/schema")]
        other = {"fields": "parent", "reference": {"resource": "no", "fields": "id"}}
        assert self.told(tmp_path, foreignKeys=[other]) == [("EX303", "resources/0/schema/foreignKeys")]

    def test_what_stands_for_no_value_is_none(self, tmp_path):
        assert self.told(tmp_path, ["a,-,"], missingValues=["", "-"]) == []
        assert self.told(tmp_path, ["-,1,"], missingValues=["", "-"]) == [("EX307", "t/2/id")]

    def test_a_link_out_of_the_folder_is_not_followed(self, tmp_path):
        (tmp_path / "link.csv").symlink_to("/etc/hostname")
        assert self.told(tmp_path, path="link.csv") == [("EX303", "resources/0/path")]
        (tmp_path / "folder").symlink_to("/etc")
        assert self.told(tmp_path, path="folder/hostname") == [("EX302", "resources/0/path")]

    def test_tables_are_read_up_to_a_limit_for_all_together(self, tmp_path):
        fields = [{"name": "a"}]
        for name in "xy":
            (tmp_path / f"{name}.csv").write_text("a\n" + "1\n" * 30)
        resources = [{"name": name, "path": f"{name}.csv", "schema": {"fields": fields}} for name in "xy"]
        data = json.dumps({"resources": resources}).encode()
        told = judging.judge(tmp_path / "datapackage.json", data, Limits(inflated_bytes=100))
        assert [(one.rule, one.subject) for one in told] == [("RD105", "resources/1/path")]
        assert judging.judge(tmp_path / "datapackage.json", data, Limits(inflated_bytes=124)) == ()


def test_numbers_that_json_does_not_have_are_refused():
    package = made("case")
    package["CFItems"][0]["extensions"] = {"x": float("nan")}
    assert found("x.json", json.dumps(package)) == [("EX301", "file")]


def test_a_byte_order_mark_costs_nothing():
    mark = b"\xef\xbb\xbf"
    assert found("x.ttl", mark + (TestSkos.HEAD + ":a skos:broader :b .").encode()) == []
    assert found("x.json", mark + json.dumps(made("case")).encode()) == []
    concept = {"@id": "urn:a", "@type": "http://www.w3.org/2004/02/skos/core#Concept"}
    assert found("x.jsonld", mark + json.dumps({"@context": {}, "@graph": [concept]}).encode()) == []


def test_the_name_of_a_field_is_told_in_part_if_it_is_long():
    package = made("case")
    package["CFItems"][0]["x" * 100_000] = 1
    assert found("x.json", json.dumps(package)) == [("EX302", f"CFItems/0/{'x' * 80}")]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xff\xfe", b"{", b"[]", b"7", b"null", b'"x"', b"{}", b"[" * 100_000, b'{"a":' * 100_000,
        b'{"CFDocument": 7}', b'{"CFDocument": {"caseVersion": []}}', b'{"CFDocument": null, "CFItems": [null]}',
        b'{"resources": 7}', b'{"resources": [7, {"name": "a", "path": ["b"]}]}', b"1" * 5000,
        b'{"resources": [{"name": "a", "path": "a.csv", "schema": {"fields": [{"name": []}], "primaryKey": 7, "foreignKeys": [7]}}]}',
        b'{"@graph": 7}', b'{"@graph": [7, null, [], {"@type": 7}], "@context": 7}', b'[{"@type": {"a": 1}}]',
        b'[{"@type": ["ceasn:Competency", 7], "@id": [], "ceterms:ctid": {}, "ceasn:isPartOf": [[]], "ceasn:hasChild": 7}]',
        b'{"@context": {"a": {"@id": 7}}, "@graph": [{"a": 1}]}',
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["x.json", "x.ttl"])
def test_nothing_makes_it_stumble(name, data, tmp_path):
    told = judging.judge(tmp_path / name, data)
    assert told
    assert {one.rule for one in told} <= {"EX301", "EX302", "EX303", "EX304", "EX305"}


def test_deep_turtle_is_refused_and_no_crash():
    assert found("x.ttl", "<urn:a> <urn:b> " + "(" * 100_000) == [("EX301", "file")]


def test_of_very_many_findings_the_rest_is_counted(tmp_path):
    package = made("case")
    package["CFItems"] = [{} for _ in range(500)]
    told = judging.judge(Path("x.json"), json.dumps(package).encode())
    assert len(told) == judging.MOST + 1
    assert told[-1].rule == "EX309"
    assert "1000" in told[-1].message  # four fields are missing in each of 500 items


def test_a_file_is_a_document_with_an_outcome(tmp_path):
    good, bad, none = tmp_path / "good.json", tmp_path / "bad.json", tmp_path / "none.json"
    good.write_text(json.dumps(made("case")))
    bad.write_text("{}")
    documents = list(judge([good, bad, none]))
    assert [document.outcome.value for document in documents] == ["ok", "failed", "failed"]
    assert [one.rule for document in documents for one in document.diagnostics] == ["EX301", "RD101"]
