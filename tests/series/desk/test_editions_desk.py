"""The editions of a piece or series as its editors see them: there, waiting, being made, failed and why."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry, PageViewRestriction

from series.editions.shelf import forms
from series.editions.shelf.stale import MOST_ATTEMPTS, mark
from series.models import Edition, InstallmentPage, SeriesPage
from tests import factories
from tests.publication.background import a_worker

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        series = factories.SeriesFactory(title="Rivers", slug="rivers", status="complete")
        factories.InstallmentFactory(parent=series, title="The first", slug="first")
        factories.UserFactory(username="managing", role="Managing editors")
        yield


@pytest.fixture
def series():
    return SeriesPage.objects.get(slug="rivers")


@pytest.fixture
def piece():
    return InstallmentPage.objects.get(slug="first")


@pytest.fixture
def desk(client, django_user_model):
    client.force_login(django_user_model.objects.get(username="managing"))
    return client


def seen(desk, page) -> str:
    response = desk.get(f"/admin/editions/{page.pk}/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def edition(page, **kwargs):
    return Edition.objects.update_or_create(page_id=page.pk, form="epub", defaults=kwargs)[0]


def test_where_nothing_was_made_the_first_download_makes_it(desk, piece):
    page = seen(desk, piece)
    assert "Made at the first download" in page
    assert "No worker is running" in page


def test_what_is_there_is_told_with_its_size_and_time(desk, piece):
    edition(piece, file="editions/x", size=1_234_567, sheets=34, made_at=timezone.now(), digest="x")
    assert "There; 34 pages, 1.2 MB, made" in seen(desk, piece)


@pytest.mark.parametrize(
    ("worker", "row", "words"),
    [
        (True, {"making": True}, "Being made"),
        (True, {"stale": True}, "Waiting to be made"),
        (False, {"stale": True}, "Made at the next download"),
        (True, {"stale": True, "problem": "No paper &lt;left&gt;"}, "Could not be made; tried again at"),
        (True, {"attempts": MOST_ATTEMPTS}, "the worker was stopped in the middle of it each time"),
    ],
)
def test_each_state_has_its_words(desk, piece, worker, row, words):
    now = timezone.now()
    if worker:
        a_worker()
    edition(
        piece,
        making_since=now if row.get("making") else None,
        heard_at=now if row.get("making") else None,
        stale_since=now if row.get("stale") else None,
        due_at=now + timedelta(minutes=1) if row.get("stale") else None,
        problem=row.get("problem", "").replace("&lt;", "<").replace("&gt;", ">"),
        attempts=row.get("attempts", 0),
    )
    page = seen(desk, piece)
    assert words in page
    assert row.get("problem", "") in page


def test_a_form_that_this_machine_cannot_make_says_why(desk, piece, monkeypatch):
    kind = forms.Kind("application/pdf", None, lambda language: "Pango is missing.")
    monkeypatch.setitem(forms.KINDS, "pdf", kind)
    assert "Switched off <br>Pango is missing." in seen(desk, piece)


def test_the_page_of_a_series_lists_its_parts_and_those_that_nobody_may_have_are_left_out(
    desk, series, piece
):
    hidden = factories.InstallmentFactory(parent=series, title="Hidden")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    page = seen(desk, series)
    assert f'<a href="/admin/editions/{piece.pk}/">The first</a>' in page
    assert "Hidden" not in page


def test_a_series_that_goes_on_says_when_it_has_editions(desk, series):
    SeriesPage.objects.filter(pk=series.pk).update(status="ongoing")
    page = seen(desk, series)
    assert "once it is complete" in page
    assert "Make again" not in page


def test_sixty_parts_take_no_more_queries_than_one(desk, series, django_assert_max_num_queries):
    for number in range(12):
        factories.InstallmentFactory(parent=series, title=f"More {number}")
    seen(desk, series)
    with django_assert_max_num_queries(40):
        seen(desk, series)


def test_how_far_they_are_is_told_to_the_script(desk, piece):
    a_worker()
    mark([piece.pk])
    state = desk.get(f"/admin/editions/{piece.pk}/state/").json()
    assert (state["going"], state["done"], state["headline"]) == (True, 0, "Editions are waiting to be made")
    Edition.objects.update(stale_since=None, due_at=None, file="editions/x")
    state = desk.get(f"/admin/editions/{piece.pk}/state/").json()
    assert (state["going"], state["done"], state["headline"]) == (
        False,
        state["total"],
        "All editions are there",
    )


def test_make_again_has_them_made_by_the_worker_whatever_they_say(desk, piece):
    a_worker()
    edition(piece, file="editions/x", digest="of the book", attempts=MOST_ATTEMPTS, problem="No paper")
    response = desk.post(f"/admin/editions/{piece.pk}/make/", follow=True)
    assert "made again, one after the other" in response.content.decode()
    row = Edition.objects.get(form="epub")
    assert (row.digest, row.attempts, row.problem) == ("", 0, "")
    assert row.due_at <= timezone.now()
    assert PageLogEntry.objects.filter(action="series.make_editions", page=piece.pk).exists()


def test_make_again_without_a_worker_makes_nothing_in_the_request(desk, piece, monkeypatch):
    monkeypatch.setattr("series.editions.shelf.making.make", pytest.fail)
    response = desk.post(f"/admin/editions/{piece.pk}/make/", follow=True)
    assert "when it is next downloaded" in response.content.decode()


def test_other_pages_have_none(desk):
    assert desk.get(f"/admin/editions/{factories.home().pk}/").status_code == 404


def test_the_buttons_lead_there(desk, piece, series):
    for page in (piece, series):
        assert f"/admin/editions/{page.pk}/" in desk.get(f"/admin/pages/{page.pk}/edit/").content.decode()


def test_a_page_tells_form_pages_and_size_of_the_files_that_are_there(client, piece, series):
    edition(piece, file="editions/x", size=34_000)
    page = client.get("/series/rivers/first/").content.decode()
    assert 'rel="nofollow" download>EPUB, 34\xa0kB</a>' in page
    Edition.objects.create(page=series, form="pdf", file="editions/y", size=1_200_000, sheets=34)
    page = client.get("/series/rivers/").content.decode()
    assert ">Download PDF, 34 pages, 1.2\xa0MB</a>" in page
    assert ">Download EPUB</a>" in page
