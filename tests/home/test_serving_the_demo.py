"""Serving the demo on one's own machine: what the site writes for elsewhere leads to this server."""

import pytest
from wagtail.models import Site

from home.management.commands.serve_site import call_it_by_its_address

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("named", "port", "address"),
    [
        (("localhost", 80), 8000, "http://127.0.0.1:8000"),
        (("127.0.0.1", 8000), 8001, "http://127.0.0.1:8001"),
        (("www.example.org", 443), 8000, "https://www.example.org"),
    ],
)
def test_the_site_is_called_by_the_address_that_it_is_served_at(named, port, address):
    Site.objects.update(hostname=named[0], port=named[1])
    call_it_by_its_address(port)
    assert Site.objects.get().root_url == address


def test_its_pages_and_robots_txt_say_so(client):
    call_it_by_its_address(8123)
    assert '<link rel="canonical" href="http://127.0.0.1:8123/">' in client.get("/").content.decode()
    assert "Sitemap: http://127.0.0.1:8123/sitemap.xml" in client.get("/robots.txt").content.decode()
