"""The head of an installment and of a series, field by field, as the metadata fields (sections A and H) ask for."""

from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from publication.licences import Licence
from series.metadata.description import Description, PageKind, Publisher, SeriesFacts, Topic, Version, Who
from series.metadata.head import head_of, markup_of, title_of
from series.models import Byline, Correction, SeriesPage
from tests import factories

PUBLISHER = Publisher(site="Rivers & Rates", home="https://c.example/", name="River Institute")
HOME = "https://c.example/rivers/overview/"


def describe(**values) -> Description:
    defaults = {
        "kind": PageKind.INSTALLMENT,
        "title": "Overview",
        "address": HOME,
        "language": "en",
        "publisher": PUBLISHER,
    }
    return Description(**(defaults | values))


def metas(description: Description) -> list[tuple[str, str]]:
    return [
        (tag.attributes[0][1], tag.attributes[1][1]) for tag in head_of(description) if tag.element == "meta"
    ]


def values(description: Description, name: str) -> list[str]:
    return [value for key, value in metas(description) if key == name]


def rels(description: Description, rel: str) -> list[str]:
    links = [dict(tag.attributes) for tag in head_of(description) if tag.element == "link"]
    return [each["href"] for each in links if each["rel"] == rel]


class Head(HTMLParser):
    """The elements of a head as a browser reads them."""

    def __init__(self, markup: str):
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


class TestZotero:
    """Section H: what makes a page import as what it is."""

    @pytest.mark.parametrize("kind", [kind.value for kind in SeriesPage.CitationKind])
    def test_the_item_type_is_that_of_the_series(self, kind):
        series = SeriesFacts("Rivers", "https://c.example/rivers/", kind=kind)
        assert values(describe(series=series), "z:itemType") == [kind]

    def test_nothing_makes_an_opinion_a_journal_article_or_a_report(self):
        names = {name for name, _ in metas(describe(series=SeriesFacts("Rivers", "https://c.example/r/")))}
        assert not names & {
            "citation_journal_title",
            "citation_issn",
            "citation_technical_report_institution",
            "citation_pdf_url",
        }

    def test_each_author_is_family_first_and_followed_by_institution_and_orcid(self):
        people = (
            Who(
                "Choe Won-gi", family="Choe", given="Won-gi", organisation="KNDA", orcid="0000-0002-1825-0097"
            ),
            Who("김서윤", family="김", given="서윤", position="Poet"),
            Who("Sutarjo"),
            Who("Institute for Rivers and Rates", is_organisation=True),
        )
        written = [pair for pair in metas(describe(people=people)) if pair[0].startswith("citation_author")]
        assert written == [
            ("citation_author", "Choe, Won-gi"),
            ("citation_author_institution", "KNDA"),
            ("citation_author_orcid", "https://orcid.org/0000-0002-1825-0097"),
            ("citation_author", "김, 서윤"),
            ("citation_author_institution", "Poet"),
            ("citation_author", "Sutarjo"),
            ("citation_author", "Institute for Rivers and Rates"),
        ]

    def test_the_family_name_of_a_sole_author_has_no_breaking_space(self):
        who = Who("María José Carreño Quiñones", family="Carreño Quiñones", given="María José")
        assert values(describe(people=(who,)), "citation_author") == ["Carreño\u00a0Quiñones, María José"]
        assert values(describe(people=(who, Who("Sutarjo"))), "citation_author")[0] == (
            "Carreño Quiñones, María José"
        )

    def test_an_original_author_is_no_author_of_the_piece(self):
        people = (Who("A B", role="original_author", family="B", given="A"), Who("C D", role="summary_by"))
        assert values(describe(people=people), "citation_author") == ["C D"]
        assert values(describe(people=people), "author") == ["C D"]

    def test_the_language_and_the_address_are_said(self):
        page = describe(own="https://c.example/alias/")
        assert values(page, "citation_language") == ["en"]
        assert values(page, "citation_public_url") == [HOME]
        assert values(page, "citation_fulltext_html_url") == ["https://c.example/alias/"]

    def test_keywords_are_parted_by_semicolons_and_hold_none(self):
        topics = (Topic("water; rates"), Topic("levees"))
        assert values(describe(topics=topics), "citation_keywords") == ["water, rates; levees"]


def test_titles_are_on_one_line_everywhere():
    page = describe(title="Two lines\nand\u2028three")
    assert {
        value
        for name, value in metas(page)
        if name in ("og:title", "twitter:title", "citation_title", "DC.title")
    } == {"Two lines and three"}
    assert title_of(page) == "Two lines and three | Rivers & Rates"


def test_no_element_is_empty_when_hardly_anything_is_known():
    for tag in head_of(describe()):
        assert all(value for _, value in tag.attributes), tag


def test_what_is_typed_never_leaves_its_attribute():
    hostile = '"><script>alert(1)</script>'
    page = describe(title=hostile, summary=hostile, people=(Who(hostile),), topics=(Topic(hostile),))
    head = Head(markup_of(page))
    assert {tag for tag, _ in head.found} == {"title", "link", "meta"}
    assert ("meta", {"name": "citation_title", "content": hostile}) in head.found


def test_days_are_those_of_the_current_time_zone(settings):
    late = datetime(2026, 3, 8, 16, 0, tzinfo=UTC)  # 01:00 on the 9th in Seoul
    page = describe(published_at=late)
    assert values(page, "citation_publication_date") == ["2026/03/09"]
    assert values(page, "DC.date") == ["2026-03-09"]
    assert values(page, "article:published_time") == ["2026-03-09T01:00:00+09:00"]


def test_a_private_page_is_not_for_search_engines():
    assert values(describe(is_private=True), "robots") == ["noindex"]
    assert values(describe(), "robots") == ["max-image-preview:large, max-snippet:-1"]


def test_a_doi_is_linked_and_identifies():
    page = describe(doi="10.1234/abcd")
    assert rels(page, "cite-as") == ["https://doi.org/10.1234/abcd"]
    assert values(page, "citation_doi") == ["10.1234/abcd"]
    assert values(page, "DC.identifier") == ["https://doi.org/10.1234/abcd"]


def test_everybody_else_is_led_to_a_page_of_this_site():
    page = describe(
        language="ko",
        address="https://daily.example/1",
        own="https://c.example/ko/rivers/",
        versions=(Version("fr", "https://c.example/fr/rivers/"),),
    )
    links = [dict(tag.attributes) for tag in head_of(page) if tag.element == "link"]
    assert {link["hreflang"]: link["href"] for link in links if "hreflang" in link} == {
        "fr": "https://c.example/fr/rivers/",
        "ko": "https://c.example/ko/rivers/",
        "x-default": "https://c.example/ko/rivers/",
    }


def test_a_long_summary_is_cut_between_words_for_search_results_and_whole_as_an_abstract():
    page = describe(summary="salt " * 100)
    (shown,) = values(page, "description")
    assert (len(shown) <= 301, shown[-6:]) == (True, " salt…")
    assert values(page, "citation_abstract") == [("salt " * 100).strip()]


@pytest.mark.django_db
class TestPages:
    @pytest.fixture
    def piece(self):
        series = factories.SeriesFactory(title="Rivers", licence=Licence.CC_BY, status="complete")
        for title in ("First", "Second", "Third"):
            factories.InstallmentFactory(
                parent=series,
                title=title,
                bylines=[
                    factories.AuthorFactory(title=f"{title} Author", family_name="Author", given_name=title)
                ],
                topics=[factories.TopicFactory(name=f"{title} topic")],
            )
        return series.installments.get(title="Second")

    def head(self, client, page) -> Head:
        answer = client.get(page.url)
        return Head(answer.content.decode().partition("</head>")[0])

    def test_the_page_of_a_piece_says_where_it_stands(self, client, piece):
        head = self.head(client, piece)
        links = {
            attributes["rel"]: attributes["href"]
            for tag, attributes in head.found
            if tag == "link"
            and attributes["rel"] in ("prev", "next", "collection", "canonical", "license", "author")
        }
        base = "http://localhost/series/rivers/"
        assert links == {
            "canonical": f"{base}second/",
            "prev": f"{base}first/",
            "next": f"{base}third/",
            "collection": base,
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "author": f"http://localhost{piece.bylines.get().author.url}",
        }

    def test_each_link_stands_once(self, client, piece):
        rels = [
            attributes["rel"]
            for tag, attributes in self.head(client, piece).found
            if tag == "link" and attributes["rel"] in ("canonical", "prev", "next")
        ]
        assert sorted(rels) == ["canonical", "next", "prev"]

    def test_a_preview_is_not_for_search_engines(self, piece, rf, client):
        client.force_login(factories.UserFactory(role="Managing editors"))
        answer = client.get(reverse("wagtailadmin_pages:view_draft", args=[piece.pk]))
        robots = [a["content"] for t, a in Head(answer.content.decode()).found if a.get("name") == "robots"]
        assert robots == ["noindex"]

    def test_a_corrected_piece_counts_its_versions(self, client, piece):
        piece.corrections = [Correction(kind="correction", text="<p>It was 3.</p>", date=date(2026, 3, 9))]
        piece.save_revision().publish()
        assert '"version": "2"' in client.get(piece.url).content.decode()

    def test_authors_stand_in_the_order_of_the_byline(self, client, piece):
        zora = factories.AuthorFactory(title="Zora Whitlock", family_name="Whitlock", given_name="Zora")
        abel = factories.AuthorFactory(title="Abel Anand", family_name="Anand", given_name="Abel")
        piece.bylines = [Byline(author=zora), Byline(author=abel)]
        piece.save_revision().publish()
        found = [
            a["content"] for t, a in self.head(client, piece).found if a.get("name") == "citation_author"
        ]
        assert found == ["Whitlock, Zora", "Anand, Abel"]
