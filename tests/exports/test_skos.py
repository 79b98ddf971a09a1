"""SKOS: the same triples in Turtle and JSON-LD, conforming to its conditions, and nothing of the record is lost."""

from __future__ import annotations

import gc
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from random_standards import standard as drawn
from rdflib.namespace import DCTERMS, RDF, SKOS
from small_standard import small_standard
from whole import SAMPLE, SCHEMAS, STANDARDS, every_standard, items, needs_schemas, texts_beside, uses

from pipeline.base.export_settings import ExportSettings
from pipeline.exports import ExportedStandard, ExportOptions, skos
from pipeline.record.model import Standard

BASE = "https://standards.example/icap/"
ESSENTIAL = rdflib.URIRef("http://data.europa.eu/esco/model#relatedEssentialSkill")


def files(standards: list[Standard], folder: Path, **settings: object) -> dict[str, bytes]:
    entries = [ExportedStandard(str(at), one) for at, one in enumerate(standards)]
    options = ExportOptions(ExportSettings(**{"base_uri": BASE, **settings}))
    folder.mkdir(exist_ok=True)
    return {name: (folder / name).read_bytes() for name in skos.export(entries, folder, options)}


def graph(standards: list[Standard], folder: Path, **settings: object) -> rdflib.Graph:
    return rdflib.Graph().parse(data=files(standards, folder, **settings)["release.skos.ttl"], format="turtle")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("base", [BASE, ""])
def test_turtle_and_json_ld_say_the_same(tmp_path, base):
    found = files(list(STANDARDS.values()), tmp_path, base_uri=base)
    assert list(found) == ["release.skos.ttl", "release.skos.jsonld"]
    turtle = rdflib.Graph().parse(data=found["release.skos.ttl"], format="turtle")
    json_ld = rdflib.Graph().parse(data=found["release.skos.jsonld"], format="json-ld")
    assert set(turtle) == set(json_ld)
    assert len(turtle) > 10_000


@needs_schemas
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("base", [BASE, ""])
def test_the_official_shapes_find_nothing(tmp_path, base):
    import pyshacl

    chosen = [STANDARDS[name] for name in ("whole", "random1")]
    found = graph(chosen, tmp_path, base_uri=base, link_equal_names=True)
    conforms, _graph, text = pyshacl.validate(found, shacl_graph=str(SCHEMAS / "skos.shacl.ttl"), advanced=True)
    assert conforms, text


@every_standard
def test_nothing_is_lost(standard, tmp_path):
    found = graph([standard], tmp_path)
    kinds = {
        member: str(found.value(collection, SKOS.prefLabel))
        for collection, member in found.subject_objects(SKOS.member)
    }
    assert Counter(_item(found, node, label) for node, label in kinds.items()) == items(standard)
    told = Counter(
        (str(found.value(task, SKOS.prefLabel)), _text(found, competence, SKOS.notation))
        for task, competence in found.subject_objects(SKOS.related)
        if kinds.get(task) == "工作任務"
    )
    assert set(told) == {(task, code) for task, code, _printed in uses(standard)}
    names = {str(name) for property in (SKOS.prefLabel, SKOS.altLabel) for name in found.objects(None, property)}
    assert [printed for _task, _code, printed in uses(standard) if printed not in names] == []
    (top,) = found.subjects(SKOS.topConceptOf)
    said = "\n".join(str(one) for _name, one in found.predicate_objects(top))
    assert [text for text in texts_beside(standard) if text not in said] == []
    competences = {node for node, label in kinds.items() if label in ("知識", "技能")}
    assert set(found.objects(top, ESSENTIAL)) == competences
    if standard.level is not None:
        assert str(found.value(found.value(top, DCTERMS.educationLevel), SKOS.notation)) == str(standard.level)


def _item(found, node, label):
    levels = (str(found.value(level, SKOS.notation)) for level in found.objects(node, DCTERMS.educationLevel))
    order = {level: place for place, level in enumerate(levels)}
    description = _text(found, node, SKOS.definition)
    name = str(found.value(node, SKOS.prefLabel))
    return label, _text(found, node, SKOS.notation), name, description, tuple(map(int, order))


def _text(found, node, name):
    value = found.value(node, name)
    return None if value is None else str(value)


def test_no_pair_is_both_related_and_broader(tmp_path):
    found = graph([SAMPLE, STANDARDS["whole"]], tmp_path)
    above = set(found.subject_objects(SKOS.broader)) | {(a, b) for b, a in found.subject_objects(SKOS.narrower)}
    closed = {(node, top) for node, _parent in above for top in found.transitive_objects(node, SKOS.broader)}
    related = set(found.subject_objects(SKOS.related))
    assert related
    assert related & (closed | {(b, a) for a, b in closed}) == set()


def test_equal_names_are_linked_only_if_asked_for_and_only_between_standards(tmp_path):
    tasks = {"T1 管理物料": {"T1.1 清點物料": {"knowledge": ["K01 物料知識", "K02 物料知識"]}}}
    one = small_standard({"code": "ABC1234-001v2", "duties": tasks})
    other = small_standard({"code": "ABC1234-003v1", "duties": tasks})
    assert set(graph([one, other], tmp_path / "a").subjects(SKOS.exactMatch)) == set()
    found = graph([one, other], tmp_path / "b", link_equal_names=True)
    first = rdflib.URIRef(f"{BASE}ABC1234-001v2/knowledge/K01")
    assert set(found.subject_objects(SKOS.exactMatch)) == {
        (rdflib.URIRef(f"{BASE}ABC1234-003v1/knowledge/K01"), first),
        (rdflib.URIRef(f"{BASE}ABC1234-003v1/knowledge/K02"), first),
        (rdflib.URIRef(f"{BASE}ABC1234-003v1/skill/S01"), rdflib.URIRef(f"{BASE}ABC1234-001v2/skill/S01")),
    }


def test_the_standard_is_the_top_and_levels_are_concepts(tmp_path):
    found = graph([SAMPLE], tmp_path)
    top = rdflib.URIRef(f"{BASE}KPS3322-002v2")
    scheme = rdflib.URIRef(f"{BASE}terms/scheme")
    assert set(found.objects(scheme, SKOS.hasTopConcept)) == {top}
    assert (top, RDF.type, SKOS.Concept) in found
    assert found.value(top, DCTERMS.educationLevel) == rdflib.URIRef(f"{BASE}terms/level/3")
    assert found.value(rdflib.URIRef(f"{BASE}KPS3322-002v1"), DCTERMS.isReplacedBy) == top
    assert len(set(found.objects(top, ESSENTIAL))) == 18 + 16


def test_two_runs_give_the_same_bytes(tmp_path):
    standards = list(STANDARDS.values())
    assert files(standards, tmp_path / "a") == files(standards, tmp_path / "b")


def test_memory_does_not_grow_with_the_release(tmp_path):
    def peak(count: int) -> int:
        class Drawn:
            def __len__(self) -> int:
                return count

            def __iter__(self) -> Iterator[ExportedStandard]:
                for seed in range(count):
                    gc.collect()
                    yield ExportedStandard(str(seed), drawn(seed % 4))

        folder = tmp_path / str(count)
        folder.mkdir()
        tracemalloc.start()
        skos.export(Drawn(), folder, ExportOptions())
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(4)
    assert peak(20) < 1.2 * peak(5)
