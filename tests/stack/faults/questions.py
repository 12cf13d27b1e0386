"""What the tests of faults ask the ORM, in the process of `inside`."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class State:
    """A piece in all places that publishing writes to."""

    title: str
    live_title: str
    text: str
    live_text: str
    is_indexed: bool


def state_of(pk: int) -> State:
    """How a piece stands: its row, the version that is live, and whether the index finds it by its title."""
    from series.models import InstallmentPage

    page = InstallmentPage.objects.get(pk=pk)
    live = page.live_revision.as_object()
    found = InstallmentPage.objects.search(page.title, fields=["title"])
    return State(page.title, live.title, _text(page), _text(live), pk in {one.pk for one in found[:50]})


def _text(page) -> str:
    return re.sub(r"<[^>]+>", "", "".join(str(block.value) for block in page.body))


@dataclass(frozen=True)
class JobState:
    """A job as the admin shows it, and what its work has left."""

    address: str
    state: str
    is_stopped: bool
    topics: int


def start_topics(username: str, seconds: float) -> int:
    """Start the work of `works.py`; the job's number."""
    from django.contrib.auth import get_user_model

    from publication.background import start
    from tests.stack.faults.works import make_topics

    user = get_user_model().objects.get(username=username)
    return start(make_topics, {"seconds": seconds}, user=user, label="Topics").pk


def job_state(pk: int) -> JobState:
    """How that job stands."""
    from publication.models import Job
    from series.models import Topic

    job = Job.objects.get(pk=pk)
    made = Topic.objects.filter(name__startswith="Killed in the middle").count()
    return JobState(job.get_absolute_url(), job.state, job.is_stopped, made)


def let_a_minute_pass(pk: int) -> None:
    """Put the job's and all workers' last signs of life a minute back, as if that had gone by."""
    from datetime import timedelta

    from django.db.models import F

    from publication.models import Job, WorkerBeat

    minute = timedelta(seconds=61)
    Job.objects.filter(pk=pk).update(beaten_at=F("beaten_at") - minute)
    WorkerBeat.objects.update(beaten_at=F("beaten_at") - minute)


def schedule(titles: list[str]) -> list[int]:
    """Drafts that are due now, as editors have scheduled them; their numbers."""
    from datetime import timedelta

    from django.utils import timezone
    from wagtail.models import Page, Revision

    from series.models import InstallmentPage, SeriesPage

    parent = SeriesPage.objects.get(slug="city-and-its-water", locale__language_code="en")
    made = []
    for title in titles:
        page = InstallmentPage(
            title=title,
            standfirst="In short.",
            body=[("paragraph", "<p>On time.</p>")],
            live=False,
            go_live_at=timezone.now() + timedelta(hours=1),
        )
        parent.add_child(instance=page)
        page.save_revision().publish()
        made.append(page.pk)
    past = timezone.now() - timedelta(minutes=1)
    Page.objects.filter(pk__in=made).update(go_live_at=past)
    revisions = Revision.objects.filter(object_id__in=map(str, made), approved_go_live_at__isnull=False)
    for revision in revisions:
        revision.content["go_live_at"] = past.isoformat()
        revision.approved_go_live_at = past
        revision.save()
    return made


@dataclass(frozen=True)
class Published:
    """What publishing on time has left of one page."""

    live: bool
    log_entries: int
    mailings: int


def published(pks: list[int]) -> list[Published]:
    """What it has left of each."""
    from wagtail.models import Page, PageLogEntry

    from series.models import Mailing

    return [
        Published(
            Page.objects.get(pk=pk).live,
            PageLogEntry.objects.filter(page=pk, action="wagtail.publish.scheduled").count(),
            Mailing.objects.filter(page=pk).count(),
        )
        for pk in pks
    ]


def numbers_of(series: str) -> dict[int, int | None]:
    """The part numbers of a series by the pieces' numbers."""
    from series.models import InstallmentPage

    rows = InstallmentPage.objects.filter(series__slug=series, locale__language_code="en")
    return dict(rows.values_list("pk", "part_number"))


def latest_text(title: str) -> tuple[str, int]:
    """The newest text of the piece with this draft title, and how many pieces have it."""
    from series.models import InstallmentPage

    pages = list(InstallmentPage.objects.filter(draft_title=title))
    return _text(pages[0].get_latest_revision_as_object()) if pages else "", len(pages)


def parts(count: int, series: str) -> list[int]:
    """So many new drafts in a series, each with a text that tells it from the others: "Old text 0." and so on."""
    from series.models import InstallmentPage, SeriesPage

    parent = SeriesPage.objects.get(slug=series, locale__language_code="en")
    made = []
    for number in range(count):
        page = InstallmentPage(
            title=f"To be edited {number}",
            standfirst="In short.",
            body=[("paragraph", f"<p>Old text {number}.</p>")],
            live=False,
        )
        parent.add_child(instance=page)
        page.save_revision()
        made.append(page.pk)
    return made


def pk_of(slug: str) -> int:
    """The number of the English page with this slug."""
    from wagtail.models import Page

    return Page.objects.get(slug=slug, locale__language_code="en").pk


def begin_again_sooner(pk: int, username: str) -> bool:
    """Press the button that begins a job again, with work that takes no time now; was it there?"""
    from django.contrib.auth import get_user_model

    from publication.background.running import begin_again, may_be_begun_again
    from publication.models import Job

    Job.objects.filter(pk=pk).update(arguments={"seconds": 0})
    job = Job.objects.get(pk=pk)
    offered = may_be_begun_again(job)
    begin_again(job, get_user_model().objects.get(username=username))
    return offered
