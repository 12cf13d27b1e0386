"""Whatever is broken in a page or a text, its reader raises its own error or none. In full size: tests/prove/."""

import contextlib
import re

import pytest
from hypothesis import HealthCheck, given, settings

from series.manuscripts.bounds import Bounds
from series.manuscripts.errors import UnreadableManuscript
from series.manuscripts.html.document import read_html_unguarded
from series.manuscripts.html.rewording import words_of
from series.manuscripts.manuscript import Embed, ImageSlot, Manuscript, to_json
from series.manuscripts.newspaper import read_newspaper

from .mutations import broken_files, sound_files, sound_texts

SAFE = re.compile(r"https?://|mailto:|tel:|/(?![/\\])", re.IGNORECASE)


def addresses(manuscript: Manuscript) -> list[str]:
    """Every address that a page could lead to or load."""
    lines = [words for block in manuscript.body for words in words_of(block)]
    lines += [note.words for note in manuscript.footnotes]
    found = [address for words in lines for _text, address in words.links]
    found += [
        block.address for block in manuscript.body if isinstance(block, ImageSlot | Embed) and block.address
    ]
    return found


HOW = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}


@pytest.mark.parametrize("data", sound_files())
def test_the_files_to_be_broken_are_sound(data):
    assert to_json(read_html_unguarded(data))["title"]


@settings(max_examples=100, derandomize=True, **HOW)
@given(broken_files())
def test_a_broken_page_is_read_or_refused(data):
    # What the reader's last net would catch must not happen either.
    with contextlib.suppress(UnreadableManuscript):
        manuscript = read_html_unguarded(data, bounds=Bounds())
        to_json(manuscript)
        assert all(SAFE.match(address) for address in addresses(manuscript))


@settings(max_examples=100, derandomize=True, **HOW)
@given(broken_files(sound_texts))
def test_a_broken_text_is_read_or_refused(data):
    with contextlib.suppress(UnreadableManuscript):
        to_json(read_newspaper(data))
