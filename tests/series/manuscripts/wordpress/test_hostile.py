"""Files that mean harm, or are broken: refused with a reason, at a bounded cost."""

import io
import random
import time
from contextlib import suppress

import pytest

from series.manuscripts.errors import UnreadableManuscript
from series.manuscripts.manuscript import ImageSlot
from series.manuscripts.typed_lines import plain
from series.manuscripts.wordpress import Post, open_export
from series.manuscripts.wordpress.reading import read_post
from series.manuscripts.wordpress.stream import ExportBounds
from tests.series.manuscripts.wordpress.exports import (
    CLOSING,
    attachment,
    meta,
    opening,
    post,
    posts,
    read,
    term,
    wxr,
)

DECLARED = '<?xml version="1.0"?>\n<!DOCTYPE rss [{entities}]>\n'
BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


def refused(data: bytes, **options) -> str:
    """Why a file is not read."""
    with pytest.raises(UnreadableManuscript) as refusal:
        posts(data, **options)
    return str(refusal.value)


def declared(entities: str, title: str) -> bytes:
    return (
        (DECLARED.format(entities=entities) + opening().partition("?>")[2].strip() + post(1) + CLOSING)
        .replace("<title>River Desk", f"<title>{title}")
        .encode()
    )


def test_an_entity_bomb_is_not_opened():
    assert "document type" in refused(declared(f'<!ENTITY e0 "ha">{BOMB}', "&e11;"))


def test_a_file_of_the_machine_is_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the launch code")
    message = refused(declared(f'<!ENTITY x SYSTEM "file://{secret}">', "&x;"))
    assert "document type" in message
    assert "launch" not in message


def test_a_document_type_elsewhere_is_not_fetched():
    data = declared("", "x").replace(
        b"<!DOCTYPE rss []>", b'<!DOCTYPE rss SYSTEM "http://192.0.2.1/rss.dtd">'
    )
    assert "document type" in refused(data)


def test_elements_without_end_are_not_followed():
    assert "breaks off or is damaged" in refused(wxr(post(1, more="<wp:x>" * 100_000 + "</wp:x>" * 100_000)))


def test_an_item_of_too_many_elements_is_not_read():
    bounds = ExportBounds(item_elements=1_000)
    assert "Item 2 is larger" in refused(wxr(post(1), post(2, more="<wp:x/>" * 2_000)), bounds=bounds)


def test_an_item_of_too_much_text_is_not_read():
    bounds = ExportBounds(item_characters=10_000)
    assert "Item 1 is larger" in refused(wxr(post(1, content="a" * 20_000)), bounds=bounds)


def test_more_items_than_are_read_are_refused():
    assert "more than 2 items" in refused(wxr(post(1), post(2), post(3)), bounds=ExportBounds(items=2))


def test_a_file_that_is_too_large_is_not_read_to_its_end():
    assert "larger than what is read" in refused(wxr(post(1)), bounds=ExportBounds(file_bytes=500))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 something packed",
        b"<html><body>Not found</body></html>",
        b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>A feed</title></item></channel></rss>',
        wxr(post(1)).decode().encode("utf-16"),
    ],
    ids=["empty", "packed", "a page", "a feed", "another encoding"],
)
def test_what_is_no_export_is_refused(data):
    assert refused(data)


def test_a_feed_is_told_apart_from_an_export():
    message = refused(b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>')
    assert message.startswith("This is no WordPress export.")


def test_a_file_that_breaks_off_says_where_and_how_much_of_it_was_whole():
    whole = wxr(post(1), post(2), post(3))
    message = refused(whole[: whole.index(b"<wp:post_id>3")])
    assert "breaks off or is damaged in line" in message
    assert "2 items before it are whole." in message


def test_characters_that_xml_forbids_are_left_out_and_counted():
    data = wxr(post(1, "A\x08title\x0b", "<p>One\x00two</p>"))
    export = read(data)
    assert export.index.forbidden == 3
    assert next(export.items()).title == "Atitle"


def test_what_one_item_holds_is_forgotten_with_it():
    data = wxr(*(post(n, content="x" * 100_000) for n in range(1, 60)))
    assert len(posts(data, bounds=ExportBounds(item_characters=150_000))) == 59


@pytest.mark.parametrize(
    "content",
    [
        "[caption]" * 20_000,
        "[a " * 50_000,
        '[a b="' * 50_000,
        "[/x]" * 50_000 + "[x]" * 50_000,
        "<!-- wp:image {" * 20_000,
        "<!-- wp:group -->" * 5_000,
        "<div>" * 5_000,
        "<figcaption>" * 20_000,
        '<sup data-fn="a">' * 20_000,
        "<!--" * 50_000,
        "<p>" * 20_000,
        "[gallery ids='" + "1," * 50_000 + "']",
        "<img " * 30_000,
        "\n" * 100_000,
        "&lt;" * 50_000,
        "<!-- wp:image" + " " * 100_000,
        "<img " + "a" * 100_000 + ">",
        "[a_b " + "a" * 100_000 + "]",
        "<sup " + "data-fn='a' " * 50_000,
        "<div " + "wp-block-embed__wrapper " * 50_000,
        "<a " + "wp-block-file__button " * 50_000,
    ],
)
def test_a_text_made_to_be_dear_is_not(content):
    started = time.process_time()
    [found] = posts(wxr(post(1, content=content)))
    with suppress(UnreadableManuscript):
        read_post(found, read(wxr()).index)
    assert time.process_time() - started < 10


def test_many_galleries_do_not_multiply_the_pictures_of_a_post():
    files = [attachment(n, f"2026/03/{n}.jpg", parent=1) for n in range(100, 1_100)]
    data = wxr(*files, post(1, content="Words before.\n\n" + "[gallery]\n\n" * 5_000 + "Words after."))
    export = read(data)
    [found] = [item for item in export.items() if isinstance(item, Post)]
    started = time.process_time()
    manuscript = read_post(found, export.index)
    assert time.process_time() - started < 10
    assert sum(isinstance(block, ImageSlot) for block in manuscript.body) == 2_000
    assert [plain(manuscript.body[0]), plain(manuscript.body[-1])] == ["Words before.", "Words after."]
    [lost] = [finding for finding in manuscript.findings if "2,000 pictures" in finding.what]
    assert (lost.kind, lost.count) == ("dropped", 4_998_000)


def test_pictures_that_galleries_name_and_lack_are_bounded_too():
    [found] = posts(wxr(post(1, content=("[gallery ids='" + "7," * 399 + "7']\n\n") * 8)))
    manuscript = read_post(found, read(wxr()).index)
    assert sum(finding.count for finding in manuscript.findings if finding.kind == "missing") == 2_000


def rich_file() -> bytes:
    """A file with everything in it that the reader knows."""
    more = (
        term("series", "rivers", "Rivers") + meta(_series_part_5="1", _thumbnail_id="90", footnotes='[{"id":"a","content":"b"}]')
        + term("author", "cap-maren", "maren") + term("category", "x", "Water")
        + "<wp:comment><wp:comment_approved>1</wp:comment_approved></wp:comment>"
    )  # fmt: skip
    content = (
        '<!-- wp:paragraph --><p>One<sup data-fn="a">1</sup></p><!-- /wp:paragraph -->\n\nTwo\nlines\n\n'
        '[caption id="attachment_90"]<img class="wp-image-90" src="x/uploads/a-60x40.jpg"/> Words[/caption]'
        "[gallery ids='90,91'] <!--more--> [embed]https://video.example/1[/embed] [x_y a='1']z[/x_y] [b]"
    )
    return wxr(
        attachment(90, "2026/03/a.jpg", alt="A"),
        post(1, "T &amp; t", content, slug="t", excerpt="E", more=more),
    )


def mutated(data: bytes, seed: int) -> bytes:
    """The bytes with a few of them changed, cut, doubled or moved; the same for the same seed."""
    chance = random.Random(seed)
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at, size = chance.randrange(len(changed)), chance.randint(1, 60)
        match chance.randrange(5):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + size]
            case 2:
                changed[at:at] = changed[at : at + size]
            case 3:
                changed[at:at] = bytes(chance.randrange(256) for _ in range(size))
            case 4:
                other = chance.randrange(len(changed))
                changed[at:at] = changed[other : other + size]
        if not changed:
            break
    return bytes(changed)


def read_all(data: bytes) -> None:
    """Read a file to its end, bodies too; UnreadableManuscript is the one answer a broken one may give."""
    with suppress(UnreadableManuscript):
        export = read(data)
        for item in export.items():
            if isinstance(item, Post):
                read_post(item, export.index)


@pytest.mark.parametrize("seed", range(100))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(seed):
    read_all(mutated(rich_file(), seed))


def test_the_file_is_closed_when_it_is_refused():
    file = io.BytesIO(b"<rss>")
    with pytest.raises(UnreadableManuscript):
        open_export(lambda: file)
    assert file.closed
