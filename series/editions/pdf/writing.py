"""Has WeasyPrint set a book. It fetches nothing: pictures and fonts are handed to it, any other address is refused."""

from importlib import resources

from publication.frame import Frame
from series.editions.book.shapes import Book
from series.editions.pdf.ability import weasyprint
from series.editions.pdf.document import Printed, document_of
from series.editions.pdf.fonts import font

# What stands before the addresses inside the document; no such host can be (RFC 2606).
HERE = "https://book.invalid/"


def write_pdf(book: Book, frame: Frame) -> bytes:
    """The file: tagged, with bookmarks, in the language of the book. Needs what `ability.problem` asks for."""
    return set_pdf(book, frame)[0]


def set_pdf(book: Book, frame: Frame) -> tuple[bytes, int]:
    """The file as `write_pdf` makes it, and the number of its pages."""
    setter = weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    printed = document_of(book, frame)
    fetch = fetcher(printed)
    style = resources.files("series.editions.pdf").joinpath("print.css").read_text(encoding="utf-8")
    fonts = FontConfiguration()
    # Pictures come at the size that pages show (1280 pixels): to make them smaller again costs more than setting.
    options = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}
    document = setter.HTML(string=printed.html, base_url=HERE, url_fetcher=fetch).render(
        font_config=fonts,
        stylesheets=[setter.CSS(string=style, base_url=HERE, url_fetcher=fetch, font_config=fonts)],
        **options,
    )
    return document.write_pdf(**options), len(document.pages)


def fetcher(printed: Printed):
    """What WeasyPrint asks for files: the pictures and fonts of a book; ValueError for anything else."""
    weasyprint()
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyInside(URLFetcher):
        def fetch(self, url, headers=None):
            name = url.removeprefix(HERE)
            if url.startswith(HERE) and name in printed.pictures:
                picture = printed.pictures[name]
                return URLFetcherResponse(url, picture.content, {"Content-Type": picture.media_type})
            if url.startswith(HERE) and (content := font(name)):
                return URLFetcherResponse(url, content, {"Content-Type": "font/ttf"})
            raise ValueError(f"An edition fetches nothing: {url}")

    return OnlyInside()
