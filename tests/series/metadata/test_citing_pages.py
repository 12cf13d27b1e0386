"""The panel "Cite" and the files below a page's address, for pieces, series and columns."""

import json
import re

import pytest

from series.citation.files import FILES
from series.models import SeriesPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece():
    zora = factories.AuthorFactory(title="Zora Whitlock", family_name="Whitlock", given_name="Zora")
    seo = factories.AuthorFactory(title="김서윤", family_name="김", given_name="서윤")
    series = factories.SeriesFactory(title="Rivers", citation_kind="newspaperArticle")
    return factories.InstallmentFactory(parent=series, title="The gauge", bylines=[zora, seo])


@pytest.mark.parametrize(
    ("name", "start"), [("cite.bib", "@online{"), ("cite-bibtex.bib", "@misc{"), ("cite.ris", "TY  - NEWS")]
)
def test_a_piece_is_taken_away_as_a_file(client, piece, name, start):
    answer = client.get(f"{piece.url}{name}")
    assert answer.status_code == 200
    assert answer.content.decode().startswith(start)
    assert answer["Content-Type"].startswith(FILES[name].media_type)
    assert re.fullmatch(r'attachment; filename="[\w.-]+"', answer["Content-Disposition"], re.ASCII)
    assert "Set-Cookie" not in answer


def test_csl_json_holds_one_item_with_the_authors_in_order(client, piece):
    (item,) = json.loads(client.get(f"{piece.url}cite.json").content)
    assert item["author"] == [{"family": "Whitlock", "given": "Zora"}, {"family": "김", "given": "서윤"}]
    assert (item["collection-title"], item["collection-number"], item["type"]) == (
        "Rivers",
        "1",
        "article-newspaper",
    )
    assert item["URL"] == f"http://localhost{piece.url}"


def test_a_series_is_taken_away_with_all_its_parts(client, piece):
    factories.InstallmentFactory(parent=piece.series, title="The levee")
    items = json.loads(client.get(f"{piece.series.url}cite.json").content)
    assert [(item["title"], item["URL"]) for item in items] == [
        ("Rivers", f"http://localhost{piece.series.url}"),
        ("The gauge", f"http://localhost{piece.url}"),
        ("The levee", f"http://localhost{piece.series.url}the-levee/"),
    ]
    assert len({item["id"] for item in items}) == 3


def test_a_column_is_taken_away_whole_however_long_its_list(client):
    column = factories.SeriesFactory(form=SeriesPage.Form.COLUMN)
    for _ in range(31):
        factories.InstallmentFactory(parent=column)
    assert len(json.loads(client.get(f"{column.url}cite.json").content)) == 32


def test_the_panel_prints_each_style_and_links_the_files(client, piece):
    page = client.get(piece.url).content.decode()
    assert "Whitlock, Zora, and 김서윤. “The Gauge.” <i>Commentary Series</i>. Rivers 1. " in page
    assert "Whitlock, Z., &amp; 김서윤." in page
    for name in FILES:
        assert f'href="{piece.url}{name}"' in page


def test_a_long_address_breaks_behind_a_slash_and_is_copied_whole(client, piece):
    page = client.get(piece.url).content.decode()
    assert "http://localhost/<wbr>series/<wbr>rivers/<wbr>the-gauge/" in page


@pytest.mark.parametrize("name", ["cite.xml", "cite.bib/", "cite.bib.bib", "cite", "cite.BIB"])
def test_other_names_are_not_there(client, piece, name):
    assert client.get(f"{piece.url}{name}").status_code in (301, 404)


def test_a_draft_has_no_files(client, piece):
    draft = factories.InstallmentFactory(parent=piece.series, live=False)
    assert client.get(f"{piece.series.url}{draft.slug}/cite.ris").status_code == 404


def test_pages_without_citations_have_no_files(client, piece):
    assert client.get("/cite.bib").status_code == 404
    assert client.get("/series/cite.bib").status_code == 404
