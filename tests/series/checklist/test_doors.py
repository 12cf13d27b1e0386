"""Every way to publish: what lacks a required point stays a draft, nothing typed is lost, and the editor is told why."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from series.checklist.gate import ChecklistNotMet
from series.desk.anchors import anchors_of
from series.models import ChecklistSettings, InstallmentPage
from tests import factories
from tests.roles.world import form_of

pytestmark = pytest.mark.django_db

LATER = "2099-05-04 09:00"


@pytest.fixture
def managing(client):
    user = factories.UserFactory(role="Managing editors")
    client.force_login(user)
    return user


@pytest.fixture(autouse=True)
def standfirst_is_required():
    ChecklistSettings.objects.create(required={"standfirst": True})


def unready(**values):
    page = factories.InstallmentFactory(**({"live": False, "standfirst": "", "title": "The gauge"} | values))
    page.save_revision()
    page.refresh_from_db()
    return page


def send(client, page, **changes):
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        form_of(page, page.get_parent(), **changes),
        follow=True,
    )


def says_why(response, page):
    html = response.content.decode()
    anchor = anchors_of(InstallmentPage)["standfirst"]
    return (
        f'href="/admin/pages/{page.pk}/edit/#{anchor}"' in html
        and ">Standfirst</a>: There is no standfirst." in html
    )


def is_draft(page):
    page.refresh_from_db()
    return not page.live and not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


@pytest.mark.parametrize("changes", [{}, {"go_live_at": LATER}], ids=["now", "on a day"])
def test_the_publish_button_is_refused_and_keeps_what_was_typed(client, managing, changes):
    page = unready()
    response = send(client, page, title="A better title", **{"action-publish": "1"}, **changes)
    assert says_why(response, page)
    assert is_draft(page)
    assert page.get_latest_revision_as_object().title == "A better title"
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_a_new_version_of_a_live_piece_is_refused_and_the_live_one_stays(client, managing):
    page = unready(live=True, standfirst="It is here.")
    response = send(client, page, standfirst="", go_live_at=LATER, **{"action-publish": "1"})
    assert says_why(response, page)
    page.refresh_from_db()
    assert (page.live, page.standfirst, page.scheduled_revision) == (True, "It is here.", None)


def test_a_draft_is_always_saved_and_sent_to_review(client, managing):
    page = unready()
    send(client, page, title="A better title")
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "A better title"
    send(client, page, **{"action-submit": "1"})
    page.refresh_from_db()
    assert page.workflow_in_progress


def test_a_new_piece_that_is_published_at_once_stays_a_draft(client, managing):
    series = factories.SeriesFactory()
    address = reverse("wagtailadmin_pages:add", args=["series", "installmentpage", series.pk])
    data = form_of(InstallmentPage(), series, title="Brand new", slug="new", **{"action-publish": "1"})
    response = client.post(address, data, follow=True)
    page = InstallmentPage.objects.get(slug="new")
    assert says_why(response, page)
    assert is_draft(page)


def test_what_passes_is_published(client, managing):
    page = unready(standfirst="Who pays for the wall?")
    send(client, page, **{"action-publish": "1"})
    page.refresh_from_db()
    assert page.live


def in_review(**values):
    page = unready(**values)
    page.get_workflow().start(page, factories.UserFactory())
    page.refresh_from_db()
    return page


def test_an_approval_is_refused_and_the_review_goes_on(client, managing):
    page = in_review()
    address = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[page.pk, "approve", page.current_workflow_task_state.pk],
    )
    response = client.post(address, follow=True)
    assert says_why(response, page)
    assert is_draft(page)
    page = InstallmentPage.objects.get(pk=page.pk)
    assert page.workflow_in_progress
    assert page.current_workflow_task_state.status == "in_progress"


def test_an_approval_in_a_dialog_is_refused_in_its_form(client, managing):
    page = in_review()
    address = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[page.pk, "approve", page.current_workflow_task_state.pk],
    )
    response = client.post(address, headers={"x-requested-with": "XMLHttpRequest"})
    assert response.json()["redirect"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert is_draft(page)


def test_an_approval_from_the_form_is_refused_and_keeps_what_was_typed(client, managing):
    page = in_review()
    changes = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    response = send(client, page, title="A better title", **changes)
    assert says_why(response, page)
    assert is_draft(page)
    page = InstallmentPage.objects.get(pk=page.pk)
    assert page.workflow_in_progress
    assert page.get_latest_revision_as_object().title == "A better title"


def publish_in_bulk(client, *pages):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    chosen = "&".join(f"id={page.pk}" for page in pages)
    back = reverse("installments:index")
    return client.post(f"{address}?{chosen}&next={back}", {"include_descendants": "on"}, follow=True)


def test_bulk_publishing_leaves_out_what_is_not_ready(client, managing):
    page, ready = unready(), unready(title="Ready", standfirst="Who pays?")
    response = publish_in_bulk(client, page, ready)
    assert says_why(response, page)
    assert is_draft(page)
    ready.refresh_from_db()
    assert ready.live


def test_bulk_publishing_of_nothing_that_is_ready_publishes_nothing(client, managing):
    page = unready()
    response = publish_in_bulk(client, page)
    assert says_why(response, page)
    assert "published.</" not in response.content.decode()
    assert is_draft(page)


def test_a_series_with_an_unready_part_waits_when_it_is_published_with_what_is_below(client, managing):
    series = factories.SeriesFactory(live=False)
    page = unready(parent=series)
    series.save_revision()
    response = publish_in_bulk(client, series)
    assert says_why(response, page)
    series.refresh_from_db()
    assert not series.live
    assert is_draft(page)


def test_the_admins_api_refuses_too(client, managing):
    page = unready()
    response = client.post(f"/admin/api/main/pages/{page.pk}/action/publish/")
    assert response.status_code == 400
    assert response.json() == ["There is no standfirst."]
    assert is_draft(page)


def test_code_that_publishes_is_refused():
    page = unready()
    with pytest.raises(ChecklistNotMet, match=r"“The gauge” is not published: There is no standfirst\."):
        page.get_latest_revision().publish()
    assert is_draft(page)


def test_a_scheduled_version_that_no_longer_passes_is_reported_and_keeps_its_schedule():
    ChecklistSettings.objects.all().delete()
    page = unready(go_live_at=timezone.now() + timedelta(hours=1))
    page.get_latest_revision().publish()
    past = timezone.now() - timedelta(minutes=1)
    Revision.objects.filter(object_id=str(page.pk)).update(approved_go_live_at=past)
    InstallmentPage.objects.filter(pk=page.pk).update(go_live_at=past)
    ChecklistSettings.objects.create(required={"standfirst": True})
    with pytest.raises(CommandError, match=r"“The gauge” publish failed: There is no standfirst\."):
        call_command("publish_due")
    page.refresh_from_db()
    assert page.live is False
    assert page.scheduled_revision.approved_go_live_at == past


def test_the_version_that_is_published_is_the_one_that_is_checked():
    page = unready(standfirst="Who pays for the wall?")
    ready = page.get_latest_revision()
    factories.draft_of(page, standfirst="")
    ready.publish()
    page.refresh_from_db()
    assert page.live


def test_every_point_leads_to_a_section_that_the_form_has(client, managing):
    page = unready()
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    fields = {
        "title", "standfirst", "seo_title", "search_description", "editors_note", "body", "image", "bylines",
        "topic_rows", "footnotes", "disclosure", "first_published_permission",
    }  # fmt: skip
    anchors = anchors_of(InstallmentPage)
    assert [field for field in sorted(fields) if f'id="{anchors[field]}"' not in html] == []
    assert f'href="#{anchors["standfirst"]}"' in html
