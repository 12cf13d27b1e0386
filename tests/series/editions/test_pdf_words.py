"""Where lines may not end on paper."""

from lxml.html import fragment_fromstring, tostring

from series.editions.pdf.words import keep_marks, keep_words


def kept(markup: str, change) -> str:
    tree = fragment_fromstring(markup, create_parent="section")
    change(tree)
    words = tostring(tree, encoding="unicode")
    return (
        words.removeprefix("<section>")
        .removesuffix("</section>")
        .replace('<span class="word">', "[")
        .replace("</span>", "]")
    )


def test_the_mark_of_a_note_stays_with_the_word_before_it():
    mark = '<sup><a href="#fn1">1</a></sup>'
    assert kept(f"<p>On trust.{mark} He</p>", keep_marks) == f"<p>On [trust.{mark}] He</p>"
    assert (
        kept(f"<p>A <i>b</i> trust{mark}{mark}</p>", keep_marks) == f"<p>A <i>b</i> [trust{mark}]{mark}</p>"
    )
    assert kept(f"<p><i>trust</i>{mark}</p>", keep_marks) == f"<p><i>trust</i>{mark}</p>"
    assert kept("<p>2<sup>nd</sup></p>", keep_marks) == "<p>2<sup>nd</sup></p>"


def test_korean_titles_break_between_words_only():
    assert kept("<h1>한국의 <i>새 길</i> 2021</h1>", keep_words) == "<h1>[한국의] <i>[새] [길]</i> 2021</h1>"
    assert (
        kept('<p class="standfirst">물이 불었다.</p>', keep_words)
        == '<p class="standfirst">[물이] [불었다.]</p>'
    )


def test_the_last_word_of_a_korean_paragraph_is_kept_whole_and_nothing_is_said_twice():
    assert kept("<p>물이 많이 불었다. </p>", keep_words) == "<p>물이 많이 [불었다.] </p>"
    assert kept("<p>물이 <b>많이</b> 더 불었다.</p>", keep_words) == "<p>물이 <b>많이</b> 더 [불었다.]</p>"
    assert kept("<p>See there.</p>", keep_words) == "<p>See there.</p>"
    assert kept("<p>" + "가" * 20 + "</p>", keep_words) == "<p>" + "가" * 20 + "</p>"
