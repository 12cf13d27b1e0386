"""Two thousand broken Word documents: each is read, or refused with the reader's own error, and nothing else happens."""

import contextlib

import pytest
from hypothesis import given, settings

from series.manuscripts.bounds import Bounds
from series.manuscripts.errors import UnreadableManuscript
from series.manuscripts.manuscript import to_json
from series.manuscripts.word.reader import _read
from tests.series.manuscripts.word.mutations import broken_documents
from tests.series.manuscripts.word.test_mutations import HOW


@pytest.mark.prove
@settings(max_examples=2_000, **HOW)
@given(broken_documents())
def test_two_thousand_broken_documents_raise_only_the_readers_error(data):
    with contextlib.suppress(UnreadableManuscript):
        to_json(_read(data, "x.docx", Bounds()))
