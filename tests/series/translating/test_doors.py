"""A translation goes the way of every other change: into the draft, past the checklist, not before its time."""

from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import LocaleSynchronization, StringTranslation

from authors.roles import CONTRIBUTORS, EDITORS, MANAGING_EDITORS
from series.models import Byline, Correction, InstallmentPage, SeriesPage
from series.translating.starting import give_again
from tests.factories import InstallmentFactory, UserFactory, draft_of, locale, translated
from tests.series.translating.world import begun, build, editor, translate

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        world = build()
        for role in (CONTRIBUTORS, EDITORS, MANAGING_EDITORS):
            UserFactory(username=role, role=role)
        yield world


@pytest.fixture
def world(built):
    return deepcopy(built)


@pytest.fixture
def managing(client):
    return signed_in(client, MANAGING_EDITORS)


def signed_in(client, role):
    from authors.models import User

    client.force_login(User.objects.get(username=role))
    return client


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def open_series(piece):
    """Publish the Korean series, so that its parts can be seen."""
    twin = SeriesPage.objects.get(translation_key=piece.series.translation_key, locale=locale("ko"))
    twin.get_latest_revision().publish()


def said(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def press(client, page, action):
    """Open the translation and press a button, as a browser does."""
    client.get(editor(page))
    return client.post(editor(page), {"action": action}, follow=True)


# Beginning


def test_the_translation_of_a_live_piece_begins_as_a_draft_below_a_draft(client, managing, world):
    answer = managing.post(
        f"/admin/localize/submit/page/{world.piece.pk}/", {"locales": [locale("ko").pk]}, follow=True
    )
    assert answer.status_code == 200
    twin = InstallmentPage.objects.get(translation_key=world.piece.translation_key, locale=locale("ko"))
    assert (twin.live, twin.part_number, twin.alias_of_id) == (False, 2, None)
    assert (twin.series.live, twin.series.alias_of_id) == (False, None)
    assert client.get(f"/ko{world.piece.url}").status_code == 404


def test_a_draft_is_translated_as_it_was_saved_last(world):
    piece = InstallmentFactory(parent=world.piece.series, title="First words", live=False)
    draft_of(piece, title="Last words")
    _translation, page = begun(piece)
    assert page.get_latest_revision_as_object().title == "Last words"


def test_what_readers_see_is_translated_and_not_what_waits_behind_it(world):
    draft_of(fresh(world.piece), title="UNCHECKED")
    _translation, page = begun(fresh(world.piece))
    assert page.get_latest_revision_as_object().title == "The Gauge"


def test_a_subtree_leaves_alone_what_somebody_translated(managing, world):
    twin = translated(world.piece, title="눈금")
    series = world.piece.series
    managing.post(
        f"/admin/localize/submit/page/{series.pk}/",
        {"locales": [locale("ko").pk], "include_subtree": "on"},
    )
    # The series is translated already, so the form offers nothing; its parent's subtree takes it along.
    managing.post(
        f"/admin/localize/submit/page/{series.pk}/", {"locales": [locale("ko").pk], "include_subtree": "on"}
    )
    assert fresh(twin).title == "눈금"


def test_a_placeholder_becomes_a_draft_when_it_is_translated(client, world):
    alias = world.piece.copy_for_translation(locale("ko"), copy_parents=True, alias=True)
    assert alias.live
    _translation, page = begun(world.piece)
    page = fresh(page)
    assert (page.pk, page.alias_of_id, page.live) == (alias.pk, None, False)
    assert page.series.alias_of_id is None
    assert not page.series.live


def test_synchronised_languages_show_and_list_nothing(client, world):
    LocaleSynchronization.objects.create(locale=locale("ko"), sync_from=locale("en"))
    aliases = InstallmentPage.objects.filter(locale=locale("ko"), alias_of__isnull=False)
    assert aliases.filter(live=True).count() == 2
    assert not InstallmentPage.objects.visible().filter(locale=locale("ko")).exists()
    for path in ("/ko/", "/ko/series/", "/ko/feed/rss/", "/sitemap-pieces-ko-1.xml", "/ko/search/?q=gauge"):
        assert "/ko" + world.piece.url not in client.get(path).content.decode()
    assert client.get("/ko" + world.piece.url).status_code == 404
    assert client.get("/ko" + world.piece.series.url).status_code == 404


# Publishing


def test_what_the_checklist_refuses_is_refused_here_too_and_nothing_is_public(managing, world):
    translation, page = begun(world.piece)
    open_series(world.piece)
    answer = press(managing, page, "publish")
    assert "its checklist is not complete" in said(answer)
    assert not fresh(page).live


def test_a_live_translation_keeps_its_words_while_new_ones_are_refused(managing, world):
    translation, page = begun(world.piece)
    translate(translation)
    open_series(world.piece)
    press(managing, page, "publish")
    assert fresh(page).live
    world.piece.standfirst = "A second question."
    world.piece.save_revision().publish()
    give_again(translation.source)
    answer = press(managing, page, "publish")
    assert "its checklist is not complete" in said(answer)
    page = fresh(page)
    assert page.standfirst == "물 Who reads it."
    assert page.has_unpublished_changes


def test_publishing_through_the_library_itself_is_refused_as_well(world):
    from series.checklist.gate import ChecklistNotMet

    translation, page = begun(world.piece)
    with pytest.raises(ChecklistNotMet):
        translation.save_target(publish=True)
    assert not fresh(page).live


def test_a_whole_translation_is_published_with_its_number(managing, client, world):
    translation, page = begun(world.piece)
    translate(translation)
    open_series(world.piece)
    answer = press(managing, page, "publish")
    assert "is published" in said(answer)
    page = fresh(page)
    assert (page.live, page.title, page.slug, page.part_number) == (True, "물 The Gauge", "물가", 2)
    assert client.get(page.url).status_code == 200


def test_a_second_click_publishes_once(managing, world):
    translation, page = begun(world.piece)
    translate(translation)
    managing.get(editor(page))
    sent = {"action": "publish", "csrfmiddlewaretoken": "the same form"}
    managing.post(editor(page), sent)
    count = fresh(page).revisions.count()
    answer = managing.post(editor(page), sent, follow=True)
    assert "at your first click" in said(answer)
    assert fresh(page).revisions.count() == count


def test_a_draft_is_saved_without_publishing(managing, world):
    translation, page = begun(world.piece)
    translate(translation)
    press(managing, page, "draft")
    page = fresh(page)
    assert not page.live
    assert page.get_latest_revision_as_object().title == "물 The Gauge"


def test_somebody_else_s_words_are_told_before_they_are_published(managing, world):
    translation, page = begun(world.piece)
    translate(translation)
    managing.get(editor(page))
    other = UserFactory(first_name="Abel", last_name="Anand")
    passage = StringTranslation.objects.get(context__path="title")
    passage.last_translated_by = other
    passage.save()
    answer = managing.post(editor(page), {"action": "publish"}, follow=True)
    assert "Abel Anand changed this translation" in said(answer)
    assert not fresh(page).live
    managing.post(editor(page), {"action": "publish"})
    assert fresh(page).live


def test_a_form_from_before_the_translation_is_not_saved_in_silence(managing, world):
    _translation, page = begun(world.piece)
    count = fresh(page).revisions.count()
    answer = managing.post(editor(page), {"title": "Forged", "action-publish": "1"}, follow=True)
    assert "was not saved" in said(answer)
    assert (fresh(page).live, fresh(page).revisions.count()) == (False, count)


def test_a_locked_translation_is_not_changed(managing, world):
    translation, page = begun(world.piece)
    translate(translation)
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=UserFactory(), locked_at=timezone.now())
    press(managing, page, "publish")
    assert not fresh(page).live


# Its time


def test_a_translation_waits_for_the_date_of_its_original(managing, world):
    moment = timezone.now() + timedelta(days=3)
    piece = InstallmentFactory(parent=world.piece.series, title="Embargoed", live=False)
    piece.go_live_at = moment
    piece.save_revision().publish()
    translation, page = begun(piece)
    translate(translation)
    answer = press(managing, page, "publish")
    page = fresh(page)
    assert not page.live
    assert page.scheduled_revision.approved_go_live_at == moment
    assert "not before its original" in said(answer)


def test_a_translation_of_a_draft_without_a_date_is_not_published(managing, world):
    piece = InstallmentFactory(parent=world.piece.series, title="Not yet", live=False)
    translation, page = begun(piece)
    translate(translation)
    answer = press(managing, page, "publish")
    assert "is not published yet" in said(answer)
    assert not fresh(page).live


def test_the_translation_of_a_private_piece_is_private_and_stays_so(managing, world):
    PageViewRestriction.objects.create(page=world.piece, restriction_type="password", password="x")
    translation, page = begun(world.piece)
    assert page.view_restrictions.get().password == "x"
    world.piece.view_restrictions.all().delete()
    translate(translation)
    press(managing, page, "publish")
    assert fresh(page).view_restrictions.count() == 1


# Rows


def test_a_correction_that_only_the_translation_has_stays(managing, world):
    translation, page = begun(world.piece)
    translate(translation)
    press(managing, page, "publish")
    page = fresh(page)
    page.corrections.add(
        Correction(kind="correction", date=date(2026, 4, 4), text="<p>오자.</p>", locale=page.locale)
    )
    page.save_revision().publish()
    managing.get(editor(page))
    press(managing, page, "publish")
    assert [row.text for row in fresh(page).corrections.all()] == [
        "<p>물 It rose by day.</p>",
        "<p>오자.</p>",
    ]


def test_a_name_as_credited_stays_until_it_is_translated(managing, world):
    translation, page = begun(world.piece)
    translate(translation)
    StringTranslation.objects.filter(context__field_path="bylines.name").delete()
    Byline.objects.filter(page=page).update(name="최원기")
    press(managing, page, "publish")
    assert [row.name for row in fresh(page).bylines.all()] == ["최원기"]


def test_the_plan_of_a_series_follows_the_original_as_it_stands(world):
    series = fresh(world.piece.series)
    translation, _page = begun(series)
    series.status, series.planned_parts = SeriesPage.Status.COMPLETE, 2
    series.save_revision().publish()
    translate(translation)
    translation.save_target(publish=True)
    twin = SeriesPage.objects.get(translation_key=series.translation_key, locale=locale("ko"))
    assert (twin.status, twin.planned_parts) == ("complete", 2)


# Rights


def test_who_cannot_publish_cannot_publish_a_translation(client, world):
    translation, page = begun(world.piece)
    translate(translation)
    signed_in(client, EDITORS)
    client.post(editor(page), {"action": "publish"})
    assert fresh(page).revisions.count() == 2
    address = f"/admin/localize/update/{translation.source.pk}/"
    client.post(address, {"publish_translations": "on"})
    assert not fresh(page).live
    press(client, page, "submit")
    assert fresh(page).workflow_in_progress


def test_contributors_begin_no_translation_and_see_no_report(client, world):
    translation, page = begun(world.piece)
    signed_in(client, CONTRIBUTORS)
    for address in (
        f"/admin/localize/submit/page/{world.piece.pk}/",
        f"/admin/localize/update/{translation.source.pk}/",
        "/admin/localize/reports/translations/",
        "/admin/localize/reports/translations/results/",
        editor(page),
        f"/admin/localize/translate/{translation.pk}/preview/",
    ):
        answer = client.get(address)
        assert answer.status_code in (302, 403), address
        assert "Gauge" not in answer.content.decode()


def test_a_translation_does_not_become_an_alias(managing, world):
    translation, page = begun(world.piece)
    managing.post(f"/admin/localize/page/{page.pk}/convert_to_alias/")
    assert (fresh(page).alias_of_id, fresh(page).live) == (None, False)


def test_the_names_of_the_library_s_addresses_lead_to_ours(world):
    from django.urls import resolve, reverse

    for name, args in (
        ("submit_page_translation", [1]),
        ("update_translations", [1]),
        ("convert_to_alias", [1]),
    ):
        view = resolve(reverse(f"wagtail_localize:{name}", args=args)).func
        assert "series.desk.translating" in getattr(
            view, "__wrapped__", view
        ).__module__ or "series.desk.translating" in (getattr(view, "view_class", view).__module__)


def test_giving_the_original_again_publishes_nothing(managing, world):
    translation, page = begun(world.piece)
    translate(translation)
    press(managing, page, "publish")
    world.piece.title = "The Second Gauge"
    world.piece.save_revision().publish()
    managing.post(f"/admin/localize/update/{translation.source.pk}/", {})
    assert fresh(page).title == "물 The Gauge"
