"""An archived series opened from a disk: it looks like the site, and asks nothing but the disk."""

import io
import zipfile

import pytest

from series.models import SeriesPage
from tests import factories
from tests.series.editions.unpacked import archive_of


@pytest.mark.django_db
def test_an_archive_opens_from_a_disk_with_its_style_and_pictures(chromium, tmp_path):
    series = factories.SeriesFactory(slug="rivers", status=SeriesPage.Status.COMPLETE)
    picture = ("image", {"image": factories.ImageFactory(), "alternative_text": "A map."})
    for number in (1, 2):
        factories.InstallmentFactory(
            parent=series, title=f"Part {number}", body=[*factories.paragraphs("Water rose."), picture]
        )
    zipfile.ZipFile(io.BytesIO(archive_of("rivers").content)).extractall(tmp_path)

    context = chromium.new_context(viewport={"width": 375, "height": 800}, color_scheme="dark")
    page, problems = context.new_page(), []
    page.on("console", lambda message: problems.append(message.text))
    page.on("requestfailed", lambda asked: problems.append(asked.url))
    page.on("request", lambda asked: asked.url.startswith("file:") or problems.append(asked.url))
    page.goto((tmp_path / "index.html").as_uri())
    page.get_by_role("link", name="Part 1", exact=True).click()
    page.get_by_role("link", name="Next, part 2").click()
    page.locator("img").scroll_into_view_if_needed()
    assert page.title().startswith("Part 2")
    assert page.evaluate("document.fonts.load('16px Newsreader').then((found) => found.length)") == 1
    assert page.evaluate("document.querySelector('img').decode().then(() => true)")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(17, 22, 20)"
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    context.close()
    assert problems == []
