"""Requests as somebody sends them who tries what may break: known addresses bent, odd bytes, odd headers, odd bodies."""

from hypothesis import strategies as some

from tests.leak.surfaces import SURFACES
from tests.raw import Asked

ODD = [
    b"", b"'", b'"', b"<", b"\x00", b"\xff", b"\xed\xa0\x80", b"\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", b"%00", b"..", b"%2e%2e",
    b"//", b"\r\nX: y", b"\\", b";", b"{{7*7}}", b"-1", b"0", b"9" * 30, b"1e9", b"\xd9\xa1", b"\xf0\x9f\x8c\x8a", b"a" * 300,
    b"*", b"NaN", b"2026-02-30", b"0000-00-00", b"99999-01-01", b"\xe2\x80\xae", b"AND OR NOT", b"' OR 1=1 --", b"../passwd",
]  # fmt: skip
NAMES = [
    "q", "page", "page_size", "sort", "type", "language", "topic", "author", "series", "year", "from", "to", "order", "fields",
    "url", "format", "maxwidth", "maxheight", "p", "cat", "next", "return_url", "since", "until", "number", "name", "token",
]  # fmt: skip
HEADERS = {
    "Accept": ["*/*", "text/html;q=x", ",", "application/json", "a" * 3000],
    "Accept-Language": ["ko", "ko," * 2000, "x-" * 500, "*;q=9"],
    "Accept-Encoding": ["gzip;q=0, *", "br", "\x7f"],
    "Cookie": [
        "sessionid=\x00; csrftoken=x",
        "sessionid=" + "a" * 4000,
        "=;=;=",
        "django_language=../x",
        '"\\',
        "messages=x",
    ],
    "Host": ["localhost", "localhost:99999", "evil.example", "[::1", "a" * 300, ""],
    "If-Modified-Since": ["not a date", "Thu, 32 Foo 99999 99:99:99 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"],
    "If-None-Match": ["*", 'W/"', '"' + "a" * 2000 + '"', ",,,"],
    "If-Match": ["*", '"x"'],
    "Range": ["bytes=-", "bytes=0-", "bytes=99999999999999999999-", "bytes=5-1", "lines=1-2"],
    "Origin": ["null", "https://evil.example", "http://[", "x"],
    "Referer": ["http://[", "//", "https://evil.example/" + "a" * 3000],
    "X-Forwarded-For": ["x", "1.2.3.4, ::1", ",,,", "999.1.1.1"],
    "X-Forwarded-Host": ["evil.example"],
    "X-Forwarded-Proto": ["https", "\xff"],
    "Sec-Fetch-Site": ["cross-site", "x"],
    "Authorization": ["Basic !!!", "Bearer x"],
    "X-Requested-With": ["XMLHttpRequest"],
    "X-HTTP-Method-Override": ["DELETE"],
    "Content-Encoding": ["gzip"],
}
KINDS = [
    "", "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded; charset=base64", "application/json", "application/csp-report", "text/plain; charset=nope",
    "a" * 500, "\xff/\xff",
]  # fmt: skip
METHODS = ["GET"] * 8 + ["HEAD", "POST", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "FOO", "get"]
MORE = [
    "/documents/1/x.pdf", "/documents/authenticate_with_password/1/", "/_util/authenticate_with_password/1/1/", "/admin/",
    "/admin/login/", "/admin/pages/3/edit/", "/admin/api/main/pages/", "/media/x.png", "/static/x.css", "/policy-reports/",
    "/follow/confirm/x/", "/follow/leave/", "/clearance/x/", "/accounts/login/", "/livez", "/readyz", "/metrics",
    "/footnotes/", "/.well-known/security.txt", "/api/v1/openapi.json", "/series/a-river-series/before/versions/",
    "/ko/", "/ko/api/v1/pieces", "/index.php", "/wp-login.php",
]  # fmt: skip


def requests(world):
    """Requests around the addresses of a world."""
    known = [address(world).encode() for _name, address, _shows in SURFACES] + [
        address.encode() for address in MORE
    ]
    piece = some.one_of(some.sampled_from(ODD), some.binary(max_size=12))
    path = some.one_of(
        some.sampled_from(known),
        some.builds(_bent, some.sampled_from(known), piece, some.integers(0, 8)),
        some.builds(lambda names: b"/" + b"/".join(names), some.lists(piece, max_size=5)),
    )
    pair = some.builds(
        lambda name, value: name.encode() + b"=" + _typed(value), some.sampled_from(NAMES), piece
    )
    query = some.builds(b"&".join, some.lists(some.one_of(pair, pair, piece.map(_typed)), max_size=4))
    header = some.sampled_from(sorted(HEADERS)).flatmap(
        lambda name: some.tuples(some.just(name), some.sampled_from(HEADERS[name]))
    )
    body = some.one_of(
        some.just(b""),
        query,
        some.binary(max_size=200),
        some.just(b"--x\r\n" * 3),
        some.just(b'{"a":' * 2000),
    )
    return some.builds(
        _asked, some.sampled_from(METHODS), path, query, some.lists(header, max_size=3), body, some.sampled_from(KINDS),
        some.integers(0, 2**24 - 1),
    )  # fmt: skip


def _bent(address: bytes, piece: bytes, place: int) -> bytes:
    """An address with something odd in the place of one of its names, or before or behind it."""
    path, mark, query = address.partition(b"?")
    names = path.split(b"/")
    if place < len(names):
        names[place] = piece if place % 2 else names[place] + piece
    else:
        names.append(piece)
    return b"/".join(names) + mark + query


def _typed(value: bytes) -> bytes:
    """A value as it stands in a query: no space, no fragment, no line end."""
    return b"".join(b"%%%02X" % byte if byte < 33 or byte in b"#&" else bytes([byte]) for byte in value)


def _asked(method, path, query, headers, body, kind, caller) -> Asked:
    path, _mark, own = path.partition(b"?")
    address = f"10.{caller >> 16}.{caller >> 8 & 255}.{caller & 255}"
    return Asked(method, path, b"&".join(filter(None, (own, query))), dict(headers), body, kind, address)
