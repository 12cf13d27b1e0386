"""A complete series of two parts, and one form of book, made in no time."""

import pytest

from series.editions.shelf.forms import KINDS, Kind, Written
from series.models import InstallmentPage, SeriesPage
from tests import factories


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """One form, whose file says what stands in the book."""

    def write(book, frame):
        return Written(repr([(chapter.title, chapter.standfirst) for chapter in book.chapters]).encode(), 3)

    for form in list(KINDS):
        monkeypatch.delitem(KINDS, form)
    monkeypatch.setitem(KINDS, "epub", Kind("application/epub+zip", write))


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        series = factories.SeriesFactory(title="Rivers", slug="rivers", status="complete")
        for slug in ("first", "second"):
            factories.InstallmentFactory(parent=series, title=f"The {slug}", slug=slug)
        yield


@pytest.fixture
def series():
    return SeriesPage.objects.get(slug="rivers")


@pytest.fixture
def piece(series):
    return InstallmentPage.objects.get(slug="first")
