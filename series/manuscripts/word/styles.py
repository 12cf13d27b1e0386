"""Styles: what a paragraph is by its style, in any language of Word, and how its words look through the chains."""

import re
from dataclasses import dataclass, field, replace

from lxml.etree import _Element as Element

from .names import W, attribute, is_on, number, value

# Built-in style names as Word stores them, and as other programs and languages write them. Without spaces, in small
# letters; a number at the end is the level.
ROLES = {
    "title": "title", "제목": "title", "표제": "title", "titel": "title", "titre": "title", "título": "title",
    "titolo": "title", "文章标题": "title", "표지제목": "title", "worktitle": "title", "headline": "title",
    "subtitle": "subtitle", "부제": "subtitle", "부제목": "subtitle", "untertitel": "subtitle",
    "sous-titre": "subtitle", "subtítulo": "subtitle", "sottotitolo": "subtitle", "副标题": "subtitle",
    "副題": "subtitle", "deck": "subtitle", "dek": "subtitle", "전문": "subtitle",
    "heading": "heading", "제목스타일": "heading", "überschrift": "heading", "titre#": "heading",
    "título#": "heading", "titolo#": "heading", "titel#": "heading", "見出し": "heading", "标题": "heading",
    "標題": "heading", "заголовок": "heading", "제목#": "heading", "kop": "heading", "rubrik": "heading",
    "quote": "quote", "quotations": "quote", "intensequote": "quote", "blocktext": "quote", "인용": "quote",
    "인용문": "quote", "강한인용": "quote", "zitat": "quote", "citation": "quote", "cita": "quote",
    "citazione": "quote", "blockquote": "quote", "blockquotation": "quote", "quotation": "quote",
    "引用": "quote", "블록텍스트": "quote", "quotesource": "quote source",
    "caption": "caption", "캡션": "caption", "beschriftung": "caption", "légende": "caption",
    "leyenda": "caption", "題注": "caption", "题注": "caption", "図表番号": "caption",

    "toc": "toc", "tocheading": "toc", "목차": "toc", "목차제목": "toc", "contentsheading": "toc", "contents": "toc",
    "tableoffigures": "toc", "inhaltsverzeichnis": "toc", "그림목차": "toc", "index": "toc", "indexheading": "toc",
    "verzeichnis": "toc", "tabledesmatières": "toc",
    "header": "furniture", "footer": "furniture", "머리글": "furniture", "바닥글": "furniture",
    "listcontinue": "list continue", "목록계속": "list continue",
    "byline": "byline", "author": "byline", "authors": "byline", "저자": "byline", "글쓴이": "byline",
    "필자": "byline", "verfasser": "byline",
    "affiliation": "affiliation", "소속": "affiliation",
    "editorsnote": "editors note", "editor'snote": "editors note", "편집자주": "editors note",
    "biography": "biography", "bio": "biography", "authorbio": "biography", "저자소개": "biography",
    "필자소개": "biography", "약력": "biography", "abouttheauthor": "biography",
    "credit": "credit", "photocredit": "credit", "picturecredit": "credit", "tablesource": "source",
    "imagecaption": "picture caption", "picturecaption": "picture caption", "figurecaption": "picture caption",
    "그림캡션": "picture caption", "tablecaption": "table caption", "표캡션": "table caption",
    # Those of documents that series/editions/docx/ wrote.
    "articletext": "text", "articlelist": "text", "articlepicture": "text", "tabletext": "text",
    "standfirst": "standfirst", "authorname": "author", "authorposition": "position",
    "authororganisation": "organisation", "creditline": "credit line", "pictureslot": "picture slot",
}  # fmt: skip
OUR_TEXT = "articletext"
IN_LANGUAGE = {"inkorean": "ko", "inenglish": "en"}
WITH_LEVEL = re.compile(r"^(.*?)([1-9])$")
DEEPEST_CHAIN = 30


@dataclass(frozen=True)
class Look:
    """How words look. `size` in half-points, 0 where nothing says it; `raised` is superscript, subscript or ""."""

    bold: bool = False
    italic: bool = False
    raised: str = ""
    hidden: bool = False
    struck: bool = False
    underlined: bool = False
    highlighted: bool = False
    size: int = 0
    font: str = ""
    # The language that a character style of exported documents marks words with.
    marked: str = ""


@dataclass(frozen=True)
class Style:
    """One style. What its chain of `basedOn` says is resolved: only the properties' own values are its own."""

    name: str = ""
    role: str = ""
    level: int = 0
    look: Look = field(default_factory=Look)
    toggles: frozenset[str] = frozenset()
    num_id: str = ""
    num_level: int | None = None
    left: int | None = None
    right: int | None = None
    first: int | None = None
    align: str = ""
    right_to_left: bool | None = None


TOGGLES = ("b", "i", "vanish", "strike")


class Styles:
    """The styles of one document, by their ids."""

    def __init__(self, root: Element | None):
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str, Style] = {}
        self._default_id = ""
        self._base = Style()
        if root is None:
            return
        defaults = root.find(f"{W}docDefaults")
        if defaults is not None:
            properties = defaults.find(f"{W}rPrDefault/{W}rPr")
            self._base = replace(
                _with_paragraph(self._base, defaults.find(f"{W}pPrDefault/{W}pPr")),
                look=_with_look(Look(), properties),
                toggles=_toggles(frozenset(), properties),
            )
        for element in root.iter(f"{W}style"):
            key = attribute(element, "styleId")
            self._elements.setdefault(key, element)
            is_default = attribute(element, "default") in ("1", "true", "on")
            if is_default and attribute(element, "type") == "paragraph":
                self._default_id = self._default_id or key

    @property
    def are_ours(self) -> bool:
        """Whether series/editions/docx/ wrote the document: then its styles say everything and nothing is guessed."""
        return any(_plain(value(element, "name")) == OUR_TEXT for element in self._elements.values())

    def of(self, style_id: str) -> Style:
        """The paragraph style with an id, the default one where there is none of this name."""
        return self._style(style_id if style_id in self._elements else self._default_id)

    def look(self, paragraph: Style, properties: Element | None) -> Look:
        """How a run looks: by its paragraph's style, its own style and its own properties (17.7.3 for toggles)."""
        if properties is None:
            return paragraph.look
        look = paragraph.look
        if style_id := value(properties, "rStyle"):
            if style_id in self._elements:
                own = self._style(style_id)
                look = _blended(look, own)
        return _with_look(look, properties)

    def _style(self, style_id: str) -> Style:
        if style_id in self._resolved:
            return self._resolved[style_id]
        chain: list[Element] = []
        at = style_id
        while at in self._elements and self._elements[at] not in chain and len(chain) < DEEPEST_CHAIN:
            chain.append(self._elements[at])
            at = value(self._elements[at], "basedOn")
        is_character = bool(chain) and attribute(chain[0], "type") == "character"
        # A character style says how words differ from their paragraph: the document's defaults are in that already.
        style = Style() if is_character else self._base
        for element in reversed(chain):
            style = _with_paragraph(style, element.find(f"{W}pPr"))
            properties = element.find(f"{W}rPr")
            style = replace(
                style, look=_with_look(style.look, properties), toggles=_toggles(style.toggles, properties)
            )
        role, level = next(filter(lambda found: found[0], map(_role, chain)), ("", 0))
        outline = next((found for found in map(_outline, chain) if found is not None), None)
        if not role and outline is not None and outline < 9:
            role, level = "heading", outline + 1
        name = _plain(value(chain[0], "name")) if chain else ""
        if is_character and name in IN_LANGUAGE:
            style = replace(style, look=replace(style.look, marked=IN_LANGUAGE[name]))
        self._resolved[style_id] = replace(style, name=name, role=role, level=level)
        return self._resolved[style_id]


def _plain(name: str) -> str:
    return re.sub(r"[\s_’']+", "", name.lower()).removesuffix("char")


def role_of_name(name: str) -> tuple[str, int]:
    """What a style's name says: a role and, for headings, a level (1 the highest, 0 for none)."""
    plain = _plain(name)
    if plain in ROLES and ROLES[plain] != "heading":
        return ROLES[plain], 0
    if match := WITH_LEVEL.match(plain):
        stem, level = match[1], int(match[2])
        role = ROLES.get(f"{stem}#") or ROLES.get(stem, "")
        return (role, level if role == "heading" else 0) if role not in ("title", "subtitle") else ("", 0)
    return ("", 0)


def _role(element: Element) -> tuple[str, int]:
    by_name = role_of_name(value(element, "name"))
    return by_name if by_name[0] else role_of_name(attribute(element, "styleId"))


def _outline(element: Element) -> int | None:
    properties = element.find(f"{W}pPr")
    level = value(properties, "outlineLvl")
    return number(level, 9) if level else None


def _toggles(so_far: frozenset[str], properties: Element | None) -> frozenset[str]:
    said = {name: is_on(properties, name) for name in TOGGLES}
    return (so_far | {name for name, on in said.items() if on}) - {
        name for name, on in said.items() if on is False
    }


def _blended(look: Look, style: Style) -> Look:
    """A character style over a paragraph's look: what both switch on is off again (17.7.3)."""
    own = style.look
    return replace(
        look,
        bold=look.bold != ("b" in style.toggles),
        italic=look.italic != ("i" in style.toggles),
        hidden=look.hidden != ("vanish" in style.toggles),
        struck=look.struck != ("strike" in style.toggles),
        raised=own.raised or look.raised,
        underlined=look.underlined or own.underlined,
        highlighted=look.highlighted or own.highlighted,
        size=own.size or look.size,
        font=own.font or look.font,
        marked=own.marked or look.marked,
    )


def _with_look(look: Look, properties: Element | None) -> Look:
    if properties is None:
        return look
    changes: dict = {}
    for child in properties:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) and child.tag.startswith(W) else ""
        said = attribute(child, "val")
        on = said.lower() not in ("0", "false", "off", "none")
        match name:
            case "b":
                changes["bold"] = on
            case "i":
                changes["italic"] = on
            case "vanish":
                changes["hidden"] = on
            case "strike" | "dstrike":
                changes["struck"] = on or (name == "dstrike" and changes.get("struck", False))
            case "u":
                changes["underlined"] = on and said != ""
            case "highlight":
                changes["highlighted"] = on
            case "vertAlign":
                changes["raised"] = said if said in ("superscript", "subscript") else ""
            case "sz":
                changes["size"] = number(said)
            case "rFonts":
                changes["font"] = attribute(child, "ascii") or attribute(child, "hAnsi") or look.font
    return replace(look, **changes) if changes else look


def _with_paragraph(style: Style, properties: Element | None) -> Style:
    if properties is None:
        return style
    changes: dict = {}
    numbering = properties.find(f"{W}numPr")
    if numbering is not None:
        if num_id := value(numbering, "numId"):
            changes["num_id"] = num_id
        if level := value(numbering, "ilvl"):
            changes["num_level"] = number(level)
    indent = properties.find(f"{W}ind")
    if indent is not None:
        for name, said in (
            ("left", _side(indent, "left", "start")),
            ("right", _side(indent, "right", "end")),
        ):
            if said:
                changes[name] = number(said)
        if attribute(indent, "hanging"):
            changes["first"] = -number(attribute(indent, "hanging"))
        elif attribute(indent, "firstLine"):
            changes["first"] = number(attribute(indent, "firstLine"))
    if align := value(properties, "jc"):
        changes["align"] = align
    if (right_to_left := is_on(properties, "bidi")) is not None:
        changes["right_to_left"] = right_to_left
    return replace(style, **changes) if changes else style


def _side(indent: Element, name: str, other: str) -> str:
    return attribute(indent, name) or attribute(indent, other)


def own_left(properties: Element | None) -> int | None:
    """The left indent that a paragraph says itself, in twips; None where it says none."""
    indent = properties.find(f"{W}ind") if properties is not None else None
    said = _side(indent, "left", "start") if indent is not None else ""
    return number(said) if said else None


def with_own_properties(style: Style, properties: Element | None) -> Style:
    """A paragraph's style with what the paragraph says itself, its outline level among it."""
    style = _with_paragraph(style, properties)
    outline = value(properties, "outlineLvl")
    if outline and style.role in ("", "heading"):
        level = number(outline, 9)
        style = (
            replace(style, role="heading", level=level + 1) if level < 9 else replace(style, role="", level=0)
        )
    return style
