"""Authors from a table (BYL-03)."""

import io

import pytest
from django.core.management import CommandError, call_command

from authors.models import AuthorPage
from tests.factories import AuthorFactory
from tests.shared import shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(tmp_path):
    def write(content) -> str:
        path = tmp_path / "authors.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def run(*arguments) -> str:
    out = io.StringIO()
    call_command("import_authors", *map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def test_the_authors_of_the_case_are_made_once(table):
    path = table(shared("cases/inputs/byl-03-authors.csv"))
    assert "6 created, 0 unchanged, 0 errors." in run(path)
    assert "0 created, 6 unchanged, 0 errors." in run(path)
    made = AuthorPage.objects.order_by("path")
    assert [(a.title, a.family_name, a.given_name, a.kind, a.live) for a in made] == [
        ("김서윤", "김", "서윤", "person", False),
        ("Nguyễn Thị Hạnh", "Nguyễn", "Thị Hạnh", "person", False),
        ("Sutarjo", "Sutarjo", "", "person", False),
        ("María José Carreño Quiñones", "Carreño Quiñones", "María José", "person", False),
        ("Ludwig van der Hoeven", "van der Hoeven", "Ludwig", "person", False),
        ("Institute for Rivers and Rates", "", "", "organisation", False),
    ]
    assert made[0].latin_name == "Kim Seo-yun"


def test_rows_that_cannot_be_are_refused_with_number_and_reason_and_the_others_imported(table):
    path = table(
        "name,kind,orcid\nAda Marsh,person,0000-0002-1825-0097\n,person,\nIlse Marrow,robot,\n"
        "Zora,person,0000-0002-1825-0098\nMin Park,,\n"
    )
    out = io.StringIO()
    with pytest.raises(CommandError, match="3 rows were refused"):
        call_command("import_authors", str(path), stdout=out, stderr=out)
    told = out.getvalue()
    assert "Row 3 was refused: The row has no name." in told
    assert "Row 4 was refused: “kind” is one of person, organisation, not “robot”." in told
    assert "Row 5 was refused: One digit of this ORCID is mistyped" in told
    assert sorted(AuthorPage.objects.values_list("title", flat=True)) == ["Ada Marsh", "Min Park"]


def test_an_author_that_is_there_is_left_as_it_is_and_what_differs_is_told(table):
    AuthorFactory(title="Ada Marsh", family_name="Marsh", position="Clerk")
    told = run(table("name,position\nada  marsh,Mayor\n"))
    assert "Row 2: “Ada Marsh” is there already, with another position" in told
    assert AuthorPage.objects.get().position == "Clerk"


def test_a_name_that_comes_twice_is_one_author(table):
    assert "1 created, 1 unchanged" in run(table("name\nAda Marsh\nADA MARSH\n"))


def test_a_rehearsal_writes_nothing(table):
    assert "Would be: 1 created" in run(table("name\nAda Marsh\n"), "--dry-run")
    assert not AuthorPage.objects.exists()


def test_pages_are_published_and_korean_when_asked_for(table):
    run(table("name,language\nAda Marsh,ko\n"), "--publish")
    author = AuthorPage.objects.get()
    assert (author.live, author.locale.language_code) == (True, "ko")


def test_markup_in_a_biography_is_text(table):
    run(table("name,bio\nAda Marsh,<script>alert(1)</script>\n"))
    assert AuthorPage.objects.get().biography == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_a_file_that_is_no_table_is_refused(table):
    with pytest.raises(CommandError, match="“display_name” is missing"):
        run(table("shoe size\n44\n"))
