"""Each change takes back what showed the thing before and what shows it after, siblings included, and nothing else."""

import re
import uuid
from datetime import date

import pytest
from django.core.management import call_command
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from authors.models import AuthorPage
from publication.models import Masthead, OutgoingLink, Purge
from publication.models.purges import EVERYTHING
from series import running_order
from series.correcting import NewCorrection, correct
from series.desk.merging_authors import merge_authors
from series.desk.merging_topics import merge_topics
from series.models import Correction, InstallmentPage, PlannedPart, SeriesPage, Topic
from series.moving import move_part
from tests.factories import (
    AuthorFactory,
    ImageFactory,
    InstallmentFactory,
    PlannedPartFactory,
    SeriesFactory,
    StandingPageFactory,
    TopicFactory,
    UserFactory,
    draft_of,
)
from tests.series.test_changes import LISTS

pytestmark = pytest.mark.django_db

RIVERS = {"/series/rivers/", "/series/rivers/one/", "/series/rivers/two/"}
ONE = (
    RIVERS | LISTS | {"/authors/zora/", "/topics/flood/", "/ko/topics/flood/", "/series/rivers/one/versions/"}
)
VERSIONS = {"/series/rivers/one/versions/", "/series/rivers/two/versions/"}
LAMPS = {"/series/lamps/", "/series/lamps/light/"}


@pytest.fixture(autouse=True)
def world():
    """Two parts of one series, the first by Zora on floods; and another series with which they have nothing to do."""
    rivers = SeriesFactory(slug="rivers")
    InstallmentFactory(
        parent=rivers,
        slug="one",
        bylines=[AuthorFactory(slug="zora")],
        topics=[TopicFactory(name="Flood", slug="flood")],
    )
    InstallmentFactory(parent=rivers, slug="two")
    InstallmentFactory(parent=SeriesFactory(slug="lamps"), slug="light")


@pytest.fixture(autouse=True)
def caching(world, settings):
    settings.PAGE_CACHE = True


def get(model, slug):
    return model.objects.get(slug=slug)


def purged() -> set[str]:
    """The addresses of pages that were purged: no feeds, files, months of the archive or machines' files."""
    addresses = set(Purge.objects.exclude(address="").values_list("address", flat=True))
    pages = {address for address in addresses if address.endswith("/") and "/feed/" not in address}
    return {each for each in pages if not re.search(r"/archive/\d|^/api/|/all/$", each)} | (
        {EVERYTHING} & addresses
    )


def publish(**changes):
    draft_of(get(InstallmentPage, "one"), **changes).publish()


def test_a_draft_purges_nothing():
    draft_of(get(InstallmentPage, "one"), title="Not yet")
    draft = InstallmentFactory(parent=get(SeriesPage, "rivers"), slug="three", live=False)
    draft_of(draft, title="Nor this")
    assert purged() == set()


def test_publishing_purges_the_piece_its_siblings_people_topics_and_lists():
    publish(title="A better title")
    assert purged() == ONE
    every = set(Purge.objects.values_list("address", flat=True))
    assert every >= {
        "/series/rivers/feed/rss/", "/feed/atom/", "/authors/zora/feed/json/", "/series/rivers/one.epub",
        "/series/rivers/two/cite.bib", "/series/rivers/all/", "/sitemap.xml", "/news-sitemap.xml", "/api/v1/pieces",
        f"/api/v1/pieces/{get(InstallmentPage, 'one').pk}",
    }  # fmt: skip


def test_a_new_part_purges_its_siblings_and_the_address_at_which_nothing_was():
    three = InstallmentFactory(parent=get(SeriesPage, "rivers"), slug="three", live=False)
    three.save_revision().publish()
    assert purged() == RIVERS | LISTS | {"/series/rivers/three/", "/series/rivers/three/versions/"}


def test_a_byline_and_a_topic_that_go_are_purged_as_well_as_those_that_come():
    abel, walls = AuthorFactory(slug="abel"), TopicFactory(name="Walls", slug="walls")
    piece = get(InstallmentPage, "one")
    piece.bylines = [piece.bylines.model(author=abel)]
    piece.topic_rows = [piece.topic_rows.model(topic=walls)]
    piece.save_revision().publish()
    assert purged() == ONE | {"/authors/abel/", "/topics/walls/", "/ko/topics/walls/"}


@pytest.mark.parametrize("goes", [lambda page: page.unpublish(), lambda page: page.delete()])
def test_what_is_taken_down_purges_all_that_showed_it(goes):
    goes(get(InstallmentPage, "one"))
    assert purged() == ONE


def test_what_expires_purges_all_that_showed_it():
    InstallmentPage.objects.filter(slug="one").update(expire_at="2026-03-02T12:00:00+09:00")
    call_command("publish_due")
    assert purged() == ONE


def test_a_new_address_purges_the_old_one_too():
    publish(slug="first")
    assert purged() == ONE | {"/series/rivers/first/", "/series/rivers/first/versions/"}


def test_a_renamed_series_purges_the_old_and_the_new_address_of_every_part():
    series = get(SeriesPage, "rivers")
    series.slug = "streams"
    series.save_revision().publish()
    renamed = {each.replace("rivers", "streams") for each in RIVERS | VERSIONS}
    assert purged() == ONE | VERSIONS | renamed


def test_a_part_that_moves_purges_both_places_with_the_siblings_there():
    move_part(get(InstallmentPage, "one"), get(SeriesPage, "lamps"))
    assert purged() == ONE | LAMPS | {"/series/lamps/one/", "/series/lamps/one/versions/"} | VERSIONS


def test_a_new_order_purges_every_part():
    running_order.change_number(get(InstallmentPage, "one"), 2, exchange=True)
    assert purged() == ONE | VERSIONS


def test_a_correction_purges_the_list_of_corrections():
    piece = get(InstallmentPage, "two")
    Correction.objects.create(page=piece, date="2026-03-02", text="<p>No.</p>", locale=piece.locale)
    said = NewCorrection("correction", date(2026, 3, 3), {"en": "It was 3."})
    correct(get(InstallmentPage, "one").pk, said, uuid.uuid4(), UserFactory(role="Managing editors"))
    assert purged() == ONE | {"/corrections/", "/ko/corrections/"}


def test_merged_authors_purge_the_pieces_and_pages_of_both():
    abel = AuthorFactory(slug="abel")
    merge_authors(get(AuthorPage, "zora"), abel, user=UserFactory(is_superuser=True))
    assert purged() >= RIVERS | LISTS | {"/authors/zora/", "/authors/abel/"}
    assert not purged() & LAMPS


def test_merged_topics_purge_the_pieces_and_pages_of_both():
    merge_topics(
        get(Topic, "flood"), TopicFactory(name="Floods", slug="floods"), user=UserFactory(is_superuser=True)
    )
    assert purged() >= RIVERS | LISTS | {"/topics/flood/", "/topics/floods/"}
    assert not purged() & LAMPS


def test_a_renamed_topic_purges_its_old_address():
    topic = get(Topic, "flood")
    topic.slug = "floods"
    topic.save()
    assert purged() >= RIVERS | LISTS | {
        "/topics/flood/",
        "/ko/topics/flood/",
        "/topics/floods/",
        "/ko/topics/floods/",
    }
    assert not purged() & LAMPS


def test_a_planned_part_purges_its_series_when_it_comes_changes_and_goes():
    part = PlannedPartFactory(series=get(SeriesPage, "rivers"), part_number=5)
    assert purged() == RIVERS | LISTS | {"/series/rivers/forthcoming/5/"}
    PlannedPart.objects.get(pk=part.pk).delete()
    assert Purge.objects.filter(address="/series/rivers/forthcoming/5/").count() == 2


def test_an_author_purges_what_they_wrote():
    author = get(AuthorPage, "zora")
    author.position = "Fellow"
    author.save_revision().publish()
    assert purged() == ONE - {"/series/rivers/one/versions/"}


def test_a_picture_purges_the_pages_that_have_it():
    image = ImageFactory()
    publish(image=image)
    Purge.objects.all().delete()
    image.credit = "Photo: Zora"
    image.save()
    assert purged() == ONE


def test_the_masthead_and_what_stands_in_the_footer_purge_everything():
    masthead = Masthead.for_site(get(InstallmentPage, "one").get_site())
    assert purged() == set()
    masthead.save()
    assert purged() == {EVERYTHING}
    Purge.objects.all().delete()
    StandingPageFactory(slug="about", live=False).save_revision().publish()
    assert purged() == {EVERYTHING}


def test_a_restriction_purges_the_series_and_its_parts_when_it_comes_and_goes():
    restriction = PageViewRestriction.objects.create(
        page=Page.objects.get(slug="rivers"), restriction_type="password", password="levee"
    )
    assert purged() >= RIVERS | LISTS
    Purge.objects.all().delete()
    restriction.delete()
    assert purged() >= RIVERS | LISTS
    assert not purged() & LAMPS


def test_a_redirect_purges_its_old_address():
    redirect = Redirect.objects.create(old_path="/2019/옛-글", redirect_link="/series/rivers/")
    assert purged() == {"/2019/옛-글/"}
    assert Purge.objects.filter(address="/2019/옛-글").exists()
    Purge.objects.all().delete()
    redirect.delete()
    assert purged() == {"/2019/옛-글/"}


def test_a_link_that_is_dead_purges_the_pieces_that_show_its_copy():
    publish(body=[("paragraph", '<p><a href="https://gone.example/">see</a></p>')])
    link, _ = OutgoingLink.objects.get_or_create(address="https://gone.example/")
    Purge.objects.all().delete()
    link.state = OutgoingLink.State.DEAD
    link.save(update_fields=["state"])
    assert purged() == set()  # no reader sees that
    link.archived_address = "https://archive.example/gone"
    link.save(update_fields=["archived_address"])
    assert purged() == ONE


def test_where_nothing_is_cached_nothing_is_noted(settings):
    settings.PAGE_CACHE = False
    publish(title="A better title")
    assert not Purge.objects.exists()
