"""Authors and topics of moved posts."""

import pytest

from authors.models import AuthorPage
from series.models import InstallmentPage, Topic
from tests.factories import AuthorFactory, TopicFactory
from tests.series.manuscripts.moving_in.moved import piece, rivers
from tests.series.manuscripts.moving_in.moves import run
from tests.series.manuscripts.wordpress.exports import MAREN, author, post, term, wxr

pytestmark = pytest.mark.django_db


def test_known_authors_are_found_and_new_ones_are_published_with_their_first_public_piece(tmp_path):
    known = AuthorFactory(title="Maren Oakfield")
    data = wxr(
        post(1, more=rivers("1")),
        post(2, creator="lee", more=rivers("2")),
        post(3, creator="ada", status="draft", more=rivers("3")),
        people=MAREN + author("lee", "이진") + author("ada", "Ada Marsh"),
    )
    run(tmp_path, data)
    assert piece(1).bylines.get().author_id == known.pk
    assert {page.title: page.live for page in AuthorPage.objects.all()} == {
        "Maren Oakfield": True, "이진": True, "Ada Marsh": False,
    }  # fmt: skip


def test_whom_an_author_was_taken_to_be_is_told_once_and_with_more_words_at_each_post(tmp_path):
    AuthorFactory(title="Maren Oakfield")
    line = "Guessed: Maren Oakfield was taken to be the author “Maren Oakfield”."
    for verbosity, times in ((1, 1), (2, 2)):
        posts = (post(10 * verbosity + place, more=rivers(str(10 * verbosity + place))) for place in (1, 2))
        moved = run(tmp_path, wxr(*posts, people=MAREN), verbosity=verbosity)
        assert sum(told.endswith(line) for told in moved.lines) == times


def test_categories_and_tags_become_topics_by_the_mapping(tmp_path, mapping):
    waste = TopicFactory(name="Waste")
    names = ("water policy", "NEWS", "muell", "Müll", "Uncategorized", "Bridges")
    more = rivers("1") + "".join(term("category", name, name) for name in names)
    run(tmp_path, wxr(post(1, more=more)), topics=mapping)
    assert [row.topic.name for row in piece(1).topic_rows.all()] == [
        "Rivers and rates",
        "muell",
        "Waste",
        "Bridges",
    ]
    assert Topic.objects.get(name="Waste") == waste


@pytest.mark.parametrize("content", ["a,b\nx,y\n", "from,to\nA,B\na,C\n", ""])
def test_a_mapping_that_cannot_be_meant_is_refused_before_anything_is_written(tmp_path, content):
    path = tmp_path / "topics.csv"
    path.write_text(content, encoding="utf-8")
    refused = run(tmp_path, wxr(post(1, more=rivers("1"))), topics=path)
    assert refused.failure.endswith("Nothing was changed.")
    assert not InstallmentPage.objects.exists()
