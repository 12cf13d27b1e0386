"""What goes wrong, in plain words: problem details (RFC 9457). In English, as everything that programmers are told."""

import json
from http import HTTPStatus

from django.http import HttpResponse

MEDIA_TYPE = "application/problem+json"


class Refused(Exception):
    """A request that gets no answer: a status, a sentence that says why, and what is wrong with which parameter."""

    def __init__(self, status: int, detail: str, wrong: dict[str, str] | None = None):
        super().__init__(detail)
        self.status, self.detail, self.wrong = status, detail, wrong or {}


def told(refused: Refused) -> HttpResponse:
    """The answer to a request that was refused. No cache keeps it: what is missing now may be there in a minute."""
    problem = {
        "type": "about:blank",
        "title": HTTPStatus(refused.status).phrase,
        "status": refused.status,
        "detail": refused.detail,
    }
    if refused.wrong:
        problem["errors"] = [{"parameter": name, "detail": why} for name, why in refused.wrong.items()]
    answer = HttpResponse(
        json.dumps(problem, ensure_ascii=False), status=refused.status, content_type=MEDIA_TYPE
    )
    answer["Cache-Control"] = "no-store"
    return answer
