"""Behind a dead link stands the copy that an editor names: on the page, in feeds, in books; and nowhere else."""

from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site
from wagtail_footnotes.models import Footnote

from home.api.corpus.state import state_of
from publication.frame import frame_of
from publication.models import OutgoingLink
from series.changes import addresses_showing, books_showing
from series.editions.book.reading import book_of_piece
from series.editions.shelf.making import digest_of
from series.links.copies import keep_copy, mark_as_fine
from series.links.uses import note_all
from series.models import ChangedThing
from tests import factories
from tests.series.editions.opened import Opened

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOTE = "5e4f1a54-5f9e-4f9f-9c64-0d5fd3a8e4b2"
GONE = "https://gone.example/a?b=1&c=2"
KEPT = 'https://archive.example/1/https://gone.example/a?b=1&c="2"'
SHOWN = (
    ' (<a href="https://archive.example/1/https://gone.example/a?b=1&amp;c=&quot;2&quot;">archived copy</a>)'
)


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        markup = '<a href="https://gone.example/a?b=1&amp;c=2#part">words</a>'
        piece = factories.InstallmentFactory(
            parent=factories.SeriesFactory(slug="rivers", status="complete"),
            slug="gauge",
            editors_note=f"<p>{markup}</p>",
            first_published_outlet="The Times",
            first_published_address=GONE,
            body=[
                ("paragraph", f'<p>{markup} <a href="https://fine.example/">fine</a><footnote id="{NOTE}">*</footnote></p>'),
                ("quotation", {"text": "<p>q</p>", "source": "Kim", "address": GONE}),
                ("elsewhere", {"title": "Film", "address": GONE, "description": ""}),
            ],
        )  # fmt: skip
        Footnote.objects.create(page=piece, uuid=NOTE, text=f"<p>{markup}</p>")
        note_all()
        yield piece


@pytest.fixture
def piece(built):
    return deepcopy(built)


@pytest.fixture
def link(piece):
    return OutgoingLink.objects.get(host="gone.example")


def keep(link):
    OutgoingLink.objects.filter(pk=link.pk).update(archived_address=KEPT)


def page(client, address="/series/rivers/gauge/"):
    answer = client.get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode() if not address.endswith(".epub") else Opened(content).text()


def test_the_page_leads_to_the_copy_behind_every_link_to_the_dead_address(client, piece, link):
    assert "archived copy" not in page(client)
    keep(link)
    html = page(client)
    # Editors' note, text, footnote, source of the quotation, film, first publication.
    assert html.count(SHOWN) == 6
    assert '<a href="https://gone.example/a?b=1&amp;c=2#part">words</a>' + SHOWN in html
    assert '<a href="https://fine.example/">fine</a><' in html.replace("</a> (", "</a>(")


def test_korean_pages_say_it_in_korean(client, piece, link):
    factories.translated(piece, title="계량기")
    keep(link)
    assert "archived copy" not in page(client, "/ko/series/rivers/gauge/")
    assert "보존된 사본</a>)" in page(client, "/ko/series/rivers/gauge/")


@pytest.mark.parametrize(
    "address",
    [
        "/series/rivers/all/",
        "/series/rivers/gauge.epub",
        "/series/rivers/feed/atom/",
        "/series/rivers/feed/json/",
    ],
)
def test_what_is_carried_away_has_it_too(client, piece, link, address):
    keep(link)
    assert (
        page(client, address).count("archived copy</a>") + page(client, address).count("archived copy&lt;/a")
        >= 6
    )


def test_it_costs_no_further_query(client, piece, link):
    factories.draft_of(
        piece,
        body=[
            (
                "paragraph",
                f'<p><a linktype="page" id="{piece.get_parent().pk}">s</a> <a href="{GONE}">x</a></p>',
            )
        ],
    ).publish()
    counts = []
    for _ in range(2):
        page(client)
        with CaptureQueriesContext(connection) as queries:
            assert ("archived copy" in page(client)) is bool(counts)
        counts.append(len(queries))
        keep(link)
    assert counts[0] == counts[1] <= 12


def test_books_are_made_anew_and_every_address_with_the_link_is_known(piece, link):
    frame = frame_of(Site.objects.get())
    before, corpus = digest_of(book_of_piece(piece, frame)), state_of(frame)
    keep_copy(link, KEPT, factories.UserFactory(role="Editors"))
    assert digest_of(book_of_piece(piece, frame)) != before
    assert state_of(frame) != corpus
    assert ChangedThing.objects.filter(kind="publication.outgoinglink", thing_id=link.pk).count() == 1
    assert books_showing(OutgoingLink, [link.pk]) == {piece.pk, piece.series_id}
    assert {
        "/series/rivers/gauge/",
        "/series/rivers/gauge.epub",
        "/series/rivers/feed/rss/",
    } <= addresses_showing(link)


def test_a_link_that_only_a_draft_has_changes_no_page(client, piece, link):
    before = page(client)
    factories.draft_of(piece, body=[("paragraph", '<p><a href="https://later.example/">x</a></p>')])
    OutgoingLink.objects.create(
        address="https://later.example/",
        host="later.example",
        archived_address="https://archive.example/later",
    )
    assert page(client) == before


def test_marking_a_link_as_fine_leaves_a_copy_that_was_named_meanwhile(link):
    read_before = OutgoingLink.objects.get(pk=link.pk)
    editor = factories.UserFactory(role="Editors")
    keep_copy(link, KEPT, editor)
    mark_as_fine(read_before, editor)
    link.refresh_from_db()
    assert (link.state, link.trusted_by, link.archived_address) == ("fine", editor, KEPT)
