"""A reader without a mouse: past the navigation with one key, to everything in order, always seeing where, and out again."""

import pytest
from playwright.sync_api import expect

from tests.browser.visiting import SETTLED, open_kind
from tests.every_page import KINDS, LAST

WALKED = {
    "home, with every section",
    "series, complete",
    "installment with every block",
    "search with results",
}
# The element that has the focus, and what is wrong with it; null where nothing has.
HERE = """() => {
  const now = document.activeElement, before = window.before;
  if (!now || now === document.body) return null;
  const wrong = [], { outlineStyle, outlineWidth } = getComputedStyle(now), box = now.getBoundingClientRect();
  if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) wrong.push('cannot be seen');
  if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) wrong.push('is out of sight');
  const seen = document.elementFromPoint((Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2,
    (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2);
  if (seen && !now.contains(seen) && !seen.contains(now)) wrong.push('lies below something');
  if (before && !(before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING)) wrong.push('is out of order');
  window.before = now;
  now.dataset.walked = '';
  return wrong.map((line) => `${line}: ${now.outerHTML.slice(0, 120)}`);
}"""
MISSED = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  .filter((element) => element.checkVisibility() && !element.disabled && element.type !== 'hidden'
    && !('walked' in element.dataset))
  .map((element) => `was not reached: ${element.outerHTML.slice(0, 120)}`)"""
MOST_KEYS = 300


def walk(page) -> list[str]:
    """Press the tab key until the page is left; what is wrong on the way, a line each."""
    faults = []
    for _ in range(MOST_KEYS):
        page.keyboard.press("Tab")
        wrong = page.evaluate(HERE)
        if wrong is None:
            return faults + page.evaluate(MISSED)
        if any(line.startswith("is out of order") and "skip-link" in line for line in wrong):
            return faults + page.evaluate(MISSED)  # round again at the top
        faults += wrong
    return [*faults, f"still there after {MOST_KEYS} keys"]


def test_the_first_key_leads_past_the_navigation(browse, demo):
    page = browse()
    page.goto(LAST)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def walked(browse, demo, names, **options) -> list[str]:
    page = browse(**options)
    faults = []
    for kind in KINDS:
        if kind.name in names:
            open_kind(page, demo, kind, "en")
            page.evaluate(SETTLED)
            faults += [f"{kind.name}: {line}" for line in walk(page)]
    return faults


def test_an_installment_is_walked_through_with_the_tab_key(browse, demo):
    assert walked(browse, demo, {"installment with every block"}) == []


@pytest.mark.prove
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_installment_series_home_and_search_are_walked_through_with_the_tab_key(browse, demo, size):
    faults = walked(browse, demo, WALKED, size=size)
    assert not faults, "\n".join(faults)
