"""FEED-01, FEED-03 and the feeds' part of BYL-01, with the inputs of the cases."""

import json
import re

import pytest
from django.db import connection
from lxml import html
from wagtail.models import Page, Site

from publication import frame
from series.feeds.markup import for_feed
from series.models import Byline, InstallmentPage
from tests import factories
from tests.series.feeds.reading import FORMS, get, items
from tests.shared import shared

pytestmark = pytest.mark.django_db


class TestForbiddenCharacters:
    """FEED-01: the fields are written straight to the database, as an old import would have."""

    @pytest.fixture
    def expected(self):
        fields = json.loads(shared("cases/inputs/feed-01-fields.json"))
        author = factories.AuthorFactory()
        series = factories.SeriesFactory(slug="tides")
        page = factories.InstallmentFactory(parent=series, slug="tides", bylines=[author])
        Page.objects.filter(pk=page.pk).update(title=fields["title"])
        Byline.objects.filter(page=page).update(name=fields["author"])
        body = [{"type": "paragraph", "value": fields["body_html"], "id": "1"}]
        table = InstallmentPage._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET standfirst = %s, body = %s WHERE page_ptr_id = %s",
                [fields["standfirst"], json.dumps(body), page.pk],
            )
        return fields["expected"]

    @pytest.mark.parametrize("form", FORMS)
    def test_a_feed_parses_strictly_and_keeps_the_text(self, client, expected, form):
        for address in ("/feed/", "/series/tides/feed/"):
            (item,) = items(client, address, form)
            assert item.title == expected["title"]
            assert item.summary == expected["standfirst"]
            assert item.people == [expected["author"]]
            paragraph = html.fragment_fromstring(item.html, create_parent="div").find("p")
            assert paragraph.text_content() == expected["body_text"]


class TestAbsoluteAddresses:
    """FEED-03: the host is that of the configured site, whatever the request says."""

    def test_every_address_of_the_case_becomes_absolute(self):
        expected = json.loads(shared("cases/inputs/feed-03-expected.json"))
        markup = shared("cases/inputs/feed-03-body.html").decode()
        root = html.fragment_fromstring(for_feed(markup, expected["article_url"]), create_parent="div")
        assert [link.get("href") for link in root.iter("a")] == expected["href"]
        (image,) = root.iter("img")
        assert image.get("src") == expected["src"]
        assert image.get("srcset").split(", ") == expected["srcset"]

    @pytest.mark.parametrize("form", FORMS)
    def test_the_host_is_never_that_of_the_request(self, client, settings, form):
        settings.ALLOWED_HOSTS = ["*"]
        Site.objects.update(hostname="commentary.example", port=443)
        frame.forget()
        text = '<p><a href="/topics/water/">t</a> <a href="#fn1">1</a> <a href="/a/?page=2">p2</a></p>'
        series = factories.SeriesFactory(slug="rivers-and-rates")
        factories.InstallmentFactory(
            parent=series, slug="part-3", image=factories.ImageFactory(), body=[("paragraph", text)]
        )
        document = get(client, f"/feed/{form}/", HTTP_HOST="evil.example").content.decode()
        assert "evil.example" not in document
        hosts = set(re.findall(r"https?://([\w.:-]+)/(?:series|topics|media|feed|a/)", document))
        assert hosts == {"commentary.example"}


@pytest.mark.parametrize("form", FORMS)
def test_byl_01_all_authors_stand_in_a_feed_in_the_order_of_the_byline(client, form):
    names = ["Abel Anand", "Zora Whitlock", "김서윤"]
    people = {name: factories.AuthorFactory(title=name) for name in reversed(names)}
    page = factories.InstallmentFactory(bylines=[people[name] for name in names])
    assert items(client, "/feed/", form)[0].people == names
    draft = page.get_latest_revision_as_object()
    rows = list(draft.bylines.all())
    rows[0].sort_order, rows[1].sort_order = 1, 0
    draft.bylines.set(sorted(rows, key=lambda row: row.sort_order))
    revision = draft.save_revision()
    assert items(client, "/feed/", form)[0].people == names
    revision.publish()
    assert items(client, "/feed/", form)[0].people == [names[1], names[0], names[2]]
