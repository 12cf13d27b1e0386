"""OPS-01, steps 1, 2 and 5 as requests: two editors, two tabs, a second click on Publish."""

from contextlib import contextmanager

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.models import EditingSession
from wagtail.models import PageLogEntry

from series.models import InstallmentPage
from tests import factories
from tests.series.desk.edit_form import (
    autosave,
    body,
    edit_address,
    opened,
    publish,
    values_of,
    with_author,
    with_correction,
    with_footnote,
)

pytestmark = pytest.mark.django_db


def editor(name):
    client = Client()
    client.user = factories.UserFactory(username=name, first_name=name, last_name="", role="Managing editors")
    client.force_login(client.user)
    return client


@pytest.fixture
def page():
    page = factories.InstallmentFactory(title="The gauge", body=factories.paragraphs("Before."))
    page.save_revision().publish()
    PageLogEntry.objects.all().delete()
    return InstallmentPage.objects.get(pk=page.pk)


def text(page) -> str:
    return "".join(block.value.source for block in InstallmentPage.objects.get(pk=page.pk).body)


def publications(page) -> int:
    return PageLogEntry.objects.filter(page=page, action="wagtail.publish").count()


# Step 1


def test_who_would_replace_a_newer_version_is_told_whose_it_is_and_nothing_is_lost(page):
    ana, ben = editor("Ana"), editor("Ben")
    author = factories.AuthorFactory(title="Zora Whitlock")
    in_ana, in_ben = opened(ana, page), opened(ben, page)
    assert publish(ben, page, in_ben | body("By Ben.")).status_code == 302
    hers = with_author(in_ana, author) | body("By Ana.")

    told = publish(ana, page, hers)

    assert told.status_code == 200
    html = told.content.decode()
    assert "Ben saved a newer version on " in html
    assert "yours has not taken its place" in html
    assert reverse("wagtailadmin_pages:history", args=[page.pk]) in html
    assert "By Ben." in text(page)
    assert publications(page) == 1
    # Her own words stand in the form still, and sending it again is her decision.
    again = values_of(told)
    assert again["bylines-0-author"] == str(author.pk)
    assert publish(ana, page, again | body("By Ana.")).status_code == 302
    assert "By Ana." in text(page)
    page = InstallmentPage.objects.get(pk=page.pk)
    assert [row.author_id for row in page.bylines.all()] == [author.pk]
    saved = [
        (str(version.user), "By Ben." in str(version.content["body"]))
        for version in page.revisions.order_by("pk")
    ]
    assert saved[-2:] == [("Ben", True), ("Ana", False)]


def test_saving_a_draft_over_a_newer_one_is_told_as_well(page):
    ana, ben = editor("Ana"), editor("Ben")
    in_ana, in_ben = opened(ana, page), opened(ben, page)
    ben.post(edit_address(page), in_ben | body("By Ben."))
    told = ana.post(edit_address(page), in_ana | body("By Ana."))
    assert "Ben saved a newer version" in told.content.decode()
    assert "By Ben." in str(page.revisions.latest("pk").content["body"])
    ana.post(edit_address(page), values_of(told) | body("By Ana."))
    assert "By Ana." in str(page.revisions.latest("pk").content["body"])


def test_the_autosave_of_wagtail_itself_does_not_replace_a_newer_version(page):
    ana, ben = editor("Ana"), editor("Ben")
    in_ana, in_ben = opened(ana, page), opened(ben, page)
    publish(ben, page, in_ben | body("By Ben."))
    answer = autosave(ana, page, in_ana | body("By Ana."))
    assert (answer.status_code, answer.json()["error_code"]) == (400, "invalid_revision")
    assert "By Ben." in str(page.revisions.latest("pk").content["body"])


def test_after_the_autosave_of_ones_own_nobody_is_told_anything(page):
    ana = editor("Ana")
    values = opened(ana, page)
    saved = autosave(ana, page, values | body("By Ana.")).json()
    own = {"overwrite_revision_id": str(saved["revision_id"])}
    assert publish(ana, page, values | body("By Ana, finished.") | own).status_code == 302
    assert "finished" in text(page)


def test_a_publish_that_overtakes_ones_own_autosave_is_no_news(page):
    ana = editor("Ana")
    values = opened(ana, page)
    autosave(
        ana, page, values | body("By Ana.")
    )  # its answer is still on the way when she presses the button
    assert publish(ana, page, values | body("By Ana, finished.")).status_code == 302
    assert "finished" in text(page)


@contextmanager
def published_on_the_way(page, values):
    """Once a request has read the page, and before it saves: its author's click on Publish is done."""
    clicks = []

    def meanwhile(request, _page):
        if not clicks:
            clicks.append(request)
            tab = Client()
            tab.force_login(request.user)
            assert publish(tab, page, values).status_code == 302

    with hooks.register_temporarily("before_edit_page", meanwhile):
        yield
    assert clicks


@pytest.fixture
def draft():
    page = factories.InstallmentFactory(title="The gauge", live=False, first_published_at=None)
    page.save_revision()
    return InstallmentPage.objects.get(pk=page.pk)


def test_an_autosave_that_comes_after_the_publication_takes_nothing_down(draft):
    ana = editor("Ana")
    values = opened(ana, draft)
    with published_on_the_way(draft, values | body("Finished.")):
        answer = autosave(ana, draft, values | body("Half."))
    assert (answer.status_code, answer.json()["error_code"]) == (400, "invalid_revision")
    page = InstallmentPage.objects.get(pk=draft.pk)
    assert (page.live, page.has_unpublished_changes, page.first_published_at is not None) == (
        True,
        False,
        True,
    )
    assert "Finished." in text(page)


def test_a_draft_saved_in_the_moment_of_publication_stays_a_draft_beside_it(draft):
    ana = editor("Ana")
    values = opened(ana, draft)
    with published_on_the_way(draft, values | body("Finished.")):
        ana.post(edit_address(draft), values | body("More to come."))
    page = InstallmentPage.objects.get(pk=draft.pk)
    assert (page.live, page.has_unpublished_changes, page.first_published_at is not None) == (
        True,
        True,
        True,
    )
    assert "Finished." in text(page)
    assert "More to come." in str(page.get_latest_revision().content["body"])


def test_two_publications_in_one_moment_keep_the_day_of_the_first(draft):
    ana = editor("Ana")
    values = opened(ana, draft)
    with published_on_the_way(draft, values | body("Finished.")):
        publish(ana, draft, values | body("Finished, and more."))
    page = InstallmentPage.objects.get(pk=draft.pk)
    assert page.first_published_at < page.last_published_at
    assert "and more" in text(page)


def test_a_colleague_who_saves_over_ones_autosave_is_news(page):
    ana, ben = editor("Ana"), editor("Ben")
    values = opened(ana, page)
    saved = autosave(ana, page, values | body("By Ana.")).json()
    publish(ben, page, opened(ben, page) | body("By Ben."))
    told = publish(ana, page, values | body("By Ana.") | {"overwrite_revision_id": str(saved["revision_id"])})
    assert "Ben saved a newer version" in told.content.decode()
    assert "By Ben." in text(page)


def test_whom_the_script_of_wagtail_has_told_is_not_told_twice(page):
    ana, ben = editor("Ana"), editor("Ben")
    in_ana = opened(ana, page)
    publish(ben, page, opened(ben, page) | body("By Ben."))
    EditingSession.objects.filter(user=ana.user).update(last_seen_at=timezone.now())
    assert publish(ana, page, in_ana | body("By Ana.")).status_code == 302
    assert "By Ana." in text(page)


def test_a_form_with_an_error_says_at_once_that_there_is_a_newer_version(page):
    ana, ben = editor("Ana"), editor("Ben")
    in_ana = opened(ana, page)
    publish(ben, page, opened(ben, page) | body("By Ben."))
    html = publish(ana, page, in_ana | {"title": ""}).content.decode()
    assert "Ben saved a newer version" in html
    assert "could not be saved" in html


def test_a_program_that_sends_no_version_is_asked_for_none(page):
    ana, ben = editor("Ana"), editor("Ben")
    in_ana = {name: value for name, value in opened(ana, page).items() if not name.startswith("loaded_")}
    publish(ben, page, opened(ben, page) | body("By Ben."))
    assert publish(ana, page, in_ana | body("By a program.")).status_code == 302


# Step 2


@pytest.mark.parametrize("live", [True, False], ids=["live", "draft"])
def test_an_author_added_in_two_tabs_stands_once_in_the_byline(live):
    ana = editor("Ana")
    page = factories.InstallmentFactory(live=live)
    page.save_revision()
    if live:
        page.get_latest_revision().publish()
    author = factories.AuthorFactory()
    first, second = opened(ana, page), opened(ana, page)
    assert autosave(ana, page, with_author(first, author) | body("A.")).json()["success"]

    assert ana.post(edit_address(page), with_author(second, author) | body("A.")).status_code == 302

    draft = InstallmentPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert [row.author_id for row in draft.bylines.all()] == [author.pk]
    assert publish(ana, page, opened(ana, page) | body("A.")).status_code == 302
    assert [row.author_id for row in InstallmentPage.objects.get(pk=page.pk).bylines.all()] == [author.pk]


@pytest.mark.parametrize("live", [True, False], ids=["live", "draft"])
def test_a_program_without_versions_adds_an_author_once_as_well(live):
    ana = editor("Ana")
    page = factories.InstallmentFactory(live=live)
    page.save_revision()
    author = factories.AuthorFactory()
    values = with_author(opened(ana, page), author) | body("A.")
    values = {name: value for name, value in values.items() if not name.startswith("loaded_")}
    for _ in range(2):
        assert ana.post(edit_address(page), values).status_code == 302
    assert publish(ana, page, values).status_code == 302
    page = InstallmentPage.objects.get(pk=page.pk)
    assert [row.author_id for row in page.bylines.all()] == [author.pk]


@pytest.mark.parametrize("live", [True, False], ids=["live", "draft"])
def test_a_publish_that_overtakes_ones_own_autosave_takes_its_new_notes_and_corrections_once(live):
    ana = editor("Ana")
    page = factories.InstallmentFactory(live=live)
    page.save_revision()
    if live:
        page.get_latest_revision().publish()
    mark = "3f2b8c1e-9d4a-4f7b-8a6e-5c1d2e3f4a5b"
    values = with_correction(opened(ana, page), "2021-03-04", "It was Tuesday.") | body("A.")
    saved = autosave(ana, page, with_footnote(values, mark, "Half of the n")).json()
    assert saved["success"], saved

    # The form that the click sends was drawn before the answer came, so its rows are still new ones.
    assert publish(ana, page, with_footnote(values, mark, "Half of the note, and all.")).status_code == 302

    page = InstallmentPage.objects.get(pk=page.pk)
    assert (page.live, page.has_unpublished_changes) == (True, False)
    assert [(str(row.uuid), "and all" in row.text) for row in page.footnotes.all()] == [(mark, True)]
    assert [("Tuesday" in row.text) for row in page.corrections.all()] == [True]


# Step 5


def test_a_second_click_on_publish_does_nothing_more(page):
    ana = editor("Ana")
    sent = opened(ana, page) | body("By Ana.")
    first, second = publish(ana, page, sent), publish(ana, page, sent)
    assert (first.status_code, second.status_code, second.url) == (302, 302, first.url)
    assert publications(page) == 1
    assert page.revisions.filter(user=ana.user).count() == 1
    html = ana.get(second.url).content.decode()
    assert "This was done at your first click; the second changed nothing." in html


def test_the_same_form_may_be_sent_again_when_the_first_time_failed(page, monkeypatch):
    ana = editor("Ana")
    ana.raise_request_exception = False
    sent = opened(ana, page) | body("By Ana.")
    with monkeypatch.context() as broken:
        broken.setattr("series.desk.checklist_hooks.require_checklist", lambda *args: 1 / 0)
        assert publish(ana, page, sent).status_code == 500
    assert publications(page) == 0
    assert publish(ana, page, sent).status_code == 302
    assert publications(page) == 1


def test_a_second_click_on_publish_of_a_piece_in_review_sends_no_second_notification():
    def published_from_review(clicks):
        writer = factories.UserFactory(role="Contributors")
        page = factories.InstallmentFactory(live=False, owner=writer)
        page.save_revision(user=writer)
        page.get_workflow().start(page, writer)
        mail.outbox.clear()
        sent = opened(ana, page) | body("By Ana.")
        for _ in range(clicks):
            assert publish(ana, page, sent).status_code == 302
        return len(mail.outbox), publications(page)

    ana = editor("Ana")
    once = published_from_review(1)
    assert once[1] == 1
    assert published_from_review(2) == once
