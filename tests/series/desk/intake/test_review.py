"""The review: what is proposed for what was understood, and what it tells."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from authors.models import AuthorPage
from authors.roles import CONTRIBUTORS
from series.desk.intake import understanding
from series.manuscripts.manuscript import BylineEntry, Finding, Manuscript
from series.models import InstallmentPage, ManuscriptUpload, PlannedPart
from tests.factories import (
    AuthorFactory,
    InstallmentFactory,
    PlannedPartFactory,
    TopicFactory,
    UserFactory,
    translated,
)
from tests.series.desk.intake.bringing import TEXT, bring, review_url, rows, sends, text

pytestmark = pytest.mark.django_db


def test_the_same_file_twice_is_told(client, editor, series):
    response = bring(client, series, text(), follow=True)
    told = bring(client, series, text(), follow=True)
    assert "was brought before and still waits below" in told.content.decode()
    assert ManuscriptUpload.objects.count() == 1
    client.post(review_url(), sends(response))
    again = bring(client, series, text(), follow=True)
    assert "This file is in the series already, as “The gauge”" in again.content.decode()
    refused = client.post(review_url(), sends(again))
    assert "This file is in the series already" in refused.content.decode()
    assert InstallmentPage.objects.count() == 1


def test_a_known_author_is_offered_first_and_alike_ones_after(client, editor, series):
    known, alike = AuthorFactory(title="Ilse Marrow"), AuthorFactory(title="Ada Marrow")
    response = bring(client, series, text(), follow=True)
    (credit,) = response.context["credits"]
    assert [key for key, _words in credit.fields["author"].choices] == [
        str(known.pk),
        str(alike.pk),
        "new",
        "",
    ]
    client.post(review_url(), sends(response, **{"byline-0-author": alike.pk, "byline-0-name": "A. Marrow"}))
    byline = InstallmentPage.objects.get().bylines.get()
    assert (byline.author, byline.name) == (alike, "A. Marrow")


def test_a_credit_can_be_left_out_and_a_new_author_made(client, editor, series):
    response = bring(client, series, text(), follow=True)
    client.post(review_url(), sends(response, **{"byline-0-author": ""}))
    assert not InstallmentPage.objects.get().bylines.exists()
    assert not AuthorPage.objects.exists()
    response = bring(client, series, text(f"{TEXT}\nMore.\n"), follow=True)
    client.post(review_url(), sends(response))
    assert AuthorPage.objects.get().biography == "<p>Ilse Marrow is a fellow at Arden College.</p>"


def test_topics_are_proposed_by_the_words_of_the_text(client, editor, series):
    proposed, mentioned = TopicFactory(name="Gauge"), TopicFactory(name="Water policy")
    TopicFactory(name="Trade")
    response = bring(client, series, text(), follow=True)
    form = response.context["form"]
    assert [label for _pk, label in form.fields["topics"].choices] == ["Gauge", "Water policy"]
    assert form["topics"].value() == [str(proposed.pk)]
    client.post(review_url(), sends(response, topics=[str(mentioned.pk)]))
    assert [row.topic for row in InstallmentPage.objects.get().topic_rows.all()] == [mentioned]


def test_the_planned_part_of_the_author_is_offered_and_taken(client, editor, series):
    InstallmentFactory(parent=series)
    planned = PlannedPartFactory(series=series, part_number=5, author_name="Ilse Marrow")
    response = bring(client, series, text(), follow=True)
    assert response.context["form"]["place"].value() == f"planned-{planned.pk}"
    client.post(review_url(), sends(response))
    assert InstallmentPage.objects.get(title="The gauge").part_number == 5
    planned.refresh_from_db()
    assert planned.state == PlannedPart.State.RECEIVED


def test_a_number_that_is_taken_is_said_and_nothing_is_lost(client, editor, series):
    InstallmentFactory(parent=series)
    response = bring(client, series, text(), follow=True)
    before = rows()
    refused = client.post(review_url(), sends(response, place="number", number=1))
    assert "Part 1 is “" in refused.content.decode()
    assert rows() == before
    assert ManuscriptUpload.objects.get().file.read() == TEXT.encode()
    client.post(review_url(), sends(response, place="number", number=7))
    assert InstallmentPage.objects.get(title="The gauge").part_number == 7


def test_a_text_goes_to_the_series_of_its_language(client, editor, series):
    korean = translated(series, title="강과 요율")
    content = "수위표\n\n강물이 밤새 불어났지만 그 누구도 미리 헤아려 보지 않았다. 둑을 누가 쌓을지도 아무도 묻지 않았다.\n"
    response = bring(client, series, text(content), follow=True)
    assert response.context["form"]["language"].value() == "ko"
    client.post(review_url(), sends(response, title="수위표"))
    assert InstallmentPage.objects.get().series == korean


def test_another_language_than_that_of_the_series_is_said(client, editor, series):
    content = "수위표\n\n강물이 밤새 불어났지만 그 누구도 미리 헤아려 보지 않았다. 둑을 누가 쌓을지도 아무도 묻지 않았다.\n"
    response = bring(client, series, text(content), follow=True)
    assert "in another language than this series" in response.content.decode()


def test_a_contributor_makes_no_authors_and_orders_nothing(client, series):
    user = UserFactory(role=CONTRIBUTORS)
    client.force_login(user)
    PlannedPartFactory(series=series, part_number=5, author_name="Ilse Marrow")
    response = bring(client, series, text(), follow=True)
    assert list(response.context["form"].fields["place"].choices) == [("next", "Part 1, after the last")]
    forged = client.post(review_url(), sends(response, **{"byline-0-author": "new"}))
    assert forged.status_code == 200
    forged = client.post(review_url(), sends(response, place="number", number="3"))
    assert forged.status_code == 200
    assert not InstallmentPage.objects.exists()
    client.post(review_url(), sends(response))
    assert InstallmentPage.objects.get().owner == user
    assert not AuthorPage.objects.exists()


def test_the_review_takes_the_same_queries_whatever_was_found(client, editor, series):
    bring(client, series, text())
    few = review_url()
    for name in ("Ilse Marrow", "Ada Marrow", "Min Park", "Zora Whitlock"):
        AuthorFactory(title=name)
        TopicFactory(name=name)
        PlannedPartFactory(series=series, author_name=name)
    with CaptureQueriesContext(connection) as first:
        client.get(few)
    names = "Ilse Marrow, Ada Marrow, Min Park and Zora Whitlock"
    bring(
        client, series, text(TEXT.replace("Ilse Marrow", names, 1) + "\nMore water rose.\n" * 20, "many.txt")
    )
    many = review_url(ManuscriptUpload.objects.get(name="many.txt"))
    with CaptureQueriesContext(connection) as second:
        response = client.get(many)
    assert len(response.context["credits"].forms) == 4
    assert len(second) == len(first)


def test_the_planned_part_whose_number_comes_next_is_taken_too(client, editor, series):
    planned = PlannedPartFactory(series=series, part_number=1, author_name="Ilse Marrow")
    response = bring(client, series, text(), follow=True)
    assert response.context["form"]["place"].value() == f"planned-{planned.pk}"
    client.post(review_url(), sends(response))
    assert InstallmentPage.objects.get().part_number == 1
    planned.refresh_from_db()
    assert planned.state == PlannedPart.State.RECEIVED


def test_signs_that_a_database_refuses_do_not_stop_a_review(client, editor, series, monkeypatch):
    odd = Manuscript(
        title="A\x00",
        findings=(Finding("dropped", "Odd.", passage="\ud800\x00"),),
        byline=(BylineEntry("B\x00"),),
    )
    monkeypatch.setattr(understanding, "read_manuscript", lambda data, name: odd)
    assert bring(client, series, text(), follow=True).status_code == 200
    assert ManuscriptUpload.objects.get().reading["title"] == "A"
