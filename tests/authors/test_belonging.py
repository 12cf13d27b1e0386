"""Organisations and their people, and what a profile says to machines."""

import json
import re

import pytest

from authors.models import AuthorPage
from series.models import Byline
from tests.factories import AuthorFactory, InstallmentFactory, SeriesFactory, TopicFactory, translated

pytestmark = pytest.mark.django_db

ORGANISATION = AuthorPage.Kind.ORGANISATION


@pytest.fixture
def academy():
    academy = AuthorFactory(
        title="Korea National Diplomatic Academy", slug="academy", kind=ORGANISATION, native_name="국립외교원"
    )
    InstallmentFactory(bylines=[academy])
    return academy


def person(title: str, organisation: str, **more) -> AuthorPage:
    author = AuthorFactory(title=title, organisation=organisation, **more)
    InstallmentFactory(bylines=[author])
    return author


def people(client, address="/authors/academy/") -> list[str]:
    page = client.get(address).content.decode()
    block = re.search(r"<h2>(?:People|사람)</h2>(.*?)</ul>", page, re.DOTALL)
    return (
        re.findall(
            r"<li><a [^>]+>([^<]+)</a>",
            block[1].replace('<span class="keep-together">', "").replace("</span></a>", "</a>"),
        )
        if block
        else []
    )


def profile(client, address: str) -> dict:
    page = client.get(address).content.decode()
    graph = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)[1])["@graph"]
    return next(node for node in graph if node["@type"] == "ProfilePage")["mainEntity"]


def test_its_people_are_those_whose_profile_names_it_in_name_order(client, academy):
    person("Zora Anand", "Korea National Diplomatic Academy", position="Fellow")
    person("Choe Wongi", "korea national  diplomatic academy", family_name="Choe")
    person("김서윤", "국립 외교원", family_name="김")
    person("Abel Zimmer", "Korea National Diplomatic Academy, Seoul")
    person("Nobody", "")
    assert people(client) == ["Zora Anand", "Choe Wongi", "김서윤"]
    assert "Fellow" in client.get("/authors/academy/").content.decode()


def test_any_language_version_of_either_names_the_other(client, academy):
    korean = translated(academy, title="국립외교원", slug="academy", native_name="")
    author = person("Choe Wongi", "KNDA")
    translated(author, title="최원기", organisation="국립외교원")
    assert people(client) == ["Choe Wongi"]
    assert people(client, korean.url) == ["최원기"]


def test_nobody_without_a_public_piece_is_named(client, academy):
    AuthorFactory(title="No Piece", organisation=academy.title)
    InstallmentFactory(live=False, bylines=[AuthorFactory(title="Draft Piece", organisation=academy.title)])
    person("Draft Profile", academy.title, live=False)
    person("Merged Away", academy.title, merged_into=AuthorFactory(title="Heir"))
    assert people(client) == []
    assert "Heir" not in client.get("/authors/academy/").content.decode()


def test_a_person_leads_to_the_organisation_only_when_its_page_is_found(client, academy):
    author = person("Zora Anand", "Korea National Diplomatic Academy", slug="zora", position="Fellow")
    link = 'Fellow, <a href="/authors/academy/">Korea National Diplomatic Academy</a>'
    assert link in client.get("/authors/zora/").content.decode()
    assert profile(client, "/authors/zora/")["affiliation"] == {
        "@type": "Organization",
        "@id": "http://localhost/authors/academy/#who",
        "name": "Korea National Diplomatic Academy",
        "url": "http://localhost/authors/academy/",
    }
    academy.bylines.all().delete()
    page = client.get("/authors/zora/").content.decode()
    assert ("Fellow, Korea National Diplomatic Academy" in page, "/authors/academy/" in page) == (True, False)
    assert profile(client, "/authors/zora/")["affiliation"] == {
        "@type": "Organization",
        "name": author.organisation,
    }


def test_an_organisation_says_who_belongs_to_it(client, academy):
    person("Zora Anand", "Korea National Diplomatic Academy", slug="zora")
    (member,) = profile(client, "/authors/academy/")["member"]
    assert (member["@type"], member["name"], member["url"]) == (
        "Person",
        "Zora Anand",
        "http://localhost/authors/zora/",
    )


def test_the_languages_of_somebody_are_those_they_wrote_or_translated_into(client):
    author = AuthorFactory(title="Zora", slug="zora")
    series = SeriesFactory()
    topic = TopicFactory(name="Rivers")
    piece = InstallmentFactory(parent=series, bylines=[author], topics=[topic])
    found = profile(client, "/authors/zora/")
    assert (found["knowsLanguage"], [each["name"] for each in found["knowsAbout"]]) == (["en"], ["Rivers"])
    # Who of the two wrote which is not known.
    translated(piece)
    assert "knowsLanguage" not in profile(client, "/authors/zora/")
    other = translated(InstallmentFactory(parent=series))
    Byline.objects.create(page=other, author=author, role="translator", locale=other.locale)
    assert profile(client, "/authors/zora/")["knowsLanguage"] == ["ko"]


@pytest.mark.parametrize("role", ["original_author", "interviewee", "photographer"])
def test_who_did_not_write_a_piece_is_not_said_to_know_its_language(client, role):
    author, piece = AuthorFactory(title="Zora", slug="zora"), InstallmentFactory()
    Byline.objects.create(page=piece, author=author, role=role, locale=piece.locale)
    assert "knowsLanguage" not in profile(client, "/authors/zora/")
