"""What cannot be read is refused with words for people, and what can be read costs no more than its size."""

import contextlib
import random
import time

import pytest

from series.manuscripts.errors import UnreadableManuscript
from series.manuscripts.manuscript import to_json
from series.manuscripts.newspaper import read_newspaper

from .shared import kinds, paragraphs

SENTENCE = "The river rose in the night and nobody was told of it until the morning came."
KOREAN = "강물이 밤새 불어났다. 아무도 그것을 알지 못했다."


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"A text.\x00\x01", "not a text file"),
        (b"PK\x03\x04" + bytes(range(1, 32)) * 8, "not a text file"),
        ("Café".encode("latin-1"), "not UTF-8"),
        ("Text".encode("utf-16") + b"\x00", "UTF-16"),
        (b"a" * (2 * 1024 * 1024 + 1), "too large"),
        (b"a\n" * 20_001, "too long"),
    ],
)
def test_an_unreadable_file_is_refused_with_a_problem_and_a_remedy(data, problem):
    with pytest.raises(UnreadableManuscript, match=problem) as refused:
        read_newspaper(data)
    assert refused.value.remedy


def test_the_bounds_are_parameters():
    with pytest.raises(UnreadableManuscript, match="too large"):
        read_newspaper(SENTENCE.encode(), max_bytes=10)
    with pytest.raises(UnreadableManuscript, match="too long"):
        read_newspaper(b"one\ntwo\nthree", max_lines=2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_with_or_without_a_mark_is_read(encoding):
    assert paragraphs(read_newspaper(f"{SENTENCE} {KOREAN}".encode(encoding))) == [f"{SENTENCE} {KOREAN}"]


def test_old_korean_encoding_is_read_and_said_to_be_a_guess():
    manuscript = read_newspaper(KOREAN.encode("cp949"))
    assert paragraphs(manuscript) == [KOREAN]
    assert any("CP949" in finding.what for finding in kinds(manuscript, "guessed"))


def test_invisible_characters_are_taken_out_and_reported():
    manuscript = read_newspaper("The ri\u00adver rose\u200b in the\u00a0night.".encode())
    assert paragraphs(manuscript) == ["The river rose in the night."]
    assert [finding.place for finding in kinds(manuscript, "dropped")] == [(1,)]


@pytest.mark.parametrize(
    "data",
    [
        (SENTENCE[:-1].ljust(103, "s") + "\n").encode() * 19_990,
        (SENTENCE.ljust(103, ".") + "\n").encode() * 19_990,
        SENTENCE.encode() * 26_000,
        b"-" * 2_000_000,
        b"![]() |\n" * 19_990,
        b"By Ann Bell\n" * 19_990,
        "".join(f"{SENTENCE} {number % 7}\n\n" for number in range(9_990)).encode(),
    ],
    ids=("wrapped", "paragraphs", "one line", "dashes", "pictures", "bylines", "copies"),
)
def test_two_megabytes_of_one_thing_are_read_in_seconds(data):
    # About 1 s on a slow machine; anything quadratic would take minutes.
    began = time.process_time()
    read_newspaper(data)
    assert time.process_time() - began < 10


def test_a_list_nested_without_end_still_becomes_plain_values():
    data = "\n".join(" " * depth + f"- item {depth}" for depth in range(1_500)).encode()
    assert to_json(read_newspaper(data))["body"][0]["type"] == "list"


def test_random_bytes_raise_nothing_but_the_readers_own_error():
    chance = random.Random(1916)
    letters = "글필자 기자편집주ⓒ|▲■[]()<>=:By.Ed-—\n\n >*#+![]1①끝"
    for number in range(400):
        size = chance.choice((1, 5, 60, 600))
        noise = chance.randbytes(size)
        text = "".join(chance.choice(letters) for _ in range(size)).encode()
        with contextlib.suppress(UnreadableManuscript):
            to_json(read_newspaper(noise if number % 2 else text))
