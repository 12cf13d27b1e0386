"""The OpenAPI document: what Ninja writes of parameters and shapes, with what every answer has beside them."""

from copy import deepcopy

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from home.api.answers import Problem
from home.api.asked import MOST_PAGES
from home.api.door import LIMIT, LIMIT_OF_CORPUS, frame_in
from home.api.lists import answered
from home.api.problems import MEDIA_TYPE
from home.api.shapes import Piece
from publication.frame import absolute

DESCRIPTION = """Everything that the site publishes, read only: pieces, series, authors, topics, and the search.

What is answered is what the pages say, in the same bytes for everybody. Every answer has a weak `ETag` and is answered
with 304 to who has it; errors are problem details (RFC 9457). There is one form of each answer, whatever `Accept` says.
A parameter that is not known is an error and never ignored, so that no list is longer than you meant. To harvest, ask
`/pieces` with `order=updated` and `updated_since`, go on from the `updated_at` of the last item, as pages shift when
something changes meanwhile, or take `/corpus.jsonl`.
"""
LIST = frozenset({"list_pieces", "list_series", "list_authors", "list_topics", "search"})
MERGED = frozenset({"get_author", "get_topic"})
# Pages that were taken down are told apart from those that never were.
GONE = frozenset({"get_piece", "get_series", "get_author"})
TEXT = {"schema": {"type": "string"}}


def written(request: HttpRequest, api: NinjaAPI) -> HttpResponse:
    """The document of the site that is asked."""
    frame = frame_in(request)
    document = whole(api)
    document["info"]["title"] = f"{frame.masthead.local_name}: API"
    document["servers"] = [{"url": frame.origin}]
    document["externalDocs"] = {"url": absolute(frame, "/api/"), "description": "The same for people"}
    return answered(document)


def whole(api: NinjaAPI) -> dict:
    """The document without what depends on the site."""
    made = deepcopy(dict(api.get_openapi_schema(path_prefix="api/v1/")))
    made["info"]["description"] = DESCRIPTION
    made["paths"] |= _files()
    schemas = made["components"]["schemas"]
    schemas["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= schemas["Problem"].pop("$defs", {})
    # A line of the corpus has all fields.
    schemas["CorpusLine"] = deepcopy(schemas["Piece"]) | {"required": list(Piece.model_fields)}
    for name in [name for name in schemas if name.endswith("Asked")]:
        del schemas[name]  # taken apart into parameters already
    made["components"] |= {"headers": HEADERS, "responses": RESPONSES}
    for item in made["paths"].values():
        _complete(item["get"])
    return made


def _complete(operation: dict) -> None:
    name, answers = operation["operationId"], operation["responses"]
    for status in list(answers):
        answers[str(status)] = answers.pop(status)
    ok = answers["200"]
    ok["headers"] = ok.get("headers", {}) | _headers(
        "ETag", "Cache-Control", "Content-Language", "RateLimit-Policy"
    )
    if name in LIST:
        ok["headers"] |= _headers("Link")
        ok["description"] = "A page of the list"
    for parameter in operation.get("parameters", ()):
        _tidy(parameter)
    statuses = ["304", "400", "412", "429"]
    if operation.get("parameters"):
        statuses.append("404")
    if name in MERGED:
        statuses.append("301")
    if name in GONE:
        statuses.append("410")
    for status in sorted(statuses):
        answers[status] = {"$ref": f"#/components/responses/{status}"}


def _tidy(parameter: dict) -> None:
    """One parameter as clients want it: no null, which no address can say, and lists with commas."""
    schema = parameter["schema"]
    for word in ("title", "description", "default"):
        if word != "default" or schema.get(word) in (None, ""):
            schema.pop(word, None)
    if parameter["name"] == "fields":
        parameter |= {"style": "form", "explode": False}
    if "examples" in schema:
        parameter["example"] = schema.pop("examples")[0]
        parameter.pop("examples", None)
    if parameter["name"] == "id":
        parameter |= {"example": 12, "description": "The number of the thing, as lists tell it."}


def _files() -> dict:
    """The files of the corpus, which no view of Ninja writes."""
    return {
        "/api/v1/corpus.jsonl": _file(
            "get_corpus_jsonl",
            "Everything, as JSON Lines",
            "A line of JSON for each piece, with all fields of `Piece`. `html` and `text` are there where "
            "`licence.may_be_republished` is true, without pictures that may not be passed on, and empty otherwise.",
            {
                "application/jsonl": {
                    "schema": {
                        "type": "string",
                        "description": "One CorpusLine (components/schemas) on each line",
                    }
                }
            },
        ),
        "/api/v1/corpus.csv": _file(
            "get_corpus_csv",
            "Everything, as a table",
            "A row for each piece, without texts; several values of a cell with semicolons between. UTF-8 with a byte "
            "order mark; a cell that a spreadsheet would take for a formula begins with an apostrophe.",
            {"text/csv": {"schema": {"type": "string"}}},
        ),
    }


def _file(name: str, summary: str, description: str, content: dict) -> dict:
    headers = _headers("Last-Modified", "Content-Disposition")
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "description": description,
            "tags": ["Corpus"],
            "parameters": [],
            "responses": {200: {"description": "The whole file", "content": content, "headers": headers}},
        }
    }


def _headers(*names: str) -> dict:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _header(description: str, example: str) -> dict:
    return {"description": description, "schema": {"type": "string"}, "example": example}


HEADERS = {
    "ETag": _header("A weak tag; send it back as If-None-Match.", 'W/"5d41402abc4b2a76b9719d911017c592"'),
    "Last-Modified": _header("When it changed last.", "Thu, 26 Nov 2026 09:00:00 GMT"),
    "Cache-Control": _header(
        "Shared caches may keep it for minutes; with a query they ask each time.",
        "public, max-age=0, s-maxage=269, stale-while-revalidate=30, stale-if-error=3600",
    ),
    "Content-Language": _header("The languages of the answer.", "en, ko"),
    "Content-Disposition": _header("The name of the file.", 'attachment; filename="corpus.csv"'),
    "Link": _header(
        "The first, previous, next and last page (RFC 8288).",
        '<https://www.example.org/api/v1/pieces?page=2>; rel="next"',
    ),
    "Location": _header("Where it is now.", "https://www.example.org/api/v1/topics/3"),
    "RateLimit-Policy": _header(
        f"How often you may ask: q requests in w seconds ({LIMIT.most} in {LIMIT.seconds}; the files with everything "
        f"{LIMIT_OF_CORPUS.most} in {LIMIT_OF_CORPUS.seconds}).",
        f'"{LIMIT.purpose}";q={LIMIT.most};w={LIMIT.seconds}',
    ),
    "RateLimit": _header(
        "What is left (r), and in how many seconds it is more (t).", f'"{LIMIT.purpose}";r=0;t=120'
    ),
    "Retry-After": _header("In how many seconds to come back.", "120"),
}
_PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
RESPONSES = {
    "301": {"description": "It was merged into another.", "headers": _headers("Location")},
    "304": {"description": "You have it already.", "headers": _headers("ETag")},
    "400": {
        "description": "A parameter is not known, is there twice, or is no value of its kind.",
        "content": {
            MEDIA_TYPE: _PROBLEM[MEDIA_TYPE]
            | {
                "example": {
                    "type": "about:blank",
                    "title": "Bad Request",
                    "status": 400,
                    "detail": "The parameters cannot be understood.",
                    "errors": [{"parameter": "from", "detail": "It is a day like 2026-03-31."}],
                }
            }
        },
    },
    "404": {
        "description": f"There is no such thing, or no such page of the list (they are numbered from 1, {MOST_PAGES:,} at most).",
        "content": _PROBLEM,
    },
    "410": {"description": "It was here once and was taken down.", "content": _PROBLEM},
    "412": {"description": "There was an `If-Match`, which no weak tag matches.", "content": _PROBLEM},
    "429": {
        "description": "Too many requests.",
        "headers": _headers("Retry-After", "RateLimit", "RateLimit-Policy"),
        "content": _PROBLEM,
    },
}
