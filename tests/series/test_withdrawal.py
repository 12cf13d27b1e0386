"""A withdrawn piece: its address, title and reason stay, its text is nowhere."""

from datetime import date

import pytest
from django.utils import timezone
from wagtail.models import Site
from wagtail_footnotes.models import Footnote

from publication.frame import frame_of
from series.models import Correction, InstallmentPage
from series.reading.installment import read_installment
from tests.factories import (
    AuthorFactory,
    ImageFactory,
    InstallmentFactory,
    SeriesFactory,
    TopicFactory,
    draft_of,
    paragraphs,
    translated,
)
from tests.leak.surfaces import SURFACES
from tests.leak.test_leaks import shown_at
from tests.leak.world import World, address_of_a_follower

pytestmark = pytest.mark.django_db

TEXT = "zebrafinch"
NOTE = "b2a7a3de-3c0a-4a3c-8a44-52a1d8a7a111"


@pytest.fixture
def world():
    """A world for the table of public surfaces; the word stands in all of the text, and not in the title."""
    series = SeriesFactory(title="A river series", planned_parts=3)
    author, topic = AuthorFactory(title="Mina Sand"), TopicFactory(name="Birds")
    common = {"bylines": [author], "topics": [topic]}
    before = InstallmentFactory(parent=series, title="Before", **common)
    piece = InstallmentFactory(
        parent=series,
        title="The quillfeather piece",
        standfirst=f"A {TEXT}.",
        search_description=f"About a {TEXT}.",
        editors_note=f"<p>A {TEXT} note.</p>",
        disclosure=f"A {TEXT} interest.",
        image=ImageFactory(),
        image_alt=f"A {TEXT} sits",
        image_caption=f"A {TEXT} caption",
        shows_versions=True,
        body=[
            *paragraphs(f'A {TEXT} paragraph<footnote id="{NOTE}">[1]</footnote>.'),
            ("key_takeaways", {"items": [f"A {TEXT} takeaway"]}),
        ],
        **common,
    )
    Footnote.objects.create(page=piece, uuid=NOTE, text=f"<p>A {TEXT} note.</p>")
    Correction.objects.create(
        page=piece, date=date(2026, 3, 1), text=f"<p>It said {TEXT}.</p>", locale=piece.locale
    )
    after = InstallmentFactory(parent=series, title="After", **common)
    elsewhere = InstallmentFactory(
        parent=SeriesFactory(title="Another"),
        title="Elsewhere",
        body=[("related_piece", {"page": piece, "reason": ""})],
        **common,
    )
    piece.save_revision().publish()
    month = timezone.localtime(piece.first_published_at).strftime("/archive/%Y/%m/")
    return World(
        series,
        before,
        piece,
        after,
        elsewhere,
        author,
        author,
        topic,
        topic,
        topic,
        month,
        clearance="/clearance/",
        followed=address_of_a_follower(series, author, topic),
    )


def withdraw(piece) -> InstallmentPage:
    piece = InstallmentPage.objects.get(pk=piece.pk).get_latest_revision_as_object()
    piece.corrections.add(
        Correction(
            kind="withdrawal", date=date(2026, 3, 3), text="<p>It was invented.</p>", locale=piece.locale
        )
    )
    piece.save_revision().publish()
    return InstallmentPage.objects.get(pk=piece.pk)


def surfaces(client, world) -> dict[str, str]:
    addresses = {name: address(world) for name, address, _shows in SURFACES}
    return {name: shown_at(client, address) for name, address in addresses.items() if address}


def test_no_public_surface_has_the_text_of_a_withdrawn_piece(client, world):
    world.alias = world.secret.create_alias(parent=world.elsewhere.get_parent(), update_slug="alias")
    assert any(TEXT in text for text in surfaces(client, world).values())
    world.secret = withdraw(world.secret)
    assert [name for name, text in surfaces(client, world).items() if TEXT in text] == []


def test_the_search_finds_a_withdrawn_piece_by_its_title_only(client, world):
    assert "The quillfeather piece" in client.get(f"/search/?q={TEXT}").content.decode()
    withdraw(world.secret)
    assert "The quillfeather piece" not in client.get(f"/search/?q={TEXT}").content.decode()
    assert "The <mark>quillfeather</mark> piece" in client.get("/search/?q=quillfeather").content.decode()


def test_address_title_people_place_and_reason_stay(client, world):
    piece = withdraw(world.secret)
    html = client.get(piece.url).content.decode()
    for words in (
        "The quillfeather piece",
        "Mina Sand",
        "Part 2 of 3",
        "Withdrawn <time",
        "It was invented.",
        "This text has been withdrawn.",
    ):
        assert words in html
    assert "The quillfeather piece" in client.get(world.series.url).content.decode()
    assert "It was invented." in client.get("/corrections/").content.decode()


def test_a_withdrawn_piece_is_not_recommended(client, world):
    withdraw(world.secret)
    assert (
        "The quillfeather piece"
        not in client.get(world.elsewhere.url).content.decode().split("related-h")[-1]
    )


def test_the_preview_tells_the_reason_only(world):
    piece = InstallmentPage.objects.get(pk=world.secret.pk).get_latest_revision_as_object()
    frame = frame_of(Site.objects.get(is_default_site=True))
    assert [note.label for note in read_installment(piece, frame, in_preview=True).corrections] == [
        "Correction"
    ]
    piece.corrections.add(Correction(kind="withdrawal", date=date(2026, 3, 3), text="<p>No.</p>"))
    assert [note.label for note in read_installment(piece, frame, in_preview=True).corrections] == [
        "Withdrawal"
    ]


def test_its_versions_are_gone(client, world):
    assert client.get(f"{world.secret.url}versions/").status_code == 200
    withdraw(world.secret)
    assert client.get(f"{world.secret.url}versions/").status_code == 404


def test_a_withdrawal_in_a_draft_withdraws_nothing(client, world):
    draft = InstallmentPage.objects.get(pk=world.secret.pk).get_latest_revision_as_object()
    draft.corrections.add(
        Correction(kind="withdrawal", date=date(2026, 3, 3), text="<p>No.</p>", locale=draft.locale)
    )
    draft.save_revision()
    assert not InstallmentPage.objects.get(pk=draft.pk).is_withdrawn
    assert TEXT in client.get(world.secret.url).content.decode()


def test_without_the_correction_the_text_is_back(client, world):
    piece = withdraw(world.secret)
    draft_of(piece, corrections=[]).publish()
    assert TEXT in client.get(piece.url).content.decode()
    assert "The quillfeather piece" in client.get(f"/search/?q={TEXT}").content.decode()


def test_a_translation_stands_until_it_is_withdrawn_itself(client, world):
    korean = translated(world.secret, standfirst=f"물 {TEXT}")
    withdraw(world.secret)
    assert TEXT in client.get(korean.url).content.decode()


def test_a_korean_query_does_not_find_the_withdrawn_text(client):
    piece = InstallmentFactory(
        title="물값", standfirst="두루미 이야기", body=paragraphs("두루미가 강을 건넌다.")
    )
    assert "물값" in client.get("/search/?q=두루미").content.decode()
    withdraw(piece)
    assert "물값" not in client.get("/search/?q=두루미").content.decode()
    assert "물값" in client.get("/search/?q=물값").content.decode().split("result-list")[-1]
