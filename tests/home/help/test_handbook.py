"""The handbook: docs/editors.md holds together, and the admin shows just that."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from home.help.handbook import DOCS, HANDBOOK, anchor_of, read_handbook
from tests import factories

PAGE = reverse("help")
# Moderate pictures: the handbook is read over slow lines, too.
LARGEST = 120_000


@pytest.fixture
def handbook():
    return read_handbook(lambda name: f"/pictures/{name}")


@pytest.fixture
def contributor(client, db):
    client.force_login(factories.UserFactory(role="Contributors"))
    return client


def test_every_link_of_the_file_leads_to_one_of_its_headings(handbook):
    assert [link for link in handbook.links if link[1:] not in handbook.anchors or link[0] != "#"] == []


def test_every_picture_of_the_file_is_there_and_every_picture_there_is_shown_or_in_the_readme(handbook):
    assert [image for image in handbook.images if not (DOCS / image).is_file()] == []
    assert len(handbook.pictures) == len(set(handbook.images))
    readme = (settings.BASE_DIR / "README.md").read_text(encoding="utf-8")
    elsewhere = set(re.findall(r"docs/images/([a-z-]+)\.png", readme))
    assert {path.stem for path in (DOCS / "images").iterdir()} == handbook.pictures | elsewhere


def test_pictures_are_of_moderate_size():
    assert {path.name for path in (DOCS / "images").iterdir() if path.stat().st_size > LARGEST} == set()


def test_the_contents_name_every_chapter_in_order(handbook):
    chapters = re.findall(r'<h2 id="([^"]+)"', handbook.text)
    listed = [link for link in re.findall(r'href="#([^"]+)"', handbook.contents) if link in chapters]
    assert chapters == listed


def test_pictures_have_words_for_those_who_do_not_see_them(handbook):
    assert re.findall(r'<img[^>]*alt=""', handbook.text) == []


def test_anchors_are_those_of_github():
    assert anchor_of("What is refused, and why", []) == "what-is-refused-and-why"
    assert anchor_of("Look first", ["look-first"]) == "look-first-1"


def test_a_contributor_reads_it_in_the_admin(contributor, handbook):
    answer = contributor.get(PAGE)
    page = answer.content.decode()
    assert 'lang="en"' in page
    assert handbook.title == "For editors"
    assert f'href="#{handbook.anchors[0]}"' in page
    assert "Footnotes" in page
    assert "&lt;h2" not in page
    for name in handbook.pictures:
        picture = contributor.get(reverse("help_picture", args=[name]))
        assert picture.status_code == 200
        assert picture["Content-Type"] == "image/png"
        assert picture.content.startswith(b"\x89PNG")
        assert reverse("help_picture", args=[name]) in page


@pytest.mark.parametrize(
    "name",
    ["no-such", "home", "..%2F..%2Fpasswd", "../editors.md%00", "..%5Cimages%5Cpreview", "preview.png"],
)
def test_no_other_file_is_served(contributor, name):
    """`home` is in the folder of pictures and not in the handbook."""
    assert contributor.get(f"{PAGE}pictures/{name}.png", follow=True).status_code == 404


@pytest.mark.django_db
def test_it_is_for_those_who_may_enter_the_admin(client):
    for address in (PAGE, reverse("help_picture", args=["preview"])):
        assert client.get(address).url.startswith("/accounts/login/")


def test_the_menu_leads_to_it(contributor):
    assert f'"url": "{PAGE}"' in contributor.get("/admin/").content.decode()


def test_a_changed_file_is_read_again(monkeypatch, tmp_path):
    from home.help import handbook

    path = tmp_path / "editors.md"
    monkeypatch.setattr(handbook, "HANDBOOK", path)
    path.write_text("# Old\n\nText.", encoding="utf-8")
    assert read_handbook(str).title == "Old"
    path.write_text("# New\n\n<b>Text</b>.", encoding="utf-8")
    assert read_handbook(str).title == "New"
    assert "&lt;b&gt;Text" in read_handbook(str).text
    assert HANDBOOK.name == "editors.md"
