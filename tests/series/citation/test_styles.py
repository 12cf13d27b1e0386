"""APA, Chicago and MLA print what citeproc prints with the official styles (oracle.js)."""

from html import unescape

import pytest

from series.citation.reference import Name, Reference
from series.citation.styles import STYLES, Citation
from series.citation.titles import requote, title_case

from .shared import items, printed, reference_of


def test_more_than_thirty_items_are_printed_in_each_style():
    assert len(items()) == 42
    assert {len(of_style) for of_style in printed().values()} == {42}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", items())
def test_a_style_prints_what_citeproc_prints(style, name):
    citation = STYLES[style](reference_of(items()[name]))
    assert citation.text == printed()[style][name]["text"]
    inner = printed()[style][name]["html"].removeprefix('<div class="csl-entry">').removesuffix("</div>")
    assert unescape(citation.html) == unescape(inner)


def test_markup_in_a_title_is_printed_as_it_was_written():
    citation = Citation((("<b>Rates</b> & rivers", True),))
    assert citation.html == "<i>&lt;b&gt;Rates&lt;/b&gt; &amp; rivers</i>"


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("after the New Southern Policy", "After the New Southern Policy"),
        ("what it is for", "What It Is For"),
        ("a NATO of iPhones", "A NATO of iPhones"),
        ("a summary of Choe Won-gi’s argument", "A Summary of Choe Won-gi’s Argument"),
        ("post-war ports in the ASEAN-led order", "Post-War Ports in the ASEAN-Led Order"),
    ],
)
def test_capitals_of_a_headline(title, printed):
    assert title_case(title) == printed


def test_a_title_in_another_language_keeps_its_capitals():
    assert title_case("한-아세안 regional order", "ko") == "한-아세안 regional order"


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ('the "old" river', "the ‘old’ river"),
        ("the “old ‘young’ river”", "the ‘old “young” river’"),
        ("the rivers' mouths", "the rivers’ mouths"),
        ('an unclosed " mark', "an unclosed ” mark"),
    ],
)
def test_quotation_marks_inside_quotation_marks(title, printed):
    assert requote(title, inside_quotes=True) == printed


def test_a_subtitle_follows_a_colon_or_the_titles_own_sign():
    def cited(title):
        return Reference("k", None, title, "", "", subtitle="a view").full_title

    assert [cited("Salt"), cited("Salt?")] == ["Salt: a view", "Salt? a view"]


def test_a_name_without_both_halves_is_one_name():
    assert Name.of("Sutarjo", "", "Sutarjo") == Name(literal="Sutarjo")
    assert Name.of("Rivers", "Rates", "Rivers and Rates", is_organisation=True).literal == "Rivers and Rates"
