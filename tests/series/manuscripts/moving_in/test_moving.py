"""What becomes of posts: their series and numbers, states, people, topics, and what happens when a run is stopped."""

import json
from datetime import UTC, datetime
from urllib.parse import quote, unquote

import pytest
import time_machine
from django.utils import timezone

from authors.models import AuthorPage
from series.manuscripts.moving_in import pieces
from series.models import ChecklistSettings, ImportedPost, InstallmentPage, SeriesPage, Topic
from tests.factories import AuthorFactory, InstallmentFactory, SeriesFactory, TopicFactory, draft_of
from tests.series.manuscripts.moving_in.moves import run
from tests.series.manuscripts.wordpress.exports import MAREN, author, meta, post, series_term, term, wxr
from tests.shared import shared

pytestmark = pytest.mark.django_db


def rivers(part: str = "", id: int = 7) -> str:
    """The terms and meta values of a part of the series “Rivers”."""
    return term("series", "rivers", "Rivers") + (meta(**{f"_series_part_{id}": part}) if part else "")


def piece(id: int) -> InstallmentPage:
    return ImportedPost.objects.get(guid=f"https://old.example/?p={id}").page


def numbers() -> dict[str, int | None]:
    return dict(InstallmentPage.objects.order_by("part_number").values_list("title", "part_number"))


# Series


def test_parts_of_publishpress_series_keep_their_numbers(tmp_path):
    parts = (post(n, f"Part {p}", more=rivers(str(p))) for n, p in ((1, 3), (2, 1), (3, 2)))
    run(tmp_path, wxr(series_term(7, "rivers", "Rivers", "Who builds the wall."), *parts))
    series = SeriesPage.objects.get()
    assert (series.title, series.slug, series.standfirst) == ("Rivers", "rivers", "Who builds the wall.")
    assert (series.live, series.is_numbered) == (True, True)
    assert numbers() == {"Part 1": 1, "Part 2": 2, "Part 3": 3}


def test_parts_of_a_series_without_numbers_are_in_the_order_of_their_dates(tmp_path):
    more = term("post_series", "deltas", "Deltas")
    dates = ("2026-03-16", "2026-03-02", "2026-03-09")
    run(
        tmp_path,
        wxr(*(post(n, day, more=more, gmt=f"{day} 00:00:00") for n, day in enumerate(dates, start=1))),
    )
    assert numbers() == {"2026-03-02": 1, "2026-03-09": 2, "2026-03-16": 3}


def test_a_series_that_is_here_takes_the_parts_and_keeps_its_own(tmp_path):
    series = SeriesFactory(slug="rivers", title="Rivers and Rates")
    InstallmentFactory(parent=series, title="Here before")
    moved = run(tmp_path, wxr(post(1, "Claims one", more=rivers("1")), post(2, "Two", more=rivers("2"))))
    assert numbers() == {"Here before": 1, "Claims one": 2, "Two": 3}
    assert any("Number 1 is that of “Here before”" in what for what in moved.findings(1))


def test_a_post_in_two_series_stands_in_the_one_that_numbers_it(tmp_path):
    more = term("series", "deltas", "Deltas") + rivers("2")
    data = wxr(series_term(7, "rivers", "Rivers"), series_term(8, "deltas", "Deltas"), post(1, more=more))
    moved = run(tmp_path, data)
    assert piece(1).series.slug == "rivers"
    assert "The post is in the series “Deltas” as well; a piece stands in one series." in moved.findings(1)


def test_posts_without_a_series_go_into_the_column_that_is_named(tmp_path):
    column = SeriesFactory(slug="notes", form=SeriesPage.Form.COLUMN)
    run(tmp_path, wxr(post(1)), series="notes")
    assert (piece(1).series, piece(1).part_number) == (column, None)


def test_a_column_that_is_not_here_is_made_and_goes_live_with_its_first_public_piece(tmp_path):
    moved = run(tmp_path, wxr(post(1, status="draft")), series="field-notes")
    assert not SeriesPage.objects.get(slug="field-notes").live
    assert "The column “Field notes” is new." in moved.findings(1)
    run(tmp_path, wxr(post(2)), series="field-notes")
    column = SeriesPage.objects.get(slug="field-notes")
    assert (column.live, column.form) == (True, SeriesPage.Form.COLUMN)


def test_a_series_that_an_editor_holds_back_is_not_published(tmp_path, admin_user):
    SeriesFactory(slug="rivers", live=False, owner=admin_user, title="Held back")
    moved = run(tmp_path, wxr(post(1, more=rivers("1"))))
    assert not SeriesPage.objects.get(slug="rivers").live
    assert "Readers do not see its parts yet: the series “Held back” is not published." in moved.findings(1)


def test_a_series_whose_address_is_taken_by_the_site_itself_is_one_series_in_all_runs(tmp_path):
    more = term("series", "feed", "The feed")
    run(tmp_path, wxr(post(1, more=more)))
    run(tmp_path, wxr(post(2, more=more)))
    assert SeriesPage.objects.get().slug == "feed-2"
    assert piece(1).series == piece(2).series


def test_a_korean_site_becomes_series_in_korean(tmp_path):
    run(tmp_path, wxr(post(1, "물값", more=term("series", "%eb%ac%bc", "물")), language="ko-KR"))
    assert piece(1).locale.language_code == "ko"
    assert unquote(piece(1).url) == "/ko/series/물/물값/"


# States


@pytest.fixture
def _today():
    with time_machine.travel(datetime(2026, 5, 1, tzinfo=UTC), tick=True):
        yield


@pytest.mark.usefixtures("_today")
def test_a_scheduled_post_that_meets_the_checklist_is_scheduled(tmp_path):
    run(tmp_path, wxr(post(1, status="future", gmt="2026-06-01 00:00:00", more=rivers("1"))))
    assert piece(1).scheduled_revision.approved_go_live_at == datetime(2026, 6, 1, tzinfo=UTC)
    assert not piece(1).live


@pytest.mark.usefixtures("_today")
def test_a_scheduled_post_that_lacks_a_required_point_is_a_draft_with_its_date(tmp_path):
    ChecklistSettings.objects.create(required={"standfirst": True})
    moved = run(tmp_path, wxr(post(1, status="future", gmt="2026-06-01 00:00:00", more=rivers("1"))))
    assert piece(1).scheduled_revision is None
    assert piece(1).get_latest_revision_as_object().go_live_at == datetime(2026, 6, 1, tzinfo=UTC)
    assert moved.item(1)["state"] == "draft"


@pytest.mark.usefixtures("_today")
def test_a_scheduled_post_whose_date_has_passed_is_a_draft(tmp_path):
    moved = run(tmp_path, wxr(post(1, status="future", gmt="2026-04-01 00:00:00", more=rivers("1"))))
    assert (piece(1).live, piece(1).scheduled_revision, piece(1).go_live_at) == (False, None, None)
    assert "Its date has passed since the export; it is a draft." in moved.findings(1)


def test_what_readers_had_is_published_although_the_checklist_lacks_something_which_is_told(tmp_path):
    ChecklistSettings.objects.create(required={"standfirst": True, "topic": True})
    moved = run(tmp_path, wxr(post(1, more=rivers("1"))))
    assert piece(1).live
    assert [what for what in moved.findings(1) if what.startswith("Published all the same:")] != []


def test_a_public_post_without_any_date_is_published_now(tmp_path):
    data = wxr(post(1, date="", gmt="", more=rivers("1"))).replace(b"Mon, 02 Mar 2026", b"")
    run(tmp_path, data)
    assert (timezone.now() - piece(1).first_published_at).total_seconds() < 600


def test_a_change_after_publication_keeps_its_date(tmp_path):
    changed = "<wp:post_modified_gmt>2026-04-05 06:07:08</wp:post_modified_gmt>"
    run(tmp_path, wxr(post(1, more=rivers("1") + changed)))
    page = piece(1)
    assert page.first_published_at == datetime(2026, 3, 2, tzinfo=UTC)
    assert (
        page.last_published_at == page.latest_revision_created_at == datetime(2026, 4, 5, 6, 7, 8, tzinfo=UTC)
    )
    assert not page.has_unpublished_changes


# People


def test_known_authors_are_found_and_new_ones_are_published_with_their_first_public_piece(tmp_path):
    known = AuthorFactory(title="Maren Oakfield")
    data = wxr(
        post(1, more=rivers("1")),
        post(2, creator="lee", more=rivers("2")),
        post(3, creator="ada", status="draft", more=rivers("3")),
        people=MAREN + author("lee", "이진") + author("ada", "Ada Marsh"),
    )
    run(tmp_path, data)
    assert piece(1).bylines.get().author_id == known.pk
    assert {page.title: page.live for page in AuthorPage.objects.all()} == {
        "Maren Oakfield": True, "이진": True, "Ada Marsh": False,
    }  # fmt: skip


# Topics


@pytest.fixture
def mapping(tmp_path):
    path = tmp_path / "topics.csv"
    path.write_text("from,to\nWater Policy,Rivers and rates\nNews,\nMüll,Waste\n", encoding="utf-8")
    return path


def test_categories_and_tags_become_topics_by_the_mapping(tmp_path, mapping):
    waste = TopicFactory(name="Waste")
    names = ("water policy", "NEWS", "muell", "Müll", "Uncategorized", "Bridges")
    more = rivers("1") + "".join(term("category", name, name) for name in names)
    run(tmp_path, wxr(post(1, more=more)), topics=mapping)
    assert [row.topic.name for row in piece(1).topic_rows.all()] == [
        "Rivers and rates",
        "muell",
        "Waste",
        "Bridges",
    ]
    assert Topic.objects.get(name="Waste") == waste


@pytest.mark.parametrize("content", ["a,b\nx,y\n", "from,to\nA,B\na,C\n", ""])
def test_a_mapping_that_cannot_be_meant_is_refused_before_anything_is_written(tmp_path, content):
    path = tmp_path / "topics.csv"
    path.write_text(content, encoding="utf-8")
    refused = run(tmp_path, wxr(post(1, more=rivers("1"))), topics=path)
    assert refused.failure.endswith("Nothing was changed.")
    assert not InstallmentPage.objects.exists()


# One after the other, whole or not at all


@pytest.fixture
def second_fails(monkeypatch):
    """The second post meets something that nobody thought of, after its series, author and topic were made."""

    def fail(self, post, page, state):
        if post.id == 2:
            raise RuntimeError("the roof fell in")
        return date(self, post, page, state)

    date = pieces.PieceWriter._date
    monkeypatch.setattr(pieces.PieceWriter, "_date", fail)
    return monkeypatch


def three(**more) -> bytes:
    deltas = term("series", "deltas", "Deltas") + meta(_series_part_8="1") + term("category", "d", "Deltas")
    return wxr(
        post(1, "One", more=rivers("1")),
        post(2, "Two", creator="lee", more=deltas),
        post(3, "Three", more=rivers("2")),
        people=MAREN + author("lee", "이진"),
    )


def test_a_failed_post_stops_no_other_and_leaves_nothing(tmp_path, second_fails):
    moved = run(tmp_path, three())
    assert numbers() == {"One": 1, "Three": 2}
    assert not SeriesPage.objects.filter(slug="deltas").exists()
    assert not AuthorPage.objects.filter(title="이진").exists()
    assert not Topic.objects.exists()
    assert moved.failure == "1 posts were refused; the lines above say why."
    assert moved.findings(2) == ["RuntimeError: the roof fell in"]


def test_the_next_run_brings_in_what_failed(tmp_path, second_fails):
    run(tmp_path, three())
    second_fails.undo()
    moved = run(tmp_path, three())
    assert (moved.totals["created"], moved.totals["there"], moved.failure) == (1, 2, "")
    assert piece(2).live


def test_a_run_that_is_stopped_goes_on_where_it_was(tmp_path, monkeypatch):
    def stop(self, post, page, state):
        if post.id == 2:
            raise KeyboardInterrupt
        return date(self, post, page, state)

    date = pieces.PieceWriter._date
    monkeypatch.setattr(pieces.PieceWriter, "_date", stop)
    stopped = run(tmp_path, three())
    assert stopped.failure.startswith("Stopped. 1 created")
    assert (stopped.report["complete"], len(stopped.report["items"])) == (False, 1)
    monkeypatch.undo()
    assert run(tmp_path, three()).totals["created"] == 2
    assert InstallmentPage.objects.count() == 3


def test_a_limit_brings_in_so_many_and_the_next_run_the_following(tmp_path):
    assert run(tmp_path, three(), limit=2).totals["created"] == 2
    assert run(tmp_path, three(), limit=2).totals["created"] == 1


def test_a_piece_that_was_deleted_here_stays_away_until_it_is_asked_for(tmp_path):
    run(tmp_path, three())
    piece(3).delete()
    again = run(tmp_path, three())
    assert (again.totals["created"], again.totals["deleted"]) == (0, 1)
    assert run(tmp_path, three(), bring_back=True).totals["created"] == 1
    assert piece(3).title == "Three"
    assert ImportedPost.objects.count() == 3


def test_two_items_of_one_guid_are_one_piece(tmp_path):
    moved = run(tmp_path, wxr(post(1, more=rivers("1")), post(1, "Again", more=rivers("2"))))
    assert (moved.totals["created"], moved.totals["there"]) == (1, 1)


# Links


def link(address: str) -> str:
    return f'<p>See <a href="{address}">there</a>.</p>'


def test_links_forward_and_backward_lead_to_the_pieces(tmp_path):
    data = wxr(
        post(1, content=link("https://www.old.example/?p=2#more-2"), more=rivers("1")),
        post(2, slug="two", content=link("/2026/03/02/one/"), more=rivers("2")),
        post(3, content=link("http://old.example/two/"), slug="three", more=rivers("3")),
    ).replace(b"<wp:post_name><![CDATA[]]>", b"<wp:post_name><![CDATA[one]]>")
    assert run(tmp_path, data).totals["links_led_to_pages"] == 3
    for source, target in ((1, 2), (2, 1), (3, 2)):
        assert f'<a linktype="page" id="{piece(target).pk}">there</a>' in str(
            piece(source).body.raw_data[0]["value"]
        )


def test_a_link_to_a_piece_of_an_earlier_file_leads_to_it(tmp_path):
    run(tmp_path, wxr(post(1, slug="one", more=rivers("1"))))
    run(tmp_path, wxr(post(2, content=link("https://old.example/2026/03/02/one/"), more=rivers("2"))))
    assert f'id="{piece(1).pk}"' in piece(2).body.raw_data[0]["value"]


def test_a_link_to_a_piece_that_comes_later_is_mended_by_the_run_that_brings_it(tmp_path):
    first = run(tmp_path, wxr(post(1, content=link("https://old.example/?p=2"), more=rivers("1"))))
    assert first.totals["links_still_leading_to_the_old_site"] == 1
    assert any("still to the old site [https://old.example/?p=2]" in line for line in first.lines)
    run(tmp_path, wxr(post(2, more=rivers("2"))))
    assert f'id="{piece(2).pk}"' in piece(1).body.raw_data[0]["value"]
    assert not ImportedPost.objects.filter(loose_links=True).exists()


def test_a_text_that_an_editor_has_in_hand_is_not_mended(tmp_path):
    run(tmp_path, wxr(post(1, content=link("https://old.example/?p=2"), more=rivers("1"))))
    draft_of(piece(1), title="In hand")
    run(tmp_path, wxr(post(2, more=rivers("2"))))
    assert "linktype" not in str(piece(1).body.raw_data)
    assert "linktype" not in piece(1).latest_revision.content["body"]


def test_the_links_of_a_draft_are_mended_in_its_version_too(tmp_path):
    note = "One[ref]" + link("https://old.example/?p=2") + "[/ref]."
    run(tmp_path, wxr(post(1, content=note, status="draft", more=rivers("1")), post(2, more=rivers("2"))))
    draft = piece(1).get_latest_revision_as_object()
    assert f'id="{piece(2).pk}"' in draft.footnotes.get().text
    assert piece(1).footnotes.get().text == draft.footnotes.get().text


def test_a_link_to_a_draft_says_nothing_of_it_to_readers(tmp_path, client):
    data = wxr(
        post(1, content=link("https://old.example/?p=2"), more=rivers("1")),
        post(2, "Secret", slug="secret-name", status="draft", more=rivers("2")),
    )
    run(tmp_path, data)
    assert "secret-name" not in client.get(piece(1).url).content.decode()


def test_a_link_to_a_file_of_the_old_site_is_told(tmp_path):
    file = "https://old.example/wp-content/uploads/2026/03/report.pdf"
    moved = run(tmp_path, wxr(post(1, content=link(file), more=rivers("1"))))
    assert "A link leads to a file on the old site, which was not brought over." in moved.findings(1)
    assert not ImportedPost.objects.get().loose_links
    assert f'href="{file}"' in piece(1).body.raw_data[0]["value"]


# Addresses


def test_an_address_that_the_site_itself_uses_gets_a_suffix(tmp_path):
    run(tmp_path, wxr(post(1, slug="feed", more=rivers("1"))))
    assert piece(1).slug == "feed-2"


def test_an_address_as_the_old_site_wrote_it_leads_to_the_piece(tmp_path, client):
    run(tmp_path, wxr(post(1, link="https://old.example/%EB%AC%BC/%EA%B0%92/", more=rivers("1"))))
    assert client.get("/물/값/").headers["Location"] == piece(1).url
    assert client.get("/%eb%ac%bc/%ea%b0%92").headers["Location"] == piece(1).url


def test_titles_that_make_no_address_come_in_with_one(tmp_path, client):
    """URL-01, as posts without a name of their own."""
    titles = [each["title"] for each in json.loads(shared("cases/inputs/url-01-titles.json"))]
    moved = run(
        tmp_path, wxr(*(post(id, title, more=rivers(str(id))) for id, title in enumerate(titles, start=1)))
    )
    assert (moved.totals["created"], moved.totals["live"]) == (len(titles), len(titles))
    slugs = [piece(id).slug for id in range(1, len(titles) + 1)]
    assert len(set(slugs)) == len(titles)
    assert [slug for slug in slugs if not slug.strip("-") or slug.startswith("-") or len(slug) > 255] == []
    assert {client.get(f"/series/rivers/{slug}/").status_code for slug in slugs} == {200}
    assert {client.get(quote(f"/series/rivers/{slug}/")).status_code for slug in slugs} == {200}
