"""Requests made from the API's own OpenAPI document, valid and broken, each answer held to the document."""

from collections.abc import Mapping

import requests
import schemathesis
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


ORIGIN = "http://localhost"


def hold_to_document(client: Client, known: Mapping[str, int], *, each: int, start: int = 6) -> int:
    """Send `each` valid and `each` broken requests to every operation with parameters; returns how many were sent.

    `known` gives ids of things that are there by the name of the operation, so that they are met as well. An exception
    of Schemathesis for an answer that is not in the document; `start` seeds the generator.
    """
    schema = schemathesis.openapi.from_dict(client.get("/api/v1/openapi.json").json())
    sent = 0

    def send(case: Case) -> None:
        nonlocal sent
        cache.clear()  # or the limit would answer most of them
        sent += 1
        case.validate_response(_answer(client, case), checks=CHECKS)

    for operation in (result.ok() for result in schema.get_all_operations()):
        name = operation.definition.raw["operationId"]
        ways = [{}, {"path_parameters": {"id": known[name]}}] if name in known else [{}]
        for way in ways:
            for mode in GenerationMode:
                if mode is GenerationMode.NEGATIVE and not operation.query:
                    continue
                number = max(1, each // len(ways)) if operation.query else 1
                asking = settings(
                    max_examples=number,
                    database=None,
                    deadline=None,
                    phases=[Phase.generate],
                    suppress_health_check=list(HealthCheck),
                )
                strategy = operation.as_strategy(generation_mode=mode, **way)
                seed(start)(asking(given(case=strategy)(lambda case: send(case))))()
    return sent


def _answer(client: Client, case: Case) -> Response:
    """What the site answers, in this thread and its transaction."""
    asked = requests.Request(**case.as_transport_kwargs(base_url=ORIGIN)).prepare()
    answer = client.generic(case.method, asked.path_url)
    return Response(
        status_code=answer.status_code,
        headers={name: [value] for name, value in answer.items()},
        content=b"".join(answer),
        request=asked,
        elapsed=0.0,
        verify=False,
    )
