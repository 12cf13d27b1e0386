"""How long a piece takes to read: by words in English, by syllables in Korean."""

import math

from authors.names import HANGUL

# Silent reading of non-fiction: 238 words a minute in English (Brysbaert 2019, Journal of Memory and Language 109);
# Korean readers manage about 500 syllables a minute.
WORDS_A_MINUTE = 238
SYLLABLES_A_MINUTE = 500


def reading_minutes(page) -> int:
    """Whole minutes, at least 1, for the body of an installment."""
    text = body_text(page)
    syllables = len(HANGUL.findall(text))
    words = sum(1 for word in text.split() if not HANGUL.search(word))
    return max(1, min(999, math.ceil(words / WORDS_A_MINUTE + syllables / SYLLABLES_A_MINUTE)))


def body_text(page) -> str:
    """The words of the body, as they are indexed for search: no markup, blocks in order, nothing that a page may drop."""
    return " ".join(str(part) for part in page.body.stream_block.get_searchable_content(page.body))
