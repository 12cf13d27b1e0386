"""The demonstration: complete, loaded once, honest about whose words it prints."""

import pytest
from django.core.management import call_command

from authors.models import AuthorPage, User
from series.editions.docx import write_docx
from series.editions.manuscripts import edition_of
from series.manuscripts.word import read_word
from series.models import InstallmentPage, PlannedPart, SeriesPage
from tests.factories import locale
from tests.series.editions.test_docx_round_trip import nameless

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _demo(lasting):
    with lasting():
        call_command("load_demo", verbosity=0)
        yield


def part(number):
    return InstallmentPage.objects.get(
        series__slug="asean-korea-2021", part_number=number, locale__language_code="en"
    )


def test_the_first_series_is_complete_in_six_parts():
    series = SeriesPage.objects.get(slug="asean-korea-2021", locale__language_code="en")
    assert (series.title, series.status, series.planned_parts) == (
        "Prospects of ASEAN-Korea relations in 2021",
        "complete",
        6,
    )
    parts = InstallmentPage.objects.visible().filter(series=series).order_by("part_number")
    assert list(parts.values_list("part_number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_the_last_part_is_credited_as_a_summary_and_says_so():
    last = part(6)
    assert [(row.name, row.role) for row in last.bylines.all()] == [
        ("Series Editors", "summary_by"),
        ("Choe Won-gi", "original_author"),
    ]
    assert "summary" in last.editors_note
    assert "last in the series" in last.editors_note
    assert AuthorPage.objects.get(title="Choe Won-gi").native_name == "최원기"


def test_the_last_part_has_a_korean_translation_with_its_number():
    korean = part(6).get_translation(locale("ko"))
    assert (korean.live, korean.part_number, korean.series.title) == (True, 6, "2021년 한·아세안 관계 전망")


def test_the_parts_show_what_a_piece_can_hold():
    kinds = {block.block_type for page in InstallmentPage.objects.all() for block in page.body}
    assert {"paragraph", "heading", "table", "chart", "pull_quote", "image", "key_takeaways"} <= kinds
    assert part(1).footnotes.count() == 2
    assert part(3).corrections.count() == 1


def test_the_second_series_has_parts_to_come_and_the_column_has_no_numbers():
    assert PlannedPart.objects.filter(series__slug="city-and-its-water", announced=True).count() == 3
    notes = InstallmentPage.objects.filter(series__slug="from-the-reading-room")
    assert list(notes.values_list("part_number", flat=True)) == [None, None, None]


def test_loading_again_changes_nothing(capsys):
    before = InstallmentPage.objects.count(), InstallmentPage.objects.get(pk=part(1).pk).latest_revision_id
    call_command("load_demo", verbosity=0)
    assert (InstallmentPage.objects.count(), part(1).latest_revision_id) == before
    assert "nothing changed" in capsys.readouterr().out


def test_no_demo_accounts_where_debug_is_off():
    assert not User.objects.exists()


def test_demo_accounts_get_a_role_each_and_a_password_that_is_printed(settings, capsys):
    settings.DEBUG = True
    call_command("load_demo")
    password = capsys.readouterr().out.split("Password for each: ")[1].strip()
    roles = {user.username: user.groups.get().name for user in User.objects.all()}
    assert roles == {"contributor": "Contributors", "editor": "Editors", "managing": "Managing editors"}
    assert all(user.check_password(password) for user in User.objects.all())
    call_command("load_demo")
    assert "Password" not in capsys.readouterr().out


def test_every_piece_goes_out_as_word_and_comes_in_the_same():
    for piece in InstallmentPage.objects.all():
        edition = edition_of(piece)
        back = read_word(write_docx(edition.manuscript, edition.credit_lines))
        assert nameless(back) == nameless(edition.manuscript), piece.title
