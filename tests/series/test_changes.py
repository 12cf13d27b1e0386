"""Which addresses show a thing: all that a reader could still find it at, in both languages."""

import re
from datetime import UTC, date, datetime

import pytest
from wagtail.models import Page, ReferenceIndex

from authors.models import AuthorPage
from publication.models import CreditedImage, Masthead, OutgoingLink
from publication.tree import EditorialPage
from series.changes import IN_BOOKS, addresses_showing, books_showing
from series.models import Correction, InstallmentPage, SeriesEditor, SeriesPage, Topic
from series.republication import COPIES
from series.rows_to_addresses import addresses_of
from tests.factories import (
    AuthorFactory,
    ImageFactory,
    InstallmentFactory,
    PlannedPartFactory,
    SeriesFactory,
    StandingPageFactory,
    TopicFactory,
    locale,
)

pytestmark = pytest.mark.django_db

LISTS = {
    "/", "/series/", "/authors/", "/topics/", "/ko/", "/ko/series/", "/ko/authors/", "/ko/topics/",
    "/archive/", "/ko/archive/",
}  # fmt: skip


@pytest.fixture
def author():
    return AuthorFactory(title="Zora", slug="zora")


@pytest.fixture
def topic():
    return TopicFactory(name="Flood", slug="flood")


@pytest.fixture
def rivers():
    return SeriesFactory(slug="rivers")


@pytest.fixture
def piece(rivers, author, topic):
    return InstallmentFactory(parent=rivers, slug="one", bylines=[author], topics=[topic])


@pytest.fixture
def world(rivers, piece):
    """A sibling, and a piece elsewhere that has nothing to do with any of it."""
    InstallmentFactory(parent=rivers, slug="two")
    InstallmentFactory(parent=SeriesFactory(slug="lamps"), slug="light", bylines=[AuthorFactory(slug="abel")])
    TopicFactory(name="Light", slug="light")


def pages_showing(thing) -> set[str]:
    """The addresses of pages that show a thing: no feeds, no citation files, no sitemaps."""
    shown = {address for address in addresses_showing(thing) if "/feed/" not in address}
    return {each for each in shown if each.endswith("/") and not re.search(r"/archive/\d|/all/$", each)}


def correct(piece):
    Correction.objects.create(page=piece, date=date(2026, 3, 3), text="<p>No.</p>", locale=piece.locale)


def test_a_series_stands_whole_on_one_page(world, piece, rivers, author):
    for thing in (piece, rivers, author):
        assert {each for each in addresses_showing(thing) if each.endswith("/all/")} == {
            "/series/rivers/all/"
        }


AROUND = {"/series/rivers/", "/series/rivers/one/", "/series/rivers/two/"}
PEOPLE_AND_TOPICS = {"/authors/zora/", "/topics/flood/", "/ko/topics/flood/"}


def test_a_piece_is_shown_by_its_series_siblings_people_topics_and_lists(world, piece):
    assert pages_showing(piece) == AROUND | PEOPLE_AND_TOPICS | LISTS | {"/series/rivers/one/versions/"}


def test_a_piece_is_in_its_month_of_the_archive_and_the_months_beside_it_lead_there(piece):
    for year, month in [(2018, 3), (2019, 3), (2021, 1), (2021, 3), (2021, 6), (2022, 1)]:
        InstallmentFactory(first_published_at=datetime(year, month, 3, tzinfo=UTC))
    # In Seoul it is May already.
    type(piece).objects.filter(pk=piece.pk).update(first_published_at=datetime(2021, 4, 30, 16, tzinfo=UTC))
    shown = {each for each in addresses_showing(piece) if re.match(r"/archive/\d", each)}
    assert shown == {
        "/archive/2019/", "/archive/2021/", "/archive/2022/", "/archive/2021/03/", "/archive/2021/05/",
        "/archive/2021/06/",
    }  # fmt: skip


def test_a_corrected_piece_is_shown_in_the_list_of_corrections(world, piece, rivers):
    correct(InstallmentFactory(slug="other"))
    assert "/corrections/" not in pages_showing(piece)
    correct(piece)
    for thing in (piece, rivers):
        assert pages_showing(thing) >= {"/corrections/", "/ko/corrections/"}
    assert "/series/lamps/light/" not in pages_showing(piece)


def test_the_only_corrected_piece_is_shown_everywhere_as_the_footer_leads_to_the_list(world, piece):
    correct(piece)
    assert pages_showing(piece) >= {"/corrections/", "/series/lamps/light/", "/authors/abel/"}


def test_a_draft_and_what_was_taken_down_count_as_well(world, piece):
    shown = pages_showing(piece)
    piece.unpublish()
    assert pages_showing(piece) == shown


def test_a_piece_is_shown_in_its_other_language_and_by_its_aliases(world, piece, rivers):
    korean = rivers.copy_for_translation(locale("ko"), copy_parents=True)
    piece.copy_for_translation(locale("ko"))
    piece.create_alias(parent=SeriesFactory(slug="digest"))
    assert pages_showing(piece) >= {
        f"/ko/series/{korean.slug}/",
        f"/ko/series/{korean.slug}/one/",
        "/series/digest/one/",
    }


def test_a_piece_is_shown_where_it_is_related(world, piece, topic):
    InstallmentFactory(parent=SeriesFactory(slug="walls"), slug="dyke", topics=[topic])
    assert "/series/walls/dyke/" in pages_showing(piece)


def test_a_piece_is_shown_where_a_text_links_to_it(world, piece):
    link = f'<p><a linktype="page" id="{piece.pk}">see</a></p>'
    InstallmentFactory(parent=SeriesFactory(slug="notes"), slug="see", body=[("paragraph", link)])
    assert "/series/notes/see/" in pages_showing(piece)


def test_a_series_is_shown_with_all_its_parts_editors_and_parts_to_come(world, rivers):
    SeriesEditor.objects.create(page=rivers, author=AuthorFactory(slug="ed"))
    PlannedPartFactory(series=rivers, part_number=4, author=AuthorFactory(slug="soon"))
    assert pages_showing(rivers) == AROUND | PEOPLE_AND_TOPICS | LISTS | {
        "/authors/ed/",
        "/authors/soon/",
        "/series/rivers/forthcoming/4/",
        "/series/rivers/one/versions/",
        "/series/rivers/two/versions/",
    }


def test_an_author_is_shown_by_pieces_and_announcements(world, author, piece):
    planned = SeriesFactory(slug="walls")
    PlannedPartFactory(series=planned, part_number=2, author=author)
    assert pages_showing(author) == AROUND | PEOPLE_AND_TOPICS | LISTS | {
        "/series/walls/",
        "/series/walls/forthcoming/2/",
    }


def test_an_organisation_and_its_people_show_one_another(world, author, piece):
    author.organisation = "Tidal institute"
    author.save()
    desk = AuthorFactory(slug="desk", title="Tidal Institute", kind="organisation")
    AuthorFactory(slug="mill", title="Mill", kind="organisation")
    assert "/authors/zora/" in pages_showing(desk)
    for thing in (author, piece):
        assert pages_showing(thing) & {"/authors/desk/", "/authors/mill/"} == {"/authors/desk/"}


def test_a_topic_is_shown_by_its_pieces_and_its_neighbours(world, topic, piece):
    TopicFactory(name="Levees", slug="levees", broader=topic)
    assert pages_showing(topic) == AROUND | PEOPLE_AND_TOPICS | LISTS | {
        "/topics/levees/",
        "/ko/topics/levees/",
    }


def test_a_piece_is_told_of_by_the_topics_above_and_below_its_own(world, topic, piece):
    above, heir = TopicFactory(slug="water"), TopicFactory(slug="waters")
    TopicFactory(slug="seas", broader=above)
    topic.broader = TopicFactory(slug="rain", broader=above, merged_into=heir)
    topic.save()
    shown = {address for address in pages_showing(piece) if address.startswith("/topics/")}
    assert shown == {"/topics/", "/topics/flood/", "/topics/rain/", "/topics/waters/", "/topics/water/"}


def test_a_planned_part_is_shown_by_its_series_its_author_and_its_topics(world, rivers, author, topic):
    part = PlannedPartFactory(series=rivers, part_number=7, author=author)
    part.topics.add(topic)
    assert pages_showing(part) == AROUND | PEOPLE_AND_TOPICS | LISTS | {"/series/rivers/forthcoming/7/"}


def test_a_planned_part_without_a_number_has_no_page_of_its_own(world, rivers):
    part = PlannedPartFactory(series=rivers, part_number=None)
    assert pages_showing(part) == AROUND | LISTS


def test_a_standing_page_and_the_masthead_are_shown_everywhere(world):
    everywhere = AROUND | PEOPLE_AND_TOPICS | LISTS
    about = StandingPageFactory(slug="about")
    assert pages_showing(about) >= everywhere | {"/about/", "/series/lamps/light/", "/topics/light/"}
    assert pages_showing(Masthead()) == pages_showing(about)


def test_an_image_is_shown_where_the_pages_that_use_it_are(world, rivers):
    image = ImageFactory()
    InstallmentFactory(parent=rivers, slug="three", image=image)
    assert pages_showing(image) >= AROUND | {"/series/rivers/three/"}
    assert pages_showing(ImageFactory()) == set()


def test_korean_addresses_are_as_readers_see_them():
    assert "/series/물값/" in pages_showing(SeriesFactory(slug="물값"))


def test_what_no_page_shows_is_a_mistake_of_the_caller():
    with pytest.raises(TypeError, match="a Locale is shown"):
        pages_showing(locale("ko"))


def test_the_cost_does_not_grow_with_the_number_of_parts(
    piece, rivers, author, django_assert_max_num_queries
):
    for _ in range(20):
        InstallmentFactory(parent=rivers, bylines=[author])
    with django_assert_max_num_queries(90):
        pages_showing(author)


def test_what_can_be_followed_is_shown_by_its_feeds(world, piece, author, topic):
    correct(InstallmentFactory(slug="other"))
    correct(piece)
    forms = ("rss/", "atom/", "json/", "from-part-1/rss/", "from-part-1/atom/", "from-part-1/json/")
    followed = (
        "/",
        "/ko/",
        "/series/rivers/",
        "/authors/zora/",
        "/topics/flood/",
        "/ko/topics/flood/",
        "/corrections/",
    )
    shown = {address for address in addresses_showing(piece) if "/feed/" in address}
    assert shown >= {f"{address}feed/{form}" for address in followed for form in forms}
    assert not {address for address in shown if address.startswith(("/series/rivers/one/", "/series/feed/"))}


def test_pieces_and_series_are_cited_in_files(world, piece, author, topic):
    files = {
        f"/series/rivers/{piece}{name}"
        for piece in ("", "one/", "two/")
        for name in ("cite.bib", "cite-bibtex.bib", "cite.ris", "cite.json")
    }
    for thing in (piece, author, topic):
        assert {address for address in addresses_showing(thing) if "/cite" in address} == files


def test_pieces_and_series_are_taken_away_as_books(world, piece, author, topic):
    books = {f"/series/rivers{piece}.epub" for piece in ("", "/one", "/two")}
    for thing in (piece, author, topic):
        assert {address for address in addresses_showing(thing) if address.endswith(".epub")} == books


@pytest.mark.parametrize("kind", [kind for kind in IN_BOOKS if kind is not OutgoingLink])
def test_books_that_show_a_thing_stand_at_addresses_that_show_it(world, piece, rivers, kind):
    """Both tables tell the same: no book is made anew whose address is not known to have changed."""
    author, topic, image = piece.bylines.get().author, piece.topic_rows.get().topic, ImageFactory()
    InstallmentPage.objects.filter(pk=piece.pk).update(image=image)
    ReferenceIndex.create_or_update_for_object(InstallmentPage.objects.get(pk=piece.pk))
    things = {
        InstallmentPage: piece, SeriesPage: rivers, AuthorPage: author, Topic: topic, CreditedImage: image,
        Masthead: Masthead(), EditorialPage: StandingPageFactory(), Page: rivers,
    }  # fmt: skip
    thing = things[kind]
    books = books_showing(kind, [thing.pk])
    paths = Page.objects.filter(pk__in=books).values_list("url_path", flat=True)
    assert bool(books) == (kind is not EditorialPage)
    # An image tells of the pages that use it, and these of their books.
    assert addresses_of(paths) <= addresses_showing(thing)


def test_pieces_have_copies_for_other_sites(world, piece, author):
    for thing in (piece, author):
        assert addresses_showing(thing) >= {
            f"/series/rivers/{slug}/{name}" for slug in ("one", "two") for name in COPIES
        }


def test_everything_is_listed_in_the_sitemaps(world, piece):
    shown = addresses_showing(piece)
    assert shown >= {
        "/sitemap.xml",
        "/news-sitemap.xml",
        "/sitemap-pieces-en-1.xml",
        "/sitemap-topics-ko-1.xml",
    }
    assert "/sitemap-pieces-en-2.xml" not in shown
