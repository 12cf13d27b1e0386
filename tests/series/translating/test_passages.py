"""What is given to translators, and what becomes of it."""

import unicodedata
from copy import deepcopy

import pytest

from series.models import InstallmentPage
from series.translating.passages import disguise, reveal
from series.translating.taking_in import take_in
from tests.factories import locale
from tests.series.translating.world import NOTE, begun, build, passages, translate

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        yield build()


@pytest.fixture
def world(built):
    return deepcopy(built)


def test_a_sentence_with_a_footnote_and_a_foreign_word_is_one_passage(world):
    translation, _page = begun(world.piece)
    given = list(passages(translation).values())
    assert (
        'The water <b>rose</b><a id="a1">*</a> in the <a id="a2">한강</a>, as <a id="a3">they</a> said: '
        "10<sup>9</sup> tons."
    ) in given
    assert not any(NOTE[:6] in words for words in given)


def test_words_are_given_and_numbers_dates_and_identifiers_are_not(world):
    translation, _page = begun(world.piece)
    given = {path.split("#")[0] for path in passages(translation)}
    assert given == {
        "title", "slug", "standfirst", "image_alt", "body.paragraph", "body.heading.text", "body.table.caption",
        "body.table.table", "bylines.name", "corrections.text", "footnotes.text",
    }  # fmt: skip
    values = list(passages(translation).values())
    assert "3.2" not in values
    assert {"Year", "Metres", "Flood"} <= set(values)


def test_marks_come_back_as_what_they_were(world):
    translation, _page = begun(world.piece)
    translate(translation)
    page, _is_new = take_in(translation.source, locale("ko"), publish=False)
    draft = page.get_latest_revision_as_object()
    html = draft.body[0].value.source
    assert f'<footnote id="{NOTE}">[0d7a1c]</footnote>' in html
    assert '<span lang="ko">한강</span>' in html
    assert '<a href="https://example.org/a">they</a>' in html
    assert "10<sup>9</sup>" in html
    assert html.startswith("<p>물 The water <b>rose</b>")


def test_a_table_is_translated_and_keeps_its_numbers(world):
    translation, _page = begun(world.piece)
    translate(translation)
    page, _is_new = take_in(translation.source, locale("ko"), publish=False)
    table = page.get_latest_revision_as_object().body[2].value["table"]
    assert [column["heading"] for column in table.columns] == ["물 Year", "물 Metres"]
    assert [str(cell) for cell in table.row_data[0]["values"]][1] == "3.2"
    assert table.row_data[0]["values"][0].source == "<p>물 Flood</p>"


def test_what_is_not_words_follows_the_original(world):
    translation, page = begun(world.piece)
    draft = page.get_latest_revision_as_object()
    piece = world.piece
    assert (draft.doi, draft.image_id, draft.part_number) == (piece.doi, piece.image_id, 2)
    assert [row.topic.name for row in draft.topic_rows.all()] == ["Rivers"]
    assert [(row.name, row.author_id) for row in draft.bylines.all()] == [("Choe Won-gi", world.author.pk)]
    assert {
        row.locale.language_code
        for row in [*draft.bylines.all(), *draft.corrections.all(), *draft.footnotes.all()]
    } == {"ko"}


def test_a_typed_korean_address_stays_composed(world):
    translation, _page = begun(world.piece)
    translate(translation)
    segment = translation.source.stringsegment_set.get(context__path="slug")
    segment.string.translations.update(data=unicodedata.normalize("NFD", "물가의-눈금"))
    page, _is_new = take_in(translation.source, locale("ko"), publish=False)
    assert page.get_latest_revision_as_object().slug == "물가의-눈금"


def test_an_address_that_is_not_translated_stays_as_it_is(world):
    translation, page = begun(world.piece)
    page.slug = "한강"
    page.save_revision()
    page, _is_new = take_in(translation.source, locale("ko"), publish=False)
    assert page.get_latest_revision_as_object().slug == "한강"


def test_saving_twice_makes_no_second_row(world):
    translation, _page = begun(world.piece)
    translate(translation)
    for _time in range(2):
        page, _is_new = take_in(translation.source, locale("ko"), publish=True)
    page = InstallmentPage.objects.get(pk=page.pk)
    assert page.live
    assert [page.bylines.count(), page.corrections.count(), page.footnotes.count()] == [1, 1, 1]
    assert page.part_number == 2


@pytest.mark.parametrize(
    "html",
    [
        "<p>Plain &amp; simple.</p>",
        f'<p>A<footnote id="{NOTE}">[0d7a1c]</footnote> b <span lang="ko">말</span>.</p>',
        '<p><a linktype="page" id="3">x</a></p>',
    ],
)
def test_disguise_and_reveal_are_each_other_s_opposite(html):
    assert reveal(disguise(html)) == html
