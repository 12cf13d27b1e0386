"""The OpenAPI document, and the API held to it by requests that nobody would think of."""

import json

import pytest

from home.api import document, shapes
from home.api.urls import api, urlpatterns
from tests.home.api import generated
from tests.home.api.world import known_ids

PARAMETERS = {
    "list_pieces": {
        "page", "page_size", "language", "from", "to", "updated_since", "series", "author", "topic", "order", "fields",
    },
    "get_piece": {"id", "fields"},
    "search": {"page", "page_size", "q", "type", "language", "series", "author", "topic", "from", "to", "order"},
    "get_corpus_csv": set(),
}  # fmt: skip


@pytest.fixture(scope="module")
def whole() -> dict:
    return document.whole(api)


@pytest.mark.once
def test_every_address_is_in_it(whole):
    served = {str(pattern.pattern).replace("<int:id>", "{id}") for pattern in urlpatterns[:-1]} - {
        "openapi.json"
    }
    assert {path.removeprefix("/api/v1/") for path in whole["paths"]} == served
    assert whole["openapi"].startswith("3.1")


@pytest.mark.once
def test_every_operation_says_what_may_be_asked_and_answered(whole):
    operations = {item["get"]["operationId"]: item["get"] for item in whole["paths"].values()}
    for name, parameters in PARAMETERS.items():
        assert {parameter["name"] for parameter in operations[name]["parameters"]} == parameters
    for name, operation in operations.items():
        assert {"200", "304", "400", "429"} <= operation["responses"].keys(), name
        assert "ETag" in operation["responses"]["200"]["headers"], name
        assert operation["description"], name
        for parameter in operation["parameters"]:
            assert parameter["description"], (name, parameter["name"])
            assert "null" not in json.dumps(parameter["schema"])
    size = next(one for one in operations["list_pieces"]["parameters"] if one["name"] == "page_size")
    assert size["schema"] == {"default": 20, "maximum": 100, "minimum": 1, "type": "integer"}


@pytest.mark.once
def test_what_it_refers_to_is_in_it(whole):
    text = json.dumps(whole)
    for kind in ("schemas", "responses", "headers"):
        for name in whole["components"][kind]:
            assert f"#/components/{kind}/{name}" in text or name in ("CorpusLine",), name
    for part in text.split('"$ref": "#/')[1:]:
        at = whole
        for word in part.split('"')[0].split("/"):
            at = at[word]


@pytest.mark.once
def test_every_field_is_in_the_table_of_the_corpus_or_of_the_document(whole):
    assert set(whole["components"]["schemas"]["Piece"]["properties"]) == set(shapes.Piece.model_fields)
    assert "required" not in whole["components"]["schemas"]["Piece"]


@pytest.mark.once
def test_generated_requests_find_it_true(client, world):
    """Some hundred of them; five thousand are in tests/prove/test_api.py."""
    assert generated.hold_to_document(client, known_ids(world), each=6) >= 100
