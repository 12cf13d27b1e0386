"""What is typed into a search field."""

import pytest
from django.test import RequestFactory

from publication.typed_words import typed_words


def ask(query: str):
    return RequestFactory().get(f"/search/{query}")


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ("", ""),
        ("%20%20%20", ""),
        ("%00", ""),
        ("water%00levee", "water levee"),
        ("a%0D%0Ab", "a b"),
        ("%ff%fe", "\ufffd\ufffd"),
        ("re%CC%81seaux", "réseaux"),
        ("levee&q=dike", "dike"),
    ],
)
def test_typed_words_are_one_clean_line(sent, words):
    assert typed_words(ask(f"?q={sent}")) == words


def test_typed_words_are_cut():
    assert len(typed_words(ask("?q=" + "x" * 9000))) == 200
