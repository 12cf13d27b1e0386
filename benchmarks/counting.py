"""Queries of pages, counted in the process; and where the pages of a benchmark's world stand."""

from datetime import datetime

from django.db import connection
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.test import Client
from django.test.utils import CaptureQueriesContext

from authors.models import AuthorPage
from series.models import InstallmentPage, SeriesPage, Topic


def addresses() -> dict[str, str]:
    """One page of each kind, and a stock page ("empty") at the depth of an installment."""
    series = SeriesPage.objects.order_by("pk")[1]
    piece = InstallmentPage.objects.filter(series=series).order_by("pk")[2]
    author, topic = AuthorPage.objects.order_by("pk")[0], Topic.objects.order_by("pk")[0]
    return {
        "empty": f"/stock{SeriesPage.objects.order_by('pk')[0].url}empty/",
        "installment": piece.url,
        "series": series.url,
        "home": "/",
        "author": author.url,
        "topic": topic.get_absolute_url(),
        "feed": "/feed/atom/",
        "search": "/search/?q=gauge",
        "series index": "/series/",
        "authors": "/authors/",
        "topics": "/topics/",
        "archive": "/archive/",
        "month": _fullest_month().strftime("/archive/%Y/%m/"),
        "corrections": "/corrections/",
    }


def _fullest_month() -> datetime:
    """The month with the most pieces, so that its first page is as long on a small site as on a large one."""
    months = InstallmentPage.objects.values_list(TruncMonth("first_published_at"))
    return months.annotate(pieces=Count("pk")).order_by("-pieces", "-truncmonth1").first()[0]


def count(addresses: dict[str, str]) -> dict[str, int]:
    """The queries of each page, once its process is warm."""
    found, client = {}, Client()
    for name, address in addresses.items():
        for _ in range(2):
            client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        found[name] = len(queries)
    return found
