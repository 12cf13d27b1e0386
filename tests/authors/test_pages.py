"""The list of authors and an author's page, as anonymous readers get them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from authors.models import AuthorLink, AuthorPage
from authors.order import matches, sorting_key
from series.models import Byline, SeriesEditor
from tests.factories import (
    AuthorFactory,
    ImageFactory,
    InstallmentFactory,
    PlannedPartFactory,
    SeriesFactory,
    TopicFactory,
    translated,
)

pytestmark = pytest.mark.django_db


def text(response) -> str:
    """What is read on a page: no markup, single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def plain(markup: str) -> str:
    return re.sub(r"<[^>]+>", "", markup)


def names(response) -> list[str]:
    """The names in a list of authors, in order."""
    return [plain(name) for name in re.findall(r"<h3><a [^>]+>(.+?)</a></h3>", response.content.decode())]


def titles(response) -> list[str]:
    """The pieces on an author's page, in order."""
    return [plain(title) for title in re.findall(r"<h4><a [^>]+>(.+?)</a></h4>", response.content.decode())]


def day(number):
    return datetime(2021, 2, number, tzinfo=UTC)


class TestList:
    def test_people_stand_by_family_name_before_desks(self, client):
        people = [
            AuthorFactory(title="Abel Zimmer", family_name="Zimmer"),
            AuthorFactory(title="Zora Anand", family_name="Anand"),
            AuthorFactory(title="Élodie Émond", family_name="Émond"),
            AuthorFactory(title="김서윤", family_name="김"),
            AuthorFactory(title="강이슬", family_name="강"),
            AuthorFactory(title="A desk", kind=AuthorPage.Kind.ORGANISATION, family_name=""),
        ]
        InstallmentFactory(bylines=people)
        page = client.get("/authors/")
        assert names(page) == ["Zora Anand", "Élodie Émond", "Abel Zimmer", "강이슬", "김서윤", "A desk"]
        assert re.findall(r'id="(people|desks)">(\w+)<', page.content.decode()) == [
            ("people", "People"), ("desks", "Desks"),
        ]  # fmt: skip

    def test_each_has_the_number_of_their_pieces_and_the_latest(self, client):
        author, series = AuthorFactory(), SeriesFactory()
        InstallmentFactory(parent=series, title="Old", bylines=[author], first_published_at=day(1))
        InstallmentFactory(parent=series, title="New", bylines=[author, author], first_published_at=day(2))
        InstallmentFactory(parent=series, title="Hidden", bylines=[author], live=False)
        page = text(client.get("/authors/"))
        assert "2 installments Latest: New" in page
        assert "Hidden" not in page

    def test_a_piece_and_its_translation_count_once(self, client):
        author = AuthorFactory(title="Choe Won-gi")
        translated(InstallmentFactory(bylines=[author]))
        assert "1 installment, in English and Korean" in text(client.get("/authors/"))

    def test_a_desk_that_only_translates_counts_translations(self, client):
        desk = AuthorFactory(title="Korean Edition", kind=AuthorPage.Kind.ORGANISATION)
        piece = InstallmentFactory()
        Byline.objects.create(page=piece, author=desk, role=Byline.Role.TRANSLATOR, locale=piece.locale)
        assert "1 translation " in text(client.get("/authors/"))

    def test_an_author_with_a_page_in_each_language_appears_once_in_that_of_the_page(self, client):
        author = AuthorFactory(title="Choe Won-gi", native_name="최원기", slug="choe-won-gi")
        translated(author, title="최원기", native_name="")
        InstallmentFactory(bylines=[author])
        assert names(client.get("/authors/")) == ["Choe Won-gi 최원기"]
        assert names(client.get("/ko/authors/")) == ["최원기"]

    def test_an_author_without_a_page_in_the_language_is_listed_with_the_other(self, client):
        InstallmentFactory(bylines=[AuthorFactory(title="Zora Whitlock", slug="zora")])
        page = client.get("/ko/authors/").content.decode()
        assert '<a href="/authors/zora/" hreflang="en">' in page

    @pytest.mark.parametrize(
        "asked", ["최원", "CHOE", "won-gi", "wongi", "Won-gi Choe", "choe won", " choe  ", "Ch%C3%B6e"]
    )
    def test_a_name_is_found_in_any_script_case_and_order(self, client, asked):
        choe = AuthorFactory(title="Choe Won-gi", native_name="최원기")
        InstallmentFactory(bylines=[choe, AuthorFactory(title="Zora Whitlock")])
        assert names(client.get(f"/authors/?q={asked}")) == ["Choe Won-gi 최원기"]

    def test_a_latin_name_is_found_where_the_display_name_is_not_in_it(self, client):
        InstallmentFactory(bylines=[AuthorFactory(title="김서윤", latin_name="Kim Seo-yun")])
        assert names(client.get("/authors/?q=seoyun")) == ["김서윤"]

    @pytest.mark.parametrize("asked", ["nobody", "%00", "x" * 7000, "%25", "_", "'", "%ff"])
    def test_what_is_nobodys_name_finds_nobody_or_everybody(self, client, asked):
        InstallmentFactory(bylines=[AuthorFactory(title="Zora Whitlock")])
        page = client.get(f"/authors/?q={asked}")
        assert page.status_code == 200
        assert names(page) == (["Zora Whitlock"] if asked == "%00" else [])

    def test_who_is_only_announced_is_listed_without_a_latest_piece(self, client):
        PlannedPartFactory(author=AuthorFactory(title="Mina Park"))
        PlannedPartFactory(author=AuthorFactory(title="Secret Plan"), announced=False)
        page = client.get("/authors/")
        assert names(page) == ["Mina Park"]
        assert "First part announced" in text(page)

    @pytest.mark.parametrize("state", ["draft", "expired", "private", "under a draft series", "none"])
    def test_nobody_without_a_visible_piece_is_listed_or_found(self, client, state):
        author = AuthorFactory(title="Quill Feather", slug="quill")
        if state != "none":
            series = SeriesFactory(live=state != "under a draft series")
            piece = InstallmentFactory(parent=series, bylines=[author], live=state != "draft")
            if state == "expired":
                piece.expire_at = timezone.now() - timedelta(seconds=1)
                piece.save()
            if state == "private":
                series.view_restrictions.create(restriction_type="password", password="not-told")
        assert "Quill" not in text(client.get("/authors/"))
        assert client.get("/authors/quill/").status_code == 404

    def test_an_empty_list_says_so(self, client):
        assert "No commentary has been published yet." in text(client.get("/authors/"))

    @pytest.mark.parametrize("people", [3, 60])
    def test_the_number_of_queries_does_not_grow(self, client, django_assert_max_num_queries, people):
        series = SeriesFactory()
        for _ in range(people):
            InstallmentFactory(
                parent=series, bylines=[AuthorFactory(photo=ImageFactory(file__width=60, file__height=60))]
            )
        client.get("/authors/")
        with django_assert_max_num_queries(10):
            page = client.get("/authors/")
        assert len(names(page)) == min(people, 40)


class TestPage:
    def test_pieces_stand_series_by_series_newest_first_each_once(self, client):
        author = AuthorFactory(slug="zora")
        tides, walls = SeriesFactory(title="Tides", planned_parts=3), SeriesFactory(title="Walls")
        for series, title, when in [(tides, "First", 1), (walls, "Second", 2), (tides, "Third", 3)]:
            InstallmentFactory(
                parent=series, title=title, bylines=[author, author], first_published_at=day(when)
            )
        page = client.get("/authors/zora/")
        assert titles(page) == ["Third", "First", "Second"]
        assert names(page) == ["Tides", "Walls"]
        assert "Tides Part 2 of 3 Third" in text(page)

    def test_each_piece_says_what_they_did_for_it(self, client):
        author, series = AuthorFactory(slug="zora"), SeriesFactory()
        for number, roles in enumerate(
            [["author"], ["translator"], ["author", "photographer"], ["interviewer"]]
        ):
            piece = InstallmentFactory(parent=series, first_published_at=day(number + 1))
            for place, role in enumerate(roles):
                Byline.objects.create(
                    page=piece, author=author, role=role, sort_order=place, locale=piece.locale
                )
        rows = re.findall(r'meta__items"><span>([^<]+)</span>', client.get("/authors/zora/").content.decode())
        assert rows == ["Interviewer", "Author, Photographer", "Translator", "Author"]

    def test_a_series_and_its_translation_are_one_group_with_the_name_in_the_language_of_the_page(
        self, client
    ):
        author = AuthorFactory(slug="zora")
        series = SeriesFactory(title="Tides")
        translated(series, title="밀물과 썰물")
        translated(InstallmentFactory(parent=series, title="Flood", bylines=[author]), title="밀물")
        assert names(client.get("/authors/zora/")) == ["Tides"]
        translated(author, slug="zora")
        assert names(client.get("/ko/authors/zora/")) == ["밀물과 썰물"]

    def test_a_korean_piece_is_marked(self, client):
        author = AuthorFactory(title="Choe Won-gi", slug="choe-won-gi")
        translated(InstallmentFactory(title="The end", bylines=[author]), title="끝")
        page = client.get("/authors/choe-won-gi/")
        assert set(titles(page)) == {"The end", "끝"}
        assert 'lang="ko" hreflang="ko">끝</a>' in page.content.decode()
        assert text(page).count("Korean edition") == 1

    def test_both_language_versions_and_merged_profiles_have_the_same_pieces(self, client):
        author = AuthorFactory(title="Choe Won-gi", slug="choe")
        korean = translated(author, title="최원기")
        merged = AuthorFactory(title="W. Choe", slug="w-choe", merged_into=author)
        series = SeriesFactory()
        for title, named in [("One", author), ("Two", korean), ("Three", merged)]:
            InstallmentFactory(parent=series, title=title, bylines=[named])
        assert set(titles(client.get("/authors/choe/"))) == {"One", "Two", "Three"}
        assert set(titles(client.get(korean.url))) == {"One", "Two", "Three"}
        assert names(client.get("/authors/")) == ["Choe Won-gi"]

    def test_a_merged_profile_leads_to_its_heir_for_good(self, client):
        heir = AuthorFactory(slug="choe")
        AuthorFactory(slug="w-choe", merged_into=heir)
        response = client.get("/authors/w-choe/")
        assert (response.status_code, response.headers["Location"]) == (301, "/authors/choe/")

    def test_it_says_who_they_are(self, client):
        author = AuthorFactory(
            title="Choe Won-gi",
            slug="choe",
            native_name="최원기",
            position="Professor",
            organisation="Korea National Diplomatic Academy",
            biography="<p>Teaches <b>diplomacy</b>.<script>alert(1)</script></p>",
            orcid="0000-0002-1825-0097",
        )
        AuthorLink.objects.create(page=author, label="Staff page", address="https://example.org/choe")
        InstallmentFactory(bylines=[author], topics=[TopicFactory(name="New Southern Policy")])
        page = client.get("/authors/choe/").content.decode()
        assert '<span lang="ko">최원기</span>' in page
        assert "<p>Teaches <b>diplomacy</b>.</p>" in page
        assert "Professor, Korea National Diplomatic Academy" in page
        assert 'href="https://orcid.org/0000-0002-1825-0097"' in page
        assert 'href="https://example.org/choe" rel="me">Staff page</a>' in page
        assert 'href="/topics/new-southern-policy/">New Southern Policy</a>' in page
        assert '<link rel="canonical" href="http://localhost/authors/choe/">' in page

    def test_topics_of_pieces_that_are_not_public_are_not_named(self, client):
        author = AuthorFactory(slug="zora")
        InstallmentFactory(bylines=[author])
        InstallmentFactory(bylines=[author], topics=[TopicFactory(name="Secret birds")], live=False)
        assert "Secret birds" not in text(client.get("/authors/zora/"))

    def test_an_announced_author_has_a_page_that_says_so(self, client):
        author = AuthorFactory(slug="mina")
        PlannedPartFactory(author=author)
        assert "A part by this author is announced" in text(client.get("/authors/mina/"))

    def test_it_names_its_real_translation(self, client):
        author = AuthorFactory(slug="choe")
        InstallmentFactory(bylines=[author])
        assert "hreflang" not in client.get("/authors/choe/").content.decode().split("</head>")[0]
        korean = translated(author, title="최원기", slug="choe")
        head = client.get("/authors/choe/").content.decode().split("</head>")[0]
        assert f'hreflang="ko" href="http://localhost{korean.url}"' in head

    def test_pieces_are_paged(self, client):
        author, series = AuthorFactory(slug="zora"), SeriesFactory()
        for _ in range(21):
            InstallmentFactory(parent=series, bylines=[author])
        assert len(titles(client.get("/authors/zora/"))) == 20
        assert len(titles(client.get("/authors/zora/?page=2"))) == 1
        assert client.get("/authors/zora/?page=3").status_code == 404

    def test_a_preview_shows_somebody_without_pieces_as_typed(self):
        author = AuthorFactory(live=False)
        author.title = "As typed"
        response = author.make_preview_request()
        assert (response.status_code, "As typed" in text(response)) == (200, True)

    @pytest.mark.parametrize("pieces", [3, 60])
    @pytest.mark.parametrize("kind", ["person", "organisation"])
    def test_the_number_of_queries_does_not_grow(self, client, django_assert_max_num_queries, pieces, kind):
        desk = AuthorFactory(title="Tidal Institute", slug="zora", kind="organisation")
        photo = ImageFactory(file__width=60, file__height=60)
        series = SeriesFactory(planned_parts=100)
        if kind == "person":
            desk.slug = "desk"
            desk.save()
            InstallmentFactory(parent=series, bylines=[desk])
            author = AuthorFactory(slug="zora", photo=photo, organisation="Tidal Institute")
        else:
            author = desk
            author.photo = photo
            author.save()
            InstallmentFactory(parent=series, bylines=[AuthorFactory(organisation="tidal institute")])
        for _ in range(pieces):
            InstallmentFactory(parent=series, bylines=[author, AuthorFactory()], topics=[TopicFactory()])
        client.get("/authors/zora/")
        with django_assert_max_num_queries(10):
            page = client.get("/authors/zora/").content.decode()
        assert ("Tidal Institute</a>" in page) == (kind == "person")


class TestByl03:
    """Names as their owners write them, on the page of a piece and in lists."""

    NAMES = ("김서윤", "Nguyễn Thị Hạnh", "Sutarjo", "María José Carreño Quiñones", "Ludwig van der Hoeven",
             "Institute for Rivers and Rates")  # fmt: skip

    def test_the_byline_stands_in_order(self, client):
        authors = [AuthorFactory(title=name, family_name="") for name in self.NAMES]
        topic = TopicFactory(name="Rivers")
        piece = InstallmentFactory(bylines=authors, topics=[topic])
        expected = (
            "김서윤, Nguyễn Thị Hạnh, Sutarjo, María José Carreño Quiñones, Ludwig van der Hoeven "
            "and Institute for Rivers and Rates"
        )
        assert expected in plain(client.get(piece.url).content.decode())
        assert expected in plain(client.get("/topics/rivers/").content.decode())

    def test_a_hangul_name_has_its_language_in_a_list(self, client):
        InstallmentFactory(bylines=[AuthorFactory(title="김서윤", family_name="김", slug="kim")])
        assert '<a href="/authors/kim/" lang="ko">김서윤</a>' in client.get("/authors/").content.decode()


def test_names_sort_by_family_name_without_case_and_accents():
    people = [
        ("Nguyễn Thị Hạnh", "Nguyễn"),
        ("Zoë Đặng", "Đặng"),
        ("abel de Vries", "de Vries"),
        ("김서윤", "김"),
    ]
    assert [name for name, _ in sorted(people, key=lambda person: sorting_key(*person))] == [
        "Zoë Đặng", "abel de Vries", "Nguyễn Thị Hạnh", "김서윤",
    ]  # fmt: skip


def test_each_language_has_its_own_letters_first_and_hangul_by_the_whole_name():
    people = [
        ("Abel Zimmer", "Zimmer"),
        ("남주혁", "남"),
        ("남궁민", "남궁"),
        ("남경수", "남"),
        ("Zora Anand", "Anand"),
    ]
    latin, hangul = ["Zora Anand", "Abel Zimmer"], ["남경수", "남궁민", "남주혁"]
    for language, expected in (("en", latin + hangul), ("ko", hangul + latin)):
        with translation.override(language):
            found = sorted(people, key=lambda person: sorting_key(*person))
        assert [name for name, _ in found] == expected


def test_every_word_must_be_in_a_name():
    assert matches("hanh nguyen", ["Nguyễn Thị Hạnh", ""])
    assert not matches("hanh park", ["Nguyễn Thị Hạnh"])


def test_the_editor_of_a_series_is_linked_there_only_when_their_page_is_found(client):
    series = SeriesFactory(slug="rivers")
    editor = AuthorFactory(title="Zora Whitlock", slug="zora")
    SeriesEditor.objects.create(page=series, author=editor, sort_order=0)
    assert 'href="/authors/zora/"' not in client.get("/series/rivers/").content.decode()
    assert client.get("/authors/zora/").status_code == 404
    InstallmentFactory(parent=series, bylines=[editor])
    assert 'href="/authors/zora/">Zora Whitlock</a>' in client.get("/series/rivers/").content.decode()
    assert client.get("/authors/zora/").status_code == 200
