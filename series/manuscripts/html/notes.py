"""Footnotes in markup: a mark that links down to a note, and the note that may link back up to it."""

import re
from dataclasses import dataclass, field

from .tally import Tally
from .tree import Element, classes, visible_text

# What marks look like: 1, [1], (1), 1), *, †, iv, a, 주1.
MARK = re.compile(
    r"^[\[(〔]?\s*(?:(?:각주|미주|주|fn|note)\s*)?(\d{1,3}|[ivxlc]{1,6}|[a-z]|[*†‡§¶]{1,4})\s*[\])〕]?[.:]?$",
    re.IGNORECASE,
)
NOTE_ID = re.compile(
    r"^_?(?:ftnt|ftn|edn|fn|footnote|endnote|note|cite_note|cite-note|sdfootnote|sdendnote|wp-block-footnote|easy-footnote)"
    r"[\w:.-]*$",
    re.IGNORECASE,
)
CALLED_NOTE = re.compile(
    r"footnote|endnote|noteref|\bfn\b|doc-noteref|easy-footnote|msofootnotereference|msoendnotereference"
)
BACK = re.compile(
    r"^\W*(?:↩\ufe0e?|↑|\^|⤴|⏎|back(?:\s+to\s+(?:text|content))?|return(?:\s+to\s+text)?|본문으로|돌아가기)\W*$",
    re.I,
)
CALLED_BACK = re.compile(r"backlink|back-?ref|footnote-back|doc-backlink")
HEADING = re.compile(r"^\W*(?:foot|end)?notes?\W*$|^\W*(?:각주|미주|주석|주)\W*$", re.IGNORECASE)
BLOCKS = frozenset({"p", "li", "div", "aside", "dd", "section", "tr", "blockquote"})
WRAPPERS = frozenset({"div", "li", "aside", "section", "dd"})
INSIDE_A_NOTE = frozenset({"p", "div", "ul", "ol", "blockquote", "pre"})
AROUND_MARKS = re.compile(r"^[\s\[\](),;·]*$")


@dataclass
class Notes:
    """`marks` gives each citing element the key of its note; `texts` the element that holds a note, by key."""

    marks: dict[Element, str] = field(default_factory=dict)
    texts: dict[str, Element] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)


def take_notes(root: Element, tally: Tally) -> Notes:
    """Find the footnotes of a pruned page; their texts are taken out of the tree, their marks stay in it."""
    places = {element: number for number, element in enumerate(root.iter())}
    targets: dict[str, Element] = {}
    for element in places:
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                targets.setdefault(name, element)
    links = [
        (element, target)
        for element in places
        if element.tag == "a" and (target := targets.get(_fragment(element))) is not None
    ]
    notes = _cited(links, places)
    known = {id(element) for element in (*notes.marks, *notes.texts.values())}
    bodies: dict[str, Element] = {}
    taken: set[Element] = set()
    for key, target in notes.texts.items():
        body = _body(target, root, known)
        if body is not None and body not in taken:
            bodies[key] = body
            taken.add(body)
    notes.marks = {mark: key for mark, key in notes.marks.items() if key in bodies}
    for key, body in bodies.items():
        notes.texts[key] = body
        _take_back_links(body, places, targets)
    notes.texts = bodies
    parents = [body.getparent() for body in bodies.values()]
    for body in bodies.values():
        if body.getparent() is not None:
            body.drop_tree()
    _drop_headings(root, parents, tally)
    for mark in notes.marks:
        _blank_around(mark, notes)
    return notes


def _fragment(link: Element) -> str:
    return (link.get("href") or "").partition("#")[2]


def _cited(links: list[tuple[Element, Element]], places: dict[Element, int]) -> Notes:
    notes = Notes()
    backwards = {_fragment(link) for link, target in links if places[target] < places[link]}
    keys: dict[Element, str] = {}
    for link, target in links:
        if places[target] <= places[link]:
            continue
        label = MARK.match(visible_text(link))
        if not label:
            continue
        names = {link.get("id"), link.get("name")}
        above = link.getparent()
        for _ in range(2):
            if above is not None:
                names |= {above.get("id")}
                above = above.getparent()
        role = (
            f"{classes(link)} {link.get('role') or ''} {link.get('epub:type') or ''} {link.get('rel') or ''}"
        )
        is_note = (
            NOTE_ID.match(_fragment(link))
            or CALLED_NOTE.search(role)
            or (names & backwards)
            or _holds_called(link)
        )
        if is_note:
            key = keys.setdefault(target, str(len(keys) + 1))
            notes.marks[link] = key
            notes.texts[key] = target
            notes.labels[key] = label[1]
    return notes


def _holds_called(link: Element) -> bool:
    return any(CALLED_NOTE.search(classes(inner)) for inner in link.iterdescendants())


def _body(target: Element, root: Element, known: set[int]) -> Element | None:
    """The element that holds the whole note, None when it would hold more than that."""
    body = target
    while body is not None and body.tag not in BLOCKS:
        body = body.getparent()
    if body is None or body is root or body.getparent() is None:
        return None
    if _holds_others(body, target, known):
        return None
    while (above := body.getparent()) is not None and above.tag in WRAPPERS:
        siblings = list(above)
        alone = siblings[0] is body and not (above.text or "").strip()
        if not alone or any(other.tag not in INSIDE_A_NOTE for other in siblings):
            break
        if _holds_others(above, target, known):
            break
        body = above
    return body


def _holds_others(body: Element, target: Element, known: set[int]) -> bool:
    return any(id(inner) in known and inner is not target for inner in body.iter())


def _take_back_links(body: Element, places: dict[Element, int], targets: dict[str, Element]) -> None:
    for element in list(body.iterdescendants()):
        if CALLED_BACK.search(f"{classes(element)} {element.get('role') or ''}"):
            element.drop_tree()
        elif element.tag == "a" and element.getparent() is not None:
            target = targets.get(_fragment(element))
            leads_up = target is not None and places[target] < places[body]
            text = visible_text(element)
            if BACK.match(text) or (leads_up and (MARK.match(text) or not text)):
                element.drop_tree()


def _drop_headings(root: Element, parents: list[Element | None], tally: Tally) -> None:
    """The word "Notes" above notes that are gone."""
    if not parents:
        return
    for heading in list(root.iter("h1", "h2", "h3", "h4", "h5", "h6", "p", "strong")):
        if len(heading) > 3 or heading.getparent() is None:
            continue
        text = "".join(heading.itertext())
        if len(text) > 30 or not HEADING.match(text):
            continue
        following = heading.itersiblings()
        if not any(visible_text(other) for other in following) and not (heading.tail or "").strip():
            tally.add("dropped", "The heading above the footnotes was left out.", passage=text.strip())
            heading.drop_tree()


def _blank_around(mark: Element, notes: Notes) -> None:
    """Brackets and commas beside marks within a raised span are not words."""
    above = mark.getparent()
    if above is None or above.tag not in ("sup", "span"):
        return
    around = [above.text or "", *(child.tail or "" for child in above)]
    if all(child in notes.marks for child in above) and all(AROUND_MARKS.match(text) for text in around):
        above.text = None
        for child in above:
            child.tail = None
