"""The one door for document files: known by content, bounded before anything is unpacked, refused in plain words.

What a browser would run (HTML, SVG, XML, scripts) and what a reader's computer would (programs, macros, archives of
anything) is not taken. The suffix of what was sent counts only among texts, which have nothing else to be known by.
"""

import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

# What a packed document may have in it before it is taken for a bomb.
MOST_MEMBERS = 10_000
MOST_UNPACKED = 1024 * 1024 * 1024
MOST_OF_A_LIST = 1024 * 1024  # bytes of the member that says what the package is
HEAD = 4096


@dataclass(frozen=True)
class Kind:
    """A kind of document: the suffix of its files and the media type they are served with."""

    suffix: str
    media_type: str


PDF = Kind("pdf", "application/pdf")
TEXT = Kind("txt", "text/plain")
TABLE = Kind("csv", "text/csv")
_OPEN = "application/vnd.oasis.opendocument."
_OFFICE = "application/vnd.openxmlformats-officedocument."
# By what the member `mimetype` says.
DECLARED = {
    f"{_OPEN}text": Kind("odt", f"{_OPEN}text"),
    f"{_OPEN}spreadsheet": Kind("ods", f"{_OPEN}spreadsheet"),
    f"{_OPEN}presentation": Kind("odp", f"{_OPEN}presentation"),
    "application/epub+zip": Kind("epub", "application/epub+zip"),
}
# By the type of the main part; those with macros have others.
MAIN_PARTS = {
    f"{_OFFICE}wordprocessingml.document": Kind("docx", f"{_OFFICE}wordprocessingml.document"),
    f"{_OFFICE}spreadsheetml.sheet": Kind("xlsx", f"{_OFFICE}spreadsheetml.sheet"),
    f"{_OFFICE}presentationml.presentation": Kind("pptx", f"{_OFFICE}presentationml.presentation"),
}
KINDS = {kind.suffix: kind for kind in (PDF, TEXT, TABLE, *DECLARED.values(), *MAIN_PARTS.values())}
TEXTS = {"txt": TEXT, "csv": TABLE}
# Where the text of a browser's or a computer's program begins.
MARKUP = (
    b"<!doctype",
    b"<html",
    b"<svg",
    b"<?xml",
    b"<script",
    b"<body",
    b"<head",
    b"<iframe",
    b"<math",
    b"<!--",
    b"<?php",
)
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
CODECS = ("utf-8-sig", "utf-16", "cp949")


class DocumentRefused(ValidationError):
    """A file that the library does not take; says to people what is wrong and what to do."""

    def __str__(self):
        return str(self.message)


def take_in(file: File, name: str) -> str:
    """The name to store a file under, with the suffix of what it is; raises DocumentRefused. The file is rewound.

    Limit: WAGTAILDOCS_MAX_UPLOAD_SIZE bytes.
    """
    name = PurePath(name or "").name
    most = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
    if file.size > most:
        raise DocumentRefused(
            _(
                "“%(name)s” is too large (%(size)s): at most %(most)s are taken. Make it smaller and try again."
            )
            % {"name": name, "size": filesizeformat(file.size), "most": filesizeformat(most)},
            code="file_too_large",
        )
    file.seek(0)
    try:
        kind = _kind(file, name)
    finally:
        file.seek(0)
    return f"{PurePath(name).stem or 'document'}.{kind.suffix}"


def kind_of(file_name: str) -> Kind | None:
    """The kind of a stored file by its suffix, which was given by its content; None for one that came otherwise."""
    return KINDS.get(PurePath(file_name).suffix[1:].lower())


def _kind(file: File, name: str) -> Kind:
    head = file.read(HEAD)
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"PK\x03\x04"):
        file.seek(0)
        return _packed(file, name)
    suffix = PurePath(name).suffix[1:].lower()
    if _is_markup(head):
        raise _refused(
            _(
                "“%(name)s” is a web page or a drawing, which can carry programs. Save it as PDF and upload that."
            ),
            name,
        )
    if suffix not in TEXTS or head.startswith(b"#!"):
        raise _unknown(name)
    file.seek(0)
    _check_text(file.read(), name)
    return TEXTS[suffix]


def _packed(file: File, name: str) -> Kind:
    """The kind of a ZIP file, by what it declares itself. Two small members are unpacked at most."""
    try:
        with zipfile.ZipFile(file) as package:
            members = package.infolist()
            if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
                raise _refused(
                    _("“%(name)s” would be far too large when unpacked. Save it anew and upload that."), name
                )
            if any(member.filename.lower().endswith("vbaproject.bin") for member in members):
                raise _refused(_macros(), name)
            declared = _member(package, "mimetype").strip().decode("ascii", "replace")
            listed = _member(package, "[Content_Types].xml").decode("utf-8", "replace")
    except DocumentRefused:
        raise
    except Exception as error:
        # The readers of packages meet broken ones with errors of every kind.
        raise _refused(_("“%(name)s” is damaged. Open it, save it again and upload that."), name) from error
    if "macroEnabled" in listed:
        raise _refused(_macros(), name)
    if declared in DECLARED:
        return DECLARED[declared]
    for main, kind in MAIN_PARTS.items():
        if f'"{main}.main+xml"' in listed:
            return kind
    raise _refused(
        _("“%(name)s” is an archive of other files. Unpack it and upload the documents one by one."), name
    )


def _member(package: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of a member, however large it says it is; empty where there is none."""
    if name not in package.namelist():
        return b""
    with package.open(name) as member:
        return member.read(MOST_OF_A_LIST)


def _is_markup(head: bytes) -> bool:
    if head[:2] in BYTE_ORDER_MARKS:
        head = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    text = head.replace(b"\x00", b"").lower()  # UTF-16 that does not say so has one in every other place
    return text.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or any(mark in text for mark in MARKUP)


def _check_text(content: bytes, name: str) -> None:
    for codec in CODECS:
        if codec == "utf-16" and content[:2] not in BYTE_ORDER_MARKS:
            continue
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if not any(letter < " " and letter not in "\t\r\n\f" for letter in text[:1_000_000]):
            return
    raise _unknown(name)


def _macros() -> str:
    return _(
        "“%(name)s” carries macros, which are programs. Save it without them, or as PDF, and upload that."
    )


def _unknown(name: str) -> DocumentRefused:
    return _refused(
        _(
            "“%(name)s” is not a document of a kind that is taken here. "
            "Save it as PDF, Word (docx), Excel (xlsx), PowerPoint (pptx), OpenDocument, EPUB, CSV or plain text "
            "and upload that; upload pictures as images."
        ),
        name,
    )


def _refused(sentence: str, name: str) -> DocumentRefused:
    return DocumentRefused(sentence % {"name": name}, code="invalid_document")
