"""Who gets a document, and that a browser saves it and never shows it in the name of this site."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from publication.models import LibraryDocument
from tests.factories import DocumentFactory, InstallmentFactory, SeriesFactory, UserFactory

pytestmark = pytest.mark.django_db


def piece_with(document, **fields) -> Page:
    link = f'<p><a linktype="document" id="{document.pk}">the gauges</a></p>'
    return InstallmentFactory(parent=SeriesFactory(), body=[("paragraph", link)], **fields)


@pytest.fixture
def document():
    return DocumentFactory()


@pytest.fixture
def piece(document):
    return piece_with(document)


@pytest.mark.once
def test_a_document_of_a_public_piece_is_saved_and_not_shown(client, document, piece):
    answer = client.get(document.url)
    assert answer.status_code == 200
    assert answer.getvalue() == b"Year,Level\n2020,4\n"
    assert answer["Content-Disposition"] == 'attachment; filename="gauges.csv"'
    assert answer["Content-Type"] == "text/csv"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "public, no-cache"
    assert "Cookie" not in answer.get("Vary", "")
    assert client.head(document.url).status_code == 200
    assert client.post(document.url).status_code == 405


@pytest.mark.once
def test_who_has_it_is_told_so(client, document, piece):
    document._set_document_file_metadata()
    document.save()
    tag = client.get(document.url)["ETag"]
    assert client.get(document.url, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.once
def test_what_came_in_before_anybody_looked_is_handed_out_and_named_nothing(
    client, document, piece, settings
):
    stored = settings.PRIVATE_ROOT / "documents/page.html"
    stored.write_text("<script>alert(1)</script>")
    LibraryDocument.objects.update(file="documents/page.html")
    answer = client.get(LibraryDocument.objects.get().url)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


CLOSED = {
    "draft": lambda page: Page.objects.filter(pk=page.pk).update(live=False),
    "expired": lambda page: Page.objects.filter(pk=page.pk).update(expire_at=timezone.now()),
    "private": lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
    "private series": lambda page: PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type="login"
    ),
    "unpublished series": lambda page: Page.objects.filter(pk=page.get_parent().pk).update(live=False),
}


@pytest.mark.parametrize("state", CLOSED)
def test_a_document_of_a_closed_piece_is_for_editors(client, document, piece, state):
    CLOSED[state](piece)
    assert client.get(document.url).status_code == 404
    client.force_login(UserFactory(role="Contributors"))
    answer = client.get(document.url)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


def test_one_open_piece_is_enough(client, document, piece):
    CLOSED["draft"](piece)
    piece_with(document)
    assert client.get(document.url).status_code == 200


def test_a_document_that_nothing_leads_to_is_for_editors(client, document):
    assert client.get(document.url).status_code == 404


@pytest.mark.once
def test_a_document_of_a_closed_collection_asks_for_what_the_collection_asks(client, document, piece):
    root = Collection.get_first_root_node()
    CollectionViewRestriction.objects.create(collection=root, restriction_type="password", password="levee")
    answer = client.get(document.url)
    assert b'type="password"' in answer.content
    assert "no-store" in answer["Cache-Control"]
    assert b"2020" not in answer.content


@pytest.mark.once
@pytest.mark.parametrize(
    "address",
    [
        "/documents/1/other.csv",
        "/documents/99999999999999999999999/gauges.csv",
        "/documents/1/../../etc/passwd",
        "/documents/%D9%A1/gauges.csv",
        "/documents/1/gauges.csv/",
        "/media/documents/gauges.csv",
    ],
)
def test_other_addresses_have_no_document(client, document, piece, address):
    assert client.get(address.replace("/1/", f"/{document.pk}/")).status_code == 404


def test_a_file_that_is_gone_is_missing(client, document, piece):
    document.file.storage.delete(document.file.name)
    assert client.get(document.url).status_code == 404
    assert reverse("wagtaildocs_serve", args=[document.pk, "gauges.csv"]) == document.url
