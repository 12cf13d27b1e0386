"""One correction for several parts: published on what is live, and nothing else with it."""

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from series.correcting import CannotCorrect, NewCorrection, candidates, correct, correct_all
from series.models import ChecklistSettings, InstallmentPage
from tests.factories import InstallmentFactory, SeriesFactory, UserFactory, draft_of, translated

pytestmark = pytest.mark.django_db

FLOOD = NewCorrection(
    "correction", date(2026, 3, 3), {"en": "It was a <flood>.\n\nNot a tide.", "ko": "홍수였다."}
)
MARKUP = "<p>It was a &lt;flood&gt;.</p><p>Not a tide.</p>"


@pytest.fixture
def managing():
    return UserFactory(role="Managing editors")


@pytest.fixture
def series():
    return SeriesFactory()


@pytest.fixture
def part(series):
    part = InstallmentFactory(parent=series, title="The gauge")
    part.save_revision().publish()
    return fresh(part)


def fresh(page) -> InstallmentPage:
    return InstallmentPage.objects.get(pk=page.pk)


def texts(page) -> list[str]:
    return [row.text for row in page.corrections.all()]


def apply(page, user, correction=FLOOD):
    correct(page.pk, correction, uuid.uuid4(), user)


def test_the_correction_is_published(client, part, managing):
    apply(part, managing)
    assert texts(fresh(part)) == [MARKUP]
    assert not fresh(part).has_unpublished_changes
    assert "It was a &lt;flood&gt;." in client.get(part.url).content.decode()


def test_corrections_before_it_stay_and_stand_first(part, managing):
    apply(part, managing)
    apply(part, managing, NewCorrection("update", date(2026, 3, 4), {"en": "More."}))
    assert texts(fresh(part)) == [MARKUP, "<p>More.</p>"]
    assert texts(fresh(part).get_latest_revision_as_object()) == [MARKUP, "<p>More.</p>"]


def test_a_pending_draft_is_not_published_and_has_the_correction(client, part, managing):
    draft_of(part, title="SECRET", standfirst="SECRET")
    apply(part, managing)
    page = fresh(part)
    assert (page.title, page.draft_title, page.has_unpublished_changes) == ("The gauge", "SECRET", True)
    draft = page.get_latest_revision_as_object()
    assert (draft.title, texts(draft)) == ("SECRET", [MARKUP])
    assert "SECRET" not in client.get(part.url).content.decode()


def test_publishing_that_draft_keeps_the_correction_once(part, managing):
    draft_of(part, title="New")
    apply(part, managing)
    fresh(part).get_latest_revision().publish()
    assert (fresh(part).title, texts(fresh(part))) == ("New", [MARKUP])


def test_a_draft_over_a_live_page_that_code_made_is_not_published(series, managing):
    part = InstallmentFactory(parent=series, title="The gauge")
    draft_of(part, title="SECRET")
    apply(part, managing)
    assert (fresh(part).title, texts(fresh(part))) == ("The gauge", [MARKUP])


def test_a_version_with_a_date_keeps_it_and_has_the_correction(part, managing):
    moment = timezone.now() + timedelta(days=1)
    draft_of(part, title="Tomorrow", go_live_at=moment).publish()
    apply(part, managing)
    page = fresh(part)
    scheduled = page.scheduled_revision
    assert (page.title, texts(page)) == ("The gauge", [MARKUP])
    assert scheduled.approved_go_live_at == moment
    assert (scheduled.as_object().title, texts(scheduled.as_object())) == ("Tomorrow", [MARKUP])
    assert page.revisions.filter(approved_go_live_at__isnull=False).count() == 1


def test_a_draft_after_a_version_with_a_date_stays_the_latest(part, managing):
    draft_of(part, title="Tomorrow", go_live_at=timezone.now() + timedelta(days=1)).publish()
    draft_of(fresh(part), title="Later")
    apply(part, managing)
    page = fresh(part)
    assert page.get_latest_revision_as_object().title == "Later"
    assert page.scheduled_revision.as_object().title == "Tomorrow"
    assert (
        texts(page.get_latest_revision_as_object()) == texts(page.scheduled_revision.as_object()) == [MARKUP]
    )


def test_a_review_is_not_called_off(part, managing):
    draft_of(part, title="New")
    page = fresh(part)
    page.get_workflow().start(page, managing)
    with pytest.raises(CannotCorrect, match="in review"):
        apply(part, managing)
    assert texts(fresh(part)) == []
    assert fresh(part).workflow_in_progress


def test_a_part_that_somebody_else_locked_is_refused(part, managing):
    InstallmentPage.objects.filter(pk=part.pk).update(locked=True, locked_by=UserFactory())
    with pytest.raises(CannotCorrect, match="locked"):
        apply(part, managing)


@pytest.mark.parametrize("role", ["Contributors", "Editors"])
def test_who_may_not_publish_corrects_nothing(part, role):
    with pytest.raises(CannotCorrect, match="may not publish"):
        apply(part, UserFactory(role=role))
    assert texts(fresh(part)) == []


def test_a_draft_gets_no_correction(series, managing):
    with pytest.raises(CannotCorrect, match="not live"):
        apply(InstallmentFactory(parent=series, live=False), managing)


def test_a_part_that_is_not_valid_is_refused_and_the_others_are_corrected(series, part, managing):
    broken = InstallmentFactory(parent=series, title="Broken")
    InstallmentPage.objects.filter(pk=broken.pk).update(doi="nonsense")
    report = correct_all(candidates(series, managing), FLOOD, managing)
    assert [(page.title, bool(reason)) for page, reason in report] == [("The gauge", False), ("Broken", True)]
    assert (texts(fresh(part)), texts(fresh(broken))) == ([MARKUP], [])


def test_each_language_has_its_text_and_translations_share_the_correction(series, part, managing):
    korean = translated(part, title="수위")
    correct_all(candidates(series, managing), FLOOD, managing)
    assert texts(fresh(korean)) == ["<p>홍수였다.</p>"]
    keys = {row.translation_key for page in (part, korean) for row in fresh(page).corrections.all()}
    assert len(keys) == 1


def test_a_withdrawal_of_several_parts_takes_their_text_out(client, part, managing):
    apply(part, managing, NewCorrection("withdrawal", date(2026, 3, 3), {"en": "It was invented."}))
    assert fresh(part).is_withdrawn
    assert "The water rose" not in client.get(part.url).content.decode()


def test_an_alias_follows_its_source_and_is_no_candidate(client, series, part, managing):
    alias = part.create_alias(parent=series, update_slug="alias")
    assert [each.page.pk for each in candidates(series, managing)] == [part.pk]
    apply(part, managing)
    assert "Not a tide." in client.get(alias.url).content.decode()


def test_candidates_cost_the_same_for_many_parts(series, managing, django_assert_max_num_queries):
    for _ in range(12):
        InstallmentFactory(parent=series)
    with django_assert_max_num_queries(8):
        assert len(candidates(series, managing)) == 12


def test_a_correction_does_not_wait_for_the_checklist(part, managing):
    InstallmentPage.objects.filter(pk=part.pk).update(standfirst="")
    ChecklistSettings.objects.create(required={"standfirst": True})
    apply(part, managing)
    assert texts(fresh(part)) == [MARKUP]
