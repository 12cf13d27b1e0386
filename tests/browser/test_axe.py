"""Every kind of page as a browser has it, on the demo: accessible, light and dark, on a phone and at a desk.

And what holds for all of them: nothing wider than the screen, nothing that moves while it loads, no fonts that a page
does not need, the same words without a script. conftest.py watches the console and asks from other hosts. Every page
at every width in both languages is for `make prove` (test_every_cell.py).
"""

import pytest

from tests.browser.visiting import Visits, allow_answers, open_kind
from tests.every_page import KINDS, KOREAN

# Korean first, where any font that is loaded is one too many.
MIXED = [(kind, "ko") for kind in KOREAN] + [(kind, "en") for kind in KINDS if kind not in KOREAN]
SAMPLES = {"desktop": [(kind, "en") for kind in KINDS], "phone": MIXED}


# Four short tests and not two long ones, so that no worker waits long for the other at the end.
@pytest.mark.parametrize("half", [0, 1])
@pytest.mark.parametrize("size", SAMPLES)
def test_every_kind_of_page_is_accessible_fits_and_stands_still(browse, demo, size, half):
    allow_answers(browse, demo, KINDS, ("en",))
    reader = Visits(browse, demo, size=size)
    for kind, language in SAMPLES[size][half::2]:
        # A page has the colours of its scheme at every width: those in English are looked at in the dark at a desk.
        reader.look_at(kind, language, dark=size == "desktop" or language == "ko")
    assert not reader.faults, "\n".join(reader.faults)
    assert len(reader.fonts) == 2


def test_every_kind_of_page_says_the_same_without_a_script(browse, demo):
    allow_answers(browse, demo, KINDS, ("en",))
    with_script, without = browse(), browse(javascript=False)
    faults = []
    for kind, language in MIXED:
        open_kind(with_script, demo, kind, language)
        open_kind(without, demo, kind, language)
        with_script.evaluate("document.querySelectorAll('.needs-js').forEach((control) => control.remove())")
        if with_script.locator("body").inner_text().split() != without.locator("body").inner_text().split():
            faults.append(f"{kind.name}, {language}: other words")
        if without.locator(".needs-js:visible").count():
            faults.append(f"{kind.name}, {language}: a control that does nothing")
    assert not faults, "\n".join(faults)
