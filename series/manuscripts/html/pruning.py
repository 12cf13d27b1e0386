"""What no reader of a page sees is taken out of its tree first, and counted: scripts, styles, hidden elements, controls."""

import re

from .looks import declarations
from .tally import Tally
from .tree import Element, classes, is_longer, quoted_text

NEVER_SEEN = {
    "script": "Scripts were left out.",
    "style": "Style sheets were left out.",
    "template": "Templates of scripts were left out.",
    "noscript": "What stands in for scripts was left out.",
    "xml": "Settings of a word processor were left out.",
    "base": "An address for the page's links was left out.",
    "svg": "Drawings (SVG) were left out.",
    "canvas": "Drawings of scripts were left out.",
    "annotation": "Notations beside formulas were left out.",
    "annotation-xml": "Notations beside formulas were left out.",
}
CONTROLS = frozenset("button input select option textarea datalist progress meter".split())
# Parts of Word's own markup that are not text: shapes, settings, formulas kept twice.
OFFICE = re.compile(
    r"^(?:w|v|m|st\d|x):(?!p$|sdt$|place|country|city|state|date|time|personname)", re.IGNORECASE
)
WORD_COMMENT = re.compile(r"mso-element:\s*comment|mso-comment-reference", re.IGNORECASE)
WORD_COMMENT_MARK = re.compile(r"\bmsocom(?:anchor|txt|off)\b|\bmsocommentreference\b")
WORD_RUNNING_HEAD = re.compile(r"mso-element:\s*(?:header|footer)\b", re.IGNORECASE)
WORD_DELETED = re.compile(r"\bmsodel\b")
TABLE_OF_CONTENTS = re.compile(r"\bmsotoc\d?(?:heading)?\b")
CONTENTS = frozenset({"toc", "doc-toc", "table-of-contents", "ez-toc-container", "lwptoc"})
MENU = frozenset({"nav", "menu", "ul", "ol", "aside", "header", "footer"})

MAY_SWALLOW = frozenset({"noscript", "canvas", "select"})
SHORT = 300
WORD_COMMENTS = "Comments in Word's margin were left out."
HIDDEN = "Hidden text was left out."
COMMENTS = "Comments in the markup were left out."


def prune(root: Element, tally: Tally) -> None:
    """Take these elements out of the tree; words that a reader of the page would see are quoted in the finding."""
    waiting = [root]
    whole = sum(len(piece.strip()) for piece in root.itertext())
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        reason, is_seen = _reason(element)
        if reason == HIDDEN and is_longer(element, max(whole // 2, SHORT)):
            tally.add("kept", "Most of the page is hidden until a script shows it; it was read.")
            reason = ""
        # A tag that never ends may have drawn the article into what nobody sees.
        is_seen = is_seen or (element.tag in MAY_SWALLOW and is_longer(element, SHORT))
        if reason and element is not root and element.getparent() is not None:
            words = quoted_text(element) if is_seen else ""
            tally.add("dropped", reason, passage=words)
            element.drop_tree()
            continue
        waiting.extend(reversed(element))


def _reason(element: Element) -> tuple[str, bool]:
    """Why the element goes, and whether readers of the page see it; "" when it stays."""
    tag = element.tag
    if tag in NEVER_SEEN:
        return NEVER_SEEN[tag], tag == "svg"
    if OFFICE.match(tag):
        return "Word's own drawings and settings were left out.", False
    style = element.get("style") or ""
    if is_hidden(element, style):
        return HIDDEN, False
    # Hidden from screen readers only: what a menu repeats goes, decoration inside a text stays.
    if element.get("aria-hidden") == "true" and tag in MENU:
        return "Menus were left out.", True
    if tag in CONTROLS:
        return "Buttons and fields of forms were left out.", tag in ("button", "option", "textarea")
    if style and WORD_COMMENT.search(style):
        return WORD_COMMENTS, False
    if style and WORD_RUNNING_HEAD.search(style):
        return "Running heads and feet were left out.", True
    names = classes(element)
    if WORD_COMMENT_MARK.search(names):
        return WORD_COMMENTS, False
    if tag == "del" or WORD_DELETED.search(names):
        return "Text that was marked as deleted was left out.", True
    if TABLE_OF_CONTENTS.search(names) or _is_contents(element, names):
        return "A table of contents was left out.", True
    return "", False


def _is_contents(element: Element, names: str) -> bool:
    """Whether an element is called a table of contents, and leads into its own page."""
    if element.get("role") != "doc-toc" and not CONTENTS.intersection(names.split()):
        return False
    links = list(element.iter("a"))
    return bool(links) and all((link.get("href") or "#").startswith("#") for link in links)


def is_hidden(element: Element, style: str) -> bool:
    """Whether a browser shows nothing of the element."""
    if element.get("hidden") is not None and element.get("hidden", "").lower() != "until-found":
        return True
    if element.tag == "dialog" and element.get("open") is None:
        return True
    if not style:
        return False
    declared = declarations(style)
    return (
        declared.get("display") == "none"
        or declared.get("visibility") == "hidden"
        or declared.get("mso-hide") == "all"
        or declared.get("font-size") in ("0", "0px", "0pt", "0em")
    )
