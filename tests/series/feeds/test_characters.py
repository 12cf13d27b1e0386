"""Every character that XML has no place for is gone, every other stays (https://www.w3.org/TR/xml/#charsets)."""

import sys
from xml.etree import ElementTree as ET

from series.feeds.characters import allowed


def test_of_all_characters_those_stay_that_a_strict_parser_takes():
    everything = "".join(chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF)
    text = allowed(everything)
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("\r", "&#13;")
    assert ET.fromstring(f"<a>{escaped}</a>".encode()).text == text
    gone = set(everything) - set(text)
    controls = {chr(code) for code in (*range(32), *range(0x7F, 0xA0))} - set("\t\n\r")
    non_characters = {chr(code) for code in range(0xFDD0, 0xFDF0)}
    ends = {chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF)}
    assert gone == controls | non_characters | ends


def test_halves_of_a_character_vanish_and_page_breaks_are_one_space():
    assert allowed("a\ud83cb") == "ab"
    assert allowed("a \x0c\x0b b\x85c") == "a b c"
