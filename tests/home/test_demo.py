"""The demonstration: complete, loaded once, honest about whose words it prints; in Korean too, on every kind of page."""

import pytest
from django.core.management import call_command

from authors.models import AuthorPage, User
from series.editions.docx import write_docx
from series.editions.manuscripts import edition_of
from series.manuscripts.word import read_word
from series.models import InstallmentPage, PlannedPart, SeriesPage
from tests.factories import locale
from tests.home.english import korean_page
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


def test_every_page_of_the_demo_is_korean(client):
    part = "/ko/series/asean-korea-2021/after-the-new-southern-policy/"
    for address in [
        "/ko/", "/ko/series/", "/ko/series/asean-korea-2021/", part, "/ko/authors/", "/ko/authors/?q=없음",
        "/ko/authors/choe-won-gi/", "/ko/topics/", "/ko/topics/new-southern-policy/", "/ko/search/",
        "/ko/search/?q=신남방", "/ko/search/?q=없음", "/ko/about/",
    ]:  # fmt: skip
        korean_page(client, address)
    korean_page(client, "/ko/no-such-page/", 404)


def test_a_translated_part_says_its_place_in_korean(client):
    source = client.get("/ko/series/asean-korea-2021/after-the-new-southern-policy/").content.decode()
    assert "6부 중 마지막" in source
    assert "<span>전체 여섯 편</span>" in source
    assert "읽는 시간 3분" in source
    assert 'aria-label="각주 1"' in source
    assert "본문으로 건너뛰기" in source
    assert "편집자 주." in source


def test_a_translation_leads_to_all_parts_as_the_others_stand_beside_it_in_english(client):
    source = client.get("/ko/series/asean-korea-2021/after-the-new-southern-policy/").content.decode()
    assert "여섯 편 모두 보기" in source
    assert 'rel="prev" hreflang="en"' in source


def test_a_translation_that_stands_alone_is_not_called_the_first_of_all_parts(client):
    SeriesPage.objects.filter(locale__language_code="ko").update(untranslated_parts="left_out")
    source = client.get("/ko/series/asean-korea-2021/after-the-new-southern-policy/").content.decode()
    assert "시리즈의 첫 글입니다" not in source
    assert "여섯 편 모두 보기" not in source


def test_the_editors_of_a_translated_series_are_named_in_its_language(client):
    assert "시리즈 편집자</a>" in client.get("/ko/series/asean-korea-2021/").content.decode()
