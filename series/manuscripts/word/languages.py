"""Words in the other language, marked all over a manuscript."""

from dataclasses import replace

from ..languages import with_languages
from ..manuscript import Manuscript
from .footnotes import with_words


def mark_languages(manuscript: Manuscript) -> Manuscript:
    """The manuscript with its words in the other language saying so."""
    language = manuscript.language
    body = tuple(
        with_words(block, lambda words: with_languages(words, language)) for block in manuscript.body
    )
    footnotes = tuple(
        replace(note, words=with_languages(note.words, language)) for note in manuscript.footnotes
    )
    return replace(manuscript, body=body, footnotes=footnotes)
