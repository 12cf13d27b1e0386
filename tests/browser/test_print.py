"""What comes out of the printer: the text with its place, notes and addresses; no navigation, nothing to press."""

import pytest

from tests.browser.conftest import SCREENSHOTS
from tests.every_page import LAST

ONLY_ON_SCREEN = (
    ".site-header", ".site-footer", ".skip-link", ".series-strip__steps", ".installment__contents", ".tools", ".panels",
    ".part-pager", ".related", ".topic-links", ".breadcrumb", "button",
)  # fmt: skip
ADDRESSES = """() => [...document.querySelectorAll('.prose a, .footnotes a, .colophon a')]
  .filter((link) => link.getAttribute('href').startsWith('http'))
  .map((link) => [link.getAttribute('href'), getComputedStyle(link, '::after').content])"""


@pytest.mark.parametrize("address", [LAST, f"/ko{LAST}"])
def test_an_installment_is_printed_with_notes_and_addresses_and_without_navigation(browse, demo, address):
    page = browse()
    page.goto(address)
    page.emulate_media(media="print")
    assert [name for name in ONLY_ON_SCREEN if page.locator(f"{name}:visible").count()] == []
    for name in ("h1", ".series-strip__place", ".byline__name", ".prose", ".footnotes li", ".print-only"):
        assert page.locator(f"{name}:visible").count(), name
    written = page.evaluate(ADDRESSES)
    assert written
    assert all(f"<{href}>" in after.replace('" "', "").replace('"', "") for href, after in written), written
    # To be looked at beside the design reference.
    name = "print-ko.pdf" if address.startswith("/ko/") else "print-en.pdf"
    assert page.pdf(path=SCREENSHOTS / name, prefer_css_page_size=True).startswith(b"%PDF")
