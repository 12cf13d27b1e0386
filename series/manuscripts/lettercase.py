"""From capitals to display case: titles, headings and names that a newspaper printed in capitals."""

import re
from collections.abc import Iterable

# As the Chicago Manual of Style (18th edition) has it: articles, prepositions of up to four letters and the
# common conjunctions stay small inside a title.
SMALL_WORDS = frozenset(
    "a an and as at but by for from in into nor of off on onto or over per the to up upon via vs with".split()
)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
ORDINAL = re.compile(r"(?<=\d)(?:ST|ND|RD|TH)\b")


def is_capitals(text: str) -> bool:
    """Whether the text has at least two letters with case, and all of them are capitals."""
    cased = [letter for letter in text if letter.isupper() or letter.islower()]
    return len(cased) >= 2 and all(letter.isupper() for letter in cased)


class Spellings:
    """How the article itself writes its words and names: the evidence for display case."""

    def __init__(self, texts: Iterable[str]):
        self._text = "\n".join(text for text in texts if not is_capitals(text))
        self._forms: dict[str, str] = {}
        for word in WORD.findall(self._text):
            form = self._forms.setdefault(word.lower(), word)
            # A form with small letters wins: "NSP" stays only where nothing else is ever written.
            if form.isupper() and not word.isupper():
                self._forms[word.lower()] = word

    def title(self, capitals: str) -> str:
        """The title in headline case; acronyms and names as the article spells them."""
        words = list(WORD.finditer(capitals))
        last = len(words) - 1
        starts = {match.start() for match in words[:1]} | {
            match.start()
            for match in words
            if capitals[: match.start()].rstrip().endswith((":", "—", "?", "!"))
        }

        def cased(match: re.Match[str]) -> str:
            word = match[0].lower()
            edge = match.start() in starts or (words and match.start() == words[last].start())
            if word in SMALL_WORDS and not edge:
                return word
            return self._special(word) or "-".join(
                self._special(part)
                or (part if part in SMALL_WORDS and place else part[:1].upper() + part[1:])
                for place, part in enumerate(word.split("-"))
            )

        return WORD.sub(cased, ORDINAL.sub(lambda match: match[0].lower(), capitals))

    def name(self, written: str) -> str:
        """A person's name in display case: as the article writes it, or else with capitals first."""
        if not is_capitals(written):
            return written
        for elsewhere in re.finditer(rf"(?<!\w){re.escape(written)}(?!\w)", self._text, re.IGNORECASE):
            if not is_capitals(elsewhere[0]):
                return elsewhere[0]
        return re.sub(r"[^\W\d_]+", lambda match: match[0][0] + match[0][1:].lower(), written)

    def _special(self, word: str) -> str:
        """The article's own form where capitals alone would not give it ("ASEAN", "McKay", "Won-gi")."""
        form = self._forms.get(word, "")
        return (
            form
            if any(letter.isupper() for letter in form[1:]) or (form[:1].isupper() and "-" in form)
            else ""
        )
