"""Standing pages."""

import pytest

from tests.factories import StandingPageFactory

pytestmark = pytest.mark.django_db


def test_a_standing_page_prints_its_body(client):
    StandingPageFactory(
        title="About",
        standfirst="Who we are.",
        body=[
            ("heading", {"text": "A demonstration", "level": "2"}),
            ("paragraph", '<p>We <b>publish</b> series.</p><p><a href="javascript:alert(1)">x</a></p>'),
        ],
    )
    page = client.get("/about/").content.decode()
    assert "<h1>About</h1>" in page
    assert "We <b>publish</b> series." in page
    assert "A demonstration</h2>" in page
    assert "javascript:" not in page
