"""Text at 200 % and zoom at 400 %: nothing is lost, cut or laid over something else, and nobody scrolls sideways."""

from pathlib import Path

import pytest

from tests.browser.visiting import SETTLED, allow_answers, open_kind
from tests.every_page import KINDS

# WCAG 1.4.10: 400 % of a window of 1280 px leaves 320.
ZOOMED = {"width": 320, "height": 640}
SAMPLE = {
    "home, with every section",
    "series, complete",
    "installment with every block",
    "search with results",
}
LOST = (Path(__file__).parent / "lost.js").read_text(encoding="utf-8")


def lost(browse, demo, kinds, languages):
    """What is lost on pages of these kinds, a line each: at 200 % text on a desk, a tablet and a phone, and zoomed."""
    allow_answers(browse, demo, KINDS, languages)
    large, zoomed = browse(), browse()
    large.context.new_cdp_session(large).send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    zoomed.set_viewport_size(ZOOMED)
    faults = []
    for language in languages:
        for kind in kinds:
            for page, widths in ((large, (1280, 768, 375)), (zoomed, (320,))):
                open_kind(page, demo, kind, language)
                for width in widths:
                    page.set_viewport_size({"width": width, "height": 900})
                    page.evaluate(SETTLED)
                    faults += [f"{kind.name}, {language}, {width}: {line}" for line in page.evaluate(LOST)]
    # The size of text was really another one.
    assert large.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    return faults


def test_large_text_and_high_zoom_lose_nothing(browse, demo):
    kinds = [kind for kind in KINDS if kind.name in SAMPLE]
    assert len(kinds) == len(SAMPLE)
    faults = lost(browse, demo, kinds, ("en",))
    assert not faults, "\n".join(faults)


@pytest.mark.prove
@pytest.mark.parametrize("language", ["en", "ko"])
def test_large_text_and_high_zoom_lose_nothing_on_any_page(browse, demo, language):
    faults = lost(browse, demo, KINDS, (language,))
    assert not faults, "\n".join(faults)
