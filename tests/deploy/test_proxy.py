"""The configuration of nginx can be filled in, is whole, and is taken by nginx."""

import re
import subprocess

import pytest
from django.conf import settings

from deploy.nginx.fill import USUAL, CannotFill, fill, read
from publication.bounds import MOST_OF_AN_EDITOR
from tests.stack.processes import nginx

FOLDER = settings.BASE_DIR / "deploy" / "nginx"
TLS = {"HOSTS": "www.example.org", "CERTIFICATE": "/srv/cert.pem", "CERTIFICATE_KEY": "/srv/key.pem"}
PLAIN = {"HOSTS": "www.example.org", "EDGE": "plain", "FORWARDED_PROTO": "https", "LISTEN": "127.0.0.1:8080"}
BUCKET = PLAIN | {"MEDIA": "bucket", "BUCKET_URL": "http://127.0.0.1:9000/media", "BUCKET_HOST": "127.0.0.1"}


def location(text, name):
    """The lines of the first location of this name."""
    return re.search(
        rf"^( *)location {re.escape(name)} \{{\n(.*?)^\1\}}", text, flags=re.MULTILINE | re.DOTALL
    )[2]


@pytest.mark.parametrize("values", [TLS, PLAIN, BUCKET], ids=["tls", "plain", "bucket"])
def test_nothing_is_left_to_be_filled_in(values):
    text = re.sub(r"^\s*#.*$", "", fill(values), flags=re.MULTILINE)
    assert "${" not in text


def test_a_value_that_is_missing_or_unknown_is_named():
    with pytest.raises(CannotFill, match="HOSTS is not set"):
        fill({})
    with pytest.raises(CannotFill, match="BUCKET_HOST is not set"):
        fill(BUCKET | {"BUCKET_HOST": ""})
    with pytest.raises(CannotFill, match="no setting HOST"):
        fill(TLS | {"HOST": "www.example.org"})


def test_the_examples_can_be_filled_in_and_name_every_value():
    example = (FOLDER / "proxy.env.example").read_text()
    assert fill(read(FOLDER / "proxy.env.example"))
    assert fill(read(FOLDER / "proxy.env.container"))
    assert [name for name in USUAL if name not in example] == []


@pytest.mark.parametrize("name", ["/", "/admin/", "^~ /accounts/", "^~ /ko/follow/"])
def test_the_application_is_told_who_asks_by_the_proxy_alone(name):
    server = fill(PLAIN)
    own = location(server, name)
    # A header set in a location puts away all those of the server.
    told = own if "proxy_set_header" in own else server
    for header in ("X-Forwarded-For $remote_addr", "X-Forwarded-Proto https", "Host $host", 'Forwarded ""'):
        assert f"proxy_set_header {header};" in told


def test_addresses_with_secrets_are_told_from_pages_in_every_language():
    """What the location of pages is asked for is written down as it is."""
    server, prefixes = fill(PLAIN), [f"/{code}" for code, _name in settings.LANGUAGES[1:]]
    for prefix in ("", *prefixes):
        for name in ("clearance", "follow", "accounts"):
            lines = location(server, f"^~ {prefix}/{name}/")
            assert "error_log /dev/null crit;" in lines
            assert "access_log" not in lines
    assert "access.log page " in location(server, "/")
    assert server.count("access.log page ") == 1


def test_an_editor_may_send_what_the_application_takes_and_others_a_little():
    server = fill(PLAIN)
    assert f"client_max_body_size {MOST_OF_AN_EDITOR // 2**20}m;" in location(server, "/admin/")
    assert "client_max_body_size 1m;" in server
    assert settings.WAGTAILDOCS_MAX_UPLOAD_SIZE < MOST_OF_AN_EDITOR


def test_files_have_the_policies_of_pages():
    for values in (PLAIN, BUCKET):
        for name in ("/static/", "/media/images/"):
            lines = location(fill(values), name)
            assert "add_header X-Content-Type-Options nosniff always;" in lines
            assert "add_header Content-Security-Policy \"default-src 'none'" in lines


@pytest.mark.skipif(
    nginx() is None, reason="no nginx on this machine; on Debian: apt-get install nginx-light"
)
@pytest.mark.parametrize("values", [TLS, PLAIN, BUCKET], ids=["tls", "plain", "bucket"])
def test_nginx_takes_it(values, tmp_path):
    if "CERTIFICATE" in values:
        make_certificate(tmp_path)
        values = values | {"CERTIFICATE": f"{tmp_path}/cert.pem", "CERTIFICATE_KEY": f"{tmp_path}/key.pem"}
    site = fill(values | {"CACHE_FOLDER": f"{tmp_path}/cache", "LOG_FOLDER": str(tmp_path)})
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; events {{}} http {{ client_body_temp_path {tmp_path}/body; "
        f"proxy_temp_path {tmp_path}/proxy; fastcgi_temp_path {tmp_path}/f; uwsgi_temp_path {tmp_path}/u; "
        f"scgi_temp_path {tmp_path}/s;\n{site}\n}}"
    )
    checked = subprocess.run(
        [nginx(), "-t", "-q", "-e", "stderr", "-p", tmp_path, "-c", tmp_path / "nginx.conf"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (checked.returncode, checked.stderr) == (0, "")


def make_certificate(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1",
         "-subj", "/CN=www.example.org", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        capture_output=True, check=True,
    )  # fmt: skip
