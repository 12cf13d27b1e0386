"""The page of a job in the background, in a real browser: it follows by itself, and without a script by a link."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from publication.background import start
from publication.models import Job
from tests import factories
from tests.browser.test_admin_axe import grave
from tests.publication.background import a_worker, work_off, works

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor():
    return factories.UserFactory(role="Editors")


@pytest.fixture
def job(editor):
    a_worker()
    return start(works.count, {"to": 7}, user=editor, label="Counting to 7")


def at_work(job, done):
    Job.objects.filter(pk=job.pk).update(
        state="running", done=done, total=7, step=f"Number {done + 1}", beaten_at=timezone.now()
    )


def test_the_page_follows_the_work_and_ends_with_the_way_on(browse, editor, job):
    page = browse(user=editor)
    page.goto(job.get_absolute_url())
    expect(page.get_by_role("heading", name="Waiting")).to_be_visible()
    at_work(job, 3)
    expect(page.get_by_text("3 of 7")).to_be_visible()
    expect(page.get_by_text("Number 4")).to_be_visible()
    assert page.locator("progress").evaluate("bar => [bar.value, bar.max]") == [3, 7]
    assert grave(page, "main") == []
    Job.objects.filter(pk=job.pk).update(state="waiting")
    work_off()
    expect(page.get_by_role("link", name="See the numbers")).to_be_visible()
    expect(page.get_by_role("heading", name="Done")).to_be_visible()
    assert grave(page, "main") == []


def test_without_a_script_a_link_looks_again_and_a_button_cancels(browse, editor, job):
    page = browse(user=editor, javascript=False)
    page.goto(job.get_absolute_url())
    at_work(job, 3)
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_text("3 of 7")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("heading", name="Cancelled")).to_be_visible()
    expect(page.get_by_role("button", name="Begin again")).to_be_visible()
