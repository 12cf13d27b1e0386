"""WXR-01: an export with every state, co-authors, shortcodes, two posts of one name and a lost picture."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.cache import cache

from authors.models import AuthorPage
from publication import frame
from publication.models import CreditedImage
from series.models import ImportedPost, InstallmentPage, SeriesPage, Topic
from tests.factories import draft_of
from tests.publication.picture_files import photograph, saved
from tests.series.manuscripts.moving_in.moves import Run, run
from tests.shared import shared

pytestmark = pytest.mark.django_db

FILE = "cases/inputs/wxr-01-export.xml"
MARKER = re.compile(r"ZEBRA\d\d")


@pytest.fixture
def expected() -> dict:
    return json.loads(shared("cases/inputs/wxr-01-expected.json"))


@pytest.fixture(scope="module", autouse=True)
def built(lasting, tmp_path_factory):
    """The site after the import, and the folder with a copy of the old site's uploads, where one picture is missing."""
    data = shared(FILE)
    folder = tmp_path_factory.mktemp("wordpress")
    uploads = folder / "uploads" / "2026" / "03"
    uploads.mkdir(parents=True)
    (uploads / "gauge.jpg").write_bytes(saved(photograph(40, 30), "JPEG"))
    with lasting():
        yield folder, run(folder, data, series="river-notes", images=folder / "uploads")


@pytest.fixture
def folder(built) -> Path:
    return built[0]


@pytest.fixture
def moved(built) -> Run:
    return built[1]


def piece(id: int) -> InstallmentPage:
    return ImportedPost.objects.get(guid=f"https://old.example/?p={id}").page


def text_at(client, address: str) -> str:
    cache.clear()
    frame.forget()
    return client.get(address).content.decode()


def test_nine_pieces_are_made_and_three_of_them_are_live(moved, expected):
    assert InstallmentPage.objects.count() == moved.totals["created"] == expected["articles_created"] == 9
    live = InstallmentPage.objects.visible()
    assert {page.imported_post.guid[-2:] for page in live} == {"10", "12", "13"}
    assert moved.failure == ""


def test_the_addresses_are_those_of_the_old_site_where_they_are_free(moved):
    assert [piece(id).slug for id in (10, 12, 13)] == ["overview", "overview-2", "수도요금"]


def test_nothing_else_is_live(moved):
    scheduled = piece(14)
    assert not scheduled.live
    assert scheduled.scheduled_revision.approved_go_live_at == datetime(2031, 1, 1, tzinfo=UTC)
    for id in (15, 16, 17, 18, 22):
        page = piece(id)
        assert (page.live, page.first_published_at, page.scheduled_revision) == (False, None, None)


def test_what_is_no_piece_is_skipped_and_told(moved, expected):
    skipped = {str(item["id"]): item for item in moved.report["items"] if item["outcome"] == "skipped"}
    assert skipped.keys() == expected["skipped"].keys()
    assert all(item["findings"] for item in skipped.values())


def test_a_post_without_a_title_is_told_and_not_published(moved):
    assert "The post has no title, so it is not published." in moved.findings(22)
    assert piece(22).title == "Untitled post 22"


def test_the_title_the_people_and_the_topic_are_those_of_the_old_site(moved, expected):
    page, article = piece(10), expected["article_10"]
    assert page.title == article["title"]
    assert [byline.name for byline in page.bylines.all()] == article["authors_in_order"]
    assert [row.topic.name for row in page.topic_rows.all()] == article["topics"]
    assert [page.series.title, page.part_number] == article["series"]
    assert Topic.objects.count() == 1
    assert not AuthorPage.objects.filter(live=False).exists()


def test_the_text_is_whole(moved):
    blocks = [(block.block_type, block.value) for block in piece(10).body]
    kinds = [kind for kind, _ in blocks]
    assert kinds == [
        "paragraph",
        "paragraph",
        "image",
        "image",
        "image",
        "image",
        "paragraph",
        "paragraph",
        "paragraph",
    ]
    assert str(blocks[0][1]) == "<p>Opening paragraph.</p>"
    assert str(blocks[1][1]) == "<p>Second paragraph without tags<br/>with a line break.</p>"
    gauge = blocks[2][1]
    assert gauge["image"].width == 40
    assert (gauge["alternative_text"], gauge["caption"], gauge["credit"]) == (
        "A river gauge", "The gauge at Port Arden.", "L. Marsh",
    )  # fmt: skip
    assert (blocks[3][1]["image"], blocks[3][1]["caption"]) == (None, "Lost picture")
    assert [blocks[at][1]["image"] is not None for at in (4, 5)] == [True, False]
    assert str(blocks[6][1]) == "<p>inside and [brackets] in prose.</p>"
    assert "https://video.example/watch?v=1" in str(blocks[8][1])


def test_nothing_of_wordpress_and_nothing_hostile_is_left(moved, expected):
    page = piece(10)
    stored = json.dumps(list(page.body.raw_data)) + json.dumps(page.latest_revision.content)
    assert [trace for trace in expected["article_10"]["must_not_contain"] if trace in stored] == []


def test_every_loss_has_a_line(moved):
    told = "\n".join(moved.lines)
    assert "[unknown_code]" in told
    assert "missing.jpg" in told
    assert "Scripts were left out." in told
    assert "3 comments + 1 spam skipped" in told
    assert "ghost" in told
    assert (moved.totals["comments_skipped"], moved.totals["spam_skipped"]) == (3, 1)


def test_both_links_lead_to_the_second_part(moved, client):
    target = piece(12)
    [paragraph] = [block for block in piece(10).body.raw_data if "After the fold" in str(block["value"])]
    assert paragraph["value"].count(f'<a linktype="page" id="{target.pk}">') == 2
    assert text_at(client, piece(10).url).count(f'<a href="{target.url}">part two') == 2
    assert piece(10).latest_revision.content["body"].count(f'id=\\"{target.pk}\\"') == 2


@pytest.mark.parametrize(
    ("old", "id"),
    [
        ("/?p=10", 10),
        ("/?p=12", 12),
        ("/2026/03/02/overview/", 10),
        ("/2026/03/09/overview/", 12),
        ("/?p=13", 13),
    ],
)
def test_the_old_addresses_lead_to_the_pieces(moved, client, old, id):
    response = client.get(old)
    assert response.status_code == 301
    assert client.get(response.headers["Location"]).context["page"].pk == piece(id).pk


@pytest.mark.parametrize("id", [14, 15, 16, 17, 18, 22])
def test_the_number_of_what_is_not_public_says_nothing(moved, client, id):
    known, unknown = client.get(f"/?p={id}"), client.get("/?p=4711")
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)


def test_the_times_are_those_of_the_old_site(moved):
    page = piece(12)
    assert page.first_published_at == page.last_published_at == datetime(2026, 3, 9, tzinfo=UTC)
    assert page.latest_revision.created_at == datetime(2026, 3, 9, tzinfo=UTC)


def test_no_address_of_a_reader_is_kept(moved):
    stored = [
        str(vars(row)) for model in (InstallmentPage, ImportedPost, AuthorPage) for row in model.objects.all()
    ]
    stored += [str(page.latest_revision.content) for page in InstallmentPage.objects.all()]
    assert not re.search(r"mail\.example|192\.0\.2|hunter2|@old\.example", "".join(stored))


def test_the_series_is_live_and_the_column_without_live_pieces_is_not(moved):
    assert SeriesPage.objects.get(slug="rivers").live
    assert not SeriesPage.objects.get(slug="river-notes").live


def test_a_second_run_makes_nothing_and_leaves_alone_what_was_edited(moved, folder):
    draft_of(piece(10), title="Edited since").publish()
    again = run(folder, shared(FILE), series="river-notes", images=folder / "uploads")
    assert (again.totals["created"], again.totals["there"]) == (0, 9)
    assert InstallmentPage.objects.count() == 9
    assert piece(10).title == "Edited since"
    assert (CreditedImage.objects.count(), AuthorPage.objects.count(), Topic.objects.count()) == (1, 3, 1)


SURFACES = [
    "/", "/series/", "/series/rivers/", "/series/river-notes/", "/authors/", "/topics/", "/topics/water-policy/",
    "/search/?q=ZEBRA", "/search/?q=piece", "/ko/", "/ko/series/", "/ko/topics/", "/ko/search/?q=ZEBRA", "/corrections/",
    "/series/rivers/overview/", "/series/rivers/overview-2/", "/series/river-notes/future-piece/", "/nothing/",
    *(f"/?p={id}" for id in (*range(14, 23), 95, 96)),
    "/2026/03/02/private-piece/", "/2031/01/01/future-piece/",
]  # fmt: skip


def test_no_marker_of_a_closed_piece_is_on_any_public_page(moved, client):
    addresses = SURFACES + [page.url for page in (*AuthorPage.objects.all(), *InstallmentPage.objects.all())]
    hits = {}
    for address in addresses:
        response = client.get(address)
        found = MARKER.findall(response.content.decode() + response.headers.get("Location", ""))
        if found:
            hits[address] = found
    assert hits == {}
