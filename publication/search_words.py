"""The words under which texts are indexed and looked for: the same transformation of both, so every database agrees.

Letters are folded (case, accents, full width, composed or not), English words are stemmed and common ones left out,
and each run of Hangul or Chinese characters becomes its pairs of syllables: 외교정책 is 외교, 교정, 정책. A part of a
Korean word is then a phrase of pairs, which any index of words can find. The reasons are in decision 13.
"""

import re
import unicodedata
from functools import lru_cache

from publication.stemming import stem

SYLLABLES = "\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
IS_SYLLABLES = re.compile(f"[{SYLLABLES}]+")
RUN = re.compile(rf"[{SYLLABLES}]+|[^\W_{SYLLABLES}]+")
# Words that signs hold together: Won-gi, U.S., Data-X.2, 한·미. They are also found written as one.
COMPOUND = re.compile(r"[^\W_]+(?:[-.'&·ㆍ・‧][^\W_]+)+")
HOLDS_TOGETHER = re.compile(r"[-.'&·ㆍ・‧]")
POSSESSIVE = re.compile(r"'s\b")
LONGEST_COMPOUND = 40
# Letters that Unicode does not take apart into a plain letter and a mark.
PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th", "ħ": "h",
     "’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-"}
)  # fmt: skip

# What PostgreSQL's English configuration leaves out, and what its word breaker makes of contractions.
COMMON = frozenset(
    "i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself "
    "it its itself they them their theirs themselves what which who whom this that these those am is are was were be "
    "been being have has had having do does did doing a an the and but if or because as until while of at by for with "
    "about against between into through during before after above below to from up down in out on off over under "
    "again further then once here there when where why how all any both each few more most other some such no nor not "
    "only own same so than too very s t can will just don should now".split()
)


def fold(text: str) -> str:
    """A text without what spelling may vary in: case, accents, width, form of encoding, invisible signs."""
    if text.isascii():  # most English words, and much quicker
        return text.lower()
    wide = unicodedata.normalize("NFKC", text).casefold()
    decomposed = unicodedata.normalize("NFD", wide)
    bare = "".join(
        letter
        for letter in decomposed
        if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"
    )
    return unicodedata.normalize("NFC", bare).translate(PLAIN)


def is_syllables(run: str) -> bool:
    """Is a folded run written in syllables (Hangul, Chinese characters, kana)?"""
    return bool(IS_SYLLABLES.fullmatch(run))


def words_of_run(run: str) -> list[str]:
    """The words of one folded run: pairs of syllables, or one stem; none for a common word."""
    if is_syllables(run):
        return [run[place : place + 2] for place in range(len(run) - 1)] or [run]
    return [] if run in COMMON else [stem(run)]


def words_in(folded: str) -> list[str]:
    """The words of a folded text, in their order."""
    return [word for run in RUN.findall(POSSESSIVE.sub("", folded)) for word in words_of_run(run)]


@lru_cache(maxsize=20_000)
def stem_of(word: str) -> str:
    """The index word of one word in a text as it is written; empty for a common one, and for syllables."""
    folded = fold(word)
    return "" if not folded or is_syllables(folded[0]) else "".join(words_of_run(folded)[:1])


def written_as_one(folded: str) -> list[str]:
    """For each word in a folded text that signs hold together, the words that it has when it is written as one."""
    compounds = (HOLDS_TOGETHER.sub("", found) for found in COMPOUND.findall(POSSESSIVE.sub("", folded)))
    return [
        word for compound in compounds if len(compound) <= LONGEST_COMPOUND for word in words_in(compound)
    ]


def index_words(text: str) -> str:
    """All words of a text as the search index keeps them: a line with spaces between, those written as one last."""
    folded = fold(text)
    return " ".join(words_in(folded) + written_as_one(folded))


@lru_cache(maxsize=4096)
def words_of_line(text: str) -> str:
    """The same of a title or standfirst, remembered, with a space at both ends so that phrases can be found in it."""
    return f" {index_words(text)} "
