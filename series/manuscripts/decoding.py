"""From bytes to characters: bounds, encodings and the refusal of what is not text."""

import re

from .characters import HANGUL
from .errors import UnreadableManuscript
from .reporting import Report

MAX_BYTES = 2 * 1024 * 1024

# Everything below a space that no text needs; tab, line feed, carriage return and the page feeds stay.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
READ_AS_KOREAN = "The file is not UTF-8; it was read in the Korean encoding CP949 (EUC-KR)."
BINARY = UnreadableManuscript(
    "This is not a text file: it holds bytes that no text has.",
    "Open the article in a word processor or browser, and save it as plain text (.txt, UTF-8).",
)


def decode(data: bytes, report: Report, *, max_bytes: int = MAX_BYTES) -> str:
    """The characters of the file, without byte order mark and stray control characters.

    UTF-8, UTF-16 with a byte order mark, and the Korean code page 949 (as a guess, when the result is mostly
    Hangul) are read. Raises `UnreadableManuscript` for an empty, too large, binary or otherwise encoded file.
    """
    if len(data) > max_bytes:
        raise UnreadableManuscript(
            f"The file is too large: {len(data):,} bytes, where {max_bytes:,} are allowed.",
            "Bring in one article at a time.",
        )
    return sound_text(_characters(data, report), report)


def _characters(data: bytes, report: Report) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise UnreadableManuscript(
                "The file says that it is UTF-16 text, but breaks off or is damaged.",
                "Save it again as plain text in UTF-8.",
            ) from None
    if b"\x00" in data:
        raise BINARY
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    return _code_page_949(data, line, report)


def _code_page_949(data: bytes, line: int, report: Report) -> str:
    text = code_page_949(data)
    if text is None:
        raise UnreadableManuscript(
            f"The file is not UTF-8 text: line {line} holds bytes that cannot be read.",
            "Save it again as plain text in UTF-8 (the encoding is a choice in the Save As dialogue).",
        )
    report.add("guessed", READ_AS_KOREAN)
    return text


def code_page_949(data: bytes) -> str | None:
    """The text in the Korean encoding, None when the bytes are not believed to be in it.

    Almost any bytes decode as cp949; only a text whose letters beyond ASCII are mostly Hangul is believed.
    """
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        return None
    beyond_ascii = sum(1 for character in text if character > "\x7f")
    if not beyond_ascii or len(HANGUL.findall(text)) < 0.7 * beyond_ascii or CONTROL.search(text):
        return None
    return text


def sound_text(text: str, report: Report) -> str:
    """The text without stray control characters; letters that were lost before are told.

    Raises `UnreadableManuscript` where nothing is in it, or too many control characters for a text.
    """
    if not text.strip():
        raise UnreadableManuscript(
            "The file is empty: there is no text in it.",
            "Check that the article was saved before it was sent.",
        )
    strays = len(CONTROL.findall(text))
    if strays > 2 and strays * 200 > len(text):
        raise BINARY
    if strays:
        report.add("dropped", "Control characters that no text needs were taken out.", count=strays)
        text = CONTROL.sub("", text)
    if "\ufffd" in text:
        report.add(
            "missing",
            "The file was damaged before it came here: where “\ufffd” stands, a letter was lost.",
            count=text.count("\ufffd"),
        )
    return text
