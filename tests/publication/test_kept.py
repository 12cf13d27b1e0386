"""Components that are kept: printed once for the same values, never for values that only look the same."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from publication.templatetags import kept as room
from publication.templatetags.kept import kept
from series.place import Place
from series.reading.shapes import Spine, Teaser

TEASER = Teaser(
    pk=1, title="Who counts the water", address="/series/rivers/water/", standfirst="Nobody.",
    published_at=datetime(2021, 2, 15, 23, tzinfo=UTC), minutes=9, place=Place(3, 6),
)  # fmt: skip


@pytest.fixture(autouse=True)
def printed(monkeypatch):
    """What was printed since the test began, by the name of the component."""
    names = []

    def counting(name):
        names.append(name)
        return get_template(name)

    monkeypatch.setattr(room, "get_template", counting)
    room._kept.cache_clear()
    yield names
    room._kept.cache_clear()


def printing(teaser=TEASER, **values):
    return kept("components/result.html", teaser=teaser, **values)


def test_the_same_values_are_printed_once(printed):
    first = printing()
    assert printing(replace(TEASER)) == first
    assert "Who counts the water" in first
    assert len(printed) == 1


@pytest.mark.parametrize(
    "change",
    [{"title": "Who counted"}, {"minutes": 10}, {"standfirst": "Everybody."}, {"address": "/moved/"}],
)
def test_a_change_of_anything_is_printed_anew(printed, change):
    assert printing(replace(TEASER, **change)) != printing()
    assert len(printed) == 2


def test_each_language_and_zone_has_its_own(printed):
    english = printing()
    with translation.override("ko"):
        korean = printing()
    with timezone.override("America/New_York"):
        elsewhere = printing()
    assert ("16 February 2021" in english, "2021년 2월 16일" in korean) == (True, True)
    assert "15 February 2021" in elsewhere


def test_nothing_of_the_page_around_is_in_it():
    page = get_template("components/parts_ledger.html").template
    assert "{{" not in page.source.split("{% for row in rows %}")[1].split("{% endfor %}")[0]


def test_marked_words_are_not_taken_for_the_same_words_as_text(printed):
    text, markup = "<mark>water</mark>", mark_safe("<mark>water</mark>")
    assert "<mark>" not in printing(replace(TEASER, title=text))
    assert "&lt;mark&gt;" in printing(replace(TEASER, title=text))
    room._kept.cache_clear()
    # The other way round: what has markup where text is declared is never kept.
    assert "<mark>water</mark>" in printing(replace(TEASER, title=markup))
    assert "&lt;mark&gt;" in printing(replace(TEASER, title=text))


def test_a_passage_that_is_markup_always_is_kept(printed):
    marked = replace(TEASER, highlight=mark_safe("The <mark>water</mark>"))
    assert "<mark>water</mark>" in printing(marked)
    printing(marked)
    assert len(printed) == 1


def test_values_that_may_change_are_printed_each_time(printed):
    @dataclass
    class Loose:
        bars: list

    spines = [Spine(1), Spine(2)]
    assert kept("components/spines.html", spines=spines, dim=False).count("<i") == 2
    spines.pop()
    assert kept("components/spines.html", spines=spines, dim=False).count("<i") == 1
    assert kept("components/spines.html", spines=tuple(spines), dim=Loose([])).count("<i") == 1
    assert len(printed) == 3


def test_who_changes_the_templates_sees_the_change(printed, settings):
    settings.DEBUG = True
    printing()
    printing()
    assert len(printed) == 2
