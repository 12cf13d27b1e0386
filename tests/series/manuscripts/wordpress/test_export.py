"""What the reader of exports makes of the parts of a file."""

from datetime import UTC, datetime

import pytest

from series.manuscripts.wordpress import State
from tests.series.manuscripts.wordpress.exports import (
    SITE,
    attachment,
    author,
    meta,
    post,
    posts,
    read,
    series_term,
    skipped,
    term,
    wxr,
)


def only(data: bytes):
    [found] = posts(data)
    return found


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_every_version_of_the_format_is_read(version):
    found = only(wxr(post(10, "Overview", slug="overview"), version=version))
    assert (found.id, found.guid, found.title, found.slug) == (10, f"{SITE}/?p=10", "Overview", "overview")


@pytest.mark.parametrize(
    ("stored", "title"),
    [
        ("One &amp; Only", "One & Only"),
        ("&amp;amp; stays", "&amp; stays"),
        ("A <em>very</em> long day", "A very long day"),
        ("2 &lt; 3", "2 < 3"),
        ("수도요금", "수도요금"),
        ("  two   spaces ", "two spaces"),
    ],
)
def test_a_title_is_read_once_as_html(stored, title):
    assert only(wxr(post(1, stored))).title == title


@pytest.mark.parametrize(
    ("stored", "slug"),
    [
        ("%ec%88%98%eb%8f%84", "수도"),
        ("%EC%88%98%EB%8F%84", "수도"),
        (
            "%ec%88%98%eb%8f",
            "수",
        ),  # WordPress cuts encoded names at 200 characters, through a letter if need be
        ("plain-name", "plain-name"),
        ("", ""),
    ],
)
def test_a_name_reads_as_it_is_meant(stored, slug):
    assert only(wxr(post(1, slug=stored))).slug == slug


@pytest.mark.parametrize(
    ("date", "gmt", "expected"),
    [
        ("2026-03-02 09:00:00", "2026-03-02 00:00:00", datetime(2026, 3, 2, tzinfo=UTC)),
        ("2026-03-10 09:00:00", "0000-00-00 00:00:00", datetime(2026, 3, 10, tzinfo=UTC)),
        ("0000-00-00 00:00:00", "0000-00-00 00:00:00", datetime(2026, 3, 2, tzinfo=UTC)),
        ("nonsense", "2026-02-30 00:00:00", datetime(2026, 3, 2, tzinfo=UTC)),
    ],
)
def test_a_date_falls_back_to_the_sites_clock_and_then_to_the_feed(date, gmt, expected):
    data = wxr(post(1), post(2), post(3, date=date, gmt=gmt))
    assert posts(data)[2].created == expected


def test_a_date_that_nothing_tells_is_none():
    data = wxr(post(1, date="", gmt="")).replace(b"Mon, 02 Mar 2026", b"Wed, 30 Nov -0001")
    assert only(data).created is None


@pytest.mark.parametrize(
    ("status", "password", "state"),
    [
        ("publish", "", State.PUBLIC),
        ("publish", "hunter2", State.DRAFT),
        ("future", "", State.SCHEDULED),
        ("future", "hunter2", State.DRAFT),
        ("draft", "", State.DRAFT),
        ("pending", "", State.DRAFT),
        ("private", "", State.DRAFT),
        ("pitch", "", State.DRAFT),
    ],
)
def test_only_what_anybody_could_read_is_public(status, password, state):
    assert only(wxr(post(1, status=status, password=password))).state is state


def test_a_password_an_email_and_an_address_of_the_net_are_not_kept():
    comment = (
        "<wp:comment><wp:comment_author_email>reader@mail.example</wp:comment_author_email>"
        "<wp:comment_author_IP>192.0.2.7</wp:comment_author_IP><wp:comment_approved>1</wp:comment_approved></wp:comment>"
    )
    export = read(wxr(post(1, password="hunter2", more=comment)))
    kept = repr(export.index) + repr(vars(next(export.items())))
    assert not [secret for secret in ("hunter2", "reader@mail", "192.0.2.7", "maren@") if secret in kept]


def test_comments_are_counted_and_spam_apart():
    comments = "".join(
        f"<wp:comment><wp:comment_approved>{state}</wp:comment_approved></wp:comment>"
        for state in ("1", "1", "0", "spam", "trash")
    )
    found = only(wxr(post(1, more=comments)))
    assert (found.comments, found.spam) == (3, 2)


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("post", "trash"),
        ("post", "auto-draft"),
        ("page", "publish"),
        ("nav_menu_item", "publish"),
        ("revision", "inherit"),
    ],
)
def test_what_is_no_piece_is_told_and_not_read(kind, status):
    [found] = skipped(wxr(post(1, "Gone", kind=kind, status=status)))
    assert (found.id, found.kind, found.status, found.title) == (1, kind, status, "Gone")


def test_other_types_of_post_are_read_when_they_are_named():
    data = wxr(post(1, kind="commentary"))
    assert posts(data) == []
    assert len(posts(data, kinds=("post", "commentary"))) == 1


# People


def names(found):
    return [credit.entry.name if credit.entry else None for credit in found.credits]


def test_the_author_is_the_account_that_wrote():
    assert names(only(wxr(post(1)))) == ["Maren Oakfield"]


@pytest.mark.parametrize("people", [author("admin", "admin"), ""])
def test_a_login_that_nobody_is_behind_is_no_name(people):
    [credit] = only(wxr(post(1, creator="admin"), people=people)).credits
    assert (credit.login, credit.entry) == ("admin", None)


def test_an_account_that_shows_its_login_has_the_name_it_filled_in():
    people = author("lee", "lee", first="진", last="이") + author("ada", "ada", first="Ada", last="Marsh")
    data = wxr(post(1, creator="lee"), post(2, creator="ada"), people=people)
    assert [names(found) for found in posts(data)] == [["이진"], ["Ada Marsh"]]


def test_co_authors_stand_in_their_order_under_the_names_of_their_accounts_and_guest_pages():
    guest = post(
        70, "Ada Marsh", "", kind="guest-author", slug="cap-marsh",
        more=meta(**{"cap-display_name": "Ada Marsh", "cap-user_login": "marsh", "cap-description": "Ada writes."}),
    )  # fmt: skip
    terms = (
        term("author", "cap-marsh", "marsh")
        + term("author", "cap-maren", "maren")
        + term("author", "cap-lee", "이진")
    )
    found = only(wxr(post(1, more=terms), guest))
    assert names(found) == ["Ada Marsh", "Maren Oakfield", "이진"]
    assert found.credits[0].entry.biography == "Ada writes."


# Series


def test_organize_series_keeps_the_part_beside_the_id_of_the_series():
    more = (
        term("series", "deltas", "Deltas") + term("series", "rivers", "Rivers")
        + meta(_series_part_8="4", _series_part_7="2")
    )  # fmt: skip
    data = wxr(
        series_term(7, "rivers", "Rivers", "Who builds."),
        series_term(8, "deltas", "Deltas"),
        post(1, more=more),
    )
    found = only(data)
    assert {(place.slug, place.part) for place in found.series} == {("rivers", 2), ("deltas", 4)}
    assert next(place.description for place in found.series if place.slug == "rivers") == "Who builds."


def test_older_versions_keep_one_part_for_all():
    found = only(wxr(post(1, more=term("series", "rivers", "Rivers") + meta(_series_part="3"))))
    assert [(place.name, place.part) for place in found.series] == [("Rivers", 3)]


def test_a_part_is_found_where_the_export_leaves_the_series_out():
    found = only(wxr(post(1, more=term("series", "rivers", "Rivers") + meta(_series_part_5="1"))))
    assert found.series[0].part == 1


def test_series_without_numbers_are_in_the_order_of_their_dates():
    more = term("post_series", "deltas", "Deltas")
    data = wxr(
        post(1, more=more, gmt="2026-03-09 00:00:00"),
        post(2, more=more, gmt="2026-03-02 00:00:00"),
        post(3, more=more, gmt="2026-03-16 00:00:00"),
    )
    assert read(data).index.parts == {"deltas": {f"{SITE}/?p=2": 1, f"{SITE}/?p=1": 2, f"{SITE}/?p=3": 3}}


def test_of_two_posts_that_claim_a_part_the_older_has_it_and_the_other_comes_behind():
    def more(part):
        return term("series", "deltas", "Deltas") + meta(_series_part_9=part)

    data = wxr(
        post(1, more=more("2"), gmt="2026-03-09 00:00:00"),
        post(2, more=more("2"), gmt="2026-03-02 00:00:00"),
        post(3, more=more("5"), gmt="2026-03-16 00:00:00"),
        post(4, more=more("")),
    )
    numbers = read(data).index.parts["deltas"]
    assert [numbers[f"{SITE}/?p={id}"] for id in (1, 2, 3, 4)] == [7, 2, 5, 6]


# Addresses


def test_a_post_is_known_by_every_address_that_a_link_may_have():
    index = read(wxr(post(12, slug="overview", link=f"{SITE}/2026/03/09/overview/"))).index
    for key in ("/?p=12", "/2026/03/09/overview", "/2026/03/02/overview", "/2026/03/overview", "/overview"):
        assert index.targets[f"old.example{key}"] == f"{SITE}/?p=12"


def test_where_addresses_were_plain_the_usual_one_is_kept_for_readers():
    assert only(wxr(post(12, slug="overview"))).old_addresses == ("/2026/03/02/overview/",)
    assert only(wxr(post(12, slug="a", link=f"{SITE}/a/"))).old_addresses == ("/a/",)
    assert only(wxr(post(12, status="draft"))).old_addresses == ()


def test_categories_and_tags_are_subjects_and_other_taxonomies_are_told():
    more = (
        term("category", "water", "Water Policy") + term("post_tag", "rates", "Rates &amp; bills")
        + term("region", "asia", "Asia") + term("post_format", "aside", "Aside")
    )  # fmt: skip
    found = only(wxr(post(1, more=more)))
    assert found.subjects == ("Water Policy", "Rates & bills")
    assert found.unplaced == (("region", "Asia"),)


def test_pictures_are_known_by_number_and_by_file():
    index = read(wxr(attachment(90, "2026/03/gauge.jpg", alt="A river gauge"))).index
    assert index.attachments[90].alt == "A river gauge"
    assert index.files == {"2026/03/gauge.jpg": 90}
