"""Where the reader's system chooses the colours, what is told by a colour is told by a line as well."""

import re

from tests.browser.conftest import SCREENSHOTS
from tests.every_page import LAST

# Elements without an edge of their own, by their look; nothing else tells them from the ground.
WITHOUT_EDGE = """(selector) => [...document.querySelectorAll(selector)].filter((element) => {
  const style = getComputedStyle(element);
  const lined = (side) => style[`border${side}Style`] !== 'none' && parseFloat(style[`border${side}Width`]) >= 1;
  return element.getClientRects().length && !['Top', 'Right', 'Bottom', 'Left'].some(lined)
    && (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 1) && style.forcedColorAdjust !== 'none';
}).length"""


def test_spines_marks_and_fields_have_edges_in_forced_colours(browse, demo):
    page = browse(forced_colors="active")
    faults = []
    for address, selectors in (
        ("/", (".spines i", ".spine > *")),
        (LAST, (".spines i",)),
        ("/series/bare/all-there-is/", (".key-takeaways", ".portrait")),
        ("/search/?q=korea", ("mark", ".button", ".field input")),
        ("/nothing/", (".state__shelf i",)),
    ):
        if address == "/nothing/":
            browse.allowed.append("/nothing/")
        page.goto(address)
        # To be looked at: what is an edge and what is not.
        name = re.sub(r"\W+", "-", address)
        page.screenshot(path=SCREENSHOTS / f"forced-colours{name}.png", full_page=True)
        for selector in selectors:
            assert page.locator(selector).count(), f"{address} has no {selector}"
            if page.evaluate(WITHOUT_EDGE, selector):
                faults.append(f"{address}: {selector}")
    assert faults == []
