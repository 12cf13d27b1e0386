"""Axe on every kind of page, in English and Korean, on a phone, a tablet and at a desk, light and dark (`make prove`)."""

import pytest

from tests.browser.conftest import SIZES
from tests.browser.visiting import Visits, allow_answers
from tests.every_page import KINDS

pytestmark = pytest.mark.prove


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_kind_of_page_is_accessible_fits_and_stands_still(browse, demo, language, size):
    allow_answers(browse, demo, KINDS, (language,))
    reader = Visits(browse, demo, size=size)
    for kind in KINDS:
        reader.look_at(kind, language, thoroughly=True)
    assert not reader.faults, "\n".join(reader.faults)
