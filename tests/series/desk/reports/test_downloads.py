"""Every table that can be downloaded, ours and Wagtail's: no cell is a formula. A new one joins with a line."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from publication.spreadsheets import FORMULA_STARTS
from series.models import Correction
from tests import factories

pytestmark = pytest.mark.django_db

DOWNLOADS = {
    "pieces": "series_report_pieces",
    "corrections": "series_report_corrections",
    "aging": "series_report_aging",
    "untagged": "series_untagged",
    "history": "wagtailadmin_reports:site_history",
    "wagtail's aging": "wagtailadmin_reports:aging_pages",
    "locked": "wagtailadmin_reports:locked_pages",
    "workflow": "wagtailadmin_reports:workflow",
    "workflow tasks": "wagtailadmin_reports:workflow_tasks",
    "redirects": "wagtailredirects:index",
}
# Lists that offer no download; one that begins to must move up.
WITHOUT = {
    "series": "series:index",
    "installments": "installments:index",
    "authors": "authors:index",
    "planned parts": "planned:index",
    "topics": "wagtailsnippets_series_topic:list",
    "accounts": "wagtailusers_users:index",
}


SIGNS = "=+-@\t"


@pytest.fixture(scope="module", autouse=True)
def root(lasting):
    """Somebody who sees everything, where everything that can be named begins with one of the signs."""
    with lasting():
        root = factories.UserFactory(username="@root", is_superuser=True)
        for sign in SIGNS:
            name_everything(f"{sign}HYPERLINK(1)", root)
        yield root


def name_everything(name, root):
    """A series, an author, a topic, pieces in every state, a correction and a redirect of that name."""
    moment = timezone.now() - timedelta(days=500)
    dates = {"first_published_at": moment, "last_published_at": moment}
    series = factories.SeriesFactory(title=name, **dates)
    author, topic = (
        factories.AuthorFactory(title=name, **dates),
        factories.TopicFactory(name=f"{name} {ord(name[0])}"),
    )
    live = factories.InstallmentFactory(
        parent=series, title=name, bylines=[author], topics=[topic], owner=root
    )
    factories.InstallmentFactory(parent=series, title=name, live=False)
    Correction.objects.create(page=live, date="2026-03-02", text=f"<p>{name}</p>", locale=live.locale)
    live.save_revision(user=root, log_action=True).publish(user=root)
    live.get_workflow().start(live, root)
    lock = {"locked": True, "locked_by": root, "locked_at": timezone.now()}
    Page.objects.filter(pk=live.pk).update(last_published_at=moment, **lock)
    site = Site.objects.get(is_default_site=True)
    Redirect.objects.create(old_path=f"/old-{ord(name[0])}", redirect_link=name, site=site)


@pytest.mark.parametrize("view", DOWNLOADS.values(), ids=DOWNLOADS)
def test_no_cell_is_a_formula(root, client, view):
    client.force_login(root)
    text = b"".join(client.get(reverse(view), {"export": "csv"}).streaming_content).decode()
    values = [value for line in list(csv.reader(io.StringIO(text)))[1:] for value in line]
    assert {value[:2] for value in values} >= {f"'{sign}" for sign in SIGNS}
    assert [value for value in values if value.startswith(FORMULA_STARTS)] == []
    file = io.BytesIO(b"".join(client.get(reverse(view), {"export": "xlsx"}).streaming_content))
    cells = [cell for row in load_workbook(file).active.iter_rows(min_row=2) for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert [cell.value for cell in cells if str(cell.value).startswith(FORMULA_STARTS)] == []


@pytest.mark.parametrize("view", WITHOUT.values(), ids=WITHOUT)
def test_other_lists_offer_no_download(root, client, view):
    client.force_login(root)
    assert "export=csv" not in client.get(reverse(view)).content.decode()
