"""BYL-01: the order of authors survives editing, drafts and publishing, on the page, in the form and on their pages."""

import re

import pytest
from lxml import html

from series.models import InstallmentPage
from tests import factories
from tests.series.desk.edit_form import (
    authors_swapped,
    body,
    edit_address,
    opened,
    publish,
    values_of,
    with_author,
)

pytestmark = pytest.mark.django_db

ZORA, ABEL, KIM = "Zora Whitlock", "Abel Anand", "김서윤"


@pytest.fixture
def authors():
    """Neither from A to Z nor in the order of their ids is the order of the byline."""
    kim = factories.AuthorFactory(title=KIM, family_name="김", given_name="서윤")
    abel = factories.AuthorFactory(title=ABEL, family_name="Anand", given_name="Abel")
    zora = factories.AuthorFactory(title=ZORA, family_name="Whitlock", given_name="Zora")
    return [zora, abel, kim]


def public_names(client, page) -> list[str]:
    """The names over the text as readers see them, in order."""
    text = re.sub(r"<[^>]+>", " ", client.get(page.url).content.decode().split("<h1")[1])
    return sorted((name for name in (ZORA, ABEL, KIM) if name in text), key=text.index)


def names_in_form(values) -> list[str]:
    rows = range(int(values["bylines-TOTAL_FORMS"]))
    shown = sorted(rows, key=lambda row: int(values[f"bylines-{row}-ORDER"]))
    return [values[f"bylines-{row}-name"] for row in shown]


def test_the_order_of_authors_survives_editing_drafts_and_publishing(client, authors):
    client.force_login(factories.UserFactory(role="Managing editors"))
    page = factories.InstallmentFactory(title="The gauge", live=False)
    page.save_revision()
    page = InstallmentPage.objects.get(pk=page.pk)

    values = opened(client, page)
    for author in authors:
        values = with_author(values, author)
    assert publish(client, page, values | body("Text.")).status_code == 302
    page = InstallmentPage.objects.get(pk=page.pk)
    assert public_names(client, page) == [ZORA, ABEL, KIM]

    # The first two change places, in a draft.
    values = opened(client, page)
    assert names_in_form(values) == [ZORA, ABEL, KIM]
    saved = client.post(edit_address(page), authors_swapped(values, 0, 1) | body("Text."), follow=True)
    assert names_in_form(values_of(saved)) == [ABEL, ZORA, KIM]
    assert names_in_form(opened(client, page)) == [ABEL, ZORA, KIM]
    assert public_names(client, page) == [ZORA, ABEL, KIM]

    assert publish(client, page, opened(client, page) | body("Text.")).status_code == 302
    assert public_names(client, page) == [ABEL, ZORA, KIM]
    tree = html.fromstring(client.get(page.url).content.decode())
    words = " ".join(" ".join(tree.itertext()).split()).replace(" ,", ",")
    assert f"{ABEL}, {ZORA} and {KIM}" in words
    for author in authors:
        listing = client.get(author.url).content.decode()
        assert listing.count(f'href="{page.url}"') == 1
