"""Zotero files a piece as what it is: the rules of section H of the metadata fields, one by one.

zotero.py says what it makes of a page; these are pages of the site, each with one thing that could go wrong.
"""

import re

import pytest

from publication.licences import Licence
from publication.models import Masthead
from series.models import SeriesPage
from tests import factories
from tests.series.metadata.zotero import Page, creators, import_page, item_type

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return factories.AuthorFactory(
        title="Choe Won-gi", family_name="Choe", given_name="Won-gi", organisation="KNDA"
    )


@pytest.fixture
def series():
    return factories.SeriesFactory(title="Rivers", licence=Licence.CC_BY)


def markup(client, piece) -> str:
    return client.get(piece.url).content.decode()


def saved(client, piece):
    return import_page(markup(client, piece))


def without(markup: str, name: str) -> str:
    """The page as it would be without its elements of that name."""
    return re.sub(rf'<meta (?:name|property)="{re.escape(name)}"[^>]*>\n?', "", markup)


def person(family: str, given: str, **values):
    return factories.AuthorFactory(title=f"{given} {family}", family_name=family, given_name=given, **values)


def test_h1_everything_it_files_stands_in_meta_elements_as_it_reads_no_json_ld(client, series, author):
    piece = factories.InstallmentFactory(
        parent=series, title="The Gauge", bylines=[author], topics=[factories.TopicFactory(name="Water")]
    )
    text = re.sub(r'<script type="application/ld\+json">.*?</script>', "", markup(client, piece), flags=re.S)
    item = import_page(text)
    assert (item.type, item.title, item.creators, item.tags) == (
        "blogPost", "The Gauge", [("Choe", "Won-gi")], ["Water"],
    )  # fmt: skip


@pytest.mark.parametrize("kind", [kind.value for kind in SeriesPage.CitationKind])
def test_h2_a_piece_is_filed_as_what_its_series_is_cited_as(client, kind):
    series = factories.SeriesFactory(citation_kind=kind)
    assert saved(client, factories.InstallmentFactory(parent=series)).type == kind


def test_h2_without_the_item_type_it_would_be_a_journal_article(client, series):
    text = markup(client, factories.InstallmentFactory(parent=series))
    assert item_type(Page(without(text, "z:itemType"))) == "journalArticle"


def test_h2_an_article_for_opengraph_alone_would_be_a_web_page(client, series):
    text = markup(client, factories.InstallmentFactory(parent=series))
    for name in ("z:itemType", "citation_title", "citation_series_title"):
        text = without(text, name)
    assert 'property="og:type" content="article"' in text
    assert item_type(Page(text)) == "webpage"


@pytest.mark.parametrize("kind", [kind.value for kind in SeriesPage.CitationKind])
def test_h2_no_name_that_overrules_the_type_is_on_any_piece(client, kind):
    piece = factories.InstallmentFactory(parent=factories.SeriesFactory(citation_kind=kind))
    names = {name for name, _ in Page(markup(client, piece)).metas}
    assert not names & {"citation_journal_title", "citation_technical_report_institution"}


def test_h2_what_is_no_piece_is_a_web_page(client, series, author):
    factories.InstallmentFactory(parent=series, bylines=[author])
    for address in ("/", "/series/", series.url, author.url):
        assert item_type(Page(client.get(address).content.decode())) == "webpage", address


def test_h3_each_author_has_a_tag_family_first_in_the_order_of_the_byline(client, series, author):
    lee = person("Lee", "Hyuk")
    piece = factories.InstallmentFactory(parent=series, bylines=[lee, author])
    assert Page(markup(client, piece)).all("citation_author") == ["Lee, Hyuk", "Choe, Won-gi"]
    assert saved(client, piece).creators == [("Lee", "Hyuk"), ("Choe", "Won-gi")]


def test_h3_a_korean_name_is_family_first_too_and_comes_in_as_two_names(client, series):
    kim = factories.AuthorFactory(title="김서윤", family_name="김", given_name="서윤")
    assert saved(client, factories.InstallmentFactory(parent=series, bylines=[kim])).creators == [
        ("김", "서윤")
    ]


def test_h3_without_a_comma_the_last_word_would_be_the_family(client):
    assert creators(Page('<meta name="citation_author" content="Lee Hyuk">')) == [("Hyuk", "Lee")]


def test_h3_a_sole_author_with_spaces_on_both_sides_of_the_comma_stays_one_person(client, series):
    minh = person("Nguyen Thi", "Minh Anh")
    piece = factories.InstallmentFactory(parent=series, bylines=[minh])
    assert saved(client, piece).creators == [("Nguyen\u00a0Thi", "Minh Anh")]
    plain = '<meta name="citation_author" content="Nguyen Thi, Minh Anh">'
    assert len(creators(Page(plain))) == 2


def test_h3_one_of_two_such_authors_needs_no_protection(client, series, author):
    piece = factories.InstallmentFactory(parent=series, bylines=[person("Nguyen Thi", "Minh Anh"), author])
    assert saved(client, piece).creators == [("Nguyen Thi", "Minh Anh"), ("Choe", "Won-gi")]


def test_h3_the_names_stand_in_meta_author_as_well_and_article_author_holds_addresses(client, series, author):
    page = Page(markup(client, factories.InstallmentFactory(parent=series, bylines=[author])))
    assert page.all("author") == ["Choe Won-gi"]
    assert page.all("article:author") == [f"http://localhost{author.url}"]


def test_h4_the_title_is_that_of_the_piece_without_the_site(client, series):
    piece = factories.InstallmentFactory(parent=series, title="The Gauge | a Wall")
    assert saved(client, piece).title == "The Gauge | a Wall"


def test_h4_the_date_is_the_day_it_was_published_where_the_editors_are(client, series):
    piece = factories.InstallmentFactory(parent=series, first_published_at="2026-03-08T16:00:00Z")
    assert saved(client, piece).date == "2026-03-09T01:00:00+09:00"


@pytest.mark.parametrize("kind", ["blogPost", "newspaperArticle", "magazineArticle"])
def test_h4_the_publication_is_the_site_for_a_magazine_too(client, kind):
    masthead = Masthead.for_site(factories.home().get_site())
    masthead.name = "Rivers & Rates"
    masthead.save()
    piece = factories.InstallmentFactory(parent=factories.SeriesFactory(citation_kind=kind))
    text = markup(client, piece)
    assert import_page(text).publication == "Rivers & Rates"
    assert bool(import_page(without(text, "DC.source")).publication) == (kind != "magazineArticle")


def test_h4_section_rights_language_abstract_tags_and_address_have_their_fields(client, series):
    topics = [factories.TopicFactory(name="Water; rates"), factories.TopicFactory(name="Levees")]
    piece = factories.InstallmentFactory(parent=series, topics=topics, standfirst="Who pays.", slug="gauge")
    item = saved(client, piece)
    assert (item.section, item.rights) == ("Rivers", "https://creativecommons.org/licenses/by/4.0/")
    assert (item.language, item.abstract) == ("en", "Who pays.")
    assert item.tags == ["Water; rates", "Levees"]
    assert item.url == "http://localhost/series/rivers/gauge/"
    keywords = without(markup(client, piece), "article:tag")
    assert import_page(keywords).tags == ["Water, rates", "Levees"]


def test_h4_a_doi_is_filed(client, series):
    assert (
        saved(client, factories.InstallmentFactory(parent=series, doi="10.1234/abcd")).doi == "10.1234/abcd"
    )


@pytest.mark.parametrize(
    ("form", "field"), [("ris", "T3  - Rivers"), ("json", '"collection-title": "Rivers"')]
)
def test_h4_the_series_which_a_blog_post_has_no_field_for_is_in_the_downloads(client, series, form, field):
    piece = factories.InstallmentFactory(parent=series)
    assert saved(client, piece).series == ""
    assert field in client.get(f"{piece.url}cite.{form}").content.decode()


def test_h5_a_snapshot_of_the_page_is_kept_as_no_pdf_is_named(client, series):
    assert saved(client, factories.InstallmentFactory(parent=series)).attachments == ["Snapshot"]


def test_h6_no_remnant_of_coins_or_unapi_outranks_the_head(client, series):
    page = Page(markup(client, factories.InstallmentFactory(parent=series)))
    assert not page.classes & {"Z3988", "unapi-id"}
    assert "unapi-server" not in page.links
