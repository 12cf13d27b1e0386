"""Whatever is broken in a page or a text, its reader raises its own error or none. In full size: tests/prove/."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings

from series.manuscripts.bounds import Bounds
from series.manuscripts.errors import UnreadableManuscript
from series.manuscripts.html.document import read_html_unguarded
from series.manuscripts.manuscript import to_json
from series.manuscripts.newspaper import read_newspaper

from .mutations import broken_files, sound_files, sound_texts

HOW = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}


@pytest.mark.parametrize("data", sound_files())
def test_the_files_to_be_broken_are_sound(data):
    assert to_json(read_html_unguarded(data))["title"]


@settings(max_examples=100, derandomize=True, **HOW)
@given(broken_files())
def test_a_broken_page_is_read_or_refused(data):
    # What the reader's last net would catch must not happen either.
    with contextlib.suppress(UnreadableManuscript):
        to_json(read_html_unguarded(data, bounds=Bounds()))


@settings(max_examples=100, derandomize=True, **HOW)
@given(broken_files(sound_texts))
def test_a_broken_text_is_read_or_refused(data):
    with contextlib.suppress(UnreadableManuscript):
        to_json(read_newspaper(data))
