"""A process on one site that is told by lines what to do, and answers with what it took: for sites measured in turn.

    {"addresses": true}        the addresses of counting.py and those of the desk
    {"ask": "/…", "times": 3}  CPU seconds of one request of three, and its queries
    {"publish": 1, "times": 3} the same of a new version of a piece saved and published

It signs in as the editor that world.py makes, and runs by `manage.py shell`. CPU is of this process and of the
database's.
"""

import json
import sys
import warnings

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from authors.models import User
from benchmarks.costs import seconds_of
from benchmarks.counting import addresses
from series.models import InstallmentPage, SeriesIndexPage, SeriesPage


def desk() -> dict[str, str]:
    """What editors look at, by name."""
    series = SeriesPage.objects.order_by("pk")[1]
    piece = InstallmentPage.objects.filter(series=series).order_by("pk")[2]
    above = SeriesIndexPage.objects.get(locale=series.locale)
    return {
        "desk": reverse("wagtailadmin_home"),
        "explorer": reverse("wagtailadmin_explore", args=[series.pk]),
        "explorer of series": reverse("wagtailadmin_explore", args=[above.pk]),
        "search of pages": reverse("wagtailadmin_pages:search") + "?q=gauge",
        "edit": reverse("wagtailadmin_pages:edit", args=[piece.pk]),
        "page chooser": reverse("wagtailadmin_choose_page_child", args=[series.pk]),
        "page chooser, search": reverse("wagtailadmin_choose_page_search") + "?q=gauge",
        "image chooser": reverse("wagtailimages_chooser:choose"),
        "document chooser": reverse("wagtaildocs_chooser:choose"),
        "author chooser": reverse(AUTHOR_CHOOSER),
        "topic chooser": reverse(TOPIC_CHOOSER),
        "calendar": reverse("series_calendar"),
        "calendar, list": reverse("series_calendar_list"),
        "running order": reverse("series_running_order", args=[series.pk]),
        "aging": reverse("wagtailadmin_reports:aging_pages"),
        "site history": reverse("wagtailadmin_reports:site_history"),
        "pieces without topics": reverse("series_untagged"),
    }


AUTHOR_CHOOSER, TOPIC_CHOOSER = "author_chooser:choose", "wagtailsnippetchoosers_series_topic:choose"


class Worker:
    """Answers one line after another."""

    def __init__(self, database: int | None):
        self.database = database
        self.reader, self.editor = Client(), Client()
        self.editor.force_login(User.objects.get(username="bench"))

    def ask(self, address: str) -> None:
        """Ask for a page, all of it."""
        client = self.editor if address.startswith("/admin/") else self.reader
        answer = client.get(address, HTTP_HOST="127.0.0.1")
        if answer.status_code != 200:
            raise ValueError(f"{address} answered {answer.status_code}")
        for _ in answer if answer.streaming else ():
            pass

    def publish(self, nth: int) -> None:
        """A new version of the nth piece, saved and published."""
        page = InstallmentPage.objects.order_by("pk")[nth]
        page.subtitle = f"Version {page.latest_revision_id}"
        page.save_revision(user=User.objects.get(username="bench")).publish()

    def answer(self, order: dict) -> object:
        """What an order takes: (CPU seconds of one time, queries of the last)."""
        if "addresses" in order:
            return {"public": addresses(), "desk": desk()}
        times = order["times"]
        before = seconds_of("self", self.database)
        for _ in range(times):
            self.ask(order["ask"]) if "ask" in order else self.publish(order["publish"])
        took = (seconds_of("self", self.database) - before) / times
        if not order.get("count"):
            return took, 0
        with CaptureQueriesContext(connection) as queries:
            self.ask(order["ask"])
        return took, len(queries)


def work(database: int | None) -> None:
    """Answer until the input ends."""
    warnings.simplefilter("ignore")
    worker = Worker(database)
    for line in sys.stdin:
        print(json.dumps(worker.answer(json.loads(line))), flush=True)
