"""Which language a text is in, and which of its words are in the other one: English and Korean, told by their letters."""

import re
from collections.abc import Iterable
from dataclasses import replace

from .characters import HANGUL
from .words import Span, Words

LATIN = re.compile(r"[A-Za-z]")
# Korean words in another text, Chinese characters among them counted in: 최원기, 국립외교원(國立外交院).
KOREAN_RUN = re.compile(
    r"(?<![\u3400-\u9fff])[\u3400-\u9fff]*[\uac00-\ud7a3][\u3400-\u9fff\uac00-\ud7a3]*"
    r"(?:[ ·,()~]{1,2}[\u3400-\u9fff\uac00-\ud7a3]+)*"
)
# Names and abbreviations in Latin letters are at home in Korean; four words in a row are another language.
ENGLISH_RUN = re.compile(r"(?<![A-Za-z'’-])[A-Za-z][A-Za-z'’-]*(?:[ ,;:]{1,2}[A-Za-z][A-Za-z'’-]*){3,}")


def language_of(texts: Iterable[str]) -> str:
    """ "ko" or "en". A Hangul letter is a syllable and says as much as two Latin ones."""
    hangul = latin = 0
    for text in texts:
        hangul += len(HANGUL.findall(text))
        latin += len(LATIN.findall(text))
    return "ko" if hangul * 2 > latin else "en"


def with_languages(words: Words, language: str) -> Words:
    """The words of a manuscript in `language`, with those in the other language saying so."""
    run, other = (KOREAN_RUN, "ko") if language == "en" else (ENGLISH_RUN, "en")
    if not any(run.search(span.text) for span in words.spans):
        return words
    spans: list[Span] = []
    for span in words.spans:
        end = 0
        for match in run.finditer(span.text) if not span.language else ():
            spans.append(replace(span, text=span.text[end : match.start()]))
            spans.append(replace(span, text=match[0], language=other))
            end = match.end()
        spans.append(replace(span, text=span.text[end:]) if end else span)
    return Words.of(*spans)
