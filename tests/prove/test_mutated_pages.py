"""Two thousand broken pages and as many texts: each is read, or refused with the reader's own error."""

import contextlib

import pytest
from hypothesis import given, settings

from series.manuscripts.errors import UnreadableManuscript
from series.manuscripts.html.document import read_html_unguarded
from series.manuscripts.manuscript import to_json
from series.manuscripts.newspaper import read_newspaper
from tests.series.manuscripts.html.mutations import broken_files, sound_texts
from tests.series.manuscripts.html.test_mutations import HOW


@pytest.mark.prove
@settings(max_examples=2_000, **HOW)
@given(broken_files())
def test_two_thousand_broken_pages_raise_only_the_readers_error(data):
    with contextlib.suppress(UnreadableManuscript):
        to_json(read_html_unguarded(data))


@pytest.mark.prove
@settings(max_examples=2_000, **HOW)
@given(broken_files(sound_texts))
def test_two_thousand_broken_texts_raise_only_the_readers_error(data):
    with contextlib.suppress(UnreadableManuscript):
        to_json(read_newspaper(data))
