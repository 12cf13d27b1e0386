"""Quotations that stand by themselves: by style, and by an indent that the text around does not have."""

import re
from collections import Counter

from ..manuscript import Quotation
from ..words import Words
from .lists import without_start
from .paragraphs import Para, StoryElement, join_words

# Twips: a quarter of an inch on both sides, or half an inch on the left alone.
BOTH_SIDES = 360
LEFT_ALONE = 700
# "— Ada Marsh, town clerk" below a quotation.
ATTRIBUTION = re.compile(r"^(?:[—–―]|--|-)\s*(?=\S)")
LONGEST_ATTRIBUTION = 200


class QuotationLooks:
    """Tells which paragraphs of one text are set in as quotations."""

    def __init__(self, elements: list[StoryElement]):
        paras = [
            one
            for one in elements
            if isinstance(one, Para) and not one.role and one.numbered is None and one.text
        ]
        lefts = Counter[int]()
        for para in paras:
            lefts[para.style.left or 0] += len(para.text)
        self._usual = lefts.most_common(1)[0][0] if lefts else 0
        # Where much of the text is set in, an indent says nothing.
        indented = sum(len(para.text) for para in paras if self._is_set_in(para))
        self._counts = indented < 0.4 * sum(len(para.text) for para in paras)

    def _is_set_in(self, para: Para) -> bool:
        left = (para.style.left or 0) - self._usual
        right = para.style.right or 0
        hanging = (para.style.first or 0) < 0
        return not hanging and ((left >= BOTH_SIDES and right >= BOTH_SIDES) or left >= LEFT_ALONE)

    def is_quotation(self, para: Para) -> bool:
        return (
            not para.role
            and para.numbered is None
            and bool(para.text)
            and para.style.align not in ("center", "right", "end")
            and self._counts
            and self._is_set_in(para)
        )


def quotation(paras: list[Para], *, sources_by_look: bool) -> Quotation:
    """One quotation out of the paragraphs that make it; its source by style, or by look a last line behind a dash."""
    lines = [para.words for para in paras]
    source = ""
    last = paras[-1]
    if last.role == "quote source":
        source = last.text
        lines.pop()
    elif not sources_by_look:
        pass
    elif len(lines) > 1 and (dash := ATTRIBUTION.match(last.text)) and len(last.text) <= LONGEST_ATTRIBUTION:
        source = last.text[dash.end() :]
        lines.pop()
    elif len(lines) == 1 and not lines[0].notes and "\n" in lines[0].plain:
        lines, source = _with_source_line(lines[0])
    return Quotation(join_words(lines), source)


def _with_source_line(words: Words) -> tuple[list[Words], str]:
    """A source on the last line of the quotation's one paragraph."""
    before, _newline, line = words.plain.rpartition("\n")
    dash = ATTRIBUTION.match(line)
    if not dash or len(line) > LONGEST_ATTRIBUTION:
        return [words], ""
    left = len(before)
    kept = []
    for span in words.spans:
        kept.append(type(span)(**{**span.__dict__, "text": span.text[:left]}))
        left = max(left - len(span.text), 0)
    return [without_start(Words.of(*kept), 0)], line[dash.end() :]
