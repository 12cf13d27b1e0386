"""What a browser may fetch before a reader asks: the next part, and only where everybody may read both."""

import json

import pytest
from wagtail.models import PageViewRestriction

from tests.factories import InstallmentFactory, SeriesFactory

pytestmark = pytest.mark.django_db
HEADER = "Speculation-Rules"


@pytest.fixture
def parts():
    series = SeriesFactory()
    return [InstallmentFactory(parent=series) for _ in range(2)]


def test_a_part_names_the_rules_when_a_next_part_stands_open(client, parts):
    first, last = parts
    assert client.get(first.url)[HEADER] == '"/speculation-rules.json"'
    assert HEADER not in client.get(last.url)
    assert HEADER not in client.get(first.get_parent().url)
    last.unpublish()
    assert HEADER not in client.get(first.url)


def test_a_private_part_names_no_rules(client, parts):
    restriction = PageViewRestriction.objects.create(
        page=parts[0].get_parent(), restriction_type="password", password="levee"
    )
    session = client.session
    session[PageViewRestriction.passed_view_restrictions_session_key] = [restriction.pk]
    session.save()
    answer = client.get(parts[0].url)
    assert answer.context["reading"].next
    assert HEADER not in answer


def test_the_rules_are_a_file_of_our_own_that_is_kept_and_fetches_only_the_next_part(client):
    answer = client.get("/speculation-rules.json")
    assert answer["Content-Type"] == "application/speculationrules+json"
    assert {"max-age=86400", "public"} == set(answer["Cache-Control"].split(", "))
    assert not answer.cookies
    rules = json.loads(answer.content)
    assert list(rules) == ["prefetch"]
    (rule,) = rules["prefetch"]
    assert rule["eagerness"] == "moderate"
    assert rule["where"]["and"][0] == {"selector_matches": ".part-pager a[rel='next']"}
    assert "/admin/*" in rule["where"]["and"][1]["not"]["href_matches"]
