"""Signing in with a second factor, in a real browser: the square is drawn, the codes work, the admin opens."""

import re

import pytest
from playwright.sync_api import expect

from tests.authors.signing_in.people import PASSWORD, code_now, somebody
from tests.browser.accessibility import assert_accessible
from tests.browser.desk import Desk


@pytest.mark.django_db(transaction=True)
def test_an_editor_sets_the_second_factor_up_and_reaches_the_admin_with_it(browse, settings):
    settings.TWO_FACTOR = "required"
    somebody("zora")
    page = browse(javascript=False)
    page.goto("/accounts/login/")
    give_password(page)
    expect(page.get_by_role("heading", name="Set up two-factor sign-in")).to_be_visible()
    key = page.locator(".account__key").inner_text().replace(" ", "")
    page.get_by_label("Code").fill(code_now(key))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    recovery_code = page.locator(".account__codes code").first.inner_text()
    assert re.fullmatch(r"\d{8}", recovery_code)

    desk = Desk(browse())
    desk.page.goto("/admin/")
    give_password(desk.page)
    expect(desk.page.get_by_role("heading", name="The second factor")).to_be_visible()
    assert_accessible(desk.page)
    desk.page.get_by_label("Code").fill(recovery_code)
    desk.page.get_by_role("button", name="Sign in").click()
    expect(desk.page.get_by_role("navigation", name="Main menu")).to_be_visible()
    desk.sign_out()


def give_password(page):
    page.get_by_label("Username").fill("zora")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
