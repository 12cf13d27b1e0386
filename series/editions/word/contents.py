"""The contents of a book as Word's own: a field that Word can make anew, with what it holds now."""

from series.editions.book.shapes import Book
from series.editions.docx.bookmarks import Bookmarks
from series.editions.docx.text import NAMESPACES, Runs
from series.editions.word import styles as book_styles
from series.manuscripts.words import Span, Words
from series.templatetags.credits import leading

# Of the first level, as links, without page numbers: those are known to whoever sets the pages.
FIELD = r' TOC \o "1-1" \n \h \z '


def contents_of(
    book: Book, entries: list[tuple[str, str]], heading: str, runs: Runs, bookmarks: Bookmarks
) -> str:
    """The XML of the contents under a heading; `entries` are (anchor, words), those of chapters by their names."""
    by = {chapter.name: ", ".join(one.name for one in leading(chapter.credits)) if chapter.credits else ""
          for chapter in book.chapters}  # fmt: skip
    lines = [runs.paragraph(Words.of(heading), book_styles.CONTENTS_TITLE)]
    begin = (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">{FIELD}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    for at, (anchor, words) in enumerate(entries):
        link = Words.of(Span(words, link=f"#{bookmarks.name(anchor)}"))
        lines.append(runs.paragraph(link, book_styles.CONTENTS_LINE, opening="" if at else begin))
        if by.get(anchor):
            lines.append(runs.paragraph(Words.of(by[anchor]), book_styles.CONTENTS_BY))
    end = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    return (
        f'<w:sdt {NAMESPACES}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{''.join(lines)}{end}</w:sdtContent></w:sdt>"
    )
