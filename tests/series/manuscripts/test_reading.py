"""Which reader a file gets, and what is said of files that none of them reads."""

import io
import zipfile

import pytest

from series.manuscripts.bounds import Bounds
from series.manuscripts.errors import UnreadableManuscript
from series.manuscripts.reading import READERS, read
from tests.shared import shared

from .shared import own, paragraphs


def packed(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return file.getvalue()


def packed_as(kind: str) -> bytes:
    return packed(mimetype=kind, content="<x/>")


def format_of(data: bytes, name: str = "") -> str:
    return next(reader.format for reader in READERS if reader.claims(data, name))


@pytest.mark.parametrize(
    ("data", "name", "format"),
    [
        (b"A text.", "a.txt", "text"),
        (b"A text.", "a.docx", "text"),
        (b"# Head\n\n* one\n* two\n", "a.md", "text"),
        (b"1 < 2 and <b> is a tag", "a.txt", "text"),
        (b"1 < 2 and <b>is</b> a tag", "a.html", "html"),
        (b"<p>A text.</p>", "a.txt", "html"),
        (b"  \n<!-- x --><p>A text.</p>", "", "html"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>A text.</p>", "", "html"),
        ("<html><p>x</p></html>".encode("utf-16"), "", "html"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><p>x</p></html>', "", "html"),
        (b"Version:0.9\r\nStartHTML:0000\r\n<html><p>x</p></html>", "clip", "html"),
    ],
)
def test_what_a_file_holds_decides_and_then_its_name(data, name, format):
    assert format_of(data, name) == format


def test_a_word_document_is_told_by_its_parts():
    assert format_of(shared("cases/inputs/ms-01-repair-bill.docx"), "letter.txt") == "word"
    assert read(shared("cases/inputs/ms-01-repair-bill.docx"), "letter.txt").title


def test_a_newspapers_text_is_read_as_before():
    assert (
        read(own("gauges-wrapped.txt"), "gauges.txt").title
        == "Who Reads the NSP Gauges After the Railway Is Gone"
    )
    assert paragraphs(read(b"Version:0.9\r\nStartHTML:0000\r\n<html><p>The river rose.</p></html>")) == [
        "The river rose."
    ]


@pytest.mark.parametrize(
    ("data", "problem", "remedy"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "old kind (.doc)", ".docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password", "without the password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "HwpSummaryInformation".encode("utf-16-le"), "(.hwp)", ".docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office kind", ".docx"),
        (b"{\\rtf1\\ansi A text.}", ".rtf", ".docx"),
        (b"%PDF-1.7\n", "PDF", ".docx"),
        (packed_as("application/vnd.oasis.opendocument.text"), ".odt", ".docx"),
        (packed_as("application/hwp+zip"), ".hwpx", ".docx"),
        (packed_as("application/epub+zip"), "EPUB", ".docx"),
        (packed(Index__Document="x", **{"Index__Document.iwa": "x"}), ".pages", "Export"),
        (packed(**{"xl__workbook.xml": "x"}), ".xlsx", ".docx"),
        (packed(a="b"), "packed file", "Unpack"),
        (b"PK\x03\x04 and no more", "damaged", "again"),
        (b"\x89PNG\r\n\x1a\n", "picture", "text"),
        (b"\x1f\x8b\x08", "packed file", "Unpack"),
        (b"bplist00", "web archive", "HTML"),
        (b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", ".mht", "HTML only"),
        (b'<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"></rss>', "WordPress", "import_wordpress"),
        (b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"></feed>', "XML", "plain text"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>', "XML file or a drawing", "plain text"),
        (b"", "empty", "saved"),
    ],
)  # fmt: skip
def test_what_no_reader_takes_is_named_and_helped(data, problem, remedy):
    with pytest.raises(UnreadableManuscript) as refused:
        read(data, "manuscript")
    assert problem in refused.value.problem
    assert remedy in refused.value.remedy


def test_a_file_beyond_the_bound_is_refused_before_it_is_looked_at():
    with pytest.raises(UnreadableManuscript, match="too large"):
        read(b"%PDF-" + bytes(200), bounds=Bounds(file_bytes=100))


def test_the_bounds_reach_the_readers():
    with pytest.raises(UnreadableManuscript, match="too large"):
        read(b"A text that is too long.", bounds=Bounds(text_bytes=10))
    with pytest.raises(UnreadableManuscript, match="too large"):
        read(b"<p>A text that is too long.</p>", bounds=Bounds(markup_bytes=10))
