"""What nginx keeps and for whom, what it lets through, and what it writes down."""

import re
import socket
from hashlib import md5

import pytest

from tests.stack import acts
from tests.stack.client import ask
from tests.stack.processes import HERE, wait_until

PAGE = "/authors/"  # one that the long load, which runs beside, does not ask for


def warm(stack, path=PAGE):
    """Ask until the proxy has it."""
    return wait_until(
        lambda: found if (found := stack.get(path)).cache == "HIT" else None, f"{path} is kept", 10
    )


def test_a_public_page_is_kept_and_given_to_everybody(stack):
    kept = warm(stack)
    for headers in ({}, {"Accept-Language": "ko"}, {"User-Agent": "another"}, {"Cookie": "theme=dark"}):
        again = stack.get(PAGE, headers=headers)
        assert (again.cache, again.body) == ("HIT", kept.body)


def test_what_is_further_out_asks_each_time(stack):
    """nginx tells no age: a cache behind it would keep a page for as long again, and beyond the next expiry."""
    kept = warm(stack)
    assert kept.headers.get_all("Cache-Control") == ["public, max-age=0, must-revalidate"]
    assert "s-maxage" in stack.node(1).get(PAGE).headers["Cache-Control"]
    assert stack.get(PAGE, headers={"If-None-Match": kept.headers["ETag"]}).status == 304
    assert stack.get("/search/?q=x").headers.get_all("Cache-Control") == ["private, no-store"]


def test_it_is_kept_compressed_and_unpacked_for_who_cannot_read_that(stack):
    warm(stack)
    packed = stack.get(PAGE, headers={"Accept-Encoding": "gzip, br"})
    assert (packed.cache, packed.headers["Content-Encoding"]) == ("HIT", "gzip")
    plain = stack.get(PAGE)
    assert (plain.cache, plain.headers.get("Content-Encoding")) == ("HIT", None)
    assert len(plain.body) > 3 * len(packed.body)


def test_who_is_signed_in_always_asks_the_application_and_leaves_nothing_behind(stack):
    warm(stack)
    editor = stack.sign_in("managing")
    assert [editor.get(PAGE).cache for _ in range(2)] == ["BYPASS", "BYPASS"]
    assert stack.get(PAGE, headers={"Authorization": "Basic eDp5"}).cache == "BYPASS"
    assert "sessionid" not in stack.get(PAGE).text


@pytest.mark.parametrize(
    "path", ["/search/?q=river", "/series/?p=2", "/admin/login/", "/accounts/login/", "/readyz"]
)
def test_what_is_not_for_everybody_is_not_kept(stack, path):
    assert "HIT" not in [stack.get(path).cache for _ in range(3)]


@pytest.mark.parametrize(
    "path", ["//authors/", "/./authors/", "/authors/%2e/", "/%61uthors/", "/x/../authors/"]
)
def test_another_way_of_writing_an_address_is_the_same_entry(stack, path):
    """Nobody can have a wrong answer kept under a right address, nor keep one alive that was purged."""
    kept = warm(stack)
    again = stack.get(path)
    assert (again.status, again.cache, again.body) == (200, "HIT", kept.body)


def test_the_nodes_remove_an_entry_by_the_hash_of_its_path_and_nobody_else_can(stack):
    warm(stack)
    name = md5(PAGE.encode()).hexdigest()
    path = f"/_kept/{name[-1]}/{name[-3:-1]}/{name}"
    assert stack.ask("DELETE", path).status >= 300
    assert stack.get(PAGE).cache == "HIT"
    assert ask(stack.proxy.control_port, "GET", path).status == 403
    assert ask(stack.proxy.control_port, "DELETE", path).status == 204
    assert stack.get(PAGE).cache == "MISS"
    assert ask(stack.proxy.control_port, "DELETE", path).status in (204, 404)


def test_the_nodes_refresh_an_entry_in_one_go(stack):
    piece = stack.inside(acts.write, "A gauge to refresh", "The first reading.")
    warm(stack, piece.path)
    stack.inside(acts.publish, piece.pk, title="A gauge that was refreshed")
    assert ask(stack.proxy.control_port, "GET", piece.path).status == 200
    found = stack.get(piece.path)
    assert (found.cache, "A gauge that was refreshed" in found.text) == ("HIT", True)


def test_an_unknown_host_is_closed_without_an_answer(stack):
    with pytest.raises(ConnectionError):
        stack.get("/", host="evil.example")


def test_nobody_says_who_they_are_but_the_proxy(stack):
    """A host, an address or a scheme that a client claims for itself reaches no page."""
    claims = {
        "X-Forwarded-Host": "evil.example", "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http",
        "Forwarded": "for=203.0.113.9;host=evil.example;proto=http", "X-Real-IP": "203.0.113.9",
    }  # fmt: skip
    found = stack.get("/search/?q=gauge", headers=claims)
    assert found.status == 200
    assert "evil.example" not in found.text + str(found.headers)
    assert "203.0.113.9" not in stack.node(1).log + stack.node(2).log


def test_metrics_are_for_who_measures_and_not_for_the_world(stack):
    assert stack.get("/metrics").status == 404


def test_secrets_in_addresses_are_not_written_down(stack):
    for path in (
        "/clearance/zebrafinch-1/",
        "/ko/follow/zebrafinch-2/",
        "/accounts/password/reset/key/zebrafinch-3/",
    ):
        stack.get(path, headers={"Referer": "https://www.example.org/follow/zebrafinch-4/"})
    stack.get("/search/?q=zebrafinch-5")
    stack.get("/seen-in-the-log/")
    wait_until(lambda: "/seen-in-the-log/" in stack.proxy.access_log, "the log is written", 10)
    assert '"/clearance/..."' in stack.proxy.access_log
    assert "zebrafinch" not in stack.proxy.access_log + stack.proxy.error_log


def test_static_files_come_from_the_disk_for_good_and_compressed(stack):
    path = re.search(r"/static/[^\"]+\.css", stack.get("/").text)[0]
    found = stack.get(path, headers={"Accept-Encoding": "gzip"})
    assert found.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert found.headers["Content-Encoding"] == "gzip"
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    assert found.headers["Content-Type"] == "text/css"


def test_a_picture_comes_from_the_bucket_and_stays_when_the_storage_is_away(stack):
    path = re.search(r"/media/images/[^\" ]+", stack.get("/").text)[0]
    first = stack.get(path)
    assert first.status == 200
    assert first.headers["Content-Type"].startswith("image/")
    assert "x-amz" not in str(first.headers).lower()
    stack.storage.answer("500")
    assert stack.get(path).body == first.body


@pytest.mark.parametrize("path", ["/media/original_images/city.png", "/media/documents/x.pdf", "/media/../manage.py",
                                  "/static/..%2f..%2fmanage.py", "/media/%2e%2e/%2e%2e/etc/passwd"])  # fmt: skip
def test_nothing_else_is_given_from_the_disk_or_the_bucket(stack, path):
    assert stack.get(path).status in (400, 403, 404)


def test_who_sends_too_much_is_told_so_before_the_application_is_asked(stack):
    assert stack.ask("POST", "/follow/", body=b"x" * 1_200_000).status == 413
    assert stack.get("/", headers={"X-Long": "x" * 20_000}).status in (400, 431, 494)


def test_who_sends_slowly_holds_no_node(stack):
    """Forty clients that never come to the end of their form, on nodes that have eight threads."""
    slow = []
    try:
        for _ in range(40):
            client = socket.create_connection((HERE, stack.proxy.port), timeout=5)
            client.sendall(
                b"POST /follow/ HTTP/1.1\r\nHost: www.example.org\r\nContent-Length: 1000\r\n\r\nabc"
            )
            slow.append(client)
        assert stack.node(1).get("/series/", timeout=10).status == 200
        assert stack.get("/search/?q=gauge", timeout=10).status == 200
    finally:
        for client in slow:
            client.close()
