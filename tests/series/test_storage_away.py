"""IMG-03: pictures that storage does not give: gone, refused, broken and hanging. Pages come, whole and soon."""

import logging
import re

import pytest

from publication.models import CreditedImage, CreditedRendition
from publication.object_storage import breaker_of
from series.models import InstallmentPage
from tests import factories
from tests.publication.object_server import FailingServer, storages_on
from tests.series.editions.opened import Opened, words_of_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WORDS = "The water rose in the night."
ALT = "A levee in the morning."


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        image, portrait = factories.ImageFactory(), factories.ImageFactory(title="Zora Whitlock, portrait")
        author = factories.AuthorFactory(slug="zora", photo=portrait)
        series = factories.SeriesFactory(slug="rivers", title="Rivers", image=image)
        factories.InstallmentFactory(
            parent=series,
            slug="first",
            title="The Gauge",
            image=factories.ImageFactory(),
            image_alt="A lead.",
            bylines=[author],
            body=[*factories.paragraphs(WORDS), ("image", {"image": image, "alternative_text": ALT})],
        )
        yield


@pytest.fixture
def storage(failure, settings):
    """Both storages as the failing server has them."""
    server = FailingServer()
    breaker_of.cache_clear()
    settings.STORAGES = settings.STORAGES | storages_on(server)
    if failure == "hangs":
        with server.hanging():
            yield server
    else:
        server.status = 404 if failure == "gone" else failure
        yield server
    server.close()


def soon(client, storage, address: str):
    """What an address answers, which is 200, and waited for a hanging storage once at most: for a second.

    Not by the clock: the machine of the tests has other things to do (tests/stack/ measures).
    """
    before = storage.asked
    answer = client.get(address)
    assert answer.status_code == 200, address
    if storage.is_hanging:
        assert storage.asked - before <= 1, address
    return answer


def bytes_of(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def text_of(answer) -> str:
    return bytes_of(answer).decode()


@pytest.fixture
def copies(made):
    """Copies of the pictures: none was made, or they were and their files are gone."""
    if made:
        for image in CreditedImage.objects.all():
            for spec in ("width-1280", "fill-352x352", "max-165x165", "max-800x600"):
                CreditedRendition.objects.create(
                    image=image, filter_spec=spec, file=f"images/{image.pk}-{spec}.jpg", width=800, height=500
                )


@pytest.mark.parametrize(
    ("failure", "made"),
    [("gone", False), (403, False), (500, False), ("hangs", False), (403, True), ("hangs", True)],
)
def test_readers_have_the_whole_text_and_the_words_of_each_picture(
    client, storage, copies, failure, made, caplog
):
    caplog.set_level(logging.WARNING)
    article = text_of(soon(client, storage, "/series/rivers/first/"))
    assert WORDS in article
    assert ALT in article
    for address in ("/", "/series/", "/series/rivers/", "/authors/", "/authors/zora/", "/series/rivers/all/"):
        text_of(soon(client, storage, address))
    for form in ("rss", "atom", "json"):
        assert WORDS in text_of(soon(client, storage, f"/series/rivers/feed/{form}/"))
    piece = InstallmentPage.objects.get(slug="first")
    for address in (
        "/api/v1/pieces",
        f"/api/v1/pieces/{piece.pk}",
        "/sitemap.xml",
    ):
        soon(client, storage, address)
    shown = [message for message in caplog.messages if "cannot be shown" in message]
    ids = sorted(int(re.match(r"image (\d+) cannot be shown", message)[1]) for message in shown)
    assert len(ids) == len(set(ids)), "one line for each image"
    if not made:
        assert ids == sorted(CreditedImage.objects.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("failure", "made", "form"),
    [("gone", True, "epub"), (403, False, "epub"), ("hangs", True, "epub"), ("hangs", True, "pdf")],
)
def test_books_have_the_whole_text(client, storage, copies, form):
    answer = soon(client, storage, f"/series/rivers/first.{form}")
    content = bytes_of(answer)
    text = Opened(content).text() if form == "epub" else words_of_pdf(content)
    assert WORDS in text
    assert ALT in text


@pytest.mark.parametrize(("failure", "made"), [("gone", False), (403, True), (500, False), ("hangs", False)])
def test_editors_have_their_lists_and_forms(admin_client, storage, copies):
    image = CreditedImage.objects.first()
    piece = InstallmentPage.objects.get(slug="first")
    for address in (
        "/admin/images/",
        f"/admin/images/{image.pk}/",
        "/admin/images/chooser/",
        f"/admin/pages/{piece.pk}/edit/",
        f"/admin/pages/{piece.get_parent().pk}/",
    ):
        soon(admin_client, storage, address)
