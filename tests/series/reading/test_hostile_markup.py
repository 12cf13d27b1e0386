"""SEC-01 at render: markup written straight into the fields. The page and the editor answer, nothing hostile shows."""

import html.parser
import json

import pytest
from django.urls import reverse
from wagtail_footnotes.models import Footnote

from authors.models import User
from series.models import Correction, InstallmentPage
from tests.factories import AuthorFactory, InstallmentFactory
from tests.publication.test_prose import CASE
from tests.shared import shared

pytestmark = pytest.mark.django_db

UUID = "3b8cdb5b-9a2b-4a5e-8f8a-0c5a2d8d6f5e"


LABELS = ("alt", "aria-label")


class Elements(html.parser.HTMLParser):
    """The elements of a page with their attributes. Texts are left out, labels too: they may quote anything."""

    def __init__(self, markup):
        super().__init__()
        self.seen = []
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        self.seen.append(
            f"<{tag} " + " ".join(f"{name}={'' if name in LABELS else value}" for name, value in attributes)
        )


def page_with(markup) -> InstallmentPage:
    page = InstallmentFactory(
        bylines=[AuthorFactory(biography=markup)],
        editors_note=markup,
        body=json.dumps(
            [
                {"type": "paragraph", "value": f'{markup}<p>end<footnote id="{UUID}">x</footnote></p>'},
                {
                    "type": "quotation",
                    "value": {"text": markup, "source": markup, "address": "javascript:alert(1)"},
                },
                {"type": "question_answer", "value": {"question": markup, "answer": markup}},
                {"type": "editors_note", "value": {"text": markup}},
                {
                    "type": "elsewhere",
                    "value": {"title": markup, "address": "javascript:alert(1)", "description": ""},
                },
                {
                    "type": "table",
                    "value": {
                        "caption": markup,
                        "table": {
                            "columns": [{"type": "text", "heading": markup}],
                            "rows": [{"values": [markup]}],
                        },
                    },
                },
            ]
        ),
    )
    Footnote.objects.create(page=page.page_ptr, uuid=UUID, text=markup, locale=page.locale)
    Correction.objects.create(page=page, date="2026-02-18", text=markup, locale=page.locale)
    return page


@pytest.mark.parametrize("payload", CASE["payloads"])
def test_the_page_shows_nothing_hostile_and_the_form_opens(client, payload):
    page = page_with(payload)
    response = client.get(page.url)
    assert response.status_code == 200
    article = response.content.decode().split("<article")[1].split("</article>")[0]
    elements = "\n".join(Elements(article).seen).lower()
    assert not [bad for bad in CASE["must_be_absent_after_render"] if bad.lower() in elements]

    client.force_login(User.objects.create_superuser("root", "root@example.org", "x"))
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_the_shared_case_is_the_one_that_is_tested_where_it_is_at_hand():
    assert json.loads(shared("cases/inputs/sec-01-payloads.json"))["payloads"] == CASE["payloads"]
    assert len(CASE["payloads"]) == 21
