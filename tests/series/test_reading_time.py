"""Reading time: by words in English, by syllables in Korean, both in a text of both."""

import pytest

from series.models import InstallmentPage
from series.reading_time import reading_minutes
from tests.factories import paragraphs

# A minute is 238 English words or 500 Korean syllables; what is begun counts as a whole minute.
CASES = [
    ("", 1),
    ("river " * 238, 1),
    ("river " * 239, 2),
    ("river " * 2380, 10),
    ("정책" * 250, 1),
    ("정책" * 250 + "은", 2),
    ("한국의 정책은 " * 500, 6),
    ("river " * 119 + "정책 " * 125, 1),
    ("river " * 120 + "정책 " * 125, 2),
    ("2021년 11월 25일 " * 100, 1),
]


@pytest.mark.parametrize(("text", "minutes"), CASES)
def test_minutes_follow_from_the_words_and_the_syllables(text, minutes):
    page = InstallmentPage(title="The Gauge", body=paragraphs(text) if text else [])
    assert reading_minutes(page) == minutes


def test_headings_quotations_and_takeaways_are_read_too():
    body = [
        ("heading", {"text": "river " * 100, "level": "2"}),
        ("pull_quote", {"text": "river " * 100, "attribution": ""}),
        ("key_takeaways", {"items": ["river " * 50]}),
    ]
    assert reading_minutes(InstallmentPage(title="The Gauge", body=body)) == 2
