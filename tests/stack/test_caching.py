"""Caches of the whole stack: what is kept by the proxy, and that a change is seen through it when publishing returns."""

import time

from tests.stack import acts

PATIENCE = 10
SERIES = "/series/city-and-its-water/"


def kept(stack, path):
    """The answer from the proxy's cache, asked for until it is there: it may be made just now."""
    end = time.monotonic() + PATIENCE
    while (answer := stack.get(path)).cache != "HIT":
        assert time.monotonic() < end, f"{path}: {answer.cache} {answer.headers['Cache-Control']}"
    return answer


def test_pages_feeds_and_missing_pages_are_kept_by_the_proxy_and_searches_are_not(stack):
    for path, status in (
        ("/", 200),
        ("/ko/", 200),
        ("/feed/rss/", 200),
        ("/api/v1/series", 200),
        ("/nothing/", 404),
    ):
        answer = kept(stack, path)
        assert answer.status == status
        assert "Set-Cookie" not in answer.headers
    for path in ("/search/?q=river", "/?q=1", "/search/"):
        stack.get(path)
        assert stack.get(path).cache != "HIT"


def test_an_editor_gets_everything_from_the_application(stack):
    kept(stack, "/")
    answer = stack.sign_in("managing").get("/")
    assert answer.cache != "HIT"
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_change_is_seen_through_the_proxy_when_publishing_returns(stack):
    piece = stack.inside(acts.write, "A gauge at the weir")
    for word in ("rose", "fell", "stood"):
        kept(stack, piece.path)
        kept(stack, SERIES)
        stack.inside(acts.publish, piece.pk, title=f"The water {word}")
        for path in (piece.path, SERIES, "/series/city-and-its-water/all/", "/feed/json/"):
            assert f"The water {word}" in stack.get(path).text, path


def test_what_is_taken_down_is_gone_from_the_proxy_with_every_trace(stack):
    piece = stack.inside(acts.write, "A lamp at the weir")
    assert "A lamp at the weir" in kept(stack, SERIES).text
    kept(stack, piece.path)
    stack.inside(acts.unpublish, piece.pk)
    assert kept(stack, piece.path).status == 410
    assert "A lamp at the weir" not in kept(stack, SERIES).text


def test_what_a_command_purges_is_asked_for_again(stack):
    other = "/about/"  # no other test changes what it shows
    kept(stack, other)
    kept(stack, SERIES)
    stack.manage("purge", SERIES)
    assert stack.get(SERIES).cache == "MISS"
    assert stack.get(other).cache == "HIT"
    stack.manage("purge", all=True)
    assert stack.get(other).cache == "MISS"
