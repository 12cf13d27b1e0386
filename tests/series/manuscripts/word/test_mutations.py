"""Whatever is broken in a document, the reader raises its own error or none. In full size: tests/prove/."""

import contextlib

from hypothesis import HealthCheck, given, settings

from series.manuscripts.bounds import Bounds
from series.manuscripts.errors import UnreadableManuscript
from series.manuscripts.manuscript import to_json
from series.manuscripts.word.reader import _read

from .mutations import broken_documents

HOW = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}


@settings(max_examples=100, derandomize=True, **HOW)
@given(broken_documents())
def test_a_broken_document_is_read_or_refused(data):
    # What the reader's last net would catch must not happen either.
    with contextlib.suppress(UnreadableManuscript):
        to_json(_read(data, "x.docx", Bounds()))
