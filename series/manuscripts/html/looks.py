"""How words look, by their elements and by the styles that editors write: bold, italic, raised, lowered, language."""

import re
from dataclasses import dataclass, replace

from ..numbers import whole_number
from ..words import Span
from .tree import Element

DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]*)")
RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,5000})\}")
# Classes that Google's "download as web page" numbers; those of other pages are their design and say nothing.
GOOGLE_CLASS = re.compile(r"\.(c\d{1,5}|lst-kix[\w-]{1,80})\b")
CODE = re.compile(r"^([a-z]{2,3})(?:[-_][a-z\d]+)*$", re.IGNORECASE)
HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
HEAVY = 600

BOLD = frozenset({"b", "strong"})
ITALIC = frozenset({"i", "em", "cite", "dfn", "var"})
STRUCK = frozenset({"x-struck"})

Declarations = dict[str, str]


@dataclass(frozen=True)
class Look:
    """What a span inherits; `kept_spaces` inside preformatted text."""

    bold: bool = False
    italic: bool = False
    superscript: bool = False
    subscript: bool = False
    link: str = ""
    language: str = ""
    struck: bool = False
    kept_spaces: bool = False

    def span(self, text: str) -> Span:
        return Span(
            text, self.bold, self.italic, self.superscript, self.subscript, self.link, "", self.language
        )


def declarations(style: str) -> Declarations:
    """The declarations of a style attribute, names and values in small letters; the last of a name holds."""
    return {name.lower(): value.strip().lower() for name, value in DECLARATION.findall(style)}


def google_rules(sheet: str) -> dict[str, Declarations]:
    """The declarations of each numbered class in a Google document's style sheet."""
    rules: dict[str, Declarations] = {}
    for selectors, body in RULE.findall(sheet):
        found = GOOGLE_CLASS.findall(selectors)
        if found:
            declared = declarations(body)
            for name in found:
                rules.setdefault(name, {}).update(declared)
    return rules


class Looks:
    """Works out looks from the outside in; `rules` are those of a Google document's style sheet.

    Word marks every word in Latin letters as English: what it says of languages is only heard where `hears_languages`.
    """

    def __init__(self, rules: dict[str, Declarations], *, hears_languages: bool = True):
        self._rules, self._hears_languages = rules, hears_languages

    def declared(self, element: Element) -> Declarations:
        """What the element's classes and its style attribute say together."""
        declared: Declarations = {}
        if self._rules and element.get("class"):
            for name in element.get("class").split():
                declared.update(self._rules.get(name, {}))
        if style := element.get("style"):
            declared.update(declarations(style))
        return declared

    def within(self, element: Element, look: Look) -> Look:
        """The look inside an element, where `look` is that around it; links are not looked at here."""
        tag = element.tag
        changes: dict[str, bool | str] = {}
        if tag in BOLD:
            changes["bold"] = True
        elif tag in ITALIC:
            changes["italic"] = True
        elif tag == "sup":
            changes |= {"superscript": True, "subscript": False}
        elif tag == "sub":
            changes |= {"superscript": False, "subscript": True}
        elif tag in STRUCK:
            changes["struck"] = True
        elif tag == "pre":
            changes["kept_spaces"] = True
        if element.get("style") or (self._rules and element.get("class")):
            changes |= _of_style(self.declared(element))
        said = element.get("lang") or element.get("xml:lang") or "" if self._hears_languages else ""
        if code := language_code(said):
            changes["language"] = code
        return replace(look, **changes) if changes else look


def _of_style(declared: Declarations) -> dict[str, bool | str]:
    changes: dict[str, bool | str] = {}
    if weight := declared.get("font-weight"):
        number = whole_number(weight)
        changes["bold"] = weight in ("bold", "bolder") if number is None else number >= HEAVY
    if posture := declared.get("font-style"):
        changes["italic"] = posture.startswith(("italic", "oblique"))
    if align := declared.get("vertical-align"):
        if align in ("super", "sub", "baseline"):
            changes |= {"superscript": align == "super", "subscript": align == "sub"}
    if "line-through" in declared.get("text-decoration", "") + declared.get("text-decoration-line", ""):
        changes["struck"] = True
    if declared.get("white-space", "").startswith("pre"):
        changes["kept_spaces"] = declared["white-space"] == "pre"
    return changes


def language_code(value: str) -> str:
    """The language of a code like "en-GB", without the country; "" when it is none."""
    code = CODE.match(value.strip())
    return code[1].lower() if code else ""


def is_plausible(code: str, text: str) -> bool:
    """Whether words may be of the language that an editor's program marked them with: programs mark whole files."""
    if code == "ko":
        return bool(HANGUL.search(text))
    return not HANGUL.search(text)
