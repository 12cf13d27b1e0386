"""What readers are shown of earlier versions: only what surely was public."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction, Revision

from series.models import InstallmentPage
from series.reading.versions import published_versions
from tests.factories import InstallmentFactory, SeriesFactory, draft_of, paragraphs, series_index, translated

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece():
    return published(InstallmentFactory(shows_versions=True, title="One", body=paragraphs("The water rose.")))


def published(page) -> InstallmentPage:
    page.save_revision().publish()
    return fresh(page)


def fresh(page) -> InstallmentPage:
    return InstallmentPage.objects.get(pk=page.pk)


def change(page, title, **more) -> InstallmentPage:
    """Publish the page under another title."""
    draft_of(fresh(page), title=title, **more).publish()
    return fresh(page)


def titles(page) -> list[str]:
    return [version.title for version in published_versions(fresh(page))]


def shown(client, page, status=200) -> str:
    response = client.get(f"{page.url}versions/")
    assert response.status_code == status
    return response.content.decode()


def test_published_versions_are_told_the_newest_first(piece):
    change(piece, "Two")
    change(piece, "Three")
    assert titles(piece) == ["Three", "Two", "One"]


def test_a_draft_is_never_told(client, piece):
    draft_of(piece, title="SECRET")
    change(piece, "Two")
    draft_of(fresh(piece), title="SECRET again")
    assert titles(piece) == ["Two", "One"]
    assert "SECRET" not in shown(client, piece)


def test_a_scheduled_version_is_not_told_before_its_time(piece):
    draft_of(piece, title="SECRET", go_live_at=timezone.now() + timedelta(days=1)).publish()
    assert titles(piece) == ["One"]


def test_a_version_that_was_overwritten_after_it_was_published_is_not_told(piece):
    change(piece, "Two")
    first = piece.live_revision
    first.content["title"] = "SECRET"
    first.created_at = timezone.now()
    first.save()
    assert titles(piece) == ["Two"]


def test_nothing_from_before_the_piece_was_taken_down_is_told(piece):
    change(piece, "SECRET")
    fresh(piece).unpublish()
    change(piece, "Two")
    change(piece, "Three")
    assert titles(piece) == ["Three", "Two"]


@pytest.mark.parametrize("of", ["piece", "series", "list"])
def test_nothing_from_behind_a_restriction_is_told(piece, of):
    page = {"piece": piece, "series": piece.get_parent(), "list": series_index()}[of]
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    change(piece, "SECRET")
    restriction.delete()
    change(piece, "Two")
    change(piece, "Three")
    assert titles(piece) == ["Three", "Two"]


def test_nothing_from_before_the_series_was_published_is_told():
    series = SeriesFactory(live=False)
    series.save_revision()
    piece = published(InstallmentFactory(parent=series, title="SECRET", shows_versions=True))
    change(piece, "SECRET again")
    type(series).objects.get(pk=series.pk).get_latest_revision().publish()
    change(piece, "Two")
    change(piece, "Three")
    assert titles(piece) == ["Three", "Two"]


def test_nothing_is_told_that_was_published_while_the_series_was_down(piece):
    series = piece.series
    published_series = series.save_revision()
    published_series.publish()
    type(series).objects.get(pk=series.pk).unpublish()
    change(piece, "SECRET")
    type(series).objects.get(pk=series.pk).save_revision().publish()
    change(piece, "Two")
    change(piece, "Three")
    assert titles(piece) == ["Three", "Two"]


def test_the_draft_that_a_live_copy_was_made_from_is_not_told(piece):
    draft_of(piece, title="SECRET")
    copy = fresh(piece).copy(to=SeriesFactory(), keep_live=True, update_attrs={"slug": "copy"})
    copy = fresh(copy)
    assert copy.live
    copy.title = "Two"
    published(copy)
    assert "SECRET" not in titles(copy)


def test_a_version_that_had_expired_before_it_was_published_is_not_told(piece):
    revision = draft_of(piece, title="SECRET")
    revision.content["expire_at"] = (timezone.now() - timedelta(days=1)).isoformat()
    revision.save()
    Revision.objects.get(pk=revision.pk).publish()
    change(piece, "Two", expire_at=None)
    assert "SECRET" not in titles(piece)


def test_what_was_before_a_withdrawal_is_not_told_again(piece):
    from series.models import Correction

    row = Correction(kind="withdrawal", date=date(2026, 3, 3), text="<p>No.</p>", locale=piece.locale)
    change(piece, "Withdrawn", corrections=[row])
    change(piece, "Two", corrections=[])
    change(piece, "Three")
    assert titles(piece) == ["Three", "Two"]


def test_nothing_is_told_unless_the_editors_allow_it(client):
    piece = published(InstallmentFactory())
    assert client.get(f"{piece.url}versions/").status_code == 404
    assert "What changed" not in client.get(piece.url).content.decode()


def test_a_draft_that_allows_it_allows_nothing(client):
    piece = published(InstallmentFactory())
    draft_of(piece, shows_versions=True)
    assert client.get(f"{piece.url}versions/").status_code == 404


def test_a_private_piece_tells_no_versions_to_those_admitted(client, admin_user, piece):
    PageViewRestriction.objects.create(page=piece, restriction_type="login")
    client.force_login(admin_user)
    assert client.get(piece.url).status_code == 200
    assert client.get(f"{piece.url}versions/").status_code == 404


def test_an_alias_has_no_versions_of_its_own(client, piece):
    alias = piece.create_alias(parent=SeriesFactory(), update_slug="alias")
    assert client.get(alias.url).status_code == 200
    assert client.get(f"{alias.url}versions/").status_code == 404


def test_the_page_says_what_changed_in_words_and_markup_and_stays_out_of_indexes(client, piece):
    change(piece, "One", body=paragraphs("The water fell &amp; fell."))
    html = shown(client, piece)
    assert '<meta name="robots" content="noindex">' in html
    assert 'rel="canonical"' not in html
    assert '<del><span class="visually-hidden">[removed: </span>rose.<span' in html
    assert '<ins><span class="visually-hidden">[added: </span>fell &amp; fell.<span' in html
    assert f'href="{piece.url}versions/"' in client.get(piece.url).content.decode()


def test_markup_in_an_old_version_is_text(client, piece):
    change(piece, "<script>alert(1)</script>", standfirst="<b>x</b>")
    change(piece, "Two")
    assert "<script>alert" not in shown(client, piece)


def test_the_korean_page_speaks_korean(client, piece):
    korean = translated(piece, title="물", body=paragraphs("물이 밤에 불었다."))
    change(korean, "물", body=paragraphs("물이 아침에 불었다."))
    html = shown(client, korean)
    assert "</span>아침에<span" in html
    assert "What changed" not in html


def test_the_page_costs_few_queries_whatever_the_number_of_versions(
    client, piece, django_assert_max_num_queries
):
    for number in range(15):
        change(piece, f"Title {number}")
    shown(client, piece)  # what the process remembers is read
    with django_assert_max_num_queries(10):
        html = shown(client, piece)
    assert html.count("<section") == 11
