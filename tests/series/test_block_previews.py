"""Every block of the body shows itself in the editor's picker, with its description."""

import pytest
from django.urls import reverse

from authors.models import User
from series.blocks import InstallmentBody
from series.models import InstallmentPage
from series.reading.block_readers import READERS

pytestmark = pytest.mark.django_db

SHOWS = {
    "paragraph": "Partners learn to wait",
    "numbered_list": '<ol start="4">',
    "heading": "What can be inherited",
    "quotation": "The parties shall meet each year.",
    "pull_quote": "Writing that list",
    "question_answer": "What should the next government keep?",
    "image": "The first sentence of a caption.",
    "table": "Presidential committee opens",
    "chart": "5,300",
    "key_takeaways": "The calendar outlives the government.",
    "editors_note": "This passage was updated",
    "related_piece": "A treaty waits at the counter",
    "document": "Joint statement",
    "elsewhere": "The summit’s press conference",
}


@pytest.mark.parametrize(("name", "words"), SHOWS.items())
def test_a_block_previews_as_the_reader_will_see_it(client, name, words):
    client.force_login(User.objects.create_superuser("root", "root@example.org", "x"))
    block = InstallmentPage._meta.get_field("body").stream_block.child_blocks[name]
    response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert response.status_code == 200
    assert words in response.content.decode()
    assert block.get_description()


def test_every_block_can_be_previewed_and_printed():
    assert set(InstallmentBody().child_blocks) == set(SHOWS) == set(READERS)
