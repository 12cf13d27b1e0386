"""Words to offer: names that begin as somebody types, and the word somebody may have meant.

Both know only what everybody may see, asked afresh each time: a word of a draft is never offered.
"""

import unicodedata
from collections import Counter

from django.db.models import Q
from wagtail.models import Page
from wagtail.search.query import PlainText

from home.search.asked import Asked, bare, understand
from home.search.found import find, newest, public_pages, type_id
from publication.frame import Frame
from publication.search_words import RUN, fold, is_syllables
from publication.stemming import stem
from series.models import SeriesPage
from series.reading.topics import topics_by_count

MOST = 8
MOST_TOPICS = 300
MOST_PAGES = 1000  # whose titles and standfirsts make the words that "did you mean" knows
TEXTS = (
    "title", "installmentpage__subtitle", "seriespage__standfirst", "authorpage__native_name", "authorpage__latin_name",
    "installmentpage__standfirst",
)  # fmt: skip


def names_like(typed: str) -> list[str]:
    """Names of topics, authors, series and pieces with words that begin as typed. Two queries; none for one letter."""
    words = RUN.findall(fold(typed))
    if not words or (len("".join(words)) < 2 and not is_syllables(words[0])):
        return []
    topics = [topic.name for topic in topics_by_count(MOST_TOPICS) if _begins(topic.name, words)]
    # Signs such as ㎏ are letters only when they are folded; the index asks for one word at least.
    begun = RUN.findall(typed.lower()) or words
    like = Page.objects.autocomplete(PlainText(" ".join(begun), operator="and"))
    # A Korean word may begin inside of another: 남방 in 신남방정책.
    inside = Q(title__icontains=typed) if is_syllables(words[-1]) else Q()
    begins = Q(pk__in=like.get_queryset().order_by().values("pk"))
    pages = newest(public_pages().filter(begins | inside))
    titles = list(pages.values_list("title", flat=True)[: 2 * MOST])
    return list(dict.fromkeys(topics[: MOST // 2] + titles))[:MOST]


def names_to_start_with() -> list[str]:
    """Names for a box with nothing in it: the topics with most pieces, the newest series. Two queries."""
    series = newest(public_pages().filter(content_type_id=type_id(SeriesPage)))
    topics = [topic.name for topic in topics_by_count(3 * MOST)]
    return list(dict.fromkeys([*topics, *series.values_list("title", flat=True)[:MOST]]))


def did_you_mean(frame: Frame, asked: Asked) -> str:
    """A line like the one asked for that finds something, or nothing. Three queries."""
    known = _vocabulary()
    words = asked.key.split()
    better = [_nearest(word, known) or word for word in words]
    if better == words:
        return ""
    line = " ".join(better)
    return line if find(frame, understand(line)) else ""


def _begins(name: str, words: list[str]) -> bool:
    runs = RUN.findall(fold(name))
    return all(
        any(word in run if is_syllables(word) else run.startswith(word) for run in runs) for word in words
    )


def _vocabulary() -> Counter:
    """The words of titles, standfirsts and names, with how many texts have them."""
    known: Counter = Counter()
    rows = newest(public_pages()).values_list(*TEXTS, "installmentpage__is_withdrawn")[:MOST_PAGES]
    for *texts, standfirst, is_withdrawn in rows:
        shown = texts if is_withdrawn else [*texts, standfirst]
        known.update(set(RUN.findall(fold("\n".join(filter(None, shown))))))
    for topic in topics_by_count(MOST_TOPICS):
        known.update(RUN.findall(fold(topic.name)))
    for word in list(known):
        if is_syllables(word) and bare(word) != word:
            known[bare(word)] += known[word]
    return known


def _nearest(word: str, known: Counter) -> str:
    """The known word with the fewest changes to `word`, one or two at most; "" where none is near or it is known."""
    if word in known or len(word) < (2 if is_syllables(word) else 4):
        return ""
    spelled = _letters(word)
    most = 1 if len(spelled) < 6 else 2
    letters, best = set(spelled), ("", most + 1, 0)
    for other, count in _parts(known, len(word)).items() if is_syllables(word) else known.items():
        if abs(len(other) - len(word)) > most or len(other) < 2:
            continue
        candidate = _letters(other)
        if abs(len(candidate) - len(spelled)) > most or len(letters ^ set(candidate)) > 2 * most:
            continue
        changes = _changes(spelled, candidate, most)
        if 0 < changes <= most and (changes, -count) < (best[1], -best[2]):
            best = (other, changes, count)
    return "" if best[0] and stem(best[0]) == stem(word) else best[0]


def _parts(known: Counter, length: int) -> Counter:
    """The Korean words among them, and their parts of so many syllables: 남방정책 of 신남방정책의."""
    parts: Counter = Counter()
    for word, count in known.items():
        if is_syllables(word):
            for start in range(max(1, len(word) - length + 1)):
                parts[word[start : start + length]] += count
    return parts


def _letters(word: str) -> str:
    """Its letters; of a Korean syllable the letters that it is made of, so that one wrong vowel is one change."""
    return unicodedata.normalize("NFD", word)


def _changes(one: str, other: str, most: int) -> int:
    """How many letters to add, leave out, replace or swap with their neighbour; more than `most` is just more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        above, row = row, [place]
        for column, letter_there in enumerate(other, start=1):
            cost = min(row[-1] + 1, above[column] + 1, above[column - 1] + (letter != letter_there))
            swapped = (
                place > 1 and column > 1 and letter == other[column - 2] and one[place - 2] == letter_there
            )
            row.append(min(cost, before[column - 2] + 1) if swapped else cost)
        if min(row) > most:
            return most + 1
        before = above
    return row[-1]
