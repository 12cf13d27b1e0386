"""Public answers are compressed for who can read that, and nothing else is."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from publication.compressing import CompressingMiddleware

PAGE = "<p>The water rose in the night.</p>" * 100
PUBLIC = {"Cache-Control": "public, max-age=0, s-maxage=270", "Vary": "Accept-Encoding"}


def answer(rf, accepted="gzip, deflate, br", response=None, **headers):
    response = response or HttpResponse(PAGE, headers=PUBLIC | headers)
    return CompressingMiddleware(lambda request: response)(rf.get("/", headers={"accept-encoding": accepted}))


def test_a_public_page_is_compressed_to_the_same_bytes_each_time(rf):
    first, second = answer(rf), answer(rf)
    assert first["Content-Encoding"] == "gzip"
    assert first["Content-Length"] == str(len(first.content))
    assert gzip.decompress(first.content).decode() == PAGE
    assert first.content == second.content


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "gzip; q=0.0, br", "identity"])
def test_not_for_who_cannot_read_it(rf, accepted):
    assert "Content-Encoding" not in answer(rf, accepted)


@pytest.mark.parametrize("accepted", ["GZIP", "br, gzip;q=0.5", "*"])
def test_for_who_can(rf, accepted):
    assert answer(rf, accepted)["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache-Control": "private, no-store"},
        {"Content-Type": "image/png"},
        {"Content-Encoding": "br"},
        {"Vary": ""},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_nothing_else_is_compressed(rf, headers):
    assert answer(rf, **headers).content.decode() == PAGE


def test_what_is_short_or_comes_in_pieces_is_left_as_it_is(rf):
    assert answer(rf, response=HttpResponse("Short.", headers=PUBLIC)).content == b"Short."
    pieces = answer(rf, response=StreamingHttpResponse([PAGE], headers=PUBLIC))
    assert "Content-Encoding" not in pieces
