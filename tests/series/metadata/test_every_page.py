"""Every page type says what it is: one title, one canonical address, JSON-LD in schema.org's words, nothing empty."""

import json
import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from authors.models import AuthorLink
from home.models import HomePage, StandingPage
from publication import frame
from publication.models import Masthead
from series.models import Correction
from tests import factories
from tests.series.metadata.test_graph import nodes, problems

pytestmark = pytest.mark.django_db

HOSTILE = 'A </script><script>alert(1)</script> & "B"'


class Head(HTMLParser):
    """The elements of a head as a browser reads them, and the text of its title and JSON-LD."""

    def __init__(self, markup: str):
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.texts: dict[str, str] = {}
        self._open = ""
        self.feed(markup.partition("</head>")[0])

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.found.append((tag, attributes))
        self._open = attributes.get("type", tag) if tag in ("title", "script") else ""

    def handle_data(self, data):
        if self._open:
            self.texts[self._open] = self.texts.get(self._open, "") + data

    def handle_endtag(self, tag):
        self._open = ""

    def links(self, rel: str) -> list[str]:
        return [a["href"] for tag, a in self.found if tag == "link" and a["rel"] == rel]

    def meta(self, name: str) -> list[str]:
        return [a["content"] for tag, a in self.found if name in (a.get("name"), a.get("property"))]

    @property
    def graph(self) -> list[dict]:
        return json.loads(self.texts["application/ld+json"])["@graph"]


def head_at(client, address: str) -> Head:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return Head(answer.content.decode())


@pytest.fixture
def author():
    page = factories.AuthorFactory(
        title="Choe Won-gi",
        family_name="Choe",
        given_name="Won-gi",
        native_name="최원기",
        position="Professor",
        organisation="KNDA",
        orcid="0000-0002-1825-0097",
        biography="<p>Studies <b>rivers</b> &amp; rates.</p>",
    )
    AuthorLink.objects.create(page=page, label="Staff", address="https://staff.example/choe")
    return page


@pytest.fixture
def standing():
    page = StandingPage(title=HOSTILE, slug="rules", standfirst="By which we work.")
    return HomePage.objects.get(slug="home").add_child(instance=page)


@pytest.fixture
def pages(author, standing):
    series = factories.SeriesFactory(title="Rivers", planned_parts=3)
    topic = factories.TopicFactory(name="Water", description="All of it.")
    piece = factories.InstallmentFactory(parent=series, title=HOSTILE, bylines=[author], topics=[topic])
    Correction.objects.create(page=piece, date="2026-03-03", text="<p>It was 3.</p>", locale=piece.locale)
    factories.PlannedPartFactory(series=series, part_number=2, announced=True)
    return {
        "home": "/",
        "series list": "/series/",
        "series": series.url,
        "installment": piece.url,
        "forthcoming": f"{series.url}forthcoming/2/",
        "authors": "/authors/",
        "author": author.url,
        "topics": "/topics/",
        "topic": topic.get_absolute_url(),
        "corrections": "/corrections/",
        "archive": "/archive/",
        "month of the archive": timezone.localtime(piece.first_published_at).strftime("/archive/%Y/%m/"),
        "standing": standing.url,
        "search": "/search/",
    }


def test_a_korean_address_is_percent_encoded_wherever_it_is_told(client):
    piece = factories.InstallmentFactory(parent=factories.SeriesFactory(title="물값"), title="강")
    head = head_at(client, piece.url)
    whole = "http://localhost/series/%EB%AC%BC%EA%B0%92/%EA%B0%95/"
    assert [*head.links("canonical"), *head.meta("og:url")] == [whole, whole]


def test_every_page_has_one_title_and_one_canonical_address_and_nothing_empty(client, pages):
    for kind, address in pages.items():
        head = head_at(client, address)
        assert [tag for tag, _ in head.found].count("title") == 1, kind
        assert head.links("canonical") == [f"http://localhost{address}"], kind
        assert head.meta("og:url") == head.links("canonical"), kind
        assert head.texts["title"].endswith("Commentary Series"), kind
        assert all(
            all(a.values())
            for tag, a in head.found
            if tag == "meta" or (a.get("rel") != "preload" and tag == "link")
        ), kind
        assert problems(head.graph) == [], kind
        assert len(head.meta("robots")) == 1, kind
        assert head.meta("robots") != ["noindex"], kind


def test_no_page_speaks_of_translations_that_do_not_exist(client, pages):
    both = {
        "home",
        "topics",
        "topic",
        "corrections",
        "series list",
        "authors",
        "archive",
        "month of the archive",
        "search",
    }
    for kind, address in pages.items():
        head = head_at(client, address)
        languages = {a["hreflang"] for tag, a in head.found if a.get("hreflang")}
        assert languages == ({"en", "ko", "x-default"} if kind in both else set()), kind


def test_an_author_is_a_person_with_names_in_both_scripts_and_identifiers(client, author, pages):
    (page,) = nodes(head_at(client, author.url).graph, "ProfilePage")
    who = page["mainEntity"]
    assert (who["@type"], who["name"], who["alternateName"]) == ("Person", "Choe Won-gi", "최원기")
    assert (who["familyName"], who["givenName"], who["jobTitle"]) == ("Choe", "Won-gi", "Professor")
    assert who["affiliation"] == {"@type": "Organization", "name": "KNDA"}
    assert who["sameAs"] == ["https://orcid.org/0000-0002-1825-0097", "https://staff.example/choe"]
    assert who["description"] == "Studies rivers & rates."
    assert who["url"] == f"http://localhost{author.url}"


def test_an_organisation_is_no_person(client):
    desk = factories.AuthorFactory(title="River Desk", kind="organisation", organisation="KNDA")
    factories.InstallmentFactory(bylines=[desk])
    (page,) = nodes(head_at(client, desk.url).graph, "ProfilePage")
    assert page["mainEntity"]["@type"] == "Organization"
    assert not {"familyName", "affiliation"} & set(page["mainEntity"])


def test_lists_name_what_they_show_in_order(client, pages):
    topic = nodes(head_at(client, pages["topic"]).graph, "CollectionPage")[0]
    assert topic["about"] == [{"@type": "Thing", "name": "Water", "url": f"http://localhost{pages['topic']}"}]
    assert [item["name"] for item in topic["mainEntity"]["itemListElement"]] == [HOSTILE]
    (authors,) = nodes(head_at(client, "/authors/").graph, "CollectionPage")
    assert authors["mainEntity"]["itemListElement"][0]["url"].endswith("/authors/choe-won-gi/")


def test_the_home_page_tells_how_to_search_and_by_which_rules_the_publisher_works(client, standing):
    masthead = Masthead.for_site(Site.objects.get())
    masthead.corrections_policy = Page.objects.get(pk=standing.pk)
    masthead.save()
    frame.forget()
    graph = head_at(client, "/").graph
    (site,) = nodes(graph, "WebSite")
    assert site["potentialAction"]["target"]["urlTemplate"] == (
        "http://localhost/search/?q={search_term_string}"
    )
    (publisher,) = nodes(graph, "NewsMediaOrganization")
    assert publisher["correctionsPolicy"] == f"http://localhost{standing.url}"
    Page.objects.filter(pk=standing.pk).update(live=False)
    (publisher,) = nodes(head_at(client, "/").graph, "NewsMediaOrganization")
    assert "correctionsPolicy" not in publisher


def test_policies_and_a_logo_cost_no_query(client, standing, django_assert_max_num_queries):
    masthead = Masthead.for_site(Site.objects.get())
    masthead.corrections_policy = masthead.ethics_policy = Page.objects.get(pk=standing.pk)
    masthead.logo = factories.ImageFactory()
    masthead.save()
    frame.forget()
    (publisher,) = nodes(head_at(client, "/topics/").graph, "NewsMediaOrganization")
    assert publisher["logo"]["url"].startswith("http://localhost/media/")
    with django_assert_max_num_queries(3):
        client.get("/topics/")


def test_the_second_page_of_a_list_is_no_translation_and_has_its_number_in_the_title(client, author):
    series = factories.SeriesFactory()
    for number in range(21):
        factories.InstallmentFactory(parent=series, title=f"Piece {number}", bylines=[author])
    head = head_at(client, f"{author.url}?page=2")
    assert head.texts["title"] == "Choe Won-gi, page 2 | Commentary Series"
    assert head.links("canonical") == [f"http://localhost{author.url}?page=2"]
    assert head.links("prev") == [f"http://localhost{author.url}"]
    assert not [a for _, a in head.found if a.get("hreflang")]


@pytest.mark.parametrize("address", ["/search/?q=water", "/authors/?q=choe"])
def test_what_was_looked_for_is_no_page_for_search_engines(client, author, address):
    factories.InstallmentFactory(bylines=[author])
    assert head_at(client, address).meta("robots") == ["noindex"]


@pytest.mark.parametrize("address", ["/no-such-page/", "/series/nothing/"])
def test_a_page_without_a_description_is_none_for_search_engines(client, address):
    answer = client.get(address)
    head = Head(answer.content.decode())
    assert (answer.status_code, head.meta("robots"), head.links("canonical")) == (404, ["noindex"], [])


def test_a_preview_of_an_author_is_not_for_search_engines(client, author):
    client.force_login(factories.UserFactory(role="Managing editors"))
    answer = client.get(reverse("wagtailadmin_pages:view_draft", args=[author.pk]))
    assert re.findall(r'name="robots" content="([^"]+)"', answer.content.decode()) == ["noindex"]
