"""Where on a page the running text is: letters and links of every element, and what pages call their parts."""

from __future__ import annotations

import re

from .tree import Element, visible_text

# Where pages say for their own programs, or for those who cannot see them, what a part is.
CALLED = ("class", "id", "data-gu-name", "data-component", "data-testid", "data-role", "aria-label")
WORD = re.compile(r"[a-z]+|[가-힣]+|\d+")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
COMMA = re.compile(r"[,，、;]")
GOOD = frozenset("article body content contents entry post story text view newsct main 본문 기사".split())
BAD = frozenset("list header side rank photo gallery summary teaser".split())
BLOCKS = frozenset(
    "p div section article main ul ol li table tbody tr td blockquote pre figure h1 h2 h3 h4 h5 h6 header footer aside"
    " dl dd form center address details".split()
)


class Sizes:
    """Letters and letters in links of every element, counted once."""

    def __init__(self, root: Element):
        self.text: dict[Element, int] = {}
        self.links: dict[Element, int] = {}
        self.anchors: dict[Element, int] = {}
        for element in reversed(list(root.iter())):
            text = len((element.text or "").strip())
            links = anchors = 0
            for child in element:
                text += self.text[child] + len((child.tail or "").strip())
                links += self.links[child]
                anchors += self.anchors[child]
            is_link = element.tag == "a" and element.get("href") is not None
            self.text[element] = text
            self.links[element] = text if is_link else links
            self.anchors[element] = anchors + is_link

    def density(self, element: Element) -> float:
        return self.links[element] / self.text[element] if self.text[element] else 0.0


def words_called(element: Element) -> set[str]:
    """The words in what a page calls an element, in small letters."""
    names = CAMEL.sub(" ", " ".join(element.get(name) or "" for name in CALLED))
    return set(WORD.findall(names.lower()))


def densest(root: Element) -> Element | None:
    """The element that holds the running text: paragraphs with commas, few links (after the idea of Readability)."""
    sizes = Sizes(root)
    scores: dict[Element, float] = {}
    running: dict[Element, int] = {}
    for element in sizes.text:
        if not isinstance(element.tag, str):
            continue
        text, is_paragraph = _running(element, sizes)
        if text < 25:
            continue
        score = 1 + text / 100 if not is_paragraph else 1 + min(text / 100, 3)
        score += min(len(COMMA.findall(visible_text(element))), 10 if is_paragraph else 100)
        holders = (
            list(element.iterancestors())[:2]
            if is_paragraph
            else [element, *list(element.iterancestors())[:1]]
        )
        for share, holder in zip((1.0, 0.5), holders, strict=False):
            scores.setdefault(holder, _bonus(holder))
            scores[holder] += score * share
        for above in element.iterancestors() if is_paragraph else (element, *element.iterancestors()):
            running[above] = running.get(above, 0) + text
    inside = {
        element: score * (1 - sizes.density(element))
        for element, score in scores.items()
        if element in sizes.text
    }
    if not inside:
        return None
    best = max(inside, key=lambda element: (inside[element], -len(list(element.iterancestors()))))
    bodies = [one for one in scores if (one.get("itemprop") or "").lower() == "articlebody"]
    if len(bodies) == 1 and running.get(bodies[0], 0) * 2 > running.get(root, 0):
        return bodies[0]
    # A body in several parts, between which advertisements stood.
    for above in list(best.iterancestors()):
        if above not in sizes.text:
            break
        if running.get(above, 0) > 1.25 * running.get(best, 0) and sizes.density(above) < 0.35:
            best = above
    return best


def _running(element: Element, sizes: Sizes) -> tuple[int, bool]:
    """Letters of running text directly in an element, and whether it is a paragraph inside of something else."""
    if element.tag in ("p", "pre", "blockquote", "h2", "h3", "li"):
        if element.tag in ("h2", "h3", "li") and sizes.density(element) > 0.3:
            return 0, True
        own = sizes.text[element] - sum(sizes.text[child] for child in element if child.tag in BLOCKS)
        return own, True
    if element.tag not in BLOCKS:
        return 0, True
    own = len((element.text or "").strip())
    for child in element:
        own += len((child.tail or "").strip())
        if child.tag not in BLOCKS:
            own += sizes.text[child] - sizes.links[child]
    return (own, False) if own >= 80 else (0, False)


def _bonus(element: Element) -> float:
    words = words_called(element)
    bonus = 10.0 * bool(words & GOOD) - 10.0 * bool(words & BAD)
    if element.tag in ("article", "main"):
        bonus += 10
    if (element.get("itemprop") or "").lower() == "articlebody":
        bonus += 30
    return bonus
