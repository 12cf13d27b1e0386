"""Files that no reader takes: each is told apart by its bytes and refused with what the person can do instead."""

import io
import re
import zipfile

from .errors import UnreadableManuscript

AS_WORD = "Open it and save it as a Word document (.docx), then bring in that file."

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# Names of the parts by which programs of the same container differ.
OLE_KINDS = (
    ("HwpSummaryInformation".encode("utf-16-le"), "a Hangul document (.hwp)"),
    ("WordDocument".encode("utf-16-le"), "a Word document of the old kind (.doc)"),
    ("Workbook".encode("utf-16-le"), "a spreadsheet (.xls)"),
    ("PowerPoint Document".encode("utf-16-le"), "a presentation (.ppt)"),
)
STARTS = (
    (
        b"%PDF-",
        "a PDF",
        "Ask for the document that it was made from (.docx), or paste its text into a text file.",
    ),
    (b"{\\rtf", "a Rich Text document (.rtf)", AS_WORD),
    (b"HWP Document File", "a Hangul document (.hwp)", AS_WORD),
    (
        b"bplist00",
        "a web archive",
        "Save the page as “Page Source” (HTML) instead, or copy its text into a text file.",
    ),
    (b"\x89PNG", "a picture", "Bring in the text; pictures are added to the page afterwards."),
    (b"\xff\xd8\xff", "a picture", "Bring in the text; pictures are added to the page afterwards."),
    (b"GIF8", "a picture", "Bring in the text; pictures are added to the page afterwards."),
    (b"\x1f\x8b", "a packed file", "Unpack it and bring in the document inside."),
    (b"7z\xbc\xaf", "a packed file", "Unpack it and bring in the document inside."),
    (b"Rar!", "a packed file", "Unpack it and bring in the document inside."),
)
# Packed documents by a part that only they have.
PACKED_KINDS = (
    ("Index/Document.iwa", "a Pages document (.pages)", "In Pages choose File, Export To, Word."),
    (
        "xl/workbook.xml",
        "a spreadsheet (.xlsx)",
        "Copy what belongs into the text into a Word document (.docx).",
    ),
    ("ppt/presentation.xml", "a presentation (.pptx)", "Copy its text into a Word document (.docx)."),
)
PACKED_TYPES = (
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument text (.odt)", AS_WORD),
    (b"application/hwp+zip", "a Hangul document (.hwpx)", AS_WORD),
    (b"application/epub+zip", "an EPUB book", "Ask for the text of the one article (.docx)."),
)
XML = re.compile(rb"<\?xml\b|<(?:rss|feed|svg|w:\w+|office:\w+|pkg:\w+)[\s>]", re.IGNORECASE)
HTML_ROOT = re.compile(rb"<html[\s>]|<!doctype\s+html", re.IGNORECASE)
WXR = re.compile(rb"<rss\b[^>]*xmlns:wp=|https?://wordpress\.org/export/", re.IGNORECASE)
MHTML = re.compile(
    rb"^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*content-type:\s*multipart/related", re.IGNORECASE
)
# Word on the web writes "word/document2.xml".
WORD_PART = re.compile(r"word[/\\]document\d*\.xml$", re.IGNORECASE)
HEAD = 4096
LONGEST_DIRECTORY = 4 * 1024 * 1024


def refuse_foreign(data: bytes, name: str) -> None:
    """Raise `UnreadableManuscript` when the bytes are of a kind that no reader takes; `name` is the file's."""
    start = data[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(OLE):
        _refuse_ole(data)
    for signature, kind, remedy in STARTS:
        if start.startswith(signature):
            raise _refused(kind, remedy)
    if data.startswith(b"PK\x03\x04"):
        _refuse_packed(data)
    if XML.match(start) and not HTML_ROOT.search(start):
        if not WXR.search(start):
            raise _refused(
                "an XML file or a drawing", "Bring in the text as a Word document, a web page or plain text."
            )
    if WXR.search(start):
        raise _refused(
            "a WordPress export", "It holds many posts: bring it in with “manage.py import_wordpress”."
        )
    if MHTML.match(start.replace(b"\r\n", b"\n")):
        raise _refused(
            "a web archive (.mht)",
            "In the browser save the page as “Web page, HTML only” and bring in that file.",
        )


def has_word_document(data: bytes) -> bool:
    """Whether the bytes are a packed file with the main part of a Word document in it."""
    return data.startswith(b"PK\x03\x04") and any(map(WORD_PART.match, _packed_names(data)))


def _refuse_ole(data: bytes) -> None:
    if ENCRYPTED in data:
        raise UnreadableManuscript(
            "The document is protected with a password.",
            "Save it without the password and bring it in again.",
        )
    kind = next(
        (kind for mark, kind in OLE_KINDS if mark in data), "a document of the old Office kind (.doc)"
    )
    raise _refused(kind, AS_WORD)


def _refuse_packed(data: bytes) -> None:
    # An OpenDocument and its like say first of all, and unpacked, what they are.
    for signature, kind, remedy in PACKED_TYPES:
        if signature in data[:200]:
            raise _refused(kind, remedy)
    names = _packed_names(data)
    for part, kind, remedy in PACKED_KINDS:
        if part in names:
            raise _refused(kind, remedy)
    if not has_word_document(data):
        raise _refused("a packed file", "Unpack it and bring in the document inside.")


def _require_short_directory(data: bytes) -> None:
    """Refuse an archive whose list of parts alone is huge, before the library reads all of it into memory."""
    end = data.rfind(b"PK\x05\x06", max(len(data) - 65_557, 0))
    # Offset 12 of the end record is the size of the list (APPNOTE.TXT 4.3.16); a ZIP64 file has all ones there.
    if end >= 0 and int.from_bytes(data[end + 12 : end + 16], "little") > LONGEST_DIRECTORY:
        raise UnreadableManuscript(
            "The file holds too many parts for a document.", "Save it again, or ask for it once more."
        )


def _packed_names(data: bytes) -> frozenset[str]:
    _require_short_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return frozenset(packed.namelist())
    except Exception:  # whatever a damaged archive makes the library raise
        raise UnreadableManuscript(
            "The file is damaged: it begins like a Word document and cannot be opened.",
            "Save it again, or ask for it once more.",
        ) from None


def _refused(kind: str, remedy: str) -> UnreadableManuscript:
    return UnreadableManuscript(f"This is {kind}, which cannot be read.", remedy)
