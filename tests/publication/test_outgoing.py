"""Addresses out on the web: what an answer means, and that nothing inside the house is ever asked."""

import socket

import pytest

from publication import outgoing
from publication.outgoing import Answer, Reason, Verdict, ask, is_public
from tests.publication.web_server import web_server


@pytest.fixture
def site():
    with web_server() as site:
        yield site


@pytest.fixture
def names(monkeypatch):
    """What names stand for; no other is known."""
    known = {}
    real = socket.getaddrinfo

    def look_up(host, port, *args, **kwargs):
        if host in known:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in known[host]]
        if host.replace(".", "").isdigit():
            return real(host, port, *args, **kwargs)
        raise socket.gaierror(host)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, Answer(Verdict.FINE, 200)),
        (204, Answer(Verdict.FINE, 204)),
        (404, Answer(Verdict.DEAD, 404)),
        (410, Answer(Verdict.DEAD, 410)),
        (401, Answer(Verdict.UNKNOWN, 401, reason=Reason.STATUS)),
        (403, Answer(Verdict.UNKNOWN, 403, reason=Reason.STATUS)),
        (429, Answer(Verdict.UNKNOWN, 429, reason=Reason.STATUS)),
        (500, Answer(Verdict.UNKNOWN, 500, reason=Reason.STATUS)),
    ],
)
def test_what_a_status_means(site, status, expected):
    site.pages["/"] = (status, {})
    assert ask(site.address(), site.allows) == expected


def test_head_is_enough_where_the_page_is_there_and_get_decides_elsewhere(site):
    site.pages["/there"] = (200, {})
    ask(site.address("/there"), site.allows)
    ask(site.address("/gone"), site.allows)
    assert site.requests == [("HEAD", "/there"), ("HEAD", "/gone"), ("GET", "/gone")]


def test_a_server_that_lies_to_head_is_believed_at_get(site):
    def page(handler):
        handler.send_response(404 if handler.command == "HEAD" else 200)
        handler.end_headers()

    site.pages["/"] = page
    assert ask(site.address(), site.allows) == Answer(Verdict.FINE, 200)


def test_who_is_asked_too_much_says_when_to_come_back_and_is_not_asked_twice(site):
    site.pages["/"] = (429, {"Retry-After": "120"})
    expected = Answer(Verdict.UNKNOWN, 429, reason=Reason.STATUS, retry_after="120")
    assert ask(site.address(), site.allows) == expected
    assert site.requests == [("HEAD", "/")]


def test_it_says_who_asks(site, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://www.example.org"
    ask(site.address(), site.allows)
    assert site.asked[0][2]["User-Agent"] == "CommentarySeries-LinkCheck/1.0 (+https://www.example.org)"


def test_a_link_has_moved_only_when_every_step_says_for_good(site):
    site.pages |= {
        "/old": (301, {"Location": "/newer"}),
        "/newer": (308, {"Location": "/new"}),
        "/today": (302, {"Location": "/newer"}),
        "/new": (200, {}),
    }
    assert ask(site.address("/old"), site.allows) == Answer(Verdict.MOVED, 200, site.address("/new"))
    assert ask(site.address("/today"), site.allows) == Answer(Verdict.FINE, 200)


def test_what_redirects_to_nothing_is_dead(site):
    site.pages["/old"] = (301, {"Location": "/gone"})
    assert ask(site.address("/old"), site.allows) == Answer(Verdict.DEAD, 404)


def test_redirects_come_to_an_end(site):
    site.pages["/round"] = (302, {"Location": "/round"})
    assert ask(site.address("/round"), site.allows) == Answer(Verdict.UNKNOWN, 302, reason=Reason.LOOP)
    assert len(site.asked) == 6


@pytest.mark.parametrize("header", ["/정책", "/%EC%A0%95%EC%B1%85"], ids=["as bytes", "quoted"])
def test_korean_addresses_and_redirects_are_understood(site, header):
    site.pages["/old"] = lambda handler: (
        handler.wfile.write(b"HTTP/1.0 301 Moved\r\nLocation: " + header.encode() + b"\r\n\r\n"),
    )
    site.pages["/%EC%A0%95%EC%B1%85"] = (200, {})
    assert ask(site.address("/정책"), site.allows).verdict is Verdict.FINE
    assert ask(site.address("/old"), site.allows).verdict is Verdict.MOVED


def test_a_huge_page_is_not_read(site):
    sent = []

    def page(handler):
        handler.send_response(405 if handler.command == "HEAD" else 200)
        handler.end_headers()
        try:
            while handler.command == "GET" and len(sent) < 2000:
                handler.wfile.write(b"x" * 65536)
                sent.append(1)
        except OSError:
            pass

    site.pages["/"] = page
    assert ask(site.address(), site.allows).verdict is Verdict.FINE
    assert len(sent) < 2000


def test_who_sends_a_byte_now_and_then_is_cut_off(site, monkeypatch):
    monkeypatch.setattr(outgoing, "SECONDS_FOR_A_LINK", 0.2)

    def page(handler):
        try:
            while True:
                handler.wfile.write(b"H")
                handler.server.socket.getsockname()
                outgoing.threading.Event().wait(0.05)
        except OSError:
            pass

    site.pages["/"] = page
    assert ask(site.address(), site.allows) == Answer(Verdict.UNKNOWN, reason=Reason.SILENT)


def test_silence_is_no_death(site):
    closed = site.address()
    site.port += 0
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{free.getsockname()[1]}/"
    assert ask(closed, lambda ip, port: True) == Answer(Verdict.UNKNOWN, reason=Reason.SILENT)


def test_a_name_that_nobody_has(names):
    assert ask("http://no-such-name.example/") == Answer(Verdict.UNKNOWN, reason=Reason.NAME)


def test_encryption_that_does_not_hold(site):
    address = f"https://127.0.0.1:{site.port}/"
    assert ask(address, site.allows) == Answer(Verdict.UNKNOWN, reason=Reason.ENCRYPTION)


# Nothing inside


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1%eth0", "fc00::1",
        "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1",
        "2001:0:7f00:1::",
    ],
)  # fmt: skip
def test_addresses_inside_are_not_public(ip):
    assert not is_public(ip, 443)


@pytest.mark.parametrize("ip", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8"])
def test_addresses_outside_are_public_on_the_ports_of_the_web(ip):
    assert (is_public(ip, 80), is_public(ip, 443)) == (True, True)
    assert not is_public(ip, 22)
    assert not is_public(ip, 8080)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "127.1", "017700000001", "0"]
)
def test_no_spelling_of_this_machine_is_asked(site, host):
    assert ask(f"http://{host}:{site.port}/").verdict is Verdict.UNKNOWN
    assert ask(f"http://{host}/") == Answer(Verdict.UNKNOWN, reason=Reason.REFUSED)
    assert site.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "javascript:alert(1)", "http://",
        "http://user:secret@example.org/", "http:///etc/passwd",
    ],
)  # fmt: skip
def test_other_schemes_and_passwords_are_not_asked(names, address):
    names["example.org"] = ["93.184.216.34"]
    assert ask(address, lambda ip, port: pytest.fail("was looked up")).reason is Reason.REFUSED


def test_line_breaks_in_an_address_add_no_header(site):
    ask(site.address("/a\r\nX-Forged: 1"), site.allows)
    assert not [headers for _method, _path, headers in site.asked if headers["X-Forged"]]


def test_a_name_that_stands_for_something_inside_is_not_asked(site, names):
    names["evil.example"] = ["127.0.0.1"]
    names["half.example"] = ["93.184.216.34", "127.0.0.1"]
    for host in names:
        assert ask(f"http://{host}/") == Answer(Verdict.UNKNOWN, reason=Reason.REFUSED)
    assert site.asked == []


def test_a_redirect_into_the_house_is_not_followed(site, names):
    names["inside.example"] = ["10.0.0.1"]
    for number, target in enumerate(
        [
            "http://inside.example/",
            "http://169.254.169.254/latest/",
            "http://127.0.0.1:1/",
            "file:///etc/passwd",
        ]
    ):
        site.pages[f"/{number}"] = (302, {"Location": target})
        answer = ask(site.address(f"/{number}"), site.allows)
        assert answer == Answer(Verdict.UNKNOWN, reason=Reason.REFUSED), target
    assert len(site.asked) == 4


def test_the_name_is_looked_up_once_and_the_connection_goes_there(site, monkeypatch):
    answers = iter([site.port])
    real = socket.getaddrinfo

    def look_up(host, port, *args, **kwargs):
        if host == "changing.example":
            next(answers)  # a second look-up would be an error
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
        return real(host, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    site.pages["/"] = (200, {})
    assert ask(f"http://changing.example:{site.port}/", site.allows).verdict is Verdict.FINE
    assert site.asked[0][2]["Host"] == f"changing.example:{site.port}"
