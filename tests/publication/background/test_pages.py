"""The pages of background work: what they say in each state, who may see and do what, without a script too."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from publication.background import start
from publication.models import Job
from tests import factories
from tests.publication.background import a_worker, works

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client):
    user = factories.UserFactory(username="kim", role="Editors")
    client.force_login(user)
    return user


def page(client, job):
    answer = client.get(job.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def state(client, job):
    return client.get(reverse("background_job_state", args=[job.pk])).json()


def test_a_job_that_was_done_in_the_request_says_so_and_shows_the_way_on(client, user):
    html = page(client, start(works.count, {"to": 3}, user=user, label="Counting to 3"))
    assert "Counting to 3" in html
    assert "No worker is running, so this was done while you waited." in html
    assert '<a class="button" href="/admin/">See the numbers</a>' in html
    assert "3 of 3" in html
    assert "background-job.js" not in html
    assert ">Cancel<" not in html


def test_a_job_at_work_has_a_bar_a_link_to_look_again_and_a_button_to_cancel(client, user):
    a_worker()
    job = start(works.count, {"to": 7}, user=user, label="Counting")
    Job.objects.update(state="running", done=3, total=7, step="Number 4", beaten_at=timezone.now())
    html = page(client, job)
    assert 'value="3" max="7"' in html
    assert "Number 4" in html
    assert "You can leave this page." in html
    assert f'href="{job.get_absolute_url()}">Look again</a>' in html
    assert ">Cancel<" in html
    assert state(client, job) == {
        "going": True,
        "headline": "At work",
        "step": "Number 4",
        "counted": "3 of 7",
        "done": 3,
        "total": 7,
    }


def test_a_job_whose_worker_died_is_shown_as_stopped_with_the_way_on(client, user):
    job = start(works.count, {"to": 2}, user=user, label="Counting")
    Job.objects.update(state="running", in_request=False, beaten_at=timezone.now() - timedelta(minutes=2))
    html = page(client, job)
    assert ">Stopped<" in html
    assert "the worker that did it has died" in html
    assert state(client, job)["going"] is False
    answer = client.post(reverse("background_job_again", args=[job.pk]))
    assert (answer.status_code, answer.url) == (302, job.get_absolute_url())
    assert Job.objects.get().state == "done"


def test_a_job_that_waits_for_a_worker_that_is_gone_can_be_done_now(client, user):
    beat = a_worker()
    job = start(works.count, {"to": 2}, user=user, label="Counting")
    assert "Do it now" not in page(client, job)
    beat.delete()
    assert "Do it now" in page(client, job)
    assert state(client, job)["going"] is False
    client.post(reverse("background_job_again", args=[job.pk]))
    assert Job.objects.get().state == "done"


def test_the_words_of_a_refusal_stand_on_the_page(client, user):
    html = page(client, start(works.refuse, user=user, label="Reading"))
    assert "The file holds no text." in html
    assert "Begin again" in html
    crashed = page(client, start(works.crash, user=user, label="Reading"))
    assert "secret detail" not in crashed
    assert "Begin again" not in crashed


def test_cancelling_takes_a_post(client, user):
    a_worker()
    job = start(works.count, {"to": 2}, user=user, label="Counting")
    address = reverse("background_job_cancel", args=[job.pk])
    assert client.get(address).status_code == 405
    assert Job.objects.get().state == "waiting"
    assert client.post(address).url == job.get_absolute_url()
    assert Job.objects.get().state == "cancelled"
    client.post(address)
    assert "It had come to its end already." in page(client, job)


@pytest.mark.parametrize(
    ("role", "is_root", "may"),
    [
        ("Editors", False, False),
        ("Contributors", False, False),
        ("Managing editors", False, True),
        (None, True, True),
    ],
)
def test_the_work_of_others_is_for_managing_editors_and_superusers(client, role, is_root, may):
    a_worker()
    job = start(works.count, {"to": 2}, user=factories.UserFactory(), label="Counting")
    client.force_login(factories.UserFactory(role=role, is_superuser=is_root))
    for name in ("background_job", "background_job_state"):
        assert (client.get(reverse(name, args=[job.pk])).status_code == 200) == may
    for name in ("background_job_again", "background_job_cancel"):
        client.post(reverse(name, args=[job.pk]))
    assert Job.objects.get().state == ("cancelled" if may else "waiting")
    assert ("Counting" in client.get(reverse("background_jobs")).content.decode()) == may


def test_who_is_not_signed_in_sees_nothing(client):
    job = start(works.count, {"to": 2}, user=factories.UserFactory(), label="Counting")
    for name in ("background_job", "background_job_state", "background_job_again", "background_job_cancel"):
        answer = client.post(reverse(name, args=[job.pk]))
        assert answer.status_code == 302
        assert answer.url.startswith(f"{reverse('account_login')}?")


def test_the_list_asks_a_constant_number_of_queries(client, user, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("background_jobs"))
        return len(queries)

    assert "Nothing was left to the background" in client.get(reverse("background_jobs")).content.decode()
    start(works.count, {"to": 1}, user=user, label="One")
    few = asked()
    for number in range(8):
        start(works.count, {"to": 1}, user=user, label=f"Work {number}")
    assert asked() == few
