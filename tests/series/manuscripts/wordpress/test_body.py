"""The text of a post: blocks, classic text, shortcodes, pictures, films and notes."""

import pytest

from series.manuscripts.manuscript import (
    Embed,
    Heading,
    ImageSlot,
    ListBlock,
    Manuscript,
    Paragraph,
    Quotation,
    Table,
)
from series.manuscripts.wordpress import Post
from series.manuscripts.wordpress.reading import read_post
from tests.series.manuscripts.wordpress.exports import SITE, attachment, meta, post, read, wxr

UPLOADS = f"{SITE}/wp-content/uploads"


def manuscript(content: str, *others: str, **more) -> Manuscript:
    """What is read of a post with this text, in a file with these other items."""
    export = read(wxr(post(1, content=content, **more), *others))
    return next(
        read_post(item, export.index) for item in export.items() if isinstance(item, Post) and item.id == 1
    )


def lines(content: str, *others: str, **more) -> list[str]:
    """The paragraphs of a post."""
    return [
        block.words.plain
        for block in manuscript(content, *others, **more).body
        if isinstance(block, Paragraph)
    ]


def pictures(content: str, *others: str) -> list[ImageSlot]:
    return [block for block in manuscript(content, *others).body if isinstance(block, ImageSlot)]


def losses(content: str, *others: str, **more) -> list[str]:
    """What is reported as dropped or missing."""
    findings = manuscript(content, *others, **more).findings
    return [finding.what for finding in findings if finding.kind in ("dropped", "missing")]


def block(name: str, html: str, values: str = "") -> str:
    """A block of the block editor; `values` is JSON."""
    return f"<!-- wp:{name} {values} -->{html}<!-- /wp:{name} -->"


# Paragraphs


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("One\n\nTwo", ["One", "Two"]),
        ("One\ntwo", ["One\ntwo"]),
        ("One\r\n\r\nTwo", ["One", "Two"]),
        ("One\n \t\n\n\nTwo", ["One", "Two"]),
        ("One<br>\ntwo", ["One\ntwo"]),
        ("One<br /><br />Two", ["One", "Two"]),
        ("<p>One</p>\n<p>Two</p>", ["One", "Two"]),
        ("<p>One\ntwo</p>", ["One\ntwo"]),
        ("<strong>One</strong>\n\n<em>Two</em>", ["One", "Two"]),
        ("<div>One\n\nTwo</div>Three", ["One", "Two", "Three"]),
        ("One <a href='https://x.example/'>link</a> on", ["One link on"]),
        ("", []),
        ("\n \n", []),
    ],
)
def test_classic_text_has_the_paragraphs_that_wordpress_shows(content, expected):
    assert lines(content) == expected


def test_a_line_end_in_a_block_is_no_line_break():
    assert lines("<!-- wp:paragraph --><p>One\ntwo</p><!-- /wp:paragraph -->") == ["One two"]


def test_classic_text_and_blocks_may_stand_in_one_post():
    content = block("paragraph", "<p>One</p>") + "\n\nTwo\nand more\n\n" + block("heading", "<h2>Three</h2>")
    body = manuscript(content).body
    assert [type(block) for block in body] == [Paragraph, Paragraph, Heading]
    assert body[1].words.plain == "Two\nand more"


def test_lists_tables_and_quotations_are_what_they_were():
    content = (
        "Before\n<ul>\n<li>One</li>\n<li>Two</li>\n</ul>\nBetween\n<blockquote>Said\n\n<cite>Ada</cite></blockquote>\n"
        "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>After"
    )
    assert [type(block) for block in manuscript(content).body] == [
        Paragraph, ListBlock, Paragraph, Quotation, Table, Paragraph,
    ]  # fmt: skip


def test_what_parts_a_text_on_the_old_site_leaves_no_trace():
    content = "One\n\n<!--more-->\n\nTwo<!--nextpage-->\n\n<!-- wp:more --><!--more--><!-- /wp:more -->Three"
    assert lines(content) == ["One", "Two", "Three"]
    assert losses(content) == []


# Shortcodes


@pytest.mark.parametrize(
    ("content", "expected", "is_reported"),
    [
        ("He [sic] said [so].", ["He [sic] said [so]."], False),
        ("See [1] and [emphasis added] and [...].", ["See [1] and [emphasis added] and [...]."], False),
        ('[box color="red"]Inside[/box] out', ["Inside out"], True),
        ("[box]Inside[/box] out", ["Inside out"], True),
        ('A [form id="7"] B', ["A B"], True),
        ("A [post_list] B", ["A B"], True),
        ("A [divider/] B", ["A B"], True),
        ("A [[gallery]] B", ["A [gallery] B"], False),
        ("A [/b] B", ["A [/b] B"], False),
        ("A [playlist ids='1'] B", ["A B"], True),
    ],
)
def test_shortcodes_go_and_are_told_while_brackets_stay(content, expected, is_reported):
    assert lines(content) == expected
    assert bool([what for what in losses(content) if "shortcode" in what]) is is_reported


def test_a_shortcode_is_told_once_with_its_count():
    [finding] = manuscript("[a_b][a_b]x[c_d]").findings[:1]
    assert (finding.what, finding.count) == ("The shortcode [a_b] means nothing here and was left out.", 2)


# Pictures


@pytest.mark.parametrize(
    ("source", "address"),
    [
        (f"{UPLOADS}/2026/03/gauge-600x400.jpg", f"{UPLOADS}/2026/03/gauge.jpg"),
        (f"{UPLOADS}/2026/03/gauge.jpg", f"{UPLOADS}/2026/03/gauge.jpg"),
        (f"{UPLOADS}/2026/03/lost-1024x768.jpg?w=600", f"{UPLOADS}/2026/03/lost.jpg"),
        (f"{UPLOADS}/2026/03/pair-2x3.jpg", f"{UPLOADS}/2026/03/pair-2x3.jpg"),
        ("https://elsewhere.example/a-600x400.jpg", "https://elsewhere.example/a-600x400.jpg"),
    ],
)
def test_a_copy_of_a_picture_leads_to_the_file_that_was_uploaded(source, address):
    library = (attachment(90, "2026/03/gauge.jpg"), attachment(91, "2026/03/pair-2x3.jpg"))
    [slot] = pictures(f'<p><img src="{source}" alt="A"></p>', *library)
    assert slot.address == address


def test_a_picture_is_known_by_its_number_where_its_address_is_not():
    [slot] = pictures(
        '<img class="size-large wp-image-90" src="https://cdn.example/xyz">',
        attachment(90, "2026/03/gauge.jpg", alt="A river gauge"),
    )
    assert (slot.address, slot.alt) == (f"{UPLOADS}/2026/03/gauge.jpg", "A river gauge")


GAUGE = f'<img src="{UPLOADS}/a-60x40.jpg" alt="A gauge" />'
WORDS = "The <em>gauge</em>. Photo: L. Marsh"


@pytest.mark.parametrize(
    "content",
    [
        f'[caption id="attachment_90" width="600"]{GAUGE} {WORDS}[/caption]',
        f'[caption id="attachment_90"]<a href="{UPLOADS}/a.jpg">{GAUGE}</a> {WORDS}[/caption]',
        f'[caption id="attachment_90" caption="The gauge. Photo: L. Marsh"]{GAUGE}[/caption]',
        block("image", f"<figure>{GAUGE}<figcaption>{WORDS}</figcaption></figure>", '{"id":90}'),
    ],
    ids=["shortcode", "linked", "old shortcode", "block"],
)
def test_a_caption_stays_with_its_picture_and_its_credit_is_told_apart(content):
    [slot] = pictures(f"Before.\n\n{content}\n\nAfter.")
    assert (slot.caption, slot.credit, slot.alt) == ("The gauge.", "L. Marsh", "A gauge")
    assert slot.address == f"{UPLOADS}/a.jpg"
    assert lines(f"Before.\n\n{content}\n\nAfter.") == ["Before.", "After."]


def test_a_picture_that_leads_to_its_own_file_leads_nowhere():
    content = f'<a href="{UPLOADS}/a.jpg">{GAUGE}</a>'
    assert len(pictures(content)) == 1
    assert losses(content) == []


def test_a_gallery_is_its_pictures_in_order_and_a_lost_one_is_told():
    library = (attachment(90, "a.jpg", alt="A", caption="The first"), attachment(91, "b.jpg", alt="B"))
    content = '[gallery columns="2" ids="91, 90,404"]'
    assert [(slot.alt, slot.caption) for slot in pictures(content, *library)] == [
        ("B", ""),
        ("A", "The first"),
    ]
    assert losses(content, *library) == ["A gallery shows picture 404, which is not in the export."]


def test_a_gallery_without_numbers_shows_the_pictures_of_its_post():
    library = (attachment(90, "a.jpg", parent=1), attachment(91, "b.jpg", parent=2))
    assert [slot.address for slot in pictures("[gallery]", *library)] == [f"{UPLOADS}/a.jpg"]


def test_a_gallery_of_blocks_is_its_pictures():
    content = (
        '<!-- wp:gallery --><figure class="wp-block-gallery"><!-- wp:image {"id":90} --><figure><img src="x.jpg"/></figure>'
        '<!-- /wp:image --><!-- wp:image {"id":91} --><figure><img class="wp-image-91" src="y.jpg"/></figure><!-- /wp:image -->'
        "</figure><!-- /wp:gallery -->"
    )
    assert len(pictures(content, attachment(90, "a.jpg"), attachment(91, "b.jpg"))) == 2


# Films

FILM = "https://video.example/watch?v=1"


@pytest.mark.parametrize(
    "content",
    [
        "[embed]https://video.example/watch?v=1[/embed]",
        "[embed width='600']https://video.example/watch?v=1[/embed]",
        '[video src="https://video.example/watch?v=1"][/video]',
        "Before.\n\nhttps://video.example/watch?v=1\n\nAfter.",
        block("embed", f"<figure><div>\n{FILM}\n</div></figure>", f'{{"url":"{FILM}","type":"video"}}'),
        block("core-embed/youtube", f"<figure><div>{FILM}</div></figure>", f'{{"url":"{FILM}"}}'),
        '<iframe src="https://video.example/watch?v=1"></iframe>',
    ],
)
def test_a_film_is_an_embed_by_its_address(content):
    found = [block for block in manuscript(content).body if isinstance(block, Embed)]
    assert [block.address for block in found] == ["https://video.example/watch?v=1"]


def test_a_film_in_a_group_of_blocks_is_an_embed():
    inner = f'<figure><div class="wp-block-embed__wrapper">\n{FILM}\n</div><figcaption>The flood</figcaption></figure>'
    content = block("group", f"<div><p>Before.</p>{block('embed', inner)}</div>")
    assert manuscript(content).body[1] == Embed(FILM, "The flood")


def test_the_button_beside_a_file_goes():
    file = f"{UPLOADS}/2026/03/report.pdf"
    button = f'<a href="{file}" class="wp-block-file__button" download>Download</a>'
    content = block("file", f'<div class="wp-block-file"><a href="{file}">The report</a>{button}</div>')
    assert lines(content) == ["The report"]


def test_the_caption_of_a_film_stays():
    caption = "<figcaption>The flood</figcaption>"
    content = block("embed", f"<figure><div>{FILM}</div>{caption}</figure>", f'{{"url":"{FILM}"}}')
    assert manuscript(content).body == (Embed(FILM, "The flood"),)


def test_an_address_in_a_sentence_is_no_film():
    assert lines("See https://video.example/1 there.") == ["See https://video.example/1 there."]


def test_a_block_that_was_filled_when_shown_is_told():
    content = (
        '<!-- wp:latest-posts {"postsToShow":3} /-->\n<!-- wp:block {"ref":12} /-->\n<!-- wp:separator /-->'
    )
    assert losses(content) == [
        "A block of WordPress, “latest-posts”, was filled when shown; it is not here.",
        "A block of WordPress, “block”, was filled when shown; it is not here.",
    ]


# Notes


def test_the_footnotes_of_the_block_are_footnotes():
    content = (
        '<!-- wp:paragraph --><p>One<sup data-fn="a-1" class="fn"><a href="#a-1" id="a-1-link">1</a></sup> two'
        '<sup data-fn="b-2" class="fn"><a href="#b-2">2</a></sup>.</p><!-- /wp:paragraph --><!-- wp:footnotes /-->'
    )
    stored = '[{"content":"The <em>second</em> note.","id":"b-2"},{"content":"The first note.","id":"a-1"}]'
    found = manuscript(content, more=meta(footnotes=stored))
    assert found.body[0].words.plain == "One[^1] two[^2]."
    assert [note.words.plain for note in found.footnotes] == ["The first note.", "The second note."]


def test_notes_in_shortcodes_are_footnotes():
    found = manuscript("One[ref]The first note.[/ref] two[efn_note]The second.[/efn_note].")
    assert found.body[0].words.plain == "One[^1] two[^2]."
    assert [note.words.plain for note in found.footnotes] == ["The first note.", "The second."]


def test_a_mark_without_its_note_is_told():
    assert losses('One<sup data-fn="zz">1</sup>.') == ["A mark led to a footnote that is not in the export."]


# The rest


def test_the_excerpt_is_the_standfirst_without_its_look():
    assert manuscript("x", excerpt="Who <em>builds</em>\n&amp; pays.").standfirst == "Who builds & pays."


def test_nothing_of_wordpress_and_nothing_hostile_stays():
    content = (
        "<!-- wp:group --><div class='wp-block-group'><script>alert(1)</script><p onclick='x()'>One "
        "<a href='javascript:alert(2)'>two</a></p></div><!-- /wp:group -->"
    )
    assert lines(content) == ["One two"]
    assert "alert" not in repr(manuscript(content).body)


def test_a_link_on_the_old_site_is_an_address_of_the_old_site():
    [block] = manuscript('See <a href="/2026/03/09/overview/">two</a>.').body
    assert block.words.links == (("two", f"{SITE}/2026/03/09/overview/"),)
