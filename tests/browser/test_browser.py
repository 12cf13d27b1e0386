"""The browser works, and notices what a page may not do."""

import pytest
from django.contrib.auth import get_user_model

from tests.browser.accessibility import violations


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_door_of_the_admin_opens(browse, size):
    page = browse(size=size)
    page.goto("/admin/")
    assert page.get_by_role("button", name="Sign in").is_visible()


def test_a_visitor_can_be_signed_in(browse):
    editor = get_user_model().objects.create_superuser("somebody", "somebody@example.org", "irrelevant")
    page = browse(user=editor)
    page.goto("/admin/")
    assert page.url.endswith("/admin/")


def test_asking_another_host_is_noticed(browse):
    page = browse()
    page.set_content('<img src="https://other.example.org/pixel.gif" alt="">')
    page.wait_for_load_state("networkidle")
    assert browse.problems[0] == "asked another host: https://other.example.org/pixel.gif"
    browse.allowed += ["other.example.org"]


def test_a_broken_script_is_noticed(browse):
    page = browse()
    with page.expect_event("pageerror"):
        page.set_content("<script>nothing.happens()</script>")
    assert "nothing is not defined" in browse.problems[0]
    browse.allowed += ["nothing is not defined"]


def test_a_picture_without_words_is_noticed(browse):
    page = browse()
    page.set_content('<main><h1>Title</h1><img src="data:,"></main>')
    assert any(line.startswith("image-alt:") for line in violations(page))


def test_dark_is_dark(browse):
    page = browse(dark=True)
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
