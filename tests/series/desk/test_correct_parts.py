"""The view that corrects several parts of a series."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from series.models import Correction, InstallmentPage, Mailing
from tests.factories import InstallmentFactory, SeriesFactory, UserFactory, draft_of, translated

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    return SeriesFactory(title="Rivers and Rates")


@pytest.fixture
def parts(series):
    return [
        InstallmentFactory(parent=series, title=title) for title in ("The gauge", "The levee", "The weir")
    ]


@pytest.fixture
def managing(client):
    user = UserFactory(role="Managing editors")
    client.force_login(user)
    return user


def send(client, series, chosen, **more):
    data = {
        "parts": [part.pk for part in chosen],
        "kind": "correction",
        "date": "2026-03-03",
        "text_en": "It was a flood.",
    }
    return client.post(reverse("series_correct_parts", args=[series.pk]), data | more)


def corrected() -> list[str]:
    return list(Correction.objects.order_by("page__title").values_list("page__title", flat=True))


def test_the_plan_is_told_and_nothing_is_done(client, managing, series, parts):
    draft_of(parts[0], title="SECRET")
    html = send(client, series, parts[:2]).content.decode()
    assert "Its unpublished changes stay unpublished, and get the correction as well." in html
    assert "Publish the correction" in html
    assert corrected() == []


def test_the_chosen_parts_are_corrected_and_the_series_log_says_so(client, managing, series, parts):
    response = send(client, series, parts[:2], publish="1")
    assert response.status_code == 302
    assert corrected() == ["The gauge", "The levee"]
    entry = PageLogEntry.objects.get(action="series.correct_parts")
    assert (entry.page_id, entry.user, entry.data["parts"]) == (
        series.pk,
        managing,
        ["The gauge", "The levee"],
    )
    history = client.get(reverse("wagtailadmin_pages:history", args=[series.pk])).content.decode()
    assert "Correction published in: The gauge, The levee" in history


def test_a_correction_that_is_ticked_is_mailed_once_for_each_part(client, managing, series, parts):
    draft_of(parts[0], title="A draft")
    assert 'name="is_mailed" value="True"' in send(client, series, parts[:2], is_mailed="on").content.decode()
    send(client, series, parts[:2], publish="1", is_mailed="on")
    send(client, series, parts[2:], publish="1", is_mailed="False")
    mailed = Mailing.objects.filter(kind="correction").values_list("page__title", flat=True)
    assert sorted(mailed) == ["The gauge", "The levee"]


def test_what_fails_is_reported_and_the_others_are_corrected(client, managing, series, parts):
    InstallmentPage.objects.filter(pk=parts[0].pk).update(locked=True, locked_by=UserFactory())
    html = send(client, series, parts[:2], publish="1").content.decode()
    page = client.get(reverse("wagtailadmin_explore", args=[series.pk])).content.decode()
    assert "“The gauge” was not corrected. It is locked by somebody else." in html + page
    assert corrected() == ["The levee"]


def test_a_text_is_asked_for_in_every_language_that_is_chosen(client, managing, series, parts):
    korean = translated(parts[0], title="수위")
    html = send(client, series, [parts[0], korean], publish="1").content.decode()
    assert "Parts in this language are chosen: write the text in it." in html
    assert corrected() == []
    send(client, series, [parts[0], korean], publish="1", text_ko="홍수였다.")
    assert corrected() == ["The gauge", "수위"]


def test_parts_of_another_series_are_not_taken(client, managing, series, parts):
    stranger = InstallmentFactory()
    assert send(client, series, [stranger], publish="1").status_code == 200
    assert corrected() == []


def test_to_change_it_brings_the_form_back_filled_in(client, managing, series, parts):
    html = send(client, series, parts[:1], back="1").content.decode()
    assert "It was a flood.</textarea>" in html
    assert corrected() == []


def test_the_form_stands_on_today_and_lists_live_parts_only(
    client, managing, series, parts, time_machine_today
):
    InstallmentFactory(parent=series, title="A draft", live=False)
    html = client.get(reverse("series_correct_parts", args=[series.pk])).content.decode()
    assert 'value="2026-03-03"' in html
    assert "part 1: The gauge" in html
    assert "A draft" not in html


@pytest.fixture
def time_machine_today():
    import time_machine

    with time_machine.travel(date(2026, 3, 3), tick=False):
        yield


def test_a_series_without_live_parts_has_nothing_to_correct(client, managing, series):
    html = client.get(reverse("series_correct_parts", args=[series.pk])).content.decode()
    assert "No part of this series is live" in html


def test_the_button_is_for_those_who_may_publish(client, managing, series, parts):
    address = reverse("series_correct_parts", args=[series.pk])
    explorer = reverse("wagtailadmin_explore", args=[series.pk])
    assert address in client.get(explorer).content.decode()
    client.force_login(UserFactory(role="Editors"))
    assert address not in client.get(explorer).content.decode()
