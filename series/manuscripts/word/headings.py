"""Headings: by style and outline, and by look; their levels without gaps, beginning below the title."""

from collections import Counter
from collections.abc import Iterable

from .paragraphs import Para, StoryElement

LONGEST = 120
# A heading field of the page holds no more; a longer paragraph in a heading's style is text.
LONGEST_STYLED = 200
# By how many half-points type must be larger to stand out.
LARGER = 3
BY_LOOK = 10
LEVELS = (2, 3)


def body_size(elements: Iterable[StoryElement]) -> int:
    """The size that most letters of the text have, in half-points."""
    weights: Counter[int] = Counter()
    for element in elements:
        if isinstance(element, Para) and element.role in ("", "text"):
            weights[element.size] += len(element.text)
    return weights.most_common(1)[0][0] if weights else 0


class HeadingLooks:
    """Tells which paragraphs of one text look like headings, by how the others look."""

    def __init__(self, elements: list[StoryElement]):
        plain = [
            element for element in elements if isinstance(element, Para) and not element.role and element.text
        ]
        self.size = body_size(elements)
        lettered = sum(len(para.text) for para in plain) or 1
        # Where much of the text is bold, bold says nothing.
        self.bold_counts = sum(len(para.text) for para in plain if para.all_bold) < 0.3 * lettered
        self.has_styled = any(isinstance(element, Para) and element.role == "heading" for element in elements)
        self.largest = max((para.size for para in plain if self._stands_out(para)), default=0)

    def _stands_out(self, para: Para) -> bool:
        larger = bool(self.size) and para.size >= self.size + LARGER
        return self._is_short_line(para) and (larger or (self.bold_counts and para.all_bold))

    @staticmethod
    def _is_short_line(para: Para) -> bool:
        text = para.text
        return (
            not para.role
            and not para.figures
            and 0 < len(text) <= LONGEST
            and any(letter.isalpha() for letter in text)
            and "\n" not in para.words.plain
            and (not para.ends_sentence or text.endswith(("?", "!", "？")))
            and not all(piece.link for piece in para.pieces if piece.text.strip())
        )

    def is_heading(self, elements: list[StoryElement], at: int) -> bool:
        """Whether the paragraph at a place looks like a heading of what follows it."""
        para = elements[at]
        if not isinstance(para, Para) or not self._stands_out(para) or at + 1 >= len(elements):
            return False
        if para.numbered is not None:
            # An item of a list has others beside it.
            beside = [elements[at + 1], *elements[max(at - 1, 0) : at]]
            if any(isinstance(one, Para) and one.numbered is not None for one in beside):
                return False
        return True

    def level(self, para: Para) -> int:
        """Where it stands among the text's levels: below all that have a style, else by its size."""
        if self.has_styled:
            return BY_LOOK
        return 1 if para.size >= self.largest - 1 else 2


class Levels:
    """Turns the levels of the file into the page's two, in the order of the text and without gaps."""

    def __init__(self) -> None:
        self._open: list[int] = []

    def of(self, level: int) -> int:
        while self._open and self._open[-1] >= level:
            self._open.pop()
        self._open.append(level)
        return LEVELS[min(len(self._open), len(LEVELS)) - 1]
