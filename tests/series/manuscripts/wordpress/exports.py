"""WordPress exports for tests, in a few words: the parts of a file, and a generator of files of any length."""

import io
from collections.abc import Iterator
from html import escape

from series.manuscripts.wordpress import Export, Post, Skipped, open_export

SITE = "https://old.example"


def cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def meta(**values: str) -> str:
    """Meta values of a post; `__` at the start of a name stands for one underscore."""
    return "".join(
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{cdata(value)}</wp:meta_value></wp:postmeta>"
        for key, value in values.items()
    )


def term(domain: str, slug: str, name: str) -> str:
    """A term on a post."""
    return f'<category domain="{domain}" nicename="{slug}">{cdata(name)}</category>'


def post(
    id: int,
    title: str = "A post",
    content: str = "<p>Words.</p>",
    *,
    slug: str = "",
    status: str = "publish",
    kind: str = "post",
    date: str = "2026-03-02 09:00:00",
    gmt: str = "2026-03-02 00:00:00",
    creator: str = "maren",
    guid: str | None = None,
    link: str | None = None,
    excerpt: str = "",
    password: str = "",
    parent: int = 0,
    more: str = "",
) -> str:
    """One item. Its address and GUID are `/?p=<id>` unless others are given."""
    number = f"{SITE}/?p={id}"
    return (
        f"<item><title>{cdata(title)}</title><link>{escape(number if link is None else link)}</link>"
        f"<pubDate>Mon, 02 Mar 2026 00:00:00 +0000</pubDate><dc:creator>{cdata(creator)}</dc:creator>"
        f'<guid isPermaLink="false">{escape(number if guid is None else guid)}</guid>'
        f"<content:encoded>{cdata(content)}</content:encoded><excerpt:encoded>{cdata(excerpt)}</excerpt:encoded>"
        f"<wp:post_id>{id}</wp:post_id><wp:post_date>{date}</wp:post_date><wp:post_date_gmt>{gmt}</wp:post_date_gmt>"
        f"<wp:post_name>{cdata(slug)}</wp:post_name><wp:status>{status}</wp:status>"
        f"<wp:post_parent>{parent}</wp:post_parent><wp:post_type>{kind}</wp:post_type>"
        f"<wp:post_password>{cdata(password)}</wp:post_password>{more}</item>\n"
    )


def attachment(id: int, path: str, *, alt: str = "", caption: str = "", parent: int = 0) -> str:
    """A file of the media library, by its path below `uploads/`."""
    address = f"<wp:attachment_url>{SITE}/wp-content/uploads/{path}</wp:attachment_url>"
    words = meta(_wp_attachment_image_alt=alt) if alt else ""
    return post(
        id,
        path,
        "",
        kind="attachment",
        status="inherit",
        excerpt=caption,
        parent=parent,
        more=address + words,
    )


def author(login: str, name: str, first: str = "", last: str = "") -> str:
    """An account."""
    return (
        f"<wp:author><wp:author_login>{login}</wp:author_login><wp:author_email>{login}@old.example</wp:author_email>"
        f"<wp:author_display_name>{cdata(name)}</wp:author_display_name><wp:author_first_name>{cdata(first)}"
        f"</wp:author_first_name><wp:author_last_name>{cdata(last)}</wp:author_last_name></wp:author>\n"
    )


def series_term(id: int, slug: str, name: str, description: str = "", taxonomy: str = "series") -> str:
    """A series, as the list of terms at the head of the file has it."""
    return (
        f"<wp:term><wp:term_id>{id}</wp:term_id><wp:term_taxonomy>{taxonomy}</wp:term_taxonomy>"
        f"<wp:term_slug>{slug}</wp:term_slug><wp:term_name>{cdata(name)}</wp:term_name>"
        f"<wp:term_description>{cdata(description)}</wp:term_description></wp:term>\n"
    )


MAREN = author("maren", "Maren Oakfield", "Maren", "Oakfield")


def opening(version: str = "1.2", language: str = "en-US") -> str:
    """The file up to the first part."""
    return (
        '<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0" '
        f'xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:wp="http://wordpress.org/export/{version}/"><channel><title>River Desk</title><link>{SITE}</link>'
        f"<language>{language}</language><wp:wxr_version>{version}</wp:wxr_version>"
        f"<wp:base_blog_url>{SITE}</wp:base_blog_url>\n"
    )


CLOSING = "</channel></rss>\n"


def wxr(*parts: str, version: str = "1.2", language: str = "en-US", people: str = MAREN) -> bytes:
    """A whole file."""
    return (opening(version, language) + people + "".join(parts) + CLOSING).encode()


def read(data: bytes, **options) -> Export:
    """An export that was opened."""
    return open_export(lambda: io.BytesIO(data), **options)


def posts(data: bytes, **options) -> list[Post]:
    """The posts of a file."""
    return [item for item in read(data, **options).items() if isinstance(item, Post)]


def skipped(data: bytes, **options) -> list[Skipped]:
    """The items of a file that are no pieces."""
    return [item for item in read(data, **options).items() if isinstance(item, Skipped)]


def long_export(count: int) -> Iterator[bytes]:
    """An export of `count` public posts, part by part: forty series, links backward and forward, topics, co-authors."""
    yield opening().encode()
    yield "".join(author(f"writer{n}", f"Writer Number{n}") for n in range(60)).encode()
    for n in range(1, count + 1):
        links = " ".join(
            f'<a href="{SITE}/?p={other}">piece {other}</a>'
            for other in (n - 7, n + 5)
            if n % 4 == 0 and other > 0
        )
        words = (
            "The water rose in the night, and the gauge at the bridge stood above the mark of the year before. "
            * 6
        )
        content = "\n\n".join(
            [
                f"Part {n} begins. {words}",
                f"<h2>What follows</h2>\n{words}",
                f"<em>See</em> {links} [note_{n % 5}]",
                words,
            ]
        )
        more = (
            term("series", f"series-{n % 40}", f"Series {n % 40}")
            + meta(**{f"_series_part_{n % 40 + 1}": str(n // 40 + 1)})
            + term("category", f"topic-{n % 30}", f"Topic {n % 30}")
            + term("author", f"cap-writer{n % 60}", f"writer{n % 60}")
            + term("author", f"cap-writer{(n + 9) % 60}", f"writer{(n + 9) % 60}")
        )
        yield post(
            n, f"Piece {n}", content, slug=f"piece-{n}", creator=f"writer{n % 60}", excerpt=f"Standfirst {n}.",
            date=f"20{10 + n % 15}-03-02 09:00:00", gmt=f"20{10 + n % 15}-03-02 00:00:00", more=more,
        ).encode()  # fmt: skip
    yield CLOSING.encode()
