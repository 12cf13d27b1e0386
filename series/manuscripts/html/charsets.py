"""From the bytes of a page to its characters: what the page says of its encoding, and what the bytes themselves say."""

import re

from ..decoding import READ_AS_KOREAN, code_page_949, sound_text
from ..errors import UnreadableManuscript
from ..reporting import Report

HEAD = 4096
DECLARED = re.compile(
    rb"""(?:<meta[^>]{0,300}?charset|<\?xml[^>]{0,200}?encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I
)
MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# As browsers take the names (WHATWG, Encoding Standard); what is not here is not decoded by its name.
CODECS = {
    "cp949": "euc-kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean cp949 windows-949 uhc ms949 euckr",
    "cp1252": "windows-1252 cp1252 iso-8859-1 iso8859-1 latin1 l1 ascii us-ascii x-cp1252 ansi",
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8",
    "cp932": "shift_jis sjis shift-jis ms_kanji windows-31j x-sjis",
    "euc_jp": "euc-jp x-euc-jp",
    "gb18030": "gb2312 gbk gb18030 x-gbk gb_2312-80 chinese",
    "big5hkscs": "big5 big5-hkscs cn-big5 x-x-big5",
    "cp1250": "windows-1250 cp1250",
    "cp1251": "windows-1251 cp1251",
    "cp1254": "windows-1254 iso-8859-9 latin5",
    "iso8859_2": "iso-8859-2 latin2",
    "iso8859_15": "iso-8859-15 latin9",
    "koi8_r": "koi8-r koi8",
}
NAMES = {name: codec for codec, names in CODECS.items() for name in names.split()}
# More lost letters than this mean that the encoding was another one.
MOST_LOST = 0.02


def decode_markup(data: bytes, report: Report, *, max_bytes: int) -> str:
    """The characters of a page. Raises `UnreadableManuscript` for one that is empty, too large or not text."""
    if len(data) > max_bytes:
        raise UnreadableManuscript(
            f"The page is too large: {len(data):,} bytes, where {max_bytes:,} are allowed.",
            "Copy the text of the article into a text file, and bring in that.",
        )
    return sound_text(_characters(data, report), report)


def _characters(data: bytes, report: Report) -> str:
    for mark, codec in MARKS:
        if data.startswith(mark):
            return data.decode(codec, errors="replace").removeprefix("\ufeff")
    if data[:2] == b"<\x00":
        return data.decode("utf-16-le", errors="replace")
    try:
        # What decodes as UTF-8 is UTF-8, whatever an old declaration in the page says.
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = DECLARED.search(data[:HEAD])
    codec = NAMES.get(declared[1].decode("ascii").lower(), "") if declared else ""
    if codec:
        text = data.decode(codec, errors="replace")
        if text.count("\ufffd") <= MOST_LOST * sum(1 for letter in text if letter > "\x7f") + 1:
            return text
    korean = code_page_949(data)
    if korean is not None:
        report.add("guessed", READ_AS_KOREAN)
        return korean
    report.add("guessed", "The file is not UTF-8; it was read in the Western encoding Windows-1252.")
    return data.decode("cp1252", errors="replace")
