"""What every reader loads stays small."""

import gzip

import pytest
from django.conf import settings

STATIC = settings.BASE_DIR / "static"


@pytest.mark.parametrize(("name", "most"), [("css/site.css", 15_000), ("js/site.js", 5_000)])
def test_style_and_script_stay_small(name, most):
    assert len(gzip.compress((STATIC / name).read_bytes())) < most


def test_two_font_files_under_80_kilobytes():
    fonts = list((STATIC / "fonts").glob("*.woff2"))
    assert len(fonts) == 2
    assert sum(font.stat().st_size for font in fonts) < 80_000
