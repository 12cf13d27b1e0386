"""Manuscripts as hypothesis draws them: any blocks in any order, with any looks, links, languages and notes."""

from dataclasses import replace

from hypothesis import strategies as st

from series.manuscripts.manuscript import (
    BylineEntry,
    Footnote,
    Heading,
    ImageFile,
    ImageSlot,
    ListBlock,
    ListItem,
    Manuscript,
    Paragraph,
    Quotation,
    Table,
)
from series.manuscripts.word.footnotes import with_words
from series.manuscripts.words import Span, Words
from tests.series.manuscripts.word.making import png

PICTURES = tuple(png(width, 4) for width in (3, 5, 7))
WORD = st.text("abcXYZ가나다ä“”’—\u00a0&<>\"'.,:;1()*•-#", min_size=1, max_size=6).filter(
    lambda text: text.strip(" \u00a0")
)
TEXT = st.lists(WORD, min_size=1, max_size=4).map(" ".join).map(str.strip).filter(bool)  # no-break spaces too
LINE = TEXT.map(lambda text: text.replace("\u00a0", "x"))
ADDRESSES = ("", "", "https://a.example/?a=1&b=2", "mailto:ann@a.example")


@st.composite
def spans(draw) -> Span:
    looks = draw(st.sets(st.sampled_from(("bold", "italic", "raised")), max_size=2))
    raised = draw(st.sampled_from(("superscript", "subscript"))) if "raised" in looks else ""
    return Span(
        draw(TEXT),
        bold="bold" in looks,
        italic="italic" in looks,
        link=draw(st.sampled_from(ADDRESSES)),
        language=draw(st.sampled_from(("", "", "ko", "en"))),
        **({raised: True} if raised else {}),
    )


@st.composite
def words(draw, *, notes: bool = False, breaks: bool = True) -> Words:
    made: list[Span] = []
    for span in draw(st.lists(spans(), min_size=1, max_size=4)):
        made.append(span)
        if notes and draw(st.integers(0, 3)) == 0:
            made.append(Span("", note="new"))
        elif breaks and draw(st.integers(0, 5)) == 0:
            made.append(Span("\nand"))
    return Words.of(*made).stripped()


@st.composite
def items(draw, depth: int = 0) -> tuple[ListItem, ...]:
    made = []
    for line in draw(st.lists(words(notes=True), min_size=1, max_size=3)):
        inner = draw(items(depth + 1)) if depth < 3 and draw(st.booleans()) else ()
        ordered = draw(st.booleans()) if inner else False
        made.append(ListItem(line, inner, ordered, draw(st.integers(1, 20)) if ordered else 1))
    return tuple(made)


@st.composite
def lists(draw) -> ListBlock:
    ordered = draw(st.booleans())
    return ListBlock(draw(items()), ordered, draw(st.integers(0, 40)) if ordered else 1)


@st.composite
def tables(draw) -> Table:
    columns = draw(st.integers(1, 4))
    cell = st.one_of(st.just(Words()), words())
    row = st.lists(cell, min_size=columns, max_size=columns).map(tuple).filter(any)
    header = draw(st.one_of(st.just(()), row.map(lambda made: tuple(_without_bold(cell) for cell in made))))
    rows = tuple(draw(st.lists(row, min_size=1, max_size=3)))
    return Table(rows, header, draw(st.one_of(st.just(""), LINE)), draw(st.one_of(st.just(""), LINE)))


def _without_bold(line: Words) -> Words:
    return Words.of(*(replace(span, bold=False) for span in line.spans))


@st.composite
def images(draw) -> ImageSlot:
    file = draw(st.one_of(st.none(), st.sampled_from(PICTURES)))
    alt = draw(st.one_of(st.just(""), LINE))
    caption, credit = (draw(st.one_of(st.just(""), LINE)) for _ in range(2))
    return ImageSlot(caption, credit, alt, ImageFile(file, "x.png") if file else None)


BLOCKS = st.one_of(
    words(notes=True).map(Paragraph),
    words(breaks=False).map(lambda line: Heading(_without_bold(line))),
    lists(),
    st.builds(Quotation, words(), st.one_of(st.just(""), LINE)),
    tables(),
    images(),
)


@st.composite
def manuscripts(draw) -> Manuscript:
    body = tuple(draw(st.lists(BLOCKS, max_size=8)))
    count = 0

    def numbered(line: Words) -> Words:
        nonlocal count
        made = []
        for span in line.spans:
            if span.note:
                count += 1
                span = replace(span, note=str(count))
            made.append(span)
        return Words.of(*made)

    body = tuple(with_words(block, numbered) for block in body)
    notes = tuple(Footnote(str(number), draw(words())) for number in range(1, count + 1))
    names = draw(
        st.lists(
            st.sampled_from(("Ann Bell", "최원기", "Tomasz Wren III", "By Land", "교수")),
            unique=True,
            max_size=3,
        )
    )
    byline = tuple(
        BylineEntry(
            name,
            draw(st.one_of(st.just(""), LINE)),
            draw(st.one_of(st.just(""), LINE)),
            f"{name} {draw(LINE)}" if draw(st.booleans()) else "",
            "ko" if name[0] > "가" or name == "교수" else "en",
        )
        for name in names
    )
    return Manuscript(
        title=draw(LINE),
        standfirst=draw(st.one_of(st.just(""), LINE)),
        editors_note=draw(st.one_of(st.just(""), LINE)),
        byline=byline,
        body=body,
        footnotes=notes,
    )
