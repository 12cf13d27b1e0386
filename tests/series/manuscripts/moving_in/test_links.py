"""Links between pieces, to files of the old site, and the old addresses."""

import json
from urllib.parse import quote

import pytest

from series.models import ImportedPost, SeriesPage
from tests.series.manuscripts.moving_in.moved import link, piece, rivers
from tests.series.manuscripts.moving_in.moves import run
from tests.series.manuscripts.wordpress.exports import post, term, wxr
from tests.shared import shared

pytestmark = pytest.mark.django_db


def test_a_series_whose_address_is_taken_by_the_site_itself_is_one_series_in_all_runs(tmp_path):
    more = term("series", "feed", "The feed")
    run(tmp_path, wxr(post(1, more=more)))
    run(tmp_path, wxr(post(2, more=more)))
    assert SeriesPage.objects.get().slug == "feed-2"
    assert piece(1).series == piece(2).series


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
