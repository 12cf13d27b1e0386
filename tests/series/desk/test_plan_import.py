"""A plan from a table (SER-05)."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from series.models import PlannedPart
from tests.factories import AuthorFactory, SeriesFactory, UserFactory
from tests.shared import shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    return SeriesFactory(slug="rivers")


@pytest.fixture
def table(tmp_path):
    def write(content):
        path = tmp_path / "plan.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def run(path, *arguments) -> str:
    out = io.StringIO()
    try:
        call_command("import_series_plan", str(path), *arguments, stdout=out, stderr=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return out.getvalue()


def planned() -> list[tuple]:
    return [(part.working_title, part.part_number) for part in PlannedPart.objects.all()]


def test_the_plan_of_the_case_keeps_its_order_and_tells_of_the_broken_rows(series, table):
    path = table(shared("cases/inputs/ser-05-order.csv"))
    told = run(path, "--series", "rivers")
    order = [
        ("Before the River", 0),
        ("The Upper Gauge", 1),
        ("The Other Middle", 2),
        ("The Middle Gauge", 3),
        ("The Lower Gauge", 5),
        ("A Letter From the Mouth", None),
    ]
    assert planned() == order
    assert "Row 8 was refused: “part_number” is a whole number from 0 to 9999, not “-3”." in told
    assert "Row 9 was refused: “part_number” is a whole number from 0 to 9999, not “two”." in told
    assert "Row 3: Number 2 is planned already; the part was given number 3." in told
    assert "6 created, 0 updated, 0 unchanged, 2 errors." in told
    assert "0 created, 0 updated, 6 unchanged, 2 errors." in run(path, "--series", "rivers")
    assert planned() == order


def test_every_column_is_read(series, table):
    author, editor = AuthorFactory(title="Zora Whitlock"), UserFactory(username="min")
    run(
        table(
            "no,title,한국어 제목,author,expected,due,words,announced,state,editor,brief\n"
            "4,The gauge,수위표,zora whitlock,2026. 3. 1.,2026-02-01,1200,yes,promised,min,Ask early\n"
            "5,The levee,,Ilse Marrow,,,,,,,\n"
        ),
        "--series",
        "rivers",
    )
    first, second = PlannedPart.objects.all()
    assert (first.part_number, first.working_title, first.working_title_ko, first.author) == (
        4, "The gauge", "수위표", author.page_ptr.specific,
    )  # fmt: skip
    assert (first.expected_on, first.due_on, first.words) == (date(2026, 3, 1), date(2026, 2, 1), 1200)
    assert (first.announced, first.state, first.handling_editor, first.brief) == (
        True, "promised", editor, "Ask early",
    )  # fmt: skip
    assert (second.author, second.author_name, second.announced) == (None, "Ilse Marrow", False)


def test_a_second_table_brings_up_to_date_what_it_has_columns_for(series, table):
    PlannedPart.objects.create(series=series, working_title="The gauge", part_number=4, brief="Kept")
    told = run(table("title,words\nTHE GAUGE,900\n"), "--series", "rivers")
    part = PlannedPart.objects.get()
    assert (part.words, part.brief, part.part_number) == (900, "Kept", 4)
    assert "0 created, 1 updated" in told


def test_a_rehearsal_writes_nothing(series, table):
    assert "Would be: 1 created" in run(table("title\nThe gauge\n"), "--series", "rivers", "--dry-run")
    assert not PlannedPart.objects.exists()


def test_all_can_be_announced(series, table):
    run(table("title\nThe gauge\n"), "--series", "rivers", "--announce")
    assert PlannedPart.objects.get().announced


def test_the_series_need_not_be_named_where_there_is_one(series, table):
    assert "1 created" in run(table("title\nThe gauge\n"))
    SeriesFactory(slug="roads")
    assert "Name the series with --series SLUG. Series: " in run(table("title\nThe levee\n"))
    assert "There is no series “riverz”" in run(table("title\nThe levee\n"), "--series", "riverz")


def test_rows_without_a_title_and_unknown_editors_are_refused(series, table):
    told = run(table("title,editor\n,min\nThe gauge,nobody\n"), "--series", "rivers")
    assert "Row 3 was refused: Nobody here has the user name or mail address “nobody”." in told
    assert "Row 2 was refused: " in told
