"""Share cards at their addresses: named by the page, drawn when asked for, gone with the page."""

import re
from copy import deepcopy

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from publication.private_files import private_storage
from series.changes import addresses_showing
from series.models import InstallmentPage, SeriesPage
from series.share_cards import keeping
from series.share_cards.keeping import FOLDER, files_of
from tests.factories import AuthorFactory, ImageFactory, InstallmentFactory, SeriesFactory
from tests.publication.caching.headers import is_kept_by_anybody

pytestmark = pytest.mark.django_db
HERE = "http://localhost"


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        series = SeriesFactory(title="Rivers", slug="rivers", planned_parts=2)
        piece = InstallmentFactory(
            parent=series, title="Tides & <b>", slug="tides", bylines=[AuthorFactory(title="Zora O’Hara")]
        )
        yield series, piece


@pytest.fixture
def series(built):
    return deepcopy(built[0])


@pytest.fixture
def piece(built):
    return deepcopy(built[1])


def named(client, address: str, name: str = "og:image") -> str:
    html = client.get(address).content.decode()
    found = re.search(rf'<meta (?:property|name)="{name}" content="([^"]*)">', html)
    return found[1] if found else ""


def card_at(client, address: str) -> str:
    """The address of a page's card, without the host."""
    return named(client, address).removeprefix(HERE)


def test_a_piece_without_a_picture_names_its_card_everywhere(client, piece):
    html = client.get(piece.url).content.decode()
    card = card_at(client, piece.url)
    assert re.fullmatch(r"/series/rivers/tides/card-[0-9a-f]{20}\.png", card)
    for name in ("og:image", "twitter:image"):
        assert named(client, piece.url, name) == HERE + card
    assert named(client, piece.url, "og:image:width") == "1200"
    assert named(client, piece.url, "og:image:height") == "630"
    assert named(client, piece.url, "twitter:card") == "summary_large_image"
    words = "Tides &amp; &lt;b&gt;. Rivers, Part 1 of 2. Zora O’Hara"
    assert named(client, piece.url, "og:image:alt") == named(client, piece.url, "twitter:image:alt") == words
    assert f'"url": "{HERE}{card}", "width": 1200, "height": 630' in html


def test_the_card_is_a_png_that_is_kept_and_asked_about(client, piece):
    card = card_at(client, piece.url)
    assert files_of(piece.pk) == []
    answer = client.get(card)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer.content.startswith(b"\x89PNG")
    assert is_kept_by_anybody(answer)
    assert not answer.cookies
    assert files_of(piece.pk) == [card.rsplit("/", 1)[1]]
    assert client.get(card).content == answer.content
    assert client.get(card, headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_it_is_drawn_once_and_no_page_draws_it(client, piece, monkeypatch):
    drawn = []
    monkeypatch.setattr(keeping, "draw", lambda card: drawn.append(card.title) or b"\x89PNG")
    card = card_at(client, piece.url)
    assert drawn == []
    client.get(card)
    client.get(card)
    assert drawn == ["Tides & <b>"]


@pytest.mark.parametrize("change", ["title", "cloth", "another part", "author"])
def test_what_changes_the_card_gives_it_a_new_address_and_the_old_leads_there(client, series, piece, change):
    old = card_at(client, piece.url)
    client.get(old)
    if change == "title":
        Page.objects.filter(pk=piece.pk).update(title="Ebbs")
    elif change == "cloth":
        SeriesPage.objects.filter(pk=series.pk).update(cloth="madder")
    elif change == "another part":
        InstallmentFactory(parent=series)
    else:
        piece.bylines.all().delete()
        piece.save()
    new = card_at(client, piece.url)
    assert new != old
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (302, new)
    assert client.get(new).status_code == 200
    assert files_of(piece.pk) == [new.rsplit("/", 1)[1]]


def test_a_guessed_address_draws_nothing(client, piece, monkeypatch):
    monkeypatch.setattr(keeping, "draw", lambda card: pytest.fail("drawn"))
    assert client.get(f"{piece.url}card-{'0' * 20}.png").status_code == 302
    for wrong in ("card-.png", "card-XYZ.png", f"card-{'0' * 19}.png", f"card-{'0' * 20}.png/"):
        assert client.get(f"{piece.url}{wrong}").status_code == 404


def test_a_series_has_a_card_of_its_own(client, series):
    card = card_at(client, series.url)
    assert re.fullmatch(r"/series/rivers/card-[0-9a-f]{20}\.png", card)
    assert named(client, series.url, "og:image:alt") == "Rivers. Ongoing, 1 of 2 published"
    assert client.get(card)["Content-Type"] == "image/png"


@pytest.mark.parametrize(
    ("size", "is_own"),
    [((1600, 1000), True), ((1600, 800), True), ((800, 600), True), ((600, 900), False), ((1000, 1000), False),
     ((2600, 1000), False), ((599, 400), False)],
)  # fmt: skip
def test_its_own_picture_is_shared_where_other_sites_can_show_it_without_cutting_it_up(
    client, series, size, is_own
):
    image = ImageFactory(file__width=size[0], file__height=size[1])
    page = InstallmentFactory(parent=series, image=image)
    assert ("/media/" in named(client, page.url)) is is_own
    # To machines that want the picture of the piece it is the picture, whatever its form.
    assert re.search(
        r'"image": \{"@type": "ImageObject", "url": "[^"]*/media/', client.get(page.url).content.decode()
    )


def test_a_page_names_its_card_without_a_query_more(client, piece):
    client.get(piece.url)
    with CaptureQueriesContext(connection) as queries:
        client.get(piece.url)
    assert len(queries) <= 12


def test_an_alias_and_a_translation_have_cards_of_their_own_below_their_address(client, series, piece):
    alias = piece.create_alias(parent=SeriesFactory(title="Elsewhere"), update_slug="again")
    card = card_at(client, alias.url)
    assert card.startswith(f"{alias.url}card-")
    assert client.get(card).status_code == 200
    Page.objects.filter(pk=piece.pk).update(live=False)
    assert client.get(card).status_code == 404


def test_a_card_whose_page_is_taken_down_is_gone_with_its_file(
    client, piece, django_capture_on_commit_callbacks
):
    card = card_at(client, piece.url)
    client.get(card)
    assert card in addresses_showing(piece)
    with django_capture_on_commit_callbacks(execute=True):
        InstallmentPage.objects.get(pk=piece.pk).unpublish()
    assert client.get(card).status_code in (404, 410)
    assert files_of(piece.pk) == []
    with django_capture_on_commit_callbacks(execute=True):
        InstallmentPage.objects.get(pk=piece.pk).get_latest_revision_as_object().save_revision().publish()
    assert client.get(card).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        InstallmentPage.objects.get(pk=piece.pk).delete()
    assert client.get(card).status_code in (404, 410)
    assert files_of(piece.pk) == []


def test_an_expired_piece_has_none_from_that_moment(client, piece):
    card = card_at(client, piece.url)
    Page.objects.filter(pk=piece.pk).update(expire_at=timezone.now())
    assert client.get(card).status_code in (404, 410)
    call_command("publish_due")
    assert client.get(card).status_code in (404, 410)


def test_a_preview_and_a_private_page_name_none(client, piece):
    from wagtail.models import PageViewRestriction

    request = client.get(piece.url).wsgi_request
    answer = piece.make_preview_request(original_request=request)
    answer.render()
    assert "/card-" not in answer.content.decode()
    card = card_at(client, piece.url)
    restriction = PageViewRestriction.objects.create(page=piece, restriction_type="password", password="told")
    session = client.session
    session["passed_page_view_restrictions"] = [restriction.pk]
    session.save()
    admitted = client.get(piece.url)
    assert admitted.status_code == 200
    assert "/card-" not in admitted.content.decode()
    assert client.get(card).status_code == 404


def test_while_others_draw_the_answer_is_to_come_again(client, piece, monkeypatch):
    monkeypatch.setattr(keeping, "SECONDS_OF_WAITING", 0)
    card = card_at(client, piece.url)
    with keeping._drawing:
        answer = client.get(card)
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert client.get(card).status_code == 200


def test_a_card_that_cannot_be_kept_is_shown_all_the_same(client, piece, monkeypatch):
    def full(*args, **kwargs):
        raise OSError("No space left")

    monkeypatch.setattr(type(private_storage()), "save", full)
    assert client.get(card_at(client, piece.url)).status_code == 200
    assert not private_storage().exists(f"{FOLDER}/{piece.pk}")
