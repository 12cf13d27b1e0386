"""The editor's note: found by its mark ("ED.", 편집자 주) or by what it says of the series."""

import re

from .lines import Passage
from .reporting import Report

# A note is a few sentences; longer passages are article text, and this bounds the cost of the patterns.
LONGEST = 1200

MARK_BEFORE = re.compile(
    r"^\W*(?:(?:eds?\.?|editors?)(?:['’]?s|s?['’])?\.?\s*note|편집자\s*주)(?:\s*[\])>〉】]\s*[:：]?|\s*[:：.|–—―-]|\s*$)\s*",
    re.IGNORECASE,
)
MARK_AFTER = re.compile(
    r"(?:\s*[-–—―]+\s*|\s*[\[(<〈【]\s*[-–—―]*\s*)(?:[Tt]he\s+)?(?:Eds?\.?|EDS?\.?|[Ee]ditors?|편집자(?:\s*주)?|편집부)"
    r"\s*[\])>〉】]?\s*$"
)
_PIECE = (
    r"(?:installments?|instalments?|parts?|articles?|pieces?|essays?|columns?|contributions?"
    r"|commentar(?:y|ies)|op-eds?)"
)
ABOUT_THE_SERIES = re.compile(
    rf"^this\s+(?:{_PIECE}\s+)?is\s+(?:the\s+)?[\w-]+(?:\s+and\s+\w+)?\s*(?:{_PIECE}\s+)?(?:in|of)\s+\w+\s+"
    rf"(?:[\w-]+\s+){{0,2}}(?:series|{_PIECE})\b"
    r"|^(?:이|본|이번)\s*(?:글|기고|기사|칼럼|연재)\S{0,2}\s.*(?:연재|시리즈|기획|마지막|번째)",
    re.IGNORECASE,
)
LAST = re.compile(
    rf"\b(?:last|final|concluding)\s+(?!parts?\b){_PIECE}\s+(?:in|of)\s+\w"
    rf"|\b(?:last|final|concluding)\s+(?:parts?\s+)?(?:in|of)\s+(?:[\w-]+\s+){{1,4}}?(?:series|{_PIECE})\b"
    rf"|\b(?:this|it)\s+is\s+(?:the\s+|our\s+)?(?:last|final|concluding)\s+{_PIECE}\b"
    rf"|^(?:the\s+)?(?:last|final|concluding)\s+{_PIECE}\W*$"
    r"|\b(?:concludes|ends|closes|completes)\s+(?:the|this|our|a)\s+(?:[\w-]+\s+){0,3}series\b"
    r"|마지막\s*(?:회|글|편|순서|기고|칼럼|기사|연재)|(?:연재|시리즈|기획)[를을]?\s*(?:마칩|마친|마무리|끝)"
    r"|최종회",
    re.IGNORECASE,
)
# Words that turn "the last" into another part's place: one that came before or is still to come.
NOT_LAST = re.compile(r"\b(?:not|next[- ]to|second[- ]to|but one|before the)\b|아닙|아니", re.IGNORECASE)
ANOTHER_PART = re.compile(
    r"\b(?:will|ran|appeared|appears|runs|next|read the|since the)\b|(?:다음|지난)\s*(?:회|글|편|주|번)",
    re.IGNORECASE,
)
THIS_PART = re.compile(rf"^\W*(?:this|it)\s+(?:{_PIECE}\s+)?is\b", re.IGNORECASE)
END_MARK = re.compile(
    r"[<(\[〈【]\s*+(?:(?P<n>\d{1,2})\s*+/\s*+(?P=n)|(?:\d{1,2}|[①-⑳])?\s*+[·.]?+\s*+끝)\s*+[>)\]〉】]"
)
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_COUNT = rf"({'|'.join(_NUMBERS + _ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th)?)"
NUMBER_OF = re.compile(rf"\b{_COUNT}\s+(?:[a-z]+\s+)?of\s+(?:the\s+)?{_COUNT}\b", re.IGNORECASE)


def has_note_mark(passage: Passage) -> bool:
    """Whether the passage carries the editor's mark at its beginning or end."""
    text = passage.text
    return 0 < len(text) <= LONGEST and bool(MARK_BEFORE.match(text) or MARK_AFTER.search(text[-40:]))


def is_note(passage: Passage) -> bool:
    """Whether the passage is an editor's note by its mark, or by saying where in a series the text stands."""
    return has_note_mark(passage) or (
        0 < len(passage.text) <= 400 and bool(ABOUT_THE_SERIES.match(passage.text))
    )


def take_notes(passages: list[Passage], report: Report) -> tuple[str, list[Passage]]:
    """The editor's note without its mark ("" when there is none), and the passages that remain."""
    texts: list[str] = []
    rest: list[Passage] = []
    mark_alone = False
    for passage in passages:
        if mark_alone and passage.ends_sentence and not has_note_mark(passage):
            texts.append(passage.text)
            what = "This stands under the editor's mark and was read as the editor's note."
            report.add("guessed", what, passage.place, passage=passage.original)
            mark_alone = False
        elif is_note(passage):
            text, mark = _without_mark(passage.text)
            _report_mark(passage, mark, report)
            mark_alone = not text
            if text:
                texts.append(text)
        else:
            rest.append(passage)
    return " ".join(texts), rest


def _without_mark(text: str) -> tuple[str, str]:
    marks = []
    if before := MARK_BEFORE.match(text):
        marks.append(before[0].strip())
        text = text[before.end() :]
    head, tail = text[:-40], text[-40:]
    if after := MARK_AFTER.search(tail):
        marks.append(after[0].strip())
        text = head + tail[: after.start()]
    text = text.strip().lstrip("※■▶*").strip()
    # The bracket that held note and mark together has lost its other half.
    if marks and text.startswith(("[", "(", "<")) and not text.endswith(("]", ")", ">")):
        text = text[1:]
    if marks and text.endswith(("]", ")", ">")) and not any(bracket in text for bracket in "[(<"):
        text = text[:-1]
    return text.strip(), " … ".join(marks)


def _report_mark(passage: Passage, mark: str, report: Report) -> None:
    if mark:
        what = f"This was read as the editor's note, by its mark “{mark}”, which was taken off."
        report.add("changed", what, passage.place, passage=passage.original)
    else:
        what = "This was read as an editor's note, because it says where the text stands in a series."
        report.add("guessed", what, passage.place, passage=passage.original)


def says_last_in_series(note: str) -> bool:
    """Whether the note calls this text the last of its series ("last in a series", 마지막 회).

    A sentence about another part ("the last part will run on Friday") does not count.
    """
    sentences = re.split(r"(?<=[.!?])\s+", note[:LONGEST])
    return any(_sentence_says_last(sentence) for sentence in sentences)


def has_end_mark(title: str) -> bool:
    """Whether a title carries a newspaper's own end mark: "(6/6)", <끝>."""
    return bool(END_MARK.search(title[:LONGEST]))


def _sentence_says_last(sentence: str) -> bool:
    if NOT_LAST.search(sentence) or (ANOTHER_PART.search(sentence) and not THIS_PART.match(sentence)):
        return False
    if LAST.search(sentence) or END_MARK.search(sentence):
        return True
    for place, total in NUMBER_OF.findall(sentence):
        number, of = _number(place), _number(total)
        if number and number > 1 and number == of:
            return True
    return False


def _number(word: str) -> int:
    word = word.lower()
    for words in (_NUMBERS, _ORDINALS):
        if word in words:
            return words.index(word) + 1
    digits = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", word)
    return int(digits[1]) if digits else 0
