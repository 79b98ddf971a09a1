"""The server does what its OpenAPI document says, whatever it is asked: schemathesis asks."""

from __future__ import annotations

import jsonschema
import pytest
import schemathesis
import small_documents as small
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from serving import TOKEN, served

from pipeline.web.description import description

pytestmark = pytest.mark.filterwarnings("ignore")  # those of schemathesis's own libraries
PATHS = {
    "/api/documents",
    "/api/documents/{id}",
    "/api/documents/{id}/record",
    "/api/documents/{id}/handbook.{format}",
    "/api/documents/{id}/pages/{page}.png",
}

EXAMPLES = 12
# Keys that are not known are no harm in an address; whether a folder or a format is there no schema can tell.
LEFT_OUT = [negative_data_rejection, positive_data_acceptance]
OPERATIONS = [
    one.ok()
    for one in schemathesis.openapi.from_dict(description()).get_all_operations()
    if "settings/save" not in one.ok().path
]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with served(tmp_path_factory.mktemp("served")) as running:
        yield running


def test_the_document_needs_no_token_and_names_what_programs_ask(server):
    import httpx

    described = httpx.get(f"{server.url}api/openapi.json", trust_env=False).json()
    assert described["paths"].keys() >= PATHS
    assert described["components"]["securitySchemes"]["token"]["name"] == "X-ICAP-Token"
    assert described["paths"]["/api/documents"]["post"]["requestBody"]["content"]["multipart/form-data"]


def test_what_is_told_of_a_document_is_of_its_form(server):
    described = server.get("/api/openapi.json").json()
    form = {"$ref": "#/components/schemas/DocumentWithFindings", "components": described["components"]}
    (id,) = server.drop(("a.pdf", small.SAMPLE_PDF.read_bytes()))
    found = server.done(id)
    jsonschema.validate(found, form)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**found, "state": "perhaps"}, form)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_every_answer_is_one_that_is_described(operation, mode, server):
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def ask(case):
        case.call_and_validate(
            base_url=server.url.rstrip("/"), headers={"X-ICAP-Token": TOKEN}, excluded_checks=LEFT_OUT
        )

    try:
        ask()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE, "nothing is valid"


def test_pages_are_pictures(server):
    (id,) = server.drop(("a.pdf", small.SAMPLE_PDF.read_bytes()))
    server.done(id)
    answer = server.get(f"/api/documents/{id}/pages/1.png")
    assert (answer.headers["Content-Type"], answer.content[:6]) == ("image/png", b"\x89PNG\r\n")
    assert server.get(f"/api/documents/{id}/pages/99.png", 404).json()["status"] == 404
